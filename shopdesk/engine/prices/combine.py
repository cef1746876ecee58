"""The automatic forecast: members weighed on the shop's own earlier origins, guarded by the last price."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.prices import bands, simple
from shopdesk.engine.prices.panel import Panel
from shopdesk.engine.prices.profile import calendar_profile

SHARPNESS = 10.0
POOLING = 24.0
FADE = 0.85
GUARD = 0.99
EXCEPTION = 1.02
NETS = ("mlp",)
# Members that see little beyond others share one vote.
VOTES = {
    "naive": 0.5,
    "theta": 0.5,
    "drift": 0.7,
    "profile_drift": 0.7,
    "seasonal_naive": 0.4,
    "seasonal_decomposition": 0.5,
    "mlp": 2.0,
}
# What a member usually reaches against the last price. A few origins of one shop miss together, so they only
# move this so far; the networks are judged on a shorter training than they have now.
USUAL = {"theta": 0.97, "profile_theta": 0.94, "mlp": 0.94, "seasonal_naive": 1.05}
USUAL_ORIGINS = 3.0


@dataclass(frozen=True)
class Outcome:
    """Log forecasts (n, horizon), standardised earlier errors (origins, n, horizon) and their comparison.

    ``loss`` and ``naive_loss`` are mean absolute standardised errors per series, NaN where there was no origin.
    """

    logs: np.ndarray
    errors: np.ndarray
    loss: np.ndarray
    naive_loss: np.ndarray
    labels: tuple[str, ...]


def profile_theta(panel: Panel, horizon: int) -> np.ndarray:
    """Theta on prices freed of the pooled calendar profile."""
    logs = bands.log_prices(panel.y)
    size = bands.scales(logs)
    season = calendar_profile(panel, logs, np.where(size > 0, size, 1.0), horizon)
    season = np.where(size[:, None] > 0, season, 0.0)
    adjusted = np.exp(logs - season[:, : panel.width])
    level = simple.theta_rows(adjusted, panel.first, horizon)
    last = adjusted[:, -1:]
    return np.maximum(level, 0.02 * last) * np.exp(season[:, panel.width :])


def profile_drift(panel: Panel, horizon: int) -> np.ndarray:
    """The last price with the pooled calendar profile and the shrunk mean change."""
    logs = bands.log_prices(panel.y)
    size = bands.scales(logs)
    season = calendar_profile(panel, logs, np.where(size > 0, size, 1.0), horizon)
    season = np.where(size[:, None] > 0, season, 0.0)
    first = logs[np.arange(panel.n), panel.first]
    slope = (logs[:, -1] - first) / np.maximum(panel.lengths - 1, 1)
    steps = np.arange(1, horizon + 1)
    return np.exp(logs[:, -1:] + slope[:, None] * steps + season[:, panel.width :] - season[:, [panel.width - 1]])


def members(panel: Panel) -> dict[str, bands.Forecaster]:
    """The members that suit the panel, the last price first."""
    chosen: dict[str, bands.Forecaster] = {
        "naive": simple.naive,
        "drift": simple.drift,
        "theta": simple.theta,
        "profile_theta": profile_theta,
        "profile_drift": profile_drift,
    }
    if (panel.season > 1).any() and panel.n * panel.width <= 40_000:
        chosen["seasonal_naive"] = simple.seasonal_naive
        chosen["seasonal_decomposition"] = simple.seasonal_decomposition
    if panel.n * panel.width <= 4_000:
        chosen["moving_average"] = simple.moving_average_forecast
    return chosen


def enough_to_learn(panel: Panel) -> bool:
    """Whether the panel is large enough that the networks pay for their time."""
    return panel.n >= 5 and int(panel.lengths.sum()) >= 600 and int(panel.lengths.max()) >= 36


def weigh(miss: np.ndarray, known: np.ndarray, names: list[str]) -> np.ndarray:
    """Weights (members, n) from earlier errors, each member against the last price (member 0) on the same origins.

    Parameters
    ----------
    miss : ndarray (members, origins, n)
        Mean absolute standardised error over the horizon.
    known : ndarray (members, origins, n)
        Where it is known.
    names : list of str
        The members; some votes weigh less because their members resemble each other.

    Notes
    -----
    A series' own record counts in proportion to its number of origins; the panel's like ``POOLING`` of them.
    """
    fade = FADE ** np.arange(miss.shape[1])[None, :, None]
    miss = np.where(known, np.minimum(miss, 20.0), 0.0) * fade
    base = np.where(known, miss[:1], 0.0)
    own_loss, own_base, count = miss.sum(axis=1), base.sum(axis=1), known.sum(axis=1)
    everywhere = _ratio(own_loss.sum(axis=1), own_base.sum(axis=1))
    trust = count / (count + POOLING) if miss.shape[2] > 1 else np.ones(count.shape)
    ratio = trust * _ratio(own_loss, own_base) + (1 - trust) * everywhere[:, None]
    ratio = np.where((count > 0) | (count.sum(axis=1, keepdims=True) > 0), np.maximum(ratio, 1e-6), 2.0)
    observed = ratio[1:].min(axis=0) if len(ratio) > 1 else np.ones(ratio.shape[1])
    if miss.shape[2] >= 5:
        usual = np.array([USUAL.get(name, 1.0) for name in names])[:, None]
        seen = known.any(axis=2).sum(axis=1)[:, None]
        ratio = usual + (ratio - usual) * seen / (seen + USUAL_ORIGINS)
    best = ratio.min(axis=0, keepdims=True)
    weight = (best / ratio) ** SHARPNESS * np.array([VOTES.get(name, 1.0) for name in names])[:, None]
    weight[ratio > 1.0] *= 0.25
    # The guard: where nothing beats the last price by a visible margin, the last price it is.
    # In a shop where something does, a product needs a clearer record of its own to be an exception.
    guarded = observed > (GUARD if miss.shape[2] < 5 or everywhere.min() > GUARD else EXCEPTION)
    weight[:, guarded] = 0.0
    weight[0, guarded] = 1.0
    return weight / weight.sum(axis=0)


def _ratio(loss: np.ndarray, base: np.ndarray) -> np.ndarray:
    return np.where(base > 0, loss / np.where(base > 0, base, 1.0), np.where(loss > 0, 2.0, 1.0))


def combine(panel: Panel, horizon: int, seed: int = 0, ctx: JobContext = NULL_CONTEXT) -> Outcome:
    """Forecast with every member, from earlier origins and from now, and combine."""
    chosen = members(panel)
    origins = bands.origins_for(panel, horizon, most=8 if panel.n * panel.width > 4_000 else 12)
    came, size = bands.past_truth(panel, horizon, origins)
    past, now, names = [], [], list(chosen)
    for k, model in enumerate(chosen.values()):
        ctx.raise_if_cancelled()
        past.append(bands.past_forecasts(panel, horizon, origins, model))
        now.append(bands.log_forecast(model(panel, horizon), panel))
        ctx.progress(0.3 * (k + 1) / len(chosen), "forecast")
    if origins and enough_to_learn(panel):
        from shopdesk.engine.prices.neural import train_and_judge

        for kind in NETS:
            judged = train_and_judge(panel, kind, horizon, origins, seed, ctx=ctx)
            past.append(judged.past)
            now.append(bands.log_forecast(judged.now(panel, horizon), panel))
            names.append(kind)
    history, future = np.array(past), np.array(now)
    if not origins:
        return _without_history(future, names, panel, horizon)
    errors = bands.standardise(came[None] - history, np.broadcast_to(size, (len(names), *size.shape)))
    ctx.progress(1.0, "forecast")
    return _mix(future, errors, names)


def _mix(future: np.ndarray, errors: np.ndarray, names: list[str]) -> Outcome:
    """Weigh, and give the combination's own earlier errors by the same weights over the members there were."""
    known = np.isfinite(errors).all(axis=3)
    safe = np.where(known[..., None], errors, 0.0)
    weight = weigh(np.abs(safe).mean(axis=3), known, names)
    mixed = (weight[:, :, None] * future).sum(axis=0)
    there = weight[:, None, :] * known
    mass = there.sum(axis=0)
    earlier = (there[..., None] * safe).sum(axis=0) / np.where(mass > 0, mass, np.nan)[..., None]
    seen = known[0] & (mass > 0)
    count = np.where(seen.any(axis=0), seen.sum(axis=0), np.nan)
    loss = np.where(seen[..., None], np.abs(earlier), 0.0).mean(axis=2).sum(axis=0) / count
    naive_loss = np.where(seen[..., None], np.abs(safe[0]), 0.0).mean(axis=2).sum(axis=0) / count
    labels = tuple("naive" if w[0] > 0.999 else names[int(np.argmax(w))] for w in weight.T)
    return Outcome(mixed, earlier, loss, naive_loss, labels)


def _without_history(future: np.ndarray, names: list[str], panel: Panel, horizon: int) -> Outcome:
    """Too short to judge anything: the last price with half of the drift where there are three points."""
    drift = names.index("drift")
    logs = np.where(panel.lengths[:, None] >= 3, 0.5 * (future[0] + future[drift]), future[0])
    nothing = np.full(panel.n, np.nan)
    return Outcome(logs, np.full((0, panel.n, horizon), np.nan), nothing, nothing, ("naive",) * panel.n)
