"""The crosshair of the price chart: an upright line, dots on the lines, and a small card with day and exact values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from shopdesk.ui import theme
from shopdesk.ui.price_panel import Panel


@dataclass(frozen=True)
class Reading:
    """One line of the card: a name, its value in words, the colour of its line and, if on the chart, its height."""

    name: str
    value: str
    colour: str = ""
    height: float | None = None


class ValueCard(QWidget):
    """A small card over the chart; the mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._over = parent
        self._title = ""
        self._rows: list[Reading] = []
        self.hide()

    @property
    def text(self) -> str:
        """What the card says, one value a line."""
        return "\n".join([self._title, *(f"{row.name} {row.value}".strip() for row in self._rows)])

    def show_readings(self, title: str, rows: Sequence[Reading], at: QPoint) -> None:
        """Show these values beside a point of the parent."""
        self._title, self._rows = title, list(rows)
        self.setAccessibleName(self.text)
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        metrics = self.fontMetrics()
        gap = metrics.horizontalAdvance("  ")
        names = max((metrics.horizontalAdvance(row.name) for row in rows), default=0)
        values = max((metrics.horizontalAdvance(row.value) for row in rows), default=0)
        width = max(QFontMetrics(bold).horizontalAdvance(title) + 24, 24 + 14 + names + gap + values) + 8
        self._step = metrics.height() + 3
        self.resize(min(width, 340), 16 + self._step * (len(rows) + 1))
        parent = self._over
        left = at.x() + 14 if at.x() + 14 + self.width() < parent.width() else at.x() - 14 - self.width()
        self.move(max(0, left), max(4, min(at.y() - self.height() // 2, parent.height() - self.height() - 4)))
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("border"))
        painter.setBrush(theme.colour("surface", 245))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        box = self.rect().adjusted(12, 8, -12, -8)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, self._title)
        font.setWeight(QFont.Weight.Normal)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        for place, row in enumerate(self._rows, 1):
            line = box.adjusted(0, place * self._step, 0, 0)
            line.setHeight(self._step)
            if row.colour:
                painter.fillRect(line.left(), line.center().y(), 9, 3, QColor(row.colour))
            painter.setPen(theme.colour("text"))
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row.value)
            painter.setPen(theme.colour("muted"))
            room = line.width() - 14 - metrics.horizontalAdvance(row.value + "  ")
            name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, room)
            left = line.adjusted(14, 0, 0, 0)
            painter.drawText(left, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)


class Crosshair:
    """The upright lines in all panels and the dots in the first; made again with each drawing."""

    def __init__(self, panels: Sequence[Panel]) -> None:
        import pyqtgraph as pg

        pen = pg.mkPen(theme.colour("muted"), width=1)
        self._lines = [pg.InfiniteLine(angle=90, movable=False, pen=pen) for _ in panels]
        self._dots = pg.ScatterPlotItem(size=9, pen=pg.mkPen(theme.colour("surface"), width=1.5))
        for panel, item in zip(panels, self._lines, strict=True):
            item.setZValue(20)
            panel.add(item)
        self._dots.setZValue(21)
        panels[0].add(self._dots)
        self.hide()

    def hide(self) -> None:
        """Show nothing."""
        for item in (*self._lines, self._dots):
            item.setVisible(False)

    def show_at(self, when: float, rows: Sequence[Reading]) -> None:
        """Stand at a time, with a dot on each line that has a value there."""
        import pyqtgraph as pg

        for item in self._lines:
            item.setPos(when)
        spots = [
            {"pos": (when, row.height), "brush": pg.mkBrush(QColor(row.colour))}
            for row in rows
            if row.height is not None and row.colour
        ]
        self._dots.setData(spots)
        for item in (*self._lines, self._dots):
            item.setVisible(True)
