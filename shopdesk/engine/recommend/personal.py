"""What customers bought themselves: how often, how lately, at what rhythm, and what those like them bought."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import numpy as np

from shopdesk.engine.recommend.base import Queries
from shopdesk.engine.recommend.data import SalesData
from shopdesk.engine.recommend.growing import Growth, added
from shopdesk.engine.recommend.neighbours import keep_largest

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

DECAY = 0.9  # weight of a customer's purchase for each basket since
USER_LIMIT = 30_000  # customers up to which those like one are sought at every question
NEAREST = 300
RHYTHM = ("ever", "last", "rate", "due")


class Personal:
    """The purchases of each customer, with the weight of their age.

    Parameters
    ----------
    data : SalesData
        The sales.
    """

    def __init__(self, data: SalesData) -> None:
        self.data = data
        self.past = self._fitted = self._decayed(data)
        self._columns: csr_matrix | None = None
        if len(data.customers) <= USER_LIMIT:
            length = np.sqrt(np.asarray(self.past.multiply(self.past).sum(axis=1)).ravel())
            unit = self.past.copy()
            unit.data = (unit.data / np.repeat(np.maximum(length, 1e-9), np.diff(unit.indptr))).astype(np.float32)
            self._columns = unit.T.tocsr()

    @staticmethod
    def _decayed(data: SalesData) -> csr_matrix:
        from scipy.sparse import csr_matrix

        order, start = data.visits
        order = order[start[0] :]
        owner = data.buyer[order]
        age = start[owner + 1] - start[0] - 1 - np.arange(len(order))
        shape = (len(data.customers), data.baskets.shape[0])
        matrix = (csr_matrix(((DECAY**age).astype(np.float32), (owner, order)), shape=shape) @ data.baskets).tocsr()
        matrix.sort_indices()
        return matrix

    def extended(self, growth: Growth) -> Personal:
        """The purchases with those of new baskets; who is like whom waits for the next refit."""
        from scipy.sparse import csr_matrix

        personal = copy.copy(self)
        personal.data = growth.data
        fresh = growth.fresh
        for row in np.flatnonzero(fresh.buyer >= 0):
            who, past = int(fresh.buyer[row]), personal.past
            change = fresh.baskets[row]
            if who < past.shape[0]:
                change = (change + past[who] * np.float32(DECAY - 1)).tocsr()
            shape = (max(past.shape[0], who + 1), past.shape[1])
            start = np.zeros(shape[0] + 1, np.int32)
            start[who + 1 :] = change.nnz
            personal.past = added(past, csr_matrix((change.data, change.indices, start), shape=shape))
        return personal

    def of(self, queries: Queries) -> csr_matrix:
        """The purchases of the customer of each question; nothing for unknown ones."""
        from scipy.sparse import csr_matrix

        rows = np.flatnonzero(queries.customers >= 0)
        pick = (np.ones(len(rows), np.float32), (rows, queries.customers[rows]))
        return (csr_matrix(pick, shape=(len(queries), self.past.shape[0])) @ self.past).tocsr()

    def near(self, queries: Queries, past: csr_matrix, mean_share: float) -> np.ndarray | None:
        """What the nearest customers bought, the customer's own purchases left out; None in very large shops."""
        if self._columns is None:
            return None
        length = np.sqrt(np.asarray(past.multiply(past).sum(axis=1)).ravel())
        dot = (past @ self._columns).tocsr()
        scale = np.repeat(np.maximum(length, 1e-9), np.diff(dot.indptr))
        dot.data = (dot.data / scale).astype(np.float32)
        dot.data[dot.indices == np.repeat(queries.customers, np.diff(dot.indptr))] = 0.0
        near = keep_largest(dot, NEAREST)
        total = np.maximum(np.asarray(near.sum(axis=1)), 1e-9)
        share = np.asarray((near @ self._fitted).todense()) / total
        return np.log1p(share / mean_share * 0.1).astype(np.float32)

    def rhythm(self, queries: Queries, names: set[str]) -> dict[str, np.ndarray]:
        """Ever bought, in the last basket, share of baskets, and how near the usual interval is."""
        shape = (len(queries), len(self.data.ids))
        found = {name: np.zeros(shape, np.float32) for name in RHYTHM if name in names}
        for row in np.flatnonzero(queries.customers >= 0):
            visits = self.data.visits_of(int(queries.customers[row]))
            if len(visits) == 0:
                continue
            items, values = self._rhythm(visits, float(queries.at[row]))
            for name in found:
                found[name][row, items] = values[name]
        return found

    def _rhythm(self, visits: np.ndarray, at: float) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        data = self.data
        part = data.baskets[visits]
        items, counts = np.unique(part.indices, return_counts=True)
        times = np.repeat(data.times[visits], np.diff(part.indptr))
        place = np.searchsorted(items, part.indices)
        first, last = np.full(len(items), np.inf), np.full(len(items), -np.inf)
        np.minimum.at(first, place, times)
        np.maximum.at(last, place, times)
        every = np.where(counts > 1, (last - first) / np.maximum(counts - 1, 1), 0.0)
        ratio = np.log((np.maximum(at - last, 0.0) + 1.0) / (every + 1.0))
        return items, {
            "ever": np.ones(len(items)),
            "last": (last >= data.times[visits[-1]]).astype(float),
            "rate": np.log1p(counts) - np.log1p(len(visits)) + 3.0,
            "due": np.where(counts > 1, np.exp(-(ratio**2)), 0.0),
        }
