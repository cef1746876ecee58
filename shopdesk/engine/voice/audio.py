"""Clips from disk and from the microphone, brought to clean 16 kHz mono."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

import numpy as np

from shopdesk.engine.errors import DataError, NotFound
from shopdesk.engine.voice.resample import resample

RATE = 16000
MAX_SECONDS = 30.0
_LOWEST, _HIGHEST = 4000, 200_000

_OFFSET = 1e-3


def read_clip(path: str | PathLike[str]) -> tuple[np.ndarray, int]:
    """Read a sound file as float32 mono.

    Returns
    -------
    tuple of (samples, sample rate)
        At most the first 30 seconds.
    """
    import soundfile

    path = Path(path)
    if not path.is_file():
        raise NotFound("file.missing", path=str(path))
    try:
        with soundfile.SoundFile(path) as file:
            rate = int(file.samplerate)
            samples = file.read(int(rate * MAX_SECONDS), dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, RuntimeError, OSError, ValueError) as error:
        raise DataError("audio.unreadable", path=str(path)) from error
    if rate <= 0:
        raise DataError("audio.unreadable", path=str(path))
    return _mono(samples), rate


def to_mono_16k(samples: np.ndarray, sample_rate: int) -> np.ndarray:
    """Return a clip as float32 mono at 16 kHz without DC, NaN or more than 30 seconds.

    Integers are scaled by the range of their type; of two axes, the shorter one is the channels.

    Raises
    ------
    DataError
        ``audio.rate`` for a sample rate that is not supported, ``audio.shape`` for what is no sound.
    """
    if not _LOWEST <= sample_rate <= _HIGHEST:
        raise DataError("audio.rate", rate=sample_rate)
    # Cut before anything is computed: half an hour would otherwise take a gigabyte on its way.
    mono = _mono(_as_float(_begin(np.asarray(samples), int(sample_rate * MAX_SECONDS))))
    mono = np.clip(np.nan_to_num(mono, nan=0.0, posinf=1.0, neginf=-1.0), -8.0, 8.0)
    if mono.size == 0:
        return np.zeros(0, np.float32)
    offset = float(mono.mean())
    if abs(offset) > _OFFSET:  # a clip without one is heard best as it is
        mono = mono - np.float32(offset)
    if sample_rate != RATE:
        mono = resample(mono, int(sample_rate), RATE)
    return np.clip(mono, -1.0, 1.0).astype(np.float32)


def _begin(samples: np.ndarray, count: int) -> np.ndarray:
    if not (np.issubdtype(samples.dtype, np.integer) or np.issubdtype(samples.dtype, np.floating)):
        raise DataError("audio.shape", shape=f"{samples.shape} {samples.dtype}")
    if samples.ndim == 2 and samples.shape[0] < samples.shape[1]:
        return samples[:, :count]
    return samples[:count] if samples.ndim else samples


def _as_float(samples: np.ndarray) -> np.ndarray:
    if samples.dtype == np.uint8:
        return (samples.astype(np.float64) - 128.0) / 128.0
    if np.issubdtype(samples.dtype, np.integer):
        return samples.astype(np.float64) / -float(np.iinfo(samples.dtype).min or -1)
    return samples.astype(np.float64)


def _mono(samples: np.ndarray) -> np.ndarray:
    if samples.ndim == 0:
        return samples.reshape(1)
    if samples.ndim == 1:
        return samples
    if samples.ndim > 2:
        raise DataError("audio.shape", shape=str(samples.shape))
    if samples.size == 0:
        return np.zeros(0, samples.dtype)
    channels = 0 if samples.shape[0] < samples.shape[1] else 1
    return samples.mean(axis=channels)
