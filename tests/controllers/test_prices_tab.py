"""The Prices tab's controller with jobs run inline: what is asked, what is shown, what is dropped."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QObject, Signal

from shopdesk.controllers.messages import Messages
from shopdesk.controllers.prices import MOST_COMPARED, PricesController
from shopdesk.controllers.requests.catalog import SearchAnswer
from shopdesk.controllers.requests.prices import (
    AlertsAnswer,
    ChartRequest,
    CompareAnswer,
    ForecastRequest,
    LearnedAnswer,
    MoversAnswer,
    PastAnswer,
    ScoresAnswer,
    SparksAnswer,
)
from shopdesk.engine.errors import DataError
from shopdesk.engine.types import Decision, FanChart, Hit, ModelScore, Mover, PriceAlert, PriceChart, ProductCard
from shopdesk.workers.runner import InlineRunner

MILK = ProductCard("P1", "=Whole milk 1 l", 129, "EUR")
CARDS = {"P1": MILK, **{f"P{n}": ProductCard(f"P{n}", f"Product {n}", 100 * n, "EUR") for n in range(2, 9)}}
TIMES, ONES = 86400.0 * np.arange(3), np.ones(3)


class View(QObject):
    """A passive view that notes what it is shown."""

    product_chosen = Signal(str)
    compare_toggled = Signal(str)
    model_chosen = Signal(str)
    horizon_changed = Signal(int)
    window_changed = Signal(int)
    lag_changed = Signal(int)
    decomposition_toggled = Signal(bool)
    past_toggled = Signal(bool)
    page_chosen = Signal(str)
    list_chosen = Signal(str)
    subject_search_edited = Signal(str)
    cancel_requested = Signal()
    alert_added = Signal(int, str)
    alert_removed = Signal(str)
    learn_wanted = Signal()
    learn_cancelled = Signal()
    table_wanted = Signal(str)
    first_shown = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.model, self.horizon, self.window, self.lag = "auto", 8, 28, 0
        self.decomposition = self.past = False
        self.page = "outlook"
        self.shown: list[tuple[str, tuple[Any, ...]]] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith(("show_", "hide_", "set_", "use_")):
            return lambda *args: self.shown.append((name, args))
        raise AttributeError(name)

    def alert_words(self, alert: PriceAlert, card: ProductCard) -> str:
        return f"{card.name} passed {alert.minor}"

    def last(self, name: str) -> tuple[Any, ...]:
        return [args for shown, args in self.shown if shown == name][-1]


class Desk:
    """Answers as the engine process would, and notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[Any] = []
        self.alerts: list[PriceAlert] = []
        self.fail = ""
        self.state = "ready"

    def handlers(self) -> dict[str, Callable[[Any, Any], Any]]:
        names = ("chart", "compare", "forecast", "past", "scores", "sparks", "movers", "learned", "learn")
        out: dict[str, Callable[[Any, Any], Any]] = {f"prices.{name}": self._noted(name) for name in names}
        for name in ("alerts", "alert_add", "alert_remove"):
            out[f"prices.{name}"] = self._noted("alert_list")
        return out | {"products.list": self._noted("products"), "search.find": self._noted("products")}

    def _noted(self, name: str) -> Callable[[Any, Any], Any]:
        def answer(request: Any, ctx: Any) -> Any:
            self.asked.append(request)
            if name == self.fail:
                raise DataError("prices.empty")
            return getattr(self, f"_{name}")(request, ctx)

        return answer

    def kinds(self) -> list[str]:
        return [type(request).__name__ for request in self.asked]

    def _products(self, _request: Any, _ctx: Any) -> SearchAnswer:
        return SearchAnswer("", [Hit(key, 0.0, "") for key in CARDS], CARDS, len(CARDS))

    def _chart(self, request: ChartRequest, _ctx: Any) -> PriceChart:
        return PriceChart(request.product_id, TIMES, ONES, ONES, cost=ONES / 2, margin=50 * ONES)

    def _compare(self, request: Any, _ctx: Any) -> CompareAnswer:
        known = [key for key in request.product_ids if key in CARDS]
        return CompareAnswer([PriceChart(key, TIMES, ONES, ONES[:0]) for key in known], {k: CARDS[k] for k in known})

    def _forecast(self, request: ForecastRequest, _ctx: Any) -> FanChart:
        decision = Decision("buy_now", 0.78, 0.1, 3.0, request.horizon, 1.0)
        bands = {80: ONES, 95: ONES}
        return FanChart(
            request.product_id, TIMES + 3e5, ONES, bands, bands, "theta", [], "short_history", True, decision, "cost"
        )

    def _past(self, request: Any, ctx: Any) -> PastAnswer:
        return PastAnswer(request.product_id, request.model, [self._forecast(request, ctx)])

    def _scores(self, request: Any, _ctx: Any) -> ScoresAnswer:
        return ScoresAnswer(request.product_id, [ModelScore("theta", 0.8, 2.0, 0.8, 0.95, 0.9)], True)

    def _sparks(self, request: Any, _ctx: Any) -> SparksAnswer:
        return SparksAnswer(dict.fromkeys(request.product_ids, ONES), {"P1": 3.0})

    def _movers(self, request: Any, _ctx: Any) -> MoversAnswer:
        return MoversAnswer(request.horizon, [Mover("P2", 2.0, 2.2, 10.0, 0.9, 0.02)], CARDS, True)

    def _learned(self, _request: Any, _ctx: Any) -> LearnedAnswer:
        return LearnedAnswer(self.state, 240, 1.793e9)

    def _learn(self, _request: Any, ctx: Any) -> LearnedAnswer:
        ctx.progress(0.6, "train_lstm")
        self.state = "ready"
        return LearnedAnswer("ready", 240, 1.793e9)

    def _alert_list(self, _request: Any, _ctx: Any) -> AlertsAnswer:
        return AlertsAnswer(self.alerts, {alert.product_id: CARDS[alert.product_id] for alert in self.alerts})


