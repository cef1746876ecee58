"""One panel of the price chart: a view with an axis at its left and one below.

The library's own plot brings a hidden form of fifty widgets for its menu, which we do not show: it would cost time with
every drawing, and be thrown away at any moment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QFont

from shopdesk.ui import theme
from shopdesk.ui.price_axes import parts

if TYPE_CHECKING:
    import numpy as np

AXIS_WIDTH = 52
GRID_ALPHA = 32
MAIN_HEIGHT, SIDE_HEIGHT = 150, 58
MIN_PIXELS = 200
LONG_LINE = 400


class Panel:
    """A row of the drawing: the first is high, the others are low and follow it in time."""

    def __init__(self, area: Any, place: int, title: str, main: Panel | None) -> None:
        self.vb = parts().TimeBox()
        self.left, self.bottom = parts().MoneyAxis("left"), parts().DayAxis("bottom")
        self.items: list[Any] = []
        self.ratio = float(area.devicePixelRatioF())  # pens are as wide as pixels, whatever the scale
        self._lines: list[tuple[Any, np.ndarray, np.ndarray]] = []
        small = QFont(area.font())
        small.setPixelSize(11)  # months have room beside each other
        for axis in (self.left, self.bottom):
            axis.linkToView(self.vb)
            axis.setZValue(-1000)
            axis.setGrid(GRID_ALPHA)
            axis.setPen(theme.colour("border"))
            axis.setTextPen(theme.colour("muted"))
            axis.setStyle(tickFont=small, tickLength=-4)
        self.left.setWidth(AXIS_WIDTH)
        self.left.enableAutoSIPrefix(False)
        if title:
            self.left.setLabel(title, color=theme.colour("muted").name(), **{"font-size": "11px"})
        self.vb.setMinimumHeight(MAIN_HEIGHT if main is None else SIDE_HEIGHT)
        area.addItem(self.left, 2 * place, 0)
        area.addItem(self.vb, 2 * place, 1)
        area.addItem(self.bottom, 2 * place + 1, 1)
        area.ci.layout.setColumnStretchFactor(1, 100)
        area.ci.layout.setRowStretchFactor(2 * place, 3 if main is None else 1)
        area.ci.layout.setRowStretchFactor(2 * place + 1, 0)
        if main is not None:
            self.vb.setXLink(main.vb)

    def add(self, item: Any) -> None:
        """Put an item into the view; the height of the panel is set by us, not by the item."""
        self.items.append(item)
        self.vb.addItem(item, ignoreBounds=True)

    def add_line(self, item: Any, x: np.ndarray, y: np.ndarray) -> None:
        """Put a line into the view that is drawn only as far and as finely as it can be seen; ``x`` goes up."""
        self._lines.append((item, x, y))
        self.add(item)

    def thin(self, start: float, end: float) -> None:
        """Draw the lines anew for what can be seen now."""
        width = max(MIN_PIXELS, int(self.vb.width()))
        for item, x, y in self._lines:
            seen_x, seen_y = thinned(x, y, start, end, width)
            # a wide smooth line of thousands of corners takes half a second as one path, 30 ms in pieces
            item.setSegmentedLineMode("on" if len(seen_x) > LONG_LINE else "auto")
            item.setData(seen_x, seen_y, connect="finite" if _gaps(seen_y) else "all")

    def hide_days(self) -> None:
        """Show no days: those of the lowest panel are for all."""
        self.bottom.setStyle(showValues=False, tickLength=0)
        self.bottom.setHeight(1)

    def clear(self) -> None:
        """Let go of the other panels and of all items."""
        self.vb.setXLink(None)
        for item in self.items:
            self.vb.removeItem(item)
        self.items, self._lines = [], []


def thinned(x: np.ndarray, y: np.ndarray, start: float, end: float, pixels: int) -> tuple[np.ndarray, np.ndarray]:
    """Return what can be seen of a line: of many points in one pixel only the highest and the lowest."""
    import numpy as np

    first = max(0, int(np.searchsorted(x, start)) - 2)
    last = min(len(x), int(np.searchsorted(x, end, side="right")) + 2)
    x, y = x[first:last], y[first:last]
    size = len(x) // (2 * pixels)  # points that share half a pixel
    if size < 2:
        return x, y
    count = len(x) // size
    groups = y[: count * size].reshape(count, size)
    out = np.empty(2 * count)
    out[::2], out[1::2] = np.fmax.reduce(groups, axis=1), np.fmin.reduce(groups, axis=1)
    return np.append(np.repeat(x[: count * size : size], 2), x[-1]), np.append(out, y[-1])


def _gaps(y: np.ndarray) -> bool:
    import numpy as np

    return not bool(np.isfinite(y).all())
