"""How often a price rose or fell before, and how far a forecast's probabilities lean on that.

A forecast's quantiles say where a price goes, but few shops have enough of a record to know how good that is for the
question whether it rises. The share of earlier stretches over which it did is never far off: the two are averaged,
by weights that the shop's own earlier origins give.
"""

from __future__ import annotations

import numpy as np

from shopdesk.engine.prices import bands
from shopdesk.engine.prices.panel import Panel

# The share of all products counts like so many stretches of a product's own: within these bounds by how far the shares
# of products differ beyond chance, and the middle one where too few products can tell.
_RESERVE = (2.0, 10.0, 200.0)
_FEW = 5
# Mostly the usual share, as if three independent origins had said so: that is never far off, a forecast may be.
START, _START_COUNT = 0.8, 3.0
# Log changes to learn it on: any rise, and one of 2 %.
ASKED = (0.0, 0.02)


def how_often(panel: Panel, horizon: int, change: float, shop: Panel | None = None) -> np.ndarray:
    """Share of the earlier stretches of ``horizon`` points over which the log price rose by more than ``change``.

    Parameters
    ----------
    change : float
        A log change; a negative one asks for falls by more than that.
    shop : Panel, optional
        All products, where ``panel`` holds only some: what a short history leans on.

    Returns
    -------
    ndarray (n,)
        Shares within 0 and 1; one half where no product has a stretch.
    """
    happened, count = _stretches(panel, horizon, change)
    every, of_all = (happened, count) if shop is None else _stretches(shop, horizon, change)
    pooled = (every.sum() + 1.0) / (of_all.sum() + 2.0)
    reserve = _reserve(every, of_all, horizon, float(pooled))
    return np.asarray((happened / horizon + reserve * pooled) / (count / horizon + reserve))


def _reserve(happened: np.ndarray, count: np.ndarray, horizon: int, pooled: float) -> float:
    """How many stretches the share of all counts like: a beta law fitted to the shares of products by moments."""
    low, usual, high = _RESERVE
    known = count >= horizon
    if known.sum() < _FEW:
        return usual
    # Stretches that overlap are no independent ones.
    number = count[known] / horizon
    chance = pooled * (1 - pooled)
    apart = np.average((happened[known] / count[known] - pooled) ** 2, weights=number)
    beyond = float(apart - chance * np.average(1 / number, weights=number))
    return high if beyond * (high + 1) <= chance else max(low, chance / beyond - 1)


def _stretches(panel: Panel, horizon: int, change: float) -> tuple[np.ndarray, np.ndarray]:
    logs = bands.log_prices(panel.y)
    moved = logs[:, horizon:] - logs[:, :-horizon]
    happened = moved > change if change >= 0 else moved < change
    return happened.sum(axis=1).astype(float), np.isfinite(moved).sum(axis=1).astype(float)


def lean_of(said: np.ndarray, usual: np.ndarray, came: np.ndarray, origins: int) -> float:
    """How much of ``usual`` belongs into the probability, 0 to 1: the least squared miss, held near ``START``.

    Parameters
    ----------
    said, usual, came : ndarray (m,)
        The forecast's probability, the usual share, and 1 where it came true, from earlier origins.
    origins : int
        From how many origins, each half a horizon from the next.
    """
    apart = said - usual
    size = float(apart @ apart)
    if origins == 0 or size <= 1e-9:
        return START
    best = float(np.clip(apart @ (said - came) / size, 0.0, 1.0))
    independent = (origins + 1) / 2
    return (independent * best + _START_COUNT * START) / (independent + _START_COUNT)
