"""How recognition of a product grows with the number of its photos, as a small chart of bars."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from shopdesk.ui import theme
from shopdesk.ui.format import per_cent


class LearningCurve(QWidget):
    """Bars: after so many photos, this share of the others is recognised."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: list[tuple[int, float]] = []
        self.setFixedHeight(132)
        self.setAccessibleName(self.tr("Recognised after so many photos"))

    def show_points(self, points: list[tuple[int, float]], photos: int) -> None:
        """Show other points; without any the chart says what it needs."""
        self._points = points
        self._photos = photos
        said = "; ".join(self.tr("{0} photos: {1}").format(count, per_cent(share)) for count, share in points)
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.setVisible(bool(points))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint bars with their shares above and the number of photos below."""
        if not self._points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(11)
        painter.setFont(font)
        top, bottom = 18.0, self.height() - 34.0
        width = self.width() / len(self._points)
        painter.setPen(QPen(theme.colour("border"), 1))
        painter.drawLine(0, round(bottom), self.width(), round(bottom))
        for place, (count, share) in enumerate(self._points):
            last = place == len(self._points) - 1
            height = max(2.0, (bottom - top) * share)
            bar = QRectF(place * width + 3, bottom - height, min(34.0, width - 6), height)
            bar.moveLeft(place * width + (width - bar.width()) / 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("primary", 255 if last else 130))
            painter.drawRoundedRect(bar, 3, 3)
            painter.setPen(theme.colour("text"))
            over = QRectF(place * width, bar.top() - 16, width, 14)
            painter.drawText(over, Qt.AlignmentFlag.AlignCenter, f"{100 * share:.0f}")
            painter.setPen(theme.colour("muted"))
            painter.drawText(QRectF(place * width, bottom + 3, width, 14), Qt.AlignmentFlag.AlignCenter, str(count))
        words = QRectF(0, self.height() - 15, self.width(), 15)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft, self.tr("% recognised after so many photos"))
