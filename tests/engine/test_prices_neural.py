"""The networks learn a season across products, are the same for the same seed, and see nothing that came later."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from shopdesk.engine.prices import forecast, forecast_panel
from shopdesk.engine.prices.api import build_panel
from shopdesk.engine.prices.bands import QUANTILES
from shopdesk.engine.prices.features import LAGS
from shopdesk.engine.prices.neural import KINDS, Pass, Shape
from shopdesk.engine.prices.regular import read_prices
from shopdesk.engine.prices.training import Examples, train
from shopdesk.engine.weights import import_torch


@pytest.fixture(scope="module")
def shop():
    rng = np.random.default_rng(0)
    times = pd.date_range("2016-01-01", periods=84, freq="MS")
    season = 0.2 * np.sin(2 * np.pi * np.arange(84) / 12)
    frames = [
        pd.DataFrame({"unique_id": f"p{k}", "ds": times, "y": np.exp(rng.uniform(0, 3) + season + walk)})
        for k, walk in enumerate(np.cumsum(rng.normal(0, 0.02, (12, 84)), axis=1))
    ]
    return pd.concat(frames, ignore_index=True)


@pytest.mark.parametrize("kind", KINDS)
def test_network_beats_the_last_price_where_there_is_a_season(shop, kind):
    cutoff = sorted(shop["ds"].unique())[-6]
    past, came = shop[shop["ds"] < cutoff], shop[shop["ds"] >= cutoff]
    truth = came.set_index(["unique_id", "ds"])["y"]
    missed = {}
    for model in (kind, "naive"):
        out = forecast_panel(past, 6, model).set_index(["unique_id", "ds"])
        missed[model] = float((np.log(out["mean"]) - np.log(truth)).abs().mean())
    assert missed[kind] < 0.7 * missed["naive"]


def test_same_seed_same_forecast_and_random_state_untouched(shop):
    import torch

    some = shop[shop["unique_id"].isin(["p0", "p1", "p2"])]
    torch.manual_seed(7)
    before = torch.get_rng_state()
    first, second = (forecast_panel(some, 4, "mlp", seed=3)["mean"] for _ in range(2))
    assert first.tolist() == second.tolist()
    assert torch.equal(before, torch.get_rng_state())
    assert first.tolist() != forecast_panel(some, 4, "mlp", seed=4)["mean"].tolist()


def test_training_sees_nothing_after_its_end_and_quantiles_do_not_cross(shop):
    panel = build_panel(read_prices(shop), 5, None)
    net = train(Examples.of(panel.cut(6), 5), "mlp", seeds=1)
    changed = replace(panel, y=panel.y * np.where(np.arange(panel.width) >= panel.width - 6, 3.0, 1.0))
    again = train(Examples.of(changed.cut(6), 5), "mlp", seeds=1)
    quantiles = net.quantiles(panel.cut(6), 5)
    np.testing.assert_array_equal(quantiles, again.quantiles(changed.cut(6), 5))
    assert (np.diff(quantiles, axis=-1) > 0).all()


@pytest.mark.parametrize("kind", KINDS)
def test_way_back_is_the_slope_of_the_way_forward(kind):
    torch = import_torch()
    shape = Shape(kind, LAGS + 4, 3, (), 2)
    chance = torch.Generator().manual_seed(0)
    weights = shape.initial(1).double()
    weights += 0.1 * torch.randn(weights.shape, generator=chance)
    origin = torch.randn(2, 5, LAGS + 4, generator=chance).double()
    step, slope = (torch.randn(2, 2, 5, k, generator=chance).double() for k in (3, len(QUANTILES)))
    slope = slope.permute(0, 3, 1, 2).contiguous()
    way = Pass(shape, 5, 2, weights)
    kept = 1.25
    drop = tuple(kept * (torch.rand(size, generator=chance) > 0.2).double() for size in way.thinned())

    def loss(flat):
        return float((way.forward(shape.views(flat), origin, step, drop) * slope).sum())

    loss(weights)
    slopes = torch.full_like(weights, torch.nan)
    way.backward(shape.views(weights), slope, shape.views(slopes), kept)
    tiny = 1e-6
    for number in range(0, len(weights), 7):
        moved = torch.zeros_like(weights)
        moved[number] = tiny
        assert float(slopes[number]) == pytest.approx(
            (loss(weights + moved) - loss(weights - moved)) / (2 * tiny), rel=1e-4, abs=1e-6
        )
    assert torch.isfinite(slopes).all()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("values", [[3.0], [3.0, 3.0, 3.0], [1.0, 2.0], [0.0, 1.0, 0.0, 2.0, 0.0, 3.0]])
def test_tiny_histories_are_answered(kind, values):
    y = pd.Series(values, index=pd.date_range("2024-01-01", periods=len(values), freq="MS"))
    f = forecast(y, 3, kind)
    assert np.isfinite(f.mean).all()
    assert (f.lower[95] <= f.lower[80]).all()
    if np.ptp(values) == 0:
        assert (f.upper[95] == values[0]).all()
