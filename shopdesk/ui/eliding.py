"""Texts that end in an ellipsis where there is no room, and say the whole in a tooltip."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStylePainter,
    QToolTip,
    QWidget,
)


class ElidedLabel(QLabel):
    """One line of text that ends in an ellipsis where the place ends; the whole stands in the tooltip."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setToolTip(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """Set the text and the tooltip."""
        super().setText(text)
        self.setToolTip(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what fits, on the ground that the style sheet gives it."""
        option = QStyleOption()
        option.initFrom(self)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        box = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(self.alignment()), text)


class ElidingButton(QPushButton):
    """A push button whose text ends in an ellipsis where its place is too narrow; then the tooltip has the whole."""

    def event(self, event: QEvent) -> bool:
        """Show the whole text, before what the tooltip says anyway."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self.is_cut():
            words = [self.text(), *([self.toolTip()] if self.toolTip() != self.text() else [])]
            QToolTip.showText(event.globalPos(), "\n".join(one for one in words if one), self)
            return True
        return super().event(event)

    def is_cut(self) -> bool:
        """Whether the text does not fit."""
        return self.fontMetrics().horizontalAdvance(self.text()) > self._room()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what fits."""
        if not self.is_cut():
            super().paintEvent(event)
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self._room())
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def _room(self) -> int:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self).width()
        return room - (self.iconSize().width() + 4 if not self.icon().isNull() else 0)
