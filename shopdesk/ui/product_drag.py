"""Dragging a product: from any card, onto the basket."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, Qt
from PySide6.QtGui import QDrag, QDropEvent
from PySide6.QtWidgets import QWidget

from shopdesk.ui.pictures import picture_of
from shopdesk.ui.widgets import restyle

if TYPE_CHECKING:
    from shopdesk.engine.types import ProductCard

PRODUCT = "application/x-shopdesk-product"


def product_data(card: ProductCard) -> QMimeData:
    """Return what a dragged product carries: its id for ShopDesk, its name for other programs."""
    data = QMimeData()
    data.setData(PRODUCT, card.product_id.encode())
    data.setText(card.name)
    return data


def product_in(data: QMimeData) -> str:
    """Return the id of a dragged product, or an empty text."""
    return bytes(data.data(PRODUCT).data()).decode(errors="replace") if data.hasFormat(PRODUCT) else ""


def drag_product(source: QWidget, card: ProductCard) -> None:
    """Drag a product away from a widget; returns when it was dropped."""
    drag = QDrag(source)
    drag.setMimeData(product_data(card))
    drag.setPixmap(picture_of(card, 48))
    drag.setHotSpot(QPoint(24, 24))
    drag.exec(Qt.DropAction.CopyAction)


class ProductDrop(QObject):
    """Lets a widget take products that are dragged onto it, and marks it while one is over it.

    Parameters
    ----------
    target : QWidget
        Its property ``drop`` is true meanwhile, for the style sheet.
    take : callable
        Called with the id of the product that was dropped.
    """

    def __init__(self, target: QWidget, take: Callable[[str], None]) -> None:
        super().__init__(target)
        self._target = target
        self._take = take
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Accept what carries a product; anything else goes its way."""
        kind = event.type()
        if kind == QEvent.Type.DragLeave:
            self._mark(False)
        elif isinstance(event, QDropEvent) and (product_id := product_in(event.mimeData())):  # also enter and move
            self._mark(kind != QEvent.Type.Drop)
            event.acceptProposedAction()
            if kind == QEvent.Type.Drop:
                self._take(product_id)
            return True
        return super().eventFilter(watched, event)

    def _mark(self, over: bool) -> None:
        value = "true" if over else "false"
        if self._target.property("drop") != value:
            self._target.setProperty("drop", value)
            restyle(self._target)
