"""Products as vectors of their words and price; near is alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from shopdesk.engine.context import JobContext
from shopdesk.engine.errors import DataError
from shopdesk.engine.recommend.base import Queries, Recommender
from shopdesk.engine.recommend.data import SalesData

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

WORD = re.compile(r"\w+", re.UNICODE)
WEIGHTS = (("name", 1.0), ("category", 1.0), ("brand", 0.7), ("description", 0.5))
PRICE_WEIGHT = 0.3


class ContentVectors:
    """TF-IDF-like vectors of unit length for the words, and the price on a log scale beside them.

    The squared distance of two products is 2 - 2 cos(words) + (0.3 * log price ratio)^2; a missing price is the median.
    """

    def __init__(self, data: SalesData) -> None:
        self.words = self._words(data)
        price = data.products["price"].to_numpy(dtype=float, copy=True)
        price = np.where(np.isfinite(price) & (price > 0), price, np.nan)
        usual = float(np.nanmedian(price)) if np.isfinite(price).any() else 1.0
        self.price = PRICE_WEIGHT * np.log(np.where(np.isfinite(price), price, usual))
        self.norm = np.asarray(self.words.multiply(self.words).sum(axis=1)).ravel()
        self.transposed = self.words.T.tocsr()
        self.useful = bool(self.words.nnz) or bool(np.ptp(self.price) > 0 if len(self.price) else False)

    @staticmethod
    def _words(data: SalesData) -> csr_matrix:
        from scipy.sparse import csr_matrix, diags

        vocabulary: dict[tuple[str, str], int] = {}
        entries: dict[tuple[int, int], float] = {}
        for name, weight in WEIGHTS:
            # A category is one thing to compare, the other texts are loose words.
            space = "category" if name == "category" else "word"
            for row, text in enumerate(data.products[name]):
                found = [text.lower()] if name == "category" and text else WORD.findall(text.lower())
                for word in found:
                    key = (row, vocabulary.setdefault((space, word), len(vocabulary)))
                    entries[key] = max(entries.get(key, 0.0), weight)
        shape = (len(data.ids), max(len(vocabulary), 1))
        if not entries:
            return csr_matrix(shape, dtype=np.float32)
        rows, columns = np.array(list(entries), dtype=np.int64).T
        matrix = csr_matrix((np.array(list(entries.values()), np.float32), (rows, columns)), shape=shape)
        frequency = np.bincount(matrix.indices, minlength=shape[1])
        matrix = matrix @ diags(np.log((1 + len(data.ids)) / (1 + frequency)).astype(np.float32))
        matrix.eliminate_zeros()
        length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        return (diags((1.0 / np.maximum(length, 1e-9)).astype(np.float32)) @ matrix).tocsr()

    def distances(self, numbers: np.ndarray) -> np.ndarray:
        """Euclidean distances of some products to all, in the order of ``numbers``."""
        dot = np.asarray((self.words[numbers] @ self.transposed).todense(), dtype=np.float64)
        square = self.norm[numbers][:, None] + self.norm[None, :] - 2 * dot
        square += (self.price[numbers][:, None] - self.price[None, :]) ** 2
        square[np.arange(len(numbers)), numbers] = 0.0
        return np.sqrt(np.where(square < 1e-6, 0.0, square))

    def similarities(self, numbers: np.ndarray, metric: str = "euclidean") -> np.ndarray:
        """1 / (1 + distance), or the cosine of the words."""
        if metric == "cosine":
            return np.asarray((self.words[numbers] @ self.transposed).todense(), dtype=np.float64)
        return 1.0 / (1.0 + self.distances(numbers))


class ContentRecommender(Recommender):
    """Products like those in the basket, or like those the customer bought.

    Parameters
    ----------
    metric : {"euclidean", "cosine"}
        How vectors are compared; Euclidean distances become similarities by 1 / (1 + d).
    """

    evidence = ("similar", "same_kind", "popular")

    def __init__(self, metric: str = "euclidean") -> None:
        if metric not in ("euclidean", "cosine"):
            raise DataError("recommend.unknown_similarity", name=metric)
        self.metric = metric

    def _learn(self, data: SalesData, ctx: JobContext) -> None:
        self.vectors = ContentVectors(data)

    def _content(self) -> ContentVectors:
        return self.vectors

    def _score(self, queries: Queries) -> np.ndarray:
        scores = np.zeros((len(queries), len(self.data.ids)))
        for row in range(len(queries)):
            numbers = queries.given.indices[queries.given.indptr[row] : queries.given.indptr[row + 1]]
            if len(numbers) == 0 and queries.customers[row] >= 0:
                recent = self.data.visits_of(int(queries.customers[row]))[-10:]
                numbers = np.unique(self.data.baskets[recent].indices)
            # A huge basket is judged by a sample that depends on nothing but the basket.
            numbers = numbers[:: max(1, len(numbers) // 200)]
            if len(numbers):
                scores[row] = self.vectors.similarities(numbers, self.metric).mean(axis=0)
        return scores
