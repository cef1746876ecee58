"""The automatic forecast: the quantiles of its members averaged, by weights from the shop's own earlier origins.

Before any record is known the networks have half of the votes and all others the other half. How sharply a record
counts and how far products share one was chosen on origins older than those of any published figure. Both are flat.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from shopdesk.engine.prices.bands import MIDDLE
from shopdesk.engine.prices.members import NEURAL

SHARPNESS = 30.0
# Fewer than five products have no others to lean on and no networks: their own record decides.
SHARPNESS_ALONE = 20.0
POOLING = 40.0
GUARD = 0.99
GUARD_POOLING = 200.0
GUARD_ALONE = 0.9
SHORT = 8
FEW = 5
_CAP = 20.0


def weigh(miss: np.ndarray, known: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """Weights (members, n) from earlier errors, each member against the last price (member 0) on the same origins.

    Parameters
    ----------
    miss : ndarray (members, origins, n)
        Mean absolute standardised error over the horizon.
    known : ndarray (members, origins, n)
        Where it is known; only what had come to pass may be marked.
    names : sequence of str
        The members: the networks together have as many votes as all others together.

    Notes
    -----
    A product's own record counts in proportion to its number of origins, the panel's like ``POOLING`` of them.
    """
    miss = np.where(known, np.minimum(miss, _CAP), 0.0)
    base = np.where(known, miss[:1], 0.0)
    own_loss, own_base, count = miss.sum(axis=1), base.sum(axis=1), known.sum(axis=1)
    everywhere = ratio_of(own_loss.sum(axis=1), own_base.sum(axis=1))
    trust = count / (count + POOLING) if miss.shape[2] > 1 else np.ones(count.shape)
    ratio = trust * ratio_of(own_loss, own_base) + (1 - trust) * everywhere[:, None]
    ratio = np.maximum(ratio, 1e-6)
    best = ratio.min(axis=0, keepdims=True)
    nets = np.array([name in NEURAL for name in names])
    votes = np.where(nets, 1 / max(nets.sum(), 1), 1 / max((~nets).sum(), 1))[:, None]
    weight = votes * (best / ratio) ** (SHARPNESS if miss.shape[2] >= FEW else SHARPNESS_ALONE)
    return weight / weight.sum(axis=0)


def blend(weight: np.ndarray, quantiles: np.ndarray, names: Sequence[str]) -> np.ndarray:
    """Average quantiles (members, n, h, q) by weights (members, n).

    All members share in the middle. The spread about it is that of the networks where there are any, for they alone
    know how restless each product is in which season, and of all members where there are none.
    """
    middle = quantiles[..., MIDDLE : MIDDLE + 1]
    nets = np.array([name in NEURAL for name in names])
    spread = (quantiles[nets] - middle[nets]).mean(axis=0) if nets.any() else None
    if spread is None:
        spread = np.einsum("mn,mnhq->nhq", weight, quantiles - middle)
    return np.asarray(np.einsum("mn,mnhq->nhq", weight, middle) + spread)


def ratio_of(loss: np.ndarray, base: np.ndarray) -> np.ndarray:
    """Loss against the last price's: 1 where neither erred, 2 where only the last price did not."""
    return np.where(base > 0, loss / np.where(base > 0, base, 1.0), np.where(loss > 0, 2.0, 1.0))


def guard(loss: np.ndarray, naive_loss: np.ndarray) -> np.ndarray:
    """Say how far to trust the combination, (n,): 0, the last price, where it did not visibly beat it; mostly 1.

    ``loss`` and ``naive_loss`` (origins, n) are earlier errors, NaN where unknown. Without any record it is trusted.
    """
    known = np.isfinite(loss) & np.isfinite(naive_loss)
    count = known.sum(axis=0)
    if not count.any():
        return np.ones(loss.shape[1])
    own, base = np.where(known, loss, 0.0).sum(axis=0), np.where(known, naive_loss, 0.0).sum(axis=0)
    everywhere = float(ratio_of(own.sum(keepdims=True), base.sum(keepdims=True))[0])
    if len(own) < FEW:
        # The record that the weights were chosen by flatters them: it must be plainly better.
        return np.clip((GUARD_ALONE - ratio_of(own, base)) / 0.04, 0.0, 1.0)
    trust = count / (count + GUARD_POOLING)
    ratio = trust * ratio_of(own, base) + (1 - trust) * everywhere
    return np.clip((GUARD - ratio) / 0.02, 0.0, 1.0)


def spare_short(weight: np.ndarray, names: Sequence[str], lengths: np.ndarray, judged: np.ndarray) -> None:
    """Set the weights of products with next to no history: the last price, with half of the drift from four points on.

    Parameters
    ----------
    weight : ndarray (members, n)
        Changed in place.
    judged : ndarray (n,)
        Which products have an earlier origin to judge by.
    """
    short = (lengths < SHORT) | (~judged & (lengths < 3 * SHORT))
    weight[:, short] = 0.0
    weight[names.index("drift"), short] = np.where(lengths[short] >= 4, 0.5, 0.0)
    weight[0, short] = 1 - weight[1:, short].sum(axis=0)
