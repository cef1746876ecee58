"""The one contract that all recommenders share."""

from __future__ import annotations

import copy
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self

import numpy as np
import pandas as pd

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import ModelError
from shopdesk.engine.recommend.data import SalesData, days, encode
from shopdesk.engine.recommend.growing import Growth, extended
from shopdesk.engine.types import Evidence, Reason, Recommendation

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

    from shopdesk.engine.recommend.content import ContentVectors

BLOCK = 256
"""Products whose scores are looked at as one when the best of many are sought."""

CELLS = 4_000_000  # scores held at a time in the batch path
REFIT_LEAST = 20  # baskets
REFIT_SHARE = 0.02  # of the baskets of the last fit


def largest(row: np.ndarray, k: int) -> np.ndarray:
    """Return the places of the ``k`` largest values, in no order.

    In long rows only the ``k`` blocks with the largest maxima are looked into: no other block can hold one of them.
    """
    if k >= len(row):
        return np.arange(len(row))
    blocks = len(row) // BLOCK
    if blocks <= 2 * k:
        return np.argpartition(-row, k - 1)[:k]
    tops = row[: blocks * BLOCK].reshape(blocks, BLOCK).max(axis=1)
    chosen = np.argpartition(-tops, k - 1)[:k]
    places = (chosen[:, None] * BLOCK + np.arange(BLOCK)).ravel()
    places = np.concatenate([places, np.arange(blocks * BLOCK, len(row))])
    return places[np.argpartition(-row[places], k - 1)[:k]]


@dataclass
class Queries:
    """Questions in numbers: baskets so far, customers (-1 unknown), days; ``task`` is basket, customer or new."""

    given: csr_matrix
    customers: np.ndarray
    at: np.ndarray
    task: str

    def __len__(self) -> int:
        return len(self.customers)

    def part(self, low: int, high: int) -> Queries:
        """The questions from ``low`` to before ``high``."""
        return Queries(self.given[low:high], self.customers[low:high], self.at[low:high], self.task)


@dataclass(frozen=True)
class Neighbourhood:
    """The customers (or else baskets) nearest to a question: numbers, similarities, and what each bought."""

    bought: csr_matrix
    similarity: np.ndarray
    rows: np.ndarray
    of_customers: bool


def row_matrix(rows: Sequence[Sequence[int]], width: int) -> csr_matrix:
    """Rows of product numbers as a matrix of ones."""
    from scipy.sparse import csr_matrix

    sizes = np.array([len(row) for row in rows], dtype=np.int64)
    flat = np.array([number for row in rows for number in row], dtype=np.int32)
    start = np.concatenate([[0], np.cumsum(sizes)])
    return csr_matrix((np.ones(len(flat), np.float32), flat, start), shape=(len(rows), width))


