"""Is somebody speaking, and from when to when: a voice detector behind an energy gate."""

from __future__ import annotations

import numpy as np

from shopdesk.engine.voice.audio import RATE
from shopdesk.engine.voice.detector import CHUNK, speech_detector

# So many chunks must be speech with such a probability. A word that was cut out closely has no more than a handful, and
# the detector takes one or two to begin.
_START, _LEAST_CHUNKS = 0.6, 4
_SHORT = int(1.2 * RATE)
_SHORT_START, _SHORT_LEAST_CHUNKS = 0.5, 3
_STAY = 0.3
_PADDING = int(0.2 * RATE)
_FLOOR_DB = -58.0
# Of a word, what lies so far below its loudest 20 ms is the room.
_WORD_DB = 30.0


def level_db(samples: np.ndarray) -> float:
    """Return the level of the loudest 20 ms of a 16 kHz clip in dB of full scale."""
    size = RATE // 50
    count = len(samples) // size
    if count == 0:
        return -120.0
    power = (samples[: count * size].reshape(count, size).astype(np.float64) ** 2).mean(1).max()
    return float(10 * np.log10(power + 1e-12))


def speech_probabilities(samples: np.ndarray) -> np.ndarray:
    """Return the probability of speech in each 32 ms of a 16 kHz clip; ``ModelError`` where the detector is damaged."""
    return speech_detector().probabilities(samples)


def speech_span(samples: np.ndarray) -> tuple[int, int] | None:
    """Return the first and last sample of the speech in a 16 kHz clip, or None where nobody speaks.

    Silence, hum and noise of a kitchen give None. Pauses inside the speech are kept.
    """
    if level_db(samples) < _FLOOR_DB:
        return None
    # The detector expects a usual speaking level; a distant microphone would otherwise not pass.
    gain = min(10.0, 0.5 / max(float(np.abs(samples).max()), 1e-6))
    probabilities = speech_probabilities(samples * np.float32(gain))
    start, least = (_SHORT_START, _SHORT_LEAST_CHUNKS) if len(samples) < _SHORT else (_START, _LEAST_CHUNKS)
    strong = probabilities >= start
    if int(strong.sum()) < least:
        return None
    first, last = (int(i) for i in np.flatnonzero(strong)[[0, -1]])
    while first > 0 and probabilities[first - 1] >= _STAY:
        first -= 1
    while last + 1 < len(probabilities) and probabilities[last + 1] >= _STAY:
        last += 1
    return max(0, first * CHUNK - _PADDING), min(len(samples), (last + 1) * CHUNK + _PADDING)


def loud_part(samples: np.ndarray) -> np.ndarray:
    """Return what may be a short word by its level alone, for clips without speech to the detector.

    Empty where all is quiet, or where it is loud for longer than a word.
    """
    if level_db(samples) < _FLOOR_DB:
        return samples[:0]
    step = RATE // 50
    power = np.pad(samples, (0, -len(samples) % step)).reshape(-1, step).astype(np.float64)
    power = (power**2).mean(axis=1)
    loud = np.flatnonzero(power >= power.max() * 10 ** (-_WORD_DB / 10))
    part = samples[max(0, int(loud[0]) * step - _PADDING) : (int(loud[-1]) + 1) * step + _PADDING]
    return part if len(part) <= _SHORT else samples[:0]


def trim(samples: np.ndarray) -> np.ndarray:
    """Return the speech of a 16 kHz clip without the silence around it; empty where nobody speaks."""
    span = speech_span(samples)
    return samples[:0] if span is None else samples[span[0] : span[1]]
