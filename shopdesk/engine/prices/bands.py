"""Log prices, their usual change, and bands: quantiles that are stretched until they hold what they promise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from shopdesk.engine.prices.fading import fading
from shopdesk.engine.prices.panel import Panel

FLOOR = 1e-12
QUANTILES = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)
MIDDLE = QUANTILES.index(0.5)
Z = np.array([NormalDist().inv_cdf(q) for q in QUANTILES])
# The bands of the quantiles from the outermost in: 95 %, 80 %, 50 %.
WIDTHS = tuple(round(100 * (1 - 2 * q)) for q in QUANTILES[:MIDDLE])

# A product's stretch leans on 1 as if so many independent errors had been of the promised size.
_RESERVE, _RESERVE_TRUSTED = 6.0, 36.0


def log_prices(y: np.ndarray) -> np.ndarray:
    """Logarithms, with zero prices lifted to a hundredth of the row's typical price."""
    positive = np.where(np.isfinite(y) & (y > 0), y, np.nan)
    some = np.isfinite(positive)
    total = np.where(some, positive, 0.0).sum(axis=1)
    typical = np.maximum(total / np.maximum(some.sum(axis=1), 1), FLOOR)
    return np.log(np.where(np.isfinite(y), np.maximum(y, 0.01 * typical[:, None]), np.nan))


def scales(logs: np.ndarray) -> np.ndarray:
    """Size of a usual log change of each row: between its all-time and its recent size; 0 for a constant."""
    return scales_over_time(logs)[:, -1]


def scales_over_time(logs: np.ndarray) -> np.ndarray:
    """The usual log change as it was known at each time, (n, T)."""
    change = np.diff(logs, axis=1)
    live = np.isfinite(change)
    size = np.abs(np.where(live, change, 0.0))
    # A single jump counts as six usual moves; a price that rests between its moves is no reason to cut them.
    moves = np.maximum(np.cumsum(size > 0, axis=1), 1)
    squared = np.minimum(size, 6 * np.cumsum(size, axis=1) / moves) ** 2
    whole = np.cumsum(squared, axis=1) / np.maximum(np.cumsum(live, axis=1), 1)
    keep = 0.5 ** (1 / 26.0)
    recent = fading(squared, keep) / np.maximum(fading(live, keep), FLOOR)
    return np.concatenate((np.zeros((len(logs), 1)), np.sqrt(0.5 * whole + 0.5 * recent)), axis=1)


def log_forecast(values: np.ndarray, panel: Panel) -> np.ndarray:
    """Logarithms of forecasts, held within what a price may plausibly do from its history."""
    logs = log_prices(panel.y)
    low, high = np.nanmin(logs, axis=1, keepdims=True), np.nanmax(logs, axis=1, keepdims=True)
    room = (high - low) + 4 * scales(logs)[:, None]
    positive = np.maximum(values, np.exp(low - room))
    return np.clip(np.log(positive), low - room, high + room)


