"""Product pictures at the size they are shown, with a quiet placeholder where there is none."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFont, QIcon, QImage, QImageReader, QPainter, QPainterPath, QPixmap, QPixmapCache
from PySide6.QtWidgets import QLabel, QWidget

from shopdesk.ui import theme

if TYPE_CHECKING:
    from shopdesk.engine.types import ProductCard

_RATIO = 2


def thumbnail(path: str, size: int) -> QPixmap | None:
    """Return a picture scaled to cover a square, or None if it cannot be read."""
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    full = reader.size()
    if full.isValid():
        reader.setScaledSize(full.scaled(QSize(size, size) * _RATIO, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    return None if image.isNull() else QPixmap.fromImage(image)


def from_file_bytes(data: Any) -> QImage:
    """Return the picture in the bytes of a file; a null image if there is none.

    Parameters
    ----------
    data : ndarray of uint8, or None
        The bytes of a JPEG or PNG file, as the engine sends them.
    """
    return QImage() if data is None or not len(data) else QImage.fromData(data.tobytes())


def rounded(source: QPixmap, size: int, radius: float = 6) -> QPixmap:
    """Return a picture cropped to a rounded square."""
    out = QPixmap(size * _RATIO, size * _RATIO)
    out.fill(Qt.GlobalColor.transparent)
    painter = QPainter(out)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    clip = QPainterPath()
    clip.addRoundedRect(QRectF(out.rect()), radius * _RATIO, radius * _RATIO)
    painter.setClipPath(clip)
    side = min(source.width(), source.height())
    left, top = (source.width() - side) / 2, (source.height() - side) / 2
    painter.drawPixmap(QRectF(out.rect()), source, QRectF(left, top, side, side))
    painter.end()
    out.setDevicePixelRatio(_RATIO)
    return out


def plain_icon(pixmap: QPixmap) -> QIcon:
    """Return an icon that looks the same when it is selected: a photo must not be tinted."""
    out = QIcon(pixmap)
    out.addPixmap(pixmap, QIcon.Mode.Selected)
    return out


def placeholder(name: str, size: int) -> QPixmap:
    """Return a quiet square with the first letter of a name."""
    out = QPixmap(size * _RATIO, size * _RATIO)
    out.setDevicePixelRatio(_RATIO)
    out.fill(Qt.GlobalColor.transparent)
    painter = QPainter(out)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("raised"))
    square = QRectF(0, 0, size, size)
    painter.drawRoundedRect(square, 6, 6)
    font = QFont(painter.font())
    font.setPixelSize(max(10, size * 2 // 5))
    painter.setFont(font)
    painter.setPen(theme.colour("muted"))
    painter.drawText(square, Qt.AlignmentFlag.AlignCenter, name.strip()[:1].upper())
    painter.end()
    return out


def picture_of(card: ProductCard, size: int) -> QPixmap:
    """Return a product's picture, or its placeholder; remembered."""
    found = remembered(card, size)
    if found is not None:
        return found
    loaded = thumbnail(card.picture, size) if card.picture else None
    out = rounded(loaded, size) if loaded is not None else placeholder(card.name, size)
    QPixmapCache.insert(_key(card, size), out)
    return out


def remembered(card: ProductCard, size: int) -> QPixmap | None:
    """Return what :meth:`picture_of` made before, or None."""
    found = QPixmap()
    return found if QPixmapCache.find(_key(card, size), found) else None


def _key(card: ProductCard, size: int) -> str:
    return f"{theme.mode()}|{size}|{card.picture or card.name[:1]}"


class Ration:
    """How long one turn of the event loop may decode pictures; the others come in the next turns.

    Parameters
    ----------
    again : callable
        Called in the next turn if a picture was put off: paint once more.
    parent : QObject
        What the ration lives as long as.
    """

    SECONDS = 0.006

    def __init__(self, again: Callable[[], None], parent: QObject) -> None:
        self._again = again
        self._spent, self._missed = 0.0, False
        self._next = QTimer(parent)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._turn)

    def take(self, decode: Callable[[], QPixmap | None]) -> QPixmap | None:
        """Return a picture, or None where this turn has had its share."""
        self._next.start()
        if self._spent >= self.SECONDS:
            self._missed = True
            return None
        started = time.perf_counter()
        found = decode()
        self._spent += time.perf_counter() - started
        return found

    def _turn(self) -> None:
        missed, self._spent, self._missed = self._missed, 0.0, False
        if missed:
            self._again()


class Picture(QLabel):
    """A product's picture at a fixed size."""

    def __init__(self, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._card: ProductCard | None = None
        self.setFixedSize(size, size)

    def show_card(self, card: ProductCard) -> None:
        """Show a product's picture."""
        self._card = card
        self.setPixmap(picture_of(card, self._size))

    def changeEvent(self, event: QEvent) -> None:
        """Paint the placeholder again when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            QTimer.singleShot(0, self, self._paint_again)

    def _paint_again(self) -> None:
        if self._card is not None:
            self.setPixmap(picture_of(self._card, self._size))
