"""The automatic forecast: the quantiles of its members averaged, by weights from the shop's own earlier origins.

Before any record is known each member has its votes. The votes, how sharply a record counts and how far products share
one were chosen on origins older than those of any published figure. All are flat.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from shopdesk.engine.prices.bands import MIDDLE
from shopdesk.engine.prices.members import NEURAL

# Votes before any record is known, the networks' shared among them. Where all products teach one another, the rest
# only blur it.
VOTES = {"linear": 4.0, "profile_theta": 0.5, "differencing": 2.0}
VOTES_OF_NETS = 2.0
SHARPNESS = 5.0
# Fewer than five products have no others to lean on and no networks: their own record decides.
SHARPNESS_ALONE = 50.0
POOLING = 40.0
# A record that loses by less than this is noise; where it loses by more, nothing beats the last price.
GUARD = 1.03
# Where the shop's prices may all be random walks, only a record that is plainly better counts,
GUARD_DOUBTFUL = 0.9
PLAIN = 32.0
# and of a few products none does where nothing speaks against it: it is a few draws of luck.
HINT = 14.0
GUARD_POOLING = 200.0
GUARD_ALONE = 0.8
GUARD_HANGING = 0.99
SHORT = 8
FEW = 5
# Networks that learned from fewer prices than these know less of how wide a band must be than a random walk does.
WALK = 300.0
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
    sharpness = SHARPNESS if any(name in NEURAL for name in names) else SHARPNESS_ALONE
    weight = _votes(names)[:, None] * (best / ratio) ** sharpness
    return weight / weight.sum(axis=0)


def _votes(names: Sequence[str]) -> np.ndarray:
    nets = [name in NEURAL for name in names]
    if not any(nets):
        return np.ones(len(names))
    share = VOTES_OF_NETS / sum(nets)
    return np.array([share if name in NEURAL else VOTES.get(name, 0.0) for name in names])


def walk_share(lengths: np.ndarray) -> float:
    """How much of a random walk's width belongs into bands that networks learned from histories of these lengths."""
    return WALK / (WALK + float(lengths.sum()))


def blend(weight: np.ndarray, quantiles: np.ndarray, names: Sequence[str], walk: float = 0.0) -> np.ndarray:
    """Average quantiles (members, n, h, q) by weights (members, n).

    All members share in the middle. The spread about it is that of the networks where there are any, for they alone
    know how restless each product is in which season, but for a share ``walk`` of the last price's (member 0), which
    knows the size of its changes only; and of all members where there are no networks.
    """
    middle = quantiles[..., MIDDLE : MIDDLE + 1]
    nets = np.array([name in NEURAL for name in names])
    if nets.any():
        spread = (1 - walk) * (quantiles[nets] - middle[nets]).mean(axis=0) + walk * (quantiles[0] - middle[0])
    else:
        spread = np.einsum("mn,mnhq->nhq", weight, quantiles - middle)
    return np.asarray(np.einsum("mn,mnhq->nhq", weight, middle) + spread)


def ratio_of(loss: np.ndarray, base: np.ndarray) -> np.ndarray:
    """Loss against the last price's: 1 where neither erred, 2 where only the last price did not."""
    return np.where(base > 0, loss / np.where(base > 0, base, 1.0), np.where(loss > 0, 2.0, 1.0))


def hangs_together(change: np.ndarray) -> np.ndarray:
    """Products whose changes (n, T), NaN where unknown, plainly undo or go on with the one before: no random walk."""
    live = np.isfinite(change)
    count = np.maximum(live.sum(axis=1), 1)
    z = np.where(live, change, 0.0)
    z = np.where(live, z - (z.sum(axis=1) / count)[:, None], 0.0)
    size = (z**2).sum(axis=1)
    along = (z[:, 1:] * z[:, :-1]).sum(axis=1) / np.where(size > 0, size, 1.0)
    return np.asarray(np.abs(along) * np.sqrt(count) > 2.5)


def guard(loss: np.ndarray, naive_loss: np.ndarray, hanging: np.ndarray, evidence: float | None) -> np.ndarray:
    """Say how far to trust the combination, (n,): 0, the last price, where it lost to that; mostly 1.

    ``loss`` and ``naive_loss`` (origins, n) are earlier errors, NaN where unknown. Without any record it is trusted.
    ``hanging`` says whose changes plainly hang together, see :func:`hangs_together`; ``evidence`` how plainly the
    shop's prices are no random walks, see :func:`~shopdesk.engine.prices.evidence.evidence`.
    """
    known = np.isfinite(loss) & np.isfinite(naive_loss)
    count = known.sum(axis=0)
    if not count.any():
        return np.ones(loss.shape[1])
    own, base = np.where(known, loss, 0.0).sum(axis=0), np.where(known, naive_loss, 0.0).sum(axis=0)
    everywhere = float(ratio_of(own.sum(keepdims=True), base.sum(keepdims=True))[0])
    if len(own) < FEW:
        if evidence is not None and evidence <= HINT:
            return np.zeros(len(own))
        # The record that the weights were chosen by flatters them: it must be plainly better, or the changes say so.
        return np.clip((np.where(hanging, GUARD_HANGING, GUARD_ALONE) - ratio_of(own, base)) / 0.04, 0.0, 1.0)
    trust = count / (count + GUARD_POOLING)
    ratio = trust * ratio_of(own, base) + (1 - trust) * everywhere
    plain = evidence is not None and evidence > PLAIN
    return np.clip(((GUARD if plain else GUARD_DOUBTFUL) - ratio) / 0.02, 0.0, 1.0)


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
