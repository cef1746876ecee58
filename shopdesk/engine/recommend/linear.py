"""EASE: the closed-form linear model of which products predict which others."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

CAP = 5000
REDUCED = 2500
MOST_ADDED = 100  # rows taken in between two fits
MOST_WIDE = 500  # products in such a row


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
        self._diagonal = np.maximum(diagonal, 1e-12)
        self.weights = np.ascontiguousarray(-inverse / self._diagonal[None, :], dtype=np.float32)
        self.weights[np.diag_indices_from(self.weights)] = 0.0
        self._through = np.zeros((0, len(self.chosen)))
        self._middle: np.ndarray = np.zeros((0, 0))
        self._solved, self._less = self._through, np.zeros(len(self.chosen))

    def scores(self, given: csr_matrix) -> np.ndarray:
        """Sum of the weights of what is given, questions by products."""
        part = given if len(self.chosen) == self.width else given[:, self.chosen]
        found = np.asarray(part @ self.weights)
        if len(self._through):
            found = self._with_added(part, found)
        if len(self.chosen) == self.width:
            return found
        result = np.zeros((given.shape[0], self.width), np.float32)
        result[:, self.chosen] = found
        return result

    # --- new rows: the inverse of the Gram matrix changes by a matrix of small rank (Woodbury) ------

    def extended(self, rows: csr_matrix, signs: np.ndarray) -> Ease:
        """The exact model with rows added (sign 1) or taken away (-1); the same after ``MOST_ADDED`` rows."""
        part = rows if len(self.chosen) == self.width else rows[:, self.chosen]
        keep = (np.diff(part.indptr) > 0) & (np.diff(part.indptr) <= MOST_WIDE)
        part, signs = part[keep], signs[keep]
        through, middle = self._through, self._middle
        if part.shape[0] == 0 or len(through) + part.shape[0] > MOST_ADDED:
            return self
        # Rows of the inverse as fitted, of what came: the weights say all but its diagonal.
        new = (part.toarray() - np.asarray(part @ self.weights)) * self._diagonal
        cross = np.asarray(part @ through.T)
        own = np.asarray(part @ new.T) + np.diag(1.0 / signs)
        model = copy.copy(self)
        model._through = np.concatenate([through, new])
        model._middle = np.block([[middle, cross.T], [cross, own]])
        model._solved = np.linalg.solve(model._middle, model._through)
        model._less = np.einsum("ij,ij->j", model._through, model._solved)
        return model

    def _with_added(self, part: csr_matrix, found: np.ndarray) -> np.ndarray:
        change = np.asarray(part @ self._through.T) @ self._solved - part.toarray() * self._less
        diagonal = np.maximum(self._diagonal - self._less, 1e-12)
        return ((found * self._diagonal + change) / diagonal).astype(np.float32)
