"""A list of products: picture, name, a second line, price and stock, painted by a delegate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from shopdesk.ui import theme
from shopdesk.ui.format import money, stock
from shopdesk.ui.pictures import picture_of

if TYPE_CHECKING:
    from shopdesk.engine.types import ProductCard

Index = QModelIndex | QPersistentModelIndex
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ProductRow:
    """One row: a product and what stands under its name."""

    card: ProductCard
    note: str = ""


class RowModel(QAbstractListModel, Generic[T]):
    """Rows of one list, as they are."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[T] = []

    def show_rows(self, rows: Sequence[T]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def replace_rows(self, rows: Sequence[T]) -> None:
        """Show more about the same rows: marks and places stay."""
        self._rows = list(rows)
        if rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def row(self, number: int) -> T:
        """Return one row."""
        return self._rows[number]

    def row_at(self, index: Index) -> T | None:
        """Return the row of an index; None for an index that is not valid."""
        return self._rows[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)


class ProductModel(RowModel[ProductRow]):
    """The rows of a product list."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the name, the sentence for a screen reader, or the row."""
        row = self.row_at(index)
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.card.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            card = row.card
            return f"{card.name}, {money(card.price, card.currency)}, {stock(card.stock, card.unit)}"
        return row if role == Qt.ItemDataRole.UserRole else None


def paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Paint what lies behind a row: brighter under the mouse and where it is chosen, then with a bar at its left."""
    chosen, rect = bool(option.state & QStyle.StateFlag.State_Selected), option.rect
    if chosen or option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, theme.colour("raised"))
    if chosen:
        painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme.colour("primary"))


class ProductDelegate(QStyledItemDelegate):
    """Paints one row of 48 px."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(160, 48)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint picture, name, note, price and stock."""
        row: ProductRow = index.data(Qt.ItemDataRole.UserRole)
        card, rect = row.card, option.rect
        painter.save()
        paint_ground(painter, option)
        painter.drawPixmap(rect.left() + 10, rect.top() + 8, picture_of(card, 32))
        right = self._paint_right(painter, card, rect.adjusted(0, 5, -10, -5))
        left = rect.left() + 52
        words = QRect(left, rect.top() + 5, right - left - 8, rect.height() - 10)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        name = painter.fontMetrics().elidedText(card.name, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, name)
        font.setWeight(QFont.Weight.Normal)
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(theme.colour("muted"))
        note = painter.fontMetrics().elidedText(row.note, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, note)
        painter.restore()

    def _paint_right(self, painter: QPainter, card: ProductCard, rect: QRect) -> int:
        """Paint price over stock at the right; return where they begin."""
        price, left = money(card.price, card.currency), stock(card.stock, card.unit)
        painter.setPen(theme.colour("text"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, price)
        width = painter.fontMetrics().horizontalAdvance(price)
        font = QFont(painter.font())
        painter.save()
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(theme.colour("danger" if card.stock <= 0 else "muted"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, left)
        width = max(width, painter.fontMetrics().horizontalAdvance(left))
        painter.restore()
        return rect.right() - width


class ProductList(QListView):
    """A list of products to choose from.

    Signals
    -------
    chosen(str): Enter or a click on a row.
    """

    chosen = Signal(str)

    def __init__(self, says: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(says)
        self.rows = ProductModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(ProductDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._choose)

    def show_rows(self, rows: Sequence[ProductRow]) -> None:
        """Show other rows and keep the product that was marked."""
        kept = self.current_id()
        self.rows.show_rows(rows)
        for number, row in enumerate(rows):
            if row.card.product_id == kept:
                self.setCurrentIndex(self.rows.index(number))

    def current_id(self) -> str:
        """Return the marked product, or an empty text."""
        index = self.currentIndex()
        return self.rows.row(index.row()).card.product_id if index.isValid() else ""

    def move_mark(self, step: int) -> None:
        """Mark the next or the previous row."""
        count = self.rows.rowCount()
        if count:
            row = self.currentIndex().row() + step
            self.setCurrentIndex(self.rows.index(min(count - 1, max(0, row))))

    def keyPressEvent(self, event: Any) -> None:
        """Enter chooses."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self.rows.row(index.row()).card.product_id)
