"""EASE: the closed-form linear model of which products predict which others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

CAP = 5000
REDUCED = 2500


class Ease:
    """Weights of products for products by ridge regression with a zero diagonal (Steck 2019).

    Above ``CAP`` products only the ``REDUCED`` most bought take part; the others score zero.

    Parameters
    ----------
    rows : csr_matrix
        Baskets or customers by products, ones.
    ridge : float
        Strength of the ridge.
    """

    def __init__(self, rows: csr_matrix, ridge: float) -> None:
        from scipy.linalg import lapack

        width = rows.shape[1]
        self.width = width
        sold = np.bincount(rows.indices, minlength=width)
        count = width if width <= CAP else REDUCED
        self.chosen = np.sort(np.lexsort((np.arange(width), -sold))[:count])
        part = rows if count == width else rows[:, self.chosen]
        gram = np.asarray((part.T @ part).todense(), dtype=np.float32, order="F")
        gram[np.diag_indices_from(gram)] += np.float32(ridge)
        factor, _ = lapack.spotrf(gram, lower=0, overwrite_a=1, clean=1)
        inverse, _ = lapack.spotri(factor, lower=0, overwrite_c=1)
        upper = np.triu(inverse, 1)
        diagonal = np.diag(inverse).copy()
        inverse = upper + upper.T
        self.weights = np.ascontiguousarray(-inverse / np.maximum(diagonal, 1e-12)[None, :], dtype=np.float32)
        self.weights[np.diag_indices_from(self.weights)] = 0.0

    def scores(self, given: csr_matrix) -> np.ndarray:
        """Sum of the weights of what is given, questions by products."""
        if len(self.chosen) == self.width:
            return np.asarray(given @ self.weights)
        result = np.zeros((given.shape[0], self.width), np.float32)
        result[:, self.chosen] = given[:, self.chosen] @ self.weights
        return result
