"""A list whose rows have their words under each other: the first strong, the last at the right edge."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from shopdesk.engine.types import ProductCard
from shopdesk.ui import theme
from shopdesk.ui.pictures import picture_of
from shopdesk.ui.product_list import paint_ground

_WORDS, _CARDS = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
_THUMB = 28
_MARGIN = 12
_GAP = 12


class _ColumnDelegate(QStyledItemDelegate):
    """Paints the columns of a row, with small pictures of products before them."""

    def __init__(self, widths: Sequence[int], parent: QWidget) -> None:
        super().__init__(parent)
        self._widths = widths

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of a row."""
        return QSize(0, 40)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint a row."""
        paint_ground(painter, option)
        place = option.rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        for card in index.data(_CARDS) or ():
            painter.drawPixmap(place.left(), place.center().y() - _THUMB // 2 + 1, picture_of(card, _THUMB))
            place.setLeft(place.left() + _THUMB + 8)
        words = index.data(_WORDS)
        needed = QFontMetrics(option.font).horizontalAdvance(words[-1]) + 2
        widths = column_widths(place.width(), self._widths, len(words), needed)
        for number, text in enumerate(words):
            font = QFont(option.font)
            font.setWeight(QFont.Weight.DemiBold if number == 0 else QFont.Weight.Normal)
            painter.setFont(font)
            painter.setPen(theme.colour("text" if number in (0, len(words) - 1) else "muted"))
            last = number == len(words) - 1 and number > 0
            box = QRect(place.left(), place.top(), widths[number], place.height())
            side = Qt.AlignmentFlag.AlignRight if last else Qt.AlignmentFlag.AlignLeft
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
            place.setLeft(min(place.right(), box.right() + _GAP))


def column_widths(room: int, wanted: Sequence[int], columns: int, last: int) -> list[int]:
    """Return the width of each column: the last one, often a figure, is never cut for the sake of the others."""
    widths = []
    for number in range(columns - 1):
        own = min(wanted[number] if number < len(wanted) else room, max(room - last - _GAP, 0))
        widths.append(own)
        room -= own + _GAP
    return [*widths, max(room, 0)]


class ColumnList(QListWidget):
    """A list of rows of words; where there is none, it says what would stand there.

    Parameters
    ----------
    says : str
        The list's name for a screen reader.
    widths : sequence of int
        Of all columns but the last, which takes the rest and ends at the right edge.
    nothing : str
        What an empty list says.
    """

    def __init__(self, says: str, widths: Sequence[int], nothing: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nothing = nothing
        self.setAccessibleName(says)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_ColumnDelegate(widths, self))

    def add_row(self, words: Sequence[str], key: object, cards: Sequence[ProductCard] = ()) -> QListWidgetItem:
        """Add a row; the key is what :meth:`QListWidgetItem.data` returns for the user role."""
        item = QListWidgetItem("   ".join(word for word in words if word))
        item.setData(_WORDS, tuple(words))
        item.setData(_CARDS, tuple(cards))
        item.setData(Qt.ItemDataRole.UserRole, key)
        self.addItem(item)
        return item

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or what an empty list says."""
        super().paintEvent(event)
        if self.count() or not self._nothing:
            return
        painter = QPainter(self.viewport())
        painter.setPen(theme.colour("muted"))
        box = self.viewport().rect().adjusted(48, 24, -48, -24)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), self._nothing)
