"""Weights of a blend by conditional logit: the bought product against the others the shop could have proposed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shopdesk.engine.context import JobContext
from shopdesk.engine.recommend.base import Queries
from shopdesk.engine.recommend.data import SalesData
from shopdesk.engine.recommend.signals import Signals

SMALL = 300  # products up to which all are compared
HARD = 20  # of each signal, the products it ranks first: what the list of a question is made of
SAMPLED = 300  # of the others, each standing for so many that were not drawn
HOPELESS = 0.001  # chance below which a purchase was not to be foreseen
PENALTIES = (1.0, 10.0, 100.0)


@dataclass
class Examples:
    """Candidates of questions: ``signals`` (questions, candidates, names), ``target`` and ``valid`` masks.

    ``offset`` is the log of how many products a drawn candidate stands for, ``ideal`` how many were bought.
    """

    names: list[str]
    signals: np.ndarray
    target: np.ndarray
    valid: np.ndarray
    offset: np.ndarray
    ideal: np.ndarray

    def __len__(self) -> int:
        return len(self.signals)


def _barred(signals: Signals, part: Queries, row: int) -> np.ndarray:
    barred = np.zeros(len(signals.data.ids), bool)
    barred[part.given.indices[part.given.indptr[row] : part.given.indptr[row + 1]]] = True
    if part.task == "new" and part.customers[row] >= 0:
        history, who = signals.data.history, part.customers[row]
        barred[history.indices[history.indptr[who] : history.indptr[who + 1]]] = True
    return barred


def _candidates(
    ranked: list[np.ndarray], row: int, barred: np.ndarray, target: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Numbers of the products compared in one question, and the offset of each."""
    if len(barred) <= SMALL:
        numbers = np.flatnonzero(~barred)
        return numbers, np.zeros(len(numbers))
    sure = target.copy()
    for order in ranked:
        sure[order[row]] = True
    others = np.flatnonzero(~sure & ~barred)
    numbers = np.flatnonzero(sure & ~barred)
    drawn = np.unique(rng.integers(0, len(others), SAMPLED)) if len(others) else others
    weight = np.log(len(others) / max(len(drawn), 1)) if len(others) else 0.0
    return np.concatenate([numbers, others[drawn]]), np.repeat([0.0, weight], [len(numbers), len(drawn)])


