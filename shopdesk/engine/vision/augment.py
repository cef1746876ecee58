"""Extra examples for products with few photos, from a GAN that learned how photos of one product differ."""

from __future__ import annotations

import numpy as np

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.vision.backbone import normalised
from shopdesk.engine.vision.gan import FeatureGan
from shopdesk.engine.vision.head import MAX_CELLS, fit_head

FEW = 5  # a product with more photos than this needs no help
_EXTRA = 6
_ENOUGH = 40  # photos of products that have several; fewer do not show how photos differ
_GAIN = 0.005


def extra_examples(
    looks: np.ndarray, labels: np.ndarray, *, seed: int = 0, ctx: JobContext = NULL_CONTEXT
) -> tuple[np.ndarray, np.ndarray]:
    """Return (features, class numbers) made for the products with few photos; may be none.

    The generator learns the differences between a photo and the mean of its product, over all products, and is
    added to the mean of a product that has too few photos to show its own differences.
    """
    counts = np.bincount(labels)
    several = counts[labels] >= 2
    few = np.flatnonzero((counts > 0) & (counts <= FEW))
    nothing = np.zeros((0, looks.shape[1]), dtype=np.float32), np.zeros(0, dtype=np.int64)
    if several.sum() < _ENOUGH or not len(few):
        return nothing
    sums = np.zeros((len(counts), looks.shape[1]))
    np.add.at(sums, labels, looks)
    means = sums / np.maximum(counts, 1)[:, None]
    # photos scatter less about the mean of a few than about the true one
    widen = np.sqrt(counts / np.maximum(counts - 1, 1))[labels[several], None]
    differences = (looks[several] - means[labels[several]]) * widen
    gan = FeatureGan(steps=200).fit(differences, seed=seed, ctx=ctx)
    made_for = np.repeat(few, _EXTRA)
    return normalised(means[made_for] + gan.sample(len(made_for))), made_for


def examples_help(
    looks: np.ndarray,
    labels: np.ndarray,
    views: np.ndarray,
    photo_of: np.ndarray,
    *,
    seed: int = 0,
    ctx: JobContext = NULL_CONTEXT,
) -> bool:
    """Say whether made examples raise the accuracy on photos that are held out for this question.

    Parameters
    ----------
    looks, labels : ndarray
        One feature row and class number per photo.
    views, photo_of : ndarray
        All views and the photo that each is of.
    """
    counts = np.bincount(labels)
    if not ((counts > 0) & (counts <= FEW)).any() or len(views) * len(counts) > MAX_CELLS:
        return False
    keep = _half_of_each(labels, seed)
    if (~keep).sum() < _ENOUGH:
        return False
    made, made_for = extra_examples(looks[keep], labels[keep], seed=seed, ctx=ctx)
    if not len(made):
        return False
    of_kept = keep[photo_of]
    rows, classes = views[of_kept], labels[photo_of[of_kept]]
    plain = fit_head(rows, classes, len(counts), None, ctx)
    helped = fit_head(np.concatenate([rows, made]), np.concatenate([classes, made_for]), len(counts), None, ctx)
    right = [(head.logits(looks[~keep]).argmax(axis=1) == labels[~keep]).mean() for head in (plain, helped)]
    return bool(right[1] >= right[0] + _GAIN)


def _half_of_each(labels: np.ndarray, seed: int) -> np.ndarray:
    """Choose half of each product's photos, at least one and at most as many as count as few."""
    chance = np.random.default_rng(seed)
    keep = np.zeros(len(labels), dtype=bool)
    for label in np.unique(labels):
        own = chance.permutation(np.flatnonzero(labels == label))
        keep[own[: max(1, min(FEW, (len(own) + 1) // 2))]] = True
    return keep
