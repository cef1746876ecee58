"""What looks unlike the good specimens: critics of small patches, one of all products and one of this product."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError, ModelError
from shopdesk.engine.vision.backbone import backbone_version, shared_backbone
from shopdesk.engine.vision.common import common_critic, compared
from shopdesk.engine.vision.critic import PatchCritic, PatchMemory, train_critic
from shopdesk.engine.vision.spoil import spoiled
from shopdesk.engine.vision.views import whole
from shopdesk.engine.weights import file_sha256

if TYPE_CHECKING:
    from PIL import Image

    from shopdesk.engine.vision.decode import ImageLike

FORMAT = 2
MANIFEST = "anomaly.json"
ARRAYS = "anomaly.npz"
_MIN_IMAGES = 3
_FEWEST_COPIES, _MOST_COPIES = 4, 24
_SHARES = np.array([0.25, 0.25, 1.0])  # of the product's critic, of the distance to good patches, of the common critic
_WORST = 0.01  # the share of patches that decide: a cut is small
_ROWS = (300, 160)  # patches to learn from: of a good photo, of a spoiled one
_HIT, _MISSED = 0.2, 0.02  # the share of a patch that is spoiled: above it is a bad example, below a good one
SIDE = 288  # of a photo: a cut is a few pixels wide
_ODD = 2.5  # standard deviations of the good photos above their mean


class AnomalyDetector:
    """Taught good specimens of one product, it scores photos; higher is more unlike what it was taught.

    Parameters
    ----------
    steps : int
        Steps of the critic's training.
    copies : int
        Spoiled copies in all, so that a critic of few photos sees as many defects.
    generated : float
        Share of the bad examples that a feature GAN makes of the spoiled ones.
    """

    def __init__(self, steps: int = 600, copies: int = 160, generated: float = 0.25) -> None:
        self._steps = steps
        self._copies = copies
        self._generated = generated
        self._critic: PatchCritic | None = None
        self._memory: PatchMemory | None = None
        self._centre = np.zeros(len(_SHARES))
        self._spread = np.ones(len(_SHARES))
        self._own = (0.0, 1.0)

    def fit(self, images: Sequence[ImageLike], *, seed: int = 0, ctx: JobContext = NULL_CONTEXT) -> AnomalyDetector:
        """Learn what good specimens look like; at least three photos are needed, twenty are good."""
        if len(images) < _MIN_IMAGES:
            raise DataError("vision.too_few_photos", have=len(images), need=_MIN_IMAGES)
        chance = np.random.default_rng(seed)
        pictures = [_looked(image) for image in images]
        good = _grids(pictures, ctx, 0.0, 0.2)
        bad, beside = self._spoiled_patches(pictures, chance, ctx)
        own = _own(good)
        rows = np.concatenate([_some(own.reshape(-1, own.shape[-1]), _ROWS[0] * len(good), chance), beside])
        critic = train_critic(rows, bad, steps=self._steps, generated=self._generated, seed=seed, ctx=ctx)
        memory, held = _memory_and_rest(good, seed)
        raw = np.concatenate([_worst(critic.scores(_own(good)))[:, None], held], axis=1)
        self._critic, self._memory = critic, memory
        self._centre, self._spread = raw.mean(axis=0), raw.std(axis=0) + 0.05 * np.abs(raw.mean(axis=0)) + 1e-6
        joined = self._joined(raw)
        self._own = (float(joined.mean()), float(joined.std() + 1e-6))
        return self

    def score(self, images: Sequence[ImageLike], *, ctx: JobContext = NULL_CONTEXT) -> np.ndarray:
        """Return one score per photo, in standard deviations of the taught photos above their mean."""
        critic, memory = self._fitted()
        if not images:
            return np.zeros(0)
        found = []
        for number, image in enumerate(images):
            found.append(_judged(critic, memory, _grids([_looked(image)], ctx, 0.0, 0.0)))
            ctx.progress((number + 1) / len(images), "looking")
        return (self._joined(np.concatenate(found)) - self._own[0]) / self._own[1]

    def is_odd(self, scores: np.ndarray) -> np.ndarray:
        """Say which scores are beyond what good photos get."""
        return np.asarray(scores) > _ODD

    def heat_map(self, image: ImageLike) -> np.ndarray:
        """Return where a photo looks odd: a map (height, width) in [0, 1]."""
        from PIL import Image

        from shopdesk.engine.vision.decode import decode_image

        _, memory = self._fitted()
        picture = decode_image(image)
        [grid] = _grids([_looked(picture)], NULL_CONTEXT, 0.0, 0.0)
        logits = common_critic().scores(compared(grid, memory)[0])
        heat = (1.0 / (1.0 + np.exp(-logits))).astype(np.float32)
        wide = Image.fromarray(heat).resize(picture.size, Image.Resampling.BILINEAR)
        return np.clip(np.asarray(wide), 0.0, 1.0)

    def _fitted(self) -> tuple[PatchCritic, PatchMemory]:
        if self._critic is None or self._memory is None:
            raise DataError("vision.not_fitted", name="AnomalyDetector")
        return self._critic, self._memory

    def _joined(self, raw: np.ndarray) -> np.ndarray:
        return np.asarray((raw - self._centre) / self._spread @ _SHARES)

    def _spoiled_patches(
        self, pictures: list[Image.Image], chance: np.random.Generator, ctx: JobContext
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return patches that were spoiled, and patches of the same photos that were not."""
        copies = int(np.clip(round(self._copies / len(pictures)), _FEWEST_COPIES, _MOST_COPIES))
        bad, beside = [], []
        for number in range(copies):
            photos, places = spoiled(pictures, chance)
            span = (0.2 + 0.6 * number / copies, 0.2 + 0.6 * (number + 1) / copies)
            grids = _own(_grids(photos, ctx, *span))
            share = _shrunk(places, grids.shape[1])
            bad.append(_some(grids[share > _HIT], _ROWS[1] * len(photos), chance))
            beside.append(_some(grids[share < _MISSED], _ROWS[1] * len(photos) // copies, chance))
        return np.concatenate(bad), np.concatenate(beside)

    # --- keeping -------------------------------------------------------------------------------

    def save(self, folder: str | Path) -> None:
        """Write what was learned; the manifest, with the hash of the rest, is replaced last."""
        critic, memory = self._fitted()
        place = Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        arrays = {**critic.arrays(), **memory.arrays(), "centre": self._centre, "spread": self._spread}
        draft = place / (ARRAYS + ".new")
        with draft.open("wb") as stream:
            np.savez(stream, **arrays)  # type: ignore[arg-type]
        facts = {"format": FORMAT, "backbone": backbone_version(), "sha256": file_sha256(draft), "own": self._own}
        os.replace(draft, place / ARRAYS)
        note = place / (MANIFEST + ".new")
        note.write_text(json.dumps(facts), encoding="utf-8")
        os.replace(note, place / MANIFEST)

    @classmethod
    def open(cls, folder: str | Path) -> AnomalyDetector:
        """Read what :meth:`save` wrote.

        Raises
        ------
        ModelError
            ``vision.folder_damaged``; its ``why`` is missing, hash, version or unreadable.
        """
        place = Path(folder)
        try:
            facts = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
            if facts["format"] != FORMAT or facts["backbone"] != backbone_version():
                raise ModelError("vision.folder_damaged", path=str(folder), why="version")
            if file_sha256(place / ARRAYS) != facts["sha256"]:
                raise ModelError("vision.folder_damaged", path=str(folder), why="hash")
            with np.load(place / ARRAYS, allow_pickle=False) as stored:
                arrays = {key: stored[key] for key in stored.files}
            detector = cls()
            detector._critic, detector._memory = PatchCritic.of(arrays), PatchMemory.of(arrays)
            detector._centre, detector._spread = arrays["centre"], arrays["spread"]
            detector._own = (float(facts["own"][0]), float(facts["own"][1]))
        except FileNotFoundError as error:
            raise ModelError("vision.folder_damaged", path=str(folder), why="missing") from error
        except (OSError, ValueError, KeyError, TypeError, IndexError, zipfile.BadZipFile) as error:
            raise ModelError("vision.folder_damaged", path=str(folder), why="unreadable") from error
        return detector


def _looked(image: ImageLike) -> Image.Image:
    return whole(image, SIDE)


def _grids(pictures: list[Image.Image], ctx: JobContext, start: float, end: float) -> np.ndarray:
    """Return the patches of each picture (n, h, w, d)."""
    network = shared_backbone()
    found = []
    for number, picture in enumerate(pictures):
        ctx.raise_if_cancelled()
        found.append(network.patch_grids([picture])[0])
        if end > start:
            ctx.progress(start + (end - start) * (number + 1) / len(pictures), "looking")
    return np.stack(found)


def _own(grids: np.ndarray) -> np.ndarray:
    """Return what the product's own critic sees: each patch, and how it differs from the middle of its photo."""
    flat = grids.reshape(len(grids), -1, grids.shape[-1])
    middle = np.median(flat, axis=1)[:, None, None]
    return np.concatenate([grids, grids - middle], axis=-1)


def _judged(critic: PatchCritic, memory: PatchMemory, grids: np.ndarray) -> np.ndarray:
    """Return how bad each photo's worst patches are to (its own critic, the memory, the common critic)."""
    return np.concatenate([_worst(critic.scores(_own(grids)))[:, None], _against(memory, grids)], axis=1)


def _against(memory: PatchMemory, grids: np.ndarray) -> np.ndarray:
    """Return (distance to the nearest good patches, common critic) of each photo's worst patches."""
    seen = [compared(grid, memory) for grid in grids]
    judged = common_critic().scores(np.stack([rows for rows, _ in seen]))
    return np.stack([_worst(np.stack([far for _, far in seen])), _worst(judged)], axis=1)


def _memory_and_rest(good: np.ndarray, seed: int) -> tuple[PatchMemory, np.ndarray]:
    """Remember all good patches; say how each photo compares with those of the other photos."""
    half = np.arange(len(good)) % 2 == 0
    held = np.zeros((len(good), 2))
    for part in (half, ~half):
        held[part] = _against(PatchMemory.learned(good[~part], seed), good[part])
    return PatchMemory.learned(good, seed), held


def _worst(scores: np.ndarray) -> np.ndarray:
    """Return the mean of a photo's worst patches, each with its neighbours."""
    padded = np.pad(scores, ((0, 0), (1, 1), (1, 1)), mode="edge")
    height, width = scores.shape[1:]
    smooth = sum(padded[:, y : y + height, x : x + width] for y in range(3) for x in range(3)) / 9.0
    flat = np.asarray(smooth).reshape(len(scores), -1)
    count = max(1, round(flat.shape[1] * _WORST))
    return np.sort(flat, axis=1)[:, -count:].mean(axis=1)


def _some(rows: np.ndarray, most: int, chance: np.random.Generator) -> np.ndarray:
    return rows if len(rows) <= most else rows[chance.permutation(len(rows))[:most]]


def _shrunk(places: np.ndarray, side: int) -> np.ndarray:
    """Return the share of each cell of a grid that is inside."""
    step = places.shape[1] // side
    return places.reshape(len(places), side, step, side, step).mean(axis=(2, 4))
