"""What a tab says before there is anything to show: what it does, what it needs, and one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.ui.widgets import IconLabel, button, label


class EmptyState(QWidget):
    """What a tab does and what it needs, with a drawing and at most one button.

    Signals
    -------
    import_requested(): bring products in; offered as long as the shop has none.
    """

    import_requested = Signal()

    def __init__(self, icon_name: str, title: str, text: str, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self._words = words = label(text, "muted", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setFixedWidth(420)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(IconLabel(icon_name, 64, "primary"), 0, Qt.AlignmentFlag.AlignHCenter)
        head = label(title, "title", wrap=True)
        head.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(head)
        column.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        self.action = button(action, "primary", action or title)
        self.bring = button(self.tr("Bring products in …"), "primary")
        self.bring.clicked.connect(self.import_requested)
        for one in (self.action, self.bring):
            column.addWidget(one, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.show_no_products(False)

    def show_no_products(self, none: bool) -> None:
        """Say how products come into a shop that has none: what the tab asks for could not be done there."""
        missing = self.tr(
            "There is no product in the shop yet. Bring your products in from a file of the program you used before, "
            "and this page fills by itself."
        )
        self._words.setText(missing if none else self._text)
        self._words.setMinimumHeight(self._words.heightForWidth(420) + 20)
        self.bring.setVisible(none)
        self.action.setVisible(not none and bool(self.action.text()))
