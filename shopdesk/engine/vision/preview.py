"""Small pictures for the window: the engine decodes more kinds of files than the window does, and off its thread."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from PIL import Image

_QUALITY = 85


def jpeg_bytes(picture: Image.Image, side: int) -> np.ndarray:
    """Return a picture of at most ``side`` pixels as a JPEG file, one byte per element.

    Parameters
    ----------
    picture : PIL.Image.Image
        An upright RGB picture; it is not changed.
    side : int
        The longer side of what is returned.
    """
    from PIL import Image

    small = picture.copy()
    small.thumbnail((side, side), Image.Resampling.BILINEAR)
    stream = io.BytesIO()
    small.save(stream, "JPEG", quality=_QUALITY)
    return np.frombuffer(stream.getvalue(), dtype=np.uint8)


def small_map(heat: np.ndarray, side: int = 96) -> np.ndarray:
    """Return a map in [0, 1] as whole numbers from 0 to 255, its longer side at most ``side``."""
    from PIL import Image

    picture = Image.fromarray(np.clip(heat, 0.0, 1.0).astype(np.float32))
    scale = min(1.0, side / max(picture.size))
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return np.rint(255.0 * np.asarray(picture.resize(size, Image.Resampling.BILINEAR))).astype(np.uint8)
