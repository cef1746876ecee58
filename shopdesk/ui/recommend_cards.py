"""The cards of recommended products and the grid they stand in."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from shopdesk.engine.types import ProductCard
from shopdesk.ui.format import money, stock
from shopdesk.ui.pictures import Picture
from shopdesk.ui.widgets import ElidedLabel, IconButton, ScoreBar, button, label

CARD_WIDTH = 176
Item = tuple[ProductCard, float, list[str]]


def stock_chip(card: ProductCard) -> QWidget:
    """Return the small chip that says what is left."""
    chip = label(stock(card.stock, card.unit), "chip")
    chip.setProperty("low", "true" if card.stock <= 0 else "false")
    return chip


class ResultCard(QFrame):
    """A recommended product: click says why, Enter adds."""

    opened = Signal()
    added = Signal()
    similar = Signal()

    def __init__(self, item: Item, best: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        card, score, sentences = item
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        price = money(card.price, card.currency)
        self.setAccessibleName(f"{card.name}, {price}. {' '.join(sentences)}")
        picture = Picture(96)
        picture.show_card(card)
        share = ScoreBar(score / best if best > 0 else 0.0)
        share.setToolTip(self.tr("How well it fits: {0}").format(f"{score:.3f}"))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 8)
        column.setSpacing(6)
        column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(ElidedLabel(card.name, "name"))
        figures = QHBoxLayout()
        figures.addWidget(label(price, "price"))
        figures.addStretch(1)
        figures.addWidget(stock_chip(card))
        column.addLayout(figures)
        column.addWidget(share)
        reason = label(sentences[0] if sentences else "", "muted", wrap=True)
        reason.setAlignment(Qt.AlignmentFlag.AlignTop)
        line_height = reason.fontMetrics().size(0, self.tr("Add")).height()  # of the script in use
        reason.setFixedHeight(line_height * 3)
        reason.setToolTip("\n".join(sentences))
        column.addWidget(reason)
        column.addLayout(self._actions(card))

    def _actions(self, card: ProductCard) -> QHBoxLayout:
        self.add = button(self.tr("Add"), "", self.tr("Add {0} to the basket").format(card.name))
        self.add.clicked.connect(self.added)
        self.like = IconButton("similar", self.tr("What goes with {0}").format(card.name))
        self.like.clicked.connect(self.similar)
        row = QHBoxLayout()
        row.addWidget(self.add, 1)
        row.addWidget(self.like)
        return row

    def mousePressEvent(self, event: Any) -> None:
        """A click says why."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus()
            self.opened.emit()

    def keyPressEvent(self, event: Any) -> None:
        """Enter adds, Space says why."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.added.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class CardGrid(QScrollArea):
    """Cards in as many columns as fit; arrow keys move between them.

    Signals
    -------
    opened(object): the item whose reasons are asked for.
    added(str), similar(str): a product.
    """

    opened = Signal(object)
    added = Signal(str)
    similar = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "plain")
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Recommended products"))
        self.cards: list[ResultCard] = []
        self._columns = 1
        inner = QWidget()
        inner.setProperty("role", "plain")
        outer = QVBoxLayout(inner)
        outer.setContentsMargins(0, 0, 4, 0)
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        outer.addLayout(self._grid)
        outer.addStretch(1)
        self.setWidget(inner)

    def show_items(self, items: list[Item]) -> None:
        """Show other recommendations, best first."""
        for old in self.cards:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        best = max((score for _, score, _ in items), default=0.0)
        self.cards = [ResultCard(item, best) for item in items]
        for card in self.cards:
            product_id = card.item[0].product_id
            card.opened.connect(lambda c=card: self.choose(c))
            card.added.connect(lambda p=product_id: self.added.emit(p))
            card.similar.connect(lambda p=product_id: self.similar.emit(p))
        self._arrange()

    def choose(self, card: ResultCard) -> None:
        """Mark a card and ask for its reasons."""
        for one in self.cards:
            one.setProperty("chosen", "true" if one is card else "false")
            one.style().polish(one)
        self.opened.emit(card.item)

    def resizeEvent(self, event: Any) -> None:
        """Use as many columns as fit."""
        super().resizeEvent(event)
        if self._fitting() != self._columns:
            self._arrange()

    def keyPressEvent(self, event: Any) -> None:
        """Arrow keys move from card to card."""
        steps = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Down: self._columns,
            Qt.Key.Key_Up: -self._columns,
        }
        here = next((n for n, card in enumerate(self.cards) if card.hasFocus()), None)
        if here is None or event.key() not in steps:
            super().keyPressEvent(event)
            return
        there = here + steps[event.key()]
        if 0 <= there < len(self.cards):
            self.cards[there].setFocus()
            self.ensureWidgetVisible(self.cards[there])

    def _fitting(self) -> int:
        return max(1, (self.viewport().width() + 8) // (CARD_WIDTH + 12))

    def _arrange(self) -> None:
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = self._fitting()
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, *divmod(place, self._columns))
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 1)
            self._grid.setColumnMinimumWidth(column, 0)
