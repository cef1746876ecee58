"""A second opinion beside the head on the tuned features: what else may it be, if not that?"""

from __future__ import annotations

import numpy as np

from shopdesk.engine.vision.head import softmax

SHARE = 0.4
"""The share of the second opinion; chosen on kinds that the network was not tuned on (``benchmarks/README.md``)."""
_TEMPERATURE = 0.9  # of the tuned head, likewise


def mixed(tuned: np.ndarray, plain: np.ndarray) -> np.ndarray:
    """Return logits of both opinions together.

    A tuned network is wrong with conviction: its next candidates look like the first one. The network before its
    tuning and the colours err elsewhere.

    Parameters
    ----------
    tuned, plain : ndarray (n, classes)
        Logits of the head on the tuned features, and of the one on the plain ones.
    """
    shares = (1.0 - SHARE) * softmax(tuned / _TEMPERATURE) + SHARE * softmax(plain)
    return np.log(np.maximum(shares, 1e-9))
