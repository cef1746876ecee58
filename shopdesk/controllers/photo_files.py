"""Files of photos: which of a folder are meant, and in what words one is refused. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from shopdesk.engine.errors import EngineError

SUFFIXES = frozenset({".jpg", ".jpeg", ".jfif", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif"})
NAMED_ONLY = frozenset({".heic", ".heif"})
"""Photos that cannot be read: they are listed all the same, so that each gets its sentence."""
_BESIDE = "._"
"""Before the names of files that macOS writes beside each photo on a memory stick; they hold no picture."""


def picture_files(path: Path) -> list[Path]:
    """Return the pictures of a folder and its folders, or the file itself; links that lead nowhere are listed too."""
    if path.is_dir():
        return sorted(found for found in path.rglob("*") if _is_picture(found))
    return [path]


def picture_files_of(paths: Iterator[str] | list[str] | tuple[str, ...]) -> Iterator[Path]:
    """Return the pictures of several files and folders, each once."""
    seen: set[Path] = set()
    for item in paths:
        for path in picture_files(Path(item)):
            if path not in seen:
                seen.add(path)
                yield path


def refusal_of(error: EngineError, path: Path) -> tuple[str, dict[str, str]]:
    """Return the code and the parameters that say best why a photo was refused."""
    from shopdesk.engine.vision.diagnose import why_unreadable

    code = why_unreadable(path) if error.code == "image.unreadable" else error.code
    return code, {**{key: str(value) for key, value in error.params.items()}, "path": str(path)}


def _is_picture(path: Path) -> bool:
    if path.suffix.lower() not in SUFFIXES | NAMED_ONLY or path.name.startswith(_BESIDE):
        return False
    return path.is_file() or path.is_symlink()
