"""The cards of recommended products and the grid they stand in."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from shopdesk.engine.types import ProductCard
from shopdesk.ui.clamped import ClampedLabel
from shopdesk.ui.format import money, stock
from shopdesk.ui.pictures import Picture
from shopdesk.ui.product_drag import drag_product
from shopdesk.ui.widgets import Chip, IconButton, ScoreBar, button, label, restyle

CARD_WIDTH = 216
Item = tuple[ProductCard, float, list[str]]


class ResultCard(QFrame):
    """A recommended product: click says why, Enter adds, a drag carries it to the basket."""

    opened = Signal()
    added = Signal()
    similar = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item: Item | None = None
        self._pressed: QPoint | None = None
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # all columns are equally wide
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._picture = Picture(96)
        self._name, self._reason = ClampedLabel(3, "name"), ClampedLabel(3, "muted")
        self._price, self._stock, self._share = label(role="price"), Chip(), ScoreBar()
        self.add = button(self.tr("Add"), "small")
        self.add.clicked.connect(self.added)
        self.like = IconButton("similar", "")
        self.like.clicked.connect(self.similar)
        self._lay_out()

    def show_item(self, item: Item) -> None:
        """Show another product."""
        self.item = item
        card, share, sentences = item
        price, left = money(card.price, card.currency), stock(card.stock, card.unit)
        self.setAccessibleName(f"{card.name}, {price}, {left}. {' '.join(sentences)}")
        self.setToolTip(self.tr("Enter adds it to the basket, Space says why, drag it onto the basket"))
        self._picture.show_card(card)
        self._name.setText(card.name)
        self._name.setToolTip(card.name)
        self._price.setText(price)
        self._stock.setText(left)
        self._stock.setProperty("low", "true" if card.stock <= 0 else "false")
        self._share.set_share(share)
        self._share.setToolTip(self.tr("How well it fits, compared with the others shown"))
        self._reason.setText("\n".join(sentences[:2]))
        self._reason.setToolTip("\n".join(sentences))
        says = self.tr("Add {0} to the basket").format(card.name)
        self.add.setAccessibleName(says)
        self.add.setToolTip(self.tr("{0} (Enter)").format(says))
        goes = self.tr("What goes with {0}").format(card.name)
        self.like.setAccessibleName(goes)
        self.like.setToolTip(self.tr("{0} (S)").format(goes))

    def set_chosen(self, chosen: bool) -> None:
        """Mark the card whose reasons are shown."""
        value = "true" if chosen else "false"
        if self.property("chosen") != value:
            self.setProperty("chosen", value)
            restyle(self)

    def mousePressEvent(self, event: Any) -> None:
        """A click says why."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position().toPoint()
            self.setFocus()
            self.opened.emit()

    def mouseMoveEvent(self, event: Any) -> None:
        """Beyond a few pixels the press becomes a drag."""
        super().mouseMoveEvent(event)
        if self._pressed is None or self.item is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if (event.position().toPoint() - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            drag_product(self, self.item[0])

    def mouseReleaseEvent(self, event: Any) -> None:
        """The press is over."""
        super().mouseReleaseEvent(event)
        self._pressed = None

    def keyPressEvent(self, event: Any) -> None:
        """Enter adds, Space says why, S asks what goes with it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.added.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_S and not event.modifiers():
            self.similar.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        top, words, bottom, column = QHBoxLayout(), QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        words.setSpacing(6)
        words.addWidget(self._name)
        words.addStretch(1)
        words.addWidget(self._stock, 0, Qt.AlignmentFlag.AlignLeft)
        words.addWidget(self._share)
        top.setSpacing(10)
        top.addWidget(self._picture)
        top.addLayout(words, 1)
        bottom.setSpacing(6)
        bottom.addWidget(self._price)
        bottom.addStretch(1)
        bottom.addWidget(self.like)
        bottom.addWidget(self.add)
        column.setContentsMargins(10, 10, 10, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._reason)
        column.addLayout(bottom)


class CardGrid(QScrollArea):
    """Cards in as many columns as fit; arrow keys move between them.

    The cards stay and show other products: what has the focus, and what lies under the pointer, keeps its place.

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
        self._all: list[ResultCard] = []
        self._shown = self._columns = 0
        inner = QWidget()
        inner.setProperty("role", "plain")
        outer = QVBoxLayout(inner)
        outer.setContentsMargins(0, 0, 4, 0)
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        outer.addLayout(self._grid)
        outer.addStretch(1)
        self.setWidget(inner)

    @property
    def cards(self) -> list[ResultCard]:
        """The cards that show something."""
        return self._all[: self._shown]

    def show_items(self, items: list[Item]) -> None:
        """Show other recommendations, best first."""
        while len(self._all) < len(items):
            self._all.append(self._new_card())
        for card, item in zip(self._all, items, strict=False):
            card.show_item(item)
        if len(items) != self._shown or not self._columns:
            focused = next((n for n, card in enumerate(self.cards) if card.hasFocus()), None)
            self._shown = len(items)
            if focused is not None and focused >= self._shown > 0:
                self._all[self._shown - 1].setFocus()
            self._arrange()

    def mark(self, product_id: str) -> None:
        """Mark the card of a product, without a signal."""
        for card in self._all:
            card.set_chosen(card.item is not None and card.item[0].product_id == product_id)

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

    def _new_card(self) -> ResultCard:
        card = ResultCard()
        card.opened.connect(lambda: self.opened.emit(card.item))
        card.added.connect(lambda: self.added.emit(_id_of(card)))
        card.similar.connect(lambda: self.similar.emit(_id_of(card)))
        return card

    def _fitting(self) -> int:
        return max(1, (self.viewport().width() + 8) // (CARD_WIDTH + 12))

    def _arrange(self) -> None:
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = self._fitting()
        for place, card in enumerate(self._all):
            if place < self._shown:
                self._grid.addWidget(card, *divmod(place, self._columns))
            card.setVisible(place < self._shown)
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 1)
            self._grid.setColumnMinimumWidth(column, 0)


def _id_of(card: ResultCard) -> str:
    return card.item[0].product_id if card.item is not None else ""
