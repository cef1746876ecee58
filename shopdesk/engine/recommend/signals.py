"""The cheap signals that the hybrid blends, each an array of questions by products."""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

import numpy as np

from shopdesk.engine.context import JobContext
from shopdesk.engine.recommend.base import Queries
from shopdesk.engine.recommend.content import ContentVectors
from shopdesk.engine.recommend.data import SalesData
from shopdesk.engine.recommend.growing import Growth
from shopdesk.engine.recommend.linear import Ease
from shopdesk.engine.recommend.neighbours import keep_largest
from shopdesk.engine.recommend.pairs import Pairs
from shopdesk.engine.recommend.personal import RHYTHM, Personal
from shopdesk.engine.recommend.popularity import Trends

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

GROUPS = {
    "share": "popularity",
    "lately": "popularity",
    "week": "popularity",
    "month": "popularity",
    "hour": "popularity",
    "weekday": "popularity",
    "log_ease": "behaviour",
    "log_ease_300": "behaviour",
    "log_ease_1000": "behaviour",
    "log_ease_3000": "behaviour",
    "lift": "behaviour",
    "mix": "behaviour",
    "item": "behaviour",
    "user": "behaviour",
    "near": "behaviour",
    "own_ease": "behaviour",
    "log_own_ease": "behaviour",
    "own_item": "behaviour",
    "own_user": "behaviour",
    "content": "content",
    "own_content": "content",
    "often": "repeat",
    "ever": "repeat",
    "last": "repeat",
    "rate": "repeat",
    "due": "repeat",
}
USUAL_ONLY = {"lift", "mix"}  # for shops too small to learn; where weights are learned they mislead in huge baskets
BASKET_LIMIT = 30_000  # baskets up to which those near to one are sought at every question
NEAREST_BASKETS = 600
NEAR = 200  # baskets by the share of products in common
HALF_LIVES = {"lately": 2.0, "week": 7.0, "month": 30.0}  # days
RIDGES = {"log_ease": 30.0, "log_ease_300": 300.0, "log_ease_1000": 1000.0, "log_ease_3000": 3000.0}
RIDGE_LARGE = 50.0  # the only ridge above FEW_PRODUCTS products, where another costs seconds
FEW_PRODUCTS = 1000
OWN_RIDGE = 300.0
FLOOR = 0.02  # what is added to a linear score before its logarithm


def _dense(matrix: csr_matrix) -> np.ndarray:
    return np.asarray(matrix.todense()) if hasattr(matrix, "todense") else np.asarray(matrix)


