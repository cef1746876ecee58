"""The program's icon in the forms that the systems want, drawn from one SVG file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def png(source: Path, target: Path, size: int) -> Path:
    """Write a PNG of ``size`` x ``size`` pixels."""
    from PySide6.QtCore import QByteArray, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(source.read_bytes())).render(painter)
    painter.end()
    target.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(target)):
        raise OSError(f"{target} could not be written")
    return target


def write(source: Path, folder: Path, system: str = sys.platform) -> Path:
    """Write the icon for one system into ``folder`` and return its path."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    largest = png(source, folder / "shopdesk.png", 1024 if system == "darwin" else 512)
    if system not in ("win32", "darwin"):
        return largest
    from PIL import Image

    with Image.open(largest) as picture:
        if system == "win32":
            picture.save(folder / "shopdesk.ico", sizes=[(size, size) for size in SIZES if size <= 256])
            return folder / "shopdesk.ico"
        picture.save(folder / "shopdesk.icns")
    return folder / "shopdesk.icns"
