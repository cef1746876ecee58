"""A second opinion beside the head on the tuned features: what else may it be, if not that?"""

from __future__ import annotations

import numpy as np

from shopdesk.engine.vision.calibration import Calibration, probabilities
from shopdesk.engine.vision.head import softmax

SHARE = 0.5
"""The share of the second opinion; chosen on kinds that the network was not tuned on (``benchmarks/README.md``)."""


def shares_of(tuned: np.ndarray, plain: np.ndarray, calibration: Calibration) -> np.ndarray:
    """Return how likely each product is.

    A tuned network is wrong with conviction: its next candidates look like the first one. The network before its
    tuning and the colours err elsewhere.

    Parameters
    ----------
    tuned, plain : ndarray (n, classes)
        Logits of the head on the tuned features, and of the one on the plain ones.
    """
    return (1.0 - SHARE) * probabilities(tuned, calibration.temperature) + SHARE * softmax(plain)
