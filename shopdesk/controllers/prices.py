"""The Prices tab's controller."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QLocale, QObject, QTimer, Signal

from shopdesk.controllers.base import Controller, JobRunner
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.price_table import TableRequest, write_table
from shopdesk.controllers.requests.catalog import ListProducts, SearchAnswer, SearchRequest
from shopdesk.controllers.requests.prices import (
    AddAlert,
    AlertsAnswer,
    ChartRequest,
    CompareAnswer,
    CompareRequest,
    ForecastRequest,
    LearnedAnswer,
    LearnedRequest,
    LearnRequest,
    ListAlerts,
    MoversAnswer,
    MoversRequest,
    PastAnswer,
    PastRequest,
    RemoveAlert,
    ScoresAnswer,
    ScoresRequest,
    SparksAnswer,
    SparksRequest,
)
from shopdesk.engine.errors import EngineError
from shopdesk.engine.types import FanChart, PriceChart, ProductCard
from shopdesk.workers.runner import Callbacks

MOST_COMPARED = 5
LOOK_EVERY_MS = 60_000


class PricesController(Controller):
    """Shows a product's price history, its parts, where it goes, and what has been learned of the shop's prices.

    Signals
    -------
    learning(str): how far learning is, or an empty text when it has ended.
    alerted(str): what has passed, or an empty text when nothing has.
    """

    lane = "prices"
    learning = Signal(str)
    alerted = Signal(str)

    def __init__(self, view: Any, runner: JobRunner, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(view, runner, messages, parent)
        self._cards: dict[str, ProductCard] = {}
        self._product_id = ""
        self._others: list[str] = []
        self._compared: dict[str, PriceChart] = {}
        self._chart: PriceChart | None = None
        self._fan: FanChart | None = None
        self._learning = False
        self._look = QTimer(self)
        self._look.setInterval(LOOK_EVERY_MS)
        self._look.timeout.connect(self.check_alerts)
        self._connect(view)
        view.set_models(
            [
                ("auto", self.tr("Automatic")),
                ("naive", self.tr("Last price")),
                ("drift", self.tr("Drift")),
                ("theta", self.tr("Theta")),
                ("profile_theta", self.tr("Year + Theta")),
                ("profile_drift", self.tr("Year + drift")),
                ("linear", self.tr("Linear, all products")),
                ("seasonal_naive", self.tr("Last season")),
                ("moving_average", self.tr("Average")),
                ("differencing", self.tr("Differencing")),
                ("seasonal_decomposition", self.tr("Seasonal")),
                ("mlp", self.tr("Net (MLP)")),
                ("rnn", self.tr("Net (RNN)")),
                ("lstm", self.tr("Net (LSTM)")),
            ]
        )

    def _connect(self, view: Any) -> None:
        view.product_chosen.connect(self.choose)
        view.compare_toggled.connect(self.compare)
        view.model_chosen.connect(self._use_model)
        view.horizon_changed.connect(lambda _horizon: self._ask_ahead())
        view.window_changed.connect(lambda _window: self._ask_chart())
        view.lag_changed.connect(lambda _lag: self._ask_chart())
        view.decomposition_toggled.connect(lambda _on: self._ask_chart())
        view.past_toggled.connect(lambda _on: self._ask_past())
        view.page_chosen.connect(lambda _page: self._ask_scores())
        view.list_chosen.connect(lambda _list: self._ask_movers())
        view.subject_search_edited.connect(self.find)
        view.cancel_requested.connect(self.cancel)
        view.learn_wanted.connect(self.learn)
        view.learn_cancelled.connect(self.stop_learning)
        view.alert_added.connect(self._add_alert)
        view.alert_removed.connect(self._remove_alert)
        view.table_wanted.connect(self._write_table)
        view.first_shown.connect(self.open)

    # --- products ---------------------------------------------------------------------------------

    def open(self) -> None:
        """Look at the alerts and at what has been learned; learn what is missing. Once, when the tab is first seen."""
        self.check_alerts()
        self._look.start()
        self._ask_learned(then_learn=True)

    def find(self, text: str = "") -> None:
        """List products to choose from."""
        name, request = ("search.find", SearchRequest(text)) if text.strip() else ("products.list", ListProducts())
        self.ask(name, request, self._show_products, lane="search-prices")

    def choose(self, product_id: str) -> None:
        """Show another product."""
        if product_id != self._product_id:
            self._chart = self._fan = None
        self._product_id = product_id
        self._others = [other for other in self._others if other != product_id]
        self._view.show_error("")  # here, not when the chart comes: the forecast may have failed before it
        card = self._cards.get(product_id)
        if card is not None:
            self._view.show_product(card)
        self._ask_chart()
        self._ask_forecast()
        self._ask_scores()
        self._ask_past()
        self._show_compared()

    def compare(self, product_id: str) -> None:
        """Lay a product beside the one on show, or take it away again."""
        if not self._product_id:
            self.choose(product_id)
            return
        if product_id == self._product_id:
            return
        if product_id in self._others:
            self._others.remove(product_id)
        elif len(self._others) >= MOST_COMPARED:
            self._view.show_error(self._messages.error_code("prices.compare_many", {"most": MOST_COMPARED + 1}))
            return
        else:
            self._others.append(product_id)
        wanted = tuple(other for other in self._others if other not in self._compared)
        if wanted:
            self.ask("prices.compare", CompareRequest(wanted), self._take_compared, lane="prices-compare")
        else:
            self._show_compared()

    def cancel(self) -> None:
        """Cancel the chart, the forecast and what belongs to them."""
        super().cancel()
        for lane in ("forecast", "prices-past", "prices-scores", "prices-compare"):
            self._runner.cancel_lane(lane)

    def _show_products(self, answer: SearchAnswer) -> None:
        self._cards.update(answer.cards)
        cards = [answer.cards[hit.product_id] for hit in answer.hits]
        self._view.show_product_choices(cards)
        self._ask_sparks([card.product_id for card in cards])

    def _ask_sparks(self, product_ids: list[str], lane: str = "prices-sparks") -> None:
        if product_ids:
            request = SparksRequest(tuple(product_ids), self._view.horizon)
            self._quietly(lane, "prices.sparks", request, self._show_sparks)

    def _show_sparks(self, answer: SparksAnswer) -> None:
        self._view.show_sparks(answer.sparks, answer.changes)

    def _quietly(self, lane: str, name: str, request: Any, shown: Any) -> None:
        """Ask for what is a help only: no bar while it is under way, and no error when it does not come."""
        self._runner.start(lane, name, request, Callbacks(shown))

    # --- one product ------------------------------------------------------------------------------

    def _ask_chart(self) -> None:
        if self._product_id:
            view = self._view
            request = ChartRequest(self._product_id, view.window, view.decomposition, view.lag)
            self.ask("prices.chart", request, self._show_chart)

    def _ask_forecast(self) -> None:
        if self._product_id:
            request = ForecastRequest(self._product_id, self._view.horizon, self._view.model)
            self.ask("prices.forecast", request, self._show_fan, lane="forecast")

    def _ask_scores(self) -> None:
        if self._product_id and self._view.page == "models":
            request = ScoresRequest(self._product_id, self._view.horizon)
            self.ask("prices.scores", request, self._show_scores, lane="prices-scores")

    def _ask_past(self) -> None:
        if not self._view.past:
            self._view.show_past([])
        elif self._product_id:
            request = PastRequest(self._product_id, self._view.horizon, self._view.model)
            self.ask("prices.past", request, self._show_past, lane="prices-past")

    def _use_model(self, model: str) -> None:
        self._view.use_model(model)
        self._ask_forecast()
        self._ask_past()

    def _ask_ahead(self) -> None:
        self._ask_forecast()
        self._ask_scores()
        self._ask_past()
        self._ask_movers()
        self._ask_sparks(list(self._cards)[:100])

    def _show_chart(self, chart: PriceChart) -> None:
        card = self._cards.get(chart.product_id)
        if card is not None and chart.product_id == self._product_id:
            self._chart = chart
            self._view.show_history(card, chart)

    def _show_fan(self, fan: FanChart) -> None:
        if fan.product_id != self._product_id:
            return
        self._fan = fan
        sentences = self._messages.reasons(fan.reasons, {})
        decision = self._messages.decision(fan.decision, fan.basis)
        self._view.show_fan(fan, sentences, self._messages.caveat(fan.caveat), decision)

    def _show_scores(self, answer: ScoresAnswer) -> None:
        if answer.product_id == self._product_id:
            self._view.show_scores(answer.scores, answer.learned)

    def _show_past(self, answer: PastAnswer) -> None:
        if answer.product_id == self._product_id and self._view.past:
            self._view.show_past(answer.fans)

    def _take_compared(self, answer: CompareAnswer) -> None:
        self._cards.update(answer.cards)
        self._compared.update({chart.product_id: chart for chart in answer.charts})
        missing = [other for other in self._others if other not in self._compared]
        if missing:
            self._others = [other for other in self._others if other in self._compared]
            self._view.show_error(self._messages.error_code("prices.empty", {}))
        self._show_compared()

    def _show_compared(self) -> None:
        self._compared = {key: chart for key, chart in self._compared.items() if key in self._others}
        pairs = [(self._cards[key], self._compared[key]) for key in self._others if key in self._compared]
        self._view.show_compared(pairs)

    # --- the whole shop ---------------------------------------------------------------------------

    def learn(self) -> None:
        """Learn the prices of the whole shop; the tab can be used meanwhile."""
        if self._learning:
            return
        self._learning = True
        self._tell_learning(0.0, "read")
        callbacks = Callbacks(self._learned, self._not_learned, self._tell_learning, None, self._learning_stopped)
        self._runner.start("learn-prices", "prices.learn", LearnRequest(), callbacks)

    def stop_learning(self) -> None:
        """Stop learning; what was learned before stays."""
        self._runner.cancel_lane("learn-prices")

    def _ask_learned(self, then_learn: bool = False) -> None:
        def shown(answer: LearnedAnswer) -> None:
            self._show_learned(answer)
            if then_learn and answer.state != "ready":
                self.learn()

        self._quietly("learn-prices", "prices.learned", LearnedRequest(), shown)

    def _show_learned(self, answer: LearnedAnswer) -> None:
        day = QLocale().toString(_day(answer.until), QLocale.FormatType.ShortFormat)
        text = self._messages.learned(answer.state, {"products": answer.products, "day": day})
        self._view.show_learned(text, True)

    def _learned(self, answer: LearnedAnswer) -> None:
        self._learning = False
        self.learning.emit("")
        self._show_learned(answer)
        self._ask_ahead()

    def _not_learned(self, error: EngineError) -> None:
        self._learning_stopped()
        if error.code != "prices.empty":  # a new shop has nothing to learn yet: that is no error
            self._view.show_error(self._messages.error(error))

    def _learning_stopped(self) -> None:
        self._learning = False
        self.learning.emit("")
        self._ask_learned()

    def _tell_learning(self, fraction: float, stage: str) -> None:
        text = self._messages.stage(stage)
        self._view.show_learning(text, fraction)
        self.learning.emit(f"{text} {100 * fraction:.0f} %")

    def _ask_movers(self) -> None:
        self._quietly("prices-movers", "prices.movers", MoversRequest(self._view.horizon), self._show_movers)

    def _show_movers(self, answer: MoversAnswer) -> None:
        self._cards.update(answer.cards)
        pairs = [(answer.cards[mover.unique_id], mover) for mover in answer.movers]
        self._view.show_movers(pairs, answer.learned)
        self._ask_sparks([mover.unique_id for mover in answer.movers], "prices-movers")

    # --- alerts and tables ------------------------------------------------------------------------

    def check_alerts(self) -> None:
        """Look whether prices have passed what is waited for; call it whenever prices may have changed."""
        self._quietly("store-alerts", "prices.alerts", ListAlerts(), self._show_alerts)

    def _add_alert(self, minor: int, kind: str) -> None:
        if self._product_id:
            self._change_alerts("prices.alert_add", AddAlert(self._product_id, minor, kind))

    def _remove_alert(self, alert_id: str) -> None:
        self._change_alerts("prices.alert_remove", RemoveAlert(alert_id))

    def _change_alerts(self, name: str, request: Any) -> None:
        callbacks = Callbacks(self._show_alerts, self.failed)
        self._runner.start("store-alerts", name, request, callbacks, latest_wins=False)

    def _show_alerts(self, answer: AlertsAnswer) -> None:
        self._cards.update(answer.cards)
        self._view.show_alerts(answer.alerts, answer.cards)
        passed = [alert for alert in answer.alerts if alert.fired_at is not None]
        first = self._view.alert_words(passed[0], answer.cards[passed[0].product_id]) if passed else ""
        self.alerted.emit(first if len(passed) < 2 else self.tr("{0} (and {1} more)").format(first, len(passed) - 1))

    def _write_table(self, path: str) -> None:
        if self._chart is None:
            return
        charts = [self._chart, *(self._compared[key] for key in self._others if key in self._compared)]
        named = tuple((self._cards[chart.product_id].name, chart) for chart in charts)

        def done(_result: object) -> None:
            self._view.show_message(self._messages.say("prices.saved", {"path": path}))

        request = TableRequest(path, named, self._fan)
        self._runner.start("files", write_table, request, Callbacks(done, self.failed))


def _day(seconds: float) -> Any:
    from PySide6.QtCore import QDate

    return QDate(1970, 1, 1).addDays(int(seconds // 86400))
