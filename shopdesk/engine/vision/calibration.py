"""Honest probabilities, learned from taught photos that are held out in turn."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.vision.head import fit_head, fit_temperature, softmax
from shopdesk.engine.vision.opinion import fit_plain, mixed
from shopdesk.engine.vision.refusal import Refusal, fit_refusal

FOLDS = 3
_MOST = 2400  # held-out photos are enough; more of them only cost time
_FEWEST = 12
# Held-out photos of one afternoon are easier than tomorrow's. Photos that the network was not tuned on ask for this
# (least log loss), so probabilities are never sharper. It is below one because two opinions are flatter than each.
LEAST_TEMPERATURE = 0.6


@dataclass(frozen=True)
class Calibration:
    """What held-out photos say: temperature, refusal, and the accuracy to expect."""

    temperature: float = LEAST_TEMPERATURE
    refusal: Refusal = field(default_factory=Refusal)
    accuracy: float | None = None
    held_out: int = 0


def calibrate(
    looks: np.ndarray, plain: np.ndarray, labels: np.ndarray, *, seed: int = 0, ctx: JobContext = NULL_CONTEXT
) -> Calibration:
    """Hold out each photo once and see what the heads make of it.

    Parameters
    ----------
    looks, plain, labels : ndarray
        One row of tuned features, one of plain ones, and a class number per photo.
    """
    refusal = fit_refusal(looks, labels, seed=seed)
    chance = np.random.default_rng(seed)
    some = np.sort(chance.permutation(len(labels))[:_MOST])
    fold_of = _folds(labels[some], chance)
    temperatures, right = [], []
    for fold in range(FOLDS):
        ctx.raise_if_cancelled()
        ctx.progress(fold / FOLDS, "calibrating")
        asked, keep = some[fold_of == fold], some[fold_of != fold]
        present, numbers = np.unique(labels[keep], return_inverse=True)
        if len(present) < 2 or not len(asked):
            continue
        tuned = fit_head(looks[keep], numbers, len(present), None, ctx)
        second = fit_plain(plain[keep], numbers, len(present), None, ctx)
        logits = mixed(tuned.logits(looks[asked]), second.logits(plain[asked]))
        answers = np.searchsorted(present, labels[asked])
        temperatures.append((len(asked), np.log(fit_temperature(logits, answers))))
        right.append(logits.argmax(axis=1) == answers)
    count = sum(len(fold) for fold in right)
    if count < _FEWEST:
        return Calibration(refusal=refusal)
    # averaged in the logarithm: folds may have other numbers of classes, so their logits cannot be stacked
    shared = float(np.exp(sum(n * t for n, t in temperatures) / count))
    accuracy = float(np.concatenate(right).mean())
    return Calibration(max(shared, LEAST_TEMPERATURE), refusal, accuracy, count)


def _folds(labels: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Return the fold in which each photo is held out, -1 for the only photo of a product."""
    fold_of = np.full(len(labels), -1)
    for label in np.unique(labels):
        own = chance.permutation(np.flatnonzero(labels == label))
        if len(own) > 1:
            fold_of[own] = np.arange(len(own)) % max(2, min(FOLDS, len(own)))
    return fold_of


def probabilities(logits: np.ndarray, temperature: float) -> np.ndarray:
    """Return calibrated probabilities."""
    return softmax(logits / temperature)
