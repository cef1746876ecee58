"""The figures of the price chart as a table."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.controllers.price_series import day_of
from shopdesk.engine.types import FanChart, PriceChart
from shopdesk.store.sheets import write_csv

if TYPE_CHECKING:
    import numpy as np

    from shopdesk.engine.context import JobContext

HEADER = (
    "date",
    "product",
    "price",
    "cost",
    "margin %",
    "average",
    "forecast",
    "low 80",
    "high 80",
    "low 95",
    "high 95",
)


@dataclass(frozen=True)
class TableRequest:
    """Write these named histories, and the forecast of the first of them, to a file."""

    path: str
    charts: tuple[tuple[str, PriceChart], ...]
    fan: FanChart | None = None


def write_table(request: TableRequest, ctx: JobContext) -> None:
    """Write the table: one row per day and product, then the weeks of the forecast."""
    write_csv(Path(request.path), HEADER, _rows(request, ctx))


def _rows(request: TableRequest, ctx: JobContext) -> Iterator[tuple[object, ...]]:
    for name, chart in request.charts:
        ctx.raise_if_cancelled()
        for place, seconds in enumerate(chart.times):
            average = chart.moving_average[place] if len(chart.moving_average) == len(chart.times) else None
            cells = (chart.values[place], _at(chart.cost, place), _at(chart.margin, place), average)
            yield (day_of(seconds), name, *(_cell(value) for value in cells), "", "", "", "", "")
    fan = request.fan
    if fan is None or not request.charts or fan.product_id != request.charts[0][1].product_id:
        return
    for place, seconds in enumerate(fan.times):
        bands = [band[level][place] for level in (80, 95) if level in fan.lower for band in (fan.lower, fan.upper)]
        yield (day_of(seconds), request.charts[0][0], "", "", "", "", *(_cell(v) for v in (fan.mean[place], *bands)))


def _at(values: np.ndarray | None, place: int) -> float | None:
    return None if values is None else values[place]


def _cell(value: float | None) -> object:
    return "" if value is None or math.isnan(value) else round(float(value), 4)
