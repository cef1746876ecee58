"""What the prices of a shop plainly are: anything but random walks, or the same each season.

A record of five origins is too short to tell a model that is a few per cent better from one that is a few per cent
worse. All changes of all products can: if they are random walks, nothing that was known before a change goes along
with it, however much the products move together.
"""

from __future__ import annotations

import numpy as np

from shopdesk.engine.prices.panel import Panel
from shopdesk.engine.prices.profile import changes

_LAGS = 6
# Fewer prices that came again say nothing.
_AGAIN = 8
_SAME = 1e-9


def evidence(panel: Panel) -> float | None:
    """How plainly changes go along with something that was known before them; None where there are too few to tell.

    For each of: the last six changes, the change a year ago, the distance from the mean of the last year, and a
    constant, the products of change and past are added up over all products at each time. In random walks these sums
    are martingale differences, so the square of their total over the sum of their squares is about chi-squared. Shops
    of random walks stay below 28 of nine such squares (200 of 200), half of them below 9; public sets lie above 50.
    """
    z, _, _ = changes(panel, 1)
    if z.shape[1] <= _LAGS + 2:
        return None
    total = 0.0
    for past in _pasts(z, round(panel.per_year)):
        at_once = (z * past).sum(axis=0)
        squares = float((at_once**2).sum())
        total += float(at_once.sum()) ** 2 / squares if squares > 0 else 0.0
    return total


def _pasts(z: np.ndarray, year: int) -> list[np.ndarray]:
    """What was known before each change; unknown and missing ones are 0."""
    lags = [*range(1, _LAGS + 1), *([year] if _LAGS < year < 0.8 * z.shape[1] else [])]
    pasts = [np.pad(z[:, :-lag], ((0, 0), (lag, 0))) for lag in lags]
    level = np.cumsum(np.pad(z, ((0, 0), (1, 0))), axis=1)
    total = np.cumsum(np.pad(level, ((0, 0), (1, 0))), axis=1)
    window = min(max(year, 4), z.shape[1] // 3)
    above = np.zeros_like(z)
    above[:, window:] = level[:, window:-1] - (total[:, window + 1 : -1] - total[:, 1 : -window - 1]) / window
    return [*pasts, above, np.ones_like(z)]


def repeats(panel: Panel) -> np.ndarray:
    """Rows whose prices, (n,), have moved and always been exactly what they were a season before, two seasons long."""
    out = np.zeros(panel.n, dtype=bool)
    for season in np.unique(panel.season[panel.season > 1]):
        back = int(season)
        rows = np.flatnonzero((panel.season == season) & (panel.lengths >= back + max(back, _AGAIN)))
        if not len(rows):
            continue
        y = panel.y[rows]
        came, known = y[:, back:], np.isfinite(y[:, :-back])
        again = np.abs(np.where(known, came - y[:, :-back], 0.0)) <= _SAME * np.abs(came)
        moved = np.nanmax(y, axis=1) > np.nanmin(y, axis=1)
        out[rows] = moved & (again | ~known).all(axis=1)
    return out
