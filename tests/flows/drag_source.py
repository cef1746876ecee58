"""A stand-in for a file manager or a browser: a small window from which something is dragged. Run by display tests.

Arguments are paths of files and folders; ``--image PATH`` drags the picture itself, as PNG data without a file.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


def dragged(arguments: list[str]) -> QMimeData:
    data = QMimeData()
    if arguments[0] == "--image":
        data.setData("image/png", Path(arguments[1]).read_bytes())
        data.setUrls([QUrl("https://example.org/picture.png")])
    else:
        data.setUrls([QUrl.fromLocalFile(path) for path in arguments])
    return data


class Source(QLabel):
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag = QDrag(self)
        drag.setMimeData(dragged(sys.argv[1:]))
        drag.exec(Qt.DropAction.CopyAction)


app = QApplication([])
source = Source("drag me")
source.setWindowTitle("drag me")
source.setWindowFlag(Qt.WindowType.FramelessWindowHint)
source.resize(80, 40)
source.move(QPoint(1300, 0))
source.show()
app.exec()
