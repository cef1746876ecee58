"""Odd shops and odd series: never a warning, never a crossing band, never much worse than the simplest forecast."""

import numpy as np
import pandas as pd
import pytest

from shopdesk.engine.errors import DataError
from shopdesk.engine.prices import ShopForecaster, backtest, forecast, forecast_panel, members
from shopdesk.engine.prices.combine import PLAIN, guard, weigh

HORIZON, KNOWN, MANY = 6, 78, 12
SIMPLE = ("naive", "drift", "seasonal_naive", "moving_average", "differencing")


@pytest.mark.parametrize(
    ("points", "products"), [(1, 1), (2, 1), (3, 1), (10, 1), (400, 1), (1, 7), (3, 7), (10, 7), (60, 7)]
)
def test_mixed_shops_of_any_length_are_answered(points, products):
    rng = np.random.default_rng(points)
    times = pd.date_range("2020-01-05", periods=points, freq="W-SUN")
    frames = [
        pd.DataFrame({"unique_id": f"p{k}", "ds": times, "y": np.abs(rng.normal(2, 1, points)) * (k != 3)})
        for k in range(products)
    ]
    frame = pd.concat(frames)
    shop = ShopForecaster.fit(frame, "W-SUN", horizon=4)
    out = shop.forecast_all()
    assert len(out) == 4 * products
    assert np.isfinite(out[["mean", "lo-95", "hi-95"]].to_numpy()).all()
    assert (out["lo-95"] <= out["lo-80"]).all()
    assert (out["hi-80"] <= out["hi-95"]).all()
    assert (out["lo-95"] >= 0).all()
    for product_id in shop.product_ids:
        assert 0 <= shop.rise_probability(product_id) <= 1


def test_unusable_rows_are_passed_over_and_times_sorted():
    times = ["2024-03-03", "2024-01-07", None, "2024-02-04", "2024-02-04", "2024-02-11"]
    frame = pd.DataFrame({"unique_id": "a", "ds": times, "y": [3.0, 1.0, 9.0, 2.0, 2.5, -4.0]})
    out = forecast_panel(frame, 2, freq="W-SUN")
    assert out["ds"].iloc[0] == pd.Timestamp("2024-03-10")
    with pytest.raises(DataError) as caught:
        forecast_panel(frame.assign(y=np.nan), 2)
    assert caught.value.code == "prices.empty"


@pytest.mark.parametrize("freq", [None, "h", "D", "W-SUN", "MS"])
def test_million_points_are_answered_from_the_newest(freq):
    times = pd.date_range("1990-01-01", periods=1_000_000, freq="min")
    y = pd.Series(2.0 + 0.1 * np.sin(np.arange(1_000_000) / 5_000), index=times)
    f = forecast(y, 3, freq=freq)
    assert f.caveat != "short_history"
    assert np.abs(f.mean - y.iloc[-1]).max() < 0.2
    assert f.mean.index[0] > times[-1]


def test_million_points_at_odd_times_or_none_are_answered():
    rng = np.random.default_rng(0)
    y = np.abs(2 + np.cumsum(rng.normal(0, 0.001, 1_000_000))) + 0.1
    for times in (None, pd.DatetimeIndex(np.sort(rng.integers(0, 10**18, len(y))).astype("datetime64[ns]"))):
        f = forecast(pd.Series(y, index=times), 3)
        assert f.caveat != "short_history"
        assert f.lower[95].iloc[0] <= y[-1] <= f.upper[95].iloc[0]


def test_backtest_of_later_prices_does_not_change_with_them():
    rng = np.random.default_rng(1)
    y = np.exp(np.cumsum(rng.normal(0, 0.05, 60)))
    frame = pd.DataFrame({"unique_id": "a", "ds": pd.date_range("2018-01-01", periods=60, freq="MS"), "y": y})
    longer = pd.concat([frame, frame.assign(ds=frame["ds"] + pd.DateOffset(years=5))])
    whole = forecast_panel(longer[longer["ds"] <= frame["ds"].iloc[53]], 6)
    again = forecast_panel(frame[:54], 6)
    pd.testing.assert_frame_equal(whole, again)
    assert len(backtest(frame, 6, ["auto"], origins=2)) == 1


def test_weights_follow_the_record_and_the_guard_the_last_price():
    miss = np.array([[[1.0] * 8] * 4, [[0.5] * 8] * 4, [[2.0] * 8] * 4])
    weight = weigh(miss, np.ones(miss.shape, dtype=bool), ["naive", "theta", "drift"])
    assert (weight.argmax(axis=0) == 1).all()
    np.testing.assert_allclose(weight.sum(axis=0), 1)
    nowhere = np.zeros(8, dtype=bool)
    assert (guard(miss[2], miss[0], nowhere, 2 * PLAIN) == 0).all()
    assert (guard(miss[1], miss[0], nowhere, 2 * PLAIN) == 1).all()
    assert set(members.SIMPLE) < set(members.MODELS)
