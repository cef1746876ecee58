"""The list of tiles: as many columns as fit, with keys that choose a candidate."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListView, QWidget

from shopdesk.ui.photo_delegate import HEIGHT, TileDelegate
from shopdesk.ui.photo_tiles import Tile, TileFilter, TileModel

_COLUMN = 392
_ACTED = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_N, Qt.Key.Key_L)


class TileList(QListView):
    """Tiles in columns.

    Signals
    -------
    acted(int): a key that means something for the photo: 1 to 5, Enter, N, L.
    picked(str, int): the path of a photo and the place of the candidate that was clicked.
    current_changed(): another photo is the current one.
    """

    acted = Signal(int)
    picked = Signal(str, int)
    current_changed = Signal()

    def __init__(self, model: TileModel, says: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(says)
        self.filter = TileFilter(model, self)
        self.setModel(self.filter)
        delegate = TileDelegate(self)
        delegate.picked.connect(self._picked)
        self.setItemDelegate(delegate)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAcceptDrops(False)
        self.setDragEnabled(False)
        self.setProperty("role", "plain")
        self.selectionModel().currentChanged.connect(lambda *_: self.current_changed.emit())

    def current_tile(self) -> Tile | None:
        """Return the tile that is inspected."""
        index = self.currentIndex()
        return index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None

    def chosen_paths(self) -> list[str]:
        """Return the paths of the selected photos, or of the current one."""
        rows = sorted(self.selectionModel().selectedIndexes(), key=QModelIndex.row)
        tiles = [index.data(Qt.ItemDataRole.UserRole) for index in rows]
        current = self.current_tile()
        return [tile.path for tile in tiles or ([current] if current is not None else [])]

    def go_to(self, row: int) -> None:
        """Inspect a photo by its place among all of them."""
        index = self.filter.mapFromSource(self.filter.sourceModel().index(row, 0))
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QListView.ScrollHint.PositionAtTop)

    def take_first(self) -> None:
        """Inspect the first photo if none is."""
        if not self.currentIndex().isValid() and self.filter.rowCount():
            self.setCurrentIndex(self.filter.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits, Enter and the letters act; all else moves, as in any list."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and (Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_5 or event.key() in _ACTED):
            self.acted.emit(event.key())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stretch the tiles to whole columns."""
        room = self.viewport().width() - 4
        self.setGridSize(QSize(room // max(1, room // _COLUMN), HEIGHT))
        super().resizeEvent(event)

    def _picked(self, index: QModelIndex, place: int) -> None:
        tile: Tile = index.data(Qt.ItemDataRole.UserRole)
        self.setCurrentIndex(index)
        self.picked.emit(tile.path, place)
