"""The linear model over all products, the votes of the members, and how probable a rise is said to be."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from shopdesk.engine.prices import chances
from shopdesk.engine.prices.api import build_panel
from shopdesk.engine.prices.bands import MIDDLE, QUANTILES, Z, calibrate
from shopdesk.engine.prices.combine import blend, hangs_together, walk_share, weigh
from shopdesk.engine.prices.learn import Record
from shopdesk.engine.prices.linear import fit_linear
from shopdesk.engine.prices.regular import read_prices
from shopdesk.engine.prices.together import Ways

POINTS, HORIZON = 96, 6


def panel_of(logs, freq="MS"):
    times = pd.date_range("2012-01-01", periods=logs.shape[1], freq=freq)
    frames = [pd.DataFrame({"unique_id": f"p{k}", "ds": times, "y": np.exp(row)}) for k, row in enumerate(logs)]
    return build_panel(read_prices(pd.concat(frames), freq), HORIZON, 12)


@pytest.fixture(scope="module")
def seasonal():
    rng = np.random.default_rng(2)
    season = 0.2 * np.sin(2 * np.pi * np.arange(POINTS) / 12)
    return 1 + season + np.cumsum(rng.normal(0, 0.02, (10, POINTS)), axis=1)


def test_linear_model_learns_the_season_of_all_products(seasonal):
    then = panel_of(seasonal).cut(HORIZON)
    guess = fit_linear(then, HORIZON).forecast(then, HORIZON)
    came = seasonal[:, -HORIZON:]
    last = seasonal[:, [-HORIZON - 1]]
    assert np.abs(guess - came).mean() < 0.6 * np.abs(last - came).mean()


def test_linear_model_reads_nothing_after_its_end(seasonal):
    panel = panel_of(seasonal)
    later = replace(panel, y=panel.y * np.where(np.arange(panel.width) >= panel.width - HORIZON, 4.0, 1.0))
    first, second = (fit_linear(p.cut(HORIZON), HORIZON).forecast(p.cut(HORIZON), HORIZON) for p in (panel, later))
    np.testing.assert_array_equal(first, second)
    whole = fit_linear(later, HORIZON).forecast(later, HORIZON)
    assert not np.allclose(first, whole)


def test_linear_model_of_one_product_is_that_of_the_panel(seasonal):
    panel = panel_of(seasonal)
    model = fit_linear(panel, HORIZON)
    alone = model.forecast(panel.rows(np.array([3])), HORIZON)
    np.testing.assert_allclose(alone[0], model.forecast(panel, HORIZON)[3], rtol=1e-9)
    longer = model.forecast(panel, HORIZON + 4)
    assert longer.shape == (10, HORIZON + 4)
    assert np.isfinite(longer).all()


@pytest.mark.parametrize("points", [1, 2, 5, 20])
def test_linear_model_of_short_histories_is_the_last_price(points):
    logs = np.cumsum(np.full((3, points), 0.01), axis=1)
    panel = panel_of(logs)
    np.testing.assert_allclose(fit_linear(panel, 4).forecast(panel, 4), np.repeat(logs[:, -1:], 4, axis=1))


def test_share_of_rises_is_counted_and_leans_on_the_shop():
    up, down = np.arange(60) * 0.01, np.arange(60) * -0.01
    panel = panel_of(np.stack((up, up, up, down)))
    share = chances.how_often(panel, HORIZON, 0.0)
    assert share[0] > 0.75 > 0.5 > share[3]
    alone = chances.how_often(panel.rows(np.array([3])), HORIZON, 0.0, panel)
    np.testing.assert_allclose(alone, share[3:])
    assert (chances.how_often(panel, HORIZON, 0.2) < 0.1).all()
    assert chances.how_often(panel, HORIZON, -0.01)[3] > chances.how_often(panel, HORIZON, -0.01)[0]


def test_share_of_rises_is_the_shops_where_products_differ_by_chance_only():
    rng = np.random.default_rng(5)
    alike = panel_of(np.cumsum(rng.normal(0.01, 0.05, (30, POINTS)), axis=1))
    share = chances.how_often(alike, HORIZON, 0.0)
    assert np.ptp(share) < 0.12
    drifts = np.where(np.arange(30) % 2, 0.03, -0.03)
    apart = panel_of(np.cumsum(rng.normal(drifts[:, None], 0.05, (30, POINTS)), axis=1))
    share = chances.how_often(apart, HORIZON, 0.0)
    assert share[1::2].min() > 0.7 > 0.3 > share[::2].max()
    one = chances.how_often(apart.rows(np.array([1])), HORIZON, 0.0, apart)
    np.testing.assert_allclose(one, share[[1]])


def test_spread_is_that_of_the_networks_and_a_part_of_a_random_walks():
    names = ["naive", "linear", "mlp", "lstm"]
    sizes = np.array([3.0, 5.0, 1.0, 2.0])
    middles = np.array([0.0, 1.0, 2.0, 3.0])
    quantiles = middles[:, None, None, None] + sizes[:, None, None, None] * Z + np.zeros((4, 2, HORIZON, 1))
    few, many = walk_share(np.full(20, 20)), walk_share(np.full(100, 200))
    assert 0.3 < few < 0.6
    assert 0 < many < 0.05
    for walk in (few, many):
        mixed = blend(np.full((4, 2), 0.25), quantiles, names, walk)
        np.testing.assert_allclose(mixed[..., MIDDLE], 1.5)
        np.testing.assert_allclose(mixed - 1.5, ((1 - walk) * 1.5 + walk * 3.0) * np.broadcast_to(Z, mixed.shape))


def test_bands_of_networks_stretch_for_single_products_and_not_for_a_common_shock():
    rng = np.random.default_rng(6)
    origins, n = 5, 40
    quantiles = np.zeros((origins, n, HORIZON, 1)) + Z
    came = rng.normal(0, 1, (origins, n, HORIZON))
    came[:, 0] *= 4
    own = calibrate(quantiles, came, True).own
    assert own[0] > 1.4
    assert 0.9 < own[1:].min() < own[1:].max() < 1.1
    shock = calibrate(quantiles, came + 2.0, True)
    assert shock.step.max() == 1.0
    assert np.median(shock.own) < 1.6


def test_probability_leans_on_what_was_right_before():
    rng = np.random.default_rng(1)
    came = (rng.random(400) < 0.7).astype(float)
    usual = np.full(400, 0.7)
    knowing, guessing = 0.8 * came + 0.1, rng.random(400)
    assert chances.lean_of(knowing, usual, came, 5) < 0.45
    assert chances.lean_of(guessing, usual, came, 5) > 0.75
    assert chances.lean_of(guessing, usual, came, 0) == chances.START


def test_random_walks_do_not_hang_together_and_noise_does():
    rng = np.random.default_rng(0)
    noise = rng.normal(0, 1, (200, 100))
    walks = hangs_together(noise)
    assert walks.mean() < 0.06
    assert hangs_together(np.diff(noise, axis=1)).mean() > 0.95
    assert not hangs_together(np.zeros((3, 20))).any()


def test_votes_hold_where_networks_are_and_records_are_alike():
    names = ["naive", "drift", "profile_theta", "linear", "mlp", "rnn", "lstm"]
    miss = np.ones((len(names), 3, 8))
    weight = dict(zip(names, weigh(miss, np.ones(miss.shape, dtype=bool), names)[:, 0], strict=True))
    assert weight["linear"] > weight["mlp"] > weight["profile_theta"] > 0
    assert weight["naive"] == weight["drift"] == 0
    assert weight["mlp"] == pytest.approx(weight["lstm"])


def test_products_at_rest_do_not_speak_for_those_that_move():
    """Most prices of a shop rest and jump: what is best for them is not best for fruit with a season."""
    moving, resting, origins = 6, 30, (6, 9, 12, 15)
    panel = panel_of(np.cumsum(np.random.default_rng(0).normal(0, 0.1, (moving + resting, 40)), axis=1))
    came = np.zeros((len(origins), panel.n, HORIZON))
    came[:, :moving] = 1.0
    came[0, moving:] = 3.0
    record = Record(panel, HORIZON, origins, came, np.ones((len(origins), panel.n)))
    guess = np.zeros((*came.shape, len(QUANTILES)))
    record.keep("naive", guess, False)
    theta = guess + 0.5
    theta[:, moving:] = -1.0
    record.keep("theta", theta, False)
    record.keep("drift", theta - 1.0, False)
    weights, _ = record.mix(("naive", "drift", "theta"), Ways(np.zeros((5, 5, HORIZON)), np.ones((5, panel.n))))
    assert (weights[0, 2, :moving] > 0.9).all()
    assert (weights[0, 0, moving:] == 1).all()
