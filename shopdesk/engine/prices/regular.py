"""Turn irregular price changes into regular series: one price per day, week, month or other step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from shopdesk.engine.errors import DataError
from shopdesk.engine.prices.marks import find_unit_changes

MOST_POINTS = 5000
_STEPS = ((0.5 / 24, "h"), (2.0, "D"), (15.0, "W"), (60.0, "MS"), (135.0, "QS"), (270.0, "6MS"))


@dataclass(frozen=True)
class Regular:
    """One product on the grid. ``unit_changes`` are the positions where the price jumped by a factor of 100."""

    product_id: str
    times: pd.DatetimeIndex
    values: np.ndarray
    freq: pd.offsets.BaseOffset
    unit_changes: tuple[int, ...] = ()


def offset_of(freq: str | pd.offsets.BaseOffset) -> pd.offsets.BaseOffset:
    """The pandas offset of a frequency name.

    Raises
    ------
    DataError
        ``prices.frequency`` if pandas does not know it.
    """
    try:
        return pd.tseries.frequencies.to_offset(freq)
    except (ValueError, TypeError) as error:
        raise DataError("prices.frequency", freq=str(freq)) from error


def infer_offset(times: pd.DatetimeIndex) -> pd.offsets.BaseOffset:
    """The regular step of the times where they have one, else the common step nearest to their median gap."""
    unique = times.unique().sort_values()
    if len(unique) < 2:
        return offset_of("MS")
    gap = float(np.median(np.diff(unique.as_unit("ns").asi8))) / 86_400e9
    month = unique[0].strftime("%b").upper()
    for name in (
        "h",
        "D",
        "B",
        _anchored("W", unique[0]),
        "MS",
        "ME",
        f"QS-{month}",
        f"QE-{month}",
        "6MS",
        "6ME",
    ):
        if len(unique) >= 3 and _matches(unique, name):
            return offset_of(name)
    for longest, name in _STEPS:
        if gap <= longest:
            return offset_of(_anchored(name, unique[-1]))
    return offset_of("YS")


def _matches(times: pd.DatetimeIndex, name: str) -> bool:
    return _lies_on(times.as_unit("ns"), offset_of(name))


def _lies_on(times: pd.DatetimeIndex, freq: pd.offsets.BaseOffset) -> bool:
    """Whether the times are a stretch of the grid without gaps."""
    gaps = len(times) - 1
    # A grid of as many points may reach beyond all times that there are: it is only laid where it could fit.
    wanted = gaps * 365.25 * 86_400 / per_year(freq)
    if abs((times[-1] - times[0]).total_seconds() - wanted) > 0.2 * wanted + 4 * wanted / max(gaps, 1):
        return False
    own = pd.date_range(times[0], periods=len(times), freq=freq).as_unit("ns")
    return len(own) == len(times) and bool((own.asi8 == times.asi8).all())


def _anchored(name: str, last: pd.Timestamp) -> str:
    return f"W-{last.strftime('%a').upper()}" if name == "W" else name


def to_times(values: object) -> pd.DatetimeIndex:
    """Timestamps without a time zone, NaT where a value is no time."""
    times = pd.DatetimeIndex(pd.to_datetime(pd.Series(values), errors="coerce", utc=True))
    return times.tz_convert(None).as_unit("ns")


def regularise(
    times: pd.DatetimeIndex, y: np.ndarray, freq: pd.offsets.BaseOffset
) -> tuple[pd.DatetimeIndex, np.ndarray]:
    """Carry the price in force forward to every point of the grid.

    Unknown and negative prices are dropped, of several prices at one time the last given counts, and
    the newest price always lies on the grid. Series longer than 5,000 points keep their newest part.
    """
    keep = np.isfinite(y) & (y >= 0) & ~np.asarray(times.isna())
    if not keep.any():
        raise DataError("prices.empty")
    times, y = times[keep], y[keep]
    if not times.is_monotonic_increasing:
        order = np.argsort(times.asi8, kind="stable")
        times, y = times[order], y[order]
    last = np.append(np.diff(times.asi8) != 0, True)
    times, y = times[last], y[last]
    grid = _grid(times, freq)
    position = np.searchsorted(times.asi8, grid.asi8, side="right") - 1
    return grid, y[np.maximum(position, 0)]


def _grid(times: pd.DatetimeIndex, freq: pd.offsets.BaseOffset) -> pd.DatetimeIndex:
    if _lies_on(times, freq):
        return times[-MOST_POINTS:]
    end = freq.rollforward(times[-1]) if not _fixed(freq) else times[-1].ceil(_fixed_name(freq))
    step = max((end - (end - freq)).total_seconds(), 1e-3)
    reach = min((end - times[0]).total_seconds(), MOST_POINTS * step)
    start = end - pd.Timedelta(seconds=reach)
    grid = pd.date_range(start=start, end=end, freq=freq).as_unit("ns")
    if len(grid) == 0 or grid[-1] != end:
        points = min(MOST_POINTS, len(grid) + 1)
        grid = pd.date_range(end=end, periods=points, freq=freq).as_unit("ns")
    return grid[-MOST_POINTS:]


def _fixed(freq: pd.offsets.BaseOffset) -> bool:
    return isinstance(freq, pd.tseries.offsets.Tick) or freq.rule_code == "D"


def _fixed_name(freq: pd.offsets.BaseOffset) -> str:
    return "D" if freq.rule_code == "D" else freq.freqstr


def known_prices(prices: pd.DataFrame) -> pd.DataFrame:
    """The usable rows of a long frame as ``id``, ``ds``, ``y``: a finite price that is not negative, at a time.

    Raises
    ------
    DataError
        ``prices.columns`` if a column is missing, ``prices.empty`` if nothing is left.
    """
    missing = [c for c in ("unique_id", "ds", "y") if c not in prices.columns]
    if missing:
        raise DataError("prices.columns", columns=", ".join(missing))
    frame = pd.DataFrame(
        {
            "id": prices["unique_id"].astype(str).to_numpy(),
            "ds": to_times(prices["ds"].to_numpy()),
            "y": pd.to_numeric(prices["y"], errors="coerce").to_numpy(dtype=float, na_value=np.nan),
        }
    )
    frame = frame[np.isfinite(frame["y"]) & (frame["y"] >= 0) & frame["ds"].notna()]
    if frame.empty:
        raise DataError("prices.empty")
    return frame


def read_prices(prices: pd.DataFrame, freq: str | pd.offsets.BaseOffset | None = None) -> list[Regular]:
    """Read a long frame (``unique_id``, ``ds``, ``y``) into regular series; products without any price are left out.

    Raises
    ------
    DataError
        ``prices.columns`` if a column is missing, ``prices.empty`` if no product has a price.
    """
    frame = known_prices(prices)
    groups = [(str(key), group) for key, group in frame.groupby("id", sort=False)]
    if freq is not None:
        offset = offset_of(freq)
    else:
        longest = max((group for _, group in groups), key=len)
        offset = infer_offset(pd.DatetimeIndex(longest["ds"]))
    out = []
    for key, group in groups:
        times, y = regularise(pd.DatetimeIndex(group["ds"]).as_unit("ns"), group["y"].to_numpy(), offset)
        out.append(Regular(key, times, y, offset, tuple(change.at for change in find_unit_changes(y))))
    return out


def per_year(freq: pd.offsets.BaseOffset) -> float:
    """Points of the grid per year."""
    start = pd.Timestamp("2001-01-01")
    days = (
        pd.date_range(start, periods=25, freq=freq)[-1] - pd.date_range(start, periods=1, freq=freq)[0]
    ).total_seconds()
    return 24 * 365.25 * 86400.0 / max(days, 1.0)
