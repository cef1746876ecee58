"""Running sums in which the past fades."""

from __future__ import annotations

import numpy as np


def fading(values: np.ndarray, keep: float, gain: float = 1.0) -> np.ndarray:
    """Running sums along the rows: each is ``gain`` times its value and ``keep`` times the sum before it.

    This is a triangular system with two diagonals. scipy's filters would do the same, at the price of importing its
    statistics, integration and interpolation with them.
    """
    from scipy.linalg import lapack

    values = gain * np.asarray(values, dtype=float)
    if not values.size:
        return values
    bands = np.ones((2, values.shape[1]), order="F")
    bands[1] = -keep
    solved, _ = lapack.dtbtrs(bands, values.T, uplo="L")
    return np.ascontiguousarray(solved.T)
