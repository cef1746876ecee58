"""Why a product is recommended: its reasons in words, and the evidence that anybody can count again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.engine.types import Evidence, ProductCard, SoldBasket
from shopdesk.ui.format import money, stock
from shopdesk.ui.pictures import Picture
from shopdesk.ui.recommend_cards import Item
from shopdesk.ui.recommend_evidence import EvidenceSections
from shopdesk.ui.widgets import button, clear_layout, label, scrolling

WIDTH = 272


class WhyPanel(QFrame):
    """The chosen product, why it is there, and what stands behind it.

    Signals
    -------
    add_requested(str), similar_requested(str): the product shown, or one that the evidence names.
    """

    add_requested = Signal(str)
    similar_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.product_id = ""
        self.setProperty("role", "side")
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(self.tr("Why"))
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 12, 12)
        self._column.setSpacing(8)
        self._hint = label(self.tr("Choose a card to see why it is here."), "muted", wrap=True)
        self._sentences, self._evidence = QVBoxLayout(), QVBoxLayout()
        self._sentences.setSpacing(4)
        self._head = self._build_head()
        for part in (self._hint, self._head):
            self._column.addWidget(part)
        self._column.addLayout(self._sentences)
        self._column.addLayout(self._evidence)
        self._column.addStretch(1)
        self._scroll = scrolling(inner, self.tr("Evidence"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 12, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(label(self.tr("Why"), "strong"))
        outer.addWidget(self._scroll, 1)
        self.show_item(None)

    def show_item(self, item: Item | None) -> None:
        """Show a product and its reasons; the evidence of the same product stays until the new one comes."""
        self._hint.setVisible(item is None)
        self._head.setVisible(item is not None)
        clear_layout(self._sentences)
        if item is None or item[0].product_id != self.product_id:
            clear_layout(self._evidence)
            self._scroll.verticalScrollBar().setValue(0)
        self.product_id = "" if item is None else item[0].product_id
        if item is None:
            return
        card, _, sentences = item
        self._picture.show_card(card)
        self._name.setText(card.name)
        self._figures.setText(f"{money(card.price, card.currency)}  ·  {stock(card.stock, card.unit)}")
        self.add.setAccessibleName(self.tr("Add {0} to the basket").format(card.name))
        self.similar.setAccessibleName(self.tr("What goes with {0}").format(card.name))
        for sentence in sentences:
            self._sentences.addWidget(label(f"•  {sentence}", wrap=True))

    def show_evidence(
        self,
        evidence: Evidence,
        cards: Mapping[str, ProductCard],
        baskets: Mapping[str, SoldBasket],
        customers: Mapping[str, str],
        order: Sequence[str],
    ) -> None:
        """Show what stands behind the product shown, the kinds of reasons in the order given."""
        if evidence.product_id != self.product_id:
            return
        clear_layout(self._evidence)
        sections = EvidenceSections(evidence, cards, baskets, customers, order)
        sections.product_chosen.connect(self.similar_requested)
        self._evidence.addWidget(sections)

    def _build_head(self) -> QWidget:
        head = QWidget()
        self._picture = Picture(64)
        self._name, self._figures = label(role="name", wrap=True), label(role="muted", wrap=True)
        self.add = button(self.tr("Add to basket"), "primary")
        self.add.clicked.connect(lambda: self.add_requested.emit(self.product_id))
        self.similar = button(self.tr("Goes with it"), "small")
        self.similar.setToolTip(self.tr("What goes with this product"))
        for one in (self.add, self.similar):
            one.setMinimumWidth(60)  # else long words make all that is below wider than the panel
        self.similar.clicked.connect(lambda: self.similar_requested.emit(self.product_id))
        words, top, actions, column = QVBoxLayout(), QHBoxLayout(), QHBoxLayout(), QVBoxLayout(head)
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._figures)
        words.addStretch(1)
        top.setSpacing(10)
        top.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        actions.setSpacing(6)
        actions.addWidget(self.add, 1)
        actions.addWidget(self.similar)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(actions)
        return head
