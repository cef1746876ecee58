"""Where all products of a shop go together: the mean of their standardised log prices, forecast as one series.

Four windows of one market are four draws of one shock, so what products do together is learned from few independent
facts, and what each does against the others from many. The two are therefore forecast apart. The shop's own series
is a season, found on its levels about a bent trend and shrunk by how sure it is, and a trend. Where its level is
plainly noise about something steadier, it goes back to that, and the trend is that of the steadier level.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from shopdesk.engine.prices import bands
from shopdesk.engine.prices.fading import fading
from shopdesk.engine.prices.panel import Panel
from shopdesk.engine.prices.profile import changes, wave_orders, waves
from shopdesk.engine.prices.trend import trend

_LEAST_SHARE = 0.3
_LEAST_POINTS = 8
# How much of a smoothed level is new at each point. The last is the level as it stands: a random walk.
_ALPHAS = (0.03, 0.06, 0.12, 0.25, 0.4, 0.6, 0.8, 1.0)
# Twice the logarithm of how much likelier a smoothed level makes the changes than a random walk does.
_PLAIN = 10.0


def shop_path(panel: Panel, horizon: int) -> np.ndarray:
    """How far the mean of all products goes by each step, in their usual changes: season and trend, (2, horizon)."""
    orders = wave_orders(panel)
    z, live, _ = changes(panel, max(orders, 1))
    count = live.sum(axis=0)
    use = count >= max(1.0, _LEAST_SHARE * count.max(initial=0))
    if use.sum() < _LEAST_POINTS:
        return np.zeros((2, horizon))
    start = int(np.argmax(use))
    mean = np.where(use, z.sum(axis=0) / np.maximum(count, 1), 0.0)[start:]
    level = np.concatenate(([0.0], np.cumsum(mean)))
    season = np.zeros(len(level) + horizon)
    if orders and len(level) > 1.25 * panel.per_year:
        year = panel.year[int(np.argmin(panel.first)), start : panel.width + horizon]
        season = _season(level, waves(year, orders))
    freed = level - season[: len(level)]
    steady = settled(freed, horizon)
    ahead = season[len(level) :] - season[len(level) - 1] + (steady[-1] - freed[-1])
    return np.stack((ahead, trend(np.diff(steady), horizon, panel.per_year)))


def settled(level: np.ndarray, horizon: int) -> np.ndarray:
    """The level without its noise: as it is unless its own past plainly says that it is noisy.

    Exponential smoothing, a mean of all values while these are few. Whether the last value is noisy is told by errors
    one step ahead, which overlap with none; how much to smooth, by errors of all steps up to ``horizon``.
    """
    if len(level) <= _LEAST_POINTS:
        return level
    smooth = np.stack([fading(np.stack((level, np.ones_like(level))), 1 - alpha) for alpha in _ALPHAS])
    smooth = smooth[:, 0] / smooth[:, 1]
    missed = np.array([_squares(level, smooth, step) for step in range(1, min(horizon, len(level) // 4) + 1)])
    one = missed[0]
    if one[-1] <= bands.FLOOR or (len(level) - 1) * np.log(one[-1] / max(one.min(), bands.FLOOR)) < _PLAIN:
        return level
    return np.asarray(smooth[int(np.argmin(missed.sum(axis=0)))])


def _squares(level: np.ndarray, smooth: np.ndarray, step: int) -> np.ndarray:
    """Mean squared error of each smoothing that many steps ahead."""
    return np.asarray(((level[step:] - smooth[:, :-step]) ** 2).mean(axis=1))


def _season(level: np.ndarray, wave: np.ndarray) -> np.ndarray:
    """The season at all points of ``wave``, shrunk by its F statistic; neighbours are no independent evidence."""
    n, k = len(level), wave.shape[1]
    share = np.arange(n) / (n - 1)
    trend = np.column_stack((np.ones(n), share, share**2))
    inputs = np.column_stack((wave[:n], trend))
    beta = np.linalg.lstsq(inputs, level, rcond=None)[0]
    rest = level - inputs @ beta
    size = float(rest @ rest)
    if size <= bands.FLOOR:
        return np.asarray(wave @ beta[:k])
    along = min(0.99, max(0.0, float(rest[1:] @ rest[:-1]) / size))
    bare = wave[:n] - trend @ np.linalg.lstsq(trend, wave[:n], rcond=None)[0]
    noise = size / max(1, n - inputs.shape[1]) * (1 + along) / (1 - along)
    f = float(((bare @ beta[:k]) ** 2).sum()) / k / noise
    return np.asarray(wave @ beta[:k] * max(0.0, 1 - max(k - 2, 1) / k / max(f, bands.FLOOR)))


def mean_moves(middle: np.ndarray, now: np.ndarray, unit: np.ndarray) -> np.ndarray:
    """How far forecasts (members, n, h) take the mean product, (members, h), in usual changes; resting ones are out."""
    moves = np.isfinite(unit) & (unit > 0)
    if not moves.any():
        return np.zeros((middle.shape[0], middle.shape[2]))
    return np.asarray(((middle[:, moves] - now[moves][:, None]) / unit[moves][:, None]).mean(axis=1))


@dataclass(frozen=True)
class Ways:
    """Where members and shop go, now and at each earlier origin.

    Attributes
    ----------
    moves : ndarray (1 + origins, members + 2, h)
        Of the mean product by each member, then the shop's season and its trend, in usual changes.
    follows : ndarray (1 + origins, n)
        How far each product follows the trend, 1 in the mean.
    """

    moves: np.ndarray
    follows: np.ndarray

    def rows(self, keep: np.ndarray) -> Ways:
        """The same for some of the products."""
        return replace(self, follows=self.follows[:, keep])

    def shift(self, at: int, weight: np.ndarray, unit: np.ndarray, horizon: int, apart: np.ndarray) -> np.ndarray:
        """What to add to a mix of the members so that all products together go the shop's way, (n, h).

        What the members (members,) that are ``apart`` have of ``weight`` (members, n) is left as it is: they speak for
        each product by itself. Steps beyond the last known are taken for it.
        """
        moves = self.moves[at][:, np.minimum(np.arange(horizon), self.moves.shape[2] - 1)]
        lent = np.where(apart[:, None], 0.0, weight)
        shop = moves[-2] + self.follows[at][:, None] * moves[-1]
        further = lent.sum(axis=0)[:, None] * shop - np.einsum("mn,mh->nh", lent, moves[:-2])
        return np.asarray(further * np.where(np.isfinite(unit), unit, 0.0)[:, None])
