"""Writes the figures of librosa to which the program's speech features are compared in its tests.

    PYTHON_WITH_LIBROSA benchmarks/voice_reference.py [tests/data/voice/librosa.npz]

The committed file was made with librosa 0.11.0. librosa is not needed to run the tests.
"""

from __future__ import annotations

import sys
from pathlib import Path

import librosa
import numpy as np

RATES = (8000, 16000)
BANDS, COEFFICIENTS = 26, 13


def sound(rate: int) -> np.ndarray:
    """Return 0.3 s of a gliding tone with overtones, a click and noise, as int16."""
    rng = np.random.default_rng(rate)
    time = np.arange(int(0.3 * rate)) / rate
    glide = 2 * np.pi * (180 * time + 900 * time**2)
    wave = 0.3 * np.sin(glide) + 0.15 * np.sin(5 * glide) + 0.1 * np.sin(9 * glide)
    wave = wave * np.hanning(len(wave)) + 0.01 * rng.standard_normal(len(wave))
    wave[len(wave) // 2] += 0.5
    return np.round(32767 * np.clip(wave, -1, 1)).astype(np.int16)


def features(samples: np.ndarray, rate: int) -> dict[str, np.ndarray]:
    wave = samples.astype(np.float64) / 32768
    wave = np.append(wave[0], wave[1:] - 0.97 * wave[:-1])
    size, hop = round(0.025 * rate), round(0.010 * rate)
    points = 1 << (size - 1).bit_length()
    # librosa puts the window into the middle of the transform; the program puts it at its begin
    before = (points - size) // 2
    padded = np.pad(wave, (before, points - size - before))
    spectrum = librosa.stft(
        padded,
        n_fft=points,
        hop_length=hop,
        win_length=size,
        window=np.hamming(size),
        center=False,
        dtype=np.complex128,
    )
    bank = librosa.filters.mel(sr=rate, n_fft=points, n_mels=BANDS, htk=True, norm=None, dtype=np.float64)
    mel = np.log(np.maximum(bank @ (np.abs(spectrum) ** 2 / points), 1e-10))
    coefficients = librosa.feature.mfcc(S=mel, n_mfcc=COEFFICIENTS, dct_type=2, norm="ortho")
    slopes = librosa.feature.delta(coefficients, width=5, order=1, mode="nearest")
    return {"samples": samples, "log_mel": mel.T, "mfcc": coefficients.T, "deltas": slopes.T}


def main() -> None:
    path = Path(sys.argv[1] if len(sys.argv) > 1 else "tests/data/voice/librosa.npz")
    arrays = {f"{rate}/{name}": part for rate in RATES for name, part in features(sound(rate), rate).items()}
    np.savez_compressed(path, version=np.array(librosa.__version__), **arrays)


if __name__ == "__main__":
    main()
