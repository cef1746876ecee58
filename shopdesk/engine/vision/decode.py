"""Decoding photos to RGB, whatever the camera, the browser or the scanner made of them."""

from __future__ import annotations

import struct
import warnings
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from shopdesk.engine.errors import DataError, NotFound

if TYPE_CHECKING:
    from PIL import Image

    ImageLike = str | Path | Image.Image

MAX_PIXELS = 80_000_000
MAX_BYTES = 60_000_000
_ORIENTATION = 0x0112
# what Pillow's readers are known to raise on files that lie about themselves
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    MemoryError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    AssertionError,
    struct.error,
    zlib.error,
)


def decode_image(image: ImageLike, max_side: int | None = None) -> Image.Image:
    """Return the first frame of a photo as upright RGB, transparency on white.

    Parameters
    ----------
    image : str, Path or PIL.Image.Image
        A file or an image that was decoded elsewhere.
    max_side : int, optional
        A JPEG may be decoded at a fraction of its size, but not below this many pixels.

    Raises
    ------
    NotFound
        ``file.missing``
    DataError
        ``image.unreadable`` or ``image.too_large``
    """
    from PIL import Image

    if isinstance(image, Image.Image):
        if type(image) is Image.Image and image.mode == "RGB" and image.getexif().get(_ORIENTATION, 1) == 1:
            _check_pixels(image.size, "")
            return image  # decoded and upright already: nothing here changes a picture in place
        return _upright(image, "")
    path = Path(image)
    _check_file(path)
    with warnings.catch_warnings():
        # Pillow warns of large pictures and odd metadata; our own limits are checked before decoding
        warnings.simplefilter("ignore")
        try:
            with Image.open(path) as opened:
                _check_pixels(opened.size, str(path))
                if max_side is not None:
                    opened.draft("RGB", (max_side, max_side))
                return _upright(opened, str(path))
        except Image.DecompressionBombError as error:
            raise DataError("image.too_large", path=str(path), limit=MAX_PIXELS // 1_000_000) from error
        except _BROKEN as error:
            raise DataError("image.unreadable", path=str(path)) from error


def _check_file(path: Path) -> None:
    if not path.is_file():
        raise NotFound("file.missing", path=str(path))
    if path.stat().st_size > MAX_BYTES:
        raise DataError("image.too_large", path=str(path), limit=MAX_PIXELS // 1_000_000)


def _check_pixels(size: tuple[int, int], path: str) -> None:
    if size[0] * size[1] > MAX_PIXELS:
        raise DataError("image.too_large", path=path, limit=MAX_PIXELS // 1_000_000)
    if min(size) < 1:
        raise DataError("image.unreadable", path=path)


def _upright(image: Image.Image, path: str) -> Image.Image:
    from PIL import ImageOps

    _check_pixels(image.size, path)
    if image.mode == "RGB":
        image.load()
        return ImageOps.exif_transpose(image).copy()
    return _to_rgb(ImageOps.exif_transpose(image))


def _to_rgb(image: Image.Image) -> Image.Image:
    from PIL import Image

    if image.mode.startswith(("I", "F")):
        return Image.fromarray(_eight_bits(np.asarray(image, dtype=np.float64))).convert("RGB")
    if image.mode in {"RGBA", "LA", "PA", "RGBa", "La"} or "transparency" in image.info:
        rgba = image.convert("RGBA")
        white = Image.new("RGBA", rgba.size, (255, 255, 255, 255))
        return Image.alpha_composite(white, rgba).convert("RGB")
    return image.convert("RGB")


def _eight_bits(values: np.ndarray) -> np.ndarray:
    """Scale 16-bit, 32-bit or float grey to 8 bits by the range that its values show."""
    values = np.nan_to_num(values)
    top = float(values.max(initial=0.0))
    full = 1.0 if top <= 1.0 else 255.0 if top <= 255.0 else 65535.0 if top <= 65535.0 else top
    return np.clip(values * (255.0 / full), 0, 255).astype(np.uint8)
