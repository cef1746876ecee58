"""A search field over a list of products, to choose one of the shop's."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from shopdesk.engine.types import ProductCard
from shopdesk.ui.product_list import ProductList, ProductRow


@dataclass(frozen=True)
class FinderTexts:
    """What the field asks, the names of field and list for those who listen, and what Enter does."""

    question: str
    field: str
    rows: str
    enter: str


class ProductFinder(QWidget):
    """Finds a product by its name.

    Parameters
    ----------
    texts : FinderTexts, optional
        Words that say what the product is looked for; without them it is just looked for.

    Signals
    -------
    search_edited(str): what is looked for; empty for the first products of the shop.
    chosen(str): a product.
    """

    search_edited = Signal(str)
    chosen = Signal(str)

    def __init__(self, texts: FinderTexts | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = texts or FinderTexts(
            self.tr("Which product?"),
            self.tr("Find a product"),
            self.tr("Products"),
            self.tr("Enter chooses the first product of the list"),
        )
        self.field = QLineEdit()
        self.field.setPlaceholderText(words.question)
        self.field.setAccessibleName(words.field)
        self.field.setToolTip(words.enter)
        self.field.setClearButtonEnabled(True)
        self.field.textEdited.connect(self.search_edited)
        self.field.returnPressed.connect(self._first)
        self.products = ProductList(words.rows)
        self.products.chosen.connect(self.chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.products, 1)

    def show_products(self, cards: list[ProductCard]) -> None:
        """List what was found."""
        self.products.show_rows([ProductRow(card, card.category or card.brand) for card in cards])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes from the field into the list; Enter ends here."""
        if event.key() == Qt.Key.Key_Down and self.field.hasFocus():
            self.products.setFocus()
            if not self.products.current_id():
                self.products.move_mark(1)
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _first(self) -> None:
        if self.products.rows.rowCount():
            self.products.move_mark(0)
            self.chosen.emit(self.products.current_id() or self.products.rows.row(0).card.product_id)
