"""The second page of the import dialog: what each file is, which column is what, and what only the owner knows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from shopdesk.engine.types_import import FileView, QuestionView
from shopdesk.ui import theme
from shopdesk.ui.tables import like_a_list
from shopdesk.ui.widgets import IconLabel, Segmented, clear_layout, label

_FEW = 3  # so many choices stand side by side; more go into a list


class ColumnsPage(QWidget):
    """Shows one of the files, and lets the owner answer and map.

    Signals
    -------
    answered(path, key, value): an answer: kind, dates, decimal, encoding or positions.
    mapped(path, column, field): a column holds a field; an empty field holds nothing.
    """

    answered = Signal(str, str, str)
    mapped = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: list[FileView] = []
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Files"))
        self.list.setFixedWidth(230)
        self.list.currentRowChanged.connect(self._show)
        self._title, self._detail = label("", "strong"), label("", "muted", wrap=True)
        self._kind = QComboBox()
        self._kind.setAccessibleName(self.tr("What the file holds"))
        self._kind.setMinimumWidth(180)
        self._kind.activated.connect(lambda _place: self._answer("kind", self._kind.currentData()))
        self._questions = QVBoxLayout()
        self._questions.setSpacing(8)
        self.table = self._make_table()
        self._lay_out()

    def show_files(self, files: Sequence[FileView]) -> None:
        """Show the files: the one that was shown, unless it is finished and another is not."""
        before = self._current()
        self._files = list(files)
        self.list.blockSignals(True)
        self.list.clear()
        for one in self._files:
            item = QListWidgetItem(one.name)
            token = "danger" if one.problem else "good" if one.ready else "accent"
            item.setIcon(theme.icon("check" if one.ready else "warning", token))
            item.setToolTip(one.problem or one.title)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setVisible(len(self._files) > 1)
        paths = [one.path for one in self._files]
        open_ones = [place for place, one in enumerate(self._files) if not one.ready]
        at = paths.index(before.path) if before is not None and before.path in paths else 0
        if open_ones and at not in open_ones:
            at = open_ones[0]
        if self._files:
            self.list.setCurrentRow(at)
            self._show(at)

    def _current(self) -> FileView | None:
        at = self.list.currentRow()
        return self._files[at] if 0 <= at < len(self._files) else None

    def _lay_out(self) -> None:
        head, words = QHBoxLayout(), QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        head.addLayout(words, 1)
        head.addWidget(self._kind)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addLayout(head)
        right.addLayout(self._questions)
        right.addWidget(self.table, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(16)
        whole.addWidget(self.list)
        whole.addLayout(right, 1)

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 4)
        table.setAccessibleName(self.tr("Columns of the file"))
        table.setHorizontalHeaderLabels([self.tr("Column"), self.tr("Is"), self.tr("In the file"), self.tr("Read as")])
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        heads = like_a_list(table, 40)
        for column, width in enumerate((190, 190, 0, 0)):
            heads.setSectionResizeMode(
                column, QHeaderView.ResizeMode.Interactive if width else QHeaderView.ResizeMode.Stretch
            )
            if width:
                heads.resizeSection(column, width)
        return table

    def _show(self, at: int) -> None:
        if not 0 <= at < len(self._files):
            return
        one = self._files[at]
        self._title.setText(one.title)
        self._detail.setText(one.problem or one.detail)
        self._kind.clear()
        for key, text in one.kinds:
            self._kind.addItem(text, key)
        self._kind.setVisible(bool(one.kinds))
        self._kind.setCurrentIndex(self._kind.findData(one.kind))
        clear_layout(self._questions)
        for question in one.questions:
            self._questions.addWidget(self._ask(question))
        self._fill(one)

    def _ask(self, question: QuestionView) -> QWidget:
        box = QFrame()
        box.setProperty("role", "panel")
        row = QHBoxLayout(box)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(IconLabel("help", 20))
        row.addWidget(label(question.sentence, wrap=True), 1)
        if len(question.choices) <= _FEW:
            choices = Segmented(question.choices, question.sentence)
            if question.answer:
                choices.choose(question.answer)
            else:
                choices.choose(None)
            choices.changed.connect(lambda key: self._answer(question.key, key))
            row.addWidget(choices)
        else:
            combo = QComboBox()
            combo.setAccessibleName(question.sentence)
            combo.addItem(self.tr("choose …"), "")
            for key, text in question.choices:
                combo.addItem(text, key)
            combo.setCurrentIndex(max(0, combo.findData(question.answer)))
            combo.activated.connect(lambda _place: self._answer(question.key, combo.currentData()))
            row.addWidget(combo)
        return box

    def _fill(self, one: FileView) -> None:
        self.table.setRowCount(0)
        self.table.setRowCount(len(one.columns))
        self.table.setVisible(bool(one.columns))
        names = dict(one.fields)
        for row, (name, key, examples, read) in enumerate(one.columns):
            shown = names.get(key, "")
            field = "" if one.can_map else shown or self.tr("not imported")
            for column, text in enumerate((name, field, examples, read)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column > 1 or (column == 1 and not shown):
                    item.setForeground(theme.colour("muted"))
                self.table.setItem(row, column, item)
            self.table.setRowHeight(row, 22 + 18 * max(1, len(examples.splitlines())))
            if one.can_map:
                self.table.setCellWidget(row, 1, self._chooser(one, name, key))

    def _chooser(self, one: FileView, name: str, key: str) -> QWidget:
        combo = QComboBox()
        combo.setProperty("role", "cell")
        combo.setAccessibleName(self.tr("What {0} is").format(name))
        combo.addItem(self.tr("not imported"), "")
        for field, text in one.fields:
            combo.addItem(text, field)
        combo.setCurrentIndex(max(0, combo.findData(key)))
        combo.activated.connect(lambda _place: self.mapped.emit(one.path, name, combo.currentData()))
        combo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel scrolls the table, it does not change answers
        combo.installEventFilter(self)
        return combo

    def eventFilter(self, watched: object, event: object) -> bool:
        """Leave the wheel to the table unless a list is open."""
        from PySide6.QtCore import QEvent

        if isinstance(watched, QComboBox) and isinstance(event, QEvent) and event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return False

    def _answer(self, key: str, value: str) -> None:
        one = self._current()
        if one is not None and value:
            self.answered.emit(one.path, key, value)
