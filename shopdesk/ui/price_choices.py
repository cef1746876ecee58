"""The left of the Prices tab: all products with a field to find them, or those that will likely move."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.ui.price_list import PriceList
from shopdesk.ui.widgets import Segmented, label

WIDTH = 280


class PriceChoices(QFrame):
    """Two lists to choose products from.

    Signals
    -------
    chosen(str), compare_wanted(str), list_chosen(str), edited(str)
    """

    chosen = Signal(str)
    compare_wanted = Signal(str)
    list_chosen = Signal(str)
    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "left")
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        choices = (("all", self.tr("Products")), ("movers", self.tr("Likely to move")))
        self.lists = Segmented(choices, self.tr("List"))
        for one, tip in zip(
            self.lists.buttons(),
            (self.tr("All products"), self.tr("Products whose price is expected to move most, the surest first")),
            strict=True,
        ):
            one.setToolTip(tip)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find a product"))
        self.field.setAccessibleName(self.tr("Find a product"))
        self.field.setToolTip(self.tr("Name, number or barcode; Enter shows the first product (Ctrl+F)"))
        self.field.setClearButtonEnabled(True)
        self.field.textEdited.connect(self.edited)
        self.field.returnPressed.connect(self._first)
        self.products = PriceList(self.tr("Products"))
        self.movers = PriceList(self.tr("Products whose price is expected to move"))
        self.no_movers = label("", "muted", wrap=True)
        first, second, self._lists = QWidget(), QWidget(), QStackedWidget()
        for page, widgets in ((first, (self.field, self.products)), (second, (self.no_movers, self.movers))):
            inside = QVBoxLayout(page)
            inside.setContentsMargins(0, 0, 0, 0)
            for widget in widgets:
                inside.addWidget(widget)
            self._lists.addWidget(page)
        for some in (self.products, self.movers):
            some.chosen.connect(self.chosen)
            some.compare_wanted.connect(self.compare_wanted)
        self.lists.changed.connect(self._choose_list)
        column.addWidget(self.lists)
        column.addWidget(self._lists, 1)

    def search(self) -> None:
        """Go to where all products are searched."""
        self.lists.choose("all")
        self._choose_list("all")
        self.field.setFocus()
        self.field.selectAll()

    def _first(self) -> None:
        if self.products.rows.rowCount():
            self.products.setCurrentIndex(self.products.rows.index(0))
            self.chosen.emit(self.products.current_id())

    def _choose_list(self, key: str) -> None:
        self._lists.setCurrentIndex(("all", "movers").index(key))
        self.list_chosen.emit(key)
