"""What a drop or a paste brings: files, folders, or a picture without a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.ui import theme
from shopdesk.ui.widgets import IconLabel, button, label

RAW = ("image/png", "image/jpeg", "image/webp", "image/gif", "image/bmp", "image/tiff", "image/avif")
"""Kinds of data that a browser may give for a picture; the first that is there is taken as it is."""
KINDS = "*.jpg *.jpeg *.jfif *.png *.webp *.gif *.bmp *.tif *.tiff *.avif"


@dataclass(frozen=True)
class Dropped:
    """Paths, or a picture (an image or the bytes of its file), or only a link to the web."""

    paths: list[str] = field(default_factory=list)
    image: Any = None
    link: bool = False


def taken(data: QMimeData) -> Dropped:
    """Return what is in a drop or on the clipboard."""
    paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    if paths:
        return Dropped(paths)
    for kind in RAW:
        if data.hasFormat(kind):
            raw = data.data(kind).data()
            if len(raw):
                return Dropped(image=bytes(raw))
    if data.hasImage():
        found = data.imageData()
        image = found.toImage() if isinstance(found, QPixmap) else QImage(found)
        if not image.isNull():
            return Dropped(image=image)
    return Dropped(link=any(not url.isLocalFile() for url in data.urls()))


def wanted(data: QMimeData) -> bool:
    """Whether a drop may hold pictures; a link is taken too, so that it can be explained."""
    return data.hasUrls() or data.hasImage() or any(data.hasFormat(kind) for kind in RAW)


def ask_for_files(parent: QWidget) -> list[str]:
    """Ask for photo files."""
    kinds = parent.tr("Photos") + f" ({KINDS})"
    paths, _ = QFileDialog.getOpenFileNames(parent, parent.tr("Open photos"), "", kinds)
    return paths


def ask_for_folder(parent: QWidget) -> str:
    """Ask for a folder of photos."""
    return QFileDialog.getExistingDirectory(parent, parent.tr("Open a folder of photos"))


class DropZone(QFrame):
    """A dashed place that takes photos: by drop, or by its button.

    Signals
    -------
    dropped(Dropped): what came.
    asked(): the button was pressed.
    """

    dropped = Signal(object)
    asked = Signal()

    def __init__(self, words: str, action: str, says: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over = False
        self.setAcceptDrops(True)
        self.setAccessibleName(words)
        self.words = label(words, "muted", wrap=True)
        self.action = button(action, "", says or action)
        self.action.setToolTip(says or action)
        self.action.clicked.connect(self.asked)
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(IconLabel("photo", 22))
        row.addWidget(self.words, 1)
        row.addWidget(self.action)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take pictures."""
        if wanted(event.mimeData()):
            event.acceptProposedAction()
            self._mark(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Look as before."""
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what was dropped."""
        self._mark(False)
        event.acceptProposedAction()
        self.dropped.emit(taken(event.mimeData()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the dashed edge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.colour("primary" if self._over else "border"), 2 if self._over else 1.5)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(theme.colour("raised" if self._over else "surface"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)

    def _mark(self, over: bool) -> None:
        self._over = over
        self.update()


class BigDropZone(DropZone):
    """The drop zone of an empty page: a drawing, a title, two lines of text and a button."""

    def __init__(self, title: str, words: str, action: str, says: str = "", parent: QWidget | None = None) -> None:
        self._title = title
        super().__init__(words, action, says, parent)

    def _lay_out(self) -> None:
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setFixedWidth(440)
        self.words.setMinimumHeight(self.words.heightForWidth(440) + 16)
        self.action.setProperty("role", "primary")
        head = label(self._title, "title", wrap=True)
        head.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(IconLabel("photo", 64, "primary"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(head)
        column.addWidget(self.words, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.action, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
