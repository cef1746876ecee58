"""Neighbours among customers (or baskets) and among products, for purchases; ratings come from :mod:`ratings`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import numpy as np
import pandas as pd

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError, ModelError
from shopdesk.engine.recommend.base import Neighbourhood, Queries, Recommender
from shopdesk.engine.recommend.data import SalesData
from shopdesk.engine.recommend.growing import Growth
from shopdesk.engine.recommend.ratings import RatingNeighbours

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scipy.sparse import csr_matrix

BLOCK = 1000  # products compared at a time
SIMILARITIES = ("pearson", "euclidean", "cosine")


def _compare(dot: np.ndarray, a: np.ndarray, b: np.ndarray, width: int, kind: str, shrinkage: float) -> np.ndarray:
    """Similarity of sets of sizes ``a`` and ``b`` with ``dot`` members in common, out of ``width``; zero if none."""
    root = np.sqrt(np.maximum(a * b, 1e-12))
    if kind == "pearson":
        spread = np.sqrt(np.maximum(a - a * a / width, 1e-9) * np.maximum(b - b * b / width, 1e-9))
        value = np.maximum(dot - a * b / width, 0.0) / spread
    elif kind == "cosine":
        value = dot / root
    else:
        # Between vectors of unit length, since the plain distance calls every two rare products near.
        value = 1.0 / (1.0 + np.sqrt(np.maximum(2.0 - 2.0 * dot / root, 0.0)))
    return np.where(dot > 0, value * dot / (dot + shrinkage), 0.0)


def keep_largest(matrix: csr_matrix, k: int) -> csr_matrix:
    """Only the k largest entries of each row."""
    from scipy.sparse import csr_matrix

    matrix = matrix.tocsr()
    sizes = np.diff(matrix.indptr)
    if len(sizes) == 0 or sizes.max(initial=0) <= k:
        return matrix
    chosen = []
    for low, size in zip(matrix.indptr, sizes, strict=False):
        row = np.arange(low, low + size)
        chosen.append(row if size <= k else low + np.sort(np.argpartition(-matrix.data[low : low + size], k)[:k]))
    kept = np.concatenate(chosen)
    start = np.concatenate([[0], np.cumsum(np.minimum(sizes, k))])
    return csr_matrix((matrix.data[kept], matrix.indices[kept], start), shape=matrix.shape)


def item_similarity(data: SalesData, kind: str, k: int, shrinkage: float) -> csr_matrix:
    """Sparse similarities of products by who is bought with whom, the k largest for each."""
    sold, width = data.sold, max(data.baskets.shape[0], 1)

    def compare(count: np.ndarray, row: np.ndarray, column: np.ndarray) -> np.ndarray:
        return _compare(count.astype(np.float64), sold[row], sold[column], width, kind, shrinkage)

    return by_blocks(data.together, k, compare)


def by_blocks(
    counts: csr_matrix, k: int, value: Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray]
) -> csr_matrix:
    """The k largest of each row of what ``value`` makes of counts, rows and columns; in parts."""
    from scipy.sparse import csr_matrix, vstack

    parts = []
    for low in range(0, counts.shape[0], BLOCK):
        part = counts[low : low + BLOCK]
        rows = np.repeat(np.arange(low, low + part.shape[0]), np.diff(part.indptr))
        part.data = value(part.data, rows, part.indices).astype(np.float32)
        parts.append(keep_largest(part, k))
    return vstack(parts).tocsr() if parts else csr_matrix(counts.shape, dtype=np.float32)


def pair_similarity(data: SalesData, growth: Growth, kind: str, shrinkage: float) -> csr_matrix:
    """Similarities of the pairs of products in new baskets, by the counts of all baskets."""
    from scipy.sparse import csr_matrix

    row, column, count = growth.pairs()
    value = _compare(
        count.astype(np.float64), data.sold[row], data.sold[column], max(data.baskets.shape[0], 1), kind, shrinkage
    )
    return csr_matrix((value.astype(np.float32), (row, column)), shape=(len(data.ids), len(data.ids)))


def replaced(base: csr_matrix | np.ndarray, change: csr_matrix, new: csr_matrix) -> csr_matrix:
    """What to add to ``base`` so that it has the values of ``new`` where there are any, and elsewhere ``change``."""
    rows, columns = new.tocoo().coords
    old = np.asarray(base[rows, columns]).ravel() + np.asarray(change[rows, columns]).ravel()
    step = new.tocoo()
    step.data = (step.data - old).astype(np.float32)
    return (change + step.tocsr()).tocsr()


def nearest(
    members: csr_matrix, columns: csr_matrix, vector: csr_matrix, own: int, kind: str, shrinkage: float, k: int
) -> tuple[np.ndarray, np.ndarray]:
    """Numbers and similarities of the k rows of ``members`` nearest to a set of products, but for row ``own``.

    ``columns`` are the members by product; of equally near ones the newer (higher number) comes first.
    """
    common = (vector @ columns).tocsr()
    rows, dot = common.indices, common.data.astype(np.float64)
    keep = rows != own
    rows, dot = rows[keep], dot[keep]
    sizes = np.diff(members.indptr)[rows].astype(float)
    own_size = np.full(len(sizes), float(vector.nnz))
    value = _compare(dot, own_size, sizes, max(members.shape[1], 1), kind, shrinkage)
    order = np.lexsort((-rows, -value))[:k]
    return rows[order], value[order]


class _Neighbours(Recommender):
    """What both kinds of neighbours share: the choice of similarity, and ratings."""

    by_item = False

    def __init__(self, similarity: str, k: int | None, shrinkage: float) -> None:
        if similarity not in SIMILARITIES:
            raise DataError("recommend.unknown_similarity", name=similarity)
        self.similarity = similarity
        self.k = k
        self.shrinkage = shrinkage
        self._ratings: RatingNeighbours | None = None

    def fit_ratings(self, ratings: pd.DataFrame) -> Self:
        """Learn explicit ratings (``customer_id``, ``product_id``, ``rating``)."""
        self._ratings = RatingNeighbours(self.by_item, self.similarity, self.k).fit(ratings)
        return self

    def predict(self, customer_ids: Sequence[str], product_ids: Sequence[str]) -> np.ndarray:
        """Predict the rating of each pair; finite for unknown customers and products too."""
        if self._ratings is None:
            raise ModelError("recommend.not_fitted")
        return self._ratings.predict(customer_ids, product_ids)


class UserNeighbours(_Neighbours):
    """What customers (or, for a basket, other baskets) like this one bought.

    Parameters
    ----------
    similarity : {"pearson", "euclidean", "cosine"}
        How two of them are compared.
    k : int, optional
        How many neighbours count; 500 for purchases and 60 for ratings unless given.
    shrinkage : float
        Similarities are multiplied by n / (n + shrinkage) with n products in common.
    """

    kinds = ("neighbours", "together", "popular")

    def __init__(self, similarity: str = "pearson", k: int | None = None, shrinkage: float = 0.5) -> None:
        super().__init__(similarity, k, shrinkage)

    def _learn(self, data: SalesData, ctx: JobContext) -> None:
        self._bought = data.history.copy()
        self._bought.data = np.ones_like(self._bought.data)
        self._by_column = self._bought.tocsc().T
        self._basket_columns = data.columns.T

    def _refresh(self, growth: Growth) -> None:
        self._learn(growth.data, NULL_CONTEXT)

    def _nearest(self, vector: csr_matrix, own: int) -> tuple[np.ndarray, np.ndarray]:
        """Numbers and similarities of the nearest customers (``own`` >= 0) or baskets."""
        columns, members = (self._by_column, self._bought) if own >= 0 else (self._basket_columns, self.data.baskets)
        return nearest(members, columns, vector, own, self.similarity, self.shrinkage, self.k or 500)

    def _question(self, queries: Queries, row: int) -> tuple[csr_matrix, int]:
        vector = queries.given[row]
        customer = int(queries.customers[row])
        return (self._bought[customer], customer) if vector.nnz == 0 and customer >= 0 else (vector, -1)

    def _score(self, queries: Queries) -> np.ndarray:
        scores = np.zeros((len(queries), len(self.data.ids)))
        for row in range(len(queries)):
            vector, own = self._question(queries, row)
            if vector.nnz:
                rows, value = self._nearest(vector, own)
                members = self._bought if own >= 0 else self.data.baskets
                scores[row] = members[rows].T @ value / max(float(value.sum()), 1e-9)
        return scores

    def _neighbours(self, queries: Queries) -> Neighbourhood | None:
        vector, own = self._question(queries, 0)
        if vector.nnz == 0:
            return None
        rows, value = self._nearest(vector, own)
        return Neighbourhood((self.data.history if own >= 0 else self.data.baskets)[rows], value, rows, own >= 0)


class ItemNeighbours(_Neighbours):
    """What is bought together with the products of the basket, or of the customer.

    Parameters
    ----------
    similarity : {"cosine", "euclidean", "pearson"}
        How two products are compared by the baskets they are in.
    k : int, optional
        How many neighbours of a product count; 200 for purchases and 60 for ratings unless given.
    shrinkage : float
        Similarities are multiplied by n / (n + shrinkage) with n baskets in common.
    """

    by_item = True
    kinds = ("together", "popular")

    def __init__(self, similarity: str = "cosine", k: int | None = None, shrinkage: float = 2.0) -> None:
        super().__init__(similarity, k, shrinkage)

    def _learn(self, data: SalesData, ctx: JobContext) -> None:
        self._similarity = item_similarity(data, self.similarity, self.k or 200, self.shrinkage)
        self._change = self._similarity * 0

    def _refresh(self, growth: Growth) -> None:
        new = pair_similarity(growth.data, growth, self.similarity, self.shrinkage)
        self._change = replaced(self._similarity, self._change, new)

    def _score(self, queries: Queries) -> np.ndarray:
        from scipy.sparse import vstack

        history = self.data.history
        rows = [
            history[int(customer)] if queries.given[row].nnz == 0 and customer >= 0 else queries.given[row]
            for row, customer in enumerate(queries.customers)
        ]
        if not rows:
            return np.zeros((0, len(self.data.ids)))
        asked = vstack(rows)
        return np.asarray((asked @ self._similarity + asked @ self._change).todense(), dtype=np.float64)
