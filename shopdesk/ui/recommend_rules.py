"""Pairs of products that sell together: a table to filter, to sort and to write to a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QSpinBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from shopdesk.engine.types import PairRule, ProductCard
from shopdesk.ui.format import number, per_cent
from shopdesk.ui.tables import like_a_list
from shopdesk.ui.widgets import IconButton, button, label

Index = QModelIndex | QPersistentModelIndex
ORDERS = ("product", "other", "count", "confidence", "lift")
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class RulesModel(QAbstractTableModel):
    """One rule a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rules: Sequence[PairRule] = ()
        self._cards: Mapping[str, ProductCard] = {}
        self._heads = (
            (self.tr("Who buys"), ""),
            (self.tr("also buys"), ""),
            (self.tr("Baskets"), self.tr("Baskets with both, of the baskets with the first")),
            (self.tr("Share"), self.tr("Confidence: how many of those who buy the first also buy the second")),
            (self.tr("Times chance"), self.tr("Lift: how many times more often than by chance")),
        )

    def show_rules(self, rules: Sequence[PairRule], cards: Mapping[str, ProductCard]) -> None:
        """Show other rules."""
        self.beginResetModel()
        self._rules, self._cards = rules, cards
        self.endResetModel()

    def rule(self, row: int) -> PairRule:
        """Return one rule."""
        return self._rules[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rules there are."""
        return 0 if parent.isValid() else len(self._rules)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the heads of the columns; the term of art stands in the tooltip."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section][0]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._heads[section][1] or None
        if role == Qt.ItemDataRole.TextAlignmentRole and section >= 2:
            return RIGHT
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what stands in a cell."""
        if not index.isValid():
            return None
        rule, column = self._rules[index.row()], index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column >= 2 else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.data(index) if column < 2 else None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self._name(rule.product_id),
            self._name(rule.other_id),
            self.tr("{0} of {1}").format(number(rule.count), number(rule.of)),
            per_cent(rule.confidence),
            QLocale().toString(rule.lift, "f", 1),
        )[column]

    def _name(self, product_id: str) -> str:
        card = self._cards.get(product_id)
        return product_id if card is None else card.name


class RulesView(QWidget):
    """The table with its filter.

    Signals
    -------
    asked(dict): text, min_count, order and descending of the rules to show.
    export_requested(str): the file to write all of them to.
    product_chosen(str): Enter or a double click on a rule.
    closed()
    """

    asked = Signal(dict)
    export_requested = Signal(str)
    product_chosen = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order, self._descending = "strength", True
        self.rules = RulesModel(self)
        self._count = label(role="muted", wrap=True)
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(150)
        self._ask.timeout.connect(lambda: self.asked.emit(self.question()))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addLayout(self._head())
        column.addLayout(self._filters())
        column.addWidget(self._table(), 1)
        column.addWidget(self._count)

    def question(self) -> dict[str, Any]:
        """Return the filter and the order as they stand."""
        return {
            "text": self.field.text().strip(),
            "min_count": self.least.value(),
            "order": self._order,
            "descending": self._descending,
        }

    def show_rules(self, rules: Sequence[PairRule], cards: Mapping[str, ProductCard], total: int, baskets: int) -> None:
        """Show the first rules of all that pass the filter."""
        self.rules.show_rules(rules, cards)
        self.export.setEnabled(total > 0)
        if not total:
            self._count.setText(
                self.tr("No two products are in as many baskets together. Ask for fewer, or clear the filter.")
                if baskets
                else self.tr("Nothing has been sold yet. Import sales, or sell at the till.")
            )
            return
        first = self.tr("{0} of {1} pairs").format(number(len(rules)), number(total))
        pairs = first if total > len(rules) else self.tr("{0} pairs").format(number(total))
        self._count.setText(self.tr("{0}, counted in {1} baskets").format(pairs, number(baskets)))

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.back = IconButton("chevron-left", self.tr("Back to the recommendations (Esc)"))
        self.back.clicked.connect(self.closed)
        self.export = button(self.tr("Export"), "", self.tr("Write all pairs to a CSV file"))
        self.export.setToolTip(self.tr("Write all pairs to a CSV file (Ctrl+S)"))
        self.export.setShortcut("Ctrl+S")
        self.export.setEnabled(False)
        self.export.clicked.connect(self._choose_file)
        row.addWidget(self.back)
        row.addWidget(label(self.tr("Pairs that sell together"), "title"), 1)
        row.addWidget(self.export)
        return row

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.field = QLineEdit()
        self.field.setClearButtonEnabled(True)
        self.field.setPlaceholderText(self.tr("Filter by name"))
        self.field.setAccessibleName(self.tr("Filter pairs by name"))
        self.field.textChanged.connect(lambda: self._ask.start())
        self.least = QSpinBox()
        self.least.setRange(2, 100_000)
        self.least.setValue(3)
        self.least.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.least.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.least.setFixedSize(72, 36)
        self.least.setAccessibleName(self.tr("Least number of baskets with both"))
        self.least.setToolTip(self.tr("Pairs in fewer baskets say little. Arrow keys change it"))
        self.least.valueChanged.connect(lambda: self._ask.start())
        row.addWidget(self.field, 1)
        row.addWidget(label(self.tr("in at least")))
        row.addWidget(self.least)
        row.addWidget(label(self.tr("baskets")))
        return row

    def _table(self) -> QTableView:
        self.table = QTableView()
        self.table.setModel(self.rules)
        self.table.setAccessibleName(self.tr("Pairs that sell together"))
        self.table.setToolTip(self.tr("Enter: what goes with the first product"))
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().setAccessibleName(self.tr("Rows"))
        self.table.horizontalHeader().setAccessibleName(self.tr("Columns: a click sorts"))
        self.table.activated.connect(lambda index: self.product_chosen.emit(self.rules.rule(index.row()).product_id))
        heads = like_a_list(self.table, 36)
        heads.setResizeContentsPrecision(40)  # the width of all 500 rows would hold up the window
        heads.setSectionsClickable(True)
        heads.setSortIndicatorShown(True)
        heads.setSortIndicator(-1, Qt.SortOrder.DescendingOrder)
        heads.sectionClicked.connect(self._sort)
        for column in range(self.rules.columnCount()):
            wide = column < 2
            heads.setSectionResizeMode(
                column, QHeaderView.ResizeMode.Stretch if wide else QHeaderView.ResizeMode.ResizeToContents
            )
        return self.table

    def _sort(self, column: int) -> None:
        if self._order == ORDERS[column]:
            self._descending = not self._descending
        else:
            self._order, self._descending = ORDERS[column], column >= 2
        order = Qt.SortOrder.DescendingOrder if self._descending else Qt.SortOrder.AscendingOrder
        self.table.horizontalHeader().setSortIndicator(column, order)
        self.asked.emit(self.question())

    def _choose_file(self) -> None:
        title, kinds = self.tr("Write all pairs to a CSV file"), self.tr("CSV files (*.csv)")
        path, _ = QFileDialog.getSaveFileName(self, title, "pairs.csv", kinds)
        if path:
            self.export_requested.emit(path)
