"""A second opinion beside the head on the tuned features: what else may it be, if not that?"""

from __future__ import annotations

import numpy as np

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.vision.backbone import UNTUNED_DIMENSION
from shopdesk.engine.vision.head import LinearHead, fit_head, softmax

COLOURS = 0.5
"""How much the colours count beside the untuned network's features, both being of length one. Colours change with the
lamps; chosen on pictures of the products that nothing was tuned on or taught of (``benchmarks/vision_colours.py``)."""
SHARE = 0.4
"""The share of the second opinion; chosen on kinds that the network was not tuned on (``benchmarks/README.md``)."""
_TEMPERATURE = 0.9  # of the tuned head, likewise


def fit_plain(
    plain: np.ndarray,
    labels: np.ndarray,
    classes: int,
    start: LinearHead | None = None,
    ctx: JobContext = NULL_CONTEXT,
) -> LinearHead:
    """Fit the head of the second opinion; its parameters are those of ``fit_head``.

    The head takes the features as they are: how much the colours count is in its weights.
    """
    lengths = np.ones(plain.shape[1], dtype=np.float32)
    lengths[UNTUNED_DIMENSION:] = COLOURS
    lengths *= np.float32(np.sqrt(2.0 / (1.0 + COLOURS**2)))  # rows stay of length one
    first = None if start is None else LinearHead(start.weight / lengths, start.bias)
    head = fit_head(plain * lengths, labels, classes, first, ctx)
    return LinearHead(head.weight * lengths, head.bias)


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
