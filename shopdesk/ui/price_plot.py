"""The price chart: history, average, cost, forecast and past forecasts, with linked panels for what has other units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QVBoxLayout, QWidget

from shopdesk.engine.types import FanChart, PriceChart
from shopdesk.ui import theme
from shopdesk.ui.price_axes import DAY, date_text
from shopdesk.ui.price_cross import ValueCard
from shopdesk.ui.price_drawing import Drawing
from shopdesk.ui.price_panel import Panel
from shopdesk.ui.price_readings import Readings

LEAST_DAYS = 6


class PricePlot(QFrame):
    """Draws what it is given; the drawing library is loaded with the first chart.

    Signals
    -------
    range_left(): the owner zoomed or moved away from the chosen range.
    """

    range_left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "plot")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Price chart"))
        self.setToolTip("")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(4, 6, 6, 2)
        self.read = Readings()
        self._area: Any = None
        self._drawing: Drawing | None = None
        self._range: int | None = None
        self._span: tuple[float, float] | None = None  # what the owner zoomed to; None: the chosen range
        self._alerts: list[tuple[float, str]] = []
        self._shown = {"average": True, "cost": False, "margin": False, "marks": True, "parts": False, "change": False}
        self._at: float | None = None
        self._card = ValueCard(self)
        self._mode = ""
        # chart and forecast often come in the same turn of the event loop: one drawing for both
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._draw)

    # --- what is shown ----------------------------------------------------------------------------

    def show_chart(self, chart: PriceChart, name: str = "") -> None:
        """Show a history; the forecasts of another product go away."""
        before, fan = self.read.chart, self.read.fan
        if before is None or before.product_id != chart.product_id:
            self._span = None
        if fan is not None and fan.product_id != chart.product_id:  # its own may have come before the history
            self.read.fan = None
        self.read.past = [past for past in self.read.past if past.product_id == chart.product_id]
        self.read.chart, self.read.name = chart, name
        self._redraw()

    def show_others(self, charts: Sequence[tuple[str, PriceChart]]) -> None:
        """Lay the histories of other products beside it."""
        self.read.others = list(charts)
        self._redraw()

    def show_fan(self, fan: FanChart) -> None:
        """Show where the price goes."""
        self.read.fan = fan
        self._redraw()

    def show_past(self, fans: Sequence[FanChart]) -> None:
        """Show what earlier forecasts said."""
        self.read.past = list(fans)
        self._redraw()

    def show_alerts(self, values: Sequence[tuple[float, str]]) -> None:
        """Show the values that are waited for."""
        if list(values) != self._alerts:
            self._alerts = list(values)
            self._redraw()

    def show_layer(self, name: str, on: bool) -> None:
        """Show or hide ``average``, ``cost``, ``margin``, ``marks``, ``parts`` or ``change``."""
        if self._shown[name] != on:
            self._shown[name] = on
            self._redraw()

    def show_in_percent(self, on: bool) -> None:
        """Show changes since the beginning of the range in per cent, so that dear and cheap products compare."""
        self.read.percent = on
        self._redraw()

    def show_range(self, days: int | None) -> None:
        """Show the last days, or all."""
        self._range, self._span = days, None
        if self.read.percent:
            self._redraw()
        self._apply_range()

    def clear(self) -> None:
        """Show nothing at all."""
        self.read.chart, self.read.fan, self.read.past, self.read.others = None, None, [], []
        self._redraw()

    # --- what is seen -----------------------------------------------------------------------------

    @property
    def panels(self) -> int:
        """How many panels are drawn."""
        return len(self._panels)

    @property
    def _panels(self) -> list[Panel]:
        return self._drawing.panels if self._drawing is not None else []

    @property
    def span(self) -> tuple[float, float]:
        """The times between which the chart is seen."""
        start, end = self._panels[0].vb.viewRange()[0] if self._panels else (0.0, 0.0)
        return float(start), float(end)

    @property
    def scene(self) -> Any:
        """The drawing, for pictures of it; None before the first chart."""
        return self._area.scene() if self._area is not None else None

    def values_at(self, when: float) -> str:
        """Return the day and the values at a time, one a line."""
        found = self.read.at(when, self._shown)
        if found is None:
            return ""
        at, rows = found
        return "\n".join([date_text(at), *(f"{row.name} {row.value}" for row in rows)])

    @property
    def card_text(self) -> str:
        """What the card of the crosshair says; empty when it is away."""
        return self._card.text if self._card.isVisible() else ""

    # --- moving -----------------------------------------------------------------------------------

    def zoom(self, factor: float) -> None:
        """Show a shorter (below 1) or longer time about the crosshair, or about the newest price."""
        start, end = self.span
        centre = self._at if self._at is not None and start <= self._at <= end else (start + end) / 2
        self._show_span(centre - (centre - start) * factor, centre + (end - centre) * factor)

    def pan(self, share: float) -> None:
        """Move by a share of what is seen."""
        start, end = self.span
        first, last = self._whole()
        step = share * (end - start)
        step = max(step, first - start) if step < 0 else min(step, last - end)
        self._show_span(start + step, end + step)

    def step(self, days: int) -> None:
        """Move the crosshair by days; it comes in at the newest price."""
        if self.read.chart is None or not len(self.read.chart.times):
            return
        first, last = self._whole()
        at = float(self.read.chart.times[-1]) if self._at is None else self._at + days * DAY
        self._point(min(last, max(first, at)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the crosshair, with Shift the chart; plus and minus zoom, Home shows all, Esc leaves."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if way is not None:
            self.pan(0.2 * way) if shift else self.step(way)
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.step(-28 if event.key() == Qt.Key.Key_PageUp else 28)
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(1.5 if event.key() == Qt.Key.Key_Minus else 1 / 1.5)
        elif event.key() == Qt.Key.Key_Home:
            self._show_span(*self._whole())
        elif event.key() == Qt.Key.Key_Escape and self._at is not None:
            self._leave()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click takes the keys, leaving the drawing takes the crosshair away."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        elif event.type() == QEvent.Type.Leave:
            self._leave()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw in the colours of the new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.read.chart is not None and theme.mode() != self._mode:
            self._redraw()

    def _moved(self, point: QPointF) -> None:
        for panel in self._panels:
            if panel.vb.sceneBoundingRect().contains(point):
                self._point(panel.vb.mapSceneToView(point).x(), self._area.mapFromScene(point))
                return
        self._leave()

    def _point(self, when: float, at: QPoint | None = None) -> None:
        found = self.read.at(when, self._shown)
        if found is None or self._drawing is None:
            self._leave()
            return
        self._at, rows = found
        self._drawing.cross.show_at(self._at, rows)
        place = self._panels[0].vb.mapViewToScene(QPointF(self._at, sum(self._panels[0].vb.viewRange()[1]) / 2))
        corner = self._area.mapTo(self, self._area.mapFromScene(place))
        height = self._area.mapTo(self, at).y() if at is not None else corner.y()
        self._card.show_readings(date_text(self._at, "full"), rows, QPoint(corner.x(), height))
        self.setAccessibleDescription(self._card.text)

    def _leave(self) -> None:
        self._at = None
        self._card.hide()
        if self._drawing is not None:
            self._drawing.cross.hide()

    # --- drawing ----------------------------------------------------------------------------------

    def _redraw(self) -> None:
        self._soon.start(0)

    def _draw(self) -> None:
        import pyqtgraph as pg

        self._mode = theme.mode()
        if self._area is None:
            pg.setConfigOptions(antialias=True)
            self._area = pg.GraphicsLayoutWidget()
            self._area.setFrameShape(QFrame.Shape.NoFrame)
            self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._area.setAccessibleName(self.tr("Price chart"))
            self._area.ci.layout.setContentsMargins(0, 0, 0, 0)
            self._area.ci.layout.setVerticalSpacing(0)
            # Few items, and axes whose size follows their view: an index would only keep what has gone.
            self._area.scene().setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
            self._area.scene().sigMouseMoved.connect(self._moved)
            self._area.viewport().installEventFilter(self)
            self._column.addWidget(self._area)
        self._leave()
        if self._drawing is not None:
            self._drawing.close()
            self._drawing = None
        self._area.setBackground(theme.colour("surface"))
        if self.read.chart is None or not len(self.read.chart.times):
            return
        self.read.start = self._range_start()
        self._drawing = Drawing(self._area, self.read, self._shown, self._alerts, self._listen)
        main = self._drawing.panels[0]
        main.vb.sigXRangeChanged.connect(self._fit)
        main.vb.sigResized.connect(self._fit)
        first, last = self._whole()
        main.vb.setLimits(xMin=first, xMax=last, minXRange=LEAST_DAYS * DAY)
        self._apply_range()

    def _listen(self, box: Any) -> None:
        box.span_drawn.connect(self._show_span)
        box.reset_wanted.connect(lambda: self._show_span(*self._whole()))
        box.moved.connect(self._left_range)

    # --- ranges -----------------------------------------------------------------------------------

    def _whole(self) -> tuple[float, float]:
        charts = [chart for _, chart in self.read.all() if len(chart.times)]
        start = min((float(chart.times[0]) for chart in charts), default=0.0)
        end = max((float(chart.times[-1]) for chart in charts), default=1.0) + DAY
        fan = self.read.own_fan
        if fan is not None and not self.read.percent:
            end = max(end, float(fan.times[-1]))
        room = max(LEAST_DAYS * DAY - (end - start), 0.02 * (end - start)) / 2
        return start - room, end + room

    def _range_start(self) -> float:
        chart = self.read.chart
        charts = [c for _, c in self.read.all() if len(c.times)]
        first = max((float(c.times[0]) for c in charts), default=0.0)
        if self._range is None or chart is None:
            return first
        return max(first, float(chart.times[-1]) - self._range * DAY)

    def _apply_range(self) -> None:
        chart = self.read.chart
        if not self._panels or chart is None or not len(chart.times):
            return
        start, end = self._whole()
        if self._range is not None:
            start = max(start, float(chart.times[-1]) - self._range * DAY)
        self._panels[0].vb.setXRange(*(self._span or (start, end)), padding=0)
        self._fit()

    def _show_span(self, start: float, end: float) -> None:
        if not self._panels:
            return
        first, last = self._whole()
        self._panels[0].vb.setXRange(max(first, start), min(last, end), padding=0)
        self._left_range()

    def _left_range(self) -> None:
        self._span = self.span
        self.range_left.emit()

    def _fit(self, *_: object) -> None:
        if self._drawing is not None:
            self._drawing.fit(*self.span)
