"""Regular grids, forecasts, bands, backtests: known answers, odd data and properties."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from shopdesk.engine.errors import DataError
from shopdesk.engine.prices import MODELS, backtest, forecast, forecast_panel
from shopdesk.engine.prices.regular import read_prices

QUICK = [m for m in MODELS if m not in ("mlp", "rnn", "lstm")]


def monthly(values, start="2015-01-01"):
    return pd.Series(values, index=pd.date_range(start, periods=len(values), freq="MS"), dtype=float)


def test_changes_are_carried_forward_sorted_and_deduplicated():
    frame = pd.DataFrame(
        {
            "unique_id": "a",
            "ds": pd.to_datetime(["2024-03-10", "2024-01-01", "2024-02-15", "2024-02-15", "2024-02-20"]),
            "y": [4.0, 1.0, 9.0, 3.0, np.nan],
        }
    )
    item = read_prices(frame, "MS")[0]
    assert [str(t.date()) for t in item.times] == ["2024-01-01", "2024-02-01", "2024-03-01", "2024-04-01"]
    assert item.values.tolist() == [1.0, 1.0, 3.0, 4.0]


def test_unit_change_is_flagged():
    frame = pd.DataFrame(
        {"unique_id": "a", "ds": pd.date_range("2024-01-01", periods=4, freq="MS"), "y": [1.99, 2.09, 199.0, 205.0]}
    )
    assert read_prices(frame, "MS")[0].unit_changes == (2,)


def test_prices_in_another_unit_are_put_right_for_the_forecast_and_said():
    y = monthly([1.99, 2.05, 1.95, 2.0, 2.1, 2.05, 2.0, 2.1, 2.0, 2.1, 2.2, 2.1, 210.0, 205.0])
    f = forecast(y, 3, "auto")
    assert f.caveat == "unit_change"
    assert (np.abs(f.mean / 205 - 1) < 0.1).all()
    assert f.lower[95].min() > 150


def test_simple_models_known_answers():
    season = [1.0, 2.0, 3.0, 4.0] * 6
    assert forecast(monthly(season), 4, "seasonal_naive", season_length=4).mean.tolist() == pytest.approx([1, 2, 3, 4])
    assert forecast(monthly([1, 2, 3, 4, 5]), 2, "drift").mean.tolist() == pytest.approx([6, 7])
    assert forecast(monthly([1, 2, 9, 4]), 2, "naive").mean.tolist() == pytest.approx([4, 4])


@pytest.mark.parametrize("model", QUICK)
def test_constant_is_exact_with_no_width(model):
    f = forecast(monthly([2.49] * 40), 6, model)
    assert f.caveat == "constant"
    assert (f.mean == 2.49).all()
    assert (f.lower[95] == 2.49).all()
    assert (f.upper[95] == 2.49).all()


@pytest.mark.parametrize("model", QUICK)
@pytest.mark.parametrize("values", [[5.0], [5.0, 6.0], [0.0, 0.0, 1.0, 0.0], [5, np.nan, 7, 6, -1, 8.0]])
def test_short_and_odd_histories_answer_with_a_caveat(model, values):
    f = forecast(monthly(values), 3, model)
    assert len(f.mean) == 3
    assert np.isfinite(f.mean).all()
    assert f.caveat == "short_history"
    assert (f.lower[95] >= 0).all()


def test_nothing_known_is_an_error():
    for values in ([], [np.nan, np.nan]):
        with pytest.raises(DataError) as caught:
            forecast(monthly(values), 3)
        assert caught.value.code == "prices.empty"


def test_wrong_requests_are_named():
    y = monthly([1, 2, 3])
    for arguments, code in (((0,), "prices.horizon"), ((3, "oracle"), "prices.model")):
        with pytest.raises(DataError) as caught:
            forecast(y, *arguments)
        assert caught.value.code == code


@settings(max_examples=40, deadline=None)
@given(
    arrays(float, st.integers(1, 60), elements=st.floats(0, 1000)),
    st.sampled_from(QUICK),
    st.integers(1, 14),
)
def test_bands_never_cross_nor_fall_below_zero(y, model, horizon):
    f = forecast(monthly(y), horizon, model)
    lower95, lower80 = f.lower[95].to_numpy(), f.lower[80].to_numpy()
    upper80, upper95 = f.upper[80].to_numpy(), f.upper[95].to_numpy()
    assert (lower95 >= 0).all()
    assert (lower95 <= lower80).all()
    assert (lower80 <= f.mean.to_numpy() * (1 + 1e-12)).all()
    assert (f.mean.to_numpy() <= upper80 * (1 + 1e-12)).all()
    assert (upper80 <= upper95).all()


def test_season_is_used_and_given_as_a_reason():
    t = np.arange(72)
    y = 10 + 2 * np.sin(2 * np.pi * t / 12)
    f = forecast(monthly(y), 12)
    assert np.abs(f.mean.to_numpy() - y[60:]).max() < 0.3
    season = next(r for r in f.reasons if r.kind == "season")
    assert season.values["period"] == 12
    assert season.values["share"] > 0.9


def test_random_walks_stay_with_the_last_price():
    rng = np.random.default_rng(5)
    frames = [
        pd.DataFrame({"unique_id": str(k), "ds": pd.date_range("2020-01-05", periods=140, freq="W"), "y": y})
        for k, y in enumerate(np.exp(np.cumsum(rng.normal(0, 0.03, (4, 140)), axis=1)))
    ]
    out = forecast_panel(pd.concat(frames), 8)
    last = np.array([f["y"].iloc[-1] for f in frames])
    mean = out["mean"].to_numpy().reshape(4, 8)
    assert np.abs(mean[:, -1] / last - 1).mean() < 0.02


def test_panel_columns_and_future_times():
    times = pd.date_range("2022-01-02", periods=30, freq="W-SUN")
    frame = pd.DataFrame({"unique_id": "a", "ds": times, "y": np.linspace(1, 2, 30)})
    out = forecast_panel(frame, 3)
    assert list(out.columns) == ["unique_id", "ds", "mean", "lo-80", "hi-80", "lo-95", "hi-95", "model"]
    assert out["ds"].tolist() == list(pd.date_range(times[-1], periods=4, freq="W-SUN")[1:])


def test_backtest_reads_nothing_after_an_origin():
    rng = np.random.default_rng(1)
    y = np.exp(np.cumsum(rng.normal(0, 0.05, 60)))
    times = pd.date_range("2018-01-01", periods=60, freq="MS")
    whole = forecast_panel(pd.DataFrame({"unique_id": "a", "ds": times[:54], "y": y[:54]}), 6)
    scores = backtest(pd.DataFrame({"unique_id": "a", "ds": times, "y": y}), 6, ["naive", "auto"], origins=1)
    smape = (200 * np.abs(y[54:] - whole["mean"]) / (y[54:] + whole["mean"])).mean()
    assert scores.set_index("model").loc["auto", "smape"] == pytest.approx(smape)
    assert set(scores["model"]) == {"naive", "auto"}
