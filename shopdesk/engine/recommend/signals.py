"""The cheap signals that the hybrid blends, each an array of questions by products."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np

from shopdesk.engine.context import JobContext
from shopdesk.engine.recommend.base import Queries
from shopdesk.engine.recommend.content import ContentVectors
from shopdesk.engine.recommend.data import SalesData
from shopdesk.engine.recommend.linear import CAP, Ease
from shopdesk.engine.recommend.neighbours import item_similarity, keep_largest
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
DECAY = 0.9  # weight of a customer's purchase for each basket since
KEPT = 200  # neighbours kept of each product in large shops
USER_LIMIT = 30_000  # rows up to which neighbours among baskets and customers are sought at every question
NEAREST = 300


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
        self.alike = alike if vectors.useful else None
        self.trends = Trends(data)
        self.paired = data.together.nnz > 0
        self.known = len(data.customers) > 0 and data.history.nnz > 0
        ctx.raise_if_cancelled()
        if self.paired:
            self.item = item_similarity(data, "cosine", KEPT, 2.0)
            self.lift, self.confidence = self._pairs()
            self.ease = Ease(data.baskets, ridges[0])
            self.by_item = data.baskets.T.tocsr() if data.baskets.shape[0] <= USER_LIMIT else None
        if self.known:
            ctx.raise_if_cancelled()
            binary = data.history.copy()
            binary.data[:] = 1.0
            self.own_ease = Ease(binary, ridges[1])
            self._personal = self._decayed()
            self._by_personal = self._personal_index() if len(data.customers) <= USER_LIMIT else None

    def _pairs(self) -> tuple[csr_matrix, csr_matrix]:
        """Shrunk log lifts and shrunk confidences of pairs that were seen (and lifts of unseen ones in small shops)."""
        counts = self.data.together.tocsr()
        rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
        sold, share = self.data.sold, self.data.sold / max(self.data.baskets.shape[0], 1)
        expected = sold[rows] * share[counts.indices]
        lift, confidence = counts.copy(), counts.copy()
        confidence.data = (counts.data / (sold[rows] + 5.0)).astype(np.float32)
        if counts.shape[0] <= CAP:
            table = np.asarray(counts.todense(), dtype=np.float32)
            chance = np.outer(sold, share).astype(np.float32)
            lift = np.log((table + 5.0) / (chance + 5.0))
            np.fill_diagonal(lift, 0.0)
        else:
            lift.data = np.log((counts.data + 5.0) / (expected + 5.0)).astype(np.float32)
            lift, confidence = keep_largest(lift, KEPT), keep_largest(confidence, KEPT)
        return lift, confidence

    def _decayed(self) -> csr_matrix:
        """Customers by products: purchases with the weight of their age in baskets."""
        from scipy.sparse import csr_matrix

        data = self.data
        order, start = data.visits
        order = order[start[0] :]
        owner = data.buyer[order]
        age = start[owner + 1] - start[0] - 1 - np.arange(len(order))
        shape = (len(data.customers), data.baskets.shape[0])
        matrix = (csr_matrix(((DECAY**age).astype(np.float32), (owner, order)), shape=shape) @ data.baskets).tocsr()
        matrix.sort_indices()
        return matrix

    def _personal_index(self) -> csr_matrix:
        length = np.sqrt(np.asarray(self._personal.multiply(self._personal).sum(axis=1)).ravel())
        self._unit = (_diagonal((1 / np.maximum(length, 1e-9)).astype(np.float32)) @ self._personal).tocsr()
        return self._unit.T.tocsr()

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
                found["lift"] = _dense(given @ self.lift) / np.sqrt(size)
            if "mix" in names:
                prior = np.asarray(given @ (5.0 / (self.data.sold + 5.0))).astype(np.float32)[:, None] / size
                share = self.trends.share.astype(np.float32)
                found["mix"] = np.log(_dense(given @ self.confidence) / size / share + prior + 0.05)
            if "item" in names:
                found["item"] = np.sqrt(np.maximum(_dense(given @ self.item), 0.0) / size)
            if "user" in names and self.by_item is not None:
                found["user"] = self._near_baskets(given)
        if "content" in names and self.alike is not None:
            found["content"] = _dense(given @ self.alike) / size
        return found

    def _near_baskets(self, given: csr_matrix) -> np.ndarray:
        from scipy.sparse import csr_matrix

        dot = (given @ self.by_item).tocsr()
        sizes = np.diff(self.data.baskets.indptr).astype(np.float32)
        own = np.repeat(np.diff(given.indptr), np.diff(dot.indptr)).astype(np.float32)
        value = dot.data / np.sqrt(own * sizes[dot.indices])
        near = keep_largest(csr_matrix((value, dot.indices, dot.indptr), shape=dot.shape), 2 * NEAREST)
        total = np.asarray(near.sum(axis=1)).ravel()[:, None]
        share = _dense(near @ self.data.baskets) / np.maximum(total, 1e-9)
        return np.log1p(share / self.trends.share.astype(np.float32) * 0.5).astype(np.float32)

    def _personal_arrays(self, queries: Queries, names: set[str]) -> dict[str, np.ndarray]:
        from scipy.sparse import csr_matrix

        rows = np.flatnonzero(queries.customers >= 0)
        pick = csr_matrix(
            (np.ones(len(rows), np.float32), (rows, queries.customers[rows])),
            shape=(len(queries), len(self.data.customers)),
        )
        past = (pick @ self._personal).tocsr()
        found: dict[str, np.ndarray] = {}
        if "often" in names:
            found["often"] = np.log1p(_dense(past))
        if names & {"ever", "last", "rate", "due"}:
            found.update(self._rhythm(queries, rows, names))
        total = np.sqrt(np.maximum(np.asarray(past.sum(axis=1)), 1e-9)).astype(np.float32)
        if "own_ease" in names:
            ever = past.copy()
            ever.data[:] = 1.0
            found["own_ease"] = self.own_ease.scores(ever)
        if "own_item" in names and self.paired:
            found["own_item"] = np.sqrt(np.maximum(_dense(past @ self.item), 0.0) / total)
        if "own_content" in names and self.alike is not None:
            found["own_content"] = _dense(past @ self.alike) / total
        if "own_user" in names and self._by_personal is not None:
            found["own_user"] = self._near_customers(queries, rows)
        return found

    def _near_customers(self, queries: Queries, rows: np.ndarray) -> np.ndarray:
        who = queries.customers[rows]
        dot = (self._unit[who] @ self._by_personal).tocsr()
        owner = np.repeat(who, np.diff(dot.indptr))
        dot.data[dot.indices == owner] = 0.0
        near = keep_largest(dot, NEAREST)
        total = np.maximum(np.asarray(near.sum(axis=1)), 1e-9)
        result = np.zeros((len(queries), len(self.data.ids)), np.float32)
        result[rows] = np.log1p(_dense(near @ self._personal) / total / self.trends.share.mean() * 0.1)
        return result

    def _rhythm(self, queries: Queries, rows: np.ndarray, names: set[str]) -> dict[str, np.ndarray]:
        """Ever bought, in the last basket, share of baskets, and how near the usual interval is."""
        shape = (len(queries), len(self.data.ids))
        found: dict[str, np.ndarray] = {
            name: np.zeros(shape, np.float32) for name in ("ever", "last", "rate", "due") if name in names
        }
        data = self.data
        for row in rows:
            visits = data.visits_of(int(queries.customers[row]))
            if len(visits) == 0:
                continue
            part = data.baskets[visits]
            items, counts = np.unique(part.indices, return_counts=True)
            times = np.repeat(data.times[visits], np.diff(part.indptr))
            place = np.searchsorted(items, part.indices)
            first, last = np.full(len(items), np.inf), np.full(len(items), -np.inf)
            np.minimum.at(first, place, times)
            np.maximum.at(last, place, times)
            every = np.where(counts > 1, (last - first) / np.maximum(counts - 1, 1), 0.0)
            since = np.maximum(queries.at[row] - last, 0.0)
            ratio = np.log((since + 1.0) / (every + 1.0))
            values = {
                "ever": np.ones(len(items)),
                "last": (last >= data.times[visits[-1]]).astype(float),
                "rate": np.log1p(counts) - np.log1p(len(visits)) + 3.0,
                "due": np.where(counts > 1, np.exp(-(ratio**2)), 0.0),
            }
            for name in found:
                found[name][row, items] = values[name]
        return found
