"""The tiles of the Photos tab: what is known of each photo, and which of them are listed."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from shopdesk.engine.types import ProductCard
from shopdesk.ui.format import money, per_cent
from shopdesk.ui.pictures import from_file_bytes, rounded

Index = QModelIndex | QPersistentModelIndex
Badge = tuple[str, str, str]
"""Kind (barcode, label, sales, quality), words, and what they mean."""
PICTURE = 140
_KEPT_PIXMAPS = 160  # 1000 decoded thumbnails would take a third of a gigabyte


@dataclass(slots=True)
class Tile:
    """One photo and what is known of it. ``chosen`` is the place of the candidate that the owner picked."""

    path: str
    candidates: list[tuple[ProductCard, float]] = field(default_factory=list)
    known: bool = False
    badges: list[Badge] = field(default_factory=list)
    hint: str = ""
    refusal: str = ""
    answered: bool = False
    chosen: int = 0
    confirmed: bool = False
    picture: Any = None
    codes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's name."""
        return Path(self.path).name

    @property
    def kind(self) -> str:
        """The filter that the tile belongs to: waiting, refused, sure or unsure."""
        if self.refusal:
            return "refused"
        if not self.answered:
            return "waiting"
        return "sure" if self.known or self.confirmed else "unsure"

    @property
    def card(self) -> ProductCard | None:
        """The product that the photo is taken for."""
        return self.candidates[self.chosen][0] if self.chosen < len(self.candidates) else None


class TileModel(QAbstractListModel):
    """Photos in the order they came; of their thumbnails only the last ones looked at stay decoded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles: list[Tile] = []
        self._places: dict[str, int] = {}
        self._pixmaps: OrderedDict[str, QPixmap] = OrderedDict()

    def add(self, paths: list[str]) -> None:
        """Add placeholders; a photo that is there already is asked again."""
        new = [path for path in dict.fromkeys(paths) if path not in self._places]
        for path in dict.fromkeys(paths):
            if path in self._places:
                self.change(path, answered=False, refusal="", candidates=[], badges=[], hint="", confirmed=False)
        if not new:
            return
        first = len(self.tiles)
        self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
        for path in new:
            self._places[path] = len(self.tiles)
            self.tiles.append(Tile(path))
        self.endInsertRows()

    def change(self, path: str, **values: Any) -> int:
        """Change what is known of a photo; return its row."""
        if path not in self._places:
            self.add([path])
        row = self._places[path]
        if "candidates" in values:
            values = {"chosen": 0, **values}
        if "picture" in values:
            self._pixmaps.pop(path, None)
        for name, value in values.items():
            setattr(self.tiles[row], name, value)
        self.dataChanged.emit(self.index(row), self.index(row))
        return row

    def clear(self) -> None:
        """Take all photos off the table; nothing on disk changes."""
        self.beginResetModel()
        self.tiles, self._places = [], {}
        self._pixmaps.clear()
        self.endResetModel()

    def counts(self) -> dict[str, int]:
        """Return how many tiles there are of each kind."""
        found = dict.fromkeys(("sure", "unsure", "refused", "waiting"), 0)
        for tile in self.tiles:
            found[tile.kind] += 1
        return found

    def decoded(self, tile: Tile) -> QPixmap | None:
        """Return a photo's thumbnail if it is one of the last looked at."""
        found = self._pixmaps.get(tile.path)
        if found is not None:
            self._pixmaps.move_to_end(tile.path)
        return found

    def pixmap(self, tile: Tile) -> QPixmap | None:
        """Return a photo's thumbnail, decoded if need be."""
        if tile.picture is None:
            return None
        found = self._pixmaps.pop(tile.path, None)
        if found is None:
            image = from_file_bytes(tile.picture)
            if image.isNull():
                return None
            found = rounded(QPixmap.fromImage(image), PICTURE)
            while len(self._pixmaps) >= _KEPT_PIXMAPS:
                self._pixmaps.popitem(last=False)
        self._pixmaps[tile.path] = found
        return found

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
            return tile.card.name if tile.card is not None else tile.name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return "\n".join(spoken(tile))
        return None


def spoken(tile: Tile) -> list[str]:
    """Return a tile in words: for the tooltip and the screen reader."""
    lines = [tile.name]
    if tile.refusal:
        return [*lines, tile.refusal]
    for place, (card, share) in enumerate(tile.candidates, 1):
        lines.append(f"{place}: {card.name}, {money(card.price, card.currency)}, {per_cent(share)}")
    return [*lines, *(tip or words for _, words, tip in tile.badges)]


class TileFilter(QSortFilterProxyModel):
    """Lists the tiles of one kind; ``all`` lists every one."""

    def __init__(self, model: TileModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles = model
        self._kind = "all"
        self._held: set[str] = set()
        self.setSourceModel(model)

    def show_kind(self, kind: str) -> None:
        """List another kind."""
        self._kind = kind
        self._held.clear()
        self.invalidate()

    def hold(self, path: str) -> None:
        """Go on listing a photo whatever becomes of it: Enter after a choice must not find the next one."""
        self._held.add(path)

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Whether a tile is listed."""
        tile = self._tiles.tiles[row]
        return self._kind in ("all", tile.kind) or tile.path in self._held
