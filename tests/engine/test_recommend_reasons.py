"""Every number of a reason is counted again from the sales, another way, and must be the same."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from shopdesk.engine.recommend import HybridRecommender, UserNeighbours
from shopdesk.engine.recommend.reasons import WEEKDAYS
from shopdesk.engine.types import Reason, Recommendation

NOW = pd.Timestamp("2024-04-20 12:00")


def shop() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Customers with a rhythm of their own, over a hundred days, in two kinds of goods."""
    rng = np.random.default_rng(8)
    rows = []
    for number in range(400):
        day = number / 4
        kind = int(rng.integers(2))
        for item in rng.choice(10, int(rng.integers(1, 5)), replace=False):
            rows.append((f"b{number}", f"c{number % 25}", f"{kind}{item}", 1.0, day))
    sales = pd.DataFrame(rows, columns=["basket_id", "customer_id", "product_id", "quantity", "sold_at"])
    sales["sold_at"] = pd.Timestamp("2024-01-10 09:00") + pd.to_timedelta(sales["sold_at"], unit="D")
    ids = sorted(sales["product_id"].unique())
    products = pd.DataFrame(
        {
            "product_id": ids,
            "name": [("soap " if key[0] == "1" else "tea ") + "abc"[int(key) % 3] for key in ids],
            "price": 3.0,
        }
    )
    products["category"] = [f"kind {key[0]}" for key in ids]
    return sales, products


SALES, PRODUCTS = shop()
SETS = SALES.groupby("basket_id")["product_id"].agg(set)


@pytest.fixture(scope="module")
def model() -> HybridRecommender:
    return HybridRecommender(queries=200).fit(SALES, PRODUCTS)


@pytest.fixture(scope="module")
def answers(model: HybridRecommender) -> list[Recommendation]:
    found: list[Recommendation] = []
    for key in ("01", "13", "19"):
        found += model.for_basket([key, "05"], k=18, customer_id="c7", at=NOW)
    return found


def reasons(answers: list[Recommendation], kind: str) -> list[tuple[str, Reason]]:
    found = [(a.product_id, reason) for a in answers for reason in a.reasons if reason.kind == kind]
    assert found, f"no reason of kind {kind} to check"
    return found


def test_together(answers: list[Recommendation]) -> None:
    for key, reason in reasons(answers, "together"):
        other = reason.values["product_id"]
        count = sum({key, other} <= basket for basket in SETS)
        of = sum(other in basket for basket in SETS)
        share = sum(key in basket for basket in SETS) / len(SETS)
        assert reason.values["count"] == count
        assert reason.values["of"] == of
        assert reason.values["lift"] == pytest.approx(count / of / share)


def test_repeat(answers: list[Recommendation]) -> None:
    for key, reason in reasons(answers, "repeat"):
        times = SALES[(SALES["customer_id"] == "c7") & (SALES["product_id"] == key)]["sold_at"].sort_values()
        assert reason.values["times"] == len(times)
        every = times.diff().dropna().mean() / pd.Timedelta(days=1)
        assert reason.values["every_days"] == pytest.approx(every)
        assert reason.values["days_since"] == pytest.approx((NOW - times.iloc[-1]) / pd.Timedelta(days=1))


def test_popular(answers: list[Recommendation]) -> None:
    recent = SALES[SALES["sold_at"] > NOW - pd.Timedelta(days=30)]
    for key, reason in reasons(answers, "popular"):
        assert reason.values == {"count": int((recent["product_id"] == key).sum()), "days": 30}


def test_similar(answers: list[Recommendation]) -> None:
    names = {key: set(name.split()) for key, name in zip(PRODUCTS["product_id"], PRODUCTS["name"], strict=True)}
    for key, reason in reasons(answers, "similar"):
        distance = reason.values["distance"]
        assert reason.values["similarity"] == pytest.approx(1 / (1 + distance))
        assert names[reason.values["product_id"]] & names[key]


def test_same_kind(answers: list[Recommendation]) -> None:
    for key, reason in reasons(answers, "same_kind"):
        assert reason.values == {"category": f"kind {key[0]}"}


def test_time(model: HybridRecommender) -> None:
    found = [a for day in range(7) for a in model.for_basket([], k=20, at=NOW + pd.Timedelta(days=day))]
    for key, reason in reasons(found, "time"):
        bought = SALES[SALES["product_id"] == key]["sold_at"].dt.day_of_week
        assert reason.values["count"] == (bought == WEEKDAYS.index(reason.values["weekday"])).sum()


def test_neighbours() -> None:
    answer = UserNeighbours("cosine", k=10).fit(SALES, PRODUCTS).for_customer("c3", k=20)
    for _, reason in reasons(answer, "neighbours"):
        assert 0 < reason.values["count"] <= reason.values["of"] == 10


def test_a_sale_after_the_visit_is_no_reason(model: HybridRecommender) -> None:
    early = pd.Timestamp("2024-01-09")
    answer = model.for_customer("c7", k=20, at=early)
    assert not [r for a in answer for r in a.reasons if r.kind in ("repeat", "popular")]


def test_reasons_are_plain_values(answers: list[Recommendation]) -> None:
    for answer in answers:
        for reason in answer.reasons:
            assert all(type(value) in (str, int, float) for value in reason.values.values())
