"""What the lines of the chart are: a sample of each line and its name; compared products can be taken away here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shopdesk.ui import theme
from shopdesk.ui.flow import FlowLayout
from shopdesk.ui.price_readings import Readings
from shopdesk.ui.widgets import IconButton, label


@dataclass(frozen=True)
class Entry:
    """One line of the legend. ``look`` is line, dash, dot, band, strip or mark; ``key`` is a product that can go."""

    name: str
    colour: str
    look: str = "line"
    key: str = ""


class Sample(QWidget):
    """A short piece of a line as the chart draws it."""

    def __init__(self, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry = entry
        self.setFixedSize(22, 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sample."""
        painter = QPainter(self)
        paint_sample(painter, self._entry, 0, 0)


def paint_sample(painter: QPainter, entry: Entry, left: float, top: float) -> None:
    """Paint a piece of line, 22 by 14."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(left, top)
    hue = QColor(entry.colour)
    if entry.look == "band":
        for alpha, height in ((60, 12), (110, 6)):
            shade = QColor(hue)
            shade.setAlpha(alpha)
            painter.fillRect(0, 7 - height // 2, 20, height, shade)
    if entry.look == "mark":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(hue)
        painter.drawPolygon([QPointF(6, 11), QPointF(2, 4), QPointF(10, 4)])
        painter.drawPolygon([QPointF(15, 3), QPointF(11, 10), QPointF(19, 10)])
    elif entry.look == "strip":
        painter.fillRect(1, 6, 18, 4, hue)
    else:
        styles = {"dash": Qt.PenStyle.DashLine, "band": Qt.PenStyle.DashLine, "dot": Qt.PenStyle.DotLine}
        painter.setPen(QPen(hue, 2, styles.get(entry.look, Qt.PenStyle.SolidLine)))
        painter.drawLine(0, 7, 20, 7)
    painter.restore()


class Legend(QWidget):
    """The legend under the chart.

    Signals
    -------
    removed(str): a compared product.
    """

    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = FlowLayout(self, 14)
        self.entries: tuple[Entry, ...] = ()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other entries."""
        if tuple(entries) == self.entries:
            return
        self.entries = tuple(entries)
        shown = not self.isHidden()
        self.hide()  # each chip shown in a legend that is shown would lay out the whole window again
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for entry in self.entries:
            chip = self._chip(entry)
            self._row.addWidget(chip)
            chip.show()
        self._row.invalidate()
        self.setVisible(shown)

    def _chip(self, entry: Entry) -> QWidget:
        chip = QWidget()
        row = QHBoxLayout(chip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(Sample(entry))
        text = label(entry.name, "muted")
        text.setMaximumWidth(300)
        row.addWidget(text)
        if entry.key:
            cross = IconButton("cross", self.tr("Take {0} away").format(entry.name), token="muted")
            cross.setFixedSize(22, 22)
            cross.setIconSize(QSize(12, 12))
            cross.clicked.connect(lambda: self.removed.emit(entry.key))
            row.addWidget(cross)
        chip.setMinimumHeight(22)
        return chip


def entries_of(read: Readings, products: Sequence[tuple[str, str]], shown: Mapping[str, bool]) -> list[Entry]:
    """Return what stands on the chart: products (name, key), of which all but the first can go, and layers."""
    colours = theme.plot_colours()
    if len(products) > 1:
        hues = [colours[place % len(colours)] for place in range(len(products))]
        out = [
            Entry(name, hue, "line", key if place else "")
            for place, ((name, key), hue) in enumerate(zip(products, hues, strict=True))
        ]
    else:
        out = [Entry(QCoreApplication.translate("Legend", "Price"), colours[0])]
        if shown["average"]:
            out.append(Entry(QCoreApplication.translate("Legend", "Average"), colours[2]))
    if shown["cost"] and any(chart.cost is not None for _, chart in read.all()):
        hue = theme.tokens()["muted"] if len(products) > 1 else colours[3]
        out.append(Entry(QCoreApplication.translate("Legend", "Cost"), hue, "dash"))
    if read.percent:
        return out
    if read.own_fan is not None:
        name = QCoreApplication.translate("Legend", "Forecast, 80 % and 95 % sure")
        out.append(Entry(name, read.fan_hue(), "band"))
    if read.past:
        out.append(Entry(QCoreApplication.translate("Legend", "Past forecasts"), colours[4], "dot"))
    kinds = {mark.kind for mark in read.chart.marks} if read.chart is not None and shown["marks"] else set()
    if "change" in kinds:
        out.append(Entry(QCoreApplication.translate("Legend", "Price change"), colours[0], "mark"))
    if "promotion" in kinds:
        out.append(Entry(QCoreApplication.translate("Legend", "Promotion"), theme.tokens()["accent"], "strip"))
    return out
