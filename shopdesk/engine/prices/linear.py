"""One linear model over all products: ridge regression towards least absolute errors, one for each step ahead.

What it adds to the networks: it learns only how products move against one another (inputs and targets are taken as
distances from their means over all products at each time), of which there is far more evidence than of where all
go together; that it leaves to the shop's own series. It costs a tenth of a network. Fitted by iteratively reweighted
least squares (Holland and Welsch 1977).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from shopdesk.engine.prices import bands
from shopdesk.engine.prices.features import Features
from shopdesk.engine.prices.panel import Panel
from shopdesk.engine.prices.together import shop_path

_PENALTY = 0.1
_ROUNDS = 4
_MOST = 20_000
_SEASONS_APART = 3
_SEASONS_NEEDED = 4
_CAP = 6.0


@dataclass(frozen=True)
class GlobalLinear:
    """Weights of a trained model.

    Attributes
    ----------
    weight : ndarray (horizon, inputs)
        For each step.
    offset : ndarray (T, horizon)
        What makes the mean of all products go the shop's way, at the times that were asked for.
    cycles : tuple of int
        The seasons that are looked back at.
    apart : int
        How many earlier seasons are inputs of their own.
    """

    weight: np.ndarray
    offset: np.ndarray
    cycles: tuple[int, ...]
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
            known = min(step, len(self.weight)) - 1
            inputs = np.concatenate((origin, self._at_step(features, rows, at, step)), axis=1)
            moved = inputs @ self.weight[known] + self.offset[min(panel.width, len(self.offset)) - 1, known]
            out[:, step - 1] = now + moved * unit * np.sqrt(step) * alive
        return out

    def known_at(self, panel: Panel, origins: Sequence[int]) -> GlobalLinear:
        """The same for forecasts from a panel and from earlier origins of it, each by what was known then."""
        horizon = len(self.weight)
        offset = np.zeros((panel.width, horizon))
        for back in {0, *origins}:
            rows = np.flatnonzero(panel.lengths >= back + 3)
            if len(rows):
                offset[panel.width - 1 - back] = self._offset(panel.rows(rows).cut(back), horizon)
        return replace(self, offset=offset)

    def _offset(self, panel: Panel, horizon: int) -> np.ndarray:
        features = Features.of(panel, self.cycles)
        rows = np.flatnonzero(features.scale[:, -1] > 0)
        if not len(rows):
            return np.zeros(horizon)
        at = np.full(len(rows), panel.width - 1)
        origin, way = self._at_origin(features, rows, at), shop_path(panel, horizon).sum(axis=0)
        out = np.empty(horizon)
        for step in range(1, horizon + 1):
            inputs = np.concatenate((origin, self._at_step(features, rows, at, step)), axis=1).mean(axis=0)
            out[step - 1] = way[step - 1] / np.sqrt(step) - inputs @ self.weight[step - 1]
        return out

    def _at_origin(self, features: Features, rows: np.ndarray, at: np.ndarray) -> np.ndarray:
        return np.concatenate((features.at_origin(rows, at), _against_all(features, rows, at)), axis=1)

    def _at_step(self, features: Features, rows: np.ndarray, at: np.ndarray, step: int) -> np.ndarray:
        steps = np.full((len(rows), 1), step)
        columns = [features.at_steps(rows, at, steps, step)[:, 0, 2:]]
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


def _against_all(features: Features, rows: np.ndarray, at: np.ndarray) -> np.ndarray:
    """How far each price stands above the mean of its whole history: against its age, and plainly."""
    first = features.panel.first[rows]
    age = at - first + 1
    mean = (features.sums[rows, at + 1] - features.sums[rows, first]) / age
    above = (features.logs[rows, at] - mean) / features.unit(rows, at)
    return np.column_stack((np.clip(above / np.sqrt(age), -4, 4), np.clip(above / 6, -_CAP, _CAP)))


def fit_linear(panel: Panel, horizon: int, seed: int = 0) -> GlobalLinear:
    """Fit on all products of a panel; with too little history it answers with the last price."""
    features = Features.of(panel)
    cycles = features.cycles
    apart = _SEASONS_APART if cycles and panel.lengths.max() >= _SEASONS_NEEDED * cycles[-1] else 0
    empty = GlobalLinear(np.zeros((horizon, 1)), np.zeros((1, horizon)), cycles, apart)
    rows, at = _examples(features, seed)
    enough = len(rows) > 0
    if not enough:
        rows, at = np.zeros(1, int), np.full(1, panel.width - 1)
    origin = empty._at_origin(features, rows, at)
    weights: list[np.ndarray] = []
    for step in range(1, horizon + 1):
        known = at + step < panel.width
        inputs = np.concatenate((origin, empty._at_step(features, rows, at, step)), axis=1)[known]
        target = features.targets(rows[known], at[known], np.full((int(known.sum()), 1), step))[:, 0]
        if len(target) >= 4 * inputs.shape[1]:
            apart_from_all = _apart(np.column_stack((inputs, target)).astype(float), at[known])
            weights.append(_least_absolute(apart_from_all[:, :-1], apart_from_all[:, -1]))
        else:
            enough = enough and step > 1
            weights.append(weights[-1] if weights else np.zeros(inputs.shape[1]))
    model = replace(empty, weight=np.stack(weights))
    return model.known_at(panel, ()) if enough else replace(model, offset=np.zeros((panel.width, horizon)))


def _examples(features: Features, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows and times to learn from; of many products some, each at all times, so that means over them can be taken."""
    panel = features.panel
    times = np.arange(panel.width)
    usable = (times >= panel.first[:, None] + 3) & (times < panel.width - 1) & (features.scale > 0)
    total = int(usable.sum())
    if total > _MOST:
        keep = max(5, int(panel.n * _MOST / total))
        usable[np.random.default_rng(seed).permutation(panel.n)[keep:]] = False
    rows, at = np.nonzero(usable)
    return rows, at


def _apart(values: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Distances of the rows from the mean of all rows of the same time."""
    _, number, count = np.unique(at, return_inverse=True, return_counts=True)
    total = np.stack([np.bincount(number, column) for column in values.T], axis=1)
    return np.asarray(values - (total / count[:, None])[number])


def _least_absolute(inputs: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Weights of a ridge regression without a constant in which large misses count less with each round."""
    spread = inputs.std(axis=0)
    spread = np.where(spread > 1e-6, spread, 1.0)
    z = inputs / spread
    penalty = _PENALTY * len(z) * np.eye(z.shape[1])
    counts = np.ones(len(z))
    beta = np.zeros(z.shape[1])
    for _ in range(_ROUNDS):
        weighted = z * counts[:, None]
        beta = np.linalg.solve(weighted.T @ z + penalty, weighted.T @ target)
        miss = np.abs(target - z @ beta)
        counts = 1 / np.maximum(miss / max(float(np.median(miss)), bands.FLOOR), 1.0)
    return np.asarray(beta / spread)
