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

from shopdesk.engine.errors import ModelError
from shopdesk.engine.vision.backbone import DIMENSION, VERSION, normalised
from shopdesk.engine.weights import file_sha256

FORMAT = 1
MANIFEST = "manifest.json"


@dataclass
class Taught:
    """Photos by product; a photo is an array (views, 1280) whose first row is what a look-up sees."""

    photos: dict[str, list[np.ndarray]] = field(default_factory=dict)

    def product_ids(self) -> list[str]:
        """Return the products in a stable order."""
        return sorted(self.photos)

    def count(self) -> int:
        """Return the number of photos of all products."""
        return sum(len(photos) for photos in self.photos.values())

    def looks(self) -> tuple[np.ndarray, np.ndarray]:
        """Return (features, class numbers) of the photos as a look-up sees them."""
        rows = [photo[0] for name in self.product_ids() for photo in self.photos[name]]
        return np.array(rows, dtype=np.float32).reshape(-1, DIMENSION), self.photo_labels()

    def photo_labels(self) -> np.ndarray:
        """Return the class number of each photo, in the order of :meth:`looks`."""
        return np.array(
            [number for number, name in enumerate(self.product_ids()) for _ in self.photos[name]],
            dtype=np.int64,
        )

    def stacked(self) -> tuple[np.ndarray, np.ndarray]:
        """Return (all views of all photos, number of the photo that each view is of)."""
        photos = [photo for name in self.product_ids() for photo in self.photos[name]]
        if not photos:
            return np.zeros((0, DIMENSION), dtype=np.float32), np.zeros(0, dtype=np.int64)
        lengths = [len(photo) for photo in photos]
        return np.concatenate(photos), np.repeat(np.arange(len(photos)), lengths)


def save_taught(folder: Path, taught: Taught, arrays: dict[str, np.ndarray], facts: dict[str, Any]) -> None:
    """Write features and head beside the old ones, then switch over by replacing the manifest at once."""
    folder.mkdir(parents=True, exist_ok=True)
    views, photo_of = taught.stacked()
    name = f"taught-{secrets.token_hex(6)}.npz"
    path = folder / name
    with path.open("wb") as stream:
        np.savez(
            stream,
            views=views.astype(np.float16),
            photo_of=photo_of,
            labels=taught.photo_labels(),
            **arrays,  # type: ignore[arg-type]
        )
        stream.flush()
        os.fsync(stream.fileno())
    manifest = {
        "format": FORMAT,
        "backbone": VERSION,
        "file": name,
        "sha256": file_sha256(path),
        "products": taught.product_ids(),
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
        ``vision.folder_damaged`` for a missing or changed file or one of another version.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        path = folder / Path(manifest["file"]).name
        if manifest["format"] != FORMAT or manifest["backbone"] != VERSION:
            raise ModelError("vision.folder_damaged", path=str(folder), why="version")
        if file_sha256(path) != manifest["sha256"]:
            raise ModelError("vision.folder_damaged", path=str(folder), why="hash")
        with np.load(path, allow_pickle=False) as stored:
            arrays = {key: stored[key] for key in stored.files}
        return _rebuilt(manifest["products"], arrays), arrays, manifest
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


def _rebuilt(products: list[str], arrays: dict[str, np.ndarray]) -> Taught:
    taught = Taught({name: [] for name in products})
    views = normalised(arrays["views"].astype(np.float32))
    starts = np.searchsorted(arrays["photo_of"], np.arange(len(arrays["labels"]) + 1))
    for photo, label in enumerate(arrays["labels"]):
        taught.photos[products[int(label)]].append(views[starts[photo] : starts[photo + 1]])
    return taught
