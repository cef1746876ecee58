"""The line at the bottom: engine, running job, microphone, shop."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QWidget

from shopdesk.ui.widgets import IconButton, label, show_progress

SLOTS = ("engine", "job", "microphone", "shop")


class StatusLine(QFrame):
    """Independent slots of text, and one running job with a cross.

    Signals
    -------
    cancel_requested(): the cross beside the job.
    """

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "footer")
        self.setFixedHeight(36)
        self.setAccessibleName(self.tr("Status"))
        self._slots: dict[str, QLabel] = {key: label(role="muted") for key in SLOTS}
        self._job = label(role="muted")
        self._progress = QProgressBar()
        self._progress.setFixedWidth(120)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Progress"))
        self.cross = IconButton("cross", self.tr("Cancel the running job"))
        self.cross.setFixedSize(36, 34)
        self.cross.clicked.connect(self.cancel_requested)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 0, 16, 0)
        self._row.setSpacing(16)
        for widget in (self._slots["engine"], self._slots["job"], self._job, self._progress, self.cross):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        for key in SLOTS[2:]:
            self._row.addWidget(self._slots[key])
        self.hide_job()

    def show(self, key: str | None = None, text: str = "") -> None:  # type: ignore[override]
        """Show a text in a slot; without a slot, show the line itself."""
        if key is None:
            super().show()
            return
        if key not in self._slots:
            self._slots[key] = label(role="muted")
            self._row.addWidget(self._slots[key])
        self._slots[key].setText(text)

    def text(self, key: str) -> str:
        """Return what a slot says."""
        return self._slots[key].text()

    def show_job(self, text: str, fraction: float | None) -> None:
        """Show the running job and how far it is."""
        self._job.setText(text)
        show_progress(self._progress, fraction)
        for widget in (self._job, self._progress, self.cross):
            widget.setVisible(True)

    def hide_job(self) -> None:
        """No job runs."""
        for widget in (self._job, self._progress, self.cross):
            widget.hide()
