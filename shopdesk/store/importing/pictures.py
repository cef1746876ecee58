"""Pictures that a file names by their path. Pictures on the web are not fetched."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

LARGEST = 40 << 20
_SIGNS = {
    b"\x89PNG\r\n\x1a\n": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"GIF8": ".gif",
    b"BM": ".bmp",
}


class PictureFinder:
    """Looks for pictures beside the file that names them.

    Parameters
    ----------
    file : Path
        The file that is imported; relative paths start in its folder.
    """

    def __init__(self, file: Path) -> None:
        self._folder = file.absolute().parent
        self._told = False

    def find(self, named: str) -> tuple[str, str]:
        """The full path of a picture, or else the code of what is wrong with it, if anything."""
        if not named:
            return "", ""
        first = named.split(", http")[0].strip()
        if "://" in first:
            beside = self._beside(first.split("?")[0].rsplit("/", 1)[-1])
            if beside or self._told:
                return beside, ""
            self._told = True  # once is enough: every row would say it
            return "", "warning.web_picture"
        try:
            path = Path(first).expanduser()
            path = path if path.is_absolute() else self._folder / path
            if path.is_file() and kind_of(path):
                return str(path), ""
        except (OSError, ValueError, RuntimeError):
            return "", "warning.no_picture"
        beside = self._beside(Path(first.replace("\\", "/")).name)
        return (beside, "") if beside else ("", "warning.no_picture")

    def _beside(self, name: str) -> str:
        """A picture of that name next to the file, or in a folder of pictures there."""
        for folder in ("", "images", "pictures", "photos"):
            try:
                path = self._folder / folder / name
                if name and path.is_file() and kind_of(path):
                    return str(path)
            except (OSError, ValueError):
                continue
        return ""


def kind_of(path: Path) -> str:
    """The ending that belongs to a picture's content; empty if it is none that is known or it is too large."""
    with path.open("rb") as file:
        start = file.read(16)
    if path.stat().st_size > LARGEST:
        return ""
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return ".webp"
    return next((ending for sign, ending in _SIGNS.items() if start.startswith(sign)), "")


def inside_name(picture: Path) -> str:
    """The path inside the shop's folder under which a picture is kept: named by its content."""
    digest = hashlib.sha256(picture.read_bytes()).hexdigest()[:24]
    return f"pictures/{digest}{kind_of(picture) or '.png'}"


def keep(picture: Path, folder: Path) -> tuple[str, bool]:
    """Copy a picture into the shop's folder under the name of its content; its path there, and whether it is new."""
    inside = inside_name(picture)
    target = folder / inside
    if target.exists():
        return inside, False
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".part")
    shutil.copyfile(picture, partial)
    partial.replace(target)
    return inside, True