class Signals:
    """All signals of one state of the shop.

    Parameters
    ----------
    data : SalesData
        The sales to learn from.
    vectors : ContentVectors
        The products' vectors.
    alike : csr_matrix
        Content similarities, see :func:`content_similarity`.
    """

    def __init__(
        self,
        data: SalesData,
        vectors: ContentVectors,
        alike: csr_matrix,
        ctx: JobContext,
    ) -> None:
        self.data = data
        self._base = data.baskets
        self.alike = alike if vectors.useful else None
        self.trends = Trends(data)
        self.paired = data.together.nnz > 0
        self.known = len(data.customers) > 0 and data.history.nnz > 0
        ctx.raise_if_cancelled()
        if self.paired:
            self.pairs = Pairs(data)
            self.by_item = data.columns.T if data.baskets.shape[0] <= BASKET_LIMIT else None
        if self.known:
            self.personal = Personal(data)
        self._eases: dict[str, Ease] = {}

    def linear(self) -> dict[str, Ease]:
        """The linear models over baskets, by the name of their signal; fitted when first asked for."""
        wanted = RIDGES if len(self.data.ids) <= FEW_PRODUCTS else {"log_ease": RIDGE_LARGE}
        for name, ridge in wanted.items():
            if name not in self._eases:
                self._eases[name] = Ease(self.data.baskets, ridge)
        return {name: self._eases[name] for name in wanted}

    def own_linear(self) -> Ease:
        """The linear model over customers, fitted when first asked for."""
        if "log_own_ease" not in self._eases:
            binary = self.data.history.copy()
            binary.data = np.ones_like(binary.data)
            self._eases["log_own_ease"] = Ease(binary, OWN_RIDGE)
        return self._eases["log_own_ease"]

    def ready(self, ctx: JobContext) -> Signals:
        """Fit what would otherwise be fitted by the first questions."""
        if self.paired:
            self.linear()
        ctx.raise_if_cancelled()
        if self.known:
            self.own_linear()
        return self

    def extended(self, growth: Growth) -> Signals:
        """The signals with new baskets: all but who is near to whom."""
        from scipy.sparse import vstack

        signals = copy.copy(self)
        signals.data = growth.data
        signals.trends = self.trends.extended(growth)
        if self.paired:
            signals.pairs = self.pairs.extended(growth)
            new = growth.fresh.baskets, np.ones(growth.count)
            signals._eases = {name: model.extended(*new) for name, model in self.linear().items()}
        if self.known:
            signals.personal = self.personal.extended(growth)
            who = np.unique(growth.fresh.buyer[growth.fresh.buyer >= 0])
            before = self.data.history[who[who < self.data.history.shape[0]]]
            rows = vstack([growth.data.history[who], before]).tocsr()
            rows.data = np.ones_like(rows.data)
            signs = np.repeat([1.0, -1.0], [len(who), before.shape[0]])
            signals._eases = {**signals._eases, "log_own_ease": self.own_linear().extended(rows, signs)}
        return signals

    # --- the arrays -----------------------------------------------------------------------------

    def arrays(self, queries: Queries, wanted: Collection[str] | None = None) -> dict[str, np.ndarray]:
        """The signals that apply to these questions, of the names ``wanted`` (all unless given)."""
        names = set(GROUPS) if wanted is None else set(wanted)
        found: dict[str, np.ndarray] = self._timely(queries, names)
        if queries.given.nnz:
            found.update(self._basket(queries, names))
        if self.known and (queries.customers >= 0).any():
            found.update(self._personal_arrays(queries, names))
        return found

    def _timely(self, queries: Queries, names: set[str]) -> dict[str, np.ndarray]:
        trends, shape = self.trends, (len(queries), len(self.data.ids))
        found: dict[str, np.ndarray] = {}
        if "share" in names:
            found["share"] = np.broadcast_to(trends.log_share, shape)
        for name in names & set(HALF_LIVES):
            found[name] = trends.recent(queries.at, HALF_LIVES[name])
        for name, value in (("hour", trends.hour(queries.at)), ("weekday", trends.weekday(queries.at))):
            if name in names and value is not None:
                found[name] = value
        return found

    def _basket(self, queries: Queries, names: set[str]) -> dict[str, np.ndarray]:
        given = queries.given
        size = np.maximum(np.diff(given.indptr), 1).astype(np.float32)[:, None]
        found: dict[str, np.ndarray] = {}
        if self.paired:
            if names & set(RIDGES):
                found.update(self._linear_scores(given, names))
            if "lift" in names:
                found["lift"] = self.pairs.total("lift", given) / np.sqrt(size)
            if "mix" in names:
                prior = self.pairs.prior(given).astype(np.float32)[:, None] / size
                share = self.trends.share.astype(np.float32)
                found["mix"] = np.log(self.pairs.total("confidence", given) / size / share + prior + 0.05)
            if "item" in names:
                found["item"] = np.sqrt(np.maximum(self.pairs.total("item", given), 0.0) / size)
            if "user" in names and self.by_item is not None:
                found["user"] = self._by_cosine(given)
            if "near" in names and self.by_item is not None:
                found["near"] = self._by_overlap(given)
        if "content" in names and self.alike is not None:
            found["content"] = _dense(given @ self.alike) / size
        return found

    def _linear_scores(self, given: csr_matrix, names: set[str]) -> dict[str, np.ndarray]:
        floor = np.float32(FLOOR)
        models = {name: model for name, model in self.linear().items() if name in names}
        return {name: np.log(np.maximum(model.scores(given), 0.0) + floor) for name, model in models.items()}

    def _by_cosine(self, given: csr_matrix) -> np.ndarray:
        """What the baskets nearest by cosine have more of than others."""
        near, own, sizes = self._overlaps(given)
        near.data = (near.data / np.sqrt(own * sizes)).astype(np.float32)
        return self._bought_by(keep_largest(near, NEAREST_BASKETS), np.log1p, 0.5)

    def _by_overlap(self, given: csr_matrix) -> np.ndarray:
        """What the baskets with the largest share of products in common have more of; equals count all or not."""
        near, own, sizes = self._overlaps(given)
        near.data = (near.data / (own + sizes - near.data)).astype(np.float32)
        for row in range(near.shape[0]):
            low, high = near.indptr[row], near.indptr[row + 1]
            part = near.data[low:high]
            if len(part) > NEAR:
                part[part < np.partition(part, -NEAR)[-NEAR]] = 0.0
        near.eliminate_zeros()
        return self._bought_by(near, lambda ratio: np.log(ratio + 0.3), 1.0)

    def _overlaps(self, given: csr_matrix) -> tuple[csr_matrix, np.ndarray, np.ndarray]:
        """How many products each basket has in common with each question, and the sizes of both, entry by entry."""
        dot = (given @ self.by_item).tocsr()
        sizes = np.diff(self._base.indptr).astype(np.float32)
        return dot, np.repeat(np.diff(given.indptr), np.diff(dot.indptr)).astype(np.float32), sizes[dot.indices]

    def _bought_by(self, near: csr_matrix, scale: Callable[[np.ndarray], np.ndarray], factor: float) -> np.ndarray:
        total = np.asarray(near.sum(axis=1)).ravel()[:, None]
        share = _dense(near @ self._base) / np.maximum(total, 1e-9)
        return scale(share / self.trends.share.astype(np.float32) * np.float32(factor)).astype(np.float32)

    def _personal_arrays(self, queries: Queries, names: set[str]) -> dict[str, np.ndarray]:
        past = self.personal.of(queries)
        found: dict[str, np.ndarray] = {}
        if "often" in names:
            found["often"] = np.log1p(_dense(past))
        if names & set(RHYTHM):
            found.update(self.personal.rhythm(queries, names))
        total = np.sqrt(np.maximum(np.asarray(past.sum(axis=1)), 1e-9)).astype(np.float32)
        if names & {"own_ease", "log_own_ease"}:
            ever = past.copy()
            ever.data = np.ones_like(ever.data)
            score = self.own_linear().scores(ever)
            both = {"own_ease": score, "log_own_ease": np.log(np.maximum(score, 0.0) + np.float32(FLOOR))}
            found.update({name: value for name, value in both.items() if name in names})
        if "own_item" in names and self.paired:
            found["own_item"] = np.sqrt(np.maximum(self.pairs.total("item", past), 0.0) / total)
        if "own_content" in names and self.alike is not None:
            found["own_content"] = _dense(past @ self.alike) / total
        if "own_user" in names:
            near = self.personal.near(queries, past, float(self.trends.share.mean()))
            if near is not None:
                found["own_user"] = near
        return found
