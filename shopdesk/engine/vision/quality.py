"""Is a photo good enough to be recognised: sharp, well lit and large enough?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from shopdesk.engine.types import Quality
from shopdesk.engine.vision.decode import decode_image

if TYPE_CHECKING:
    from shopdesk.engine.vision.decode import ImageLike

_SIDE = 256
_MIN_SIDE = 96
_BLURRED = 15.0
_DARK = 0.14
_BRIGHT = 0.94


def assess_quality(image: ImageLike) -> Quality:
    """Judge a photo at the size at which the network sees it.

    ``sharpness`` is the variance of the Laplacian of the brightness (0 to 255), ``exposure`` the mean
    brightness in [0, 1].
    """
    from PIL import Image

    picture = decode_image(image)
    small = min(picture.size) < _MIN_SIDE
    scale = _SIDE / max(picture.size)
    size = (max(3, round(picture.width * scale)), max(3, round(picture.height * scale)))
    grey = np.asarray(picture.resize(size, Image.Resampling.BILINEAR).convert("L"), dtype=np.float32)
    laplacian = grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:] - 4.0 * grey[1:-1, 1:-1]
    sharpness = float(laplacian.var())
    exposure = float(grey.mean() / 255.0)
    verdicts = {
        "blurred": sharpness < _BLURRED,
        "too_dark": exposure < _DARK,
        "too_bright": exposure > _BRIGHT,
        "too_small": small,
    }
    return Quality(sharpness, exposure, [key for key, found in verdicts.items() if found])
