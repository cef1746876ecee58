"""The tiles of the Photos tab: a model that reads few thumbnails per turn, and a delegate that paints them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QElapsedTimer,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QFont, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from shopdesk.engine.types import ProductCard
from shopdesk.ui import theme
from shopdesk.ui.pictures import rounded, thumbnail

Index = QModelIndex | QPersistentModelIndex
PICTURE, TILE = 132, QSize(156, 204)
_BUDGET_MS = 12


@dataclass(slots=True)
class Tile:
    """One photo and what is known of it."""

    path: str
    picture: QPixmap | None = None
    candidates: list[tuple[ProductCard, float]] = field(default_factory=list)
    known: bool = False
    badges: list[str] = field(default_factory=list)
    refusal: str = ""
    answered: bool = False


class TileModel(QAbstractListModel):
    """Photos in the order they came; thumbnails are read a few at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles: list[Tile] = []
        self._places: dict[str, int] = {}
        self._waiting: list[int] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._read_some)

    def add(self, paths: list[str]) -> None:
        """Add placeholders; a photo that is there already is asked again."""
        new = [path for path in dict.fromkeys(paths) if path not in self._places]
        for path in set(paths) - set(new):
            self.change(path, answered=False, refusal="", candidates=[], badges=[])
        if not new:
            return
        first = len(self.tiles)
        self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
        for path in new:
            self._places[path] = len(self.tiles)
            self._waiting.append(len(self.tiles))
            self.tiles.append(Tile(path))
        self.endInsertRows()
        self._timer.start()

    def change(self, path: str, **values: Any) -> int:
        """Change what is known of a photo; return its row."""
        if path not in self._places:
            self.add([path])
        row = self._places[path]
        for name, value in values.items():
            setattr(self.tiles[row], name, value)
        self._tell(row)
        return row

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many photos there are."""
        return 0 if parent.isValid() else len(self.tiles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the name, the sentence for a screen reader, or the tile."""
        if not index.isValid():
            return None
        tile = self.tiles[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return tile
        if role == Qt.ItemDataRole.DisplayRole:
            return title(tile) or Path(tile.path).name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return ". ".join(part for part in (Path(tile.path).name, title(tile), *tile.badges, tile.refusal) if part)
        return None

    def _tell(self, row: int) -> None:
        self.dataChanged.emit(self.index(row), self.index(row))

    def _read_some(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        while self._waiting and clock.elapsed() < _BUDGET_MS:
            row = self._waiting.pop(0)
            read = thumbnail(self.tiles[row].path, PICTURE)
            self.tiles[row].picture = rounded(read, PICTURE) if read is not None else None
            self._tell(row)
        if not self._waiting:
            self._timer.stop()


def title(tile: Tile) -> str:
    """Return the best name of a photo, or an empty text."""
    return tile.candidates[0][0].name if tile.candidates else ""


class TileDelegate(QStyledItemDelegate):
    """Paints one tile: photo, confidence ring, best name, badges."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the size of a tile."""
        return TILE

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a tile."""
        tile: Tile = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(option.rect).adjusted(4, 4, -4, -4)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setPen(QPen(theme.colour("primary" if chosen else "border"), 2 if chosen else 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(frame, 8, 8)
        place = QRect(option.rect.left() + (TILE.width() - PICTURE) // 2, option.rect.top() + 12, PICTURE, PICTURE)
        if tile.picture is not None:
            painter.drawPixmap(place.topLeft(), tile.picture)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("raised"))
            painter.drawRoundedRect(place, 6, 6)
            mark = theme.pixmap("photo", "muted", 36)
            painter.drawPixmap(place.center().x() - 18, place.center().y() - 18, mark)
        if tile.candidates:
            self._ring(painter, place, tile)
        self._words(painter, option, tile, place)
        painter.restore()

    def _ring(self, painter: QPainter, place: QRect, tile: Tile) -> None:
        box = QRectF(place.right() - 33, place.top() + 4, 30, 30)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("surface", 235))
        painter.drawEllipse(box)
        share = tile.candidates[0][1]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("good" if tile.known else "accent"), 3))
        painter.drawArc(box.adjusted(2, 2, -2, -2), 90 * 16, round(-360 * 16 * share))
        font = QFont(painter.font())
        font.setPixelSize(10)
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{100 * share:.0f}" if tile.known else "?")

    def _words(self, painter: QPainter, option: QStyleOptionViewItem, tile: Tile, place: QRect) -> None:
        words = QRect(place.left(), place.bottom() + 6, place.width(), 42)
        font = QFont(option.font)
        painter.setFont(font)
        metrics, elide = painter.fontMetrics(), Qt.TextElideMode.ElideRight
        top = tile.refusal or title(tile) or ("" if tile.answered else self.tr("looking…"))
        painter.setPen(theme.colour("danger" if tile.refusal else "text"))
        painter.drawText(words, Qt.AlignmentFlag.AlignTop, metrics.elidedText(top, elide, words.width()))
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(theme.colour("muted"))
        note = ", ".join(tile.badges) or ("" if tile.known or not tile.candidates else self.tr("not sure"))
        note = painter.fontMetrics().elidedText(note, elide, words.width())
        painter.drawText(words.adjusted(0, 19, 0, 0), Qt.AlignmentFlag.AlignTop, note)
