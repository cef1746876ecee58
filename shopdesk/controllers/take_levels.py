"""How loud a take is: whether its end is silence, and whether it can be learned from. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np

Level = Literal["good", "silent", "quiet", "clipped", "short"]
_BLOCKS_PER_SECOND = 50
_QUIET_PEAK = 0.02
_SPEECH_OVER_NOISE = 3.0
_SHORTEST_SPEECH = 0.15  # seconds; "tea" lasts a quarter
_CLIPPED_SHARE = 0.002
_END_OVER_NOISE = 2.0
_END_OVER_SPEECH = 0.08


def loudness(samples: np.ndarray, rate: int) -> np.ndarray:
    """Return the root mean square of each 20 ms of a mono take."""
    import numpy as np

    size = rate // _BLOCKS_PER_SECOND
    whole = samples[: len(samples) // size * size].reshape(-1, size).astype(np.float64)
    return np.sqrt((whole**2).mean(axis=1))


def is_quiet_from(samples: np.ndarray, start: int, rate: int) -> bool:
    """Whether nothing is said after ``start``: it is hardly louder than the take's quietest fifth.

    Parameters
    ----------
    samples : ndarray, shape (n,)
        A mono take.
    start : int
        The first sample in question.
    rate : int
        Samples per second.
    """
    import numpy as np

    end = loudness(samples[start:], rate)
    if len(end) == 0:
        return True
    before = loudness(samples[:start], rate)
    if len(before) == 0:
        return False
    floor, speech = float(np.quantile(before, 0.2)), float(before.max())
    return float(end.max()) <= max(_END_OVER_NOISE * floor, _END_OVER_SPEECH * speech)


def level_of(samples: np.ndarray, rate: int) -> Level:
    """Return whether a take of one word is fit to be learned from, or what is wrong with it."""
    import numpy as np

    blocks = loudness(samples, rate)
    peak = float(abs(samples).max()) if len(samples) else 0.0
    if len(blocks) == 0 or peak == 0.0:
        return "silent"
    if float((abs(samples) >= 0.99).mean()) > _CLIPPED_SHARE:
        return "clipped"
    floor = max(float(np.quantile(blocks, 0.1)), 1e-4)
    loud = blocks > max(_SPEECH_OVER_NOISE * floor, 0.1 * float(blocks.max()))
    if float(blocks.max()) < _SPEECH_OVER_NOISE * floor:
        return "silent"
    if peak < _QUIET_PEAK:
        return "quiet"
    return "good" if loud.sum() >= _SHORTEST_SPEECH * _BLOCKS_PER_SECOND else "short"
