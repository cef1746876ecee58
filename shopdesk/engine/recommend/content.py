"""Products as vectors of their words and price; near is alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from shopdesk.engine.context import JobContext
from shopdesk.engine.errors import DataError
from shopdesk.engine.recommend.base import Queries, Recommender
from shopdesk.engine.recommend.data import SalesData
from shopdesk.engine.recommend.growing import Growth
from shopdesk.engine.recommend.linear import CAP
from shopdesk.engine.recommend.neighbours import keep_largest

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

WORD = re.compile(r"\w+", re.UNICODE)
WEIGHTS = (("name", 1.0), ("category", 1.0), ("brand", 0.7), ("description", 0.5))
PRICE_WEIGHT = 0.3
PICTURE_WEIGHT = 0.5


class ContentVectors:
    """TF-IDF-like vectors of unit length for the words, and beside them the price on a log scale and the picture.

    The squared distance of two products is 2 - 2 cos(words) + (0.3 * log price ratio)^2, and where both have a picture
    + 0.25 * (2 - 2 cos(embeddings)); a missing price is the median.
    """

    def __init__(self, data: SalesData) -> None:
        self.terms: list[tuple[str, str]] = []
        self.words = self._words(data)
        self.pictures = data.pictures
        self.pictured: np.ndarray | None = None
        if data.pictures is not None:
            self.pictured = np.abs(data.pictures).sum(axis=1) > 0
        price = data.products["price"].to_numpy(dtype=float, copy=True)
        price = np.where(np.isfinite(price) & (price > 0), price, np.nan)
        usual = float(np.nanmedian(price)) if np.isfinite(price).any() else 1.0
        self.price = PRICE_WEIGHT * np.log(np.where(np.isfinite(price), price, usual))
        self.norm = np.asarray(self.words.multiply(self.words).sum(axis=1)).ravel()
        self.transposed = self.words.T.tocsr()
        self.useful = (
            bool(self.words.nnz)
            or bool(np.ptp(self.price) > 0 if len(self.price) else False)
            or self.pictured is not None
        )

    def _words(self, data: SalesData) -> csr_matrix:
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
        self.terms = list(vocabulary)
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
        if self.pictures is not None and self.pictured is not None:
            apart = np.maximum(2 - 2 * self.pictures[numbers] @ self.pictures.T, 0.0)
            square += PICTURE_WEIGHT**2 * apart * self.pictured[numbers][:, None] * self.pictured[None, :]
        square[np.arange(len(numbers)), numbers] = 0.0
        return np.sqrt(np.where(square < 1e-6, 0.0, square))

    def picture_squares(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Weighted squared distances of the pictures of pairs of products, zero where one has none."""
        result = np.zeros(len(one), np.float32)
        if self.pictures is None or self.pictured is None:
            return result
        both = np.flatnonzero(self.pictured[one] & self.pictured[other])
        for low in range(0, len(both), 100_000):
            part = both[low : low + 100_000]
            dot = np.einsum("ij,ij->i", self.pictures[one[part]], self.pictures[other[part]])
            result[part] = PICTURE_WEIGHT**2 * np.maximum(2 - 2 * dot, 0.0)
        return result

    def parts(self, one: int, other: int) -> tuple[float, float, float | None]:
        """Distance of two products by their words, by their prices and (None if one has none) by their pictures."""
        dot = float((self.words[one] @ self.words[other].T).toarray()[0, 0])
        words = max(float(self.norm[one] + self.norm[other]) - 2 * dot, 0.0)
        price = abs(float(self.price[one] - self.price[other]))
        picture = None
        if self.pictures is not None and self.pictured is not None and self.pictured[one] and self.pictured[other]:
            apart = max(2 - 2 * float(self.pictures[one] @ self.pictures[other]), 0.0)
            picture = PICTURE_WEIGHT * float(np.sqrt(apart))
        return float(np.sqrt(words if words >= 1e-6 else 0.0)), price, picture

    def shared(self, one: int, other: int) -> tuple[tuple[str, ...], bool]:
        """The words that both products have, rare ones first, and whether both are of one category."""
        rows = [self.words[number] for number in (one, other)]
        both = np.intersect1d(rows[0].indices, rows[1].indices)
        weight = np.asarray(rows[0][:, both].todense()).ravel()
        order = both[np.argsort(-weight, kind="stable")]
        words = tuple(self.terms[number][1] for number in order if self.terms[number][0] == "word")
        return words, any(self.terms[number][0] == "category" for number in both)

    def similarities(self, numbers: np.ndarray, metric: str = "euclidean") -> np.ndarray:
        """1 / (1 + distance), or the cosine of the words."""
        if metric == "cosine":
            return np.asarray((self.words[numbers] @ self.transposed).todense(), dtype=np.float64)
        return 1.0 / (1.0 + self.distances(numbers))


def content_similarity(vectors: ContentVectors, k: int = 50) -> csr_matrix:
    """The k most alike products of each, by 1 / (1 + distance) above that of strangers."""
    from scipy.sparse import csr_matrix, diags, vstack

    words, count = vectors.words, vectors.words.shape[0]
    # Words of very many products tell little and cost much.
    common = np.bincount(words.indices, minlength=words.shape[1]) > max(500, 0.02 * count if count < CAP else 0)
    words = (words @ diags((~common).astype(np.float32))).tocsr() if count > 500 else words
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


class ContentRecommender(Recommender):
    """Products like those in the basket, or like those the customer bought.

    Parameters
    ----------
    metric : {"euclidean", "cosine"}
        How vectors are compared; Euclidean distances become similarities by 1 / (1 + d).
    """

    kinds = ("similar", "same_kind", "popular")

    def __init__(self, metric: str = "euclidean") -> None:
        if metric not in ("euclidean", "cosine"):
            raise DataError("recommend.unknown_similarity", name=metric)
        self.metric = metric

    def _learn(self, data: SalesData, ctx: JobContext) -> None:
        self.vectors = ContentVectors(data)

    def _refresh(self, growth: Growth) -> None:
        """Nothing: likeness does not depend on sales."""

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
