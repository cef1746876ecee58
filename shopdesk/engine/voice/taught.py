"""Words that the owner taught by saying them: a hidden Markov model each, in whatever language.

A word is modelled from left to right over the acoustic model's encoder frames, which separate voices and words
better than cepstral coefficients do (figures in ``benchmarks/README.md``). A few takes say little of variances, so all
states share one; what counts is the mean squared distance of a clip from the means along its best path. Where several
words are near, cepstral coefficients help to decide: they err elsewhere than the encoder's frames.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from shopdesk.engine.errors import DataError
from shopdesk.engine.voice.audio import RATE
from shopdesk.engine.voice.features import word_features
from shopdesk.engine.voice.hmm import HiddenMarkovModel
from shopdesk.engine.voice.warping import warped_distance

# Of unit vectors: 99 of 100 takes of a word lie within 0.11, names of a catalog of 5,000 beyond 0.26.
FARTHEST = 0.17
# Of sounds that the voice detector does not take for speech: words that were cut out closely lie within 0.06, of 480
# pieces of kitchen noise the nearest at 0.082.
FARTHEST_UNHEARD = 0.08
_VARIANCE = 1 / 288
_STATES_PER_FRAME = 0.5
_ROUNDS = 4
_SURE = 0.97
# Coefficients and their first changes; how far apart two takes of a word usually are, and how much more counts.
_CEPSTRA = 26
_USUAL_WARP, _WARP_WEIGHT = 20.0, 0.005
_SLOPE, _LARGEST_SHARE = 0.27, 1.5


@dataclass(frozen=True)
class Saying:
    """One saying of a name: the acoustic model's frames, and cepstral coefficients (none in files of before)."""

    frames: np.ndarray
    cepstra: np.ndarray

    @classmethod
    def of(cls, speech: np.ndarray, frames: np.ndarray) -> Saying:
        """Return a saying from a 16 kHz clip and its frames."""
        return cls(frames, word_features(speech, RATE)[:, :_CEPSTRA])


class TaughtWords:
    """Models of spoken names, one per product, from a few sayings of each."""

    def __init__(self) -> None:
        self._takes: dict[str, list[Saying]] = {}
        self._models: dict[str, HiddenMarkovModel] = {}

    def __len__(self) -> int:
        return len(self._takes)

    @property
    def product_ids(self) -> list[str]:
        """The products with a taught name, in the order taught."""
        return list(self._takes)

    def teach(self, product_id: str, takes: Sequence[Saying]) -> None:
        """Learn a product's spoken name, in place of an earlier one."""
        if not len(takes):
            raise DataError("voice.no_takes", product_id=product_id)
        takes = [replace(take, frames=_unit(take.frames)) for take in takes]
        self._takes[product_id] = takes
        self._models[product_id] = word_model([take.frames for take in takes])

    def forget(self, product_id: str) -> bool:
        """Forget a product's spoken name; False if it had none."""
        self._models.pop(product_id, None)
        return self._takes.pop(product_id, None) is not None

    def scores(self, said: Saying, farthest: float = FARTHEST) -> dict[str, float]:
        """Return the products whose taught name this may be, with a score up to 1.

        Parameters
        ----------
        said : Saying
            What was heard.
        farthest : float
            How far from a word's model it may be.
        """
        frames = _unit(said.frames)
        distances = {product: word_distance(model, frames) for product, model in self._models.items()}
        near = {product: distance for product, distance in distances.items() if distance <= farthest}
        out: dict[str, float] = {}
        for product, distance in near.items():
            share = (distance + self._warp(product, said)) / FARTHEST
            out[product] = min(1.0, _SURE * (1.0 - _SLOPE * min(share, _LARGEST_SHARE)))
        return out

    def _warp(self, product: str, said: Saying) -> float:
        """Return what the nearest take's cepstra add to a distance, or take away from it."""
        warps = [warped_distance(said.cepstra, take.cepstra) for take in self._takes[product] if len(take.cepstra)]
        return _WARP_WEIGHT * (min(warps) - _USUAL_WARP) if warps and len(said.cepstra) else 0.0

    def save(self, path: Path) -> None:
        """Write the takes; the file appears whole or not at all."""
        arrays = {"products": np.array(list(self._takes), dtype=np.str_)}
        for place, takes in enumerate(self._takes.values()):
            for n, take in enumerate(takes):
                arrays[f"{place}/{n}"] = take.frames.astype(np.float16)
                arrays[f"cepstra/{place}/{n}"] = take.cepstra.astype(np.float16)
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
                    words.teach(str(product), [_kept(file, key) for key in keys])
        except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
            raise DataError("voice.taught_damaged", path=str(path)) from error
        return words


def word_model(takes: Sequence[np.ndarray]) -> HiddenMarkovModel:
    """Return a left-to-right model of one word from the unit frames of its takes."""
    lengths = [len(take) for take in takes]
    states = max(1, min(round(_STATES_PER_FRAME * float(np.median(lengths))), *lengths, lengths[0]))
    model = HiddenMarkovModel(states, topology="left_right")
    model.fit([take.astype(np.float64) for take in takes], iterations=_ROUNDS)
    model.variances = np.full_like(model.variances, _VARIANCE)
    return model


def word_distance(model: HiddenMarkovModel, frames: np.ndarray) -> float:
    """Return the mean squared distance of unit frames from a word's means along the best path."""
    if len(frames) < model.states:
        return float("inf")
    said = frames.astype(np.float64)
    path, _ = model.viterbi_over(model.log_emissions(said), to_end=True)
    return float(((said - model.means[path]) ** 2).sum(axis=1).mean())


def _kept(file: Any, key: str) -> Saying:
    frames = file[key].astype(np.float32)
    cepstra = f"cepstra/{key}"
    return Saying(frames, file[cepstra].astype(np.float64) if cepstra in file.files else np.zeros((0, _CEPSTRA)))


def _unit(frames: np.ndarray) -> np.ndarray:
    centred = frames - frames.mean(axis=1, keepdims=True)
    return centred / (np.linalg.norm(centred, axis=1, keepdims=True) + 1e-9)
