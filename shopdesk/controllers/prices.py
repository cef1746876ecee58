"""The Prices tab's controller."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from shopdesk.controllers.base import Controller, JobRunner
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.requests.catalog import ListProducts, SearchAnswer, SearchRequest
from shopdesk.controllers.requests.prices import ChartRequest, ForecastRequest
from shopdesk.engine.types import FanChart, PriceChart, ProductCard


class PricesController(Controller):
    """Shows a product's price history, its parts and where it goes."""

    lane = "prices"

    def __init__(self, view: Any, runner: JobRunner, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(view, runner, messages, parent)
        self._cards: dict[str, ProductCard] = {}
        self._product_id = ""
        view.product_chosen.connect(self.choose)
        view.model_chosen.connect(lambda _model: self._forecast())
        view.horizon_changed.connect(lambda _horizon: self._forecast())
        view.window_changed.connect(lambda _window: self._chart())
        view.decomposition_toggled.connect(lambda _on: self._chart())
        view.subject_search_edited.connect(self.find)
        view.cancel_requested.connect(self.cancel)
        view.set_models(
            [
                ("auto", self.tr("Automatic")),
                ("naive", self.tr("Last price")),
                ("drift", self.tr("Trend")),
                ("theta", self.tr("Theta")),
                ("seasonal_naive", self.tr("Last season")),
                ("moving_average", self.tr("Moving average")),
                ("differencing", self.tr("Differencing")),
                ("seasonal_decomposition", self.tr("Seasonal decomposition")),
                ("mlp", self.tr("Neural net (MLP)")),
                ("rnn", self.tr("Recurrent net (RNN)")),
                ("lstm", self.tr("Long memory net (LSTM)")),
            ]
        )

    def find(self, text: str = "") -> None:
        """List products to choose from."""
        name, request = ("search.find", SearchRequest(text)) if text.strip() else ("products.list", ListProducts())
        self.ask(name, request, self._show_products, lane="search-prices")

    def choose(self, product_id: str) -> None:
        """Show another product."""
        self._product_id = product_id
        self._view.show_error("")  # here, not when the chart comes: the forecast may have failed before it
        self._chart()
        self._forecast()

    def cancel(self) -> None:
        """Cancel the chart and the forecast."""
        super().cancel()
        self._runner.cancel_lane("forecast")

    def _chart(self) -> None:
        if self._product_id:
            request = ChartRequest(self._product_id, self._view.window, self._view.decomposition)
            self.ask("prices.chart", request, self._show_chart)

    def _forecast(self) -> None:
        if self._product_id:
            request = ForecastRequest(self._product_id, self._view.horizon, self._view.model)
            self.ask("prices.forecast", request, self._show_fan, lane="forecast")

    def _show_products(self, answer: SearchAnswer) -> None:
        self._cards.update(answer.cards)
        self._view.show_product_choices([answer.cards[hit.product_id] for hit in answer.hits])

    def _show_chart(self, chart: PriceChart) -> None:
        card = self._cards.get(chart.product_id)
        if card is not None:
            self._view.show_history(card, chart)

    def _show_fan(self, fan: FanChart) -> None:
        sentences = self._messages.reasons(fan.reasons, {})
        self._view.show_fan(fan, sentences, self._messages.caveat(fan.caveat))
