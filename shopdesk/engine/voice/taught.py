"""Words that the owner taught by saying them: a hidden Markov model each, in whatever language.

A word is modelled from left to right over the acoustic model's encoder frames, which separate voices and words
better than cepstral coefficients do (figures in ``benchmarks/README.md``). A few takes say little of variances, so all
states share one; what counts is the mean squared distance of a clip from the means along its best path.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from shopdesk.engine.errors import DataError
from shopdesk.engine.voice.hmm import HiddenMarkovModel

# Of unit vectors: 99 of 100 takes of a word lie within 0.11, names of a catalog of 5,000 beyond 0.26.
_FARTHEST = 0.17
_VARIANCE = 1 / 288
_STATES_PER_FRAME = 0.5
_ROUNDS = 4
_SURE = 0.97


class TaughtWords:
    """Models of spoken names, one per product, from the acoustic model's frames of a few takes."""

    def __init__(self) -> None:
        self._takes: dict[str, list[np.ndarray]] = {}
        self._models: dict[str, HiddenMarkovModel] = {}

    def __len__(self) -> int:
        return len(self._takes)

    @property
    def product_ids(self) -> list[str]:
        """The products with a taught name, in the order taught."""
        return list(self._takes)

    def teach(self, product_id: str, takes: Sequence[np.ndarray]) -> None:
        """Learn a product's spoken name from takes (frames, dimensions), in place of an earlier one."""
        if not len(takes):
            raise DataError("voice.no_takes", product_id=product_id)
        units = [_unit(take) for take in takes]
        self._takes[product_id] = units
        self._models[product_id] = word_model(units)

    def forget(self, product_id: str) -> bool:
        """Forget a product's spoken name; False if it had none."""
        self._models.pop(product_id, None)
        return self._takes.pop(product_id, None) is not None

    def scores(self, frames: np.ndarray) -> dict[str, float]:
        """Return the products whose taught name these frames may be, with a score up to 1."""
        said = _unit(frames)
        out: dict[str, float] = {}
        for product, model in self._models.items():
            share = word_distance(model, said) / _FARTHEST
            if share <= 1.0:
                out[product] = _SURE * (1.0 - 0.4 * share)
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


def _unit(frames: np.ndarray) -> np.ndarray:
    centred = frames - frames.mean(axis=1, keepdims=True)
    return centred / (np.linalg.norm(centred, axis=1, keepdims=True) + 1e-9)
