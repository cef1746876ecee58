"""How far two recordings of a word are apart when one is stretched and squeezed to fit the other."""

from __future__ import annotations

import numpy as np


def warped_distance(said: np.ndarray, take: np.ndarray) -> float:
    """Return the mean squared distance of frames (time, dimensions) along the best alignment (dynamic time warping).

    A step in both sequences counts twice, so that all alignments weigh the same; infinite where one has no frames.
    """
    rows, columns = len(said), len(take)
    if not rows or not columns:
        return float("inf")
    squares = (said**2).sum(axis=1)[:, None] + (take**2).sum(axis=1) - 2 * said @ take.T
    total = np.full((rows + 1, columns + 1), np.inf)
    total[0, 0] = 0.0
    # What lies on one falling diagonal needs only the two before it, so each is worked out at once.
    for diagonal in range(2, rows + columns + 1):
        i = np.arange(max(1, diagonal - columns), min(rows, diagonal - 1) + 1)
        j = diagonal - i
        cost = squares[i - 1, j - 1]
        aside = np.minimum(total[i - 1, j], total[i, j - 1]) + cost
        total[i, j] = np.minimum(aside, total[i - 1, j - 1] + 2 * cost)
    return float(total[rows, columns]) / (rows + columns)
