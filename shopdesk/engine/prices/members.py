"""The forecasters by name, each giving quantiles of the log price for a whole panel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from shopdesk.engine.prices import bands, simple
from shopdesk.engine.prices.evidence import repeats
from shopdesk.engine.prices.linear import GlobalLinear
from shopdesk.engine.prices.neural import GlobalNet
from shopdesk.engine.prices.panel import Panel
from shopdesk.engine.prices.profile import Profile, season_of, without_season

SIMPLE: dict[str, Callable[[Panel, int], np.ndarray]] = {
    "naive": simple.naive,
    "seasonal_naive": simple.seasonal_naive,
    "drift": simple.drift,
    "moving_average": simple.moving_average_forecast,
    "differencing": simple.differencing,
    "seasonal_decomposition": simple.seasonal_decomposition,
    "theta": simple.theta,
}
PROFILED = ("profile_theta", "profile_drift")
NEURAL = ("mlp", "rnn", "lstm")
LINEAR = "linear"
# What these say of a product needs nothing of the others.
APART = ("naive", "drift", "seasonal_naive")
# Models that are trained on all products together.
TRAINED = (LINEAR, *NEURAL)
MODELS: tuple[str, ...] = (*SIMPLE, *PROFILED, *TRAINED, "auto")


@dataclass(frozen=True)
class Trained:
    """Models trained on a whole panel, as far as they were wanted."""

    nets: dict[str, GlobalNet] = field(default_factory=dict)
    linear: GlobalLinear | None = None


def profile_theta(panel: Panel, horizon: int, profile: Profile) -> np.ndarray:
    """Log forecasts of Theta on prices freed of the pooled calendar profile."""
    freed, season = without_season(profile, panel, horizon)
    level = simple.theta_rows(freed.y, panel.first, horizon)
    level = np.maximum(level, 0.02 * freed.y[:, -1:]) * np.exp(season)
    return bands.log_forecast(level, panel)


def profile_drift(panel: Panel, horizon: int, profile: Profile) -> np.ndarray:
    """Log forecasts of the last price with the pooled calendar profile and the mean change so far."""
    logs = bands.log_prices(panel.y)
    season = season_of(profile, panel, horizon)
    slope = (logs[:, -1] - logs[np.arange(panel.n), panel.first]) / np.maximum(panel.lengths - 1, 1)
    path = slope[:, None] * np.arange(1, horizon + 1) + season[:, panel.width :] - season[:, [panel.width - 1]]
    return bands.log_forecast(np.exp(logs[:, -1:] + path), panel)


def quantiles(name: str, panel: Panel, horizon: int, profile: Profile, trained: Trained) -> np.ndarray:
    """Quantiles of the log price, (n, horizon, q), before any stretching to what earlier errors were."""
    if name in NEURAL:
        freed, season = without_season(profile, panel, horizon)
        return trained.nets[name].quantiles(freed, horizon) + season[..., None]
    if name == "profile_theta":
        middle = profile_theta(panel, horizon, profile)
    elif name == "profile_drift":
        middle = profile_drift(panel, horizon, profile)
    elif name == LINEAR and trained.linear is not None:
        middle = bands.log_forecast(np.exp(trained.linear.forecast(panel, horizon)), panel)
    else:
        middle = bands.log_forecast(SIMPLE[name](panel, horizon), panel)
    return bands.walk(middle, bands.scales(bands.log_prices(panel.y)))


def suited(panel: Panel) -> list[str]:
    """The members of the automatic forecast that suit a panel, the last price first."""
    learns = enough_to_learn(panel)
    # Beside the models of all products the others have no vote, and what has none is not run.
    chosen = ["naive", "drift", "profile_theta"] + ([] if learns else ["theta", "profile_drift"])
    if not learns and (panel.season > 1).any() and panel.n * panel.width <= 40_000:
        chosen += ["seasonal_naive", "seasonal_decomposition"]
    # From fewer than five years its seasonal changes are noise, and then the models of all products do without it.
    if panel.n * panel.width <= 40_000 and (not learns or panel.lengths.max() >= 5 * panel.per_year):
        chosen.append("differencing")
    if not learns and panel.n * panel.width <= 4_000:
        chosen.append("moving_average")
    if learns:
        # The models of all products come close to prices that repeat exactly, and closer than that is exact.
        chosen += [*(["seasonal_naive"] if repeats(panel).any() else []), *TRAINED]
    return chosen


def enough_to_learn(panel: Panel) -> bool:
    """Whether the panel is large enough that models of all products pay for their time."""
    return panel.n >= 5 and int(panel.lengths.sum()) >= 400 and int(panel.lengths.max()) >= 14
