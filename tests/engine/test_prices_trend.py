"""The shop's trend: what lately was is gone on with or taken back as it was before, and who follows it how far."""

import numpy as np
import pandas as pd
import pytest

from shopdesk.engine.prices.api import build_panel
from shopdesk.engine.prices.regular import read_prices
from shopdesk.engine.prices.trend import DRIFT, followers, trend

HORIZON = 6


def monthly(logs):
    times = pd.date_range("2005-01-01", periods=logs.shape[1], freq="MS")
    frames = [pd.DataFrame({"unique_id": f"p{k:02d}", "ds": times, "y": np.exp(row)}) for k, row in enumerate(logs)]
    return build_panel(read_prices(pd.concat(frames), "MS"), HORIZON, 12)


def waves_of_speed(sign):
    """Changes of 20 years whose speed keeps for a while (1), or is taken back at once (-1)."""
    rng = np.random.default_rng(3)
    speed, out = 0.0, []
    for fresh in rng.normal(0, 1, 240):
        speed = 0.9 * speed + fresh if sign > 0 else fresh - 0.9 * (out[-1] if out else 0.0)
        out.append(speed)
    out[-3:] = [2.0, 2.0, 2.0]
    change = np.array(out)
    return change - change.mean()


def test_what_went_on_before_is_gone_on_with():
    assert trend(waves_of_speed(1), HORIZON, 12.0)[-1] > 1.0


def test_what_was_taken_back_before_is_taken_back():
    assert trend(waves_of_speed(-1), HORIZON, 12.0)[-1] < -0.3


def test_nothing_is_gone_on_with_in_a_short_history_or_in_half_years():
    change = np.array([0.0, 1.0, 0.0, 1.0, 2.0, 2.0])
    sure = 1 - change.var() / 6 / change.mean() ** 2
    straight = np.arange(1, HORIZON + 1) * sure * change.mean()
    np.testing.assert_allclose(trend(change, HORIZON, 12.0), DRIFT * straight)
    np.testing.assert_allclose(trend(change, HORIZON, 2.0), straight)


@pytest.mark.parametrize("evenly", [True, False])
def test_products_follow_by_one_rate_or_by_their_restlessness_as_they_did_before(evenly):
    rng = np.random.default_rng(4)
    restless = np.linspace(0.01, 0.06, 20)[:, None]
    rises = 0.004 if evenly else 0.2 * restless
    follows = followers(monthly(np.cumsum(rises + restless * rng.normal(0, 1, (20, 200)), axis=1)))
    assert follows.mean() == pytest.approx(1.0)
    if evenly:
        assert follows[0] > 2 * follows[10] > 2 * follows[19]
        # One rate for all, but for the calmest: what they follow by is in usual changes.
        np.testing.assert_allclose((follows[8:] * restless[8:, 0]), (follows[8] * restless[8, 0]), rtol=0.25)
    else:
        np.testing.assert_allclose(follows, 1.0, atol=0.05)


def test_a_product_that_never_moved_changes_nothing_and_a_nearly_still_one_little():
    rng = np.random.default_rng(5)
    logs = np.cumsum(0.004 + 0.03 * rng.normal(0, 1, (12, 120)), axis=1)
    usual = followers(monthly(logs))
    logs[0] = 0.0
    logs[1] *= 1e-4
    follows = followers(monthly(logs))
    assert follows[0] == 1.0
    assert follows[1:].mean() == pytest.approx(1.0)
    assert follows[1] < 3.5
    np.testing.assert_allclose(follows[2:], usual[2:], rtol=0.3)
    assert (followers(monthly(np.zeros((4, 40)))) == 1.0).all()
