"""The evidence of a recommendation, every part counted again from the frames."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from shopdesk.engine.errors import DataError
from shopdesk.engine.recommend import ContentRecommender, HybridRecommender, UserNeighbours
from shopdesk.engine.types import Evidence

NOW = pd.Timestamp("2024-04-20 12:00", tz="UTC")


def shop() -> tuple[pd.DataFrame, pd.DataFrame]:
    rng = np.random.default_rng(8)
    rows = []
    for number in range(300):
        for item in rng.choice(10, int(rng.integers(1, 5)), replace=False):
            at = NOW - pd.Timedelta(days=100 - number / 3)
            rows.append((f"b{number}", f"c{number % 25}", f"{rng.integers(2)}{item}", 1.0, at))
    sales = pd.DataFrame(rows, columns=["basket_id", "customer_id", "product_id", "quantity", "sold_at"])
    ids = sorted(sales["product_id"].unique())
    names = [("fine soap " if key[0] == "1" else "green tea ") + "abc"[int(key) % 3] for key in ids]
    products = pd.DataFrame({"product_id": ids, "name": names, "price": [1.0 + int(key) % 7 for key in ids]})
    products["category"] = [f"kind {key[0]}" for key in ids]
    return sales, products


SALES, PRODUCTS = shop()
SETS = SALES.groupby("basket_id")["product_id"].agg(set)
TIMES = SALES.groupby("basket_id")["sold_at"].min()


@pytest.fixture(scope="module")
def model() -> HybridRecommender:
    return HybridRecommender(queries=200).fit(SALES, PRODUCTS)


@pytest.fixture(scope="module")
def evidence(model: HybridRecommender) -> Evidence:
    return model.evidence("13", ["01", "05", "19"], "c7", NOW, most=500)


def test_baskets(model: HybridRecommender, evidence: Evidence) -> None:
    assert evidence.pairs
    for pair in evidence.pairs:
        both = [key for key, basket in SETS.items() if {"13", pair.product_id} <= basket]
        assert set(pair.baskets) == set(both)
        assert list(TIMES[list(pair.baskets)]) == sorted(TIMES[both], reverse=True)
        of = sum(pair.product_id in basket for basket in SETS)
        assert (pair.count, pair.of) == (len(both), of)
        assert pair.lift == pytest.approx(len(both) / of / (evidence.sold / len(SETS)))
    assert evidence.sold == sum("13" in basket for basket in SETS)
    assert len(model.evidence("13", ["01"], most=1).pairs[0].baskets) == 1


def test_neighbours_are_the_nearest_customers(evidence: Evidence) -> None:
    bought = SALES.groupby("customer_id")["product_id"].agg(set)
    me = bought["c7"]
    like = {c: len(me & b) / np.sqrt(len(me) * len(b)) for c, b in bought.items() if c != "c7" and me & b}
    assert evidence.neighbours_of == min(50, len(like))
    assert evidence.neighbours
    for near in evidence.neighbours:
        assert near.similarity == pytest.approx(like[near.customer_id])
        mine = SALES[(SALES["customer_id"] == near.customer_id) & (SALES["product_id"] == "13")]
        assert near.times == mine["basket_id"].nunique()


def test_distances(evidence: Evidence) -> None:
    names = dict(zip(PRODUCTS["product_id"], PRODUCTS["name"], strict=True))
    prices = dict(zip(PRODUCTS["product_id"], PRODUCTS["price"], strict=True))
    assert {like.product_id for like in evidence.likes} == {"01", "05", "19"}
    for like in evidence.likes:
        assert set(like.words) == set(names["13"].split()) & set(names[like.product_id].split())
        assert like.same_category == (like.product_id[0] == "1")
        assert (like.price, like.other_price) == (prices["13"], prices[like.product_id])
        assert like.price_distance == pytest.approx(0.3 * abs(np.log(like.price / like.other_price)))
        assert like.distance == pytest.approx(np.hypot(like.word_distance, like.price_distance), abs=1e-5)
        assert like.similarity == pytest.approx(1 / (1 + like.distance))


def test_repeats_and_popularity(evidence: Evidence) -> None:
    mine = SALES[(SALES["customer_id"] == "c7") & (SALES["product_id"] == "13")]["sold_at"].sort_values()
    assert len(evidence.repeats) == len(mine) > 0
    assert all(abs(a - b) < pd.Timedelta(milliseconds=2) for a, b in zip(evidence.repeats, mine, strict=True))
    assert evidence.days_since == pytest.approx((NOW - mine.iloc[-1]) / pd.Timedelta(days=1))
    recent = TIMES[NOW - pd.Timedelta(days=30) < TIMES].index
    assert evidence.popular_of == len(recent)
    assert evidence.popular_count == sum("13" in SETS[key] for key in recent)


def test_evidence_and_reasons_tell_the_same(model: HybridRecommender) -> None:
    for answer in model.for_basket(["01", "05"], k=8, customer_id="c7", at=NOW):
        found = model.evidence(answer.product_id, ["01", "05"], "c7", NOW, most=99)
        pairs = {pair.product_id: pair for pair in found.pairs}
        for reason in answer.reasons:
            v = reason.values
            if reason.kind == "together":
                pair = pairs[v["product_id"]]
                assert (pair.count, pair.of, pair.lift) == (v["count"], v["of"], v["lift"])
            elif reason.kind == "neighbours":
                assert (v["count"], v["of"]) == (
                    len(model.evidence(answer.product_id, [], "c7", NOW, 99).neighbours),
                    24,
                )
            elif reason.kind == "repeat":
                assert (v["times"], v["every_days"]) == (len(found.repeats), found.every_days)
            elif reason.kind == "popular":
                assert v["count"] == found.popular_count
            elif reason.kind == "similar":
                assert v["distance"] == pytest.approx(found.likes[0].distance, abs=1e-6)


def test_neighbours_of_a_basket_are_baskets() -> None:
    found = UserNeighbours("cosine", k=10).fit(SALES, PRODUCTS).evidence("13", ["01", "05"])
    assert found.neighbours_of == 10
    for near in found.neighbours:
        assert near.basket_id is not None
        assert "13" in SETS[near.basket_id]
        assert SETS[near.basket_id] & {"01", "05"}


def test_unknown_ids_give_empty_evidence(model: HybridRecommender) -> None:
    assert model.evidence("nothing", ["01"], "c7") == Evidence("nothing")
    found = model.evidence("13", ["nothing"], "nobody")
    assert (found.pairs, found.neighbours, found.likes, found.repeats) == ((), (), (), ())
    assert found.sold > 0


def test_pictures_count_where_both_have_one() -> None:
    goods = pd.DataFrame({"product_id": ["a", "b", "c", "d"], "name": "red tea", "category": "tea", "price": 2.0})
    pictures = {"a": np.array([1.0, 0.0]), "b": np.array([0.0, 2.0]), "c": np.array([3.0, 0.0])}
    model = ContentRecommender().fit(SALES.iloc[:0], goods, pictures=pictures)
    best = model.similar("a", k=3)
    assert [r.product_id for r in best] == ["c", "d", "b"]
    assert [round(r.score, 6) for r in best] == [1.0, 1.0, round(1 / (1 + 0.5 * np.sqrt(2)), 6)]
    like = model.evidence("b", ["a"]).likes[0]
    assert like.picture_distance == pytest.approx(0.5 * np.sqrt(2))
    assert like.distance == pytest.approx(like.picture_distance)
    assert model.evidence("d", ["a"]).likes[0].picture_distance is None
    more = pd.concat([goods, PRODUCTS])
    hybrid = HybridRecommender().fit(SALES.iloc[:0], more, pictures=pictures)
    assert [r.product_id for r in hybrid.similar("a", k=3)] == ["c", "d", "b"]
    with pytest.raises(DataError, match="pictures_differ"):
        ContentRecommender().fit(SALES, goods, pictures={"a": np.ones(2), "b": np.ones(3)})
