"""The inspector of the Photos tab: one photo, what decided, its candidates, and what to do when none is right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIcon, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from shopdesk.engine.types import ProductCard
from shopdesk.ui.candidates import Candidates
from shopdesk.ui.eliding import ElidedLabel
from shopdesk.ui.format import per_cent
from shopdesk.ui.photo_canvas import HeatPhoto
from shopdesk.ui.photo_chooser import ProductChooser
from shopdesk.ui.photo_tiles import Tile
from shopdesk.ui.pictures import from_file_bytes, picture_of, rounded
from shopdesk.ui.widgets import button, label, scrolling

WIDTH = 360
_PHOTO = 136  # with it, five candidates fit the smallest window
_NEAR, _MOST_NEAR = 46, 4
Near = tuple[ProductCard, float, Any]


class NearestPhotos(QWidget):
    """The taught photos that look most like the one inspected.

    Signals
    -------
    picked(str): the product of the photo that was clicked.
    """

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._words = label(self.tr("Nearest taught photos"), "muted", wrap=True)
        self._words.setFixedWidth(92)
        row.addWidget(self._words)
        self._row = QHBoxLayout()
        self._row.setSpacing(4)
        self._products: list[str] = []
        self._places: list[QToolButton] = []
        self._row.addStretch(1)
        row.addLayout(self._row, 1)
        self.setFixedHeight(_NEAR + 12)
        self.show_near([])

    def show_near(self, near: list[Near]) -> None:
        """Show other photos; the place stays, so that nothing moves."""
        self._products = [card.product_id for card, _, _ in near[:_MOST_NEAR]]
        for place in range(len(self._places), len(self._products)):
            self._places.append(self._place(place))
        for one, (card, similarity, picture) in zip(self._places, near, strict=False):
            image = from_file_bytes(picture)
            shown = picture_of(card, _NEAR) if image.isNull() else rounded(QPixmap.fromImage(image), _NEAR)
            one.setIcon(QIcon(shown))
            words = self.tr("{0}: {1} alike").format(card.name, per_cent(max(0.0, similarity)))
            one.setAccessibleName(words)
            one.setToolTip(words)
        for place, one in enumerate(self._places):
            one.setVisible(place < len(self._products))
        self._words.setEnabled(bool(near))

    def _place(self, place: int) -> QToolButton:
        """Make a button once: a new one has to be dressed, which takes time."""
        one = QToolButton()
        one.setIconSize(QSize(_NEAR, _NEAR))
        one.clicked.connect(lambda: self.picked.emit(self._products[place]))
        self._row.insertWidget(place, one)
        return one


class Inspector(QFrame):
    """What is known of one photo.

    Signals
    -------
    added(str): a product for the basket.
    picked(int): the place of the candidate that is right.
    label_requested(): read the words on the photo.
    teach_chosen(str): none of these, but this product.
    new_product(str, int, str, str): none of these, but a new one: name, price in minor units, category, barcode.
    search_edited(str): what is looked for among the products.
    """

    added = Signal(str)
    picked = Signal(int)
    label_requested = Signal()
    teach_chosen = Signal(str)
    new_product = Signal(str, int, str, str)
    search_edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self.setFixedWidth(WIDTH)
        self._path = ""
        self.heat = HeatPhoto(
            _PHOTO,
            self.tr("What decided"),
            self.tr("Show more or less of the map of what speaks for the product (arrow keys)"),
        )
        self._name = ElidedLabel("", "strong")
        self._note = label(role="muted", wrap=True)
        self.candidates = Candidates()
        self.candidates.added.connect(self.added)
        self.candidates.picked.connect(self.picked)
        self.nearest = NearestPhotos()
        self.nearest.picked.connect(self._pick_product)
        self.chooser = ProductChooser()
        self.chooser.chosen.connect(self._chosen)
        self.chooser.made.connect(self._made)
        self.chooser.search_edited.connect(self.search_edited)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._found())
        self._pages.addWidget(self.chooser)
        self._pages.setMinimumHeight(60)  # the hidden form must not take room from the photo
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.heat)
        column.addWidget(self.nearest)
        column.addWidget(self._name)
        column.addWidget(self._note)
        column.addWidget(self._pages, 1)
        column.addLayout(self._buttons())
        self.show_tile(None)

    def show_tile(self, tile: Tile | None, pixmap: QPixmap | None = None) -> None:
        """Show what is known of a photo; None shows what the keys do."""
        there = tile is not None
        other = tile is None or tile.path != self._path
        self._path = tile.path if tile is not None else ""
        for widget in (self.none, self.read):
            widget.setEnabled(there and not (tile is not None and tile.refusal))
        self.add.setEnabled(tile is not None and tile.card is not None)
        if other:
            self.none.setChecked(False)
            self.heat.show_pixmap(pixmap)
            self.nearest.show_near([])
        if tile is None:
            self._name.setText(self.tr("No photo yet"))
            self._note.setText(self.tr("Keys 1 to 5 choose a product, Enter puts it into the basket."))
            self.candidates.show_rows([])
            return
        self._name.setText(tile.name)
        self.chooser.set_barcode(tile.codes[0] if tile.codes else "")
        self._note.setText(tile.refusal or self._said(tile))
        self.candidates.show_rows(tile.candidates)
        self.candidates.pick(tile.chosen)

    def show_inspection(self, picture: Any, heat: Any, near: list[Near]) -> None:
        """Show the large photo, what decided, and the nearest taught photos."""
        self.heat.show_photo(picture, heat)
        self.nearest.show_near(near)

    def pick(self, place: int) -> bool:
        """Mark a candidate; False if there is none."""
        return not self.none.isChecked() and self.candidates.pick(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give a tall window a large photo."""
        super().resizeEvent(event)
        self.heat.canvas.setFixedHeight(min(300, max(150, round(0.3 * self.height()))))

    def _said(self, tile: Tile) -> str:
        parts = []
        if tile.answered and not tile.candidates:
            parts.append(self.tr("Nothing like it was taught. Say what it is."))
        elif tile.answered and tile.kind == "unsure":
            parts.append(self.tr("Not sure. Choose the right product, or teach it."))
        parts += [tip for kind, _, tip in tile.badges if kind in ("barcode", "label", "sales")]
        return " ".join([*parts, tile.hint]).strip()

    def _found(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(8)
        column.addWidget(self.candidates)
        column.addStretch(1)
        return scrolling(inside)

    def _buttons(self) -> QHBoxLayout:
        self.add = button(self.tr("Add"), "primary", self.tr("Add the chosen product to the basket (Enter)"))
        self.add.clicked.connect(lambda: self.added.emit(self.candidates.current_id()))
        self.none = button(self.tr("None of these…"), "", self.tr("Teach which product the selected photos show (N)"))
        self.none.setCheckable(True)
        self.none.toggled.connect(self._none_toggled)
        self.read = button(self.tr("Read label"), "", self.tr("Read the words on the photo and let them count (L)"))
        self.read.clicked.connect(self.label_requested)
        for one in (self.add, self.none, self.read):
            one.setToolTip(one.accessibleName())
        row = QHBoxLayout()
        row.setSpacing(8)
        for one in (self.add, self.none, self.read):
            row.addWidget(one, 1)
        return row

    def _none_toggled(self, on: bool) -> None:
        self._pages.setCurrentIndex(1 if on else 0)
        self.none.setText(self.tr("Cancel") if on else self.tr("None of these…"))
        for widget in (self.heat, self.nearest, self.add, self.read):
            widget.setVisible(not on)
        if on:
            self.chooser.start()

    def _pick_product(self, product_id: str) -> None:
        if product_id in self.candidates.ids:
            place = self.candidates.ids.index(product_id)
            self.candidates.pick(place)
            self.picked.emit(place)

    def _chosen(self, product_id: str) -> None:
        self.none.setChecked(False)
        self.teach_chosen.emit(product_id)

    def _made(self, name: str, price: int, category: str, barcode: str) -> None:
        self.none.setChecked(False)
        self.new_product.emit(name, price, category, barcode)
