"""The trainable head on frozen features: multinomial logistic regression, and the temperature of its answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.vision.backbone import normalised
from shopdesk.engine.weights import import_torch

SCALE = 10.0  # features have length one; this is their length for the regression
DECAY = 1e-3
# beyond this size a regression takes minutes: classes are then told apart by their mean alone
MAX_CELLS = 60_000_000


@dataclass(frozen=True)
class LinearHead:
    """Logits are ``features @ weight.T + bias``."""

    weight: np.ndarray
    bias: np.ndarray

    def logits(self, features: np.ndarray) -> np.ndarray:
        """Return one row of logits per feature row."""
        return features @ self.weight.T + self.bias

    def without(self, gone: int) -> LinearHead:
        """Return the head without one class."""
        return LinearHead(np.delete(self.weight, gone, 0), np.delete(self.bias, gone))


def softmax(logits: np.ndarray) -> np.ndarray:
    """Return probabilities along the last axis."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return shifted / shifted.sum(axis=-1, keepdims=True)


def class_means(features: np.ndarray, labels: np.ndarray, classes: int) -> np.ndarray:
    """Return the normalised mean feature of each class."""
    sums = np.zeros((classes, features.shape[1]), dtype=np.float64)
    np.add.at(sums, labels, features)
    return normalised(sums)


def mean_head(features: np.ndarray, labels: np.ndarray, classes: int) -> LinearHead:
    """Return the head that compares with the mean of each class."""
    weight = class_means(features, labels, classes) * (2.0 * SCALE)
    return LinearHead(weight, np.zeros(classes, dtype=np.float32))


def fit_head(
    features: np.ndarray,
    labels: np.ndarray,
    classes: int,
    start: LinearHead | None = None,
    ctx: JobContext = NULL_CONTEXT,
) -> LinearHead:
    """Fit a multinomial logistic regression in which every class weighs the same.

    Parameters
    ----------
    features : ndarray (n, d)
        Rows of length one.
    labels : ndarray (n,)
        Class numbers below ``classes``.
    start : LinearHead, optional
        Where to begin, so that one more product does not mean to learn all others again.
    """
    first = start if start is not None else mean_head(features, labels, classes)
    if features.shape[0] * classes > MAX_CELLS or classes < 2:
        return mean_head(features, labels, classes)
    torch = import_torch()
    x = torch.from_numpy(np.ascontiguousarray(features, dtype=np.float32)) * SCALE
    y = torch.from_numpy(labels.astype(np.int64))
    counts = np.bincount(labels, minlength=classes)
    share = torch.from_numpy((1.0 / (np.maximum(counts, 1)[labels] * classes)).astype(np.float32))
    weight = torch.from_numpy(first.weight.astype(np.float32) / SCALE).requires_grad_()
    bias = torch.from_numpy(first.bias.astype(np.float32).copy()).requires_grad_()
    optimizer = torch.optim.LBFGS(
        [weight, bias],
        max_iter=120,
        tolerance_grad=1e-5,
        tolerance_change=1e-7,
        line_search_fn="strong_wolfe",
    )

    def closure() -> object:
        ctx.raise_if_cancelled()
        optimizer.zero_grad()
        losses = torch.nn.functional.cross_entropy(x @ weight.T + bias, y, reduction="none")
        loss = (losses * share).sum() + 0.5 * DECAY * (weight * weight).sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    return LinearHead(weight.detach().numpy() * SCALE, bias.detach().numpy())


def fit_temperature(logits: np.ndarray, labels: np.ndarray) -> float:
    """Return the divisor of the logits that makes held-out probabilities honest (least log loss)."""
    grid = np.geomspace(0.1, 10.0, 81)
    losses = []
    for temperature in grid:
        chosen = softmax(logits / temperature)[np.arange(len(labels)), labels]
        losses.append(-float(np.log(np.maximum(chosen, 1e-9)).mean()))
    return float(grid[int(np.argmin(losses))])
