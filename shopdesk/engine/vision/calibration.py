"""Honest probabilities and a refusal rule, learned from taught photos that are held out in turn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.vision.head import (
    DEFAULT_REFUSAL,
    Refusal,
    fit_head,
    fit_refusal,
    fit_temperature,
    signals_of,
    softmax,
)

FOLDS = 3
_HIDE_EVERY = 5  # one product in five is left out of a fold, to play the product that was never taught
_MOST = 2000  # held-out photos are enough; more of them only cost time
_FEWEST = 12
DEFAULT_TEMPERATURE = 0.7


@dataclass(frozen=True)
class Calibration:
    """What held-out photos say: temperature, refusal, and the accuracy to expect."""

    temperature: float = DEFAULT_TEMPERATURE
    refusal: Refusal = DEFAULT_REFUSAL
    accuracy: float | None = None
    held_out: int = 0


def nearest_taught(
    looks: np.ndarray, taught: np.ndarray, labels: np.ndarray, chosen: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the cosines to the nearest taught photo of any product and of the chosen product."""
    cosines = looks @ taught.T
    own = np.where(labels[None, :] == chosen[:, None], cosines, -1.0).max(axis=1)
    return cosines.max(axis=1), own


def calibrate(
    looks: np.ndarray,
    labels: np.ndarray,
    views: np.ndarray,
    photo_of: np.ndarray,
    *,
    seed: int = 0,
    ctx: JobContext = NULL_CONTEXT,
) -> Calibration:
    """Hold out each photo once, each product now and then, and see what the head makes of them.

    Parameters
    ----------
    looks, labels : ndarray
        One feature row and class number per photo.
    views, photo_of : ndarray
        All views and the photo that each is of.
    """
    fold_of = _folds(labels, seed)
    held = [_one_fold(fold, fold_of, looks, labels, views, photo_of, seed, ctx) for fold in range(FOLDS)]
    rows = [fold for fold in held if fold is not None]
    if not rows or sum(len(fold.labels) for fold in rows) < _FEWEST:
        return Calibration()
    temperature = _shared_temperature(rows)
    known = np.concatenate([fold.signals(temperature, fold.is_known) for fold in rows])
    unknown = np.concatenate([fold.signals(temperature, ~fold.is_known) for fold in rows])
    right = np.concatenate([fold.right() for fold in rows])
    return Calibration(temperature, fit_refusal(known, unknown), float(right.mean()), len(right))


@dataclass(frozen=True)
class _Fold:
    logits: np.ndarray
    nearest: np.ndarray
    own: np.ndarray
    is_known: np.ndarray
    labels: np.ndarray  # of the known photos only

    def signals(self, temperature: float, chosen: np.ndarray) -> np.ndarray:
        return signals_of(self.logits[chosen], temperature, self.nearest[chosen], self.own[chosen])

    def right(self) -> np.ndarray:
        return self.logits[self.is_known].argmax(axis=1) == self.labels


def _folds(labels: np.ndarray, seed: int) -> np.ndarray:
    """Return the fold in which each photo is held out, -1 for the only photo of a product."""
    chance = np.random.default_rng(seed)
    fold_of = np.full(len(labels), -1)
    for label in np.unique(labels):
        own = chance.permutation(np.flatnonzero(labels == label))
        if len(own) > 1:
            fold_of[own] = np.arange(len(own)) % max(2, min(FOLDS, len(own)))
    return fold_of


def _one_fold(
    fold: int,
    fold_of: np.ndarray,
    looks: np.ndarray,
    labels: np.ndarray,
    views: np.ndarray,
    photo_of: np.ndarray,
    seed: int,
    ctx: JobContext,
) -> _Fold | None:
    ctx.raise_if_cancelled()
    ctx.progress(fold / FOLDS, "calibrating")
    hidden = (labels % _HIDE_EVERY == fold) if labels.max() >= _HIDE_EVERY else np.zeros(len(labels), dtype=bool)
    keep = (fold_of != fold) & ~hidden
    present = np.unique(labels[keep])
    asked = np.flatnonzero((fold_of == fold) & ~hidden)
    strangers = np.flatnonzero(hidden)
    if len(present) < 2 or not len(asked):
        return None
    chance = np.random.default_rng(seed)
    asked = chance.permutation(asked)[: _MOST // FOLDS]
    strangers = chance.permutation(strangers)[: _MOST // FOLDS]
    renumbered = np.full(labels.max() + 1, -1)
    renumbered[present] = np.arange(len(present))
    of_kept = keep[photo_of]
    head = fit_head(views[of_kept], renumbered[labels[photo_of[of_kept]]], len(present), None, ctx)
    photos = np.r_[asked, strangers]
    logits = head.logits(looks[photos])
    near, own = nearest_taught(looks[photos], looks[keep], renumbered[labels[keep]], logits.argmax(axis=1))
    is_known = np.arange(len(photos)) < len(asked)
    return _Fold(logits, near, own, is_known, renumbered[labels[asked]])


def _shared_temperature(rows: list[_Fold]) -> float:
    """Average in the logarithm: each fold has its own number of classes, so their logits cannot be stacked."""
    parts = [np.log(fit_temperature(fold.logits[fold.is_known], fold.labels)) for fold in rows]
    return float(np.exp(np.average(parts, weights=[len(fold.labels) for fold in rows])))


def probabilities(logits: np.ndarray, temperature: float) -> np.ndarray:
    """Return calibrated probabilities."""
    return softmax(logits / temperature)
