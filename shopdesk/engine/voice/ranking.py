"""Which of the likely products was said, how sure that is, and whether it was one of the shop's at all.

Both are linear in a few measured features; the weights were fitted by ``benchmarks/voice_ranking.py`` on recorded
requests, each voice judged by weights that were fitted without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

# Per candidate: match of the texts, match of the catalog's hypotheses, gain of its best spoken part over free
# speech (10 nats), how much shorter and how much longer that part is, and whether the decoder reached it.
RANK_WEIGHTS = np.array([7.47, 6.02, 2.38, 2.65, 0.13, 3.27])
# Of the best candidate and the request: see ``request_features``.
KNOWN_WEIGHTS = np.array([-2.14, 0.68, 0.45, 0.67, -0.54, 1.05, -0.44, 0.72, 0.37, 0.74, -1.24, 1.4, 1.66, 1.17])
_WORST = -12.0
_FAR = -40.0
_NOT_REACHED = -30.0


@dataclass(frozen=True)
class Candidate:
    """What is known of one product for one request.

    Parameters
    ----------
    text : float
        Match of the free hypotheses or the catalog's with its names, 0 to 1.
    table : float
        Match of free and catalog's hypotheses summed, 0 to 1.
    heard : float
        Match of the best free hypothesis alone, 0 to 1.
    gain : float or None
        Log probability of the best spoken part of its name less that of free speech; None if the decoder lost it.
    tokens : int
        Tokens of that part.
    share : float
        Which share of the words of the name it says.
    """

    text: float
    table: float
    heard: float
    gain: float | None
    tokens: int
    share: float


def rank_features(candidates: Mapping[int, Candidate], free_tokens: int) -> np.ndarray:
    """Return the features (n, 6) by which candidates are compared."""
    reached = [c.gain for c in candidates.values() if c.gain is not None]
    lost = min(min(reached, default=-6.0) - 1.0, -6.0)
    rows = []
    for c in candidates.values():
        gain = max(lost if c.gain is None else c.gain, _WORST)
        longer = 0.0 if c.gain is None else (c.tokens - free_tokens) / free_tokens
        rows.append([c.text, c.table, gain / 10, min(longer, 0.0), max(longer, 0.0), float(c.gain is not None)])
    return np.array(rows).reshape(-1, 6)


def request_features(
    best: Candidate, row: np.ndarray, scores: np.ndarray, free_log_probability: float, all_tokens: int, free_tokens: int
) -> np.ndarray:
    """Return the features (14,) that tell a request for a product from talk and from what the shop does not have."""
    shares = np.exp(scores - scores.max())
    gain = _NOT_REACHED if best.gain is None else max(best.gain, _FAR)
    return np.array(
        [
            1.0,
            best.text,
            best.table,
            best.heard,
            row[2],
            10 * row[2] / free_tokens / 2,
            row[5],
            row[3],
            best.share,
            1.0 / float(shares.sum()),
            free_log_probability / max(1, all_tokens),
            float(scores.max()) / 5,
            free_tokens / 10,
            gain / 20,
        ]
    )


def known_probability(features: np.ndarray) -> float:
    """Return the probability that a request was for a product of the shop that is among the first five."""
    return float(1.0 / (1.0 + np.exp(-features @ KNOWN_WEIGHTS)))
