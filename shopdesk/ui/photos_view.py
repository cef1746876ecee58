"""The Photos tab: drop photos, see which products they show; teach products; check specimens."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.engine.types import ProductCard
from shopdesk.ui.photo_checks import ChecksView
from shopdesk.ui.photo_drop import BigDropZone, Dropped, ask_for_files, ask_for_folder, taken
from shopdesk.ui.photo_inspector import Inspector, Near
from shopdesk.ui.photo_list import TileList
from shopdesk.ui.photo_page import PhotoView, ProductPage
from shopdesk.ui.photo_teaching import TeachingView
from shopdesk.ui.photo_tiles import Badge, TileModel
from shopdesk.ui.photo_tools import PhotoTools
from shopdesk.ui.widgets import Segmented

_RECOGNISE, _TEACH, _CHECK = "recognise", "teach", "check"


class PhotosView(PhotoView):
    """Three pages: recognise (tiles and inspector), teach, check.

    Signals
    -------
    inspect_requested(str, str): a photo and the product that is looked at.
    chosen(str, str): the owner says which product a photo shows.
    label_requested(str): read the words on a photo.
    teach_requested(str, list): a product and the paths of its photos.
    new_product_requested(str, int, str, str, list): name, price in minor units, category, barcode, photos.
    csv_requested(str, bool): where to write the list; only the refused files.
    add_requested(str), subject_search_edited(str), cancel_requested()
    """

    inspect_requested = Signal(str, str)
    chosen = Signal(str, str)
    label_requested = Signal(str)
    teach_requested = Signal(str, list)
    new_product_requested = Signal(str, int, str, str, list)
    csv_requested = Signal(str, bool)
    add_requested = Signal(str)
    subject_search_edited = Signal(str)

    def __init__(self, parent: QWidget | None = None, whole: bool = True) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.model = TileModel(self)
        self.turns = self._build()
        if whole:
            self.finish()

    def _build(self) -> Iterator[None]:
        self.teaching = TeachingView()
        yield
        self.checks = ChecksView()
        yield
        self.inspector = Inspector()
        yield
        self.tools = PhotoTools()
        recognise = self._recognise_page()
        yield
        self.body.addLayout(self._lay_out(recognise), 1)
        self._connect()

    def _connect(self) -> None:
        self._look, self._count = QTimer(self), QTimer(self)
        for timer, wait, act in ((self._look, 120, self._ask_inspection), (self._count, 80, self._show_counts)):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(act)
        self.model.dataChanged.connect(lambda *_: self._count.isActive() or self._count.start())
        self.model.rowsInserted.connect(lambda *_: self._count.isActive() or self._count.start())
        for keys, action in (
            (QKeySequence("Ctrl+O"), self.open_files),
            (QKeySequence("Ctrl+Shift+O"), self.open_folder),
            (QKeySequence.StandardKey.Paste, self.paste),
            (QKeySequence.StandardKey.Save, self.save_list),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    # --- what is shown -------------------------------------------------------------------------

    @property
    def prior(self) -> float:
        """How strongly the sales of the hour and season count, from 0 to 1."""
        return self.tools.prior

    @property
    def labels(self) -> str:
        """Whose labels are read: ``unsure`` or ``never``."""
        return self.tools.labels

    def paths(self) -> list[str]:
        """Return the photos on the table, in order."""
        return [tile.path for tile in self.model.tiles]

    def add_tiles(self, paths: list[str]) -> None:
        """Reserve a place for each photo, in order, and go to the first that is new."""
        before = len(self.model.tiles)
        self.model.add(paths)
        self._pages.setCurrentIndex(1)
        if len(self.model.tiles) > before:
            self.tools.filter.show_all()
            self.tiles.go_to(before)
        self.tiles.take_first()

    def show_answer(
        self,
        path: str,
        candidates: list[tuple[ProductCard, float]],
        known: bool,
        badges: list[Badge],
        picture: Any = None,
        hint: str = "",
        codes: tuple[str, ...] = (),
    ) -> None:
        """Show which products a photo may show; ``picture`` is its thumbnail as the bytes of a file."""
        values: dict[str, Any] = {"picture": picture} if picture is not None else {}
        values |= {"candidates": candidates, "known": known, "badges": badges, "hint": hint, "codes": codes}
        self.model.change(path, answered=True, refusal="", **values)
        self._answered(path)

    def show_refusal(self, path: str, sentence: str) -> None:
        """Say why a photo cannot be used."""
        self.model.change(path, refusal=sentence, answered=True, candidates=[], badges=[])
        self._answered(path)

    def show_inspection(self, path: str, product_id: str, picture: Any, heat: Any, near: list[Near]) -> None:
        """Show what on a photo decided, and the nearest taught photos."""
        tile = self.tiles.current_tile()
        if tile is not None and tile.path == path:
            self.inspector.show_inspection(picture, heat, near)

    def show_no_inspection(self, sentence: str) -> None:
        """Say why there is no closer look."""
        self.show_error(sentence)

    def show_chosen(self, card: ProductCard, paths: list[str]) -> None:
        """Put a product that was just taught first on the photos that it was taught with, where they still lie."""
        for tile in [tile for tile in self.model.tiles if tile.path in set(paths)]:
            rest = [row for row in tile.candidates if row[0].product_id != card.product_id]
            self.tiles.filter.hold(tile.path)
            self.model.change(tile.path, candidates=[(card, 1.0), *rest][:5], confirmed=True, answered=True, refusal="")
            self._answered(tile.path)

    def show_teach_choices(self, cards: list[ProductCard]) -> None:
        """List products to teach."""
        self.inspector.chooser.show_products(cards)

    def show_taught(self, sentence: str) -> None:
        """Say what was learned."""
        self.bar.show_message(sentence)

    def show_done(self, sentence: str) -> None:
        """Say what was done."""
        self.bar.show_message(sentence)

    def show_page(self, key: str) -> None:
        """Show ``recognise``, ``teach`` or ``check``."""
        self.segments.choose(key)
        self._turn(key)

    # --- what the owner does -------------------------------------------------------------------

    def paste(self) -> None:
        """Take files or a picture from the clipboard."""
        found = taken(QApplication.clipboard().mimeData())
        page = self._stack.currentWidget()
        if not found.paths and found.image is None:
            self.show_error(self.tr("There is no picture to paste. Copy one first."))
        else:
            (page if isinstance(page, ProductPage) else self).take(found)

    def open_files(self) -> None:
        """Ask for photo files."""
        page = self._stack.currentWidget()
        paths = ask_for_files(self)
        if paths:
            (page if isinstance(page, ProductPage) else self).take(Dropped(paths))

    def open_folder(self) -> None:
        """Ask for a folder of photos."""
        folder = ask_for_folder(self)
        if folder:
            self.files_dropped.emit([folder])

    def save_list(self, refused_only: bool = False) -> None:
        """Ask where to write the list of what was recognised."""
        if not self.model.tiles:
            self.show_error(self.tr("There is nothing to save yet. Drop photos first."))
            return
        name = self.tr("refused.csv") if refused_only else self.tr("photos.csv")
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save the list"), name, self.tr("Sheets") + " (*.csv)")
        if path:
            self.csv_requested.emit(path, refused_only)

    def keyPressEvent(self, event: Any) -> None:
        """1 to 5 choose, Enter adds, N is none of these, L reads the label, Esc goes back."""
        if self.inspector.none.isChecked():
            if event.key() == Qt.Key.Key_Escape:
                self.inspector.none.setChecked(False)
                self.tiles.setFocus()
            return
        if self._stack.currentIndex() or not self._act(event.key()):
            super().keyPressEvent(event)

    def _act(self, key: int) -> bool:
        tile = self.tiles.current_tile()
        if tile is None:
            return False
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_5:
            self._pick(tile.path, key - Qt.Key.Key_1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and tile.card is not None:
            self.add_requested.emit(tile.card.product_id)
        elif key == Qt.Key.Key_N and self.inspector.none.isEnabled():
            self.inspector.none.setChecked(True)
        elif key == Qt.Key.Key_L and self.inspector.read.isEnabled():
            self.label_requested.emit(tile.path)
        else:
            return False
        return True

    def _pick(self, path: str, place: int) -> None:
        tile = self.tiles.current_tile()
        if tile is None or tile.path != path or place >= len(tile.candidates):
            return
        self.tiles.filter.hold(path)
        self.model.change(path, chosen=place, confirmed=True)
        self.inspector.pick(place)
        self.chosen.emit(path, tile.candidates[place][0].product_id)
        self._look.start()

    def _teach(self, product_id: str) -> None:
        self.teach_requested.emit(product_id, self.tiles.chosen_paths())
        self.tiles.setFocus()  # the field that had it is gone: the keys go on with the photos

    def _make(self, name: str, price: int, category: str, barcode: str) -> None:
        self.new_product_requested.emit(name, price, category, barcode, self.tiles.chosen_paths())
        self.tiles.setFocus()

    # --- inside --------------------------------------------------------------------------------

    def _lay_out(self, recognise: QWidget) -> QVBoxLayout:
        choices = [(_RECOGNISE, self.tr("Recognise")), (_TEACH, self.tr("Teach")), (_CHECK, self.tr("Check"))]
        self.segments = Segmented(choices, self.tr("Page"))
        self.segments.setFixedWidth(290)
        self.segments.changed.connect(self._turn)
        for number, ((key, text), one) in enumerate(zip(choices, self.segments.buttons(), strict=True), 1):
            one.setToolTip(self.tr("{0} (Alt+{1})").format(text, number))
            QShortcut(QKeySequence(f"Alt+{number}"), self).activated.connect(partial(self.show_page, key))
        self.tools.files_asked.connect(self.open_files)
        self.tools.folder_asked.connect(self.open_folder)
        self.tools.save_asked.connect(self.save_list)
        self.tools.clear_asked.connect(self._clear)
        head = QFrame()
        head.setProperty("role", "header")
        strip = QHBoxLayout(head)
        strip.setContentsMargins(16, 8, 12, 8)
        strip.setSpacing(12)
        strip.addWidget(self.segments)
        strip.addWidget(self.tools, 1)
        strip.addStretch(0)
        self._stack = QStackedWidget()
        self._stack.addWidget(recognise)
        self._stack.addWidget(self.teaching)
        self._stack.addWidget(self.checks)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._stack, 1)
        return column

    def _recognise_page(self) -> QWidget:
        empty = BigDropZone(
            self.tr("Drop photos here"),
            self.tr(
                "Drop photos or a folder, paste one with Ctrl+V, or open some. "
                "ShopDesk says which product each one shows, and learns the ones you teach."
            ),
            self.tr("Open photos…"),
            self.tr("Open photos (Ctrl+O)"),
        )
        empty.asked.connect(self.open_files)
        empty.dropped.connect(self.take)
        self.tiles = TileList(self.model, self.tr("Photos"))
        self.tiles.acted.connect(self._act)
        self.tiles.picked.connect(self._pick)
        self.tiles.current_changed.connect(self._inspect)
        self.tools.filter_changed.connect(self.tiles.filter.show_kind)
        self.inspector.added.connect(self.add_requested)
        self.inspector.picked.connect(lambda place: self._act(Qt.Key.Key_1 + place))
        self.inspector.label_requested.connect(lambda: self._act(Qt.Key.Key_L))
        self.inspector.teach_chosen.connect(self._teach)
        self.inspector.new_product.connect(self._make)
        self.inspector.search_edited.connect(self.subject_search_edited)
        middle = QVBoxLayout()
        middle.setContentsMargins(10, 10, 6, 8)
        self._pages = QStackedWidget()
        self._pages.addWidget(empty)
        self._pages.addWidget(self.tiles)
        middle.addWidget(self._pages)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(middle, 1)
        row.addWidget(self.inspector)
        return page

    def _turn(self, key: str) -> None:
        self._stack.setCurrentIndex([_RECOGNISE, _TEACH, _CHECK].index(key))
        self.tools.setVisible(key == _RECOGNISE)
        page = self._stack.currentWidget()
        if isinstance(page, ProductPage):
            page.shown.emit()

    def _clear(self) -> None:
        self.cancel_requested.emit()
        self.model.clear()
        self._pages.setCurrentIndex(0)
        self._inspect()
        self._show_counts()

    def _answered(self, path: str) -> None:
        self._pages.setCurrentIndex(1)
        self.tiles.take_first()
        tile = self.tiles.current_tile()
        if tile is not None and tile.path == path:
            self._inspect()

    def _inspect(self) -> None:
        tile = self.tiles.current_tile()
        self.inspector.show_tile(tile, self.model.pixmap(tile) if tile is not None else None)
        self._look.start()

    def _ask_inspection(self) -> None:
        tile = self.tiles.current_tile()
        if tile is not None and tile.answered and not tile.refusal:
            self.inspect_requested.emit(tile.path, tile.card.product_id if tile.card is not None else "")

    def _show_counts(self) -> None:
        self.tools.show_counts(len(self.model.tiles), self.model.counts())
