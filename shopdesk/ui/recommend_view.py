"""The Recommend tab: what goes with a product, a customer or the basket, and why."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from shopdesk.engine.types import ProductCard
from shopdesk.ui.format import money
from shopdesk.ui.pictures import Picture
from shopdesk.ui.recommend_cards import CardGrid, Item
from shopdesk.ui.widgets import EmptyState, Segmented, View, button, clear_layout, label


class RecommendView(View):
    """Subject at the left, cards in the middle, reasons at the right.

    Signals
    -------
    subject_changed(str, str): kind (product, customer, basket) and id.
    method_changed(str): hybrid, content, user or item.
    add_requested(str), subject_search_edited(str), cancel_requested()
    """

    subject_changed = Signal(str, str)
    method_changed = Signal(str)
    add_requested = Signal(str)
    subject_search_edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind, self._id = "basket", ""
        self.body.addWidget(self._left())
        self.body.addLayout(self._middle(), 1)
        self.body.addWidget(self._right())
        self._follow_kind()

    @property
    def subject_kind(self) -> str:
        """``product``, ``customer`` or ``basket``."""
        return self._kind

    @property
    def subject_id(self) -> str:
        """The id of the product or customer; empty for the basket."""
        return self._id

    @property
    def method(self) -> str:
        """``hybrid``, ``content``, ``user`` or ``item``."""
        return self.methods.key

    def show_subject_choices(self, rows: list[tuple[str, str]]) -> None:
        """List products or customers to choose from."""
        self.choices.clear()
        for key, text in rows:
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setToolTip(text)
            self.choices.addItem(item)

    def show_subject(self, kind: str, title: str, card: ProductCard | None) -> None:
        """Show what the recommendations are for."""
        self._kind = kind
        self.kinds.choose(kind)
        if card is not None:
            self._id = card.product_id
            self._picture.show_card(card)
        self._picture.setVisible(card is not None)
        self._title.setText(title)
        details = [money(card.price, card.currency), card.brand, card.category] if card is not None else []
        self._details.setText("  ·  ".join(part for part in details if part))
        self._follow_kind()

    def show_recommendations(self, items: list[Item]) -> None:
        """Show the recommended products, best first."""
        self._why_of(items[0] if items else None)
        self.grid.show_items(items)
        self._pages.setCurrentWidget(self.grid if items else self._empty)

    def show_quality(self, sentence: str) -> None:
        """Say in one line how good the recommendations are."""
        self._quality.setText(sentence)

    def _left(self) -> QWidget:
        panel = QFrame()
        panel.setProperty("role", "left")
        panel.setFixedWidth(256)
        column = QVBoxLayout(panel)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        self.kinds = Segmented(
            (
                ("basket", self.tr("Basket")),
                ("product", self.tr("Product")),
                ("customer", self.tr("Customer")),
            ),
            self.tr("Recommend for"),
        )
        self.kinds.changed.connect(self._choose_kind)
        self._picture = Picture(96)
        self._picture.hide()
        self._title = label(self.tr("The basket"), "strong", wrap=True)
        self._details = label(role="muted", wrap=True)
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.setAccessibleName(self.tr("Find a product or customer"))
        self.field.textEdited.connect(self.subject_search_edited)
        self.field.returnPressed.connect(self._first_choice)
        self.choices = QListWidget()
        self.choices.setAccessibleName(self.tr("Products or customers to choose from"))
        self.choices.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # long names end in dots
        self.choices.itemActivated.connect(self._choose)
        self.choices.itemClicked.connect(self._choose)
        self._hint = label(self.tr("The list follows the basket at the right."), "muted", wrap=True)
        for widget in (self.kinds, self._picture, self._title, self._details, self._hint, self.field):
            column.addWidget(widget)
        column.addWidget(self.choices, 1)
        column.addStretch(0)
        return panel

    def _middle(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(12)
        self.methods = Segmented(
            (
                ("hybrid", self.tr("Best mix")),
                ("content", self.tr("Alike")),
                ("user", self.tr("Similar customers")),
                ("item", self.tr("Bought together")),
            ),
            self.tr("Method"),
        )
        tips = (
            self.tr("Hybrid of all methods"),
            self.tr("Content-based: alike by name, kind, brand and price"),
            self.tr("User-based collaborative filtering"),
            self.tr("Item-based collaborative filtering"),
        )
        for one, tip in zip(self.methods.findChildren(type(button(""))), tips, strict=True):
            one.setToolTip(tip)
        self.methods.changed.connect(self.method_changed)
        self.grid = CardGrid()
        self.grid.opened.connect(self._why_of)
        self.grid.added.connect(self.add_requested)
        self.grid.similar.connect(self._make_subject)
        self._empty = EmptyState(
            "star",
            self.tr("What goes with it?"),
            self.tr(
                "Put a product into the basket, or choose a product or a customer at the left. "
                "ShopDesk then shows what is bought with it, and says why."
            ),
            self.tr("Choose a product"),
        )
        self._empty.action.clicked.connect(lambda: self._choose_kind("product"))
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(self.grid)
        self._quality = label(role="muted", wrap=True)
        column.addWidget(self.methods)
        column.addWidget(self._pages, 1)
        column.addWidget(self._quality)
        return column

    def _right(self) -> QWidget:
        panel = QFrame()
        panel.setProperty("role", "side")
        panel.setFixedWidth(208)
        outer = QVBoxLayout(panel)
        outer.setContentsMargins(12, 16, 12, 12)
        outer.addWidget(label(self.tr("Why"), "strong"))
        self._why = QVBoxLayout()
        self._why.setSpacing(8)
        outer.addLayout(self._why)
        outer.addStretch(1)
        self._why_of(None)
        return panel

    def _why_of(self, item: Item | None) -> None:
        clear_layout(self._why)
        if item is None:
            self._why.addWidget(label(self.tr("Click a product to see why it is here."), "muted", wrap=True))
            return
        card, _, sentences = item
        picture = Picture(48)
        picture.show_card(card)
        self._why.addWidget(picture)
        self._why.addWidget(label(card.name, "name", wrap=True))
        for sentence in sentences:
            self._why.addWidget(label("•  " + sentence, wrap=True))
        add = button(self.tr("Add to basket"), "primary")
        add.clicked.connect(lambda: self.add_requested.emit(card.product_id))
        similar = button(self.tr("What goes with it"))
        similar.clicked.connect(lambda: self._make_subject(card.product_id))
        self._why.addWidget(add)
        self._why.addWidget(similar)

    def _follow_kind(self) -> None:
        basket = self._kind == "basket"
        self.field.setVisible(not basket)
        self.choices.setVisible(not basket)
        self._hint.setVisible(basket)
        product = self._kind == "product"
        self.field.setPlaceholderText(self.tr("Find a product") if product else self.tr("Find a customer"))

    def _choose_kind(self, kind: str) -> None:
        titles = {
            "basket": self.tr("The basket"),
            "product": self.tr("Choose a product"),
            "customer": self.tr("Choose a customer"),
        }
        self._id = ""
        self.field.clear()
        self.choices.clear()
        self.show_subject(kind, titles[kind], None)
        self.show_recommendations([])
        self.subject_changed.emit(kind, "")
        if kind != "basket":
            self.field.setFocus()

    def _choose(self, item: QListWidgetItem) -> None:
        key = item.data(Qt.ItemDataRole.UserRole)
        if key == self._id:
            return  # a double click activates what the click chose already
        self._id = key
        self._title.setText(item.text())
        self.subject_changed.emit(self._kind, self._id)

    def _first_choice(self) -> None:
        item = self.choices.currentItem() or self.choices.item(0)
        if item is not None:
            self._choose(item)

    def _make_subject(self, product_id: str) -> None:
        self._kind, self._id = "product", product_id
        self.kinds.choose("product")
        self._follow_kind()
        self.subject_changed.emit("product", product_id)
