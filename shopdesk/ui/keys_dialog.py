"""The list of keys: what the window can do everywhere, what this tab can, and what is the same in all lists."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.ui.actions import Command
from shopdesk.ui.widgets import button, label, scrolling


class KeysDialog(QDialog):
    """Lists keys in two columns.

    Parameters
    ----------
    commands : sequence of Command
        The commands of the window and of the tab that is shown.
    speak : str
        The key that is held to speak.

    Signals
    -------
    change_requested(): the owner wants other keys.
    manual_requested(): the owner wants to read more.
    """

    change_requested = Signal()
    manual_requested = Signal()

    def __init__(self, commands: Sequence[Command], speak: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys"))
        self.resize(960, 560)
        self.setMinimumSize(820, 520)
        everywhere = (
            (speak, self.tr("Hold to speak, from any tab")),
            ("1 … 5", self.tr("Choose a candidate")),
            ("Enter", self.tr("The likely thing: add, choose, confirm")),
            ("Esc", self.tr("Cancel, clear or go back")),
            ("Ctrl+F", self.tr("Find within the tab")),
            ("Ctrl+O, Ctrl+V", self.tr("Open or paste photos")),
            ("Alt+1 … Alt+3", self.tr("Pages of Photos, ranges of Prices")),
        )
        groups: dict[str, list[tuple[str, str]]] = {}
        for one in commands:
            if one.keys:
                groups.setdefault(one.group, []).append((one.keys, one.title))
        groups[self.tr("In lists and tabs")] = list(everywhere)
        left, right = QVBoxLayout(), QVBoxLayout()
        heights = {left: 0, right: 0}
        for title, rows in groups.items():
            shorter = left if heights[left] <= heights[right] else right
            shorter.addWidget(_group(title, rows))
            heights[shorter] += len(rows) + 2
        for column in (left, right):
            column.setSpacing(16)
            column.addStretch(1)
        self._lay_out(left, right)

    def _lay_out(self, left: QVBoxLayout, right: QVBoxLayout) -> None:
        inner, columns = QWidget(), QHBoxLayout()
        columns.setSpacing(32)
        columns.setContentsMargins(0, 0, 12, 0)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        inner.setLayout(columns)
        self.change = button(self.tr("Change keys …"))
        self.change.clicked.connect(self.change_requested)
        self.change.clicked.connect(self.accept)
        self.manual = button(self.tr("Open the manual"))
        self.manual.clicked.connect(self.manual_requested)
        close = button(self.tr("Close"), "primary")
        close.clicked.connect(self.accept)
        bottom = QHBoxLayout()
        bottom.addWidget(self.change)
        bottom.addWidget(self.manual)
        bottom.addStretch(1)
        bottom.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(16)
        column.addWidget(scrolling(inner, self.windowTitle()), 1)
        column.addLayout(bottom)
        close.setFocus()


def _group(title: str, rows: Sequence[tuple[str, str]]) -> QWidget:
    out = QWidget()
    grid = QGridLayout(out)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    grid.setColumnMinimumWidth(0, 132)  # the words of all groups begin in one line
    grid.setColumnStretch(1, 1)
    grid.addWidget(label(title, "strong"), 0, 0, 1, 2)
    for number, (keys, what) in enumerate(rows, 1):
        grid.addWidget(label(keys, "key"), number, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(what, wrap=True), number, 1)
    return out
