"""What is on a price chart and what it says at a time: names, values, colours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from shopdesk.engine.types import FanChart, PriceChart
from shopdesk.ui import theme
from shopdesk.ui.price_axes import DAY
from shopdesk.ui.price_cross import Reading

if TYPE_CHECKING:
    import numpy as np


class Readings:
    """The charts on show and the words for their values."""

    def __init__(self) -> None:
        self.name = ""
        self.places = 2  # digits of the currency
        self.chart: PriceChart | None = None
        self.fan: FanChart | None = None
        self.past: list[FanChart] = []
        self.others: list[tuple[str, PriceChart]] = []
        self.percent = False
        self.start = 0.0  # where changes in per cent begin

    @property
    def own_fan(self) -> FanChart | None:
        """The forecast, if it is of the product on show."""
        same = self.fan is not None and self.chart is not None and self.fan.product_id == self.chart.product_id
        return self.fan if same and self.fan is not None and len(self.fan.times) else None

    def all(self) -> list[tuple[str, PriceChart]]:
        """The product on show, then those beside it."""
        return [] if self.chart is None else [(self.name, self.chart), *self.others]

    def hues(self) -> list[str]:
        """The colour of each product's line: one colour, one product."""
        colours = theme.plot_colours()
        return [colours[place % len(colours)] for place in range(len(self.all()))]

    def fan_hue(self) -> str:
        """The colour of the forecast: its own, or the product's where several are on show."""
        return theme.plot_colours()[0 if self.others else 1]

    def average(self, shown: Mapping[str, bool]) -> np.ndarray | None:
        """The moving average, where it is on show."""
        chart = self.chart
        if chart is None or not shown["average"] or self.others or len(chart.moving_average) != len(chart.times):
            return None
        return self.scaled(chart, chart.moving_average)

    def scaled(self, chart: PriceChart, values: np.ndarray | None = None) -> np.ndarray:
        """Prices as drawn: money, or the change since the beginning of the range in per cent."""
        import numpy as np

        out = np.asarray(chart.values if values is None else values, dtype=float)
        if not self.percent:
            return out
        first = min(int(np.searchsorted(chart.times, self.start)), len(chart.times) - 1)
        base = float(chart.values[first])
        return 100 * (out / base - 1) if base > 0 else out * np.nan

    def value_at(self, when: float) -> float:
        """The price in force at a time."""
        import numpy as np

        assert self.chart is not None
        near = max(0, int(np.searchsorted(self.chart.times, when, side="right")) - 1)
        return float(self.chart.values[near])

    def at(self, when: float, shown: Mapping[str, bool]) -> tuple[float, list[Reading]] | None:
        """Return the nearest day that has values, and the values."""
        import numpy as np

        chart, fan = self.chart, self.own_fan
        if chart is None or not len(chart.times):
            return None
        if fan is not None and not self.percent and when > float(chart.times[-1]) + DAY:
            near = int(np.argmin(np.abs(np.asarray(fan.times, dtype=float) - when)))
            return float(fan.times[near]), self._of_fan(fan, near)
        near = max(0, int(np.searchsorted(chart.times, when, side="right")) - 1)
        at = float(chart.times[near])
        rows = []
        for (name, one), hue in zip(self.all(), self.hues(), strict=True):
            title = name if self.others else QCoreApplication.translate("Readings", "price")
            rows += self._of_chart(one, at, title, hue, shown)
        average = self.average(shown)
        if average is not None and np.isfinite(average[near]):
            title = QCoreApplication.translate("Readings", "average")
            rows.append(Reading(title, self._words(average[near]), theme.plot_colours()[2], float(average[near])))
        return at, rows + self._of_panels(chart, near, shown)

    def _of_panels(self, chart: PriceChart, near: int, shown: Mapping[str, bool]) -> list[Reading]:
        import numpy as np

        rows = []
        if shown["change"] and chart.difference is not None and np.isfinite(chart.difference[near]):
            title = QCoreApplication.translate("Readings", "change over {0} days").format(chart.lag)
            rows.append(Reading(title, _number(float(chart.difference[near]), self.places, True)))
        if shown["parts"] and chart.decomposition is not None:
            parts = chart.decomposition
            for title, values in (
                (QCoreApplication.translate("Readings", "trend"), parts.trend),
                (QCoreApplication.translate("Readings", "season"), parts.seasonal),
                (QCoreApplication.translate("Readings", "rest"), parts.residual),
            ):
                rows.append(Reading(title, _number(float(values[near]), self.places, values is not parts.trend)))
        return rows

    def _of_chart(
        self, chart: PriceChart, when: float, name: str, hue: str, shown: Mapping[str, bool]
    ) -> list[Reading]:
        import numpy as np

        if when < float(chart.times[0]):
            return []
        near = max(0, int(np.searchsorted(chart.times, when, side="right")) - 1)
        height = float(self.scaled(chart)[near])
        words = _number(float(chart.values[near]), self.places)
        if self.percent and np.isfinite(height):
            words = f"{words}  ({_number(height, 1, True)} %)"
        rows = [Reading(name, words, hue, height if np.isfinite(height) else None)]
        if shown["cost"] and chart.cost is not None and np.isfinite(chart.cost[near]):
            colour = hue if self.others else theme.plot_colours()[3]
            cost, title = float(chart.cost[near]), QCoreApplication.translate("Readings", "cost")
            drawn = float(self.scaled(chart, chart.cost)[near])
            rows.append(Reading(title, _number(cost, self.places), colour, drawn))
        if shown["margin"] and chart.margin is not None and np.isfinite(chart.margin[near]):
            title = QCoreApplication.translate("Readings", "margin")
            rows.append(Reading(title, f"{_number(float(chart.margin[near]), 1)} %"))
        return rows

    def _of_fan(self, fan: FanChart, near: int) -> list[Reading]:
        mean, title = float(fan.mean[near]), QCoreApplication.translate("Readings", "forecast")
        rows = [Reading(title, _number(mean, self.places), self.fan_hue(), mean)]
        for level in sorted(fan.lower):
            low, high = (_number(float(band[level][near]), self.places) for band in (fan.lower, fan.upper))
            rows.append(Reading(f"{level} %", f"{low} – {high}"))
        return rows

    def _words(self, value: float) -> str:
        return f"{_number(value, 1, True)} %" if self.percent else _number(float(value), self.places)


def _number(value: float, places: int, sign: bool = False) -> str:
    text = QLocale().toString(value, "f", places)
    return f"+{text}" if sign and value > 0 else text


def signed_per_cent(change: float) -> str:
    """Return a change in per cent with its sign, such as ``+3.2 %``."""
    return f"{_number(change, 1, True)} %"
