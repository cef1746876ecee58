"""The shared search field and the basket, which every tab can fill."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from shopdesk.controllers.base import Controller, JobRunner, ShopController
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.requests.catalog import SearchAnswer, SearchRequest
from shopdesk.engine.context import JobContext
from shopdesk.engine.types import Basket
from shopdesk.workers.runner import KEPT_LANES, Callbacks

(STORE_LANE,) = KEPT_LANES


class SearchController(Controller):
    """Finds as the owner types; Enter adds.

    Signals
    -------
    add_requested(product_id): the owner chose a hit.
    """

    lane = "search"
    add_requested = Signal(str)

    def __init__(
        self, view: Any, window: Any, runner: JobRunner, messages: Messages, parent: QObject | None = None
    ) -> None:
        super().__init__(window, runner, messages, parent)
        self._field = view
        view.text_edited.connect(self.find)
        view.accepted.connect(self.add_requested)
        view.submitted.connect(self.submit)

    def find(self, text: str) -> None:
        """Search for what stands in the field."""
        if not text.strip():
            self._runner.cancel_lane(self.lane)
            self._field.show_hits([], {}, 0)
            return
        self._runner.start(self.lane, "search.find", SearchRequest(text), Callbacks(self._show, self.failed))

    def submit(self, text: str) -> None:
        """Enter before the list came, as a scanner sends it: add the product if it is the only sure one."""
        self._runner.start(
            "scan", "search.find", SearchRequest(text), Callbacks(self._add, self.failed), latest_wins=False
        )

    def failed(self, error: Any) -> None:
        """Show the sentence of an error in the window."""
        self._view.show_error(self._messages.error(error))

    def _show(self, answer: SearchAnswer) -> None:
        self._field.show_hits(answer.hits, answer.cards, answer.total)

    def _add(self, answer: SearchAnswer) -> None:
        sure = [hit for hit in answer.hits if hit.why in ("barcode", "sku", "exact")]
        if len(sure) == 1 or (answer.total == 1 and answer.hits):
            self.add_requested.emit((sure or answer.hits)[0].product_id)
            self._field.clear()
        else:
            self._show(answer)


class BasketController(ShopController):
    """Keeps the basket on disk at each change and shows it.

    Parameters
    ----------
    shop : callable
        Returns the open shop; called on the store lane.

    Signals
    -------
    changed(Basket): the basket as it is on disk now.
    sold(Basket): a sale or a refund was written.
    """

    lane = STORE_LANE
    changed = Signal(object)
    sold = Signal(object)

    def __init__(
        self,
        view: Any,
        window: Any,
        runner: JobRunner,
        messages: Messages,
        shop: Callable[[], Any],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(window, runner, messages, shop, parent)
        self._panel = view
        self._latest: Basket | None = None
        self._tell = QTimer(self)
        self._tell.setSingleShot(True)
        self._tell.timeout.connect(self._announce)
        view.quantity_changed.connect(self.set_quantity)
        view.removed.connect(lambda product_id: self.set_quantity(product_id, 0.0))
        view.completed.connect(self.complete)
        view.cleared.connect(lambda: self.change(lambda shop: shop.clear_basket()))
        view.suggestion_added.connect(self.add)

    def load(self) -> None:
        """Show the basket that was open when ShopDesk was last closed."""
        self.change(lambda shop: shop.basket())

    def add(self, product_id: str, quantity: float = 1.0) -> None:
        """Put a product into the basket."""
        self.change(lambda shop: shop.add_to_basket(product_id, quantity))

    def set_quantity(self, product_id: str, quantity: float) -> None:
        """Change how many; none removes the line."""
        self.change(lambda shop: shop.set_quantity(product_id, quantity))

    def scan(self, code: str) -> None:
        """Put what was scanned into the basket; scans wait for each other, so none is lost or taken twice."""
        self.change(lambda shop: shop.scan(code))

    def complete(self) -> None:
        """Sell the basket and open a new one."""

        def run(_none: None, _ctx: JobContext) -> tuple[Basket, Basket]:
            shop = self._shop()
            return shop.complete_basket(), shop.basket()

        def done(baskets: tuple[Basket, Basket]) -> None:
            sold, new = baskets
            self._show(new)
            self._view.show_message(self._sold(sold))
            self.sold.emit(sold)

        self._runner.start(self.lane, run, None, Callbacks(done, self.failed), latest_wins=False)

    def announce_sale(self, basket: Basket) -> None:
        """Tell that something was sold or given back elsewhere in the window."""
        self.sold.emit(basket)

    def _sold(self, sold: Basket) -> str:
        """What the bar says of a sale: its number, and what is short now."""
        if sold.waiting:
            return self.tr("Sold, and kept on this till until the server is back.")
        if sold.short:
            names = ", ".join(sold.short[:3])
            return self.tr("Sold, receipt {0}. More than was in stock: {1}. Count it.").format(sold.receipt, names)
        return self.tr("Sold, receipt {0}. A new basket is open.").format(sold.receipt)

    def failed(self, error: Any) -> None:
        """Show the sentence of an error in the window."""
        self._view.show_error(self._messages.error(error))

    def change(self, action: Callable[[Any], Basket], message: str = "") -> None:
        """Change the basket on the store's lane and show what came of it."""

        def done(basket: Basket) -> None:
            self._show(basket)
            if message:
                self._view.show_message(message)

        def run(_none: None, _ctx: JobContext) -> Basket:
            return action(self._shop())

        self._runner.start(self.lane, run, None, Callbacks(done, self.failed), latest_wins=False)

    def _show(self, basket: Basket) -> None:
        self._latest = basket
        self._panel.show_basket(basket)
        self._tell.start(150)  # a burst of scans asks for one new list of suggestions

    def _announce(self) -> None:
        if self._latest is not None:
            self.changed.emit(self._latest)
