"""The price chart: history, moving average, forecast fan, and the parts of the series in linked panels."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QLocale, Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.engine.types import FanChart, PriceChart
from shopdesk.ui import theme

DAY = 86400.0


class PricePlot(QWidget):
    """Draws what it is given; the drawing library is loaded with the first chart."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._area: Any = None
        self._main: Any = None
        self._chart: PriceChart | None = None
        self._fan: FanChart | None = None
        self._range: int | None = None
        self._parts = False
        self._line: Any = None
        self._card: Any = None
        self._mode = ""
        # chart and forecast often come in the same turn of the event loop: one drawing for both
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._draw)

    def show_chart(self, chart: PriceChart) -> None:
        """Show a history; a fan of another product goes away."""
        if self._fan is not None and self._fan.product_id != chart.product_id:
            self._fan = None
        self._chart = chart
        self._soon.start(0)

    def show_fan(self, fan: FanChart) -> None:
        """Show where the price goes."""
        self._fan = fan
        if self._chart is not None:
            self._soon.start(0)

    def show_range(self, days: int | None) -> None:
        """Show the last days, or all."""
        self._range = days
        self._apply_range()

    def show_parts(self, on: bool) -> None:
        """Show or hide trend, season and rest."""
        self._parts = on
        if self._chart is not None:
            self._soon.start(0)

    @property
    def panels(self) -> int:
        """How many panels are drawn."""
        return 0 if self._area is None else len(self._area.ci.items)

    def changeEvent(self, event: QEvent) -> None:
        """Draw in the colours of the new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._chart is not None and theme.mode() != self._mode:
            self._soon.start(0)

    def _draw(self) -> None:
        import pyqtgraph as pg

        self._mode = theme.mode()
        pg.setConfigOptions(antialias=True)
        if self._area is None:
            self._area = pg.GraphicsLayoutWidget()
            self._area.setAccessibleName(self.tr("Price chart"))
            self._area.setFrameShape(self._area.Shape.NoFrame)
            self._area.scene().sigMouseMoved.connect(self._moved)
            self._column.addWidget(self._area)
        self._area.clear()
        self._area.setBackground(theme.colour("surface"))
        self._main = self._panel(0, self.tr("Price"))
        self._draw_history()
        self._draw_fan()
        self._draw_parts()
        self._line = pg.InfiniteLine(angle=90, movable=False, pen=pg.mkPen(theme.colour("muted"), width=1))
        self._card = pg.TextItem(color=theme.colour("text"), fill=theme.colour("raised", 235), anchor=(0, 0))
        for item in (self._line, self._card):
            item.setVisible(False)
            item.setZValue(20)
            self._main.addItem(item, ignoreBounds=True)
        self._apply_range()

    def _panel(self, row: int, title: str) -> Any:
        import pyqtgraph as pg

        plot = self._area.addPlot(row=row, col=0, axisItems={"bottom": pg.DateAxisItem(utcOffset=0)})
        plot.setMenuEnabled(False)
        plot.hideButtons()
        plot.showGrid(x=False, y=True, alpha=0.12)
        plot.setMouseEnabled(x=True, y=False)
        left = plot.getAxis("left")
        left.setWidth(58)
        left.enableAutoSIPrefix(False)
        plot.setLabel("left", title)
        small = self.font()
        small.setPixelSize(11)  # months have room beside each other
        for side in ("left", "bottom"):
            axis = plot.getAxis(side)
            axis.setPen(theme.colour("border"))
            axis.setTextPen(theme.colour("muted"))
            axis.setStyle(tickFont=small)
        return plot

    def _draw_history(self) -> None:
        import numpy as np
        import pyqtgraph as pg

        chart, colours = self._chart, theme.plot_colours()
        if chart is None or len(chart.times) == 0:
            return
        times = np.asarray(chart.times, dtype=float)
        step = times[-1] - times[-2] if len(times) > 1 else DAY
        edges = np.append(times, times[-1] + step)
        self._main.plot(
            edges, np.asarray(chart.values, dtype=float), stepMode="center", pen=pg.mkPen(colours[0], width=2)
        )
        average = np.asarray(chart.moving_average, dtype=float)
        if len(average) == len(times):
            self._main.plot(times, average, pen=pg.mkPen(colours[2], width=1), connect="finite")

    def _draw_fan(self) -> None:
        import numpy as np
        import pyqtgraph as pg

        fan = self._fan
        if fan is None or self._chart is None or fan.product_id != self._chart.product_id or not len(fan.times):
            return
        hue = QColor(theme.plot_colours()[1])
        none = pg.mkPen(None)
        for place, level in enumerate(sorted(fan.lower, reverse=True)):
            shade = QColor(hue)
            shade.setAlpha(40 if place == 0 else 70)
            low = pg.PlotDataItem(fan.times, np.asarray(fan.lower[level], dtype=float), pen=none)
            high = pg.PlotDataItem(fan.times, np.asarray(fan.upper[level], dtype=float), pen=none)
            for item in (low, high, pg.FillBetweenItem(low, high, brush=shade)):
                self._main.addItem(item)
        pen = pg.mkPen(hue, width=2, style=Qt.PenStyle.DashLine)
        self._main.plot(fan.times, np.asarray(fan.mean, dtype=float), pen=pen)

    def _draw_parts(self) -> None:
        import numpy as np
        import pyqtgraph as pg

        chart = self._chart
        if not self._parts or chart is None or chart.decomposition is None:
            return
        parts, colours = chart.decomposition, theme.plot_colours()
        rows = (
            (self.tr("Trend"), parts.trend),
            (self.tr("Season"), parts.seasonal),
            (self.tr("Rest"), parts.residual),
        )
        for row, (title, values) in enumerate(rows, 1):
            plot = self._panel(row, title)
            plot.setXLink(self._main)
            plot.plot(
                chart.times,
                np.asarray(values, dtype=float),
                pen=pg.mkPen(colours[row + 2], width=1.5),
                connect="finite",
            )
            plot.setMaximumHeight(110)

    def _apply_range(self) -> None:
        if self._main is None or self._chart is None or len(self._chart.times) == 0:
            return
        times = self._chart.times
        end = float(times[-1])
        if self._fan is not None and len(self._fan.times):
            end = max(end, float(self._fan.times[-1]))
        start = float(times[0]) if self._range is None else float(times[-1]) - self._range * DAY
        self._main.setXRange(start, end, padding=0.02)
        self._main.enableAutoRange(axis="y")
        self._main.setAutoVisible(y=True)

    def _moved(self, point: Any) -> None:
        if self._main is None or self._chart is None or not self._main.sceneBoundingRect().contains(point):
            for item in (self._line, self._card):
                if item is not None:
                    item.setVisible(False)
            return
        at = self._main.vb.mapSceneToView(point)
        text = self.values_at(at.x())
        self._line.setPos(at.x())
        self._card.setText(text)
        left, right = self._main.viewRange()[0]
        self._card.setAnchor((1.05, 0) if at.x() > (left + right) / 2 else (-0.05, 0))
        self._card.setPos(at.x(), self._main.viewRange()[1][1])
        for item in (self._line, self._card):
            item.setVisible(bool(text))

    def values_at(self, when: float) -> str:
        """Return the values at a time, one a line."""
        import numpy as np

        chart, locale = self._chart, QLocale()
        if chart is None or len(chart.times) == 0:
            return ""
        times = np.asarray(chart.times, dtype=float)
        day = np.datetime64(int(when), "s").astype("datetime64[D]").astype(str)
        fan = self._fan
        if fan is not None and len(fan.times) and when > times[-1]:
            near = int(np.argmin(np.abs(np.asarray(fan.times, dtype=float) - when)))
            lines = [day, self.tr("forecast {0}").format(locale.toString(float(fan.mean[near]), "f", 2))]
            for level in sorted(fan.lower):
                low, high = float(fan.lower[level][near]), float(fan.upper[level][near])
                lines.append(f"{level} %: {locale.toString(low, 'f', 2)} – {locale.toString(high, 'f', 2)}")
            return "\n".join(lines)
        near = max(0, int(np.searchsorted(times, when, side="right")) - 1)
        lines = [day, self.tr("price {0}").format(locale.toString(float(chart.values[near]), "f", 2))]
        if len(chart.moving_average) == len(times) and np.isfinite(chart.moving_average[near]):
            average = locale.toString(float(chart.moving_average[near]), "f", 2)
            lines.append(self.tr("average {0}").format(average))
        return "\n".join(lines)
