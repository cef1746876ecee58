"""Qt's own messages: logged, but for those that are said wherever there is no display."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType

from shopdesk.workers.qt_messages import handle


def test_messages_are_logged_at_their_level(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "qt"):
        handle(QtMsgType.QtWarningMsg, QMessageLogContext(), "QPainter::begin: Paint device returned engine == 0")
        handle(QtMsgType.QtWarningMsg, QMessageLogContext(), "This plugin does not support propagateSizeHints()")
        handle(QtMsgType.QtInfoMsg, QMessageLogContext(), "100 % told")
    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("WARNING", "QPainter::begin: Paint device returned engine == 0"),
        ("INFO", "100 % told"),
    ]
