"""Spectral features of speech: log mel energies, cepstral coefficients and their changes over time."""

from __future__ import annotations

import numpy as np

from shopdesk.engine.errors import DataError

_FRAME_SECONDS, _HOP_SECONDS = 0.025, 0.010
_EMPHASIS = 0.97
_FLOOR = 1e-10
# Where telephones and cheap microphones still hear: what lies outside tells microphones apart, not words.
_SPEECH_BAND = (200.0, 3600.0)
_QUIET = 9.0


def log_mel(
    samples: np.ndarray, sample_rate: int, bands: int = 40, band: tuple[float, float] | None = None
) -> np.ndarray:
    """Return natural-log mel energies, one row per 10 ms.

    Frames of 25 ms under a Hamming window; bands spread over the mel scale between the frequencies ``band`` in Hz,
    by default from 0 to half the rate.
    """
    if sample_rate < 1000:
        raise DataError("audio.rate", rate=sample_rate)
    size, hop = round(_FRAME_SECONDS * sample_rate), round(_HOP_SECONDS * sample_rate)
    mono = np.nan_to_num(np.asarray(samples, np.float64)).reshape(-1)
    if len(mono) < size:
        mono = np.pad(mono, (0, size - len(mono)))
    mono = np.append(mono[0], mono[1:] - _EMPHASIS * mono[:-1])
    frames = np.lib.stride_tricks.sliding_window_view(mono, size)[::hop] * np.hamming(size)
    points = 1 << (size - 1).bit_length()
    power = np.abs(np.fft.rfft(frames, points)) ** 2 / points
    return np.log(np.maximum(power @ mel_bank(bands, points, sample_rate, band).T, _FLOOR))


def mfcc(samples: np.ndarray, sample_rate: int, coefficients: int = 13, bands: int = 26) -> np.ndarray:
    """Return mel-frequency cepstral coefficients, one row per 10 ms (orthonormal cosine transform)."""
    from scipy.fft import dct

    return dct(log_mel(samples, sample_rate, bands), type=2, axis=1, norm="ortho")[:, :coefficients]


def mel_bank(bands: int, points: int, sample_rate: int, band: tuple[float, float] | None = None) -> np.ndarray:
    """Return triangular filters of peak 1 over the bins of a transform of ``points``."""
    lowest, highest = 2595 * np.log10(1 + np.array(band or (0, sample_rate / 2)) / 700)
    edges = 700 * (10 ** (np.linspace(lowest, highest, bands + 2) / 2595) - 1)
    bins = np.arange(points // 2 + 1) * sample_rate / points
    rising = (bins - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - bins) / np.diff(edges)[1:, None]
    return np.maximum(0.0, np.minimum(rising, falling))


def deltas(features: np.ndarray, width: int = 2) -> np.ndarray:
    """Return the slope of each column over ``width`` frames to both sides."""
    padded = np.pad(features, ((width, width), (0, 0)), mode="edge")
    count = len(features)
    total = np.zeros_like(features, dtype=np.float64)
    for step in range(1, width + 1):
        total += step * (padded[width + step : width + step + count] - padded[width - step : width - step + count])
    return total / (2 * sum(step * step for step in range(1, width + 1)))


def word_features(samples: np.ndarray, sample_rate: int) -> np.ndarray:
    """Return coefficients of a spoken word with first and second changes, of zero mean and unit variance.

    The quiet begin and end are left out: how much of them a clip has would shift its mean and its deviation.
    """
    from scipy.fft import dct

    highest = min(_SPEECH_BAND[1], 0.45 * sample_rate)
    mel = _without_quiet_ends(log_mel(samples, sample_rate, 24, (_SPEECH_BAND[0], highest)))
    static = dct(mel, type=2, axis=1, norm="ortho")[:, :13]
    first = deltas(static)
    stacked = np.hstack([static, first, deltas(first)])
    return (stacked - stacked.mean(0)) / (stacked.std(0) + 1e-5)


def _without_quiet_ends(mel: np.ndarray) -> np.ndarray:
    level = mel.mean(axis=1)
    loud = np.flatnonzero(level > level.max() - _QUIET)
    return mel[loud[0] : loud[-1] + 1]
