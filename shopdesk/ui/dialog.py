"""What dialogs share: a bar for what went wrong, and the button that closes them."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from shopdesk.ui.widgets import Bar, button


class Dialog(QDialog):
    """A dialog with an inline bar; where it stands, the dialog says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = Bar(self)

    def show_error(self, sentence: str) -> None:
        """Show one sentence of what went wrong."""
        self.bar.show_error(sentence)

    def show_message(self, sentence: str) -> None:
        """Show good news."""
        self.bar.show_message(sentence)

    def show_busy(self, text: str, fraction: float | None) -> None:
        """Say nothing; a dialog in which something takes long says so in its own way."""

    def hide_busy(self) -> None:
        """Nothing is being done any more."""

    def bottom_row(self, *buttons: QWidget, role: str = "") -> QHBoxLayout:
        """Return a row with these buttons at the left, and at the right the one that closes the dialog."""
        close = button(self.tr("Close"), role)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        for one in buttons:
            row.addWidget(one)
        row.addStretch(1)
        row.addWidget(close)
        return row
