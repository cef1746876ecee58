"""How recognition of one product grows with its photos: the answer to "how many are enough?"."""

from __future__ import annotations

import numpy as np

from shopdesk.engine.vision.backbone import normalised

_DRAWS = 12
_MOST_STEPS = 10


def accuracy_by_count(looks: np.ndarray, labels: np.ndarray, product: int, *, seed: int = 0) -> list[tuple[int, float]]:
    """Return (photos taught, share of the product's other photos recognised), for growing numbers of photos.

    Parameters
    ----------
    looks : ndarray
        One feature row per taught photo.
    labels : ndarray
        The product number of each.
    product : int
        The product asked about; the others keep all their photos.

    Notes
    -----
    Each photo goes to the product with the nearest mean: coarser than the classifier itself, but it shows where
    further photos stop to help, in milliseconds.
    """
    own = np.flatnonzero(labels == product)
    others = [looks[labels == other].mean(axis=0) for other in np.unique(labels) if other != product]
    if len(own) < 2 or not others:
        return []
    rivals = looks[own] @ normalised(np.array(others)).T
    best_rival = rivals.max(axis=1)
    chance = np.random.default_rng(seed)
    steps = np.unique(np.linspace(1, len(own) - 1, min(_MOST_STEPS, len(own) - 1)).round().astype(int))
    return [(int(count), _share(looks[own], best_rival, int(count), chance)) for count in steps]


def _share(own: np.ndarray, best_rival: np.ndarray, count: int, chance: np.random.Generator) -> float:
    right = asked = 0
    for _ in range(_DRAWS):
        order = chance.permutation(len(own))
        taught, rest = order[:count], order[count:]
        mean = normalised(own[taught].mean(axis=0))
        right += int((own[rest] @ mean > best_rival[rest]).sum())
        asked += len(rest)
    return right / asked
