"""The cheap signals that the hybrid blends, each an array of questions by products."""

from __future__ import annotations

import copy
from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np

from shopdesk.engine.context import JobContext
from shopdesk.engine.recommend.base import Queries
from shopdesk.engine.recommend.content import ContentVectors
from shopdesk.engine.recommend.data import SalesData
from shopdesk.engine.recommend.growing import Growth
from shopdesk.engine.recommend.linear import CAP, Ease
from shopdesk.engine.recommend.neighbours import keep_largest
from shopdesk.engine.recommend.pairs import Pairs
from shopdesk.engine.recommend.personal import RHYTHM, Personal
from shopdesk.engine.recommend.popularity import Trends

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

GROUPS = {
    "share": "popularity",
    "week": "popularity",
    "month": "popularity",
    "hour": "popularity",
    "weekday": "popularity",
    "ease": "behaviour",
    "lift": "behaviour",
    "mix": "behaviour",
    "item": "behaviour",
    "user": "behaviour",
    "own_ease": "behaviour",
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
BASKET_LIMIT = 30_000  # baskets up to which those near to one are sought at every question
NEAREST_BASKETS = 600


def content_similarity(vectors: ContentVectors, k: int = 50) -> csr_matrix:
    """The k most alike products of each, by 1 / (1 + distance) above that of strangers."""
    from scipy.sparse import csr_matrix, vstack

    words, count = vectors.words, vectors.words.shape[0]
    # Words of very many products tell little and cost much.
    common = np.bincount(words.indices, minlength=words.shape[1]) > max(500, 0.02 * count if count < CAP else 0)
    words = words @ _diagonal((~common).astype(np.float32)) if count > 500 else words
    transposed = words.T.tocsr()
    parts = []
    for low in range(0, count, 1000):
        near = (words[low : low + 1000] @ transposed).tocoo()
        row, column = near.row + low, near.col
        square = 2.0 - 2.0 * near.data + (vectors.price[row] - vectors.price[column]) ** 2
        square += vectors.picture_squares(row, column)
        value = np.maximum(1 / (1 + np.sqrt(np.maximum(square, 0))) - 1 / (1 + np.sqrt(2.0)), 0.0)
        value[row == column] = 0.0
        part = csr_matrix((value.astype(np.float32), (near.row, column)), shape=near.shape)
        parts.append(keep_largest(part, k))
    return vstack(parts).tocsr() if parts else csr_matrix((count, count), dtype=np.float32)


def _diagonal(values: np.ndarray) -> csr_matrix:
    from scipy.sparse import diags

    return diags(values).tocsr()


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
    ridges : tuple of float
        Ridge of EASE over baskets and over customers.
    """

    def __init__(
        self,
        data: SalesData,
        vectors: ContentVectors,
        alike: csr_matrix,
        ridges: tuple[float, float],
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
            self.ease = Ease(data.baskets, ridges[0])
            self.by_item = data.columns.T if data.baskets.shape[0] <= BASKET_LIMIT else None
        if self.known:
            ctx.raise_if_cancelled()
            binary = data.history.copy()
            binary.data = np.ones_like(binary.data)
            self.own_ease = Ease(binary, ridges[1])
            self.personal = Personal(data)

    def extended(self, growth: Growth) -> Signals:
        """The signals with new baskets: all but who is near to whom."""
        from scipy.sparse import vstack

        signals = copy.copy(self)
        signals.data = growth.data
        signals.trends = self.trends.extended(growth)
        if self.paired:
            signals.pairs = self.pairs.extended(growth)
            signals.ease = self.ease.extended(growth.fresh.baskets, np.ones(growth.count))
        if self.known:
            signals.personal = self.personal.extended(growth)
            who = np.unique(growth.fresh.buyer[growth.fresh.buyer >= 0])
            before = self.data.history[who[who < self.data.history.shape[0]]]
            rows = vstack([growth.data.history[who], before]).tocsr()
            rows.data = np.ones_like(rows.data)
            signs = np.repeat([1.0, -1.0], [len(who), before.shape[0]])
            signals.own_ease = self.own_ease.extended(rows, signs)
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
        if "week" in names:
            found["week"] = trends.recent(queries.at, 7.0)
        if "month" in names:
            found["month"] = trends.recent(queries.at, 30.0)
        for name, value in (("hour", trends.hour(queries.at)), ("weekday", trends.weekday(queries.at))):
            if name in names and value is not None:
                found[name] = value
        return found

    def _basket(self, queries: Queries, names: set[str]) -> dict[str, np.ndarray]:
        given = queries.given
        size = np.maximum(np.diff(given.indptr), 1).astype(np.float32)[:, None]
        found: dict[str, np.ndarray] = {}
        if self.paired:
            if "ease" in names:
                found["ease"] = self.ease.scores(given)
            if "lift" in names:
                found["lift"] = self.pairs.total("lift", given) / np.sqrt(size)
            if "mix" in names:
                prior = self.pairs.prior(given).astype(np.float32)[:, None] / size
                share = self.trends.share.astype(np.float32)
                found["mix"] = np.log(self.pairs.total("confidence", given) / size / share + prior + 0.05)
            if "item" in names:
                found["item"] = np.sqrt(np.maximum(self.pairs.total("item", given), 0.0) / size)
            if "user" in names and self.by_item is not None:
                found["user"] = self._near_baskets(given)
        if "content" in names and self.alike is not None:
            found["content"] = _dense(given @ self.alike) / size
        return found

    def _near_baskets(self, given: csr_matrix) -> np.ndarray:
        from scipy.sparse import csr_matrix

        dot = (given @ self.by_item).tocsr()
        sizes = np.diff(self._base.indptr).astype(np.float32)
        own = np.repeat(np.diff(given.indptr), np.diff(dot.indptr)).astype(np.float32)
        value = dot.data / np.sqrt(own * sizes[dot.indices])
        near = keep_largest(csr_matrix((value, dot.indices, dot.indptr), shape=dot.shape), NEAREST_BASKETS)
        total = np.asarray(near.sum(axis=1)).ravel()[:, None]
        share = _dense(near @ self._base) / np.maximum(total, 1e-9)
        return np.log1p(share / self.trends.share.astype(np.float32) * 0.5).astype(np.float32)

    def _personal_arrays(self, queries: Queries, names: set[str]) -> dict[str, np.ndarray]:
        past = self.personal.of(queries)
        found: dict[str, np.ndarray] = {}
        if "often" in names:
            found["often"] = np.log1p(_dense(past))
        if names & set(RHYTHM):
            found.update(self.personal.rhythm(queries, names))
        total = np.sqrt(np.maximum(np.asarray(past.sum(axis=1)), 1e-9)).astype(np.float32)
        if "own_ease" in names:
            ever = past.copy()
            ever.data = np.ones_like(ever.data)
            found["own_ease"] = self.own_ease.scores(ever)
        if "own_item" in names and self.paired:
            found["own_item"] = np.sqrt(np.maximum(self.pairs.total("item", past), 0.0) / total)
        if "own_content" in names and self.alike is not None:
            found["own_content"] = _dense(past @ self.alike) / total
        if "own_user" in names:
            near = self.personal.near(queries, past, float(self.trends.share.mean()))
            if near is not None:
                found["own_user"] = near
        return found
