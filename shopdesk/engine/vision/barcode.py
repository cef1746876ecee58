"""Barcodes on a photo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from shopdesk.engine.vision.decode import decode_image

if TYPE_CHECKING:
    from shopdesk.engine.vision.decode import ImageLike

_MAX_SIDE = 1600


def read_barcodes(image: ImageLike) -> list[str]:
    """Return the texts of the barcodes on a photo, each once, in the order in which they were found."""
    import zxingcpp

    picture = decode_image(image).convert("L")
    if max(picture.size) > _MAX_SIDE:
        picture.thumbnail((_MAX_SIDE, _MAX_SIDE))
    found = zxingcpp.read_barcodes(np.ascontiguousarray(picture))
    return list(dict.fromkeys(code.text for code in found if code.valid and code.text))
