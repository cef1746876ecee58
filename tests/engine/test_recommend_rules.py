"""Pair rules are counted again, and the figures of evaluate say what they should."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from shopdesk.engine.recommend import FEW_QUESTIONS, ItemNeighbours, Popularity, evaluate, pair_rules


def shop(baskets: int = 200, seed: int = 4) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    rows = []
    for number in range(baskets):
        half = int(rng.integers(2))
        rows += [(f"b{number:03d}", f"c{number % 30}", f"p{half}{i}", 1.0) for i in rng.choice(6, 3, replace=False)]
    sales = pd.DataFrame(rows, columns=["basket_id", "customer_id", "product_id", "quantity"])
    return sales.assign(
        sold_at=pd.Timestamp("2024-01-01") + pd.to_timedelta(sales["basket_id"].str[1:].astype(int), "D")
    )


SALES = shop()
SETS = SALES.groupby("basket_id")["product_id"].agg(set)


def test_rules_are_true() -> None:
    rules = pair_rules(SALES)
    assert len(rules) == 60  # both ways, within each half
    for rule in rules.itertuples():
        both = sum({rule.product_id, rule.other_id} <= basket for basket in SETS)
        of = sum(rule.product_id in basket for basket in SETS)
        other = sum(rule.other_id in basket for basket in SETS)
        assert (rule.count, rule.of) == (both, of)
        assert rule.confidence == pytest.approx(both / of)
        assert rule.lift == pytest.approx(both * len(SETS) / of / other)
    worth = rules["count"] * np.log(rules["lift"])
    assert worth.is_monotonic_decreasing


def test_filters_and_fitted_data() -> None:
    rules = pair_rules(SALES)
    pd.testing.assert_frame_equal(pair_rules(Popularity().fit(SALES).data), rules)
    assert len(pair_rules(SALES, most=5)) == 5
    strong = pair_rules(SALES, min_count=20, min_confidence=0.4, min_lift=1.8)
    assert 0 < len(strong) < len(rules)
    assert strong["count"].min() >= 20
    assert strong["confidence"].min() >= 0.4
    assert strong["lift"].min() >= 1.8
    assert pair_rules(SALES, min_count=10_000).empty
    empty = pair_rules(SALES.iloc[:0])
    assert list(empty.columns) == ["product_id", "other_id", "count", "of", "confidence", "lift"]


def test_returned_goods_are_in_no_rule() -> None:
    back = SALES[SALES["product_id"] == "p00"].assign(quantity=-1.0)
    rules = pair_rules(pd.concat([SALES, back]))
    assert "p00" not in set(rules["product_id"]) | set(rules["other_id"])
    assert len(rules) == 50


def test_a_huge_basket_counts_but_costs_little() -> None:
    huge = pd.DataFrame({"basket_id": "huge", "product_id": [f"x{n}" for n in range(10_000)] + ["p00", "p01"]})
    rules = pair_rules(pd.concat([SALES, huge]), min_count=1)
    assert len(rules) == 60
    one = rules[(rules["product_id"] == "p00") & (rules["other_id"] == "p01")]["count"].item()
    assert one == sum({"p00", "p01"} <= basket for basket in SETS) + 1


def test_evaluate_compares_with_popularity() -> None:
    got = evaluate(ItemNeighbours(), SALES, "leave_one_item_out", k=3)
    assert got.verdict == "better"
    assert got.enough == FEW_QUESTIONS
    mean, low, high = got.difference["ndcg"]
    assert 0 < low < mean < high
    assert got.baseline["ndcg"] == pytest.approx(got.ndcg - mean)
    itself = evaluate(Popularity(), SALES, "leave_one_item_out", k=3)
    assert (itself.verdict, itself.difference["ndcg"]) == ("same", (0.0, 0.0, 0.0))
    assert itself.ndcg == pytest.approx(got.baseline["ndcg"])
    assert evaluate(ItemNeighbours(), SALES, k=3, against_popularity=False).verdict == ""


def test_too_few_sales_to_say() -> None:
    assert evaluate(ItemNeighbours(), SALES.iloc[:60], "leave_one_item_out").verdict == "too_few"
    assert evaluate(ItemNeighbours(), SALES.iloc[:0]).verdict == "too_few"


def test_questions_of_one_basket_are_drawn_together() -> None:
    """The interval over baskets is wider than one that takes every question for independent."""
    got = evaluate(ItemNeighbours(), SALES, "leave_one_item_out", k=1)
    low, high = got.intervals["hit_rate"]
    assert low < got.hit_rate < high
    assert high - low > 0.05
