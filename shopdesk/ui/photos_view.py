"""The Photos tab: drop photos, see which products they show, teach new ones."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from shopdesk.engine.types import ProductCard
from shopdesk.ui.candidates import Candidates
from shopdesk.ui.photo_tiles import Tile, TileDelegate, TileModel
from shopdesk.ui.pictures import rounded, thumbnail
from shopdesk.ui.product_list import ProductList, ProductRow
from shopdesk.ui.widgets import EmptyState, View, button, label

PREVIEW = 160


class PhotosView(View):
    """Tiles in the middle, the inspector at the right.

    Signals
    -------
    files_dropped(list): paths of files and folders.
    image_dropped(QImage): a picture without a file.
    teach_requested(str, list): a product and the paths of its photos.
    add_requested(str), subject_search_edited(str), cancel_requested()
    """

    files_dropped = Signal(list)
    image_dropped = Signal(QImage)
    teach_requested = Signal(str, list)
    add_requested = Signal(str)
    subject_search_edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.body.addLayout(self._middle(), 1)
        self.body.addWidget(self._right())
        for keys, action in (
            (QKeySequence("Ctrl+O"), self.open_files),
            (QKeySequence.StandardKey.Paste, self.paste),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    def add_tiles(self, paths: list[str]) -> None:
        """Reserve a place for each photo, in order."""
        self.model.add(paths)
        self._pages.setCurrentIndex(1)
        if not self.tiles.currentIndex().isValid() and self.model.rowCount():
            self.tiles.setCurrentIndex(self.model.index(0))

    def show_answer(
        self, path: str, candidates: list[tuple[ProductCard, float]], known: bool, badges: list[str]
    ) -> None:
        """Show which products a photo may show."""
        row = self.model.change(path, candidates=candidates, known=known, badges=badges, answered=True, refusal="")
        self._answered(row)

    def show_refusal(self, path: str, sentence: str) -> None:
        """Say why a photo cannot be used."""
        self._answered(self.model.change(path, refusal=sentence, answered=True, candidates=[]))

    def show_teach_choices(self, cards: list[ProductCard]) -> None:
        """List products to teach."""
        self.products.show_rows([ProductRow(card, card.category or card.brand) for card in cards])

    def show_taught(self, sentence: str) -> None:
        """Say what was learned."""
        self.bar.show_message(sentence)

    def dragEnterEvent(self, event: Any) -> None:
        """Take files, folders and pictures."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: Any) -> None:
        """Take them anywhere on the tab."""
        event.acceptProposedAction()

    def dropEvent(self, event: Any) -> None:
        """Take what was dropped."""
        if self._take(event.mimeData()):
            event.acceptProposedAction()

    def paste(self) -> None:
        """Take files or a picture from the clipboard."""
        if not self._take(QApplication.clipboard().mimeData()):
            self.show_error(self.tr("There is no picture to paste. Copy one first."))

    def open_files(self) -> None:
        """Ask for photo files."""
        kinds = self.tr("Photos") + " (*.jpg *.jpeg *.png *.webp *.gif *.bmp *.tif *.tiff *.avif)"
        paths, _ = QFileDialog.getOpenFileNames(self, self.tr("Open photos"), "", kinds)
        if paths:
            self.files_dropped.emit(paths)

    def keyPressEvent(self, event: Any) -> None:
        """1 to 5 choose, Enter adds."""
        key = event.key()
        if self.field.hasFocus():
            return
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_5 and self.candidates.pick(key - Qt.Key.Key_1):
            return
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.candidates.current_id():
            self.add_requested.emit(self.candidates.current_id())
            return
        super().keyPressEvent(event)

    def _take(self, data: QMimeData) -> bool:
        paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        if paths:
            self.files_dropped.emit(paths)
            return True
        if data.hasImage():
            found = data.imageData()
            image = found.toImage() if isinstance(found, QPixmap) else QImage(found)
            if not image.isNull():
                self.image_dropped.emit(image)
                return True
        return False

    def _middle(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(16, 12, 16, 12)
        empty = EmptyState(
            "photo",
            self.tr("Drop photos here"),
            self.tr(
                "Drop photos or a folder, paste one with Ctrl+V, or open some. "
                "ShopDesk says which product each one shows, and learns the ones you teach."
            ),
            self.tr("Open photos…"),
        )
        empty.action.clicked.connect(self.open_files)
        page = QWidget()
        inside, strip = QVBoxLayout(page), QHBoxLayout()
        inside.setContentsMargins(0, 0, 0, 0)
        more = button(self.tr("Open photos…"))
        more.setToolTip(self.tr("Ctrl+O"))
        more.clicked.connect(self.open_files)
        strip.addWidget(label(self.tr("Drop more photos here, or paste with Ctrl+V."), "muted"), 1)
        strip.addWidget(more)
        self.model = TileModel(self)
        self.tiles = QListView()
        self.tiles.setAccessibleName(self.tr("Photos"))
        self.tiles.setModel(self.model)
        self.tiles.setItemDelegate(TileDelegate(self.tiles))
        self.tiles.setViewMode(QListView.ViewMode.IconMode)
        self.tiles.setMovement(QListView.Movement.Static)
        self.tiles.setResizeMode(QListView.ResizeMode.Adjust)
        self.tiles.setUniformItemSizes(True)
        self.tiles.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.tiles.setAcceptDrops(False)
        self.tiles.setProperty("role", "plain")
        self.tiles.keyPressEvent = self._tile_key  # type: ignore[method-assign]
        self.tiles.selectionModel().currentChanged.connect(lambda index, _: self._inspect(index.row()))
        inside.addLayout(strip)
        inside.addWidget(self.tiles, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(empty)
        self._pages.addWidget(page)
        column.addWidget(self._pages)
        return column

    def _right(self) -> QWidget:
        panel = QFrame()
        panel.setProperty("role", "side")
        panel.setFixedWidth(320)
        column = QVBoxLayout(panel)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        self._preview = QLabel()
        self._preview.setFixedHeight(PREVIEW)
        self._preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._name, self._note = label(role="strong", wrap=True), label(role="muted", wrap=True)
        self.candidates = Candidates()
        self.candidates.added.connect(self.add_requested)
        self.teach = button(self.tr("Teach this photo"), "", self.tr("Teach which product the selected photos show"))
        self.teach.setCheckable(True)
        self.teach.toggled.connect(self._teach_toggled)
        self._chooser = QWidget()
        inside = QVBoxLayout(self._chooser)
        inside.setContentsMargins(0, 0, 0, 0)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Which product is it?"))
        self.field.setAccessibleName(self.tr("Find the product to teach"))
        self.field.textEdited.connect(self.subject_search_edited)
        self.products = ProductList(self.tr("Products to teach"))
        self.products.chosen.connect(self._teach)
        self.field.returnPressed.connect(self._teach_first)
        inside.addWidget(self.field)
        inside.addWidget(self.products, 1)
        self._chooser.hide()
        for widget in (self._preview, self._name, self._note, self.candidates, self.teach):
            column.addWidget(widget)
        column.addWidget(self._chooser, 1)
        column.addStretch(0)
        self._inspect(-1)
        return panel

    def _tile_key(self, event: Any) -> None:
        choose = Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_5
        if choose or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keyPressEvent(event)
        else:
            QListView.keyPressEvent(self.tiles, event)

    def _answered(self, row: int) -> None:
        self._pages.setCurrentIndex(1)
        if not self.tiles.currentIndex().isValid():
            self.tiles.setCurrentIndex(self.model.index(row))
        if self.tiles.currentIndex().row() == row:
            self._inspect(row)

    def _inspect(self, row: int) -> None:
        tile: Tile | None = self.model.tiles[row] if 0 <= row < len(self.model.tiles) else None
        self.teach.setEnabled(tile is not None)
        if tile is None:
            self._preview.clear()
            self._name.setText(self.tr("No photo yet"))
            self._note.setText(self.tr("Keys 1 to 5 choose a product, Enter puts it into the basket."))
            self.candidates.show_rows([])
            return
        read = thumbnail(tile.path, PREVIEW)
        self._preview.setPixmap(rounded(read, PREVIEW, 8) if read is not None else QPixmap())
        self._name.setText(Path(tile.path).name)
        unsure = self.tr("Not sure. Choose the right product, or teach it.")
        said = unsure if tile.answered and not tile.known else ""
        self._note.setText("  ·  ".join(part for part in (tile.refusal or said, *tile.badges) if part))
        self.candidates.show_rows(tile.candidates)

    def _teach_toggled(self, on: bool) -> None:
        self._chooser.setVisible(on)
        self.candidates.setVisible(not on)
        if on:
            self.field.setFocus()
            self.subject_search_edited.emit(self.field.text())

    def _teach_first(self) -> None:
        if self.products.rows.rowCount():
            self._teach(self.products.current_id() or self.products.rows.row(0).card.product_id)

    def _teach(self, product_id: str) -> None:
        rows = sorted(index.row() for index in self.tiles.selectionModel().selectedIndexes())
        rows = rows or [self.model.rowCount() - 1]
        self.teach.setChecked(False)
        self.teach_requested.emit(product_id, [self.model.tiles[row].path for row in rows])
