"""Odd shops and odd series: never a warning, never a crossing band, never much worse than the simplest forecast."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.engine.errors import DataError
from shopdesk.engine.prices import ShopForecaster, backtest, forecast, forecast_panel, members
from shopdesk.engine.prices.api import build_panel, predict
from shopdesk.engine.prices.combine import guard, weigh
from shopdesk.engine.prices.evidence import no_random_walks
from shopdesk.engine.prices.learn import learn
from shopdesk.engine.prices.regular import read_prices

HORIZON, KNOWN, MANY = 6, 78, 12
SIMPLE = ("naive", "drift", "seasonal_naive", "moving_average", "differencing")


def made(kind, rng):
    t, noise = np.arange(KNOWN + HORIZON), rng.normal(0, 1, KNOWN + HORIZON)
    if kind == "walk":
        return 10 * np.exp(np.cumsum(0.03 * noise))
    if kind == "noise":
        return 10 + noise
    if kind == "season":
        return 10 + 2 * np.sin(2 * np.pi * (t + rng.integers(12)) / 12)
    if kind == "constant":
        return np.full(len(t), round(float(rng.uniform(0.5, 20)), 2))
    if kind == "outlier":
        y = np.full(len(t), 2.5)
        y[rng.integers(5, KNOWN - 8)] = 9.0
        return y
    y = np.full(len(t), 10.0)
    y[rng.integers(20, 60) :] = 13.0
    return y


def panel_of(y):
    times = pd.date_range("2015-01-01", periods=y.shape[1], freq="MS")
    frames = [pd.DataFrame({"unique_id": f"p{k:02d}", "ds": times, "y": row}) for k, row in enumerate(y)]
    return build_panel(read_prices(pd.concat(frames), "MS"), HORIZON, None)


def misses(y, models):
    """Mean absolute errors of the given models and of the automatic forecast."""
    panel = panel_of(y[:, :KNOWN])
    guesses = {model: members.SIMPLE[model](panel, HORIZON) for model in models}
    guesses["auto"] = predict(panel, HORIZON, "auto", (80, 95)).mean
    return {model: float(np.abs(guess - y[:, KNOWN:]).mean()) for model, guess in guesses.items()}


@pytest.mark.parametrize(("kind", "draws"), [("walk", 30), ("noise", 40), ("season", 6), ("outlier", 6), ("shift", 6)])
def test_alone_as_good_as_the_best_simple_model(kind, draws):
    """Within half a per cent; of random walks the last price is the best, and others by luck (sixty draws: 0.7)."""
    rng = np.random.default_rng(7)
    models = ("naive",) if kind == "walk" else SIMPLE
    errors = dict.fromkeys((*models, "auto"), 0.0)
    for _ in range(draws):
        y = made(kind, rng)
        for model, missed in misses(y[None], models).items():
            errors[model] += missed / draws
    auto = errors.pop("auto")
    assert auto <= 1.005 * min(errors.values()) + 1e-9


def test_shop_of_random_walks_stays_with_the_last_price():
    """Whether its products go their own way or all together, and whatever luck five origins had."""
    rng = np.random.default_rng(5)
    for common in (0.0, 0.05):
        steps = rng.normal(0, 0.03, (MANY, KNOWN + HORIZON)) + common * rng.normal(0, 1, KNOWN + HORIZON)
        errors = misses(10 * np.exp(np.cumsum(steps, axis=1)), ("naive",))
        assert errors["auto"] <= 1.005 * errors["naive"]


def test_a_season_is_no_random_walk_and_walks_are_none_of_it():
    rng = np.random.default_rng(2)
    walks = np.cumsum(rng.normal(0, 0.03, (MANY, KNOWN)), axis=1)
    season = 0.1 * np.sin(2 * np.pi * np.arange(KNOWN) / 12)
    assert not no_random_walks(panel_of(np.exp(walks)))
    assert no_random_walks(panel_of(np.exp(walks + season)))
    assert no_random_walks(panel_of(np.exp(rng.normal(0, 0.03, (MANY, KNOWN)))))
    for short in (1, 3, 9):
        assert not no_random_walks(panel_of(np.exp(walks[:, :short])))


@pytest.mark.parametrize("kind", ["outlier", "shift", "constant"])
def test_shop_of_prices_that_rest_is_exact(kind):
    rng = np.random.default_rng(3)
    y = np.stack([made(kind, rng) for _ in range(MANY)])
    result = predict(panel_of(y[:, :KNOWN]), HORIZON, "auto", (80, 95))
    np.testing.assert_allclose(result.mean, y[:, KNOWN:], rtol=1e-12)
    if kind == "constant":
        np.testing.assert_array_equal(result.lower[95], y[:, KNOWN:])
        np.testing.assert_array_equal(result.upper[95], y[:, KNOWN:])


@settings(max_examples=25, deadline=None)
@given(st.floats(0.01, 1e5), st.integers(1, 200), st.sampled_from(["D", "W-SUN", "MS", "QS", "YS", "h"]))
def test_constants_are_exact_on_every_grid(price, points, freq):
    y = pd.Series(price, index=pd.date_range("2010-01-03", periods=points, freq=freq))
    f = forecast(y, 5, freq=freq)
    assert (f.mean == price).all()
    assert (f.lower[95] == price).all()
    assert (f.upper[95] == price).all()


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


def test_members_and_weights_read_nothing_after_the_end():
    """Whatever comes after the end of a panel, the members, their weights and the bands stay the same."""
    rng = np.random.default_rng(3)
    y = np.exp(np.cumsum(rng.normal(0, 0.03, (6, 90)), axis=1))
    times = pd.date_range("2022-01-02", periods=90, freq="W-SUN")

    def cut_panel(after):
        values = y.copy()
        values[:, 84:] *= after
        frames = [pd.DataFrame({"unique_id": f"p{k}", "ds": times, "y": row}) for k, row in enumerate(values)]
        return build_panel(read_prices(pd.concat(frames), "W-SUN"), 6, 52).cut(6)

    first, second = (learn(cut_panel(after), 6, ["auto"]) for after in (1.0, 7.0))
    assert first.names == second.names
    np.testing.assert_array_equal(first.weights, second.weights)
    np.testing.assert_array_equal(first.calibrations["auto"].own, second.calibrations["auto"].own)
    answers = [each.quantiles(cut_panel(1.0), 6, "auto") for each in (first, second)]
    np.testing.assert_array_equal(*answers)


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
    assert (guard(miss[2], miss[0], nowhere) == 0).all()
    assert (guard(miss[1], miss[0], nowhere) == 1).all()
    assert set(members.SIMPLE) < set(members.MODELS)
