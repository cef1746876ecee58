"""The first page of a shop that has nothing yet: try the demo shop, bring files in, or begin empty."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from shopdesk.ui.widgets import BusyBar, IconLabel, button, label


class FirstRun(QWidget):
    """Three ways to begin.

    Signals
    -------
    demo_requested(), import_requested(), empty_requested(): how to begin.
    cancel_requested(): the cross beside what is being written.
    """

    demo_requested = Signal()
    import_requested = Signal()
    empty_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = label(self.tr("Welcome to ShopDesk"), "title")
        words = label(self.tr("Everything stays on this computer. How do you want to begin?"), "muted", wrap=True)
        self.action, self.demo, self.empty = self._ways()
        self.busy = BusyBar(self)
        self.busy.cancel_requested.connect(self.cancel_requested)
        row, column = QHBoxLayout(), QVBoxLayout(self)
        row.setSpacing(16)
        row.addStretch(1)
        for card in self._cards():
            row.addWidget(card)
        row.addStretch(1)
        column.setSpacing(12)
        column.addStretch(2)
        for one in (title, words):
            one.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(one)
        column.addSpacing(12)
        column.addLayout(row)
        column.addStretch(2)
        column.addWidget(self.busy, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.setFocusProxy(self.action)

    def show_busy(self, text: str, fraction: float | None) -> None:
        """Show what is being written."""
        self.busy.show_busy(text, fraction)
        for one in (self.action, self.demo, self.empty):
            one.setEnabled(False)

    def hide_busy(self) -> None:
        """Nothing is being written any more."""
        self.busy.hide()
        for one in (self.action, self.demo, self.empty):
            one.setEnabled(True)

    def _ways(self) -> tuple[QPushButton, QPushButton, QPushButton]:
        files = button(self.tr("Import …"), "primary")
        files.clicked.connect(self.import_requested)
        demo = button(self.tr("Open the demo shop"))
        demo.clicked.connect(self.demo_requested)
        empty = button(self.tr("Begin empty"))
        empty.clicked.connect(self.empty_requested)
        return files, demo, empty

    def _cards(self) -> list[QWidget]:
        texts = (
            (
                "import",
                self.tr("Bring in your shop"),
                self.tr(
                    "Products and past sales from Shopify, Square, WooCommerce, Loyverse, Lightspeed, or any CSV or "
                    "Excel file. Drop them here, or choose them."
                ),
                self.action,
            ),
            (
                "star",
                self.tr("Look around first"),
                self.tr("A corner grocery with 240 products and eighteen months of sales. Your own shop stays empty."),
                self.demo,
            ),
            (
                "basket",
                self.tr("Start from nothing"),
                self.tr("Name your shop and add products one by one, with a photo of each."),
                self.empty,
            ),
        )
        return [self._card(*one) for one in texts]

    def _card(self, icon: str, title: str, text: str, way: QPushButton) -> QWidget:
        out = QFrame()
        out.setProperty("role", "panel")
        out.setFixedWidth(270)
        out.setMinimumHeight(250)
        column = QVBoxLayout(out)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(10)
        head: QLabel = label(title, "strong", wrap=True)
        column.addWidget(IconLabel(icon, 28, "primary"))
        column.addWidget(head)
        words = label(text, "muted", wrap=True)
        words.setMinimumHeight(words.heightForWidth(228))  # a language that needs more lines gets a higher card
        column.addWidget(words)
        column.addStretch(1)
        column.addWidget(way)
        return out
