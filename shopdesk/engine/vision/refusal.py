"""Is it a taught product at all? Decided by how near a photo comes to the mean of some product."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shopdesk.engine.vision.head import class_means

_KEEP = 0.95  # of held-out photos
_STRANGERS = 0.6  # of the photos whose product is left out must be refused, even if fewer held-out photos need it
_LEAST = 0.5  # a few products that look nothing alike make strangers of each other at any cosine
_STEEP = 20.0
_MOST = 2000
_FEWEST = 8


@dataclass(frozen=True)
class Refusal:
    """A photo is known if its cosine to the nearest product reaches the threshold."""

    threshold: float = 0.55

    def chance_known(self, cosines: np.ndarray) -> np.ndarray:
        """Return how likely each photo shows a taught product: one half at the threshold."""
        return 1.0 / (1.0 + np.exp(-_STEEP * (cosines - self.threshold)))


def fit_refusal(looks: np.ndarray, labels: np.ndarray, *, seed: int = 0) -> Refusal:
    """Find the threshold on the shop's own photos.

    Each photo is held out once, and once its whole product is, to play a product that was never taught. Held-out
    photos of one afternoon look alike and come nearer than tomorrow's, so keeping most of them is not enough of a
    reason to refuse: the threshold only rises until it refuses the greater part of the strangers.
    """
    classes = int(labels.max()) + 1 if len(labels) else 0
    if classes < 3 or len(labels) < _FEWEST:
        return Refusal()
    asked = np.random.default_rng(seed).permutation(len(labels))[:_MOST]
    sums = np.zeros((classes, looks.shape[1]))
    np.add.at(sums, labels, looks)
    own_rows, own_labels = looks[asked], labels[asked]
    cosines = own_rows @ class_means(looks, labels, classes).T
    cosines[np.arange(len(asked)), own_labels] = -1.0
    strangers = cosines.max(axis=1)
    without = sums[own_labels] - own_rows
    several = np.linalg.norm(without, axis=1) > 1e-3
    threshold = max(float(np.quantile(strangers, _STRANGERS)), _LEAST)
    if several.sum() >= _FEWEST:
        mine = (own_rows * without).sum(axis=1) / np.maximum(np.linalg.norm(without, axis=1), 1e-9)
        known = np.maximum(mine, strangers)[several]
        threshold = min(threshold, float(np.quantile(known, 1.0 - _KEEP)))
    return Refusal(threshold)
