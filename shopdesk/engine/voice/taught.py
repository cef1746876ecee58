"""Words that the owner taught by saying them: compared frame by frame, in whatever language."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from shopdesk.engine.errors import DataError

# A word may be this much farther from its takes than they are from each other.
_SLACK = 1.2
_LEAST_RADIUS = 0.1
_SURE = 0.97


class TaughtWords:
    """Templates of spoken names: the acoustic model's frames of a few takes per product."""

    def __init__(self) -> None:
        self._takes: dict[str, list[np.ndarray]] = {}
        self._radius: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._takes)

    def teach(self, product_id: str, takes: Sequence[np.ndarray]) -> None:
        """Keep takes (frames, dimensions) of a product's spoken name, in place of earlier ones."""
        if not len(takes):
            raise DataError("voice.no_takes", product_id=product_id)
        self._takes[product_id] = [_unit(take) for take in takes]
        self._radius[product_id] = self._spread(self._takes[product_id])

    def scores(self, frames: np.ndarray) -> dict[str, float]:
        """Return the products whose taught name these frames may be, with a score up to 1."""
        if not self._takes:
            return {}
        said = _unit(frames)
        out: dict[str, float] = {}
        for product, takes in self._takes.items():
            ratio = min(warped_distance(said, take) for take in takes) / self._radius[product]
            if ratio <= 1.0:
                out[product] = _SURE * (1.0 - 0.4 * ratio)
        return out

    def save(self, path: Path) -> None:
        """Write the takes; the file appears whole or not at all."""
        arrays = {"products": np.array(list(self._takes), dtype=np.str_)}
        for place, takes in enumerate(self._takes.values()):
            arrays |= {f"{place}/{n}": take.astype(np.float16) for n, take in enumerate(takes)}
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".part.npz")
        np.savez_compressed(partial, allow_pickle=False, **arrays)
        os.replace(partial, path)

    @classmethod
    def open(cls, path: Path) -> TaughtWords:
        """Read takes; a missing file is an empty set."""
        words = cls()
        if not path.is_file():
            return words
        try:
            with np.load(path, allow_pickle=False) as file:
                for place, product in enumerate(file["products"]):
                    keys = sorted(key for key in file.files if key.startswith(f"{place}/"))
                    words.teach(str(product), [file[key].astype(np.float32) for key in keys])
        except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
            raise DataError("voice.taught_damaged", path=str(path)) from error
        return words

    def _spread(self, takes: list[np.ndarray]) -> float:
        pairs = [warped_distance(a, b) for n, a in enumerate(takes) for b in takes[n + 1 :]]
        return max(_LEAST_RADIUS, _SLACK * max(pairs, default=0.0))


def warped_distance(one: np.ndarray, other: np.ndarray) -> float:
    """Return the mean cosine distance along the best alignment of two rows of unit vectors."""
    cost = 1.0 - one @ other.T
    rows, columns = cost.shape
    # Diagonals, so that each step is one array operation; the border is never the cheapest.
    before = np.full(rows + 1, np.inf)
    last = np.full(rows + 1, np.inf)
    before[0] = 0.0
    for diagonal in range(rows + columns - 1):
        i = np.arange(max(0, diagonal - columns + 1), min(rows, diagonal + 1))
        step = cost[i, diagonal - i]
        new = np.full(rows + 1, np.inf)
        new[i + 1] = np.minimum(np.minimum(last[i], last[i + 1]) + step, before[i] + 2 * step)
        before, last = last, new
    return float(last[rows]) / (rows + columns)


def _unit(frames: np.ndarray) -> np.ndarray:
    centred = frames - frames.mean(axis=1, keepdims=True)
    return centred / (np.linalg.norm(centred, axis=1, keepdims=True) + 1e-9)
