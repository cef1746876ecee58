"""What was taught: the features of every photo of every product, and how they are kept on disk."""

from __future__ import annotations

import json
import os
import secrets
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from shopdesk.engine.errors import ModelError, NotFound
from shopdesk.engine.vision.backbone import DIMENSION, normalised
from shopdesk.engine.vision.features import PLAIN_DIMENSION
from shopdesk.engine.weights import file_sha256

FORMAT = 3
MANIFEST = "manifest.json"


@dataclass(frozen=True)
class TaughtPhoto:
    """A photo as rows (views, d), the first of which is what a look-up sees, and its JPEG until that is on disk.

    ``plain`` are the features for the second opinion, as a look-up sees them.
    """

    photo_id: str
    views: np.ndarray
    plain: np.ndarray
    jpeg: bytes | None = None


@dataclass
class Taught:
    """Photos by product, in the order in which they were taught."""

    photos: dict[str, list[TaughtPhoto]] = field(default_factory=dict)

    def product_ids(self) -> list[str]:
        """Return the products in a stable order."""
        return sorted(self.photos)

    def count(self) -> int:
        """Return the number of photos of all products."""
        return sum(len(photos) for photos in self.photos.values())

    def names(self) -> list[tuple[str, str]]:
        """Return (product, photo) of each photo, in the order of :meth:`looks`."""
        return [(name, photo.photo_id) for name in self.product_ids() for photo in self.photos[name]]

    def looks(self) -> tuple[np.ndarray, np.ndarray]:
        """Return (features, class numbers) of the photos as a look-up sees them."""
        rows = [photo.views[0] for name in self.product_ids() for photo in self.photos[name]]
        return np.array(rows, dtype=np.float32).reshape(-1, DIMENSION), self.photo_labels()

    def plain(self) -> np.ndarray:
        """Return the features for the second opinion, one row per photo in the order of :meth:`looks`."""
        rows = [photo.plain for name in self.product_ids() for photo in self.photos[name]]
        return np.array(rows, dtype=np.float32).reshape(-1, PLAIN_DIMENSION)

    def photo_labels(self) -> np.ndarray:
        """Return the class number of each photo, in the order of :meth:`looks`."""
        return np.array(
            [number for number, name in enumerate(self.product_ids()) for _ in self.photos[name]],
            dtype=np.int64,
        )

    def stacked(self) -> tuple[np.ndarray, np.ndarray]:
        """Return (all views of all photos, number of the photo that each view is of)."""
        photos = [photo.views for name in self.product_ids() for photo in self.photos[name]]
        if not photos:
            return np.zeros((0, DIMENSION), dtype=np.float32), np.zeros(0, dtype=np.int64)
        lengths = [len(photo) for photo in photos]
        return np.concatenate(photos), np.repeat(np.arange(len(photos)), lengths)

    def add(self, product_id: str, photos: list[TaughtPhoto]) -> int:
        """Add the photos that the product does not have yet; return how many those were."""
        own = self.photos.setdefault(product_id, [])
        before = len(own)
        for photo in photos:
            if all(photo.photo_id != other.photo_id for other in own):
                own.append(photo)
        return len(own) - before

    def find(self, product_id: str, photo_id: str) -> TaughtPhoto:
        """Return one photo."""
        for photo in self.photos.get(product_id, ()):
            if photo.photo_id == photo_id:
                return photo
        raise NotFound("vision.photo_not_taught", product_id=product_id, photo_id=photo_id)


def save_taught(folder: Path, taught: Taught, arrays: dict[str, np.ndarray], facts: dict[str, Any]) -> None:
    """Write features and heads beside the old ones, then switch over by replacing the manifest at once.

    ``facts`` hold ``backbone``, the version of the network that the features are of.
    """
    folder.mkdir(parents=True, exist_ok=True)
    views, photo_of = taught.stacked()
    name = f"taught-{secrets.token_hex(6)}.npz"
    path = folder / name
    with path.open("wb") as stream:
        np.savez(
            stream,
            views=views.astype(np.float16),
            plain=taught.plain().astype(np.float16),
            photo_of=photo_of,
            labels=taught.photo_labels(),
            **arrays,  # type: ignore[arg-type]
        )
        stream.flush()
        os.fsync(stream.fileno())
    manifest = {
        "format": FORMAT,
        "file": name,
        "sha256": file_sha256(path),
        "products": taught.product_ids(),
        "photos": [photo_id for _, photo_id in taught.names()],
        **facts,
    }
    draft = folder / (MANIFEST + ".new")
    draft.write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    os.replace(draft, folder / MANIFEST)
    for old in folder.glob("taught-*.npz"):
        if old.name != name:
            old.unlink(missing_ok=True)


def load_taught(folder: Path) -> tuple[Taught, dict[str, np.ndarray], dict[str, Any]]:
    """Read what :func:`save_taught` wrote.

    Raises
    ------
    ModelError
        ``vision.folder_damaged``; its ``why`` is missing, hash, version or unreadable.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        path = folder / Path(manifest["file"]).name
        if manifest["format"] != FORMAT:
            raise ModelError("vision.folder_damaged", path=str(folder), why="version")
        if file_sha256(path) != manifest["sha256"]:
            raise ModelError("vision.folder_damaged", path=str(folder), why="hash")
        with np.load(path, allow_pickle=False) as stored:
            arrays = {key: stored[key] for key in stored.files}
        return _rebuilt(manifest["products"], manifest["photos"], arrays), arrays, manifest
    except FileNotFoundError as error:
        raise ModelError("vision.folder_damaged", path=str(folder), why="missing") from error
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        zipfile.BadZipFile,
    ) as error:
        raise ModelError("vision.folder_damaged", path=str(folder), why="unreadable") from error


def _rebuilt(products: list[str], photo_ids: list[str], arrays: dict[str, np.ndarray]) -> Taught:
    taught = Taught({name: [] for name in products})
    views = normalised(arrays["views"].astype(np.float32))
    plain = normalised(arrays["plain"].astype(np.float32))
    starts = np.searchsorted(arrays["photo_of"], np.arange(len(arrays["labels"]) + 1))
    for number, (label, photo_id) in enumerate(zip(arrays["labels"], photo_ids, strict=True)):
        photo = TaughtPhoto(photo_id, views[starts[number] : starts[number + 1]], plain[number])
        taught.photos[products[int(label)]].append(photo)
    return taught
