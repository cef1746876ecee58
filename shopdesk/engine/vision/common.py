"""A critic that all products share: it judges how a patch differs from the nearest good ones of its own product."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from shopdesk.engine.vision.critic import PatchCritic, PatchMemory
from shopdesk.engine.weights import import_torch, load_state_dict

MODEL = "patch-critic"
_AROUND = 5  # patches a side that a patch is compared with


def compared(grid: np.ndarray, memory: PatchMemory) -> tuple[np.ndarray, np.ndarray]:
    """Return what the common critic sees of each patch (h, w, 3 d + 1), and how far it is from good ones (h, w).

    A patch, its difference from the nearest good ones, and from its surroundings: the differences look the same for
    an apple and a carton, so a critic that learned them from other products judges a product that it never saw.
    """
    rows = grid.reshape(-1, grid.shape[-1]).astype(np.float32)
    nearest, far = memory.nearest(rows)
    beside = rows - memory.rows[nearest].mean(axis=1)
    around = _contrast(grid).reshape(rows.shape)
    seen = np.concatenate([rows, beside, around, far[:, None]], axis=1)
    return seen.reshape(*grid.shape[:-1], -1).astype(np.float32), far.reshape(grid.shape[:-1])


def _contrast(grid: np.ndarray) -> np.ndarray:
    """Return how each patch differs from the mean of its surroundings."""
    edge = _AROUND // 2
    height, width = grid.shape[:2]
    padded = np.pad(grid.astype(np.float32), ((edge, edge), (edge, edge), (0, 0)), mode="edge")
    down = sum(padded[n : n + height] for n in range(_AROUND))
    mean = sum(np.asarray(down)[:, n : n + width] for n in range(_AROUND)) / _AROUND**2
    return np.asarray(grid - mean, dtype=np.float32)


@lru_cache(maxsize=1)
def common_critic() -> PatchCritic:
    """Return the critic that ships with the program; ``benchmarks/vision_critic.py`` made it."""
    import_torch()
    return PatchCritic.of({key: value.float().numpy() for key, value in load_state_dict(MODEL).items()})
