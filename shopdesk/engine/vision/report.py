"""How well the shop's own photos are told apart: each photo asked of a classifier that never saw it."""

from __future__ import annotations

import numpy as np

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.types import Confusion, ProductReport, TeachingReport
from shopdesk.engine.vision.taught import Taught

_RIDGE = 0.05  # times the mean of the diagonal
_MOST = 4000  # photos; beyond, a part of each product's photos speaks for the others
_GOOD = 0.85
_FEW = 5


def leave_one_out(looks: np.ndarray, labels: np.ndarray, classes: int) -> np.ndarray:
    """Return the class that each photo is given by all the other photos; -1 for a product's only photo.

    Least squares leaves each photo out exactly by one division, where a regression would have to be fitted again
    for every photo. Every product weighs the same, however many photos it has.
    """
    counts = np.bincount(labels, minlength=classes)
    weight = np.sqrt(1.0 / counts[labels])
    targets = np.zeros((len(looks), classes))
    targets[np.arange(len(looks)), labels] = 1.0
    x = (looks - looks.mean(axis=0)).astype(np.float64)
    rows = x * weight[:, None]
    # a column for the constant, in the kernel form because photos are fewer than features
    kernel = rows @ rows.T + np.outer(weight, weight) * float((x**2).sum(axis=1).mean())
    ridge = _RIDGE * float(np.trace(kernel)) / len(looks)
    inverse = np.linalg.inv(kernel + ridge * np.eye(len(looks)))
    dual = inverse @ (targets * weight[:, None])
    held_out = targets - dual / np.diag(inverse)[:, None] / weight[:, None]
    chosen = held_out.argmax(axis=1)
    return np.where(counts[labels] > 1, chosen, -1)


def teaching_report(taught: Taught, *, seed: int = 0, ctx: JobContext = NULL_CONTEXT) -> TeachingReport:
    """Judge every product by its own photos: how many are recognised, and for what the others are taken."""
    names = taught.product_ids()
    looks, labels = taught.looks()
    ctx.progress(0.0, "judging")
    ctx.raise_if_cancelled()
    asked = np.sort(np.random.default_rng(seed).permutation(len(labels))[:_MOST])
    chosen = np.full(len(labels), -1)
    present, numbers = np.unique(labels[asked], return_inverse=True)
    if len(asked):
        found = leave_one_out(looks[asked], numbers, len(present))
        chosen[asked] = np.where(found >= 0, present[found], -1)
    ctx.progress(1.0, "judging")
    judged = chosen >= 0
    accuracy = float((chosen[judged] == labels[judged]).mean()) if judged.any() else None
    reports = [_product(number, names, labels, chosen) for number in range(len(names))]
    return TeachingReport(accuracy, reports)


def _product(number: int, names: list[str], labels: np.ndarray, chosen: np.ndarray) -> ProductReport:
    own = labels == number
    judged = own & (chosen >= 0)
    right = int((chosen[judged] == number).sum())
    others, times = np.unique(chosen[judged & (chosen != number)], return_counts=True)
    order = np.argsort(-times, kind="stable")
    confused = [Confusion(names[int(others[i])], int(times[i])) for i in order]
    asked = int(judged.sum())
    if asked < 2:
        advice = "too_few"
    elif right >= _GOOD * asked:
        advice = "enough"
    elif int(own.sum()) < _FEW or not confused or confused[0].photos * 2 < asked - right:
        advice = "more_photos"
    else:
        advice = "confused"
    return ProductReport(names[number], int(own.sum()), asked, right, confused, advice)
