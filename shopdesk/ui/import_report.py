"""The third page of the import dialog: what would happen, with a reason for each row that is not taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from shopdesk.engine.types_import import ReportView
from shopdesk.ui.tables import like_a_list
from shopdesk.ui.widgets import Segmented, label

Index = QModelIndex | QPersistentModelIndex
LISTS = ("changes", "refused", "warnings", "skipped", "new")


class PairsModel(QAbstractTableModel):
    """Rows of a place and a sentence."""

    def __init__(self, heads: tuple[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heads, self._pairs = heads, tuple[tuple[str, str], ...]()

    def show_pairs(self, pairs: tuple[tuple[str, str], ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._pairs = pairs
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many there are."""
        return 0 if parent.isValid() else len(self._pairs)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Two."""
        return 0 if parent.isValid() else 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell, also as its tooltip."""
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._pairs[index.row()][index.column()]
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The heads of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None


class Tile(QFrame):
    """A figure with its name."""

    def __init__(self, text: str, token: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._figure = label("0", "figure")
        self._figure.setProperty("token", token)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 10)
        column.setSpacing(0)
        column.addWidget(self._figure)
        column.addWidget(label(text, "muted"))

    def show_count(self, count: int) -> None:
        """Show a number."""
        self._figure.setText(QLocale().toString(count))


class ReportPage(QWidget):
    """Shows the report of one of the files.

    Signals
    -------
    mode_changed(str): create, update or both.
    """

    mode_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reports: list[ReportView] = []
        self.files = QComboBox()
        self.files.setAccessibleName(self.tr("File"))
        self.files.currentIndexChanged.connect(self._show)
        self._title, self._summary = label("", "strong"), label("", "muted", wrap=True)
        self.mode = Segmented(
            (
                ("both", self.tr("New and changed")),
                ("create", self.tr("Only new")),
                ("update", self.tr("Only changed")),
            ),
            self.tr("What may be imported"),
        )
        self.mode.setMinimumWidth(380)
        self.mode.changed.connect(self.mode_changed)
        self._tiles = [
            Tile(self.tr("new")),
            Tile(self.tr("changed")),
            Tile(self.tr("unchanged")),
            Tile(self.tr("left out")),
            Tile(self.tr("refused")),
        ]
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("What to list"))
        self.which.setMinimumWidth(260)
        self.which.currentIndexChanged.connect(self._list)
        self.pairs = PairsModel((self.tr("Where"), self.tr("What")), self)
        self.table = self._make_table()
        self._nothing = label(self.tr("Nothing to remark: every row is fine."), "muted")
        self._lay_out()

    def show_reports(self, reports: Sequence[ReportView]) -> None:
        """Show what would happen, the first file first."""
        at = max(0, self.files.currentIndex())
        self._reports = list(reports)
        self.files.blockSignals(True)
        self.files.clear()
        self.files.addItems([one.name for one in self._reports])
        self.files.setCurrentIndex(min(at, len(self._reports) - 1))
        self.files.blockSignals(False)
        self.files.setVisible(len(self._reports) > 1)
        self.mode.setVisible(any(one.has_modes for one in self._reports))
        self._show(self.files.currentIndex())

    def _lay_out(self) -> None:
        head, words = QHBoxLayout(), QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._summary)
        head.setSpacing(12)
        head.addLayout(words, 1)
        head.addWidget(self.files)
        head.addWidget(self.mode)
        tiles = QHBoxLayout()
        tiles.setSpacing(12)
        for tile in self._tiles:
            tiles.addWidget(tile, 1)
        pick = QHBoxLayout()
        pick.addWidget(self.which)
        pick.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addLayout(tiles)
        whole.addLayout(pick)
        whole.addWidget(self._nothing)
        whole.addWidget(self.table, 1)
        whole.addStretch(0)

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.pairs)
        table.setAccessibleName(self.tr("Remarks"))
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        heads = like_a_list(table, 36)
        heads.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        heads.resizeSection(0, 230)
        heads.setStretchLastSection(True)
        return table

    def _show(self, at: int) -> None:
        if not 0 <= at < len(self._reports):
            return
        one = self._reports[at]
        self._title.setText(one.title)
        self._summary.setText(one.summary)
        counts = (one.created, one.updated, one.unchanged, one.skipped, one.refused)
        for tile, count in zip(self._tiles, counts, strict=True):
            tile.show_count(count)
        names = {
            "changes": self.tr("Changes ({0})"),
            "refused": self.tr("Refused rows ({0})"),
            "warnings": self.tr("Look at these ({0})"),
            "skipped": self.tr("Left out ({0})"),
            "new": self.tr("New products ({0})"),
        }
        totals = {"refused": one.refused, "skipped": one.skipped}
        self.which.blockSignals(True)
        self.which.clear()
        for key in LISTS:
            if one.lists.get(key):
                shown = QLocale().toString(totals.get(key, len(one.lists[key])))
                self.which.addItem(names[key].format(shown), key)
        worst = next((key for key in ("refused", "warnings") if one.lists.get(key)), "")
        self.which.setCurrentIndex(max(0, self.which.findData(worst)))
        self.which.blockSignals(False)
        some = self.which.count() > 0
        self.which.setVisible(some)
        self.table.setVisible(some)
        self._nothing.setVisible(not some)
        self._list()

    def _list(self) -> None:
        at = self.files.currentIndex()
        if 0 <= at < len(self._reports):
            self.pairs.show_pairs(self._reports[at].lists.get(self.which.currentData() or "", ()))
