"""The products of the Prices tab: name in full, today's price, half a year in small, and the expected move."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from shopdesk.engine.types import ProductCard
from shopdesk.ui import theme
from shopdesk.ui.format import money
from shopdesk.ui.pictures import picture_of
from shopdesk.ui.price_readings import signed_per_cent
from shopdesk.ui.product_list import Index, ProductList, ProductRow, paint_ground

if TYPE_CHECKING:
    import numpy as np

ROW_HEIGHT = 58


@dataclass(frozen=True, slots=True)
class PriceRow(ProductRow):
    """A product with its last prices and its expected change in per cent, where they are known."""

    spark: np.ndarray | None = None
    change: float | None = None
    chance: float | None = None


class PriceDelegate(QStyledItemDelegate):
    """Paints picture and name over price, small chart and expected move."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row: a long name has two lines."""
        view = self.parent()
        room = (view.viewport().width() if isinstance(view, QListView) else 240) - 62
        font = QFont(option.font)  # type: ignore[attr-defined]
        font.setWeight(QFont.Weight.Medium)
        metrics = QFontMetrics(font)
        long = metrics.horizontalAdvance(str(index.data())) > room
        return QSize(200, ROW_HEIGHT + (metrics.height() if long else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row: PriceRow = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(painter, option)
        painter.drawPixmap(rect.left() + 10, rect.top() + 13, picture_of(row.card, 32))
        words = rect.adjusted(52, 8, -10, -7)
        font = QFont(option.font)  # type: ignore[attr-defined]
        font.setWeight(QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        two_lines = words.adjusted(0, 0, 0, -18)
        painter.drawText(
            two_lines, int(Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap), _unbroken(row.card.name)
        )
        font.setWeight(QFont.Weight.Normal)
        font.setPixelSize(12)
        painter.setFont(font)
        self._second_line(painter, row, words)
        painter.restore()

    def _second_line(self, painter: QPainter, row: PriceRow, words: QRect) -> None:
        low = Qt.AlignmentFlag.AlignBottom
        painter.setPen(theme.colour("muted"))
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | low, money(row.card.price, row.card.currency))
        if row.change is not None:
            painter.setPen(theme.colour("text" if abs(row.change) >= 1 else "muted"))
            painter.drawText(words, Qt.AlignmentFlag.AlignRight | low, move_text(row.change))
        if row.spark is not None and len(row.spark) > 1:
            place = QRectF(words.left() + 66, words.bottom() - 15, max(24, words.width() - 66 - 68), 13)
            _spark(painter, row.spark, place)


def _unbroken(name: str) -> str:
    """Keep a size in one piece: ``Whole Milk 1 l`` breaks before the one."""
    return re.sub(r"(\d) (\w+)$", "\\1\u00a0\\2", name)


def move_text(change: float) -> str:
    """Return an expected change with an arrow: its direction is not told by colour."""
    arrow = "▲" if change >= 0.5 else "▼" if change <= -0.5 else "="
    return f"{arrow} {signed_per_cent(change)}"


def _spark(painter: QPainter, values: np.ndarray, place: QRectF) -> None:
    import numpy as np

    low, high = float(np.min(values)), float(np.max(values))
    room = high - low or 1.0
    middle = 0.5 if high == low else 0.0
    xs = np.linspace(place.left(), place.right(), len(values))
    ys = place.bottom() - ((values - low) / room + middle) * place.height()
    points: list[QPointF] = []
    for number, (x, y) in enumerate(zip(xs.tolist(), ys.tolist(), strict=True)):
        if number:
            points.append(QPointF(x, points[-1].y()))
        points.append(QPointF(x, y))
    painter.setPen(QPen(QColor(theme.plot_colours()[0]), 1.25))
    painter.drawPolyline(QPolygonF(points))


class PriceList(ProductList):
    """Products to choose from; Space, or a click with Ctrl, lays one beside the product on show.

    Signals
    -------
    compare_wanted(str)
    """

    compare_wanted = Signal(str)

    def __init__(self, says: str, parent: QWidget | None = None) -> None:
        super().__init__(says, parent)
        self.setItemDelegate(PriceDelegate(self))
        self.setUniformItemSizes(False)
        self._ctrl = False

    def show_cards(self, cards: Sequence[ProductCard]) -> None:
        """Show products; what was known of their prices is kept."""
        known = {row.card.product_id: row for row in self._price_rows()}
        rows = []
        for card in cards:
            old = known.get(card.product_id)
            rows.append(PriceRow(card, "", old.spark, old.change, old.chance) if old is not None else PriceRow(card))
        self.show_rows(rows)

    def show_sparks(self, sparks: Mapping[str, np.ndarray], changes: Mapping[str, float]) -> None:
        """Draw small charts and expected moves into the rows on show."""
        rows = []
        for row in self._price_rows():
            key = row.card.product_id
            rows.append(replace(row, spark=sparks.get(key, row.spark), change=changes.get(key, row.change)))
        self.rows.replace_rows(rows)

    def mousePressEvent(self, event: Any) -> None:
        """Note whether Ctrl is held: the click that follows compares."""
        self._ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space compares, Enter chooses."""
        self._ctrl = False
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.compare_wanted.emit(self.current_id())
            return
        super().keyPressEvent(event)

    def _price_rows(self) -> list[PriceRow]:
        rows = (self.rows.row(number) for number in range(self.rows.rowCount()))
        return [row for row in rows if isinstance(row, PriceRow)]

    def _choose(self, index: Any) -> None:
        if self._ctrl:
            self.compare_wanted.emit(self.rows.row(index.row()).card.product_id)
        else:
            super()._choose(index)
