"""New sales count in the next answer, as after a full refit, and the old model goes on answering as before."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_matrix

from shopdesk.engine.recommend import (
    ContentRecommender,
    HybridRecommender,
    ItemNeighbours,
    Popularity,
    Recommender,
    UserNeighbours,
)
from shopdesk.engine.recommend.linear import Ease

NOW = pd.Timestamp("2024-06-01 10:00", tz="UTC")
MAKERS = {
    "content": lambda: ContentRecommender(),
    "user": lambda: UserNeighbours("pearson"),
    "item": lambda: ItemNeighbours("cosine"),
    "popularity": lambda: Popularity(),
    "hybrid": lambda: HybridRecommender(queries=200),
}


def lines(rows: list[tuple[str, str | None, str, float, pd.Timestamp]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["basket_id", "customer_id", "product_id", "quantity", "sold_at"])


def shop(baskets: int = 240, seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    rows = []
    for number in range(baskets):
        at = NOW - pd.Timedelta(days=(baskets - number) / 3)
        for item in rng.choice(12, int(rng.integers(1, 5)), replace=False):
            customer = f"c{number % 20}" if number % 4 else None
            rows.append((f"b{number}", customer, f"p{item:02d}", 1.0, at))
    return lines(rows)


SALES = shop()
NEW = lines(
    [
        ("n1", "c3", "p01", 1.0, NOW),
        ("n1", "c3", "p07", 2.0, NOW),
        ("n2", None, "p07", 1.0, NOW + pd.Timedelta(hours=1)),
        ("n2", None, "p11", 1.0, NOW + pd.Timedelta(hours=1)),
        ("n3", "newcomer", "p02", 1.0, NOW + pd.Timedelta(hours=2)),
    ]
)
ALL = pd.concat([SALES, NEW], ignore_index=True)
LATER = NOW + pd.Timedelta(days=1)


@pytest.fixture(scope="module", params=list(MAKERS))
def pair(request: pytest.FixtureRequest) -> tuple[Recommender, Recommender]:
    """One updated, one fitted on everything."""
    make = MAKERS[request.param]
    return make().fit(SALES).updated(NEW), make().fit(ALL)


def test_counts_are_those_of_a_refit(pair: tuple[Recommender, Recommender]) -> None:
    one, other = pair[0].data, pair[1].data
    np.testing.assert_array_equal(one.sold, other.sold)
    np.testing.assert_array_equal(one.times, other.times)
    assert list(one.basket_ids) == list(other.basket_ids)
    assert (one.baskets != other.baskets).nnz == 0
    assert (one.columns != other.baskets.tocsc()).nnz == 0
    np.testing.assert_array_equal(one.baskets_with(7), other.baskets_with(7))
    for name in other.customers:
        mine, theirs = one.customer_index[str(name)], other.customer_index[str(name)]
        np.testing.assert_array_equal(one.visits_of(mine), other.visits_of(theirs))
        assert (one.history[mine] != other.history[theirs]).nnz == 0
    assert (one.together != other.together).nnz == 0


def test_reasons_and_evidence_are_those_of_a_refit(pair: tuple[Recommender, Recommender]) -> None:
    updated, fitted = pair
    for customer in ("c3", "newcomer", None):
        for key in ("p07", "p01", "p11"):
            asked = {"basket": ["p02", "p01"], "customer_id": customer, "at": LATER}
            assert updated.evidence(key, **asked) == fitted.evidence(key, **asked)
        why = [{r.product_id: r.reasons for r in m.for_basket(["p01"], 12, customer, LATER)} for m in pair]
        assert why[0] == why[1]


def test_what_was_bought_is_barred(pair: tuple[Recommender, Recommender]) -> None:
    got = pair[0].for_customers(["newcomer", "c3"], k=12, exclude_bought=True)
    assert "p02" not in got[0]
    assert len(got[0]) == 11
    assert not {"p01", "p07"} & set(got[1])


def test_popularity_and_pairs_score_as_after_a_refit() -> None:
    for name in ("popularity", "item", "user"):
        make = MAKERS[name]
        updated, fitted = make().fit(SALES).updated(NEW), make().fit(ALL)
        asked = {"baskets": [["p01"], ["p07", "p11"], []], "k": 12, "at": [LATER] * 3}
        if name != "item":
            assert updated.for_baskets(**asked) == fitted.for_baskets(**asked)
        one, other = ({r.product_id: r.score for r in m.for_basket(["p01"], 12, at=LATER)} for m in (updated, fitted))
        touched = "p07"
        assert one[touched] == pytest.approx(other[touched], rel=1e-6)


def test_a_pair_moves_up_once_it_is_bought_together() -> None:
    rows = lines([(f"n{n}", None, p, 1.0, NOW + pd.Timedelta(minutes=n)) for n in range(40) for p in ("p00", "p09")])
    for name in ("item", "hybrid"):
        model = MAKERS[name]().fit(SALES)
        before = model.for_baskets([["p00"]], k=12, at=[LATER])[0].index("p09")
        after = model.updated(rows)
        assert after.for_baskets([["p00"]], k=12, at=[LATER])[0].index("p09") <= before
        assert after.for_baskets([["p00"]], k=1, at=[LATER])[0] == ["p09"]


def test_hybrid_takes_in_a_new_purchase_of_a_customer() -> None:
    model = MAKERS["hybrid"]().fit(SALES)
    rows = [(f"n{n}", "newcomer", "p05", 1.0, NOW + pd.Timedelta(days=n)) for n in range(6)]
    after = model.updated(lines(rows))
    why = after.for_customer("newcomer", k=12, at=NOW + pd.Timedelta(days=6))
    repeat = {r.product_id: q.values for r in why for q in r.reasons if q.kind == "repeat"}
    assert repeat["p05"] == {"every_days": pytest.approx(1.0), "days_since": pytest.approx(1.0), "times": 6}


def test_the_old_model_stays_and_update_works_in_place() -> None:
    for make in MAKERS.values():
        model = make().fit(SALES)
        before = model.for_baskets([["p01"], []], k=12)
        after = model.updated(NEW)
        assert model.for_baskets([["p01"], []], k=12) == before
        assert (model.added, after.added) == (0, 3)
        assert model.update(NEW) is model
        assert model.added == 3
        assert model.for_baskets([["p01"]], k=12, at=[LATER]) == after.for_baskets([["p01"]], k=12, at=[LATER])


def test_the_same_sale_twice_counts_once(pair: tuple[Recommender, Recommender]) -> None:
    again = pair[0].updated(NEW).updated(ALL)
    assert again.added == 3
    np.testing.assert_array_equal(again.data.sold, pair[1].data.sold)
    one, two = (MAKERS["item"]().fit(SALES).updated(part) for part in (NEW, NEW[NEW["basket_id"] == "n1"]))
    two = two.updated(NEW)
    assert one.for_baskets([["p07"]], k=12) == two.for_baskets([["p07"]], k=12)


def test_an_old_sale_that_comes_late_finds_its_place() -> None:
    late = lines([("late", "c3", "p04", 1.0, NOW - pd.Timedelta(days=60))])
    for make in MAKERS.values():
        updated = make().fit(SALES).updated(late)
        fitted = make().fit(pd.concat([SALES, late]))
        asked = {"basket": ["p02"], "customer_id": "c3", "at": LATER}
        assert updated.evidence("p04", **asked) == fitted.evidence("p04", **asked)


def test_when_a_refit_pays() -> None:
    model = Popularity().fit(SALES)
    assert not model.updated(NEW).refit_pays
    many = lines([(f"n{n}", None, "p01", 1.0, NOW) for n in range(20)])
    assert model.updated(many).refit_pays
    unknown = model.updated(lines([("n1", None, "brand new", 1.0, NOW), ("n1", None, "p01", 1.0, NOW)]))
    assert unknown.refit_pays
    assert unknown.data.sold[1] == model.data.sold[1] + 1
    assert model.updated(lines([("n1", "c3", "p01", -1.0, NOW)])).refit_pays
    assert not Popularity().fit(SALES).updated(SALES.iloc[:0]).refit_pays


def test_the_first_sale_of_a_shop() -> None:
    products = pd.DataFrame({"product_id": [f"p{n:02d}" for n in range(12)], "name": "thing"})
    for make in MAKERS.values():
        model = make().fit(SALES.iloc[:0], products).updated(NEW)
        assert model.for_baskets([[]], k=1, at=[LATER]) == [["p07"]]
        assert model.evidence("p07", ["p01"]).pairs[0].baskets == ("n1",)


def test_the_linear_model_with_rows_added_and_taken_away_is_that_of_a_fit() -> None:
    rng = np.random.default_rng(0)
    rows = csr_matrix((rng.random((300, 40)) < 0.15).astype(np.float32))
    asked = csr_matrix((rng.random((7, 40)) < 0.1).astype(np.float32))
    grown = Ease(rows[:290], 20.0).extended(rows[290:295], np.ones(5)).extended(rows[295:], np.ones(5))
    np.testing.assert_allclose(grown.scores(asked), Ease(rows, 20.0).scores(asked), atol=1e-6)
    fewer = Ease(rows, 20.0).extended(rows[295:], -np.ones(5))
    np.testing.assert_allclose(fewer.scores(asked), Ease(rows[:295], 20.0).scores(asked), atol=1e-6)
