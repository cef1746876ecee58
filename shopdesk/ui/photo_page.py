"""What the pages of the Photos tab share: drops anywhere on a page, and products at the left of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from shopdesk.engine.types import ProductCard
from shopdesk.ui.eliding import ElidedLabel
from shopdesk.ui.photo_drop import Dropped, ask_for_files, taken, wanted
from shopdesk.ui.pictures import Picture
from shopdesk.ui.product_list import ProductList
from shopdesk.ui.widgets import View, button, find_by_key, label

SIDE = 292
"""The width of the panels beside the middle of a page."""


class PhotoView(View):
    """A page that takes photos wherever they are dropped.

    Signals
    -------
    files_dropped(list): paths of files and folders.
    image_dropped(object): a picture without a file: an image, or the bytes of its file.
    """

    files_dropped = Signal(list)
    image_dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)

    def take(self, found: Dropped) -> None:
        """Take photos that were dropped, pasted or opened."""
        self.tell(found, self.files_dropped, self.image_dropped)

    def tell(self, found: Dropped, files: Any, image: Any) -> None:
        """Hand what came to one of two signals; a link to the web is explained."""
        if found.paths:
            files.emit(found.paths)
        elif found.image is not None:
            image.emit(found.image)
        elif found.link:
            self.show_error(self.tr("That is only a link. Save the picture and drop its file, or copy and paste it."))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, folders and pictures."""
        if wanted(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take them anywhere on the page."""
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped."""
        event.acceptProposedAction()
        self.take(taken(event.mimeData()))


class ProductPage(PhotoView):
    """A page on the photos of one product: all products at the left, the chosen one on top of the middle.

    Signals
    -------
    shown(): the page was opened.
    search_edited(str): what is looked for.
    product_chosen(str): a product to look at.
    """

    shown = Signal()
    search_edited = Signal(str)
    product_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: ProductCard | None = None

    def product_panel(self, find: str, listed: str) -> QVBoxLayout:
        """Put the search field and the list of products at the left; return their column, for what stands below."""
        panel = QFrame()
        panel.setProperty("role", "left")
        panel.setFixedWidth(SIDE)
        self.field = QLineEdit()
        self.field.setPlaceholderText(find)
        self.field.setAccessibleName(find)
        self.field.setToolTip(self.tr("Every product of the shop; Enter opens the first"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self.search_edited)
        self.field.returnPressed.connect(self._open_first)
        find_by_key(self, self._find)
        self.products = ProductList(listed)
        self.products.chosen.connect(self.product_chosen)
        column = QVBoxLayout(panel)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.products, 1)
        self.body.addWidget(panel)
        return column

    def product_head(self, removes: str) -> QHBoxLayout:
        """Return the row with picture and name of the product, and the button that takes photos out."""
        self.picture = Picture(56)
        self.name, self.under = ElidedLabel("", "strong"), label(role="muted")
        self.remove: QPushButton = button(self.tr("Remove"), "", removes)
        self.remove.setToolTip(removes)
        self.remove.setEnabled(False)
        words, head = QVBoxLayout(), QHBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.under)
        head.setSpacing(12)
        head.addWidget(self.picture)
        head.addLayout(words, 1)
        head.addWidget(self.remove)
        return head

    def show_card(self, card: ProductCard) -> None:
        """Show which product the page is about."""
        self._card = card
        self.picture.show_card(card)
        self.name.setText(card.name)
        self.remove.setEnabled(False)

    def show_done(self, sentence: str, action: str = "", run: Any = None) -> None:
        """Say what was done, and how to undo it."""
        self.bar.show_message(sentence, action, run)

    def ask_for(self, signal: Any) -> None:
        """Ask for photo files and hand them to a signal."""
        paths = ask_for_files(self)
        if paths:
            signal.emit(paths)

    def _find(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    def _open_first(self) -> None:
        if self.products.rows.rowCount():
            self.product_chosen.emit(self.products.current_id() or self.products.rows.row(0).card.product_id)
