"""The shop's own series, the shift that makes a mix follow it, and the descent that trains the networks."""

import numpy as np
import pandas as pd
import pytest

from shopdesk.engine.prices.api import build_panel
from shopdesk.engine.prices.descent import Descent
from shopdesk.engine.prices.regular import read_prices
from shopdesk.engine.prices.together import Ways, mean_moves, shop_path
from shopdesk.engine.prices.trend import DRIFT
from shopdesk.engine.weights import import_torch

HORIZON = 8


def panel_of(logs):
    times = pd.date_range("2015-01-04", periods=logs.shape[1], freq="W-SUN")
    frames = [pd.DataFrame({"unique_id": f"p{k}", "ds": times, "y": np.exp(row)}) for k, row in enumerate(logs)]
    return build_panel(read_prices(pd.concat(frames), "W-SUN"), HORIZON, 52)


def test_the_shop_goes_with_a_season_that_all_products_share():
    rng, points = np.random.default_rng(0), 160
    season = 0.3 * np.sin(2 * np.pi * np.arange(points + HORIZON) / 52.18)
    logs = season[:points] + np.cumsum(rng.normal(0, 0.03, (12, points)), axis=1)
    panel = panel_of(logs)
    path = shop_path(panel, HORIZON).sum(axis=0)
    came = season[points : points + HORIZON] - season[points - 1]
    assert np.corrcoef(path, came)[0, 1] > 0.9
    assert np.sign(path[-1]) == np.sign(came[-1])


def test_the_shop_drifts_little_over_half_as_far_where_the_drift_is_sure_and_not_where_it_is_noise():
    rng = np.random.default_rng(1)
    steps = rng.normal(0, 1, (30, 60))
    sure = shop_path(panel_of(np.cumsum(0.01 + 0.001 * steps, axis=1)), HORIZON).sum(axis=0)
    per_step = np.diff(sure)
    np.testing.assert_allclose(per_step, per_step[0])
    # A drift that never failed is gone on with a little more: some of what the half leaves.
    assert DRIFT < per_step[0] < 1.3 * DRIFT
    back_and_forth = 0.01 * np.where(np.arange(60) % 2, 1.0, -1.0)
    still = shop_path(panel_of(np.cumsum(np.tile(back_and_forth, (5, 1)), axis=1)), HORIZON).sum(axis=0)
    # It has just gone up: half of that is on the mean taken back.
    assert (still > -0.5).all()
    assert (still < 0).all()


@pytest.mark.parametrize("points", [1, 2, 6])
def test_a_short_history_gives_the_shop_no_way(points):
    assert not shop_path(panel_of(np.cumsum(np.full((6, points), 0.02), axis=1)), HORIZON).any()


def test_the_shift_puts_the_shops_way_in_place_of_the_members():
    rng, n = np.random.default_rng(2), 9
    now, unit = rng.normal(size=n), rng.uniform(0.5, 2, n)
    middle = np.repeat(now[None, :, None], 3, axis=0) + np.zeros((1, 1, HORIZON))
    middle[2] = now[:, None] + unit[:, None] * rng.normal(1, 0.1, (n, HORIZON))
    season, trended = np.linspace(0.1, 0.8, HORIZON), np.linspace(0.0, 0.4, HORIZON)
    moves = np.concatenate((mean_moves(middle, now, unit), season[None], trended[None]))
    follows = np.linspace(0.2, 1.8, n)
    ways = Ways(moves[None], follows[None])
    whole, apart = np.zeros((3, n)), np.array([True, True, False])
    whole[2] = 1.0
    mixed = middle[2] + ways.shift(0, whole, unit, HORIZON, apart)
    np.testing.assert_allclose(((mixed - now[:, None]) / unit[:, None]).mean(axis=0), season + trended)
    without = Ways(moves[None], np.ones((1, n))).shift(0, whole, unit, HORIZON, apart)
    np.testing.assert_allclose(
        (ways.shift(0, whole, unit, HORIZON, apart) - without) / unit[:, None],
        np.outer(follows - 1, trended),
        atol=1e-12,
    )
    last_price = np.eye(1, 3).T @ np.ones((1, n))
    assert not ways.shift(0, last_price, unit, HORIZON, apart).any()
    assert ways.shift(0, whole, unit, HORIZON + 3, apart).shape == (n, HORIZON + 3)
    few = np.array([2, 5])
    np.testing.assert_array_equal(
        ways.rows(few).shift(0, whole[:, few], unit[few], HORIZON, apart),
        ways.shift(0, whole, unit, HORIZON, apart)[few],
    )


def test_descent_goes_as_adamw_with_one_cycle_does():
    torch = import_torch()
    chance = torch.Generator().manual_seed(0)
    inputs, steps = torch.randn(40, 6, generator=chance), 30
    target = inputs @ torch.linspace(-1, 1, 6)
    weights, slopes = torch.zeros(6), torch.zeros(6)
    other = torch.zeros(6, requires_grad=True)
    usual = torch.optim.AdamW([other], lr=0.05, weight_decay=0.01)
    plan = torch.optim.lr_scheduler.OneCycleLR(usual, 0.05, total_steps=steps, pct_start=0.15)
    descent = Descent(weights, slopes, 0.05, 0.01, steps, 0.05)
    for _ in range(steps):
        slopes.copy_(2 * inputs.T @ (inputs @ weights - target) / len(target))
        descent.step()
        usual.zero_grad()
        ((inputs @ other - target) ** 2).mean().backward()
        usual.step()
        plan.step()
    theirs = other.detach()
    assert float(theirs.abs().max()) > 0.3
    np.testing.assert_allclose(weights.numpy(), theirs.numpy(), atol=0.06)
    assert not torch.equal(descent.mean, weights)
    assert float((descent.mean * weights).sum()) > 0
