"""The contract that all recommenders share, on a shop with a known answer and on any shop at all."""

from __future__ import annotations

from itertools import pairwise
from typing import ClassVar

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopdesk.engine.errors import DataError, EngineError, ModelError
from shopdesk.engine.recommend import (
    ContentRecommender,
    HybridRecommender,
    ItemNeighbours,
    Popularity,
    Recommender,
    UserNeighbours,
    evaluate,
)
from shopdesk.engine.recommend.base import largest

MAKERS = {
    "content": lambda: ContentRecommender(),
    "content-cosine": lambda: ContentRecommender("cosine"),
    "user-pearson": lambda: UserNeighbours("pearson"),
    "user-euclidean": lambda: UserNeighbours("euclidean"),
    "user-cosine": lambda: UserNeighbours("cosine"),
    "item-cosine": lambda: ItemNeighbours("cosine"),
    "item-euclidean": lambda: ItemNeighbours("euclidean"),
    "item-pearson": lambda: ItemNeighbours("pearson"),
    "popularity": lambda: Popularity(),
    "hybrid": lambda: HybridRecommender(queries=200),
}
SEES_BASKETS = [name for name in MAKERS if name != "popularity"]


def checkerboard(baskets: int = 120) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Black squares are bought with black, white with white; customers keep to one colour."""
    rng = np.random.default_rng(3)
    rows = []
    for number in range(baskets):
        colour = "black" if number % 2 else "white"
        for item in np.sort(rng.choice(8, 4, replace=False)):
            rows.append((f"b{number:04d}", f"{colour}{number % 10}", f"{colour}-{item}", 1.0, 2.0, number))
    names = ["basket_id", "customer_id", "product_id", "quantity", "unit_price", "sold_at"]
    sales = pd.DataFrame(rows, columns=names)
    sales["sold_at"] = pd.Timestamp("2024-01-01 10:00", tz="UTC") + pd.to_timedelta(sales["sold_at"], unit="D")
    ids = [f"{colour}-{item}" for colour in ("black", "white") for item in range(8)]
    products = pd.DataFrame({"product_id": ids, "price": 2.0, "brand": "", "description": ""})
    products["category"] = [key.split("-")[0] for key in ids]
    products["name"] = [f"{key[:5]} square {key.replace('-', '')}" for key in ids]
    return sales, products


SALES, PRODUCTS = checkerboard()
IDS = set(PRODUCTS["product_id"])


@pytest.fixture(scope="module", params=list(MAKERS))
def fitted(request: pytest.FixtureRequest) -> tuple[str, Recommender]:
    return request.param, MAKERS[request.param]().fit(SALES, PRODUCTS)


class TestContract:
    """What holds for every recommender."""

    basket: ClassVar[list[str]] = ["black-0", "black-3"]

    def test_basket_is_completed_with_its_colour(self, fitted: tuple[str, Recommender]) -> None:
        name, model = fitted
        got = [r.product_id for r in model.for_basket(self.basket, k=6)]
        assert len(got) == 6
        assert not set(got) & set(self.basket)
        if name in SEES_BASKETS:
            assert set(got) == {f"black-{n}" for n in (1, 2, 4, 5, 6, 7)}

    def test_customer_gets_their_colour(self, fitted: tuple[str, Recommender]) -> None:
        name, model = fitted
        got = [r.product_id for r in model.for_customer("white2", k=5)]
        assert len(got) == 5
        if name in SEES_BASKETS:
            assert {key.split("-")[0] for key in got} == {"white"}

    def test_similar_is_of_the_same_colour(self, fitted: tuple[str, Recommender]) -> None:
        name, model = fitted
        got = [r.product_id for r in model.similar("white-5", k=7)]
        assert "white-5" not in got
        if name in SEES_BASKETS:
            assert set(got) == {f"white-{n}" for n in range(8) if n != 5}

    def test_all_products_but_the_basket_come_when_asked_for(self, fitted: tuple[str, Recommender]) -> None:
        answer = fitted[1].for_basket(self.basket, k=100)
        assert {r.product_id for r in answer} == IDS - set(self.basket)
        assert len(answer) == 14
        assert np.isfinite([r.score for r in answer]).all()
        assert all(a.score >= b.score - 1e-6 for a, b in pairwise(answer))

    def test_batch_equals_single(self, fitted: tuple[str, Recommender]) -> None:
        model = fitted[1]
        baskets = [self.basket, ["white-1"], [], ["unknown", "white-2", "white-2"]]
        batch = model.for_baskets(baskets, k=5)
        assert batch == [[r.product_id for r in model.for_basket(b, k=5)] for b in baskets]
        who = ["white2", "nobody", None, "black3"]
        batch = model.for_customers(who, k=5)
        assert batch == [[r.product_id for r in model.for_customer(c, k=5)] for c in who]

    def test_unknown_ids_fall_back_to_popularity(self, fitted: tuple[str, Recommender]) -> None:
        model = fitted[1]
        assert model.for_baskets([["x", "y"]], k=4) == model.for_baskets([[]], k=4)
        assert len(model.similar("unknown", k=4)) == 4
        assert len(model.for_customer("unknown", k=4)) == 4

    def test_available_filters(self, fitted: tuple[str, Recommender]) -> None:
        model = fitted[1]
        model.available = {"black-1", "white-1", "not in the catalog"}
        try:
            assert {r.product_id for r in model.for_basket(["black-0"], k=10)} == {"black-1", "white-1"}
            model.available = set()
            assert model.for_baskets([["black-0"]]) == [[]]
        finally:
            model.available = None

    def test_exclude_bought(self, fitted: tuple[str, Recommender]) -> None:
        model = fitted[1]
        bought = set(SALES.loc[SALES["customer_id"] == "white2", "product_id"])
        got = model.for_customers(["white2"], k=16, exclude_bought=True)[0]
        assert set(got) == IDS - bought

    def test_shuffled_rows_give_the_same_answer(self, fitted: tuple[str, Recommender]) -> None:
        name, model = fitted
        other = MAKERS[name]().fit(SALES.sample(frac=1.0, random_state=5), PRODUCTS.iloc[::-1])
        baskets = [self.basket, ["white-1"], ["white-7", "black-7"]]
        assert other.for_baskets(baskets, k=14) == model.for_baskets(baskets, k=14)
        assert other.for_customers(["black5"], k=16) == model.for_customers(["black5"], k=16)

    def test_no_products_wanted(self, fitted: tuple[str, Recommender]) -> None:
        assert fitted[1].for_basket(self.basket, k=0) == []


@pytest.mark.parametrize("name", list(MAKERS))
class TestLittleData:
    """Empty, tiny and damaged shops."""

    def test_empty_shop(self, name: str) -> None:
        model = MAKERS[name]().fit(SALES.iloc[:0])
        assert model.for_basket(["a"]) == []
        assert model.for_customer("c") == []
        assert model.similar("a") == []
        assert model.for_baskets([["a"], []]) == [[], []]

    def test_catalog_without_sales(self, name: str) -> None:
        model = MAKERS[name]().fit(SALES.iloc[:0], PRODUCTS)
        assert len(model.for_basket(["black-1"], k=20)) == 15

    def test_one_basket(self, name: str) -> None:
        model = MAKERS[name]().fit(SALES[SALES["basket_id"] == "b0000"])
        first = SALES["product_id"].iloc[0]
        assert len(model.for_basket([first], k=10)) == 3

    def test_missing_values(self, name: str) -> None:
        sales = SALES.astype(object).copy()
        sales.loc[::7, "quantity"] = np.nan
        sales.loc[::11, "sold_at"] = None
        sales.loc[::13, "customer_id"] = None
        sales.loc[::17, "product_id"] = None
        products = PRODUCTS.assign(price=np.nan, description=None)
        answer = MAKERS[name]().fit(sales, products).for_basket(["black-1"], k=10)
        assert len(answer) == 10
        assert np.isfinite([r.score for r in answer]).all()

    def test_not_fitted(self, name: str) -> None:
        with pytest.raises(ModelError, match="not_fitted"):
            MAKERS[name]().for_basket(["a"])


lines = st.lists(
    st.tuples(
        st.integers(0, 6),
        st.one_of(st.none(), st.integers(0, 3)),
        st.integers(0, 8),
        st.sampled_from([1.0, 2.0, 0.5, -1.0, -2.0, float("nan")]),
        st.sampled_from(["2024-01-01 09:00", "2024-02-03 18:30", None]),
    ),
    max_size=40,
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=lines, basket=st.lists(st.integers(0, 12), max_size=5), seed=st.integers(0, 99))
@pytest.mark.parametrize("name", ["content", "user-pearson", "item-euclidean", "popularity", "hybrid"])
def test_any_sales_frame(name: str, rows: list, basket: list[int], seed: int) -> None:
    sales = pd.DataFrame(rows, columns=["basket_id", "customer_id", "product_id", "quantity", "sold_at"], dtype=object)
    model = MAKERS[name]().fit(sales)
    ids = [str(number) for number in basket]
    answer = model.for_basket(ids, k=6, customer_id="1")
    got = [r.product_id for r in answer]
    assert len(set(got)) == len(got)
    assert not set(got) & set(ids)
    assert np.isfinite([r.score for r in answer]).all()
    shuffled = MAKERS[name]().fit(sales.sample(frac=1.0, random_state=seed))
    assert shuffled.for_baskets([ids], k=6, customer_ids=["1"]) == [got]


def test_returned_goods_do_not_count() -> None:
    rows = [("b1", "c", "kept", 1.0), ("b1", "c", "returned", 1.0), ("b2", "c", "returned", -1.0)]
    rows += [("b3", None, "half", 2.0), ("b3", None, "half", -2.0), ("b3", None, "kept", 1.0)]
    model = Popularity().fit(pd.DataFrame(rows, columns=["basket_id", "customer_id", "product_id", "quantity"]))
    sold = dict(zip(model.data.ids, model.data.sold, strict=True))
    assert sold == {"half": 0, "kept": 2, "returned": 0}


def test_same_products_have_distance_zero() -> None:
    twin = pd.DataFrame({"product_id": ["a", "b", "c"], "name": ["red tea", "red tea", "soap"], "price": [1.0, 1.0, 9]})
    best = ContentRecommender().fit(SALES.iloc[:0], twin).similar("a", k=1)[0]
    assert (best.product_id, best.score) == ("b", 1.0)
    assert best.reasons[0].kind == "similar"
    assert best.reasons[0].values == {"product_id": "a", "similarity": 1.0, "distance": 0.0}


def test_popularity_follows_the_hour() -> None:
    rows = [(n, "bread" if n % 2 else "wine", f"2024-01-{1 + n // 4:02d} {8 if n % 2 else 20}:00") for n in range(80)]
    model = Popularity().fit(pd.DataFrame(rows, columns=["basket_id", "product_id", "sold_at"]))
    at = [pd.Timestamp("2024-02-01 08:10"), pd.Timestamp("2024-02-01 20:10", tz="UTC")]
    assert [got[0] for got in model.for_baskets([[], []], k=1, at=at)] == ["bread", "wine"]


def test_popularity_forgets() -> None:
    rows = [(n, "old" if n < 60 else "new", pd.Timestamp("2024-01-01") + pd.Timedelta(days=n)) for n in range(100)]
    sales = pd.DataFrame(rows, columns=["basket_id", "product_id", "sold_at"])
    assert Popularity(half_life=5, timely=False).fit(sales).for_baskets([[]], k=1) == [["new"]]
    assert Popularity(half_life=1e6, timely=False).fit(sales).for_baskets([[]], k=1) == [["old"]]


def test_weights_act_at_once() -> None:
    model = HybridRecommender(queries=200).fit(SALES, PRODUCTS)
    assert model.for_basket(["black-0"], k=1)[0].product_id.startswith("black")
    model.weights = {"content": 0, "behaviour": 0, "repeat": 0}
    flat = {r.product_id: r.score for r in model.for_basket(["black-0"], k=15)}
    model.weights = {"popularity": 0, "behaviour": 0, "repeat": 0, "content": 0}
    assert {r.score for r in model.for_basket(["black-0"], k=15)} == {0.0}
    assert len(set(flat.values())) >= 1
    other = model.with_weights({"content": 2.0})
    assert dict(model.weights)["content"] == 0
    assert other.for_basket(["black-0"], k=1)[0].product_id.startswith("black")
    model.learned["basket"] = {"share": 1.0}
    assert len({r.score for r in model.with_weights({"content": 3.0}).for_basket(["black-0"], k=15)}) > 1
    with pytest.raises(DataError, match="unknown_weight"):
        model.weights = {"luck": 1}
    with pytest.raises(DataError, match="weight_not_a_number"):
        model.weights = {"content": float("nan")}


def test_guard_answers_by_popularity_where_there_is_nothing_to_learn() -> None:
    rng = np.random.default_rng(1)
    share = 1 / np.arange(1, 21)
    rows = [(b, i) for b in range(300) for i in rng.choice(20, 3, replace=False, p=share / share.sum())]
    sales = pd.DataFrame(rows, columns=["basket_id", "product_id"])
    hybrid = evaluate(HybridRecommender(queries=300), sales, "leave_one_item_out", k=5)
    popular = evaluate(Popularity(), sales, "leave_one_item_out", k=5)
    assert hybrid.ndcg >= popular.ndcg - 0.01


@pytest.mark.parametrize("protocol", ["last_basket", "leave_one_item_out"])
def test_evaluate_has_intervals_around_the_figures(protocol: str) -> None:
    got = evaluate(ItemNeighbours(), SALES, protocol, k=8)
    assert got.hit_rate == 1.0
    assert got.n > 0
    for name in ("hit_rate", "recall", "ndcg"):
        low, high = got.intervals[name]
        assert 0 <= low <= getattr(got, name) <= high <= 1
    assert got.ndcg > evaluate(Popularity(), SALES, protocol, k=8).ndcg


def test_evaluate_without_data_and_with_a_wrong_protocol() -> None:
    assert evaluate(Popularity(), SALES.iloc[:0]).n == 0
    with pytest.raises(EngineError, match="unknown_protocol"):
        evaluate(Popularity(), SALES, "guess")


def test_unknown_names_are_refused() -> None:
    for make in (ContentRecommender, UserNeighbours, ItemNeighbours):
        with pytest.raises(DataError, match="unknown_similarity"):
            make("manhattan")
    with pytest.raises(DataError, match="columns_missing"):
        Popularity().fit(pd.DataFrame({"product": ["a"]}))


@given(st.integers(1, 20), st.integers(0, 9000), st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_the_largest_of_a_long_row_are_those_of_a_sort(k, length, seed):
    row = np.random.default_rng(seed).integers(0, 500, length).astype(float)
    row[::7] = -np.inf
    found = largest(row, k)
    assert len(set(found.tolist())) == min(k, length)
    assert sorted(row[found], reverse=True) == sorted(row, reverse=True)[:k]
