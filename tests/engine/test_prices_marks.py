"""Changes, promotions and unit changes: known answers and properties."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from shopdesk.engine.errors import DataError
from shopdesk.engine.prices import find_changes, find_promotions, find_unit_changes
from shopdesk.engine.prices.marks import in_newest_unit
from shopdesk.engine.types import Promotion, UnitChange


def test_promotion_has_start_end_and_depth():
    y = np.full(100, 2.0)
    y[40:43] = 1.5
    assert find_promotions(y) == [Promotion(40, 42, 0.25)]


def test_new_lower_price_is_no_promotion_nor_is_one_that_is_still_running():
    y = np.full(100, 2.0)
    y[60:] = 1.5
    assert find_promotions(y) == []
    y = np.full(100, 2.0)
    y[98:] = 1.5
    assert find_promotions(y) == []


def test_dips_of_the_usual_wobble_are_not_marked():
    rng = np.random.default_rng(2)
    y = 5 * np.exp(np.cumsum(rng.normal(0, 0.02, 300)))
    assert len(find_promotions(y)) <= 3
    y[150:152] *= 0.5
    assert any(p.start == 150 and p.end == 151 for p in find_promotions(y))


def test_unit_changes_by_hundred_and_thousand_both_ways():
    y = [1.99, 2.09, 199.0, 205.0, 2.1, 2100.0, np.nan, 2150.0]
    assert find_unit_changes(y) == [UnitChange(2, 100.0), UnitChange(4, 0.01), UnitChange(5, 1000.0)]
    assert in_newest_unit(np.array([1.99, 199.0, 210.0])).tolist() == [199.0, 199.0, 210.0]
    assert find_unit_changes([0.0, 1.0, 50.0]) == []


def test_changes_are_sorted_and_repeats_are_none():
    frame = pd.DataFrame(
        {
            "ds": ["2024-03-01", "2024-01-01", "2024-02-01", "2024-02-15", "bad", "2024-04-01"],
            "y": [3.0, 2.0, 2.0, 2.5, 9.0, -1.0],
        }
    )
    found = find_changes(frame)
    assert [(str(c.at.date()), c.before, c.after) for c in found] == [
        ("2024-02-15", 2.0, 2.5),
        ("2024-03-01", 2.5, 3.0),
    ]
    assert found[0].percent == pytest.approx(25)
    assert find_changes(frame[:0]) == []
    with pytest.raises(DataError) as caught:
        find_changes(pd.DataFrame({"y": [1.0]}))
    assert caught.value.code == "prices.columns"


@settings(max_examples=60, deadline=None)
@given(arrays(float, st.integers(1, 80), elements=st.floats(0, 1e6)))
def test_promotions_lie_inside_and_are_below_what_is_usual(y):
    for promotion in find_promotions(y):
        assert 0 < promotion.start <= promotion.end < len(y) - 1
        assert 0.05 <= promotion.depth <= 1
