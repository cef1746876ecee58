"""Small steps between what the head says and what is shown."""

from __future__ import annotations

import numpy as np

from shopdesk.engine.vision.views import Box


def with_prior(shares: np.ndarray, names: list[str], prior: dict[str, float], strength: float) -> np.ndarray:
    """Mix in how often products are sold; one that was never sold stays possible."""
    weights = np.array([max(float(prior.get(name, 0.0)), 0.0) for name in names])
    if weights.sum() <= 0.0:
        return shares
    mixed = shares * (weights / weights.max() + 1e-3) ** strength
    return mixed / mixed.sum()


def spread(heat: np.ndarray, size: tuple[int, int], box: Box) -> np.ndarray:
    """Stretch a coarse map over the part of the photo that it was made of; the rest is nothing."""
    from PIL import Image

    top = float(heat.max())
    scaled = (heat / top if top > 0 else heat).astype(np.float32)
    left, upper, right, lower = (round(edge) for edge in box)
    small = Image.fromarray(scaled).resize((right - left, lower - upper), Image.Resampling.BILINEAR)
    whole = np.zeros((size[1], size[0]), dtype=np.float32)
    whole[upper:lower, left:right] = np.clip(np.asarray(small), 0.0, 1.0)
    return whole
