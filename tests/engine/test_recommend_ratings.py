"""Explicit ratings: better than the mean on data with structure, and safe where nothing is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from shopdesk.engine.errors import DataError, ModelError
from shopdesk.engine.recommend import ItemNeighbours, UserNeighbours


def tastes() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Two tastes that like opposite halves of the catalog."""
    rng = np.random.default_rng(2)
    rows = [
        (f"c{c}", f"p{p}", 3.0 + (1.5 if c % 2 == p % 2 else -1.5) + 0.1 * rng.normal())
        for c in range(60)
        for p in range(40)
        if rng.random() < 0.6
    ]
    frame = pd.DataFrame(rows, columns=["customer_id", "product_id", "rating"])
    late = rng.random(len(frame)) < 0.2
    return frame[~late], frame[late]


@pytest.mark.parametrize("make", [UserNeighbours, ItemNeighbours])
@pytest.mark.parametrize("similarity", ["pearson", "cosine", "euclidean"])
def test_tastes_are_found(make: type, similarity: str) -> None:
    train, test = tastes()
    model = make(similarity, k=10).fit_ratings(train)
    got = model.predict(test["customer_id"].tolist(), test["product_id"].tolist())
    assert np.sqrt(np.mean((got - test["rating"]) ** 2)) < 0.8  # the mean alone is at 1.5


@pytest.mark.parametrize("make", [UserNeighbours, ItemNeighbours])
def test_unknown_pairs_get_the_mean_and_order_has_no_effect(make: type) -> None:
    train, test = tastes()
    model = make().fit_ratings(train)
    assert model.predict(["nobody"], ["nothing"])[0] == pytest.approx(train["rating"].mean())
    shuffled = make().fit_ratings(train.sample(frac=1.0, random_state=4))
    asked = (test["customer_id"].tolist(), test["product_id"].tolist())
    np.testing.assert_array_equal(model.predict(*asked), shuffled.predict(*asked))


def test_missing_ratings_are_dropped_and_none_is_an_error() -> None:
    train, _ = tastes()
    broken = train.copy()
    broken.loc[broken.index[:5], "rating"] = np.nan
    assert np.isfinite(UserNeighbours().fit_ratings(broken).predict(["c1"], ["p1"])).all()
    with pytest.raises(DataError, match="no_ratings"):
        UserNeighbours().fit_ratings(train.assign(rating=np.nan))
    with pytest.raises(DataError, match="columns_missing"):
        UserNeighbours().fit_ratings(train.drop(columns="rating"))
    with pytest.raises(ModelError, match="not_fitted"):
        UserNeighbours().predict(["c1"], ["p1"])