def examples(signals: Signals, queries: Queries, wanted: list[np.ndarray], ctx: JobContext, seed: int = 0) -> Examples:
    """Collect the candidates of each question and the signals of each candidate.

    In a large shop the candidates are what some signal ranks high, what was bought, and a sample of all others with
    its weight: to learn from the high-ranked alone would teach that what all signals praise is seldom bought.
    """
    from shopdesk.engine.recommend.signals import GROUPS, USUAL_ONLY

    width, step = len(signals.data.ids), max(1, 2_000_000 // max(len(signals.data.ids), 1))
    first = signals.arrays(queries.part(0, min(len(queries), step)), set(GROUPS) - USUAL_ONLY)
    names = [name for name in GROUPS if name in first]
    rng = np.random.default_rng(seed)
    found: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
    for low in range(0, len(queries), step):
        ctx.raise_if_cancelled()
        part = queries.part(low, min(low + step, len(queries)))
        values = signals.arrays(part, names)
        zero = np.zeros((len(part), width), np.float32)
        arrays = [values.get(name, zero) for name in names]
        ranked = [np.argpartition(a, -HARD, axis=1)[:, -HARD:] for a in arrays] if width > SMALL else []
        for row in range(len(part)):
            target = np.zeros(width, bool)
            target[wanted[low + row]] = True
            numbers, offset = _candidates(ranked, row, _barred(signals, part, row), target, rng)
            table = np.stack([a[row, numbers] for a in arrays], axis=1).astype(np.float32)
            found.append((table, target[numbers], offset))
    return _padded(names, found)


def _padded(names: list[str], found: list[tuple[np.ndarray, np.ndarray, np.ndarray]]) -> Examples:
    shape = (len(found), max((len(table) for table, _, _ in found), default=0))
    signals = np.zeros((*shape, len(names)), np.float32)
    target, valid, offset = np.zeros(shape, bool), np.zeros(shape, bool), np.zeros(shape)
    for number, (table, mark, weight) in enumerate(found):
        size = len(table)
        signals[number, :size], target[number, :size], offset[number, :size] = table, mark, weight
        valid[number, :size] = True
    return Examples(names, signals, target, valid, offset, target.sum(axis=1))


def _loss(
    flat: np.ndarray, weights: np.ndarray, offset: np.ndarray, valid: np.ndarray, share: np.ndarray
) -> tuple[float, np.ndarray]:
    """Loss of weights, and its slope: -log(chance + HOPELESS) of what was bought.

    The constant lets go of purchases that nothing foresees: they would bend the weights to lift them from rank 900 to
    rank 500, at the cost of the first ten.
    """
    value = np.where(valid, (flat @ weights.astype(np.float32)).reshape(valid.shape) + offset, -np.inf)
    value -= value.max(axis=1, keepdims=True, initial=-1e30)
    chance = np.exp(value)
    chance /= chance.sum(axis=1, keepdims=True)
    pull = share * chance / (chance + HOPELESS)
    slope = (chance * pull.sum(axis=1, keepdims=True) - pull).astype(np.float32).ravel() @ flat
    return -float((share * np.log(chance + HOPELESS)).sum()), slope.astype(np.float64)


def learn(
    sample: Examples, chosen: np.ndarray, prior: np.ndarray, penalty: float, check: np.ndarray | None = None
) -> tuple[np.ndarray, float]:
    """Weights that make the bought products of the ``chosen`` questions likely, drawn to those of ``prior``.

    Also the loss at the questions ``check`` that they were not learned from.
    """
    from scipy.optimize import minimize

    keep = chosen[sample.ideal[chosen] > 0]
    if len(keep) == 0:
        return prior, 0.0

    def parts(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        flat = (sample.signals[rows] / scale).astype(np.float32).reshape(-1, len(sample.names))
        share = sample.target[rows] / np.maximum(sample.ideal[rows], 1)[:, None]
        return flat, sample.offset[rows], sample.valid[rows], share

    scale = np.maximum(sample.signals[keep][sample.valid[keep]].std(axis=0), 1e-6)
    flat, offset, valid, share = parts(keep)
    start = prior * scale

    def objective(weights: np.ndarray) -> tuple[float, np.ndarray]:
        value, slope = _loss(flat, weights, offset, valid, share)
        away = weights - start
        return value + penalty * float(away @ away), slope + 2 * penalty * away

    found = minimize(objective, start, jac=True, method="L-BFGS-B", options={"maxiter": 60}).x
    if check is None:
        return found / scale, 0.0
    flat, offset, valid, share = parts(check[sample.ideal[check] > 0])
    return found / scale, _loss(flat, found, offset, valid, share)[0]


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
    sizes = np.diff(data.baskets.indptr)
    owner = np.repeat(np.arange(count), sizes)
    asked = np.flatnonzero((owner >= low) & (sizes[owner] >= 2) & (sizes[owner] <= 200))
    if len(asked) > limit:
        asked = np.sort(np.random.default_rng(seed).choice(asked, limit, replace=False))
    return late, [(int(owner[line]), int(data.baskets.indices[line])) for line in asked]


def held_out_visits(data: SalesData, limit: int, seed: int) -> np.ndarray:
    """The last basket of sampled customers who came at least three times."""
    order, start = data.visits
    visits = np.diff(start)
    regular = np.flatnonzero(visits >= 3)
    chosen = np.random.default_rng(seed).permutation(regular)[:limit]
    return np.sort(order[start[chosen + 1] - 1])
