"""The last page of the import dialog: what was imported, and one click to take it back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.engine.types_import import ReportView
from shopdesk.ui.widgets import IconLabel, button, clear_layout, label


class ResultPage(QWidget):
    """One row for each file.

    Signals
    -------
    undo(int): take this import back.
    """

    undo = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self.undo_buttons: list[QWidget] = []
        self._title = label("", "title")
        self._icon = IconLabel("check", 48, "good")
        hint = label(self.tr("You can also take it back later, from the list of earlier imports."), "muted")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(80, 0, 80, 0)
        whole.setSpacing(14)
        whole.addStretch(1)
        for widget in (self._icon, self._title):
            whole.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addLayout(self._rows)
        whole.addWidget(hint, 0, Qt.AlignmentFlag.AlignHCenter)
        whole.addStretch(2)

    def show_results(self, reports: Sequence[ReportView]) -> None:
        """Show what was done with each file."""
        clear_layout(self._rows)
        self.undo_buttons = []
        done = any(one.import_id is not None for one in reports)
        gone = done and all(one.undone or one.import_id is None for one in reports)
        self._title.setText(
            self.tr("Taken back") if gone else self.tr("Imported") if done else self.tr("Nothing had to be changed")
        )
        for one in reports:
            self._rows.addWidget(self._row(one))

    def _row(self, one: ReportView) -> QWidget:
        row = QFrame()
        row.setProperty("role", "panel")
        line, words = QHBoxLayout(row), QVBoxLayout()
        line.setContentsMargins(16, 10, 12, 10)
        words.setSpacing(2)
        words.addWidget(label(f"{one.name} – {one.title}", "name", wrap=True))
        words.addWidget(label(one.summary, "muted", wrap=True))
        line.addLayout(words, 1)
        number = one.import_id
        if one.undone:
            line.addWidget(label(self.tr("taken back"), "chip"), 0, Qt.AlignmentFlag.AlignVCenter)
        elif number is not None:
            back = button(self.tr("Undo"), "", self.tr("Undo the import of {0}").format(one.name))
            back.clicked.connect(lambda: self.undo.emit(number))
            self.undo_buttons.append(back)
            line.addWidget(back)
        return row
