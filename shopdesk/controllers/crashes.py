"""Tells the owner where crash reports are: of the last time, and of a mistake just now."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from shopdesk import crashes


def crash_of_before(folder: Path) -> str:
    """Return the sentence about a window that died before this one, or an empty string."""
    reports = crashes.reports_of_before(folder)
    if not reports:
        return ""
    says = QCoreApplication.translate(
        "CrashTeller",
        "ShopDesk stopped unexpectedly the last time. {report} tells what happened, for you to read or send.",
    )
    return says.format(report=reports[-1])


class CrashTeller(QObject):
    """Says in the window where a crash report is; may be called from any thread.

    Signals
    -------
    reported(str): the report's path.
    """

    reported = Signal(str)

    def __init__(self, window: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self.reported.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def __call__(self, report: str) -> None:
        """Say it when the window has time."""
        self.reported.emit(report)

    def _show(self, report: str) -> None:
        says = self.tr("Something went wrong inside ShopDesk. {report} tells what happened, for you to read or send.")
        self._window.show_error(says.format(report=report))
