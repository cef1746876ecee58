"""What is known of one photo: as a look-up sees it, and as it is taught."""

from __future__ import annotations

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
    both = np.stack([late, network.pooled([mirror])[0]])
    return normalised(both.mean(axis=0)), normalised(np.concatenate([untuned, colours(middle)]))


def features_of(network: Backbone, picture: Image.Image) -> tuple[np.ndarray, np.ndarray]:
    """Return what is kept of a taught photo: tuned features (views, 1280), the look-up first, and plain ones."""
    look, plain = looked(network, picture)
    further = network.pooled(teaching_views(picture))
    return np.concatenate([look[None], further]), plain


def colours(view: Image.Image) -> np.ndarray:
    """Return the square roots of a histogram of hue, saturation and value, in which the middle weighs more."""
    pixels = np.asarray(view)[::2, ::2].astype(np.float32) / 255.0
    top, bottom = pixels.max(axis=-1), pixels.min(axis=-1)
    spread = np.where(top > bottom, top - bottom, 1.0)
    red, green, blue = (pixels[..., channel] for channel in range(3))
    hue = np.where(
        top == red,
        ((green - blue) / spread) % 6.0,
        np.where(top == green, (blue - red) / spread + 2.0, (red - green) / spread + 4.0),
    )
    saturation = np.where(top > 0.0, (top - bottom) / np.maximum(top, 1e-6), 0.0)
    cell = np.zeros(top.shape, dtype=np.int64)
    for value, count in ((hue / 6.0, _HUES), (saturation, _SATURATIONS), (top, _VALUES)):
        cell = cell * count + np.minimum((value * count).astype(np.int64), count - 1)
    down, right = (np.linspace(-1.0, 1.0, size) for size in top.shape)
    weight = np.exp(-(down[:, None] ** 2 + right[None] ** 2) / 0.8)
    shares = np.bincount(cell.ravel(), weight.ravel(), minlength=_HUES * _SATURATIONS * _VALUES)
    return np.sqrt(shares / shares.sum()).astype(np.float32)
