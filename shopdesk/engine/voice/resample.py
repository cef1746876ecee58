"""Sound at another sample rate."""

from __future__ import annotations

from functools import lru_cache
from math import gcd

import numpy as np

_CROSSINGS = 10  # of the filter on each side, counted at the lower rate
_BETA = 5.0


def resample(sound: np.ndarray, from_rate: int, to_rate: int) -> np.ndarray:
    """Return sound at another rate, what lies above its half filtered out: by phases, with a Kaiser window.

    The same as ``scipy.signal.resample_poly``, whose import brings a third of scipy along.
    """
    common = gcd(from_rate, to_rate)
    up, down = to_rate // common, from_rate // common
    if up == down or not len(sound):
        return sound
    taps = _phases(up, down)
    width = taps.shape[1]
    reach = _CROSSINGS * max(up, down) // up
    count = -(-len(sound) * up // down)
    padded = np.concatenate((np.zeros(reach), sound, np.zeros(width + down)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, width)
    out = np.empty(count)
    for first in range(min(up, count)):
        start, phase = divmod(first * down, up)
        wanted = len(range(first, count, up))
        out[first::up] = windows[start : start + (wanted - 1) * down + 1 : down] @ taps[phase]
    return out


@lru_cache(maxsize=8)
def _phases(up: int, down: int) -> np.ndarray:
    """Return the filter's taps for each place of a sample between two of the sound, in the order of the sound."""
    widest = max(up, down)
    half = _CROSSINGS * widest
    steps = np.arange(-half, half + 1)
    whole = np.sinc(steps / widest) * np.kaiser(len(steps), _BETA)
    whole *= up / whole.sum()
    reach = half // up
    places = np.arange(-reach, reach + 2) * up  # of the sound's samples around the one before
    at = half + np.arange(up)[:, None] - places[None, :]
    inside = (at >= 0) & (at < len(whole))
    return np.where(inside, whole[np.clip(at, 0, len(whole) - 1)], 0.0)
