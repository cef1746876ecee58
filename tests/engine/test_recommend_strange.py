"""Strange shops: one product a thousand times over, prices that are no numbers, a basket of ten thousand products."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from shopdesk.engine.recommend import (
    ContentRecommender,
    HybridRecommender,
    ItemNeighbours,
    Popularity,
    UserNeighbours,
    evaluate,
    pair_rules,
)

MAKERS = {
    "content": lambda: ContentRecommender(),
    "user": lambda: UserNeighbours("pearson"),
    "item": lambda: ItemNeighbours("cosine"),
    "popularity": lambda: Popularity(),
    "hybrid": lambda: HybridRecommender(queries=200),
}
every = pytest.mark.parametrize("make", MAKERS.values(), ids=list(MAKERS))


@every
def test_identical_lines(make: object) -> None:
    """The same line thirty thousand times (three million were tried by hand) is one purchase."""
    line = {"basket_id": "b", "customer_id": "c", "product_id": "p", "quantity": 1.0, "unit_price": 2.0}
    sales = pd.DataFrame([line]).loc[np.zeros(30_000, int)].assign(sold_at=pd.Timestamp("2024-01-01"))
    model = make().fit(sales)  # type: ignore[operator]
    assert model.data.baskets.nnz == 1
    assert [r.product_id for r in model.for_customer("c")] == ["p"]
    assert model.for_basket(["p"]) == []
    assert model.similar("p") == []
    assert pair_rules(sales).empty
    assert evaluate(make(), sales).verdict == "too_few"  # type: ignore[operator]


@every
def test_prices_that_are_no_numbers(make: object) -> None:
    rng = np.random.default_rng(0)
    sales = pd.DataFrame({"basket_id": np.arange(200) // 4, "product_id": rng.integers(0, 9, 200).astype(str)})
    strange = [np.nan, None, "dear", -1.0, 0.0, np.inf, 2.0, 1e300, 3]
    products = pd.DataFrame({"product_id": [str(n) for n in range(9)], "price": strange, "name": "x"})
    model = make().fit(sales, products)  # type: ignore[operator]
    for answer in (model.for_basket(["1"], k=9), model.similar("2", k=9)):
        assert len(answer) == 8
        assert np.isfinite([r.score for r in answer]).all()
    for number in range(9):
        for like in model.evidence(str(number), ["1", "6"]).likes:
            assert np.isfinite(like.distance)


@every
def test_a_basket_of_ten_thousand_products(make: object) -> None:
    ids = [f"p{n:05d}" for n in range(10_005)]
    rows = [("huge", key) for key in ids[:10_000]] + [(f"b{n}", key) for n in range(5) for key in ids[10_000:]]
    sales = pd.DataFrame(rows, columns=["basket_id", "product_id"])
    model = make().fit(sales, pd.DataFrame({"product_id": ids, "name": "thing"}))  # type: ignore[operator]
    answer = model.for_basket(ids[:10_000], k=10)
    assert {r.product_id for r in answer} == set(ids[10_000:])
    assert model.updated(sales.assign(basket_id="again" + sales["basket_id"])).added == 6
