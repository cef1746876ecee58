"""What Qt itself has to say goes to the program's log, not past it to standard error."""

from __future__ import annotations

import logging

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
# Drawing without a display has no window manager to give hints to, and says so for every window.
_EXPECTED = ("This plugin does not support propagateSizeHints",)
_log = logging.getLogger("qt")


def handle(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """Log one message of Qt."""
    if not text.startswith(_EXPECTED):
        _log.log(_LEVELS.get(kind, logging.WARNING), "%s", text)


def route() -> None:
    """Log Qt's messages from now on."""
    qInstallMessageHandler(handle)
