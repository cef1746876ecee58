"""Moving average, differencing and seasonal decomposition of one series."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from shopdesk.engine.errors import DataError
from shopdesk.engine.types import Decomposition


def clean(y: ArrayLike) -> np.ndarray:
    """Return a float array of the same length, with gaps filled from the last known value.

    Raises
    ------
    DataError
        ``prices.empty`` if no value is finite.
    """
    values = np.array(y, dtype=float).ravel()
    known = np.isfinite(values)
    if not known.any():
        raise DataError("prices.empty")
    if known.all():
        return values
    position = np.maximum.accumulate(np.where(known, np.arange(len(values)), -1))
    return values[np.where(position < 0, int(np.argmax(known)), position)]


def moving_average(y: ArrayLike, window: int) -> np.ndarray:
    """Mean of the last ``window`` values at each point; the first points average what there is."""
    values = clean(y)
    if window < 1:
        raise DataError("prices.window", window=window)
    # Sums are taken about the first value so that a long, high series loses no digits.
    shifted = np.concatenate(([0.0], np.cumsum(values - values[0])))
    upto = np.arange(1, len(values) + 1)
    start = np.maximum(upto - window, 0)
    return values[0] + (shifted[upto] - shifted[start]) / (upto - start)


def difference(y: ArrayLike, order: int = 1, lag: int = 1) -> np.ndarray:
    """Difference ``order`` times at ``lag``; the answer is ``order * lag`` shorter."""
    values = np.array(y, dtype=float).ravel()
    if order < 0 or lag < 1:
        raise DataError("prices.difference", order=order, lag=lag)
    for _ in range(order):
        values = values[lag:] - values[:-lag]
    return values


def undifference(d: ArrayLike, initial: ArrayLike, order: int = 1, lag: int = 1) -> np.ndarray:
    """Invert :func:`difference`; ``initial`` holds the first ``order * lag`` values of the series."""
    steps = np.array(d, dtype=float).ravel()
    head = np.array(initial, dtype=float).ravel()
    if order < 0 or lag < 1 or len(head) < order * lag:
        raise DataError("prices.difference", order=order, lag=lag)
    for level in range(order - 1, -1, -1):
        start = difference(head, level, lag)[:lag]
        whole = np.concatenate((start, steps))
        for phase in range(lag):
            whole[phase::lag] = np.cumsum(whole[phase::lag])
        steps = whole
    return steps


def find_period(y: ArrayLike, longest: int | None = None) -> int:
    """Find the season's length by the autocorrelation of the changes; 1 where none stands out."""
    values = clean(y)
    change = np.diff(values)
    n = len(change)
    longest = min(n // 3, longest or 400)
    if n < 12 or longest < 2 or np.ptp(change) <= 1e-12 * max(1.0, float(np.abs(values).max())):
        return 1
    # Single jumps would otherwise dominate every lag.
    middle, spread = np.median(change), np.median(np.abs(change - np.median(change))) * 1.4826
    if spread > 0:
        change = np.clip(change, middle - 4 * spread, middle + 4 * spread)
    change = change - change.mean()
    power = np.abs(np.fft.rfft(change, 2 * n)) ** 2
    full = np.fft.irfft(power, 2 * n)[: longest + 2]
    if full[0] <= 0:  # what is left once the jumps are clipped can be too small to square
        return 1
    corr = full / full[0] * n / (n - np.arange(len(full)))
    lags = np.arange(2, longest + 1)
    peak = (corr[lags] >= corr[lags - 1]) & (corr[lags] >= corr[np.minimum(lags + 1, len(corr) - 1)])
    strong = peak & (corr[lags] > np.sqrt(2 * np.log(max(longest, 2)) / (n - lags)) + 0.05)
    if not strong.any():
        return 1
    best = corr[lags[strong]].max()
    # Multiples of the season correlate as well as the season itself: the shortest is meant.
    return int(lags[strong & (corr[lags] >= 0.85 * best)][0])


def decompose(y: ArrayLike, period: int | None = None) -> Decomposition:
    """Split a series into trend, seasonal and residual parts that sum to it and have its length.

    Trend (a penalised smoother) and season (averages over neighbouring cycles) are fitted in turn with
    bisquare weights, so an outlier or a promotion stays in the residual.

    Parameters
    ----------
    y : array_like
        The series; gaps take the last known value.
    period : int, optional
        The season's length; found where it is not given. 1, or fewer than two cycles: no season.
    """
    values = clean(y)
    n = len(values)
    period = find_period(values) if period is None else int(period)
    if period < 2 or n < 2 * period:
        period = 1
    if n < 4 or np.ptp(values) == 0:
        return Decomposition(values.copy(), np.zeros(n), np.zeros(n), period)
    span = float(period) if period > 1 else max(7.0, n / 5)
    trend, seasonal = _first_look(values, period, round(span))
    for _ in range(4):
        weight = _bisquare(np.abs(values - trend - seasonal), values)
        for _ in range(4 if period > 1 else 1):
            trend = smooth(values - seasonal, span, weight)
            if period > 1:
                seasonal = _cycle_means(values - trend, period, weight)
    return Decomposition(trend, seasonal, values - (trend + seasonal), period)


def _bisquare(rest: np.ndarray, values: np.ndarray) -> np.ndarray:
    # A series that fits all but exactly would otherwise call every rounding error an outlier.
    spread = float(np.median(np.abs(values - np.median(values))))
    limit = max(6 * float(np.median(rest)), 0.01 * spread, 1e-9 * float(np.abs(values).max()), np.finfo(float).tiny)
    return np.maximum(np.clip(1 - (rest / limit) ** 2, 0, None) ** 2, 1e-6)


def _first_look(values: np.ndarray, period: int, span: int) -> tuple[np.ndarray, np.ndarray]:
    """Trend and season by medians, so that a large outlier cannot hide in its phase of the season."""
    from scipy.ndimage import median_filter

    trend = np.asarray(median_filter(values, size=min(len(values), span + 1 - span % 2), mode="nearest"))
    if period < 2:
        return trend, np.zeros(len(values))
    rest = values - trend
    season = np.array([np.median(rest[phase::period]) for phase in range(period)])
    return trend, np.resize(season - season.mean(), len(values))


def smooth(y: np.ndarray, span: float, weight: np.ndarray) -> np.ndarray:
    """Smooth by a second-difference penalty that takes out swings shorter than ``span``."""
    from scipy.linalg import solveh_banded

    n = len(y)
    if n < 3:
        return y.copy()
    penalty = 15.0 * (span / (2 * np.pi)) ** 4
    diagonal, first, second = np.zeros(n), np.zeros(n), np.zeros(n)
    for offset, factor in enumerate((1.0, -2.0, 1.0)):
        diagonal[offset : n - 2 + offset] += factor**2
    first[1 : n - 1] += -2.0
    first[2:n] += -2.0
    second[2:] += 1.0
    bands = np.vstack((penalty * second, penalty * first, penalty * diagonal + weight))
    centre = float(np.average(y, weights=weight))
    return centre + solveh_banded(bands, weight * (y - centre), check_finite=False)


def _cycle_means(detrended: np.ndarray, period: int, weight: np.ndarray) -> np.ndarray:
    """Average each phase over neighbouring cycles (a slowly changing season), centred on zero."""
    n = len(detrended)
    cycles = -(-n // period)
    padded = np.zeros((2, cycles * period))
    padded[0, :n], padded[1, :n] = detrended * weight, weight
    grid = padded.reshape(2, cycles, period)
    reach = max(7, min(cycles, 11))
    apart = np.abs(np.arange(cycles)[:, None] - np.arange(cycles)[None, :]) / reach
    kernel = np.clip(1 - apart**3, 0, None) ** 3
    total, mass = kernel @ grid[0], kernel @ grid[1]
    season = total / np.maximum(mass, 1e-12)
    season -= season.mean(axis=1, keepdims=True)
    return season.ravel()[:n]
