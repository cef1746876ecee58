"""A stand-in for a file manager: a small window from which a file is dragged. Run by the display test."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Source(QLabel):
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(path) for path in sys.argv[1:]])
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)


app = QApplication([])
source = Source("drag me")
source.setWindowFlag(Qt.WindowType.FramelessWindowHint)
source.resize(80, 40)
source.move(QPoint(1300, 0))
source.show()
app.exec()
