"""The trained forecaster of a shop: asks, saves, loads, goes on, and names what is wrong."""

import json

import numpy as np
import pandas as pd
import pytest

from shopdesk.engine.context import CallbackContext, Cancelled
from shopdesk.engine.errors import ModelError, NotFound
from shopdesk.engine.prices import MODELS, ShopForecaster

RISING, STILL, SHORT = "rising\tcost", "still", "short"


@pytest.fixture(scope="module")
def prices():
    rng = np.random.default_rng(4)
    times = pd.date_range("2021-01-03", periods=110, freq="W-SUN")
    season = 0.15 * np.sin(2 * np.pi * np.arange(110) / 52)
    frames = [
        pd.DataFrame({"unique_id": f"p{k}", "ds": times, "y": np.exp(1 + season + walk)})
        for k, walk in enumerate(np.cumsum(rng.normal(0, 0.02, (6, 110)), axis=1))
    ]
    climb = np.exp(np.cumsum(0.012 + rng.normal(0, 0.004, 110)))
    frames.append(pd.DataFrame({"unique_id": RISING, "ds": times, "y": climb}))
    frames.append(pd.DataFrame({"unique_id": STILL, "ds": times[[0, 50]], "y": 2.5}))
    frames.append(pd.DataFrame({"unique_id": SHORT, "ds": times[-2:], "y": [1.0, 1.1]}))
    return pd.concat(frames, ignore_index=True)


@pytest.fixture(scope="module")
def shop(prices):
    return ShopForecaster.fit(prices, horizon=6)


@pytest.mark.parametrize("model", MODELS)
def test_every_model_answers_for_every_product(shop, model):
    for product in ("p0", RISING, STILL, SHORT):
        f = shop.forecast(product, model=model)
        assert len(f.mean) == 6
        assert np.isfinite(f.mean).all()
        assert (f.lower[95] <= f.lower[80]).all()
        assert (f.upper[80] <= f.upper[95]).all()
    assert f.caveat == "short_history"


def test_price_that_never_moved_is_exact_and_does_not_move(shop):
    f = shop.forecast(STILL)
    assert f.caveat == "constant"
    assert (f.mean == 2.5).all()
    assert (f.lower[95] == 2.5).all()
    assert (f.upper[95] == 2.5).all()
    decision = shop.decision(STILL)
    assert (decision.key, decision.rise, decision.fall) == ("no_difference", 0.0, 0.0)


def test_sold_out_product_is_carried_to_the_newest_point(shop):
    assert shop.until == pd.Timestamp("2023-02-05")
    assert shop.forecast(STILL).mean.index[0] == pd.Timestamp("2023-02-12")


def test_longer_horizons_begin_like_shorter_ones(shop):
    long = shop.forecast("p0", 20)
    assert len(long.mean) == 20
    np.testing.assert_allclose(long.mean[:6], shop.forecast("p0", 6).mean, rtol=1e-5)
    assert long.upper[95].iloc[-1] - long.lower[95].iloc[-1] > long.upper[95].iloc[0] - long.lower[95].iloc[0]


def test_steady_rise_says_buy_now_and_leads_the_movers(shop):
    decision = shop.decision(RISING, 6)
    assert decision.key == "buy_now"
    assert decision.rise > 0.8 > 0.2 > decision.fall
    assert decision.rise == shop.rise_probability(RISING, 6, 1.0)
    assert shop.rise_probability(RISING, 6, 0.0) >= decision.rise >= shop.rise_probability(RISING, 6, 30.0)
    movers = shop.movers(n=3)
    assert RISING in [m.unique_id for m in movers]
    assert len(shop.movers(n=100)) == 8


def test_table_has_every_model_and_best_first(shop):
    table = shop.backtest_table("p0")
    assert set(table["model"]) == set(MODELS)
    assert table["mase"].is_monotonic_increasing
    assert shop.backtest_table(SHORT).empty


def test_past_forecasts_did_not_see_what_came(prices):
    some = prices[prices["unique_id"].isin([f"p{k}" for k in range(5)]) & (prices["ds"] >= "2021-06-01")]
    past = ShopForecaster.fit(some, "W-SUN", 52, horizon=6).past_forecasts("p1", levels=(80,))
    starts = [f.mean.index[0] for f in past]
    assert starts == sorted(starts)
    changed = some.copy()
    changed.loc[changed["ds"] >= starts[0], "y"] *= 1.5
    again = ShopForecaster.fit(changed, "W-SUN", 52, horizon=6).past_forecasts("p1", levels=(80,))
    np.testing.assert_allclose(again[0].mean, past[0].mean, rtol=1e-9)


def test_saved_and_loaded_answers_the_same(shop, prices, tmp_path):
    shop.save(tmp_path)
    again = ShopForecaster.load(tmp_path)
    for model in ("auto", "lstm", "differencing"):
        f, g = shop.forecast("p2", 9, model=model), again.forecast("p2", 9, model=model)
        pd.testing.assert_series_equal(f.mean, g.mean, check_freq=False, rtol=1e-12)
        pd.testing.assert_series_equal(f.lower[95], g.lower[95], check_freq=False, rtol=1e-12)
    assert again.matches(prices.sample(frac=1.0, random_state=1))
    assert not again.matches(prices[:-1])
    assert again.movers(n=2) == shop.movers(n=2)
    pd.testing.assert_frame_equal(again.forecast_all(), shop.forecast_all(), rtol=1e-12)


def test_missing_damaged_and_older_files_are_named(shop, tmp_path):
    with pytest.raises(ModelError) as caught:
        ShopForecaster.load(tmp_path / "none")
    assert caught.value.code == "model.missing"
    shop.save(tmp_path)
    manifest = tmp_path / "prices.json"
    about = json.loads(manifest.read_text())
    manifest.write_text(json.dumps({**about, "version": 1}))
    with pytest.raises(ModelError) as caught:
        ShopForecaster.load(tmp_path)
    assert caught.value.code == "model.version"
    manifest.write_text(json.dumps({**about, "ids": about["ids"][:1]}))
    (tmp_path / "prices.safetensors").write_bytes(b"not a model")
    with pytest.raises(ModelError) as caught:
        ShopForecaster.load(tmp_path)
    assert caught.value.code == "model.damaged"
    manifest.write_text("{")
    with pytest.raises(ModelError) as caught:
        ShopForecaster.load(tmp_path)
    assert caught.value.code == "model.damaged"


def test_goes_on_with_new_prices_and_new_products(shop, prices):
    new = pd.DataFrame({"unique_id": ["p0", "new"], "ds": pd.Timestamp("2023-02-19"), "y": [3.0, 4.0]})
    later = shop.warm_start(pd.concat([prices, new]))
    assert later.until == pd.Timestamp("2023-02-19")
    assert "new" in later.product_ids
    assert later.forecast("new").mean.iloc[0] == pytest.approx(4.0)


def test_unknown_product_and_cancel(shop, prices):
    with pytest.raises(NotFound) as caught:
        shop.forecast("nobody")
    assert caught.value.code == "product.unknown"
    stages = []

    class Stop(CallbackContext):
        def progress(self, fraction, stage=""):
            stages.append(stage)

        def raise_if_cancelled(self):
            if "train_rnn" in stages or "train_mlp" in stages:
                raise Cancelled

    with pytest.raises(Cancelled):
        ShopForecaster.fit(prices, horizon=4, ctx=Stop())
    assert stages[0] == "read"
