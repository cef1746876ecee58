"""Weights of a blend by conditional logit: the bought product against the others the shop could have proposed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shopdesk.engine.context import JobContext
from shopdesk.engine.recommend.base import Queries
from shopdesk.engine.recommend.data import SalesData
from shopdesk.engine.recommend.signals import Signals

CANDIDATES = 30  # of each signal
PENALTY = 10.0


@dataclass
class Examples:
    """Candidates of questions: ``signals`` (questions, candidates, names), ``target`` and ``valid`` masks."""

    names: list[str]
    signals: np.ndarray
    target: np.ndarray
    valid: np.ndarray
    ideal: np.ndarray

    def __len__(self) -> int:
        return len(self.signals)


def _candidates(arrays: list[np.ndarray], barred: np.ndarray, wanted: np.ndarray, limit: int) -> np.ndarray:
    """Numbers of the products that some signal ranks high, and the bought ones."""
    if len(barred) <= limit:
        return np.flatnonzero(~barred)
    chosen = wanted.copy()
    for values in arrays:
        value = np.where(barred, -np.inf, values)
        chosen[np.argpartition(-value, CANDIDATES)[:CANDIDATES]] = True
    return np.flatnonzero(chosen & ~barred)


def examples(
    signals: Signals, queries: Queries, wanted: list[np.ndarray], ctx: JobContext, limit: int = 300
) -> Examples:
    """Collect the candidates of each question and the signals of each candidate."""
    from shopdesk.engine.recommend.signals import GROUPS

    width, step = len(signals.data.ids), max(1, 2_000_000 // max(len(signals.data.ids), 1))
    names = [name for name in GROUPS if name in signals.arrays(queries.part(0, min(len(queries), step)))]
    rows: list[np.ndarray] = []
    marks: list[np.ndarray] = []
    for low in range(0, len(queries), step):
        ctx.raise_if_cancelled()
        part = queries.part(low, min(low + step, len(queries)))
        found = signals.arrays(part, names)
        zero = np.zeros((len(part), width), np.float32)
        arrays = [found.get(name, zero) for name in names]
        for row in range(len(part)):
            target, barred = np.zeros(width, bool), np.zeros(width, bool)
            target[wanted[low + row]] = True
            barred[part.given.indices[part.given.indptr[row] : part.given.indptr[row + 1]]] = True
            if part.task == "new" and part.customers[row] >= 0:
                history = signals.data.history
                who = part.customers[row]
                barred[history.indices[history.indptr[who] : history.indptr[who + 1]]] = True
            chosen = _candidates([a[row] for a in arrays], barred, target, limit)
            rows.append(np.stack([a[row, chosen] for a in arrays], axis=1).astype(np.float32))
            marks.append(target[chosen])
    return _padded(names, rows, marks)


def _padded(names: list[str], rows: list[np.ndarray], marks: list[np.ndarray]) -> Examples:
    longest = max((len(row) for row in rows), default=0)
    signals = np.zeros((len(rows), longest, len(names)), np.float32)
    target, valid = np.zeros((len(rows), longest), bool), np.zeros((len(rows), longest), bool)
    for number, (row, mark) in enumerate(zip(rows, marks, strict=True)):
        signals[number, : len(row)], target[number, : len(row)], valid[number, : len(row)] = row, mark, True
    return Examples(names, signals, target, valid, target.sum(axis=1))


def learn(sample: Examples, chosen: np.ndarray, prior: np.ndarray) -> np.ndarray:
    """Weights that make the bought products of the ``chosen`` questions likely, drawn to those of ``prior``."""
    from scipy.optimize import minimize

    keep = chosen[sample.ideal[chosen] > 0]
    x, target, valid = sample.signals[keep], sample.target[keep], sample.valid[keep]
    scale = np.maximum(x[valid].std(axis=0), 1e-6) if len(keep) else np.ones(len(sample.names))
    flat = (x / scale).astype(np.float32).reshape(-1, len(sample.names))
    share = target / np.maximum(target.sum(axis=1, keepdims=True), 1)

    start = prior * scale

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        value = np.where(valid, (flat @ weights.astype(np.float32)).reshape(valid.shape), -np.inf).astype(np.float64)
        value -= value.max(axis=1, keepdims=True, initial=-1e30)
        chance = np.exp(value)
        total = chance.sum(axis=1, keepdims=True)
        chance /= total
        log = np.where(share > 0, value - np.log(total), 0.0)
        slope = (chance - share).astype(np.float32).ravel() @ flat
        away = weights - start
        return float(-(share * log).sum() + PENALTY * away @ away), slope + 2 * PENALTY * away

    if len(keep) == 0:
        return prior
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 60})
    return found.x / scale


def gains(sample: Examples, weights: np.ndarray, chosen: np.ndarray, k: int = 10) -> np.ndarray:
    """NDCG at ``k`` of each of the ``chosen`` questions."""
    value = np.where(sample.valid[chosen], sample.signals[chosen] @ weights.astype(np.float32), -np.inf)
    order = np.argsort(-value, axis=1, kind="stable")[:, :k]
    hit = np.take_along_axis(sample.target[chosen], order, axis=1)
    discount = 1 / np.log2(np.arange(2, k + 2))
    best = np.cumsum(discount)[np.clip(sample.ideal[chosen], 1, k) - 1]
    return (hit * discount[: hit.shape[1]]).sum(axis=1) / best


def held_out_baskets(data: SalesData, limit: int, seed: int) -> tuple[np.ndarray, list[tuple[int, int]]]:
    """Mask of the newest tenth of the baskets, and sampled pairs of basket and product of it."""
    count = data.baskets.shape[0]
    low = int(count * 0.9)
    late = np.arange(count) >= low
    pairs = []
    order = np.random.default_rng(seed).permutation(np.arange(low, count))
    for basket in order:
        items = data.baskets.indices[data.baskets.indptr[basket] : data.baskets.indptr[basket + 1]]
        if 2 <= len(items) <= 200:
            pairs += [(int(basket), int(item)) for item in items[:: max(1, len(items) // 8)]]
        if len(pairs) >= limit:
            break
    return late, pairs[:limit]


def held_out_visits(data: SalesData, limit: int, seed: int) -> np.ndarray:
    """The last basket of sampled customers who came at least three times."""
    order, start = data.visits
    visits = np.diff(start)
    regular = np.flatnonzero(visits >= 3)
    chosen = np.random.default_rng(seed).permutation(regular)[:limit]
    return np.sort(order[start[chosen + 1] - 1])
