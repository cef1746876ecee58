"""What is bought together, in three measures that new baskets change at once."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import numpy as np

from shopdesk.engine.recommend.data import SalesData
from shopdesk.engine.recommend.growing import Growth
from shopdesk.engine.recommend.linear import CAP
from shopdesk.engine.recommend.neighbours import by_blocks, item_similarity, pair_similarity, replaced

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

KEPT = 200  # neighbours kept of each product in large shops
PSEUDO = 5.0  # baskets of prior belief in chance that a pair has to overcome
SHRINKAGE = 2.0


class Pairs:
    """Cosine, shrunk log lift and shrunk confidence of every two products bought together.

    Parameters
    ----------
    data : SalesData
        The sales.
    """

    def __init__(self, data: SalesData) -> None:
        from scipy.sparse import csr_matrix

        lift, confidence = self._counted(data)
        item = item_similarity(data, "cosine", KEPT, SHRINKAGE)
        self._tables: dict[str, csr_matrix | np.ndarray] = {"item": item, "lift": lift, "confidence": confidence}
        self._changes = {name: csr_matrix(item.shape, dtype=np.float32) for name in self._tables}
        self._prior = PSEUDO / (data.sold + PSEUDO)

    @staticmethod
    def _counted(data: SalesData) -> tuple[csr_matrix | np.ndarray, csr_matrix]:
        """Log lifts (of unseen pairs too in small shops) and confidences."""
        counts = data.together
        sold, share = data.sold, data.sold / max(data.baskets.shape[0], 1)

        def confidence(count: np.ndarray, row: np.ndarray, column: np.ndarray) -> np.ndarray:
            return count / (sold[row] + PSEUDO)

        def lift(count: np.ndarray, row: np.ndarray, column: np.ndarray) -> np.ndarray:
            return np.log((count + PSEUDO) / (sold[row] * share[column] + PSEUDO))

        if counts.shape[0] > CAP:
            return by_blocks(counts, KEPT, lift), by_blocks(counts, KEPT, confidence)
        table = np.asarray(counts.todense(), dtype=np.float32)
        dense = np.log((table + PSEUDO) / (np.outer(sold, share).astype(np.float32) + PSEUDO))
        np.fill_diagonal(dense, 0.0)
        return dense, by_blocks(counts, counts.shape[0], confidence)

    def total(self, name: str, given: csr_matrix) -> np.ndarray:
        """Sum over what is given of one of the measures, questions by products."""
        table, change = self._tables[name], self._changes[name]
        result = given @ table
        result = np.asarray(result.todense() if hasattr(result, "todense") else result)
        return result + np.asarray((given @ change).todense()) if change.nnz else result

    def prior(self, given: csr_matrix) -> np.ndarray:
        """Sum over what is given of the share of chance in each confidence."""
        return np.asarray(given @ self._prior)

    def extended(self, growth: Growth) -> Pairs:
        """The measures with those of the pairs in new baskets counted again; other pairs wait for the next refit."""
        from scipy.sparse import csr_matrix

        row, column, count = growth.pairs()
        pairs = copy.copy(self)
        pairs._prior = PSEUDO / (growth.data.sold + PSEUDO)
        if len(row) == 0:
            return pairs
        sold, total = growth.data.sold, max(growth.data.baskets.shape[0], 1)
        lift = np.log((count + PSEUDO) / (sold[row] * sold[column] / total + PSEUDO))
        values = {"lift": lift, "confidence": count / (sold[row] + PSEUDO)}
        shape = self._changes["item"].shape
        new = {key: csr_matrix((value.astype(np.float32), (row, column)), shape=shape) for key, value in values.items()}
        new["item"] = pair_similarity(growth.data, growth, "cosine", SHRINKAGE)
        pairs._changes = {key: replaced(self._tables[key], self._changes[key], new[key]) for key in new}
        return pairs