def walk(middle: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Quantiles of a random walk about log forecasts (n, h): (n, h, q)."""
    root = np.sqrt(np.arange(1, middle.shape[-1] + 1))
    return middle[..., None] + (scale[:, None] * root)[..., None] * Z


def origins_for(panel: Panel, horizon: int, most: int) -> list[int]:
    """How many points back the earlier origins lie, newest first; all of their horizons have passed.

    They lie half a horizon apart, and at least half of the longest history (three points at worst) is left before them.
    """
    longest = int(panel.lengths.max())
    furthest = max(longest - max(8, longest // 2), min(horizon, longest - 3))
    step = max(1, horizon // 2)
    return list(range(horizon, furthest + 1, step))[:most]


def past_truth(panel: Panel, horizon: int, origins: Sequence[int]) -> np.ndarray:
    """Log prices after each earlier origin, (origins, n, horizon), NaN for series that were too short then."""
    logs = log_prices(panel.y)
    came = np.full((len(origins), panel.n, horizon), np.nan)
    for k, back in enumerate(origins):
        start = panel.width - back
        rows = panel.lengths >= back + 3
        came[k, rows] = logs[rows, start : start + horizon]
    return came


@dataclass(frozen=True)
class Calibration:
    """How far to stretch quantiles: by step, by band (95, 80, 50 %) and by product, each about 1 for good ones."""

    step: np.ndarray
    level: np.ndarray
    own: np.ndarray

    def rows(self, keep: np.ndarray) -> Calibration:
        """The same for some of the products."""
        return Calibration(self.step, self.level, self.own[keep])

    def apply(self, quantiles: np.ndarray) -> np.ndarray:
        """Stretch quantiles (..., n, h, q) about their middle; steps beyond the last known stretch like it."""
        horizon = quantiles.shape[-2]
        step = self.step[np.minimum(np.arange(horizon), len(self.step) - 1)]
        factor = (self.own[:, None] * step)[..., None] * self.level
        middle = quantiles[..., MIDDLE : MIDDLE + 1]
        below = (middle - quantiles[..., :MIDDLE]) * factor
        above = (quantiles[..., MIDDLE + 1 :] - middle) * factor[..., ::-1]
        # The stretch differs by band: an outer band is never inside an inner one.
        below = np.maximum.accumulate(below[..., ::-1], axis=-1)[..., ::-1]
        return np.concatenate((middle - below, middle, middle + np.maximum.accumulate(above, axis=-1)), axis=-1)


def calibrate(quantiles: np.ndarray, came: np.ndarray, trusted: bool) -> Calibration:
    """Find the stretch from earlier forecasts (origins, n, h, q) and what came (origins, n, h).

    Parameters
    ----------
    trusted : bool
        The quantiles were learned from many earlier outcomes (the networks' were) and know how restless each product
        is now: they are stretched by product alone and with reserve.
    """
    n, horizon = came.shape[1:]
    error = came - quantiles[..., MIDDLE]
    half = _side(quantiles, error, MIDDLE - 1) / Z[MIDDLE + 1]
    known = np.isfinite(error) & (half > 0)
    if not known.any():
        return Calibration(np.ones(1), np.full(MIDDLE, 1.0 if trusted else 1.05), np.ones(n))
    unit = np.where(known, np.minimum(np.abs(error) / np.where(known, half, 1.0), 12.0), 0.0)
    if trusted:
        # All products of a shop miss together: how far its few origins missed on the whole says little of the next.
        return Calibration(np.ones(1), np.ones(MIDDLE), _own(unit, known, _RESERVE_TRUSTED))
    step = _steps(unit, known, 20.0)
    own = _own(unit / step, known, _RESERVE)
    unit_error = np.where(known, np.abs(error) / (own[:, None] * step), np.nan)
    levels = [_level(unit_error / _side(quantiles, error, k), width, horizon) for k, width in enumerate(WIDTHS)]
    return Calibration(step, np.array(levels), own)


def _side(quantiles: np.ndarray, error: np.ndarray, number: int) -> np.ndarray:
    """How far the quantile on the error's side lies from the middle, NaN where it lies on it."""
    side = np.where(error >= 0, quantiles[..., -1 - number], quantiles[..., number]) - quantiles[..., MIDDLE]
    return np.where(np.abs(side) > 0, np.abs(side), np.nan)


def _own(unit: np.ndarray, known: np.ndarray, reserve: float) -> np.ndarray:
    """Root mean square of the unit errors of each product, leaning on 1 where they are few."""
    count = known.sum(axis=(0, 2))
    number = count / np.sqrt(known.shape[2])
    mean_square = np.minimum((unit**2).sum(axis=(0, 2)) / np.maximum(count, 1), 16.0)
    return np.asarray(np.sqrt((reserve + number * mean_square) / (reserve + number)))


def _steps(unit: np.ndarray, known: np.ndarray, reserve: float) -> np.ndarray:
    """Root mean square of the unit errors of each step, leaning on that of all steps where they are few."""
    count = known.sum(axis=(0, 1))
    squares = (unit**2).sum(axis=(0, 1))
    overall = squares.sum() / max(count.sum(), 1)
    overall = (count.sum() * overall + reserve) / (count.sum() + reserve)
    return np.sqrt(np.maximum((squares + reserve * overall) / (count + reserve), 0.01))


def _level(ratio: np.ndarray, width: int, horizon: int) -> float:
    """Stretch of a band so that its share of the earlier outcomes lies inside, leaning on 1 where they are few."""
    ratio = ratio[np.isfinite(ratio)]
    if not len(ratio):
        return 1.05
    independent = len(ratio) / np.sqrt(horizon)
    share = independent / (independent + 60.0)
    seen = float(np.quantile(ratio, min(1.0, width / 100 * (1 + 1 / len(ratio)))))
    return share * seen + (1 - share) * 1.05


def at_level(quantiles: np.ndarray, level: float) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper edge of any band, between the known ones on the scale of a normal law."""
    z = NormalDist().inv_cdf(0.5 + level / 200)
    return at_z(quantiles, -z), at_z(quantiles, z)


def at_z(quantiles: np.ndarray, z: float) -> np.ndarray:
    """The quantile at a normal score, straight beyond the outermost two."""
    right = int(np.clip(np.searchsorted(Z, z), 1, len(Z) - 1))
    share = (z - Z[right - 1]) / (Z[right] - Z[right - 1])
    return quantiles[..., right - 1] + share * (quantiles[..., right] - quantiles[..., right - 1])


def share_above(quantiles: np.ndarray, value: np.ndarray) -> np.ndarray:
    """Probability that the log price is above ``value``, for quantiles (..., q)."""
    value = np.broadcast_to(value, quantiles.shape[:-1])
    gaps = np.maximum(np.diff(quantiles, axis=-1), FLOOR)
    right = np.clip((quantiles < value[..., None]).sum(axis=-1), 1, len(Z) - 1)
    left = np.take_along_axis(quantiles, (right - 1)[..., None], axis=-1)[..., 0]
    gap = np.take_along_axis(gaps, (right - 1)[..., None], axis=-1)[..., 0]
    z = Z[right - 1] + (value - left) / gap * (Z[right] - Z[right - 1])
    from scipy.special import ndtr

    return np.asarray(1 - ndtr(np.clip(z, -8, 8)))
