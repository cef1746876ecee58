"""What the desk answers about prices, on a real shop: charts, alerts, forecasts of odd histories, learning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from shopdesk.controllers.desk_prices import PriceDesk
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.requests.prices import (
    AddAlert,
    ChartRequest,
    CompareRequest,
    EvaluatePrices,
    ForecastRequest,
    LearnedRequest,
    LearnRequest,
    ListAlerts,
    MoversRequest,
    PastRequest,
    RemoveAlert,
    ScoresRequest,
    SparksRequest,
)
from shopdesk.engine.context import CallbackContext
from shopdesk.engine.errors import DataError, NotFound
from shopdesk.store.shop import Shop, open_shop

NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path / "shop") as out:
        yield out


def add(shop: Shop, prices: list[int], costs: list[int] = (), step: int = 7) -> str:  # type: ignore[assignment]
    """Add a product whose price (and cost) changed every ``step`` days until today."""
    card = shop.add_product("Tea", prices[-1])
    for kind, values in (("price", prices), ("cost", costs)):
        for place, minor in enumerate(values):
            shop.set_price(card.product_id, minor, NOW - timedelta(days=step * (len(values) - place)), kind=kind)
    return card.product_id


def test_cost_and_margin_stand_beside_the_price(shop: Shop) -> None:
    tea = add(shop, [200, 200, 250], [100, 100], step=30)
    chart = PriceDesk(shop).chart(ChartRequest(tea, window=5, decomposition=True, lag=1))
    assert chart.cost is not None
    assert chart.margin is not None
    assert chart.difference is not None
    assert np.isnan(chart.cost[0])
    assert chart.cost[-1] == 1.0
    assert chart.margin[-1] == pytest.approx(60.0)
    assert np.nansum(chart.difference) == pytest.approx(0.5)
    assert [(mark.before, mark.after) for mark in chart.marks if mark.kind == "change"] == [(2.0, 2.5)]


def test_a_promotion_and_another_unit_are_marked(shop: Shop) -> None:
    tea = add(shop, [200] * 20 + [150] + [200] * 10 + [20000] * 3)
    kinds = {mark.kind: mark for mark in PriceDesk(shop).chart(ChartRequest(tea)).marks}
    assert (kinds["promotion"].before, kinds["promotion"].after) == (2.0, 1.5)
    assert kinds["unit"].after == pytest.approx(100 * kinds["unit"].before)


def test_compare_leaves_out_what_has_no_history(shop: Shop) -> None:
    tea = add(shop, [200, 210])
    answer = PriceDesk(shop).compare(CompareRequest((tea, "nothing")))
    assert [chart.product_id for chart in answer.charts] == [tea]
    assert list(answer.cards) == [tea]


@pytest.mark.parametrize("prices", [[200], [200, 210], [200] * 30, [0, 0, 0, 0], [1, 20000, 3]])
def test_odd_histories_are_answered_with_a_caveat(shop: Shop, prices: list[int]) -> None:
    tea, desk = add(shop, prices), PriceDesk(shop)
    fan = desk.forecast(ForecastRequest(tea, 8))
    assert np.isfinite(fan.mean).all()
    assert (fan.lower[95] >= 0).all()
    assert Messages().caveat(fan.caveat)
    assert len(desk.chart(ChartRequest(tea, decomposition=True)).values)
    desk.outlook.past(PastRequest(tea))
    desk.outlook.scores(ScoresRequest(tea))
    assert len(desk.sparks(SparksRequest((tea,))).sparks[tea])


def test_a_shop_without_prices_says_so(shop: Shop) -> None:
    desk = PriceDesk(shop)
    with pytest.raises(NotFound):
        desk.chart(ChartRequest("P1"))
    with pytest.raises(DataError) as none:
        desk.outlook.learned.learn(LearnRequest())
    assert none.value.code == "prices.empty"
    assert desk.outlook.learned.state(LearnedRequest()).state == "missing"
    assert desk.outlook.movers(MoversRequest()).movers == []
    assert desk.sparks(SparksRequest(("P1",))).sparks == {}


def test_an_alert_fires_once_and_waits_no_more(shop: Shop) -> None:
    tea, desk = add(shop, [200, 210]), PriceDesk(shop).alerts
    (rise,) = desk.add(AddAlert(tea, 250)).alerts
    desk.add(AddAlert(tea, 250))
    (fall,) = (alert for alert in desk.add(AddAlert(tea, 150)).alerts if not alert.above)
    assert rise.above
    assert [alert.fired_at for alert in desk.look(ListAlerts()).alerts] == [None, None]
    shop.set_price(tea, 260)
    first = desk.look(ListAlerts()).alerts[0]
    assert (first.alert_id, first.fired_minor) == (rise.alert_id, 260)
    shop.set_price(tea, 200)
    again = {alert.alert_id: alert for alert in PriceDesk(shop).alerts.look(ListAlerts()).alerts}
    assert again[rise.alert_id].fired_minor == 260
    assert again[fall.alert_id].fired_at is None
    left = desk.remove(RemoveAlert(rise.alert_id)).alerts
    assert [alert.alert_id for alert in left] == [fall.alert_id]
    assert desk.remove(RemoveAlert("gone")).alerts == left


def test_a_price_that_came_and_went_between_two_looks_has_passed(shop: Shop) -> None:
    tea, desk = add(shop, [200]), PriceDesk(shop).alerts
    desk.add(AddAlert(tea, 250))
    shop.set_price(tea, 300)
    shop.set_price(tea, 200)
    assert desk.look(ListAlerts()).alerts[0].fired_minor == 300


@pytest.mark.parametrize(
    ("minor", "kind", "code"),
    [(0, "price", "alert.value"), (200, "price", "alert.same"), (90, "cost", "alert.no_cost"), (5, "x", "alert.kind")],
)
def test_an_alert_that_cannot_be_is_a_sentence(shop: Shop, minor: int, kind: str, code: str) -> None:
    tea = add(shop, [200])
    with pytest.raises(DataError) as wrong:
        PriceDesk(shop).alerts.add(AddAlert(tea, minor, kind))
    assert wrong.value.code == code
    assert Messages().error(wrong.value).endswith(".")


def test_learning_is_kept_read_again_and_noticed_when_old(shop: Shop) -> None:
    generator = np.random.default_rng(0)
    ids = [
        add(shop, (200 + np.cumsum(generator.integers(-3, 5, 40))).tolist(), [100 + n for n in range(40)])
        for _ in range(3)
    ]
    desk, said = PriceDesk(shop), []
    answer = desk.outlook.learned.learn(
        LearnRequest(), CallbackContext(lambda share, stage: said.append((share, stage)))
    )
    assert (answer.state, answer.products) == ("ready", 3)
    assert [share for share, _ in said] == sorted(share for share, _ in said)
    assert {"read", "backtest"} <= {stage for _, stage in said}
    again = PriceDesk(shop).outlook
    assert again.learned.state(LearnedRequest()).state == "ready"
    fan = again.forecast(ForecastRequest(ids[0], 8))
    assert fan.learned
    assert fan.basis == "cost"
    assert fan.decision is not None
    assert Messages().decision(fan.decision, fan.basis)
    table = again.scores(ScoresRequest(ids[0]))
    assert table.learned
    assert {"auto", "naive", "mlp", "rnn", "lstm"} <= {score.model for score in table.scores}
    assert again.past(PastRequest(ids[0])).fans
    movers = again.movers(MoversRequest())
    assert all("\t" not in mover.unique_id for mover in movers.movers)
    assert set(movers.cards) == {mover.unique_id for mover in movers.movers}
    none_shown = again.movers(MoversRequest(limit=0))
    assert (none_shown.movers, none_shown.cards, none_shown.total) == ([], {}, movers.total)
    shop.set_price(ids[0], 500)
    assert again.learned.state(LearnedRequest()).state == "old"
    for file in again.learned.folder.iterdir():
        file.write_bytes(b"damaged")
    broken = PriceDesk(shop).outlook
    assert broken.learned.state(LearnedRequest()).state == "damaged"
    assert not broken.forecast(ForecastRequest(ids[0], 8)).learned


def test_learning_that_is_stopped_leaves_nothing(shop: Shop) -> None:
    import threading

    from shopdesk.engine.context import Cancelled

    add(shop, list(range(200, 240)))
    stop, desk = threading.Event(), PriceDesk(shop)
    with pytest.raises(Cancelled):
        desk.outlook.learned.learn(LearnRequest(), CallbackContext(lambda *_: stop.set(), None, stop))
    assert not desk.outlook.learned.folder.exists()


def test_figures_of_the_whole_shop_stand_next_to_the_last_price(shop: Shop) -> None:
    generator: Any = np.random.default_rng(1)
    for _ in range(3):
        add(shop, (300 + np.cumsum(generator.integers(-3, 4, 60))).tolist())
    desk = PriceDesk(shop).outlook
    figures = desk.evaluate(EvaluatePrices(4, 2, ("drift",)))
    assert figures.products == 3
    by_name = {score.model: score for score in figures.scores}
    assert by_name["naive"].against == 1.0
    assert by_name["drift"].against == pytest.approx(by_name["drift"].mase / by_name["naive"].mase)
    with pytest.raises(DataError) as short:
        desk.evaluate(EvaluatePrices(100, 2, ("drift",)))
    assert short.value.code == "prices.too_short"
