"""The manual, read inside the program: Markdown files that ship with it, so that it opens without a network."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QKeySequence,
    QShortcut,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout, QWidget

from shopdesk.paths import manual_path
from shopdesk.ui.theme import colour
from shopdesk.ui.widgets import button

_ENTRY = re.compile(r"^- \[(.+?)\]\((\w+\.md)\)", re.MULTILINE)
_BESIDE_TITLE = 48  # the room around a title in the list of contents
_ROW_HEIGHT = 36
_MARGIN = 24
_GAP = 12  # below a paragraph
_LINE_PERCENT = 135.0


def pages_of(folder: Path) -> list[tuple[str, Path]]:
    """Return title and file of each page that the manual's index names, the index first."""
    index = folder / "index.md"
    try:
        text = index.read_text(encoding="utf-8")
    except OSError:
        return []
    title = text.partition("\n")[0].lstrip("# ")
    return [(title, index), *((name, folder / file) for name, file in _ENTRY.findall(text))]


class ManualDialog(QDialog):
    """The pages at the left, the one that is read at the right.

    Parameters
    ----------
    language : str
        A locale's name, such as ``zh_CN``; there are English and Chinese.
    """

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Manual"))
        self.resize(960, 680)
        self.contents = QListWidget()
        self.contents.setAccessibleName(self.tr("Contents"))
        self.page = QTextBrowser()
        self.page.setAccessibleName(self.tr("The manual's page"))
        self.page.setOpenExternalLinks(False)
        self.page.document().setDocumentMargin(_MARGIN)
        self.back = button(self.tr("Back"))
        self.back.setEnabled(False)
        close = button(self.tr("Close"))
        for title, path in pages_of(manual_path(language)):
            item = QListWidgetItem(title)
            item.setData(Qt.ItemDataRole.UserRole, str(path))
            item.setSizeHint(QSize(0, _ROW_HEIGHT))
            self.contents.addItem(item)
        self.contents.ensurePolished()
        titles = [self.contents.item(row).text() for row in range(self.contents.count())]
        widest = max(map(self.contents.fontMetrics().horizontalAdvance, titles), default=0)
        self.contents.setFixedWidth(widest + _BESIDE_TITLE)
        bottom, middle, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        bottom.addWidget(self.back)
        bottom.addStretch(1)
        bottom.addWidget(close)
        middle.addWidget(self.contents)
        middle.addWidget(self.page, 1)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addLayout(middle, 1)
        column.addLayout(bottom)
        self.contents.currentItemChanged.connect(self._open)
        self.page.sourceChanged.connect(self._follow)
        self.page.backwardAvailable.connect(self.back.setEnabled)
        self.back.clicked.connect(self.page.backward)
        close.clicked.connect(self.close)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Back), self).activated.connect(self.page.backward)
        if self.contents.count():
            self.contents.setCurrentRow(0)
        else:
            self.page.setPlainText(self.tr("The manual is not installed. Install ShopDesk again."))

    def show_page(self, name: str) -> None:
        """Open a page by its file's name without the ending, such as ``till``."""
        for row in range(self.contents.count()):
            if Path(str(self.contents.item(row).data(Qt.ItemDataRole.UserRole))).stem == name:
                self.contents.setCurrentRow(row)

    def changeEvent(self, event: QEvent) -> None:
        """Lay the page out again when the theme changes: links and tables keep the colours they were read with."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            QTimer.singleShot(0, self, self._read_again)

    def _read_again(self) -> None:
        bar = self.page.verticalScrollBar()
        place = bar.value()
        self.page.reload()
        bar.setValue(place)

    def _open(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        url = QUrl.fromLocalFile(str(item.data(Qt.ItemDataRole.UserRole)))
        if url != self.page.source():
            self.page.setSource(url, QTextDocument.ResourceType.MarkdownResource)

    def _follow(self, url: QUrl) -> None:
        """A link or Back opened a page: lay it out, and mark it at the left."""
        self._set_text()
        for frame in self.page.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                _set_table(frame)
        self.show_page(Path(url.toLocalFile()).stem)

    def _set_text(self) -> None:
        """Give lines and paragraphs room; Markdown as Qt reads it has none."""
        cursor = QTextCursor(self.page.document())
        block = self.page.document().begin()
        while block.isValid():
            cursor.setPosition(block.position())
            if cursor.currentTable() is None:
                style = block.blockFormat()
                style.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
                style.setBottomMargin(_GAP / 3 if block.textList() is not None else _GAP)
                cursor.setBlockFormat(style)
            block = block.next()


def _set_table(table: QTextTable) -> None:
    """Draw a table in the theme's colours."""
    style = table.format()
    style.setBorder(1)
    style.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    style.setBorderBrush(colour("border"))
    style.setBorderCollapse(True)
    style.setCellPadding(6)
    style.setBottomMargin(_GAP)
    table.setFormat(style)


def show_manual(parent: QWidget, language: str, page: str = "index") -> ManualDialog:
    """Open the manual beside the window, or bring the one that is open to the front."""
    dialog = parent.findChild(ManualDialog)
    if dialog is None:
        dialog = ManualDialog(language, parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show_page(page)
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
    return dialog
