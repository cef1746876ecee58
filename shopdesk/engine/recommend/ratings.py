"""Neighbours for explicit ratings: differences from a baseline of customer and product, compared and averaged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import numpy as np
import pandas as pd

from shopdesk.engine.errors import DataError, ModelError
from shopdesk.engine.recommend.data import _codes

ROUNDS = 12


class RatingNeighbours:
    """Predict ratings from the nearest customers or the nearest products.

    Parameters
    ----------
    by_item : bool
        Whether neighbours are products.
    similarity : {"pearson", "euclidean", "cosine"}
        How differences from the baseline are compared over what both have in common.
    k : int, optional
        How many neighbours count, 60 unless given.
    """

    def __init__(self, by_item: bool, similarity: str = "pearson", k: int | None = None) -> None:
        self.by_item = by_item
        self.similarity = similarity
        self.k = k or 60

    def fit(self, ratings: pd.DataFrame) -> Self:
        """Learn ratings; several of one pair are averaged, and missing ones dropped."""
        from scipy.sparse import csr_matrix

        missing = [name for name in ("customer_id", "product_id", "rating") if name not in ratings.columns]
        if missing:
            raise DataError("recommend.columns_missing", columns=", ".join(missing))
        value = pd.to_numeric(ratings["rating"], errors="coerce").to_numpy(dtype=float, na_value=np.nan)
        user, users = _codes(ratings["customer_id"])
        item, items = _codes(ratings["product_id"])
        keep = np.isfinite(value) & (user >= 0) & (item >= 0)
        if not keep.any():
            raise DataError("recommend.no_ratings")
        order = np.lexsort((value[keep], item[keep], user[keep]))
        user, item, value = user[keep][order], item[keep][order], value[keep][order]
        _, first, inverse = np.unique(user * len(items) + item, return_index=True, return_inverse=True)
        value = np.bincount(inverse, weights=value) / np.bincount(inverse)
        user, item = user[first], item[first]
        self._users = {str(key): number for number, key in enumerate(users)}
        self._items = {str(key): number for number, key in enumerate(items)}
        self._range = (float(value.min()), float(value.max()))
        self._baselines(user, item, value, len(users), len(items))
        residual = value - self.mean - self.of_user[user] - self.of_item[item]
        shape = (len(users), len(items))
        matrix = csr_matrix((residual, (user, item)), shape=shape)
        rated = csr_matrix((np.ones(len(residual)), (user, item)), shape=shape)
        self._residual, self._rated = (matrix.T.tocsr(), rated.T.tocsr()) if self.by_item else (matrix, rated)
        self._similarity = self._compare()
        return self

    def _baselines(self, user: np.ndarray, item: np.ndarray, value: np.ndarray, n: int, m: int) -> None:
        """Shrunk effects of customers and products, by turns."""
        self.mean = float(value.mean())
        self.of_user, self.of_item = np.zeros(n), np.zeros(m)
        users, items = np.bincount(user, minlength=n), np.bincount(item, minlength=m)
        for _ in range(ROUNDS):
            rest = value - self.mean - self.of_user[user]
            self.of_item = np.bincount(item, weights=rest, minlength=m) / (items + 4.0)
            rest = value - self.mean - self.of_item[item]
            self.of_user = np.bincount(user, weights=rest, minlength=n) / (users + 6.0)

    def _compare(self) -> np.ndarray:
        """Similarities of rows, dense, shrunk by how much they have in common."""
        residual, rated = self._residual, self._rated
        square = residual.multiply(residual).tocsr()
        dot = np.asarray((residual @ residual.T).todense())
        left = np.asarray((square @ rated.T).todense())
        common = np.asarray((rated @ rated.T).todense())
        if self.similarity == "euclidean":
            distance = np.sqrt(np.maximum(left + left.T - 2 * dot, 0.0) / np.maximum(common, 1.0))
            value = np.where(common > 0, 1.0 / (1.0 + distance), 0.0) * common / (common + 25.0)
        else:
            # Cosine and Pearson agree on differences from a baseline; cosine trusts short overlaps more.
            shrinkage = 100.0 if self.similarity == "pearson" else 50.0
            value = dot / np.sqrt(np.maximum(left * left.T, 1e-12)) * common / (common + shrinkage)
        np.fill_diagonal(value, 0.0)
        return value

    def predict(self, customer_ids: Sequence[str], product_ids: Sequence[str]) -> np.ndarray:
        """Ratings for pairs of customers and products, within the range of those learned."""
        if not hasattr(self, "_similarity"):
            raise ModelError("recommend.not_fitted")
        user = np.array([self._users.get(str(key), -1) for key in customer_ids], dtype=np.int64)
        item = np.array([self._items.get(str(key), -1) for key in product_ids], dtype=np.int64)
        base = self.mean + np.where(user >= 0, self.of_user[user], 0) + np.where(item >= 0, self.of_item[item], 0)
        own, other = (item, user) if self.by_item else (user, item)
        columns = self._residual.tocsc()
        for key in np.unique(other[(own >= 0) & (other >= 0)]):
            asked = np.flatnonzero((other == key) & (own >= 0))
            rows = columns.indices[columns.indptr[key] : columns.indptr[key + 1]]
            known = columns.data[columns.indptr[key] : columns.indptr[key + 1]]
            if len(rows):
                base[asked] += self._average(self._similarity[np.ix_(own[asked], rows)], known)
        return np.clip(base, *self._range)

    def _average(self, similarity: np.ndarray, known: np.ndarray) -> np.ndarray:
        """Mean difference of the k nearest, drawn to zero where they are far."""
        similarity = np.maximum(similarity, 0.0)
        if similarity.shape[1] > self.k:
            order = np.argsort(-similarity, axis=1, kind="stable")[:, : self.k]
            similarity, known = np.take_along_axis(similarity, order, 1), known[order]
            return (similarity * known).sum(1) / (similarity.sum(1) + 0.1)
        return similarity @ known / (similarity.sum(1) + 0.1)
