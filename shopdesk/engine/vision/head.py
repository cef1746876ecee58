"""The trainable head on frozen features: multinomial logistic regression, temperature, and the refusal rule."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.vision.backbone import normalised
from shopdesk.engine.weights import import_torch

SCALE = 10.0  # features have length one; this is their length for the regression
DECAY = 3e-4
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


@dataclass(frozen=True)
class Refusal:
    """A photo is known if ``signals @ weight`` reaches ``threshold``."""

    weight: np.ndarray
    threshold: float

    def score(self, signals: np.ndarray) -> np.ndarray:
        """Return how much each photo looks like something that was taught."""
        return signals @ self.weight


def signals_of(logits: np.ndarray, temperature: float, nearest: np.ndarray, own: np.ndarray) -> np.ndarray:
    """Return what the refusal is decided on, one row per photo.

    Parameters
    ----------
    nearest : ndarray (n,)
        Cosine to the nearest taught photo of any product.
    own : ndarray (n,)
        Cosine to the nearest taught photo of the product that was chosen.
    """
    scaled = logits / temperature
    top = np.log(np.maximum(softmax(scaled).max(axis=-1), 1e-9))
    return np.stack([top, logits.max(axis=-1) / SCALE, 10.0 * nearest, 10.0 * own], axis=-1)


DEFAULT_REFUSAL = Refusal(np.array([1.0, 0.0, 0.5, 0.5]), 5.6)


def fit_refusal(known: np.ndarray, unknown: np.ndarray, keep: float = 0.95) -> Refusal:
    """Learn to tell held-out photos of taught products from photos of products that were left out.

    The direction separates the two; the threshold keeps the share ``keep`` of the taught ones.
    """
    if len(known) < 8:
        return DEFAULT_REFUSAL
    weight = DEFAULT_REFUSAL.weight
    if len(unknown) >= 8:
        spread = np.cov(known.T) + np.cov(unknown.T) + 1e-3 * np.eye(known.shape[1])
        weight = np.linalg.solve(spread, known.mean(axis=0) - unknown.mean(axis=0))
    return Refusal(weight, float(np.quantile(known @ weight, 1.0 - keep)))
