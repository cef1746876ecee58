"""Where a shop's prices go beside their season: a share of their drift, what lately was gone on with, and who follows.

A trend is mostly that of money, and then it is a rate: so many per cent for every product, however restless it is. In
a shop whose restless products rose faster it goes by usual changes instead. The shop's own history says which.
"""

from __future__ import annotations

import numpy as np

from shopdesk.engine.prices import bands
from shopdesk.engine.prices.panel import Panel

DRIFT = 0.5
# Over half a year and more, prices mostly go with money's own: the whole drift.
_SELDOM = 4.0
# The part of a year whose change may go on or be taken back.
_LATELY = 1 / 3
# What it did before is shrunk as if it had done nothing in so many stretches more.
_RESERVE = 20.0
# A product that hardly ever moves follows as if it had a third of the usual change of the one in the middle.
_CALM = 1 / 3


def trend(change: np.ndarray, horizon: int, per_year: float) -> np.ndarray:
    """How far a series goes by each step, (horizon,), told from its changes (T,) freed of their season."""
    drift = float(change.mean())
    sure = max(0.0, 1 - float(np.var(change)) / len(change) / max(drift**2, bands.FLOOR))
    steps = np.arange(1, horizon + 1)
    if per_year < _SELDOM:
        return np.asarray(sure * drift * steps)
    return np.asarray((DRIFT * sure * drift + _goes_on(change, horizon, round(per_year * _LATELY))) * steps)


def _goes_on(change: np.ndarray, horizon: int, window: int) -> float:
    """How much of the last changes comes again at each step: below 0 where such changes were taken back.

    The regression, over all earlier times and steps ahead, of what half of the drift left on the mean of the last
    ``window`` changes.
    """
    count = len(change)
    if count < 2 * window + horizon:
        return 0.0
    level = np.concatenate(([0.0], np.cumsum(change)))
    lately = (level[window:] - level[:-window]) / window
    expected = DRIFT * float(change.mean())
    along = squares = 0.0
    for step in range(1, horizon + 1):
        known = lately[: count + 1 - window - step]
        went = level[window + step :] - level[window:-step] - expected * step
        # Far steps move more, by the root of the distance, and hang together more.
        along += float(known @ went)
        squares += float(known @ known) * step
    if squares <= bands.FLOOR:
        return 0.0
    # Stretches that overlap are no independent evidence.
    stretches = count / max(window, horizon / 2)
    share = along / squares * stretches / (stretches + _RESERVE)
    return float(np.clip(share, -1.0, 1.0) * lately[-1])


def followers(panel: Panel) -> np.ndarray:
    """How far each product follows the shop's trend, (n,), in its usual changes; 1 in the mean of all that move."""
    logs = bands.log_prices(panel.y)
    unit = bands.scales(logs)
    moves = unit > 0
    out = np.ones(panel.n)
    if not moves.any():
        return out
    unit = unit[moves]
    went = (logs[:, -1] - logs[np.arange(panel.n), panel.first])[moves]
    calm = 1 / np.maximum(unit, _CALM * float(np.median(unit)))
    even = _even(went / unit, unit, np.maximum(panel.lengths - 1, 1)[moves])
    out[moves] = 1 - even + even * calm / calm.mean()
    return out


def _even(went: np.ndarray, unit: np.ndarray, steps: np.ndarray) -> float:
    """How likely, 0 to 1, products rose by one rate rather than by their restlessness.

    ``went`` is in usual changes; both laws are fitted to the speeds, and judged by what they leave unexplained.
    """
    speed = went / steps
    rate = float((steps * speed / unit).sum() / (steps / unit**2).sum())
    alike = float((steps * (speed - np.average(speed, weights=steps)) ** 2).sum())
    evenly = float((steps * (speed - rate / unit) ** 2).sum())
    better = np.log(max(alike, bands.FLOOR) / max(evenly, bands.FLOOR)) * len(went) / 2
    return float(1 / (1 + np.exp(-np.clip(better, -50, 50))))