@pytest.fixture
def view(qapp: Any) -> View:
    return View()


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def controller(view: View, desk: Desk) -> PricesController:
    out = PricesController(view, InlineRunner(desk.handlers()), Messages())
    out.find()
    desk.asked.clear()
    return out


def test_chart_and_forecast_of_the_chosen_product(view: View, desk: Desk, controller: PricesController) -> None:
    assert view.last("show_product_choices") == (list(CARDS.values()),)
    assert view.last("show_sparks")[1] == {"P1": 3.0}
    view.product_chosen.emit("P1")
    assert desk.kinds() == ["ChartRequest", "ForecastRequest"]
    assert view.last("show_history")[0] == MILK
    _fan, _sentences, caveat, decision = view.last("show_fan")
    assert caveat == "The history is too short for a firm forecast."
    assert decision == "78 % that it costs you more in 8 weeks: buy now."
    view.model = "lstm"
    view.model_chosen.emit("lstm")
    assert view.last("use_model") == ("lstm",)
    assert desk.asked[-1] == ForecastRequest("P1", 8, "lstm")


@pytest.mark.parametrize("basis", ["cost", "price"])
@pytest.mark.parametrize("key", ["buy_now", "wait", "no_difference"])
def test_each_decision_has_a_sentence_with_its_figures(key: str, basis: str) -> None:
    sentence = Messages().decision(Decision(key, 0.6, 0.3, 1.0, 13, 1.0), basis)
    assert "13 weeks" in sentence
    assert "{" not in sentence
    assert "?" not in sentence
    assert Messages().decision(None, "") == ""


def test_tools_ask_for_what_they_show(view: View, desk: Desk, controller: PricesController) -> None:
    view.product_chosen.emit("P1")
    desk.asked.clear()
    view.window, view.lag, view.decomposition = 7, 28, True
    view.window_changed.emit(7)
    assert desk.asked == [ChartRequest("P1", 7, True, 28)]
    view.page = "models"
    view.page_chosen.emit("models")
    assert view.last("show_scores")[0][0].model == "theta"
    view.past = True
    view.past_toggled.emit(True)
    assert len(view.last("show_past")[0]) == 1
    view.past = False
    view.past_toggled.emit(False)
    assert view.last("show_past") == ([],)
    view.list_chosen.emit("movers")
    ((card, mover),) = view.last("show_movers")[0]
    assert (card.product_id, mover.change) == ("P2", 10.0)


