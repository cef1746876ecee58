"""What a price chart is made of: lines in steps, fans, marks. Each function draws into one panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtGui import QColor

from shopdesk.engine.types import ChartMark, FanChart
from shopdesk.ui import theme
from shopdesk.ui.price_axes import DAY
from shopdesk.ui.price_panel import Panel

if TYPE_CHECKING:
    import numpy as np

MOST_MARKS = 120
SOLID, DASH, DOT = Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine


@dataclass(frozen=True)
class Extent:
    """What a layer needs of its panel's height: at each time the lowest and the highest value."""

    times: np.ndarray
    low: np.ndarray
    high: np.ndarray

    def within(self, start: float, end: float) -> tuple[float, float] | None:
        """Return the lowest and highest value that can be seen between two times, or None."""
        import numpy as np

        first = max(0, int(np.searchsorted(self.times, start, side="right")) - 1)
        last = int(np.searchsorted(self.times, end, side="right"))
        low, high = self.low[first:last], self.high[first:last]
        if self.times[0] > end or not np.isfinite(low).any():
            return None
        return float(np.nanmin(low)), float(np.nanmax(high))


def corners(times: np.ndarray, values: np.ndarray, end: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the corners of a step line: only where the value changes, so that a long calm history is a short line."""
    import numpy as np

    new = np.append(True, ~((values[1:] == values[:-1]) | (np.isnan(values[1:]) & np.isnan(values[:-1]))))
    at, level = times[new], values[new]
    x = np.repeat(np.append(at, end), 2)[1:-1]
    return x, np.repeat(level, 2)


def line(
    panel: Panel,
    times: np.ndarray,
    values: np.ndarray,
    colour: QColor | str,
    width: float = 2,
    style: Qt.PenStyle = SOLID,
    end: float | None = None,
) -> Extent:
    """Draw a line; with ``end`` in steps, the last one as far as that."""
    import numpy as np
    import pyqtgraph as pg

    times, values = np.asarray(times, dtype=float), np.asarray(values, dtype=float)
    x, y = (times, values) if end is None else corners(times, values, end)
    item = pg.PlotCurveItem(pen=pg.mkPen(QColor(colour), width=width * panel.ratio, style=style))
    panel.add_line(item, x, y)
    return Extent(times, values, values)


def fan(panel: Panel, chart: FanChart, start: tuple[float, float], hue: QColor, faint: bool = False) -> Extent:
    """Draw a forecast with its bands, which begin at the last known price; ``faint`` for one of the past."""
    import numpy as np
    import pyqtgraph as pg

    times = np.append(start[0], np.asarray(chart.times, dtype=float))

    def from_start(values: np.ndarray) -> np.ndarray:
        return np.append(start[1], np.asarray(values, dtype=float))

    levels = sorted(chart.lower, reverse=True)
    low, high = times * 0 + start[1], times * 0 + start[1]
    for place, level in enumerate(levels):
        bottom, top = from_start(chart.lower[level]), from_start(chart.upper[level])
        low, high = np.minimum(low, bottom), np.maximum(high, top)
        if faint and place == 0 and len(levels) > 1:
            continue
        shade = QColor(hue)
        shade.setAlpha(28 if faint else 45 if place == 0 else 75)
        edges = [pg.PlotCurveItem(times, edge, pen=pg.mkPen(None)) for edge in (bottom, top)]
        between = pg.FillBetweenItem(*edges, brush=shade)
        for item in (*edges, between):
            item.setZValue(-10)
            panel.add(item)
    pen = pg.mkPen(hue, width=(1.5 if faint else 2) * panel.ratio, style=DOT if faint else DASH)
    panel.add(pg.PlotCurveItem(times, from_start(chart.mean), pen=pen))
    if faint:  # its line and the narrower band: one wild outer band of the past must not flatten the price
        low, high = from_start(chart.lower[levels[-1]]), from_start(chart.upper[levels[-1]])
    return Extent(times, low, high)


def bars(panel: Panel, times: np.ndarray, values: np.ndarray) -> Extent:
    """Draw changes as bars about zero: rises in one colour, falls in another."""
    import numpy as np
    import pyqtgraph as pg

    times, values = np.asarray(times, dtype=float), np.asarray(values, dtype=float)
    known = np.where(np.isfinite(values), values, 0.0)
    colours = theme.plot_colours()
    for part, colour in ((np.maximum(known, 0), colours[2]), (np.minimum(known, 0), colours[1])):
        shade = QColor(colour)
        shade.setAlpha(110)
        x, y = corners(times, part, float(times[-1]) + DAY)
        item = pg.PlotCurveItem(pen=pg.mkPen(QColor(colour), width=1), fillLevel=0.0, brush=shade)
        panel.add_line(item, x, y)
    rule(panel, 0.0)
    return Extent(times, known, known)


def rule(
    panel: Panel, at: float, vertical: bool = False, text: str = "", colour: str = "border", style: Any = SOLID
) -> Any:
    """Draw a straight line over the whole panel, with a text at its end."""
    import pyqtgraph as pg

    options = {
        "position": 0.02 if not vertical else 0.94,
        "color": theme.colour("muted"),
        "fill": theme.colour("surface", 215),
        "anchors": [(0, 1), (0, 1)],
    }
    item = pg.InfiniteLine(
        at,
        angle=90 if vertical else 0,
        movable=False,
        pen=pg.mkPen(theme.colour(colour), width=panel.ratio, style=style),
        label=text or None,
        labelOpts=options,
    )
    item.setZValue(-5)
    panel.add(item)
    return item


def marks(panel: Panel, found: Sequence[ChartMark], hue: QColor) -> list[Any]:
    """Draw price changes as triangles on the line and units as upright lines; the strips of promotions are returned.

    Of very many changes only the largest are drawn: a line full of triangles says nothing.
    """
    import pyqtgraph as pg

    changes = [mark for mark in found if mark.kind == "change"]
    changes = sorted(changes, key=lambda mark: -_size(mark))[:MOST_MARKS]
    spots = [
        {"pos": (mark.start, mark.after), "symbol": "t1" if mark.after > mark.before else "t", "size": 8}
        for mark in changes
    ]
    surface = pg.mkPen(theme.colour("surface"), width=1)
    panel.add(pg.ScatterPlotItem(spots, pen=surface, brush=pg.mkBrush(hue), useCache=False))
    for mark in found:
        if mark.kind == "unit":
            times = mark.after / mark.before if mark.before else 0.0
            text = unit_text(times)
            rule(panel, mark.start, True, text, "danger", DASH)
    strip = [end for mark in found if mark.kind == "promotion" for end in (mark.start, mark.end)]
    if not strip:
        return []
    pen = pg.mkPen(theme.colour("accent"), width=5 * panel.ratio)
    item = pg.PlotCurveItem(strip, [0.0] * len(strip), pen=pen, connect="pairs", antialias=False)
    item.setZValue(5)
    panel.add(item)
    return [item]


def unit_text(times: float) -> str:
    """Return how a jump to another unit is named, such as ``unit? × 100``."""
    locale = QLocale()
    if times >= 1:
        return QCoreApplication.translate("format", "other unit? × {0}").format(locale.toString(round(times)))
    part = round(1 / times) if times > 0 else 0
    return QCoreApplication.translate("format", "other unit? ÷ {0}").format(locale.toString(part))


def _size(mark: ChartMark) -> float:
    return abs(mark.after - mark.before) / mark.before if mark.before else float("inf")
