"""A contact sheet: small pictures side by side, of which some can be taken out again."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from shopdesk.ui.pictures import from_file_bytes, placeholder, plain_icon, rounded


class ContactSheet(QListWidget):
    """Pictures by their ids.

    Signals
    -------
    removed(list): the ids of pictures that were deleted with the Delete key.
    chosen_changed(int): how many pictures are selected.
    """

    removed = Signal(list)
    chosen_changed = Signal(int)

    def __init__(self, says: str, size: int = 104, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.setAccessibleName(says)
        self.setToolTip(self.tr("Delete takes the selected photos out"))
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setMovement(QListWidget.Movement.Static)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.setIconSize(QSize(size, size))
        self.setGridSize(QSize(size + 14, size + 14))
        self.setUniformItemSizes(True)
        self.setAcceptDrops(False)
        self.setProperty("role", "sheet")
        self.itemSelectionChanged.connect(lambda: self.chosen_changed.emit(len(self.selectedItems())))

    def show_pictures(self, pictures: list[tuple[str, Any]]) -> None:
        """Show other pictures: ids and the bytes of their files."""
        self.clear()
        for number, (key, data) in enumerate(pictures, 1):
            image = from_file_bytes(data)
            found = placeholder("?", self._size) if image.isNull() else rounded(QPixmap.fromImage(image), self._size)
            item = QListWidgetItem(plain_icon(found), "")
            item.setSizeHint(QSize(self._size + 10, self._size + 10))
            item.setData(Qt.ItemDataRole.UserRole, key)
            words = self.tr("Photo {0} of {1}").format(number, len(pictures))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
            item.setToolTip(words)
            self.addItem(item)

    def chosen_ids(self) -> list[str]:
        """Return the ids of the selected pictures."""
        return [str(item.data(Qt.ItemDataRole.UserRole)) for item in self.selectedItems()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the selected pictures out."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.selectedItems():
            self.removed.emit(self.chosen_ids())
            return
        super().keyPressEvent(event)
