"""The recommend part of the desk on a small real shop: new sales count at once, the rest is learned anew."""

from __future__ import annotations

import csv
import shutil
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import delete, update

from shopdesk.controllers.desk_recommend import RecommendDesk
from shopdesk.controllers.desk_recommend_models import shop_time, taught_looks
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.requests.recommend import (
    EvaluateRequest,
    RecommendRequest,
    RefitRequest,
    RulesRequest,
    SubjectsRequest,
    WhyRequest,
)
from shopdesk.engine.context import CallbackContext, Cancelled
from shopdesk.engine.errors import DataError, EngineError, NotFound
from shopdesk.engine.types import Reason
from shopdesk.engine.vision.backbone import DIMENSION, normalised
from shopdesk.engine.vision.features import PLAIN_DIMENSION
from shopdesk.engine.vision.taught import Taught, TaughtPhoto, save_taught
from shopdesk.store.schema import baskets, lines, products
from shopdesk.store.shop import Shop, open_shop
from shopdesk.store.values import to_ms

NOW = datetime.now(UTC)


def sell(shop: Shop, names: str, customer: str | None = None, ago: timedelta | None = None) -> str:
    """Sell one of each named product; with ``ago``, as if it had been sold then."""
    for name in names:
        shop.add_to_basket(name)
    if customer is not None:
        shop.set_basket_customer(customer)
    key = shop.complete_basket().basket_id
    if ago is not None:
        with shop.database.write() as connection:
            connection.execute(update(baskets).where(baskets.c.id == int(key)).values(sold_at=to_ms(NOW - ago)))
    return key


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Products A to H; A with B often, C with D (and E) often; two customers."""
    folder = tmp_path_factory.mktemp("template") / "shop"
    with open_shop(folder) as shop:
        for number, name in enumerate("ABCDEFGH"):
            shop.add_product(f"Product {name}", 100 + number, product_id=name, category="Food")
        for customer in ("C1", "C2"):
            shop.add_customer(customer, f"Customer {customer}")
        for day in range(30, 0, -1):
            sell(shop, "AB", "C1" if day % 3 == 0 else None, timedelta(days=day, hours=2))
            sell(shop, "CD" if day % 2 else "CDE", "C2" if day % 5 == 0 else None, timedelta(days=day, hours=1))
    return folder


@pytest.fixture
def shop(template: Path, tmp_path: Path) -> Iterator[Shop]:
    """A shop of the test's own."""
    with open_shop(Path(shutil.copytree(template, tmp_path / "shop"))) as shop:
        yield shop


@pytest.fixture
def desk(shop: Shop) -> RecommendDesk:
    return RecommendDesk(shop)


def ids(desk: RecommendDesk, *basket: str, **more: object) -> list[str]:
    request = RecommendRequest("basket", basket, **more)  # type: ignore[arg-type]
    return [item.product_id for item in desk.run(request).items]


def reason(desk: RecommendDesk, basket: str, wanted: str, kind: str = "together") -> dict[str, object]:
    answer = desk.run(RecommendRequest("basket", (basket,), "item"))
    item = next(item for item in answer.items if item.product_id == wanted)
    return next(r for r in item.reasons if r.kind == kind).values


def test_a_new_sale_counts_in_the_next_answer(shop: Shop, desk: RecommendDesk) -> None:
    assert reason(desk, "A", "B")["count"] == 30
    before = desk._models._models["item"]
    sell(shop, "AB")
    assert reason(desk, "A", "B")["count"] == 31
    assert desk._models._models["item"] is not before
    assert before.evidence("B", ["A"]).pairs[0].count == 30  # who still holds the old model is not disturbed
    assert reason(desk, "A", "B")["count"] == 31  # and a sale counts once
    assert not desk._models.refit_pays


def test_sales_taken_back_are_learned_anew(shop: Shop, desk: RecommendDesk) -> None:
    gone = sell(shop, "AG", ago=timedelta(days=3))
    assert reason(desk, "A", "B")["of"] == 31
    with shop.database.write("sales") as connection:
        connection.execute(delete(lines).where(lines.c.basket == int(gone)))
        connection.execute(delete(baskets).where(baskets.c.id == int(gone)))
    desk._models._seconds = 0.0  # the rest between two refits is over
    answer = desk.run(RecommendRequest("basket", ("A",), "item"))
    assert answer.refit
    desk.refit(RefitRequest())
    assert reason(desk, "A", "B")["of"] == 30
    assert not desk.run(RecommendRequest("basket", ("A",), "item")).refit


