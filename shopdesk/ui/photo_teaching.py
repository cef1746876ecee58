"""The teaching page: taught products, the photos of one, how many are enough, and what it is taken for."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.engine.types import ProductCard
from shopdesk.ui.eliding import ElidedLabel
from shopdesk.ui.empty_state import EmptyState
from shopdesk.ui.format import money, per_cent
from shopdesk.ui.photo_curve import LearningCurve
from shopdesk.ui.photo_drop import DropZone
from shopdesk.ui.photo_page import SIDE, ProductPage
from shopdesk.ui.photo_sheet import ContactSheet
from shopdesk.ui.pictures import Picture
from shopdesk.ui.product_list import ProductRow
from shopdesk.ui.widgets import button, clear_layout, label, scrolling

_MARKS = {"enough": "✓", "more_photos": "+", "confused": "≈", "too_few": "+"}


class TeachingView(ProductPage):
    """Products at the left, the photos of one in the middle, what they are worth at the right.

    Signals
    -------
    forget_requested(str, list): photos of a product to take out.
    deep_requested(): learn thoroughly from all photos.
    """

    forget_requested = Signal(str, list)
    deep_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._accuracy = label(role="muted", wrap=True)
        left = self.product_panel(self.tr("Find a product to teach"), self.tr("Taught products"))
        left.addWidget(self._accuracy)
        says = self.tr("Tune the network on all taught photos; takes minutes, in the background (Ctrl+Shift+L)")
        self.deep = button(self.tr("Learn thoroughly"), "", says)
        self.deep.setToolTip(says)
        self.deep.setShortcut("Ctrl+Shift+L")
        self.deep.clicked.connect(self.deep_requested)
        left.addWidget(self.deep)
        self.body.addWidget(self._middle(), 1)
        self.body.addWidget(self._right())

    # --- what is shown -------------------------------------------------------------------------

    def show_products(self, rows: list[tuple[ProductCard, str, str]]) -> None:
        """List products with a note and the advice for each."""
        marked = [ProductRow(card, f"{_MARKS.get(advice, '')} {note}".strip()) for card, note, advice in rows]
        self.products.show_rows(marked)

    def show_accuracy(self, accuracy: float | None) -> None:
        """Show the share of all taught photos that are recognised when each is left out once."""
        if accuracy is None:
            self._accuracy.setText("")
            return
        self._accuracy.setText(self.tr("{0} of the photos recognised, each left out once").format(per_cent(accuracy)))

    def show_product(self, card: ProductCard, photos: list[tuple[str, Any]], curve: list[tuple[int, float]]) -> None:
        """Show the photos of a product, and how recognition grew with them."""
        other = self._card is None or self._card.product_id != card.product_id
        self.show_card(card)
        self._pages.setCurrentIndex(1)
        count = self.tr("1 photo") if len(photos) == 1 else self.tr("{0} photos").format(len(photos))
        self.under.setText(f"{money(card.price, card.currency)} · {count}")
        self.sheet.show_pictures(photos)
        self.curve.show_points(curve, len(photos))
        if other or not photos:
            self._advice.setText("" if photos else self.tr("Not taught yet. Three photos from different sides do."))
            self._verdict.setText("")
            self._show_confused([])
        self._value.setVisible(True)

    def show_judgement(self, row: Any, advice: str) -> None:
        """Show how well the product is told apart: photos, right, confused, and what to do."""
        if self._card is None or row.card.product_id != self._card.product_id:
            return
        self._advice.setText(advice)
        if row.right is not None and row.photos > 1:
            self._verdict.setText(self.tr("{0} of {1} photos recognised").format(row.right, row.photos))
        self._show_confused([(other.card, other.photos) for other in row.confused])

    # --- inside --------------------------------------------------------------------------------

    def _middle(self) -> QWidget:
        empty = EmptyState(
            "teach",
            self.tr("Teach a product"),
            self.tr("Choose a product at the left, or find any other, and add three to five photos of it."),
        )
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        head = self.product_head(self.tr("Take the selected photos out (Delete)"))
        self.remove.clicked.connect(self._forget_chosen)
        self.zone = DropZone(
            self.tr("Drop photos of this product here"),
            self.tr("Add photos…"),
            self.tr("Add photos of this product (Ctrl+O)"),
        )
        self.zone.dropped.connect(self.take)
        self.zone.asked.connect(lambda: self.ask_for(self.files_dropped))
        self.sheet = ContactSheet(self.tr("Taught photos"), 112)
        self.sheet.removed.connect(self._forget)
        self.sheet.chosen_changed.connect(lambda count: self.remove.setEnabled(count > 0))
        column.addLayout(head)
        column.addWidget(self.zone)
        column.addWidget(self.sheet, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(empty)
        self._pages.addWidget(page)
        return self._pages

    def _right(self) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(8)
        self._verdict = label(role="title", wrap=True)
        self._advice = label(wrap=True)
        self.curve = LearningCurve()
        self._confused_title = label(self.tr("Often taken for"), "strong", wrap=True)
        self._confused = QVBoxLayout()
        self._confused.setSpacing(4)
        column.addWidget(label(self.tr("Are there enough photos?"), "strong", wrap=True))
        column.addWidget(self._verdict)
        column.addWidget(self._advice)
        column.addWidget(self.curve)
        column.addSpacing(8)
        column.addWidget(self._confused_title)
        column.addLayout(self._confused)
        column.addStretch(1)
        self._value = scrolling(inside)
        self._value.setVisible(False)
        panel = QFrame()
        panel.setProperty("role", "side")
        panel.setFixedWidth(SIDE)
        outer = QVBoxLayout(panel)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._value)
        self._show_confused([])
        return panel

    def _show_confused(self, others: list[tuple[ProductCard, int]]) -> None:
        clear_layout(self._confused)
        self._confused_title.setVisible(bool(others))
        for card, photos in others[:5]:
            self._confused.addWidget(_ConfusedRow(card, photos, self.product_chosen.emit))

    def _forget_chosen(self) -> None:
        self._forget(self.sheet.chosen_ids())

    def _forget(self, photo_ids: list[str]) -> None:
        if self._card is not None and photo_ids:
            self.forget_requested.emit(self._card.product_id, photo_ids)


class _ConfusedRow(QFrame):
    """Another product for which photos were taken; the button opens it."""

    def __init__(self, card: ProductCard, photos: int, opened: Any, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        picture = Picture(36)
        picture.show_card(card)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(card.name, "name"))
        count = self.tr("1 photo") if photos == 1 else self.tr("{0} photos").format(photos)
        words.addWidget(label(count, "muted"))
        see = button(self.tr("Open"), "", self.tr("Open {0}").format(card.name))
        see.setToolTip(see.accessibleName())
        see.clicked.connect(lambda: opened(card.product_id))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(picture)
        row.addLayout(words, 1)
        row.addWidget(see)