class Recommender(ABC):
    """Base of all recommenders: batch paths without reasons, and explained answers to one question.

    Unknown products and customers are ignored; where nothing is known the answer is by popularity. Set ``available``
    to a set of product identifiers to recommend only those (in stock and switched on); ``None`` allows all.
    """

    kinds: ClassVar[tuple[str, ...]] = ("popular",)
    available: Collection[str] | None = None
    added: int = 0
    _data: SalesData | None = None
    _stale: bool = False
    _fitted_on: int = 0

    def fit(
        self,
        sales: pd.DataFrame,
        products: pd.DataFrame | None = None,
        ctx: JobContext = NULL_CONTEXT,
        pictures: Mapping[str, np.ndarray] | None = None,
    ) -> Self:
        """Learn from frames of sales and products, and from the products' pictures as embeddings of one length."""
        return self.fit_data(encode(sales, products, pictures), ctx)

    def fit_data(self, data: SalesData, ctx: JobContext = NULL_CONTEXT) -> Self:
        """Learn from encoded sales."""
        self._data = data
        self._tiebreak = self._ranks(data)
        self._learn(data, ctx)
        data.prepare()
        self.added, self._stale, self._fitted_on = 0, False, data.baskets.shape[0]
        return self

    # --- new sales ------------------------------------------------------------------------------

    def updated(self, new_sales: pd.DataFrame) -> Self:
        """A copy that knows new sales too; this one stays as it is and may go on answering in another thread.

        Counts, pairs bought together, popularity, each customer's purchases and rhythm, and with them all reasons and
        evidence, are those of a full refit at once; the linear model takes in the first hundred new baskets exactly.
        What waits for the next refit: the weights of the blend, likeness of pairs of products that were not in the new
        baskets, baskets and customers newly near to others, products not known at the last fit, and returns of earlier
        sales (see :attr:`refit_pays`).
        Baskets that are known already are skipped.
        """
        growth = extended(self.data, new_sales)
        model = copy.copy(self)
        model._stale = self._stale or growth.stale
        if growth.count:
            model._data = growth.data
            model.added = self.added + growth.count
            model._tiebreak = self._ranks(growth.data)
            model._refresh(growth)
        return model

    def update(self, new_sales: pd.DataFrame) -> Self:
        """Take in new sales, see :meth:`updated`; not while another thread asks this recommender."""
        vars(self).update(vars(self.updated(new_sales)))
        return self

    @property
    def refit_pays(self) -> bool:
        """Whether a full refit pays by now: two per cent more baskets (20 at least), or news only a refit takes in."""
        return self._stale or self.added >= max(REFIT_LEAST, REFIT_SHARE * self._fitted_on)

    @abstractmethod
    def _learn(self, data: SalesData, ctx: JobContext) -> None:
        """Learn from the encoded sales."""

    @abstractmethod
    def _refresh(self, growth: Growth) -> None:
        """Take in new baskets; on a shallow copy, so nothing that was learned may be changed in place."""

    @abstractmethod
    def _score(self, queries: Queries) -> np.ndarray:
        """Finite scores, questions by products."""

    def _similar_score(self, product: int) -> np.ndarray:
        """Scores of all products for being like or going with one product."""
        return self._score(self._queries([[product]], None, None))[0]

    @property
    def data(self) -> SalesData:
        """The encoded sales that were learned."""
        if self._data is None:
            raise ModelError("recommend.not_fitted")
        return self._data

    @staticmethod
    def _ranks(data: SalesData) -> np.ndarray:
        order = np.lexsort((np.arange(len(data.ids)), -data.sold))
        ranks = np.empty(len(order))
        ranks[order] = 1.0 - np.arange(len(order)) / max(len(order), 1)
        return ranks

    # --- questions ------------------------------------------------------------------------------

    def _numbers(self, product_ids: Iterable[Any]) -> list[int]:
        index = self.data.index
        return sorted({index[key] for key in map(str, product_ids) if key in index})

    def _customer(self, customer_id: Any) -> int:
        return -1 if customer_id is None else self.data.customer_index.get(str(customer_id), -1)

    def _queries(self, rows: list[list[int]], customers: Any, at: Any, task: str = "basket") -> Queries:
        data = self.data
        who = np.array([self._customer(c) for c in customers] if customers is not None else [-1] * len(rows), np.int64)
        when = np.full(len(rows), np.nan)
        if at is not None:
            when = days(list(at))
        when = np.where(np.isfinite(when), when, data.end)
        return Queries(row_matrix(rows, len(data.ids)), who, when, task)

    def _allowed(self) -> np.ndarray:
        if self.available is None:
            return np.ones(len(self.data.ids), dtype=bool)
        mask = np.zeros(len(self.data.ids), dtype=bool)
        mask[self._numbers(self.available)] = True
        return mask

    # --- answers --------------------------------------------------------------------------------

    def _top(self, queries: Queries, k: int, scores: np.ndarray | None = None) -> list[tuple[np.ndarray, np.ndarray]]:
        """Numbers and scores of the best k products for each question; ties go to the one sold more."""
        values = np.asarray(self._score(queries) if scores is None else scores, dtype=np.float64)
        highest, lowest = values.max(axis=1, initial=0.0), values.min(axis=1, initial=0.0)
        if not (np.isfinite(highest).all() and np.isfinite(lowest).all()):  # a NaN shows in both
            values = np.nan_to_num(values, nan=0.0, posinf=1e30, neginf=-1e30)
            highest, lowest = values.max(axis=1, initial=0.0), values.min(axis=1, initial=0.0)
        ranked = (1e-9 * np.maximum(1.0, np.maximum(highest, -lowest)))[:, None] * self._tiebreak
        ranked += values
        ranked[:, ~self._allowed()] = -np.inf
        given = queries.given
        ranked[np.repeat(np.arange(len(queries)), np.diff(given.indptr)), given.indices] = -np.inf
        if queries.task == "new":
            self._bar_bought(queries, ranked)
        answers = []
        for row, score in zip(ranked, values, strict=True):
            best = largest(row, k)
            best = best[np.lexsort((best, -row[best]))]
            best = best[np.isfinite(row[best])]
            answers.append((best, score[best]))
        return answers

    def _bar_bought(self, queries: Queries, ranked: np.ndarray) -> None:
        history = self.data.history
        for row, customer in enumerate(queries.customers):
            if customer >= 0:
                ranked[row, history.indices[history.indptr[customer] : history.indptr[customer + 1]]] = -np.inf

    def _batch(self, queries: Queries, k: int) -> list[list[str]]:
        ids = self.data.ids
        if k <= 0 or len(ids) == 0:
            return [[] for _ in range(len(queries))]
        step = max(1, CELLS // len(ids))
        found: list[list[str]] = []
        for low in range(0, len(queries), step):
            part = queries.part(low, min(low + step, len(queries)))
            found += [[str(ids[number]) for number in best] for best, _ in self._top(part, k)]
        return found

    def for_baskets(
        self,
        baskets: Sequence[Iterable[str]],
        k: int = 10,
        customer_ids: Sequence[str | None] | None = None,
        at: Sequence[Any] | None = None,
    ) -> list[list[str]]:
        """Product identifiers for each basket, best first, without reasons."""
        return self._batch(self._queries([self._numbers(b) for b in baskets], customer_ids, at), k)

    def for_customers(
        self,
        customer_ids: Sequence[str | None],
        k: int = 10,
        exclude_bought: bool = False,
        at: Sequence[Any] | None = None,
    ) -> list[list[str]]:
        """Product identifiers for each customer's next visit, best first, without reasons."""
        task = "new" if exclude_bought else "customer"
        return self._batch(self._queries([[] for _ in customer_ids], customer_ids, at, task), k)

    def for_basket(
        self, product_ids: Iterable[str], k: int = 10, customer_id: str | None = None, at: Any = None
    ) -> list[Recommendation]:
        """What goes with a basket, with reasons."""
        return self._one(self._queries([self._numbers(product_ids)], [customer_id], None if at is None else [at]), k)

    def for_customer(
        self, customer_id: str | None, k: int = 10, exclude_bought: bool = False, at: Any = None
    ) -> list[Recommendation]:
        """What a customer will want next, with reasons."""
        task = "new" if exclude_bought else "customer"
        return self._one(self._queries([[]], [customer_id], None if at is None else [at], task), k)

    def similar(self, product_id: str, k: int = 10, at: Any = None) -> list[Recommendation]:
        """What is like a product, or goes with it, with reasons."""
        numbers = self._numbers([product_id])
        queries = self._queries([numbers], None, None if at is None else [at])
        if not numbers or len(self.data.ids) == 0:
            return self._one(queries, k)
        return self._one(queries, k, self._similar_score(numbers[0])[None, :])

    def _one(self, queries: Queries, k: int, scores: np.ndarray | None = None) -> list[Recommendation]:
        if k <= 0 or len(self.data.ids) == 0:
            return []
        best, values = self._top(queries, k, scores)[0]
        reasons = self._reasons(queries, best)
        return [
            Recommendation(str(self.data.ids[number]), float(value), why)
            for number, value, why in zip(best, values, reasons, strict=True)
        ]

    def _reasons(self, queries: Queries, best: np.ndarray) -> list[list[Reason]]:
        from shopdesk.engine.recommend.reasons import Counter

        counter = Counter(self.data, queries, self.kinds, self._content(), self._neighbours(queries))
        return [counter.of(int(number)) for number in best]

    def evidence(
        self,
        product_id: str,
        basket: Iterable[str] = (),
        customer_id: str | None = None,
        at: Any = None,
        most: int = 20,
    ) -> Evidence:
        """What stands behind recommending one product for a basket or a customer.

        Parameters
        ----------
        product_id : str
            The recommended product.
        basket : iterable of str
            What it was recommended for; for :meth:`similar` the one product.
        customer_id : str, optional
            Who it was recommended for.
        at : time, optional
            The time of the visit, that of the newest sale unless given.
        most : int
            How many baskets, neighbours and like products are named at most.
        """
        from shopdesk.engine.recommend.evidence import gathered

        queries = self._queries([self._numbers(basket)], [customer_id], None if at is None else [at])
        number = self.data.index.get(str(product_id), -1)
        return gathered(self.data, queries, number, str(product_id), self._content(), self._neighbours(queries), most)

    def _content(self) -> ContentVectors | None:
        """The content vectors that reasons measure distances with, where there are any."""
        return None

    def _neighbours(self, queries: Queries) -> Neighbourhood | None:
        """The neighbours of one question, where the method has neighbours."""
        return None
