"""A photo with a map over it: what decided, or where it looks odd."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QVBoxLayout, QWidget

from shopdesk.ui import theme
from shopdesk.ui.pictures import from_file_bytes
from shopdesk.ui.widgets import label

_STOPS = ((0.0, (60, 10, 110)), (0.35, (170, 30, 110)), (0.65, (245, 110, 30)), (1.0, (255, 235, 90)))
"""From dark violet over red and orange to yellow: it stays readable over any photo, and without colour vision."""


def heat_image(heat: Any, strength: float) -> QImage:
    """Return a map (0 to 255) as colours that are the more opaque the higher the value.

    Parameters
    ----------
    heat : ndarray of uint8
        A map (height, width).
    strength : float
        0 shows only the photo, 1 nearly only the map.
    """
    import numpy as np

    values = heat.astype(np.float32) / 255.0
    at = np.array([stop for stop, _ in _STOPS])
    channels = [np.interp(values, at, [colour[part] for _, colour in _STOPS]) for part in (2, 1, 0)]
    alpha = 235.0 * strength * np.clip((values - 0.12) / 0.55, 0.0, 1.0)
    pixels = np.ascontiguousarray(np.stack([*channels, alpha], axis=-1).astype(np.uint8))
    height, width = values.shape
    return QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32).copy()


class PhotoCanvas(QWidget):
    """Paints a photo as large as it fits, with the map over it."""

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._photo = QPixmap()
        self._heat: Any = None
        self._coloured = QImage()
        self._strength = 0.6

    def sizeHint(self) -> QSize:
        """Return a size for layouts."""
        return QSize(336, self.height())

    @property
    def has_heat(self) -> bool:
        """Whether there is a map to show."""
        return self._heat is not None and self._heat.size > 0

    def show_photo(self, picture: Any, heat: Any = None) -> None:
        """Show other file bytes and another map; None shows an empty place."""
        self._photo = QPixmap.fromImage(from_file_bytes(picture))
        self._heat = heat
        self._colour()

    def show_pixmap(self, pixmap: QPixmap | None) -> None:
        """Show a small picture until the large one comes."""
        self._photo = pixmap if pixmap is not None else QPixmap()
        self._heat = None
        self._colour()

    def set_strength(self, strength: float) -> None:
        """Show the map more or less strongly."""
        self._strength = strength
        self._colour()

    def photo_rect(self) -> QRect:
        """Return where the photo is painted."""
        if self._photo.isNull():
            return self.rect()
        size = self._photo.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRect((self.width() - size.width()) // 2, (self.height() - size.height()) // 2, *size.toTuple())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint photo and map."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        place = self.photo_rect()
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(place), 8, 8)
        if self._photo.isNull():
            painter.fillPath(clip, theme.colour("raised"))
            mark = theme.pixmap("photo", "muted", 40)
            painter.drawPixmap(place.center().x() - 20, place.center().y() - 20, mark)
            return
        painter.setClipPath(clip)
        painter.fillRect(place, QColor(Qt.GlobalColor.white))
        painter.drawPixmap(place, self._photo)
        if not self._coloured.isNull():
            painter.drawImage(place, self._coloured)

    def _colour(self) -> None:
        self._coloured = heat_image(self._heat, self._strength) if self.has_heat else QImage()
        self.update()


class HeatPhoto(QWidget):
    """A photo with a slider that blends the map over it."""

    def __init__(self, height: int, words: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = PhotoCanvas(height)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 100)
        self.slider.setValue(60)
        self.slider.setAccessibleName(words)
        self.slider.setToolTip(tip)
        self.slider.valueChanged.connect(lambda value: self.canvas.set_strength(value / 100.0))
        self.words = label(words, "muted")
        row = QHBoxLayout()
        row.addWidget(self.words)
        row.addWidget(self.slider, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.canvas)
        column.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_photo(self, picture: Any, heat: Any = None) -> None:
        """Show other file bytes and another map; without a map the slider rests."""
        self.canvas.show_photo(picture, heat)
        self._rest()

    def show_pixmap(self, pixmap: QPixmap | None) -> None:
        """Show a small picture until the large one comes."""
        self.canvas.show_pixmap(pixmap)
        self._rest()

    def _rest(self) -> None:
        self.slider.setEnabled(self.canvas.has_heat)
        self.words.setEnabled(self.canvas.has_heat)
