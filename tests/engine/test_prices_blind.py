"""No value that a forecast is scored by is read for it: not for the forecast, and not to choose members or weights."""

import numpy as np
import pandas as pd
import pytest

from shopdesk.engine.prices import forecast_panel
from shopdesk.engine.prices.api import build_panel
from shopdesk.engine.prices.bands import origins_for, past_truth
from shopdesk.engine.prices.learn import learn
from shopdesk.engine.prices.regular import read_prices

POINTS, HORIZON, PRODUCTS = 90, 6, 6
TIMES = pd.date_range("2022-01-02", periods=POINTS, freq="W-SUN")


def frame_of(y, until=POINTS):
    frames = [pd.DataFrame({"unique_id": f"p{k}", "ds": TIMES, "y": row}).iloc[:until] for k, row in enumerate(y)]
    return pd.concat(frames, ignore_index=True)


def panel_of(y, until=POINTS):
    return build_panel(read_prices(frame_of(y, until), "W-SUN"), HORIZON, 13)


@pytest.fixture(scope="module")
def sources():
    """The same prices up to the origin, and then two futures that have no value in common."""
    rng = np.random.default_rng(3)
    season = 0.2 * np.sin(2 * np.pi * np.arange(POINTS) / 13)
    first = np.exp(season + np.cumsum(rng.normal(0, 0.03, (PRODUCTS, POINTS)), axis=1))
    other = first.copy()
    other[:, -HORIZON:] = rng.uniform(0.01, 900, (PRODUCTS, HORIZON))
    assert (first[:, -HORIZON:] != other[:, -HORIZON:]).all()
    return first, other


@pytest.fixture(scope="module")
def learned(sources):
    """From the part that is known, and from whole sources as they stood at the origin."""
    cut = [panel_of(y).cut(HORIZON) for y in sources]
    return [learn(panel, HORIZON, ["auto"]) for panel in (panel_of(sources[0], POINTS - HORIZON), *cut)]


def test_members_weights_and_bands_are_the_same_whatever_comes(learned):
    known = learned[0]
    assert {"linear", "mlp", "rnn", "lstm"} < set(known.names)
    assert (known.weights[0, 1:] > 0).any()
    for other in learned[1:]:
        assert (other.names, other.origins, other.lean, other.walk) == (
            known.names,
            known.origins,
            known.lean,
            known.walk,
        )
        np.testing.assert_array_equal(other.weights, known.weights)
        np.testing.assert_array_equal(other.ways.moves, known.ways.moves)
        np.testing.assert_array_equal(other.ways.follows, known.ways.follows)
        for name, calibration in known.calibrations.items():
            for part, values in vars(calibration).items():
                np.testing.assert_array_equal(getattr(other.calibrations[name], part), values)
            np.testing.assert_array_equal(other.losses[name], known.losses[name])


def test_the_forecast_is_the_same_to_the_last_bit(sources, learned):
    """As the scorer asks for it, and as the models learned above answer."""
    asked = forecast_panel(frame_of(sources[0], POINTS - HORIZON), HORIZON, season_length=13, freq="W-SUN")
    panels = [panel_of(sources[0], POINTS - HORIZON), *(panel_of(y).cut(HORIZON) for y in sources)]
    answers = [own.quantiles(panel, HORIZON, "auto") for own, panel in zip(learned, panels, strict=True)]
    for answer in answers[1:]:
        np.testing.assert_array_equal(answer, answers[0])
    np.testing.assert_array_equal(asked["mean"].to_numpy(), np.exp(answers[0][..., 3]).ravel())


def test_a_changed_past_changes_the_forecast(sources, learned):
    """The comparisons above would notice a difference."""
    y = sources[0].copy()
    y[:, -HORIZON - 1] *= 1.01
    other = learn(panel_of(y, POINTS - HORIZON), HORIZON, ["auto"])
    assert (other.weights != learned[0].weights).any()
    assert (other.losses["auto"] != learned[0].losses["auto"]).all()


def test_outcomes_that_members_are_chosen_by_lie_before_the_end_of_the_history(sources, learned):
    panel = panel_of(sources[0], POINTS - HORIZON)
    logs = np.log(panel.y)
    for own in learned:
        assert own.origins
        assert min(own.origins) >= HORIZON
        for back, came in zip(own.origins, past_truth(panel, HORIZON, own.origins), strict=True):
            start = panel.width - back
            np.testing.assert_array_equal(came, logs[:, start : start + HORIZON])
            assert start + HORIZON <= panel.width
    for points in range(1, POINTS):
        short = panel_of(sources[0], points)
        assert all(HORIZON <= back < points for back in origins_for(short, HORIZON, 10))
