"""Which product does a photo show? One of the shop's, found by its name, or a new one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from shopdesk.engine.types import ProductCard, digits_of
from shopdesk.ui.product_finder import FinderTexts, ProductFinder
from shopdesk.ui.widgets import button, label


class ProductChooser(QWidget):
    """A search field over a list of products, and a small form for a new one.

    Signals
    -------
    search_edited(str): what is looked for.
    chosen(str): an existing product.
    made(str, int, str, str): a new one: name, price in minor units, category, barcode.
    """

    search_edited = Signal(str)
    chosen = Signal(str)
    made = Signal(str, int, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._digits = 2
        self._barcode = ""
        self._pages = QStackedWidget()
        self._pages.addWidget(self._search_page())
        self._pages.addWidget(self._form_page())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)

    def start(self) -> None:
        """Begin with the search."""
        self._pages.setCurrentIndex(0)
        self.finder.field.setFocus()
        self.search_edited.emit(self.finder.field.text())

    def set_barcode(self, code: str) -> None:
        """Propose a barcode that was read on the photo for a new product."""
        self._barcode = code

    def show_products(self, cards: list[ProductCard]) -> None:
        """List what was found."""
        if cards:
            self._digits = digits_of(cards[0].currency)
            self.price.setDecimals(self._digits)
            self.price.setSuffix(f" {cards[0].currency}")
        self.finder.show_products(cards)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the form ends here: it must not fill the basket as well."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _search_page(self) -> QWidget:
        page = QWidget()
        self.finder = ProductFinder(
            FinderTexts(
                self.tr("Which product is it?"),
                self.tr("Find the product to teach"),
                self.tr("Products to teach"),
                self.tr("Enter teaches the first product of the list"),
            )
        )
        self.finder.search_edited.connect(self.search_edited)
        self.finder.chosen.connect(self.chosen)
        self.new = button(self.tr("It is a new product…"), "", self.tr("Make a new product and teach it these photos"))
        self.new.setToolTip(self.new.accessibleName())
        self.new.clicked.connect(self._open_form)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.finder, 1)
        column.addWidget(self.new)
        return page

    def _form_page(self) -> QWidget:
        page = QWidget()
        self.name, self.category, self.code = QLineEdit(), QLineEdit(), QLineEdit()
        self.price = QDoubleSpinBox()
        self.price.setRange(0.0, 9_999_999.0)
        self.price.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(8)
        for text, field in (
            (self.tr("Name"), self.name),
            (self.tr("Price"), self.price),
            (self.tr("Category"), self.category),
            (self.tr("Barcode"), self.code),
        ):
            field.setAccessibleName(self.tr("{0} of the new product").format(text))
            field.setToolTip(field.accessibleName())
            form.addRow(label(text, "muted"), field)
        self.make = button(self.tr("Make and teach"), "primary", self.tr("Make the product and teach it (Enter)"))
        self.make.setEnabled(False)
        self.name.textChanged.connect(self._named)
        self.make.clicked.connect(self._make)
        back = button(self.tr("Back"), "", self.tr("Back to the products of the shop"))
        back.clicked.connect(lambda: self._pages.setCurrentIndex(0))
        for one in (self.make, back):
            one.setToolTip(one.accessibleName())
        for field in (self.name, self.category, self.code):
            field.returnPressed.connect(self._make)
        row = QHBoxLayout()
        row.addWidget(back)
        row.addWidget(self.make, 1)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(self.tr("A new product"), "strong"))
        column.addLayout(form)
        column.addLayout(row)
        column.addStretch(1)
        return page

    def _open_form(self) -> None:
        self.name.setText(self.finder.field.text().strip())
        self.code.setText(self._barcode)
        self._pages.setCurrentIndex(1)
        self.name.setFocus()

    def _named(self, text: str) -> None:
        self.make.setEnabled(bool(text.strip()))

    def _make(self) -> None:
        name = self.name.text().strip()
        if name:
            minor = round(self.price.value() * 10**self._digits)
            self.made.emit(name, minor, self.category.text().strip(), self.code.text().strip())
            self.name.clear()
            self.price.setValue(0.0)