def test_a_new_product_is_learned_anew(shop: Shop, desk: RecommendDesk) -> None:
    desk.warm()
    shop.add_product("Product Z", 100, product_id="Z", category="Food")
    desk._models._seconds = 0.0
    assert desk.run(RecommendRequest("basket", ("A",))).refit
    desk.refit(RefitRequest())
    assert "Z" in desk._models.get("hybrid").data.index


def test_a_refit_rests_longer_than_it_takes(desk: RecommendDesk) -> None:
    desk.warm()
    desk._models._rewritten, desk._models._seconds = True, 1000.0
    assert not desk._models.refit_pays


def test_a_cancelled_refit_leaves_the_old_models(desk: RecommendDesk) -> None:
    desk.warm()
    before = desk._models.get("hybrid")
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        desk.refit(RefitRequest(), CallbackContext(cancelled=stop))
    assert desk._models.get("hybrid") is before


def test_sold_out_and_switched_off_products_are_not_recommended(shop: Shop, desk: RecommendDesk) -> None:
    assert {"B", "D"} <= set(ids(desk, "A"))
    shop.set_stock("B", 0)
    with shop.database.write("products") as connection:
        connection.execute(update(products).where(products.c.product_id == "D").values(active=False))
    found = ids(desk, "A", k=50)
    assert not {"A", "B", "D"} & set(found)
    assert len(found) == len(set(found)) == 5  # k counts what may be recommended


def test_weights_act_without_learning(desk: RecommendDesk) -> None:
    desk.warm()
    model = desk._models.get("hybrid")
    answers = {
        weight: [i.score for i in desk.run(RecommendRequest("basket", ("A",), weights={"popularity": weight})).items]
        for weight in (0.0, 1.0, 3.0)
    }
    assert answers[0.0] != answers[1.0] != answers[3.0]
    assert desk._models.get("hybrid") is model
    assert model.available is None
    with pytest.raises(DataError, match="unknown_weight"):
        desk.run(RecommendRequest("basket", ("A",), weights={"luck": 1.0}))


def test_evidence_names_the_baskets_it_counts(shop: Shop, desk: RecommendDesk) -> None:
    answer = desk.why(WhyRequest("B", "basket", ("A",)))
    (pair,) = answer.evidence.pairs
    assert (pair.product_id, pair.count, pair.of) == ("A", 30, 30)
    assert len(pair.baskets) == 20
    newest = answer.baskets[pair.baskets[0]]
    assert set(newest.products) == {"A", "B"}
    assert newest.names == ("Product A", "Product B")
    assert set(answer.cards) >= {"A", "B"}
    people = desk.why(WhyRequest("A", "customer", ("C1",)))
    assert len(people.evidence.repeats) == 10
    assert all(moment.tzinfo is None for moment in people.evidence.repeats)


def test_taught_photos_count_in_likeness(shop: Shop) -> None:
    folder = shop.folder / "models" / "vision"
    assert taught_looks(folder) == {}
    chance = np.random.default_rng(0)
    look, other = normalised(chance.normal(size=(2, DIMENSION)).astype(np.float32))
    plain = np.zeros(PLAIN_DIMENSION, dtype=np.float32)
    taught = Taught(
        {key: [TaughtPhoto(key, view[None], plain)] for key, view in (("A", look), ("B", look), ("C", other))}
    )
    save_taught(folder, taught, {}, {})
    desk = RecommendDesk(shop)
    likes = {}
    for key in ("B", "C", "D"):
        (likes[key],) = desk.why(WhyRequest(key, "product", ("A",))).evidence.likes
    assert likes["B"].picture_distance == pytest.approx(0.0, abs=0.02)
    apart = likes["C"].picture_distance
    assert apart is not None
    assert apart == pytest.approx(0.5 * float(np.linalg.norm(look - other)), abs=0.02)
    parts = (likes["C"].word_distance, likes["C"].price_distance, apart)
    assert likes["C"].distance == pytest.approx(sum(part**2 for part in parts) ** 0.5, abs=1e-3)
    assert likes["D"].picture_distance is None  # none was taught
    (folder / "manifest.json").write_text("{}")
    assert taught_looks(folder) == {}


