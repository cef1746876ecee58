"""Moving average, differencing, decomposition: known answers and properties."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from shopdesk.engine.errors import DataError
from shopdesk.engine.prices import decompose, difference, find_period, moving_average, undifference

PRICES = arrays(float, st.integers(1, 120), elements=st.floats(0.01, 1e4))
PENCE = arrays(np.int64, st.integers(1, 80), elements=st.integers(1, 100_000))


def test_moving_average_known_answer():
    assert moving_average([2, 4, 6, 8], 2).tolist() == [2, 3, 5, 7]
    assert moving_average([1, np.nan, 3], 3) == pytest.approx([1, 1, 5 / 3])
    assert moving_average([5.0], 10).tolist() == [5.0]


def test_difference_known_answer():
    assert difference([1, 4, 9, 16]).tolist() == [3, 5, 7]
    assert difference([1, 4, 9, 16], order=2).tolist() == [2, 2]
    assert difference([1, 4, 9, 16], lag=2).tolist() == [8, 12]


@settings(max_examples=80, deadline=None)
@given(PENCE, st.integers(0, 3), st.integers(1, 7))
def test_undifference_gives_back_whole_numbers_exactly(y, order, lag):
    if len(y) < order * lag:
        return
    steps = difference(y, order, lag)
    assert undifference(steps, y[: order * lag], order, lag).tolist() == y.tolist()


@settings(max_examples=60, deadline=None)
@given(PRICES, st.one_of(st.none(), st.integers(1, 30)))
def test_parts_sum_to_the_series(y, period):
    parts = decompose(y, period)
    assert len(parts.trend) == len(parts.seasonal) == len(parts.residual) == len(y)
    np.testing.assert_allclose(parts.trend + parts.seasonal + parts.residual, y, rtol=1e-12, atol=1e-9)


def test_decomposition_finds_season_and_ignores_an_outlier():
    t = np.arange(120)
    season = 2 * np.sin(2 * np.pi * t / 12)
    y = 50 + 0.1 * t + season
    y[60] += 30
    parts = decompose(y)
    assert parts.period == 12
    assert np.abs(parts.seasonal - season).max() < 0.3
    assert parts.residual[60] > 27


def test_the_smallest_number_there_is_decomposes_too():
    y = np.array([5e-324, 0.0, 0.0, 0.0])
    np.testing.assert_allclose(decompose(y).trend, y, atol=1e-300)


def test_no_season_in_a_random_walk():
    rng = np.random.default_rng(3)
    found = [find_period(100 + np.cumsum(rng.normal(size=150))) for _ in range(40)]
    assert np.mean(np.array(found) > 1) < 0.15


def test_nothing_known_is_an_error():
    with pytest.raises(DataError) as caught:
        decompose([np.nan, np.nan])
    assert caught.value.code == "prices.empty"
    with pytest.raises(DataError):
        moving_average([], 3)


def test_changes_too_small_to_square_have_no_season():
    tiny = 6.66386358e-280
    assert find_period([tiny, 0.0, tiny, 0.0, tiny, 1.0, *[tiny] * 7, *[tiny] * 3]) == 1
    assert find_period([tiny, 0.0, tiny, 0.0, tiny, 1.0, *[tiny] * 7]) == 1
