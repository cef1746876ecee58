"""Parked baskets and receipts: what their dialogs ask is done on the store's lane."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from shopdesk.controllers.base import JobRunner, ShopController
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.till import STORE_LANE, BasketController
from shopdesk.engine.context import JobContext
from shopdesk.engine.types import Basket, ParkedBasket, Receipt, RefundLine
from shopdesk.workers.runner import Callbacks


class TillDialogs(ShopController):
    """Opens the dialogs of the basket panel and carries out what they ask.

    Parameters
    ----------
    panel, window : the views; ``window`` makes the dialogs.
    basket : BasketController
        Shows the basket that results.
    shop : callable
        Returns the open shop; called on the store lane.
    """

    lane = STORE_LANE

    def __init__(
        self,
        panel: Any,
        window: Any,
        runner: JobRunner,
        messages: Messages,
        basket: BasketController,
        shop: Callable[[], Any],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(window, runner, messages, shop, parent)
        self._panel = panel
        self._basket = basket
        self._open: set[Any] = set()  # dialogs that are still there when an answer comes
        panel.park_requested.connect(self.show_parked)
        panel.receipts_requested.connect(self.show_receipts)

    def count_parked(self) -> None:
        """Show how many baskets wait."""
        self._ask(lambda shop: shop.parked_baskets(), lambda found: self._panel.show_parked(len(found)))

    # --- parked baskets -------------------------------------------------------------------------

    def show_parked(self) -> None:
        """Open the dialog of parked baskets."""
        dialog = self._opened(self._view.parked_dialog(not self._panel.is_empty))
        dialog.park.connect(self._park)
        dialog.resume.connect(self._resume)

        def show(found: list[ParkedBasket]) -> None:
            self._panel.show_parked(len(found))
            dialog.show_baskets(found)

        self._ask(lambda shop: shop.parked_baskets(), show, dialog)
        dialog.open()

    def _park(self, note: str) -> None:
        self._basket.change(lambda shop: shop.park_basket(note), self.tr("The basket is parked."))
        self.count_parked()

    def _resume(self, basket_id: str) -> None:
        self._basket.change(lambda shop: shop.resume_basket(basket_id))
        self.count_parked()

    # --- receipts -------------------------------------------------------------------------------

    def show_receipts(self) -> None:
        """Open the dialog of receipts."""
        dialog = self._opened(self._view.receipts_dialog())

        def find(text: str) -> None:
            def show(found: list[Receipt]) -> None:
                dialog.show_receipts(found)

            self._ask(lambda shop: shop.receipts(text), show, dialog)

        def open_one(basket_id: str) -> None:
            def show(lines: list[RefundLine]) -> None:
                dialog.show_lines(basket_id, lines)

            self._ask(lambda shop: shop.refundable(basket_id), show, dialog)

        def give_back(basket_id: str, quantities: dict[str, float]) -> None:
            def done(refund: Basket) -> None:
                dialog.accept()  # the stock is right again before anybody looks
                self._view.show_message(self.tr("Given back. The stock has been corrected."))
                self._basket.announce_sale(refund)

            self._ask(lambda shop: shop.refund(basket_id, quantities), done, dialog)

        dialog.asked.connect(find)
        dialog.opened.connect(open_one)
        dialog.refund.connect(give_back)
        find("")
        dialog.open()

    def failed(self, error: Any) -> None:
        """Show the sentence of an error in the window."""
        self._view.show_error(self._messages.error(error))

    def _opened(self, dialog: Any) -> Any:
        self._open.add(dialog)
        dialog.finished.connect(lambda _result: self._open.discard(dialog))
        return dialog

    def _ask(self, action: Callable[[Any], Any], then: Callable[[Any], None], dialog: Any = None) -> None:
        """Do something on the store's lane; the answer is dropped if the dialog it is for was closed meanwhile."""

        def run(_none: None, _ctx: JobContext) -> Any:
            return action(self._shop())

        def done(result: Any) -> None:
            if dialog is None or dialog in self._open:
                then(result)

        def failed(error: Any) -> None:
            view = dialog if dialog in self._open else self._view
            view.show_error(self._messages.error(error))

        self._runner.start(self.lane, run, None, Callbacks(done, failed), latest_wins=False)
