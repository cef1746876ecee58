"""The check page: good specimens of a product are taught, further photos are shown as good or odd, and where."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from shopdesk.engine.types import ProductCard
from shopdesk.ui.empty_state import EmptyState
from shopdesk.ui.photo_canvas import HeatPhoto, heat_image
from shopdesk.ui.photo_drop import Dropped, DropZone
from shopdesk.ui.photo_page import SIDE, ProductPage
from shopdesk.ui.photo_sheet import ContactSheet
from shopdesk.ui.pictures import from_file_bytes, plain_icon, rounded
from shopdesk.ui.product_list import ProductRow
from shopdesk.ui.widgets import label, restyle

_THUMB = 96
_RESULT = Qt.ItemDataRole.UserRole


class ChecksView(ProductPage):
    """Products at the left; good specimens over checked photos in the middle; the chosen photo at the right.

    Signals
    -------
    good_dropped(list), good_image_dropped(object): good specimens.
    drop_requested(list): good specimens to take out.
    """

    good_dropped = Signal(list)
    good_image_dropped = Signal(object)
    drop_requested = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ready = False
        self.product_panel(self.tr("Find a product to check"), self.tr("Products with a check"))
        self.body.addWidget(self._middle(), 1)
        self.body.addWidget(self._right())

    # --- what is shown -------------------------------------------------------------------------

    def show_products(self, rows: list[tuple[ProductCard, str]]) -> None:
        """List products, each with a note."""
        self.products.show_rows([ProductRow(card, note) for card, note in rows])

    def show_product(self, card: ProductCard, photos: list[tuple[str, Any]], ready: bool, need: int) -> None:
        """Show the good specimens of a product."""
        self.show_card(card)
        self._ready = ready
        self._pages.setCurrentIndex(1)
        few = self.tr("{0} of {1} good photos: add more to begin.").format(len(photos), need)
        self.under.setText(self.tr("{0} good photos").format(len(photos)) if ready else few)
        self.good.show_pictures(photos)
        self.good.setVisible(bool(photos))
        self.zone.setEnabled(ready)

    def show_checked(self, path: str, score: float, odd: bool, picture: Any, heat: Any, sentence: str) -> None:
        """Show whether a photo is good or odd, or why it was refused."""
        item = next((i for i in self._items() if i.data(_RESULT)["path"] == path), None)
        if item is None:
            item = QListWidgetItem()
            self.results.addItem(item)
        known = {"path": path, "score": score, "odd": odd, "picture": picture, "heat": heat, "sentence": sentence}
        item.setData(_RESULT, known)
        verdict = sentence or (self.tr("odd") if odd else self.tr("good"))
        item.setText(self.tr("refused") if sentence else verdict)
        item.setIcon(plain_icon(self._thumb(picture, heat, odd)))
        item.setForeground(self._colour(known))
        item.setToolTip(f"{path.rsplit('/', 1)[-1]}: {verdict}")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, item.toolTip())
        self.results.setVisible(True)
        if self.results.currentItem() is None:
            self.results.setCurrentItem(item)
        elif self.results.currentItem() is item:
            self._inspect()

    def clear_checked(self) -> None:
        """Take the checked photos off the table."""
        self.results.clear()
        self.results.setVisible(False)
        self._inspect()

    def changeEvent(self, event: QEvent) -> None:
        """Write the verdicts in the colours of another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "results"):
            for item in self._items():
                item.setForeground(self._colour(item.data(_RESULT)))

    # --- what the owner does -------------------------------------------------------------------

    def take(self, found: Dropped) -> None:
        """Take photos: to check, or as good specimens while there are too few."""
        if self._ready:
            super().take(found)
        else:
            self.tell(found, self.good_dropped, self.good_image_dropped)

    # --- inside --------------------------------------------------------------------------------

    def _middle(self) -> QWidget:
        empty = EmptyState(
            "check",
            self.tr("Check specimens"),
            self.tr(
                "Find a product at the left and add photos of good ones. "
                "Then drop photos of others: ShopDesk says which look odd, and shows where."
            ),
        )
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        head = self.product_head(self.tr("Take the selected photos out of the good ones (Delete)"))
        self.more = DropZone(
            self.tr("Drop photos of good specimens here"),
            self.tr("Add good ones…"),
            self.tr("Add photos of good specimens"),
        )
        self.more.dropped.connect(lambda found: self.tell(found, self.good_dropped, self.good_image_dropped))
        self.more.asked.connect(lambda: self.ask_for(self.good_dropped))
        self.good = ContactSheet(self.tr("Good specimens"), 64)
        self.good.setFixedHeight(2 * 78 + 10)
        self.good.removed.connect(self.drop_requested)
        self.remove.clicked.connect(lambda: self.drop_requested.emit(self.good.chosen_ids()))
        self.good.chosen_changed.connect(lambda count: self.remove.setEnabled(count > 0))
        self.zone = DropZone(
            self.tr("Drop photos to check here"), self.tr("Check photos…"), self.tr("Check photos (Ctrl+O)")
        )
        self.zone.dropped.connect(lambda found: self.tell(found, self.files_dropped, self.image_dropped))
        self.zone.asked.connect(lambda: self.ask_for(self.files_dropped))
        self.results = QListWidget()
        self.results.setAccessibleName(self.tr("Checked photos"))
        self.results.setToolTip(self.tr("Arrow keys move; the photo is shown at the right"))
        self.results.setViewMode(QListWidget.ViewMode.IconMode)
        self.results.setMovement(QListWidget.Movement.Static)
        self.results.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.results.setIconSize(QSize(_THUMB, _THUMB))
        self.results.setGridSize(QSize(_THUMB + 20, _THUMB + 36))
        self.results.setProperty("role", "sheet")
        self.results.currentItemChanged.connect(lambda *_: self._inspect())
        self.results.setVisible(False)
        column.addLayout(head)
        column.addWidget(self.more)
        column.addWidget(self.good)
        column.addWidget(self.zone)
        column.addWidget(self.results, 1)
        column.addStretch(0)
        self._pages = QStackedWidget()
        self._pages.addWidget(empty)
        self._pages.addWidget(page)
        return self._pages

    def _right(self) -> QWidget:
        panel = QFrame()
        panel.setProperty("role", "side")
        panel.setFixedWidth(SIDE + 40)
        column = QVBoxLayout(panel)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(8)
        self.heat = HeatPhoto(
            280, self.tr("Where it is odd"), self.tr("Show more or less of where it is unlike the good ones")
        )
        self._verdict = label(role="title", wrap=True)
        self._words = label(role="muted", wrap=True)
        column.addWidget(self.heat)
        column.addWidget(self._verdict)
        column.addWidget(self._words)
        column.addStretch(1)
        self._inspect()
        return panel

    def _inspect(self) -> None:
        item = self.results.currentItem() if hasattr(self, "results") else None
        known = item.data(_RESULT) if item is not None else None
        self._verdict.setProperty("verdict", "")
        if known is None:
            self.heat.show_photo(None)
            self._verdict.setText("")
            self._words.setText(self.tr("Drop a photo: what is unlike the good ones is shown here."))
        elif known["sentence"]:
            self.heat.show_photo(None)
            self._verdict.setText(self.tr("Refused"))
            self._words.setText(known["sentence"])
        else:
            self.heat.show_photo(known["picture"], known["heat"])
            self._verdict.setText(self.tr("Looks odd") if known["odd"] else self.tr("Looks good"))
            self._verdict.setProperty("verdict", "odd" if known["odd"] else "good")
            said = self.tr("It differs {0} times as much as the good photos differ among themselves.")
            said = said.format(f"{max(0.0, known['score']):.1f}")
            self._words.setText(said)
        restyle(self._verdict)

    def _items(self) -> list[QListWidgetItem]:
        return [self.results.item(row) for row in range(self.results.count())]

    def _thumb(self, picture: Any, heat: Any, odd: bool) -> QPixmap:
        image = from_file_bytes(picture)
        if image.isNull():
            return QPixmap()
        shown = image.convertToFormat(QImage.Format.Format_RGB32)
        if odd and heat is not None and heat.size:
            painter = QPainter(shown)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(shown.rect(), heat_image(heat, 0.6))
            painter.end()
        return rounded(QPixmap.fromImage(shown), _THUMB)

    def _colour(self, known: dict[str, Any]) -> Any:
        from shopdesk.ui import theme

        return theme.colour("danger" if known["sentence"] else "accent" if known["odd"] else "good")
