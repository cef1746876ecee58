"""One linear model over all products: ridge regression towards least absolute errors, one for each step ahead.

What it adds to the networks: it reads the season out of the prices themselves instead of the pooled profile, it sees
how the whole shop stands against its own averages, and it costs a tenth of a network. Fitted by iteratively
reweighted least squares (Holland and Welsch 1977).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shopdesk.engine.prices import bands
from shopdesk.engine.prices.features import Features
from shopdesk.engine.prices.panel import Panel
from shopdesk.engine.prices.profile import wave_orders, waves

_PENALTY = 0.4
_ROUNDS = 4
# The shop as a whole is looked at against its averages of up to half a year: it has only one past.
_SHOP_AVERAGES = 3
_MOST = 20_000
_SEASONS_APART = 3
_SEASONS_NEEDED = 4
_CAP = 6.0


@dataclass(frozen=True)
class GlobalLinear:
    """Weights of a trained model.

    Attributes
    ----------
    weight : ndarray (horizon, inputs + 1)
        For each step; the last one is the constant.
    level : ndarray (T, 3)
        How far all products together stood above their moving averages at each time.
    cycles : tuple of int
        The seasons that are looked back at.
    orders : int
        Yearly waves among the inputs.
    apart : int
        How many earlier seasons are inputs of their own.
    """

    weight: np.ndarray
    level: np.ndarray
    cycles: tuple[int, ...]
    orders: int
    apart: int

    def forecast(self, panel: Panel, horizon: int) -> np.ndarray:
        """Forecasts of the log price, (n, horizon)."""
        features = Features.of(panel, self.cycles)
        rows, at = np.arange(panel.n), np.full(panel.n, panel.width - 1)
        unit, now = features.unit(rows, at), features.logs[:, -1]
        alive = features.scale[:, -1] > 0
        origin = self._at_origin(features, rows, at)
        out = np.empty((panel.n, horizon))
        for step in range(1, horizon + 1):
            weight = self.weight[min(step, len(self.weight)) - 1]
            inputs = np.concatenate((origin, self._at_step(features, rows, at, step)), axis=1)
            out[:, step - 1] = now + (inputs @ weight[:-1] + weight[-1]) * unit * np.sqrt(step) * alive
        return out

    def _at_origin(self, features: Features, rows: np.ndarray, at: np.ndarray) -> np.ndarray:
        return np.concatenate((features.at_origin(rows, at), self.level[np.minimum(at, len(self.level) - 1)]), axis=1)

    def _at_step(self, features: Features, rows: np.ndarray, at: np.ndarray, step: int) -> np.ndarray:
        steps = np.full((len(rows), 1), step)
        columns = [features.at_steps(rows, at, steps, step)[:, 0, 2:]]
        if self.orders:
            year = features.panel.year
            then = np.minimum(at + step, year.shape[1] - 1)
            turned = waves(year[rows, then], self.orders) - waves(year[rows, at], self.orders)
            columns.append(turned / np.sqrt(step))
        for back in range(1, self.apart + 1):
            columns.append(_season_ago(features, rows, at, step, back * self.cycles[-1]))
        return np.concatenate(columns, axis=1)


def _season_ago(features: Features, rows: np.ndarray, at: np.ndarray, step: int, back: int) -> np.ndarray:
    """How far the price stood from now's a season before the step, and whether that is known."""
    then = at + step - back
    known = (then >= features.panel.first[rows]) & (then <= at)
    went = features.logs[rows, np.clip(then, 0, features.logs.shape[1] - 1)] - features.logs[rows, at]
    value = np.clip(went / features.unit(rows, at) / np.sqrt(step), -_CAP, _CAP)
    return np.column_stack((value * known, known))


def fit_linear(panel: Panel, horizon: int, seed: int = 0) -> GlobalLinear:
    """Fit on all products of a panel; with too little history it answers with the last price."""
    features = Features.of(panel)
    cycles = features.cycles
    apart = _SEASONS_APART if cycles and panel.lengths.max() >= _SEASONS_NEEDED * cycles[-1] else 0
    empty = GlobalLinear(np.zeros((horizon, 1)), _levels(features), cycles, wave_orders(panel), apart)
    rows, at = _examples(features, seed)
    if not len(rows):
        rows, at = np.zeros(1, int), np.full(1, panel.width - 1)
    origin = empty._at_origin(features, rows, at)
    weights = []
    for step in range(1, horizon + 1):
        known = at + step < panel.width
        inputs = np.concatenate((origin, empty._at_step(features, rows, at, step)), axis=1)[known]
        target = features.targets(rows[known], at[known], np.full((int(known.sum()), 1), step))[:, 0]
        if len(target) >= 4 * inputs.shape[1]:
            weights.append(_least_absolute(inputs, target.astype(float)))
        else:
            weights.append(weights[-1] if weights else np.zeros(inputs.shape[1] + 1))
    return GlobalLinear(np.stack(weights), empty.level, cycles, empty.orders, apart)


def _examples(features: Features, seed: int) -> tuple[np.ndarray, np.ndarray]:
    panel = features.panel
    times = np.arange(panel.width)
    usable = (times >= panel.first[:, None] + 3) & (times < panel.width - 1) & (features.scale > 0)
    rows, at = np.nonzero(usable)
    if len(rows) > _MOST:
        pick = np.sort(np.random.default_rng(seed).permutation(len(rows))[:_MOST])
        rows, at = rows[pick], at[pick]
    return rows, at


def _levels(features: Features) -> np.ndarray:
    """Mean over the products of how far each stands above its moving averages, at each time."""
    panel = features.panel
    out = np.zeros((panel.width, _SHOP_AVERAGES))
    for time in range(panel.width):
        rows = np.flatnonzero((time >= panel.first + 3) & (features.scale[:, time] > 0))
        if len(rows):
            out[time] = features.above_averages(rows, np.full(len(rows), time)).mean(axis=0)[:_SHOP_AVERAGES]
    return out


def _least_absolute(inputs: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Weights, the constant last, of a ridge regression in which large misses count less with each round."""
    middle, spread = inputs.mean(axis=0), inputs.std(axis=0)
    spread = np.where(spread > 1e-6, spread, 1.0)
    z = np.column_stack(((inputs - middle) / spread, np.ones(len(inputs))))
    penalty = _PENALTY * len(z) * np.eye(z.shape[1])
    counts = np.ones(len(z))
    for _ in range(_ROUNDS):
        weighted = z * counts[:, None]
        beta = np.linalg.solve(weighted.T @ z + penalty, weighted.T @ target)
        miss = np.abs(target - z @ beta)
        counts = 1 / np.maximum(miss / max(float(np.median(miss)), bands.FLOOR), 1.0)
    slope = beta[:-1] / spread
    return np.append(slope, beta[-1] - middle @ slope)
