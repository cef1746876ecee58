"""Series of prices between the store and the engine: grids, seconds for the chart, marks worth seeing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from shopdesk.engine.errors import DataError, NotFound
from shopdesk.engine.types import ChartMark

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from shopdesk.store.shop import Shop

LEVELS = (80, 95)
WEEKLY = "W-SUN"
COST = "\tcost"
"""What is put behind a product's id to name the series of its cost; no product id holds a tab."""


def money_series(shop: Shop, product_id: str, freq: str = "D", kind: str = "price") -> pd.Series[Any]:
    """Return the price (or cost) of a product on a regular grid.

    Raises
    ------
    NotFound, DataError
        ``product.unknown``; ``prices.empty`` if it never had one.
    """
    if not shop.cards([product_id]):
        raise NotFound("product.unknown", product_id=product_id)
    frame = shop.prices_frame([product_id], kind=kind, daily=True)
    if frame.empty:
        raise DataError("prices.empty", product_id=product_id)
    daily = frame.set_index("ds")["y"]
    return daily.resample(freq).last() if freq != "D" else daily


def shop_frame(shop: Shop) -> pd.DataFrame:
    """Return all price changes of the shop, and the costs that have a history, up to the end of this week.

    The price in force is carried to the end of the week, so that the frame is the same all week long: what was
    learned from it stays good until a price changes or a week has passed.
    """
    import pandas as pd

    prices, costs = shop.prices_frame(), shop.prices_frame(kind="cost")
    rows = costs.groupby("unique_id")["y"].transform("size") >= 3
    costs = costs[rows].assign(unique_id=costs.loc[rows, "unique_id"] + COST)
    frame = pd.concat([prices, costs], ignore_index=True)
    if frame.empty:
        raise DataError("prices.empty")
    now = shop.prices_frame(frame["unique_id"].iloc[:1].tolist(), daily=True)["ds"].max()
    until = pd.tseries.frequencies.to_offset(WEEKLY).rollforward(max(now, frame["ds"].max()).normalize())
    last = frame.groupby("unique_id", sort=False).last().reset_index().assign(ds=until)
    return pd.concat([frame, last[["unique_id", "ds", "y"]]], ignore_index=True)


def to_seconds(index: Any) -> np.ndarray:
    """Return moments as seconds since 1970 (UTC)."""
    import numpy as np
    import pandas as pd

    stamps = pd.DatetimeIndex(index)
    if stamps.tz is not None:
        stamps = stamps.tz_convert("UTC").tz_localize(None)
    return np.asarray(stamps.to_numpy().astype("datetime64[s]").astype("int64"), dtype=float)


def day_of(seconds: float) -> dt.date:
    """Return the day (UTC) of a moment in seconds since 1970."""
    return dt.date(1970, 1, 1) + dt.timedelta(seconds=seconds)


def marks_of(times: np.ndarray, values: np.ndarray) -> list[ChartMark]:
    """Return the price changes, promotions and changes of unit of a daily history, in order of time."""
    import numpy as np

    from shopdesk.engine.prices import find_promotions, find_unit_changes

    units = {change.at for change in find_unit_changes(values)}
    promotions = [p for p in find_promotions(values) if p.end >= p.start]
    inside = {at for p in promotions for at in (p.start, p.end + 1)}
    out = [
        ChartMark(
            "promotion",
            float(times[p.start]),
            float(times[min(p.end + 1, len(times) - 1)]),
            float(values[max(p.start - 1, 0)]),
            float(values[p.start : p.end + 1].min()),
        )
        for p in promotions
    ]
    for at in (np.flatnonzero(np.diff(values)) + 1).tolist():
        if at in inside and at not in units:
            continue
        kind = "unit" if at in units else "change"
        out.append(ChartMark(kind, float(times[at]), float(times[at]), float(values[at - 1]), float(values[at])))
    return sorted(out, key=lambda mark: (mark.start, mark.kind))
