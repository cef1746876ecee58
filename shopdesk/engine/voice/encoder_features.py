"""Frames of the acoustic model's pretrained encoder as features of words: standardised, then principal components."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.voice.audio import to_mono_16k
from shopdesk.engine.voice.moonshine import Moonshine

_COMPONENTS = 48
_PEAK = 0.5
_FRAMES_LOOKED_AT = 20_000


class EncoderFeatures:
    """Learns the main directions of the frames of some clips and turns clips to them.

    Parameters
    ----------
    components : int
        Dimensions that are kept, fewer where there are fewer frames.
    """

    def __init__(self, components: int = _COMPONENTS) -> None:
        self._components = components
        self._model = Moonshine()
        self._mean = np.zeros(0)
        self._turn = np.zeros((0, 0))

    def fit(self, clips: Sequence[np.ndarray], sample_rate: int, ctx: JobContext = NULL_CONTEXT) -> list[np.ndarray]:
        """Learn from clips and return their features (frames, components)."""
        frames = []
        for clip in clips:
            ctx.raise_if_cancelled()
            frames.append(self._encoded(clip, sample_rate))
        together = np.concatenate(frames)
        self._mean = together.mean(axis=0)
        scale = together.std(axis=0) + 1e-5
        step = -(-len(together) // _FRAMES_LOOKED_AT)
        _, _, directions = np.linalg.svd(((together - self._mean) / scale)[::step], full_matrices=False)
        turn = directions[: self._components].T / scale[:, None]
        self._turn = turn / (((together - self._mean) @ turn).std(axis=0) + 1e-9)
        return [(x - self._mean) @ self._turn for x in frames]

    def of(self, clip: np.ndarray, sample_rate: int) -> np.ndarray:
        """Return the features of a clip."""
        return (self._encoded(clip, sample_rate) - self._mean) @ self._turn

    def _encoded(self, clip: np.ndarray, sample_rate: int) -> np.ndarray:
        samples = to_mono_16k(clip, sample_rate)
        samples = samples * np.float32(_PEAK / max(float(np.abs(samples).max(initial=0.0)), 1e-6))
        return self._model.frames(samples)[0].astype(np.float64)
