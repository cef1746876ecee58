"""The models and how each did on past prices; one click or Enter shows a model's forecast."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTreeView, QVBoxLayout, QWidget

from shopdesk.engine.types import ModelScore
from shopdesk.ui.product_list import Index
from shopdesk.ui.widgets import label

Columns = tuple[tuple[str, str], ...]


class ModelTable(QAbstractTableModel):
    """One row per model: name, error, against the last price, error in per cent, how often the bands held."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles: dict[str, str] = {}
        self._scores: dict[str, ModelScore] = {}
        self._keys: list[str] = []
        self.used = "auto"
        self._columns: Columns = (
            (self.tr("Model"), self.tr("A click or Enter shows this model's forecast")),
            (self.tr("Error"), self.tr("MASE: mean error, in mean changes of the past. Lower is better")),
            (self.tr("vs last"), self.tr("Error against that of the last price: −20 % is a fifth better")),
            (self.tr("sMAPE"), self.tr("Symmetric mean error in per cent. Lower is better")),
            (self.tr("80|95"), self.tr("How often the 80 % and the 95 % band held the price")),
        )

    def show_models(self, titles: Sequence[tuple[str, str]]) -> None:
        """Offer these models (key and title)."""
        self.beginResetModel()
        self._titles = dict(titles)
        self._keys, self._scores = list(self._titles), {}
        self.endResetModel()

    def show_scores(self, scores: Sequence[ModelScore]) -> None:
        """Show scores, best first; models without one stand below."""
        self.beginResetModel()
        self._scores = {score.model: score for score in scores if score.model in self._titles}
        self._keys = [*self._scores, *(key for key in self._titles if key not in self._scores)]
        self.endResetModel()

    def use(self, key: str) -> None:
        """Mark the model in use."""
        self.used = key
        if self._keys:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._keys) - 1, len(self._columns) - 1))

    def key(self, row: int) -> str:
        """Return the key of a row's model."""
        return self._keys[row]

    def row_of(self, key: str) -> int:
        """Return the row of a model, or -1."""
        return self._keys.index(key) if key in self._keys else -1

    def title(self, key: str) -> str:
        """Return the name of a model, or an empty text."""
        return self._titles.get(key, "")

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many models there are."""
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words over a column, and what they mean."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._align(section)
        places = {Qt.ItemDataRole.DisplayRole: 0, Qt.ItemDataRole.ToolTipRole: 1}
        return self._columns[section][places[Qt.ItemDataRole(role)]] if role in places else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a figure in words, or a sentence for a screen reader."""
        key, column = self._keys[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cells(key)[column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._align(column)
        if role == Qt.ItemDataRole.FontRole and key == self.used:
            font = QFont()
            font.setPixelSize(12)
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == Qt.ItemDataRole.AccessibleTextRole:
            heads = (head for head, _ in self._columns)
            return ", ".join(f"{head} {cell}" for head, cell in zip(heads, self._cells(key), strict=True))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._titles[key]
        return key if role == Qt.ItemDataRole.UserRole else None

    def _cells(self, key: str) -> tuple[str, ...]:
        title, score = self._titles[key], self._scores.get(key)
        if score is None:
            return title, "–", "–", "–", "–"
        against = score.against - 1
        return (
            title,
            _figure(score.mase, 2),
            _figure(100 * against, 0, " %", True),
            _figure(score.smape, 1),
            f"{_figure(100 * score.coverage_80, 0)}|{_figure(100 * score.coverage_95, 0)}",
        )

    @staticmethod
    def _align(column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)


TITLE = 50  # pixels of a title at most; a longer one ends in an ellipsis, and its tooltip says what it means


class ModelView(QTreeView):
    """The table of models.

    Signals
    -------
    chosen(str): Enter, or a click on a row.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = ModelTable(self)
        self.setModel(self.table)
        self.setProperty("role", "figures")
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setIndentation(0)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Models and how they did"))
        self.setToolTip(self.tr("A click or Enter shows this model's forecast"))
        header = self.header()
        header.setAccessibleName(self.tr("Columns"))
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        small = self.font()
        small.setPixelSize(12)
        small.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(small)
        for column, widest in enumerate(("10.00", "+99 %", "10.0", "99|99"), 1):
            title = str(self.table.headerData(column, Qt.Orientation.Horizontal))
            wide = min(metrics.horizontalAdvance(title), TITLE)  # the names of the models need room, too
            self.setColumnWidth(column, max(metrics.horizontalAdvance(widest), wide) + 13)
        self.clicked.connect(self._choose)

    def use(self, key: str) -> None:
        """Mark the model in use and stand on it."""
        self.table.use(key)
        row = self.table.row_of(key)
        if row >= 0:
            self.setCurrentIndex(self.table.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self.table.key(index.row()))


class ModelsPage(QWidget):
    """The table with a line of what it says.

    Signals
    -------
    chosen(str)
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = ModelView()
        self.view.chosen.connect(self.chosen)
        self.words = label(role="muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.view, 1)
        column.addWidget(self.words)

    def show_scores(self, scores: Sequence[ModelScore], learned: bool) -> None:
        """Show how each model did on this product's past."""
        self.view.table.show_scores(scores)
        self.view.use(self.view.table.used)
        if not scores:
            words = self.tr("The history is too short to try the models on it.")
        elif learned:
            words = self.tr("Tried on this product's past: each forecast was made without what came after it.")
        else:
            words = self.tr("Tried on this product's past. The nets are tried once the shop's prices are learned.")
        self.words.setText(words)


def _figure(value: float, places: int, unit: str = "", sign: bool = False) -> str:
    if not math.isfinite(value):
        return "–"
    text = QLocale().toString(abs(value), "f", places)
    minus = "−" if round(value, places) < 0 else "+" if sign and round(value, places) > 0 else ""
    return f"{minus}{text}{unit}"
