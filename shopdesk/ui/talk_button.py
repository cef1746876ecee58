"""The round button to hold while speaking, with a ring that is the live level."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from shopdesk.ui import theme


class TalkButton(QAbstractButton):
    """A painted round button of 160 px."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(160, 160)
        self.setAccessibleName(self.tr("Hold to speak"))
        self.setToolTip(self.tr("Hold it, or hold Space or F2, and say a product"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.level = 0.0
        self.state = "ready"

    def sizeHint(self) -> QSize:
        """Return the fixed size."""
        return QSize(160, 160)

    def set_level(self, level: float) -> None:
        """Show another level of sound."""
        self.level = min(1.0, max(0.0, level))
        self.update()

    def set_state(self, state: str) -> None:
        """Show another state."""
        self.state = state
        self.update()

    def keyPressEvent(self, event: Any) -> None:
        """Leave the keys to the tab, which knows about holding."""
        event.ignore()

    def keyReleaseEvent(self, event: Any) -> None:
        """Leave the keys to the tab."""
        event.ignore()

    def hitButton(self, pos: Any) -> bool:
        """Only the disc is the button."""
        away = pos - self.rect().center()
        return away.x() ** 2 + away.y() ** 2 <= 80**2

    def paintEvent(self, event: Any) -> None:
        """Paint disc, level ring, focus ring and microphone."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        live = self.state == "listening"
        box = QRectF(self.rect()).adjusted(14, 14, -14, -14)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("primary" if live or self.isDown() else "raised"))
        painter.drawEllipse(box)
        ring = QRectF(self.rect()).adjusted(7, 7, -7, -7)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("border"), 3))
        painter.drawEllipse(ring)
        if live:
            painter.setPen(QPen(theme.colour("accent"), 3 + 7 * self.level))
            painter.drawArc(ring, 90 * 16, round(-360 * 16 * max(0.02, self.level)))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("primary"), 2))
            painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        token = "on-primary" if live or self.isDown() else ("muted" if self.state == "unavailable" else "primary")
        painter.drawPixmap(52, 52, theme.pixmap("microphone", token, 56))
