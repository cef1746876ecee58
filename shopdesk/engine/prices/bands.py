"""Errors on earlier origins, and the bands that they make."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from shopdesk.engine.prices.panel import Panel

FLOOR = 1e-12


def log_prices(y: np.ndarray) -> np.ndarray:
    """Logarithms, with zero prices lifted to a hundredth of the row's typical price."""
    positive = np.where(np.isfinite(y) & (y > 0), y, np.nan)
    some = np.isfinite(positive)
    total = np.where(some, positive, 0.0).sum(axis=1)
    typical = np.maximum(total / np.maximum(some.sum(axis=1), 1), FLOOR)
    return np.log(np.where(np.isfinite(y), np.maximum(y, 0.01 * typical[:, None]), np.nan))


def scales(logs: np.ndarray) -> np.ndarray:
    """Size of a usual log change of each row: between its all-time and its recent size; 0 for a constant."""
    change = np.diff(logs, axis=1)
    live = np.isfinite(change)
    squared = np.where(live, change, 0.0) ** 2
    size = np.sqrt(squared)
    limit = 6 * np.maximum(size.sum(axis=1) / np.maximum(live.sum(axis=1), 1), FLOOR)
    squared = np.minimum(squared, limit[:, None] ** 2)
    whole = squared.sum(axis=1) / np.maximum(live.sum(axis=1), 1)
    age = np.arange(change.shape[1])[::-1]
    weight = np.where(live, 0.5 ** (age / 26.0), 0.0)
    recent = (squared * weight).sum(axis=1) / np.maximum(weight.sum(axis=1), FLOOR)
    return np.sqrt(0.5 * whole + 0.5 * recent)


def origins_for(panel: Panel, horizon: int, most: int, shortest: int = 8) -> list[int]:
    """How many points back the earlier origins lie; all of their horizons have passed."""
    longest = int(panel.lengths.max())
    room = (longest - max(shortest, min(longest // 2, 3 * int(panel.per_year)))) - horizon
    if room < 0:
        room = longest - 3 - horizon
    if room < 0:
        return []
    count = min(most, room + 1)
    return sorted({horizon + round(float(s)) for s in np.linspace(0, min(room, horizon * (count - 1)), count)})


def half_widths(errors: np.ndarray, scale: np.ndarray, levels: tuple[int, ...], horizon: int) -> dict[int, np.ndarray]:
    """Half widths of the bands on the log scale, (n, horizon) for each level.

    Parameters
    ----------
    errors : ndarray (origins, n, horizon)
        Log errors on earlier origins in units of the scale then, NaN where a series was too short.
    scale : ndarray (n,)
        Usual log change of each series now.
    """
    steps = np.arange(1, horizon + 1)
    z = np.abs(errors) if errors.size else np.full((0, len(scale), horizon), np.nan)
    known = np.isfinite(z)
    count = known.sum(axis=(0, 1))
    capped = np.where(known, np.minimum(z, 12.0), 0.0)
    seen = np.sqrt((capped**2).sum(axis=(0, 1)) / np.maximum(count, 1))
    # With few errors the growth of a random walk is the better guess.
    prior = np.sqrt(steps) * (1.0 if count.sum() == 0 else max(_level(seen, steps, count), 0.05))
    growth = np.sqrt((count * seen**2 + 20 * prior**2) / (count + 20))
    growth = np.maximum.accumulate(growth)
    unit = np.where(known, capped / growth, np.nan)
    own = np.where(known, unit, 0.0) ** 2
    number = 1.5 * known.sum(axis=(0, 2)) / horizon
    mean_square = own.sum(axis=(0, 2)) / np.maximum(known.sum(axis=(0, 2)), 1)
    factor = np.sqrt((6.0 + number * mean_square) / (6.0 + number))
    pool = np.sort((unit / factor[None, :, None])[known])
    width = factor * scale
    # A few origins of one shop are less than they seem: their errors come together.
    width = width * (1 + 0.5 / max(len(errors), 3))
    return {level: width[:, None] * growth * _quantile(pool, level, horizon) for level in sorted(levels)}


def _level(seen: np.ndarray, steps: np.ndarray, count: np.ndarray) -> float:
    return float(np.sqrt((count * seen**2 / steps).sum() / max(count.sum(), 1)))


def _quantile(pool: np.ndarray, level: int, horizon: int) -> float:
    """Quantile of the absolute unit errors, leaning on the normal law where they are few."""
    from statistics import NormalDist

    normal = NormalDist().inv_cdf(0.5 + level / 200) * 1.05
    if len(pool) == 0:
        return normal
    independent = len(pool) / np.sqrt(horizon)
    share = independent / (independent + 60.0)
    return float(share * np.quantile(pool, min(1.0, level / 100 * (1 + 1 / len(pool)))) + (1 - share) * normal)


Forecaster = Callable[[Panel, int], np.ndarray]


def log_forecast(values: np.ndarray, panel: Panel) -> np.ndarray:
    """Logarithms of forecasts, held within what a price may plausibly do from its history."""
    logs = log_prices(panel.y)
    low, high = np.nanmin(logs, axis=1, keepdims=True), np.nanmax(logs, axis=1, keepdims=True)
    room = (high - low) + 4 * scales(logs)[:, None]
    positive = np.maximum(values, np.exp(low - room))
    return np.clip(np.log(positive), low - room, high + room)


def past_forecasts(panel: Panel, horizon: int, origins: list[int], model: Forecaster) -> np.ndarray:
    """Log forecasts of ``model`` from each earlier origin, (origins, n, horizon), NaN for too short series."""
    out = np.full((len(origins), panel.n, horizon), np.nan)
    for k, back in enumerate(origins):
        rows = np.flatnonzero(panel.lengths >= back + 2)
        if len(rows):
            then = panel.rows(rows).cut(back)
            out[k, rows] = log_forecast(model(then, horizon), then)
    return out


def past_truth(panel: Panel, horizon: int, origins: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """Log prices after each earlier origin (origins, n, horizon), and the scales as they were then (origins, n)."""
    logs = log_prices(panel.y)
    came = np.full((len(origins), panel.n, horizon), np.nan)
    size = np.full((len(origins), panel.n), np.nan)
    for k, back in enumerate(origins):
        start = panel.width - back
        came[k] = logs[:, start : start + horizon]
        rows = np.flatnonzero(panel.lengths >= back + 2)
        size[k, rows] = scales(logs[rows, :start])
    return came, size


def standardise(error: np.ndarray, size: np.ndarray) -> np.ndarray:
    """Log errors in units of the scale; NaN for rows that had not moved yet."""
    return error / np.where(size > 0, size, np.nan)[..., None]
