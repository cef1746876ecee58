"""One drawing of the price chart: its panels, what is in them, and how high they must be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from shopdesk.ui import price_layers as layers
from shopdesk.ui import theme
from shopdesk.ui.price_axes import DAY
from shopdesk.ui.price_cross import Crosshair
from shopdesk.ui.price_panel import Panel
from shopdesk.ui.price_readings import Readings

if TYPE_CHECKING:
    from shopdesk.ui.price_layers import Extent


class Drawing:
    """Draws into an area at once; a change makes a new drawing.

    Parameters
    ----------
    area : GraphicsLayoutWidget
        Empty.
    read : Readings
        The charts; the first of them is not empty.
    shown : mapping of str to bool
        Which layers are shown.
    alerts : sequence of (float, str)
        Values that are waited for, and the words beside them.
    connect : callable
        Called with each panel's view, to listen to the mouse.
    """

    def __init__(
        self,
        area: Any,
        read: Readings,
        shown: Mapping[str, bool],
        alerts: Sequence[tuple[float, str]],
        connect: Callable[[Any], None],
    ) -> None:
        self._area, self._shown, self._alerts, self._connect = area, shown, alerts, connect
        self.read = read
        self.panels: list[Panel] = []
        self._extents: list[list[Extent]] = []
        self._strips: list[Any] = []
        self._draw_main()
        self._draw_margin()
        self._draw_change()
        self._draw_parts()
        for panel in self.panels[:-1]:
            panel.hide_days()
        self.cross = Crosshair(self.panels)
        area.ci.setGeometry(area.range)  # taken empty, the layout shrank to nothing

    def close(self) -> None:
        """Take everything out: what leaves must not follow the panels that come."""
        for panel in self.panels:
            panel.clear()
        self._area.clear()
        for row in range(2 * len(self.panels)):
            self._area.ci.layout.setRowStretchFactor(row, 0)

    def fit(self, start: float, end: float) -> None:
        """Draw what can be seen, give each panel the height for it, and put the strips of promotions at the bottom."""
        for panel, extents in zip(self.panels, self._extents, strict=True):
            panel.thin(start, end)
            seen = [limits for extent in extents if (limits := extent.within(start, end)) is not None]
            if not seen:
                continue
            low, high = min(a for a, _ in seen), max(b for _, b in seen)
            room = 0.08 * (high - low) or 0.05 * abs(high) or 1.0
            panel.vb.setYRange(low - room, high + room, padding=0)
        for strip in self._strips:
            strip.setPos(0.0, self.panels[0].vb.viewRange()[1][0])

    def _panel(self, title: str) -> Panel:
        panel = Panel(self._area, len(self.panels), title, self.panels[0] if self.panels else None)
        self._connect(panel.vb)
        self.panels.append(panel)
        self._extents.append([])
        return panel

    def _draw_main(self) -> None:
        read, panel = self.read, self._panel("%" if self.read.percent else "")
        assert read.chart is not None
        for (_, chart), hue in zip(read.all(), read.hues(), strict=True):
            end = float(chart.times[-1]) + DAY
            self._extents[0].append(layers.line(panel, chart.times, read.scaled(chart), hue, 2, end=end))
            if self._shown["cost"] and chart.cost is not None:
                cost = read.scaled(chart, chart.cost)
                shade = hue if len(read.others) else theme.plot_colours()[3]
                self._extents[0].append(layers.line(panel, chart.times, cost, shade, 1.5, layers.DASH, end))
        average = read.average(self._shown)
        if average is not None:
            colour = theme.plot_colours()[2]
            self._extents[0].append(layers.line(panel, read.chart.times, average, colour, 1.5))
        if not read.percent:
            self._draw_forecasts(panel)
            for value, text in self._alerts:
                layers.rule(panel, value, text=text, colour="accent", style=layers.DOT)
        if self._shown["marks"] and not read.percent:
            self._strips = layers.marks(panel, read.chart.marks, QColor(read.hues()[0]))

    def _draw_forecasts(self, panel: Panel) -> None:
        read = self.read
        assert read.chart is not None
        for past in read.past:
            at = float(past.times[0]) - (float(past.times[1] - past.times[0]) if len(past.times) > 1 else 7 * DAY)
            start = (at, read.value_at(at))
            hue = QColor(theme.plot_colours()[4])
            self._extents[0].append(layers.fan(panel, past, start, hue, faint=True))
        if read.own_fan is not None:
            start = (float(read.chart.times[-1]) + DAY, float(read.chart.values[-1]))
            hue = QColor(read.fan_hue())
            self._extents[0].append(layers.fan(panel, read.own_fan, start, hue))
            layers.rule(panel, start[0], vertical=True, style=layers.DOT, colour="muted")

    def _draw_margin(self) -> None:
        rows = [(c, hue) for (_, c), hue in zip(self.read.all(), self.read.hues(), strict=True) if c.margin is not None]
        if not self._shown["margin"] or not rows:
            return
        panel = self._panel(QCoreApplication.translate("Drawing", "Margin %"))
        for chart, hue in rows:
            end = float(chart.times[-1]) + DAY
            margin = chart.margin if chart.margin is not None else chart.values
            self._extents[-1].append(layers.line(panel, chart.times, margin, hue, 2, end=end))

    def _draw_change(self) -> None:
        chart = self.read.chart
        if self._shown["change"] and chart is not None and chart.difference is not None:
            panel = self._panel(QCoreApplication.translate("Drawing", "Change"))
            self._extents[-1].append(layers.bars(panel, chart.times, chart.difference))

    def _draw_parts(self) -> None:
        chart = self.read.chart
        if not self._shown["parts"] or chart is None or chart.decomposition is None:
            return
        found, colours = chart.decomposition, theme.plot_colours()
        rows = (
            (QCoreApplication.translate("Drawing", "Trend"), found.trend, colours[0]),
            (QCoreApplication.translate("Drawing", "Season"), found.seasonal, colours[1]),
            (QCoreApplication.translate("Drawing", "Rest"), found.residual, colours[3]),
        )
        for title, values, colour in rows:
            panel = self._panel(title)
            if title != rows[0][0]:
                layers.rule(panel, 0.0)
            self._extents[-1].append(layers.line(panel, chart.times, values, colour, 1.5))
