"""Text on a fixed number of lines."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class ClampedLabel(QLabel):
    """Wrapped text that takes the same height whatever it says; what does not fit ends in an ellipsis.

    Parameters
    ----------
    lines : int
        How many lines are shown and reserved.
    role : str
        A role of the style sheet.
    """

    def __init__(self, lines: int, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self._option = QTextOption()
        self._option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)  # a long word is cut, not lost
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the height of all lines, empty or not."""
        return QSize(40, self._lines * self.fontMetrics().lineSpacing())

    def minimumSizeHint(self) -> QSize:
        """Return the same: the width may be anything."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint line after line, and dots where the place ends."""
        painter, metrics = QPainter(self), self.fontMetrics()
        painter.setPen(self.palette().color(self.foregroundRole()))
        height, left = metrics.lineSpacing(), self._lines
        for paragraph in self.text().split("\n"):
            layout = QTextLayout(paragraph, self.font(), self)
            layout.setTextOption(self._option)
            layout.beginLayout()
            while (line := layout.createLine()).isValid():
                line.setLineWidth(self.width())
                top = (self._lines - left) * height
                if left == 1:
                    rest = paragraph[line.textStart() :]
                    rest = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, self.width())
                    painter.drawText(QRect(0, top, self.width(), height), Qt.AlignmentFlag.AlignLeft, rest)
                    return
                line.draw(painter, QPointF(0, top))
                left -= 1
            layout.endLayout()
