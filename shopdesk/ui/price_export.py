"""The price chart as a picture or a drawing, with its title and its legend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QImage, QPainter

from shopdesk.ui import theme
from shopdesk.ui.price_legend import Entry, paint_sample

MARGIN, RATIO = 16, 2.0


def save_picture(path: str, kind: str, scene: Any, title: str, entries: Sequence[Entry], font: QFont) -> bool:
    """Write the scene as ``png`` (twice as fine as the screen) or ``svg``; whether it could be written."""
    source = scene.views()[0].viewport().rect()
    rows = _legend_rows(entries, source.width(), font)
    head, foot = 34, 8 + 20 * len(rows)
    size = QSize(source.width() + 2 * MARGIN, source.height() + head + foot + 2 * MARGIN)
    if kind == "svg":
        return _save_svg(path, size, lambda painter: _paint(painter, size, scene, source, title, rows, font))
    image = QImage(size * RATIO, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(RATIO)
    painter = QPainter(image)
    _paint(painter, size, scene, source, title, rows, font)
    painter.end()
    return image.save(path)  # the ending of the name says that it is a PNG


def _save_svg(path: str, size: QSize, paint: Any) -> bool:
    from PySide6.QtCore import QFile, QIODevice
    from PySide6.QtSvg import QSvgGenerator

    file = QFile(path)
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        return False
    generator = QSvgGenerator()
    generator.setOutputDevice(file)
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    painter = QPainter(generator)
    paint(painter)
    painter.end()
    file.close()
    return True


def _paint(
    painter: QPainter, size: QSize, scene: Any, source: QRect, title: str, rows: list[list[Entry]], font: QFont
) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRect(0, 0, size.width(), size.height()), theme.colour("surface"))
    strong = QFont(font)
    strong.setPixelSize(18)
    strong.setWeight(QFont.Weight.DemiBold)
    painter.setFont(strong)
    painter.setPen(theme.colour("text"))
    painter.drawText(QRect(MARGIN, MARGIN - 4, source.width(), 28), Qt.AlignmentFlag.AlignVCenter, title)
    target = QRectF(MARGIN, MARGIN + 34, source.width(), source.height())
    painter.save()
    scene.render(painter, target, scene.views()[0].mapToScene(source).boundingRect())
    painter.restore()
    small = QFont(font)
    small.setPixelSize(12)
    painter.setFont(small)
    metrics = QFontMetrics(small)
    top = target.bottom() + 10
    for row in rows:
        left = float(MARGIN)
        for entry in row:
            paint_sample(painter, entry, left, top)
            painter.setPen(theme.colour("muted"))
            width = metrics.horizontalAdvance(entry.name)
            painter.drawText(QRectF(left + 26, top - 3, width + 2, 20), Qt.AlignmentFlag.AlignVCenter, entry.name)
            left += width + 44
        top += 20


def _legend_rows(entries: Sequence[Entry], width: int, font: QFont) -> list[list[Entry]]:
    metrics = QFontMetrics(font)
    rows: list[list[Entry]] = [[]]
    used = 0
    for entry in entries:
        need = metrics.horizontalAdvance(entry.name) + 44
        if used and used + need > width:
            rows.append([])
            used = 0
        rows[-1].append(entry)
        used += need
    return rows
