"""The parts of a price chart that the drawing library does not have: local dates and money on axes, drag to zoom."""

from __future__ import annotations

import math
from functools import cache
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QDate, QLocale, Qt, Signal

from shopdesk.ui import theme

DAY = 86400.0
EPOCH = QDate(1970, 1, 1)
LABEL_WIDTH = 62
STEPS = (
    *(("day", days) for days in (1, 2, 7, 14)),
    *(("month", months) for months in (1, 2, 3, 6)),
    *(("year", years) for years in (1, 2, 5, 10, 20, 50, 100)),
)


def date_text(seconds: float, kind: str = "long") -> str:
    """Return a day as the locale writes it: ``long`` and ``full`` with the year, ``day`` or ``year``."""
    day, locale = _date(seconds), QLocale()
    if kind == "long":
        return locale.toString(day, QLocale.FormatType.ShortFormat if not locale_is_c(locale) else "yyyy-MM-dd")
    if kind == "full":
        return locale.toString(day, "d MMMM yyyy")
    return locale.toString(day, {"day": "d MMM", "year": "yyyy"}[kind])


def locale_is_c(locale: QLocale) -> bool:
    """Whether no language is set: the C locale writes short days as it writes long ones."""
    return locale.language() == QLocale.Language.C


@cache
def parts() -> SimpleNamespace:
    """Return the classes ``DayAxis``, ``MoneyAxis`` and ``TimeBox``; the library is loaded on first use."""
    import pyqtgraph as pg

    class DayAxis(pg.AxisItem):
        """Days, months and years in the owner's language, as many as have room."""

        def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
            self._kind, step, ticks = day_ticks(minVal, maxVal, max(2, int(size // LABEL_WIDTH)))
            return [(step, ticks)]

        def tickStrings(self, values: Any, scale: float, spacing: float) -> list[str]:
            return [tick_text(value, self._kind, not place) for place, value in enumerate(values)]

    class MoneyAxis(pg.AxisItem):
        """Numbers as the locale writes them, all with the same digits."""

        def tickValues(self, minVal: float, maxVal: float, size: float) -> Any:
            levels = super().tickValues(minVal, maxVal, size)
            shown = [spacing for spacing, ticks in levels[:2] if len(ticks)]
            self._places = max(0, min(4, -math.floor(math.log10(min(shown))))) if shown else 0
            return levels

        def tickStrings(self, values: Any, scale: float, spacing: float) -> list[str]:
            locale = QLocale()
            return [locale.toString(float(value), "f", self._places) for value in values]

    class TimeBox(pg.ViewBox):
        """Drag moves in time, drag with Shift or the right button zooms to what was drawn over, double click shows all.

        Signals
        -------
        span_drawn(float, float), reset_wanted(), moved()
        """

        span_drawn = Signal(float, float)
        reset_wanted = Signal()
        moved = Signal()

        def __init__(self) -> None:
            super().__init__(enableMenu=False)
            self.setMouseEnabled(x=True, y=False)
            self._span = pg.LinearRegionItem(movable=False, brush=theme.colour("info", 50), pen=pg.mkPen(None))
            self._span.setZValue(30)
            self._span.hide()
            self.addItem(self._span, ignoreBounds=True)

        def mouseDragEvent(self, ev: Any, axis: Any = None) -> None:
            shifted = bool(ev.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if ev.button() != Qt.MouseButton.RightButton and not shifted:
                super().mouseDragEvent(ev, axis)
                self.moved.emit()
                return
            ev.accept()
            ends = sorted(self.mapToView(point).x() for point in (ev.buttonDownPos(), ev.pos()))
            self._span.setRegion(ends)
            self._span.setVisible(not ev.isFinish())
            if ev.isFinish() and ends[1] > ends[0]:
                self.span_drawn.emit(*ends)

        def mouseDoubleClickEvent(self, ev: Any) -> None:
            ev.accept()
            self.reset_wanted.emit()

        def wheelEvent(self, ev: Any, axis: Any = None) -> None:
            super().wheelEvent(ev, axis)
            self.moved.emit()

    return SimpleNamespace(DayAxis=DayAxis, MoneyAxis=MoneyAxis, TimeBox=TimeBox)


def day_ticks(first: float, last: float, most: int) -> tuple[str, float, list[float]]:
    """Return the kind (``day``, ``month`` or ``year``), the step in seconds and the ticks between two times."""
    for kind, step in STEPS:
        length = step * {"day": 1.0, "month": 30.44, "year": 365.25}[kind] * DAY
        if (last - first) / length <= most:
            break
    day = _date(first)
    if kind == "day":
        day = day.addDays(-(day.toJulianDay() % step))
    elif kind == "month":
        day = QDate(day.year(), 1, 1).addMonths((day.month() - 1) // step * step)
    else:
        day = QDate(day.year() // step * step, 1, 1)
    ticks: list[float] = []
    while (at := EPOCH.daysTo(day) * DAY) <= last and len(ticks) < 200:
        if at >= first:
            ticks.append(at)
        day = {"day": day.addDays, "month": day.addMonths, "year": day.addYears}[kind](step)
    return kind, length, ticks


def tick_text(seconds: float, kind: str, first: bool) -> str:
    """Return the words under a tick; the first month and each January say their year."""
    if kind == "month":
        year = first or _date(seconds).month() == 1
        return QLocale().toString(_date(seconds), "MMM yy" if year else "MMM")
    return date_text(seconds, kind)


def _date(seconds: float) -> QDate:
    return EPOCH.addDays(int(seconds // DAY))
