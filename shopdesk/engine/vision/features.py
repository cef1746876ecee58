"""What is known of one photo: as a look-up sees it, and as it is taught."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from shopdesk.engine.vision.backbone import UNTUNED_DIMENSION, normalised
from shopdesk.engine.vision.views import looking_views, teaching_views

if TYPE_CHECKING:
    from PIL import Image

    from shopdesk.engine.vision.backbone import Backbone

_HUES, _SATURATIONS, _VALUES = 12, 4, 4
PLAIN_DIMENSION = UNTUNED_DIMENSION + _HUES * _SATURATIONS * _VALUES
"""The length of what the second opinion sees."""


def looked(network: Backbone, picture: Image.Image) -> tuple[np.ndarray, np.ndarray]:
    """Return what a look-up compares, of length one.

    First the features of the tuned network (1280,), then those for the second opinion: of the untuned network, and
    the colours.
    """
    middle, mirror = looking_views(picture)
    late, untuned = network.pooled_twice(middle)
    return normalised(late + network.pooled([mirror])[0]), plain_of(untuned, middle)


def plain_of(untuned: np.ndarray, middle: Image.Image) -> np.ndarray:
    """Return what the second opinion sees, of length one: features of the untuned network, and the colours."""
    return normalised(np.concatenate([untuned, colours(middle)]))


def features_of(network: Backbone, picture: Image.Image) -> tuple[np.ndarray, np.ndarray]:
    """Return what is kept of a taught photo: tuned features (views, 1280), the look-up first, and plain ones."""
    look, plain = looked(network, picture)
    further = network.pooled(teaching_views(picture))
    return np.concatenate([look[None], further]), plain


def colours(view: Image.Image) -> np.ndarray:
    """Return the square roots of a histogram of hue, saturation and value, in which the middle weighs more."""
    planes = np.asarray(view)[::2, ::2].transpose(2, 0, 1).astype(np.float32, order="C") / np.float32(255.0)
    red, green, blue = planes
    top, bottom = planes.max(axis=0), planes.min(axis=0)
    spread = np.where(top > bottom, top - bottom, np.float32(1.0))
    turn = (green - blue) / spread
    hue = np.where(
        top == red,
        np.where(turn < 0.0, turn + np.float32(6.0), turn),
        np.where(top == green, (blue - red) / spread + 2.0, (red - green) / spread + 4.0),
    )
    saturation = (top - bottom) / np.maximum(top, np.float32(1e-6))
    cell = np.zeros(top.shape, dtype=np.int64)
    for value, count in ((hue / 6.0, _HUES), (saturation, _SATURATIONS), (top, _VALUES)):
        cell = cell * count + np.minimum((value * count).astype(np.int64), count - 1)
    shares = np.bincount(cell.ravel(), _middle_weights(top.shape), minlength=_HUES * _SATURATIONS * _VALUES)
    return np.asarray(np.sqrt(shares / shares.sum()), dtype=np.float32)


@lru_cache(maxsize=4)
def _middle_weights(shape: tuple[int, int]) -> np.ndarray:
    down, right = (np.linspace(-1.0, 1.0, size) for size in shape)
    return np.asarray(np.exp(-(down[:, None] ** 2 + right[None] ** 2) / 0.8).ravel())
