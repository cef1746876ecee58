"""The taught photos themselves, kept small beside what was learned, so that it can always be learned again."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from shopdesk.engine.errors import NotFound

if TYPE_CHECKING:
    from PIL import Image

PHOTOS = "photos"
KEPT_SIDE = 384  # of the short side: more than the network looks at
_QUALITY = 88
_PREFIX = "p_"
_PLAIN = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789-_")


def kept_jpeg(picture: Image.Image) -> bytes:
    """Return a photo as the JPEG that is kept of it."""
    from PIL import Image

    shrink = KEPT_SIDE / min(picture.size)
    if shrink < 1.0:
        size = (max(1, round(picture.width * shrink)), max(1, round(picture.height * shrink)))
        picture = picture.resize(size, Image.Resampling.BICUBIC, reducing_gap=3.0)
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=_QUALITY)
    return stream.getvalue()


def kept_picture(jpeg: bytes) -> Image.Image:
    """Return the picture of a kept photo."""
    from PIL import Image

    from shopdesk.engine.vision.decode import decode_image

    return decode_image(Image.open(io.BytesIO(jpeg)))


def photo_id_of(jpeg: bytes) -> str:
    """Return the name of a kept photo: the same picture has the same name."""
    return hashlib.sha256(jpeg).hexdigest()[:16]


def folder_name(product_id: str) -> str:
    """Return a name that any file system can hold, whatever the identifier; capitals are escaped as well."""
    escaped = "".join(chr(byte) if byte in _PLAIN else f"%{byte:02x}" for byte in product_id.encode("utf-8"))
    return _PREFIX + escaped  # "con" alone would be a device on Windows


def photo_path(folder: Path, product_id: str, photo_id: str) -> Path:
    """Return where a kept photo lies in the folder of a classifier."""
    return folder / PHOTOS / folder_name(product_id) / f"{photo_id}.jpg"


def keep_photo(folder: Path, product_id: str, photo_id: str, jpeg: bytes) -> None:
    """Write a photo unless it is there; a crash leaves no half one behind."""
    path = photo_path(folder, product_id, photo_id)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    draft.write_bytes(jpeg)
    os.replace(draft, path)


def read_photo(folder: Path, product_id: str, photo_id: str) -> bytes:
    """Return the bytes of a kept photo."""
    path = photo_path(folder, product_id, photo_id)
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotFound("file.missing", path=str(path)) from error


def drop_photo(folder: Path, product_id: str, photo_id: str) -> None:
    """Delete a photo that the owner took out, and its folder with the last one."""
    path = photo_path(folder, product_id, photo_id)
    path.unlink(missing_ok=True)
    if path.parent.is_dir() and not any(path.parent.iterdir()):
        path.parent.rmdir()


def kept_photos(folder: Path) -> dict[str, list[Path]]:
    """Return the files of all kept photos by product, oldest first."""
    found: dict[str, list[Path]] = {}
    for place in sorted((folder / PHOTOS).glob(f"{_PREFIX}*/")):
        files = sorted(place.glob("*.jpg"), key=lambda file: (file.stat().st_mtime_ns, file.name))
        if files:
            found[unquote(place.name.removeprefix(_PREFIX))] = files
    return found
