"""The first page of the import dialog: drop files, and what was imported before, with Undo."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from shopdesk.engine.types_import import HistoryView
from shopdesk.ui.eliding import ElidedLabel
from shopdesk.ui.photo_drop import Dropped, DropZone
from shopdesk.ui.widgets import IconLabel, button, clear_layout, label

KINDS = "*.csv *.tsv *.txt *.xlsx *.xlsm"

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")


def tables_in(data: QMimeData) -> list[str]:
    """The paths of the tables in a drop, by their endings."""
    paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.casefold().endswith(ENDINGS)]


class FileZone(DropZone):
    """A dashed place that takes tables."""

    def _lay_out(self) -> None:
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setFixedWidth(560)
        self.words.setMinimumHeight(self.words.heightForWidth(560) + 12)
        self.action.setProperty("role", "primary")
        self.head = label(self.tr("Drop files here"), "title")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addStretch(1)
        for widget in (IconLabel("import", 40, "primary"), self.head, self.words, self.action):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)


class FilesPage(QWidget):
    """Takes files and lists earlier imports.

    Signals
    -------
    chosen(list): paths of files.
    undo(int): take this import back.
    """

    chosen = Signal(list)
    undo = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = self.tr(
            "Products, sales, prices, customers or ratings as CSV or Excel: exports of Shopify, Square, WooCommerce, "
            "Loyverse and Lightspeed are recognised. Nothing is changed before you have seen what would happen."
        )
        self.zone = FileZone(words, self.tr("Choose files …"))
        self.zone.dropped.connect(self._dropped)
        self.zone.asked.connect(self._ask)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._rows.setContentsMargins(0, 0, 0, 0)
        inside = QWidget()
        inside.setProperty("role", "sheet")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._rows)
        column.addStretch(1)
        self.past = QScrollArea()
        self.past.setWidgetResizable(True)
        self.past.setWidget(inside)
        self.past.setAccessibleName(self.tr("Earlier imports"))
        self.past.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.undo_buttons: list[QWidget] = []
        self._title = label(self.tr("Earlier imports"), "strong")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(self.zone, 1)
        whole.addWidget(self._title)
        whole.addWidget(self.past, 1)
        self.show_history([])

    def show_history(self, records: Sequence[HistoryView]) -> None:
        """List earlier imports, the latest first."""
        clear_layout(self._rows)
        self.undo_buttons = []
        for record in records:
            self._rows.addWidget(self._row(record))
        self._title.setVisible(bool(records))
        self.past.setVisible(bool(records))

    def _row(self, record: HistoryView) -> QWidget:
        row = QFrame()
        row.setProperty("role", "row")
        row.setFixedHeight(46)
        line = QHBoxLayout(row)
        line.setContentsMargins(14, 6, 10, 6)
        line.setSpacing(12)
        name = ElidedLabel(record.name, "name")
        name.setMinimumWidth(180)
        line.addWidget(name, 1)
        line.addWidget(ElidedLabel(record.detail, "muted"), 2)
        if record.undone:
            line.addWidget(label(self.tr("taken back"), "chip"), 0, Qt.AlignmentFlag.AlignVCenter)
        else:
            back = button(self.tr("Undo"), "", self.tr("Undo the import of {0}").format(record.name))
            back.clicked.connect(lambda _=False, number=record.import_id: self.undo.emit(number))
            self.undo_buttons.append(back)
            line.addWidget(back)
        return row

    def _dropped(self, found: Dropped) -> None:
        self.chosen.emit(found.paths)

    def _ask(self) -> None:
        kinds = f"{self.tr('Tables')} ({KINDS});;{self.tr('All files')} (*)"
        paths, _ = QFileDialog.getOpenFileNames(self, self.tr("Choose files to import"), "", kinds)
        if paths:
            self.chosen.emit(paths)
