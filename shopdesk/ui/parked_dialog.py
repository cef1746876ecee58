"""Parked baskets: put the open one aside under a few words, take one up again. All of it by the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidgetItem, QVBoxLayout, QWidget

from shopdesk.engine.types import ParkedBasket
from shopdesk.ui.column_list import ColumnList
from shopdesk.ui.format import moment, money
from shopdesk.ui.widgets import button


class ParkedDialog(QDialog):
    """Asks what to remember the open basket by, and lists those that wait.

    Signals
    -------
    park(str): put the open basket aside under these words.
    resume(str): take this basket up again.
    """

    park = Signal(str)
    resume = Signal(str)

    def __init__(self, has_lines: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Parked baskets"))
        self.setMinimumSize(560, 380)
        self.note = QLineEdit()
        self.note.setPlaceholderText(self.tr("What to remember it by, or nothing"))
        self.note.setAccessibleName(self.note.placeholderText())
        self.note.setMaxLength(200)
        self.park_button = button(self.tr("Park this basket"), "primary")
        for widget in (self.note, self.park_button):
            widget.setEnabled(has_lines)
        nothing = self.tr(
            "No basket waits. Park one when a customer has forgotten something, serve the next, and take it up again."
        )
        self.list = ColumnList(self.tr("Parked baskets"), (88, 110, 90), nothing)
        self.resume_button = button(self.tr("Take up again"))
        self.resume_button.setEnabled(False)
        top, bottom, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        top.addWidget(self.note, 1)
        top.addWidget(self.park_button)
        bottom.addStretch(1)
        bottom.addWidget(self.resume_button)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        column.addLayout(bottom)
        self.note.returnPressed.connect(self._park)
        self.park_button.clicked.connect(self._park)
        self.list.itemActivated.connect(self._resume)
        self.resume_button.clicked.connect(lambda: self._resume(self.list.currentItem()))
        (self.note if has_lines else self.list).setFocus()

    def show_baskets(self, baskets: list[ParkedBasket]) -> None:
        """List the baskets that wait, the oldest first."""
        self.list.clear()
        for basket in baskets:
            at = moment(basket.opened_at, "ddd HH:mm")
            count = self.tr("1 product") if basket.count == 1 else self.tr("{0} products").format(basket.count)
            words = [money(basket.total, basket.currency), count, at, basket.note or self.tr("Without a note")]
            self.list.add_row(words, basket.basket_id).setToolTip(basket.note)
        if baskets:
            self.list.setCurrentRow(0)
        self.resume_button.setEnabled(bool(baskets))

    def _park(self) -> None:
        if self.park_button.isEnabled():
            self.park.emit(self.note.text())
            self.accept()

    def _resume(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.resume.emit(str(item.data(Qt.ItemDataRole.UserRole)))
            self.accept()