def test_unknown_ids_and_names_are_refused(desk: RecommendDesk) -> None:
    for request, error in (
        (RecommendRequest("product", ("nope",)), NotFound),
        (RecommendRequest("customer", ("nope",)), NotFound),
        (RecommendRequest("basket", ("A",), "magic"), DataError),
    ):
        with pytest.raises(error):
            desk.run(request)
    with pytest.raises(NotFound):
        desk.why(WhyRequest("A", "product", ("nope",)))
    assert desk.why(WhyRequest("nope", "product", ("A",))).evidence.sold == 0
    with pytest.raises(EngineError, match="unknown_order"):
        desk.rules(RulesRequest(order="magic"))
    with pytest.raises(DataError):
        desk.evaluate(EvaluateRequest("magic"))


def test_rules_are_filtered_ordered_and_written(shop: Shop, desk: RecommendDesk, tmp_path: Path) -> None:
    shop.add_product("=SUM(A1)", 100, product_id="X", category="Food")
    for _ in range(5):
        sell(shop, "AX")
    everything = desk.rules(RulesRequest())
    assert everything.baskets == 65
    assert {(r.product_id, r.other_id) for r in everything.rules} >= {("A", "B"), ("B", "A"), ("C", "D"), ("X", "A")}
    first = next(r for r in everything.rules if (r.product_id, r.other_id) == ("A", "B"))
    assert (first.count, first.of, first.confidence, first.lift) == (30, 35, 30 / 35, pytest.approx(30 * 65 / 35 / 30))
    found = desk.rules(RulesRequest("product e", order="confidence", descending=False))
    assert all("E" in (r.product_id, r.other_id) for r in found.rules)
    assert [r.confidence for r in found.rules] == sorted(r.confidence for r in found.rules)
    path = tmp_path / "rules.csv"
    few = desk.rules(RulesRequest(most=1, path=str(path)))
    assert len(few.rules) == 1
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == few.total == everything.total
    assert "'=SUM(A1)" in {row["product"] for row in rows}
    with pytest.raises(DataError, match="not_written"):
        desk.rules(RulesRequest(path=str(tmp_path / "nowhere" / "x.csv")))


def test_figures_are_kept_until_something_is_sold(shop: Shop, desk: RecommendDesk) -> None:
    assert desk.evaluate(EvaluateRequest("item", kept=True)) is None
    first = desk.evaluate(EvaluateRequest("item"))
    assert first is not None
    assert first.completion.n >= 20
    assert desk.evaluate(EvaluateRequest("item")) == first
    again = RecommendDesk(shop).evaluate(EvaluateRequest("item", kept=True))  # also after a restart
    assert again == first
    sell(shop, "AB")
    old = desk.evaluate(EvaluateRequest("item", kept=True))
    assert old is not None
    assert not old.current
    fresh = desk.evaluate(EvaluateRequest("item"))
    assert fresh is not None
    assert fresh.current
    assert fresh.baskets == first.baskets + 1
    assert "Too few" in Messages().verdict("customer", fresh.figures, fresh.popularity)


def test_damaged_kept_figures_count_as_none(shop: Shop) -> None:
    path = shop.folder / "models" / "recommend-quality.json"
    path.parent.mkdir(exist_ok=True)
    for text in ("", "[]", '{"a": 1}', '{"[\\"item\\", {}]": ["1.1", {"method": "item"}]}'):
        path.write_text(text)
        assert RecommendDesk(shop).evaluate(EvaluateRequest("item", kept=True)) is None


def test_measuring_can_be_cancelled(desk: RecommendDesk) -> None:
    stop = threading.Event()
    stages = []

    def note(fraction: float, stage: str) -> None:
        stages.append((fraction, stage))
        stop.set()

    with pytest.raises(Cancelled):
        desk.evaluate(EvaluateRequest("item"), CallbackContext(note, cancelled=stop))
    assert stages[0][1] == "measuring_recommender"
    assert desk.evaluate(EvaluateRequest("item", kept=True)) is None


