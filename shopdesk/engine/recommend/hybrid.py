"""The blend of all methods, with weights learned on the shop's own held-out baskets."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from shopdesk.engine.context import JobContext
from shopdesk.engine.errors import DataError
from shopdesk.engine.recommend.base import Neighbourhood, Queries, Recommender, row_matrix
from shopdesk.engine.recommend.content import ContentVectors, content_similarity
from shopdesk.engine.recommend.data import SalesData
from shopdesk.engine.recommend.growing import Growth
from shopdesk.engine.recommend.learning import (
    PENALTIES,
    Examples,
    examples,
    gains,
    held_out_baskets,
    held_out_visits,
    learn,
)
from shopdesk.engine.recommend.signals import GROUPS, Signals

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SINGLES = ("share", "month", "log_ease", "log_ease_3000", "own_ease", "user", "own_user", "often")
FEW = 60  # held-out questions below which weights are not learned
SURE = 1.7  # standard errors by which popularity has to be beaten
SLIGHTLY = 0.5  # and the best single signal by the blend
POPULAR = {"share": 1.0, "month": 1.0, "hour": 1.0, "weekday": 1.0}  # as Popularity counts
PRIOR = {"share": 1.0, "month": 1.0}  # what learned weights are drawn to
USUAL = {
    "basket": {"share": 1.0, "month": 0.5, "mix": 0.7, "lift": 0.3, "content": 1.0, "often": 0.5},
    "customer": {"share": 0.7, "month": 0.5, "often": 1.5, "rate": 0.5, "own_item": 1.0, "own_content": 1.0},
    "new": {"share": 1.0, "month": 0.7, "own_item": 2.0, "own_content": 1.0},
}


LIKE_YOU = 50  # customers whose purchases are a reason


def _alike(history: csr_matrix, who: int) -> tuple[np.ndarray, np.ndarray]:
    """The customers nearest to one by the cosine of the sets of what they bought, and how near; newest of equals first.

    One pass over all purchases, since an index of who bought what would have to be made again after each sale.
    """
    own = np.zeros(history.shape[1], np.float32)
    own[history.indices[history.indptr[who] : history.indptr[who + 1]]] = 1.0
    total = np.concatenate([[0.0], np.cumsum(own[history.indices], dtype=np.float64)])
    common = np.diff(total[history.indptr])
    common[who] = 0.0
    rows = np.flatnonzero(common)
    value = common[rows] / np.sqrt(np.diff(history.indptr)[rows] * own.sum())
    order = np.lexsort((-rows, -value))[:LIKE_YOU]
    return rows[order], value[order]


def _better(one: np.ndarray, other: np.ndarray, errors: float) -> bool:
    """Whether the mean gain is higher by more than so many standard errors of the paired difference."""
    difference = one - other
    return bool(difference.mean() > errors * difference.std() / np.sqrt(max(len(difference), 1)))


class HybridRecommender(Recommender):
    """Content, behaviour, repeat purchases and popularity at the time of the visit, blended.

    Parameters
    ----------
    weights : mapping, optional
        Multipliers of the groups ``content``, ``behaviour``, ``repeat`` and ``popularity`` over what was learned, 1
        as learned and 0 off; they may be set again at any time and act at once.
    queries : int
        At most how many held-out questions weights are learned from; fewer in shops of many products.
    seed : int
        Seed of the sample of questions.

    Attributes
    ----------
    learned : dict
        Weights of the signals for each task (``basket``, ``customer``, ``new``).
    choice : dict
        What the guard settled on for each task: ``blend``, ``usual``, ``popularity`` or the name of one signal.
    """

    _signals: Signals
    kinds = ("repeat", "together", "similar", "neighbours", "popular", "same_kind", "time")

    def __init__(self, weights: Mapping[str, float] | None = None, queries: int = 4000, seed: int = 0) -> None:
        self.weights: Mapping[str, float] = weights or {}
        self.queries = queries
        self.seed = seed
        self.learned: dict[str, dict[str, float]] = {}
        self.choice: dict[str, str] = {}

    @property
    def weights(self) -> Mapping[str, float]:
        """Multipliers of the groups of signals; those not named are 1."""
        return self._weights

    @weights.setter
    def weights(self, value: Mapping[str, float]) -> None:
        unknown = set(value) - set(GROUPS.values())
        if unknown:
            raise DataError("recommend.unknown_weight", name=", ".join(sorted(unknown)))
        if not all(np.isfinite(number) for number in value.values()):
            raise DataError("recommend.weight_not_a_number", name=", ".join(sorted(value)))
        self._weights = dict(value)

    def _content(self) -> ContentVectors:
        return self._vectors

    def with_weights(self, weights: Mapping[str, float]) -> HybridRecommender:
        """A copy that shares everything that was learned and answers with other weights."""
        model = copy.copy(self)
        model.weights = weights
        return model

    def _neighbours(self, queries: Queries) -> Neighbourhood | None:
        who = int(queries.customers[0])
        if who < 0:
            return None
        rows, value = _alike(self.data.history, who)
        return Neighbourhood(self.data.history[rows], value, rows, True)

    def _refresh(self, growth: Growth) -> None:
        self._signals = self._signals.extended(growth)

    def _learn(self, data: SalesData, ctx: JobContext) -> None:
        self._vectors = ContentVectors(data)
        self._alike = content_similarity(self._vectors)
        self.learned = {task: dict(usual) for task, usual in USUAL.items()}
        self.choice = dict.fromkeys(USUAL, "usual")
        ctx.progress(0.1, "baskets")
        self._learn_baskets(data, ctx)
        ctx.progress(0.5, "customers")
        self._learn_customers(data, ctx)
        ctx.progress(0.8, "final")
        self._signals = self._fitted(data, ctx).ready(ctx)
        ctx.progress(1.0, "final")

    def _fitted(self, data: SalesData, ctx: JobContext) -> Signals:
        return Signals(data, self._vectors, self._alike, ctx)

    def _limit(self, data: SalesData) -> int:
        return int(np.clip(15_000_000 // max(len(data.ids), 1), 400, self.queries if len(data.ids) < 1000 else 1500))

    # --- learning -------------------------------------------------------------------------------

    def _learn_baskets(self, data: SalesData, ctx: JobContext) -> None:
        late, pairs = held_out_baskets(data, self._limit(data), self.seed)
        if len(pairs) < FEW:
            return
        inner = data.subset(~late)
        given = [
            [int(i) for i in data.baskets.indices[data.baskets.indptr[b] : data.baskets.indptr[b + 1]] if i != item]
            for b, item in pairs
        ]
        baskets = np.array([basket for basket, _ in pairs])
        queries = Queries(row_matrix(given, len(data.ids)), data.buyer[baskets], data.times[baskets], "basket")
        sample = examples(self._fitted(inner, ctx), queries, [np.array([item]) for _, item in pairs], ctx)
        self._settle("basket", sample, baskets)

    def _learn_customers(self, data: SalesData, ctx: JobContext) -> None:
        visits = held_out_visits(data, self._limit(data), self.seed)
        if len(visits) < FEW:
            return
        keep = np.ones(data.baskets.shape[0], bool)
        keep[visits] = False
        signals = self._fitted(data.subset(keep), ctx)
        nothing = row_matrix([[] for _ in visits], len(data.ids))
        wanted = [data.baskets.indices[data.baskets.indptr[v] : data.baskets.indptr[v + 1]] for v in visits]
        for task in ("customer", "new"):
            queries = Queries(nothing, data.buyer[visits], data.times[visits], task)
            self._settle(task, examples(signals, queries, wanted, ctx), visits)

    def _settle(self, task: str, sample: Examples, blocks: np.ndarray) -> None:
        """Learn weights, and keep them only if questions they were not learned from are answered better."""
        usable = np.flatnonzero(sample.ideal > 0)
        if len(usable) < FEW:
            return
        half = blocks % 2 == 0
        folds = [np.flatnonzero(half & (sample.ideal > 0)), np.flatnonzero(~half & (sample.ideal > 0))]
        prior = self._vector(sample, PRIOR)
        order = np.concatenate(folds)
        tries = {p: [learn(sample, folds[1 - n], prior, p, folds[n]) for n in (0, 1)] for p in PENALTIES}
        penalty = min(tries, key=lambda p: sum(loss for _, loss in tries[p]))
        blend = np.concatenate([gains(sample, tries[penalty][n][0], folds[n]) for n in (0, 1)])
        popular = gains(sample, self._vector(sample, POPULAR), order)
        singles = {name: gains(sample, self._vector(sample, {name: 1.0}), order) for name in SINGLES}
        single = max(singles, key=lambda name: float(singles[name].mean()))
        if _better(blend, popular, SURE) and _better(blend, singles[single], SLIGHTLY):
            self.choice[task] = "blend"
            weights, _ = learn(sample, usable, prior, penalty)
            self.learned[task] = dict(zip(sample.names, map(float, weights), strict=True))
        elif _better(singles[single], popular, SURE):
            self.choice[task], self.learned[task] = single, {single: 1.0}
        else:
            self.choice[task], self.learned[task] = "popularity", dict(POPULAR)

    @staticmethod
    def _vector(sample: Examples, weights: Mapping[str, float]) -> np.ndarray:
        return np.array([weights.get(name, 0.0) for name in sample.names])

    # --- answers --------------------------------------------------------------------------------

    def _score(self, queries: Queries) -> np.ndarray:
        scores = np.zeros((len(queries), len(self.data.ids)), np.float32)
        empty = np.diff(queries.given.indptr) == 0
        tasks = np.where(empty & (queries.customers >= 0), "customer", queries.task)
        tasks = np.where(empty & (queries.customers < 0), "popular", tasks)
        if queries.task == "new":
            tasks = np.where(tasks == "customer", "new", tasks)
        for task in np.unique(tasks):
            rows = np.flatnonzero(tasks == task)
            part = Queries(queries.given[rows], queries.customers[rows], queries.at[rows], str(task))
            scores[rows] = self._blend(part, POPULAR if task == "popular" else self.learned[str(task)])
        return scores

    def _effective(self, task: str, learned: Mapping[str, float]) -> dict[str, float]:
        """Learned weights times the owner's; what was learned to be worthless counts as usual above 1."""
        weights = {name: w * self._weights.get(GROUPS[name], 1.0) for name, w in learned.items()}
        for group, factor in self._weights.items():
            if factor > 1 and not any(w for name, w in learned.items() if GROUPS[name] == group):
                usual = USUAL.get(task, {})
                weights.update({n: (factor - 1) * w for n, w in usual.items() if GROUPS[n] == group})
        return {name: w for name, w in weights.items() if w}

    def _blend(self, part: Queries, learned: Mapping[str, float]) -> np.ndarray:
        weights = self._effective(part.task, learned)
        total = np.zeros((len(part), len(self.data.ids)), np.float32)
        for name, values in self._signals.arrays(part, weights).items():
            total += np.float32(weights[name]) * values
        return total
