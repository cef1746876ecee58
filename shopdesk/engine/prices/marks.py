"""What a chart marks in a price history: changes, promotions, and prices given in another unit."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from shopdesk.engine.errors import DataError
from shopdesk.engine.prices.classical import clean
from shopdesk.engine.types import PriceChange, Promotion, UnitChange

FACTORS = (100.0, 1000.0)
_TOLERANCE = float(np.log(1.25))
_LEAST_DEPTH = 0.05


def find_unit_changes(y: ArrayLike) -> list[UnitChange]:
    """Find where a price is about 100 or 1,000 times the one before, or that part of it: another unit, not a change.

    Parameters
    ----------
    y : array_like
        Prices in the order of time; unknown and non-positive ones are passed over.
    """
    values = np.array(y, dtype=float).ravel()
    at = np.flatnonzero(np.isfinite(values) & (values > 0))
    jump = np.diff(np.log(values[at]))
    found = []
    for factor in FACTORS:
        for sign in (1.0, -1.0):
            near = np.abs(jump - sign * np.log(factor)) < _TOLERANCE
            found += [UnitChange(int(i), factor**sign) for i in at[1:][near]]
    return sorted(found, key=lambda change: change.at)


def in_newest_unit(y: np.ndarray) -> np.ndarray:
    """The prices as if the newest unit had held all along; a single price in a wrong unit is put right too."""
    changes = find_unit_changes(y)
    if not changes:
        return y
    out = y.copy()
    for change in changes:
        out[: change.at] *= change.factor
    return out


def find_promotions(y: ArrayLike, longest: int | None = None) -> list[Promotion]:
    """Find short dips: below the usual price by 5 % or more and by more than its usual wobble, and back again.

    Parameters
    ----------
    y : array_like
        A regular series.
    longest : int, optional
        The most points that still count as short: a twentieth of the history, 3 to 28, where it is not given.
        A price that has not come back yet is no promotion, it may be a new price.
    """
    values = in_newest_unit(clean(y))
    n = len(values)
    longest = min(28, max(3, n // 20)) if longest is None else int(longest)
    if longest < 1:
        raise DataError("prices.window", window=longest)
    if n < 3 or values.max() <= 0:
        return []
    usual = _usual(values, longest)
    priced = usual > 1e-9 * values.max()
    below = np.where(priced, 1 - values / np.where(priced, usual, 1.0), 0.0)
    wobble = 1.4826 * float(np.median(np.abs(below - np.median(below))))
    low = (below >= max(_LEAST_DEPTH, 4 * wobble)) & priced
    edges = np.flatnonzero(np.diff(np.concatenate(([0], low.astype(int), [0]))))
    found = []
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        if start > 0 and stop < n and stop - start <= longest:
            depth = float(np.median(below[start:stop]))
            found.append(Promotion(int(start), int(stop) - 1, depth))
    return found


def _usual(values: np.ndarray, longest: int) -> np.ndarray:
    from scipy.ndimage import median_filter

    return np.asarray(median_filter(values, size=2 * longest + 1, mode="nearest"))


def find_changes(events: pd.DataFrame) -> list[PriceChange]:
    """Find every change in a list of price events (``ds``, ``y``), in any order.

    Of several prices at one time the last given counts; repeats of the price in force are no changes.
    """
    missing = [c for c in ("ds", "y") if c not in events.columns]
    if missing:
        raise DataError("prices.columns", columns=", ".join(missing))
    frame = pd.DataFrame(
        {
            "ds": pd.to_datetime(events["ds"], errors="coerce"),
            "y": pd.to_numeric(events["y"], errors="coerce").astype(float),
        }
    )
    frame = frame[frame["ds"].notna() & np.isfinite(frame["y"]) & (frame["y"] >= 0)]
    frame = frame.sort_values("ds", kind="stable").drop_duplicates("ds", keep="last")
    y = frame["y"].to_numpy()
    found = []
    for i in np.flatnonzero(np.diff(y)) + 1:
        before, after = float(y[i - 1]), float(y[i])
        percent = 100 * (after - before) / before if before > 0 else float("inf")
        found.append(PriceChange(pd.Timestamp(frame["ds"].iloc[i]), before, after, percent))
    return found
