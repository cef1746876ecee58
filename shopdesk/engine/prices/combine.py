"""The automatic forecast: members weighed on the shop's own earlier origins, guarded by the last price."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.prices import bands, simple
from shopdesk.engine.prices.panel import Panel
from shopdesk.engine.prices.profile import calendar_profile

SHARPNESS = 6.0
POOLING = 12.0


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
    return np.exp(
        logs[:, -1:] + slope[:, None] * steps + season[:, panel.width :] - season[:, [panel.width - 1]]
    )


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


def weigh(loss: np.ndarray, pooled: np.ndarray, count: np.ndarray) -> np.ndarray:
    """Weights (members, n) from the loss of each member (row 0: the last price) per series and over all.

    A series' own loss counts in proportion to its number of origins; the panel's counts like ``POOLING`` of them.
    """
    base = np.maximum(loss[:1], 1e-300)
    own = np.where(loss[:1] > 0, loss / base, np.where(loss > 0, 2.0, 1.0))
    all_rows = (
        (pooled / max(float(pooled[0]), 1e-300))[:, None] if pooled[0] > 0 else np.ones((len(pooled), 1))
    )
    trust = count / (count + POOLING) if loss.shape[1] > 1 else np.ones_like(count, dtype=float)
    ratio = np.where(np.isfinite(own), trust * own + (1 - trust) * all_rows, all_rows)
    ratio = np.maximum(ratio, 1e-6)
    best = ratio.min(axis=0, keepdims=True)
    weight = (best / ratio) ** SHARPNESS
    weight[ratio > 1.0] *= 0.25
    # The guard: where nothing beats the last price by a visible margin, the last price it is.
    guarded = best[0] > 0.985
    weight[:, guarded] = 0.0
    weight[0, guarded] = 1.0
    return weight / weight.sum(axis=0)


def combine(
    panel: Panel,
    horizon: int,
    extra: dict[str, bands.Forecaster] | None = None,
    ctx: JobContext = NULL_CONTEXT,
) -> Outcome:
    """Forecast with every member, from earlier origins and from now, and combine."""
    chosen = {**members(panel), **(extra or {})}
    origins = bands.origins_for(panel, horizon, most=8 if panel.n * panel.width > 4_000 else 12)
    came, size = bands.past_truth(panel, horizon, origins)
    past, now = [], []
    for k, model in enumerate(chosen.values()):
        ctx.raise_if_cancelled()
        past.append(bands.past_forecasts(panel, horizon, origins, model))
        now.append(bands.log_forecast(model(panel, horizon), panel))
        ctx.progress((k + 1) / len(chosen), "forecast")
    history, future = np.array(past), np.array(now)
    if not origins:
        return _without_history(future, list(chosen), panel, horizon)
    errors = bands.standardise(came[None] - history, np.broadcast_to(size, (len(chosen), *size.shape)))
    known = np.isfinite(errors).all(axis=(0, 3))
    count = known.sum(axis=0)
    # The squared part keeps one large miss from hiding behind many small hits.
    miss = np.abs(np.where(known[None, :, :, None], errors, 0.0)).mean(axis=3)
    loss = miss.sum(axis=1) / np.where(count > 0, count, np.nan)
    pooled = np.minimum(miss, 20.0).sum(axis=(1, 2)) / max(int(count.sum()), 1)
    weight = weigh(loss, pooled, count)
    mixed = (weight[:, :, None] * future).sum(axis=0)
    earlier = np.where(known[..., None], (weight[:, None, :, None] * errors).sum(axis=0), np.nan)
    mixed_loss = np.abs(np.where(known[..., None], earlier, 0.0)).mean(axis=2).sum(axis=0) / np.where(
        count, count, np.nan
    )
    names = list(chosen)
    labels = tuple("naive" if w[0] > 0.999 else names[int(np.argmax(w))] for w in weight.T)
    return Outcome(mixed, earlier, mixed_loss, loss[0], labels)


def _without_history(future: np.ndarray, names: list[str], panel: Panel, horizon: int) -> Outcome:
    """Too short to judge anything: the last price with half of the drift where there are three points."""
    drift = names.index("drift")
    logs = np.where(panel.lengths[:, None] >= 3, 0.5 * (future[0] + future[drift]), future[0])
    nothing = np.full(panel.n, np.nan)
    return Outcome(logs, np.full((0, panel.n, horizon), np.nan), nothing, nothing, ("naive",) * panel.n)