def test_a_new_horizon_asks_again_for_all_that_depends_on_it(
    view: View, desk: Desk, controller: PricesController
) -> None:
    view.product_chosen.emit("P1")
    view.page, view.past, view.horizon = "models", True, 13
    desk.asked.clear()
    view.horizon_changed.emit(13)
    assert {"ForecastRequest", "ScoresRequest", "PastRequest", "MoversRequest", "SparksRequest"} <= set(desk.kinds())
    assert all(request.horizon == 13 for request in desk.asked)


def test_products_are_compared_and_taken_away(view: View, desk: Desk, controller: PricesController) -> None:
    view.product_chosen.emit("P1")
    for key in ("P2", "P3", "P1"):
        view.compare_toggled.emit(key)
    assert [card.product_id for card, _ in view.last("show_compared")[0]] == ["P2", "P3"]
    view.compare_toggled.emit("P2")
    assert [card.product_id for card, _ in view.last("show_compared")[0]] == ["P3"]
    for key in ("P2", "P4", "P5", "P6", "P7"):
        view.compare_toggled.emit(key)
    assert len(view.last("show_compared")[0]) == MOST_COMPARED
    assert view.last("show_error") == ("At most 6 products can be compared. Take one away first.",)
    view.product_chosen.emit("P3")  # one of the compared becomes the product on show
    assert "P3" not in [card.product_id for card, _ in view.last("show_compared")[0]]


def test_a_product_without_prices_is_not_compared(view: View, desk: Desk, controller: PricesController) -> None:
    view.product_chosen.emit("P1")
    view.compare_toggled.emit("P99")
    assert view.last("show_compared") == ([],)
    assert "no price history" in view.last("show_error")[0]


def test_an_answer_for_another_product_is_dropped(view: View, controller: PricesController) -> None:
    view.product_chosen.emit("P1")
    view.shown.clear()
    controller._show_chart(PriceChart("P2", TIMES, ONES, ONES))
    controller._show_scores(ScoresAnswer("P2", [], True))
    assert view.shown == []


def test_a_history_that_is_missing_is_a_sentence(view: View, desk: Desk, controller: PricesController) -> None:
    desk.fail = "chart"
    view.product_chosen.emit("P1")
    assert view.last("show_product") == (MILK,)
    assert view.last("show_error") == ("This product has no price history yet. Set its price first.",)


def test_what_has_passed_is_told_until_it_is_dismissed(view: View, desk: Desk, controller: PricesController) -> None:
    said: list[str] = []
    controller.alerted.connect(said.append)
    view.product_chosen.emit("P1")
    desk.alerts = [PriceAlert("a", "P1", 140, fired_at=1.0), PriceAlert("b", "P2", 300, fired_at=2.0)]
    view.alert_added.emit(140, "price")
    assert desk.kinds()[-1] == "AddAlert"
    assert view.last("show_alerts")[0] == desk.alerts
    assert said[-1] == "=Whole milk 1 l passed 140 (and 1 more)"
    desk.alerts = []
    view.alert_removed.emit("a")
    assert said[-1] == ""


def test_the_table_holds_every_figure_and_no_formula(
    view: View, desk: Desk, controller: PricesController, tmp_path: Path
) -> None:
    view.product_chosen.emit("P1")
    view.compare_toggled.emit("P2")
    path = tmp_path / "prices.csv"
    view.table_wanted.emit(str(path))
    assert view.last("show_message") == (f"Saved as {path}.",)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][:3] == ["date", "product", "price"]
    assert rows[1] == ["1970-01-01", "'=Whole milk 1 l", "1.0", "0.5", "50.0", "1.0", "", "", "", "", ""]
    assert len(rows) == 1 + 3 + 3 + 3
    assert rows[-1][6:] == ["1.0"] * 5
    view.table_wanted.emit(str(tmp_path / "no" / "prices.csv"))
    assert "could not be written" in view.last("show_error")[0] or "written" in view.last("show_error")[0]