def test_an_empty_shop_and_one_basket(tmp_path: Path) -> None:
    with open_shop(tmp_path) as shop:
        desk = RecommendDesk(shop)
        assert desk.run(RecommendRequest("basket", ())).items == []
        assert desk.rules(RulesRequest()).total == 0
        empty = desk.evaluate(EvaluateRequest())
        assert empty is not None
        assert "Too few" in Messages().verdict("completion", empty.completion, empty.popular_completion)
        for name in "AB":
            shop.add_product(f"Product {name}", 100, product_id=name)
        sell(shop, "AB")
        desk.refit(RefitRequest())
        for subject, key in (("basket", "A"), ("product", "A")):
            answer = desk.run(RecommendRequest(subject, (key,)))
            assert [item.product_id for item in answer.items] == ["B"]


def test_a_shop_quiet_for_long_is_seen_as_of_its_last_sale(tmp_path: Path) -> None:
    with open_shop(tmp_path) as shop:
        for name in "AB":
            shop.add_product(f"Product {name}", 100, product_id=name)
        sell(shop, "AB", ago=timedelta(days=200))
        answer = RecommendDesk(shop).run(RecommendRequest("basket", ("A",)))
        assert answer.as_of is not None
        assert abs(answer.as_of - (datetime.now() - timedelta(days=200))) < timedelta(hours=2)
        sell(shop, "AB")
        assert RecommendDesk(shop).run(RecommendRequest("basket", ("A",))).as_of is None


def test_days_are_counted_by_the_calendar(shop: Shop, desk: RecommendDesk) -> None:
    midnight = datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)
    sell(shop, "FH", "C1", NOW - (midnight - timedelta(minutes=1)).astimezone(UTC))
    sell(shop, "FH", "C1", NOW - (midnight - timedelta(days=9)).astimezone(UTC))
    answer = desk.run(RecommendRequest("customer", ("C1",), k=20))
    found = [r for item in answer.items if item.product_id == "F" for r in item.reasons if r.kind == "repeat"]
    assert found[0].values["days_ago"] == 1
    assert Messages().reason(found[0], answer.cards).endswith("last yesterday")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"every_days": 12.2, "days_since": 0.4, "days_ago": 0}, "Buys it about every 12 days, last today"),
        ({"every_days": 3.26, "days_since": 0.4, "days_ago": 1}, "Buys it about every 3.3 days, last yesterday"),
        ({"every_days": 12.0, "days_since": 13.8}, "Buys it about every 12 days, last 14 days ago"),
        ({"every_days": 0.6, "days_since": 0.1, "days_ago": 0}, "Buys it about every day, last today"),
        ({"days_since": 1.2, "days_ago": 1}, "Bought yesterday"),
        ({"days_since": 5.0}, "Bought 5 days ago"),
    ],
)
def test_repeats_in_words(values: dict[str, float], sentence: str) -> None:
    assert Messages().reason(Reason("repeat", values), {}) == sentence


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        (Reason("popular", {"count": 1, "days": 30}), "In one basket in the last 30 days"),
        (Reason("time", {"count": 9, "weekday": "friday"}), "Sells well on Fridays: in 9 baskets"),
        (
            Reason("neighbours", {"count": 3, "of": 9, "of_baskets": True}),
            "In 3 of the 9 baskets most like this one",
        ),
        (Reason("together", {"product_id": "A", "count": 3, "of": 9, "lift": 1.01}), "With A in 3 of 9 baskets"),
    ],
)
def test_other_reasons_in_words(reason: Reason, sentence: str) -> None:
    assert Messages().reason(reason, {}) == sentence


def test_subjects_that_are_gone_are_left_out(desk: RecommendDesk) -> None:
    asked = (("product", "A"), ("product", "gone"), ("customer", "C2"), ("customer", "gone"))
    answer = desk.subjects(SubjectsRequest(asked))
    assert answer.subjects == (("product", "A"), ("customer", "C2"))
    assert answer.customers["C2"].baskets == 6


def test_times_are_the_shop_s_own(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    import pandas as pd

    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    try:
        moments = pd.to_datetime(["2026-01-31 23:30:00", "2026-07-01 00:00:00.250"], format="ISO8601")
        frame = pd.DataFrame({"sold_at": moments})
        local = [moment.isoformat() for moment in shop_time(frame)["sold_at"]]
        assert local == ["2026-02-01T07:30:00", "2026-07-01T08:00:00.250000"]
        monkeypatch.setenv("TZ", "Europe/Berlin")
        time.tzset()
        assert list(shop_time(frame)["sold_at"].dt.hour) == [0, 2]
        assert len(shop_time(frame[:0])) == 0
    finally:
        monkeypatch.undo()
        time.tzset()
