"""The import dialog: files, columns, a trial, the result. It decides nothing; it says what the owner did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.engine.types_import import FileView, HistoryView, ReportView
from shopdesk.ui.dialog import Dialog
from shopdesk.ui.export_button import ExportButton
from shopdesk.ui.import_columns import ColumnsPage
from shopdesk.ui.import_files import FilesPage
from shopdesk.ui.import_report import ReportPage
from shopdesk.ui.import_result import ResultPage
from shopdesk.ui.photo_drop import taken
from shopdesk.ui.widgets import BusyBar, button, label, restyle

FILES, COLUMNS, REPORT, RESULT = range(4)
_BUSY_ABOVE = 64  # above the buttons


class ImportDialog(Dialog):
    """Brings files in, step by step.

    Signals
    -------
    files_chosen(list): paths to look at.
    answered(path, key, value), mapped(path, column, field): what the owner says about a file.
    trial_wanted(str): work out what would happen, in a mode.
    import_wanted(): do it.
    undo_wanted(int): take an import back.
    export_wanted(format, target): write the whole shop to a folder or file.
    cancel_wanted(): stop what is going on.
    started_over(): the files are not wanted any more.
    """

    files_chosen = Signal(list)
    answered = Signal(str, str, str)
    mapped = Signal(str, str, str)
    trial_wanted = Signal(str)
    import_wanted = Signal()
    undo_wanted = Signal(int)
    export_wanted = Signal(str, str)
    cancel_wanted = Signal()
    started_over = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import and export"))
        self.setMinimumSize(900, 600)
        self.resize(1080, 680)
        self.setAcceptDrops(True)
        self.busy = BusyBar(self)
        self.files, self.columns, self.report, self.outcome = FilesPage(), ColumnsPage(), ReportPage(), ResultPage()
        self.pages = QStackedWidget()
        for page in (self.files, self.columns, self.report, self.outcome):
            self.pages.addWidget(page)
        self.back = button(self.tr("Back"))
        self.hand_out = ExportButton(self)
        self.hand_out.wanted.connect(self.export_wanted)
        self.close_button = button(self.tr("Close"))
        self.next = button("", "primary")
        self._steps = [
            label(text, "step")
            for text in (self.tr("1  Files"), self.tr("2  Columns"), self.tr("3  Trial"), self.tr("4  Done"))
        ]
        self._ready = self._working = False
        self._count = 0  # rows that the import would make or change
        self._lay_out()
        self._wire()
        self._go(FILES)

    # --- what is shown --------------------------------------------------------------------------

    def show_history(self, records: Sequence[HistoryView]) -> None:
        """List earlier imports."""
        self.files.show_history(records)

    def show_files(self, files: Sequence[FileView]) -> None:
        """Show what was found out about the files."""
        self._ready = bool(files) and all(one.ready for one in files)
        self.columns.show_files(files)
        if files and self.pages.currentIndex() == FILES:
            self._go(COLUMNS)
        self._refresh()

    def show_reports(self, reports: Sequence[ReportView]) -> None:
        """Show what would happen."""
        self.report.show_reports(reports)
        self._count = sum(one.created + one.updated for one in reports)
        self._go(REPORT)

    def show_results(self, reports: Sequence[ReportView]) -> None:
        """Show what was done."""
        self.outcome.show_results(reports)
        if self.pages.currentIndex() != RESULT:
            self._go(RESULT)

    def show_busy(self, text: str, fraction: float | None) -> None:
        """Show what is being done."""
        self.busy.show_busy(text, fraction)
        self.busy.place(self, _BUSY_ABOVE)

    def hide_busy(self) -> None:
        """Nothing is being done any more."""
        self.busy.hide()

    def set_working(self, working: bool) -> None:
        """Lock what must not be touched while something is being done."""
        self._working = working
        if not working:
            self.hide_busy()
        self._refresh()

    # --- what happens ---------------------------------------------------------------------------

    def dragEnterEvent(self, event: Any) -> None:
        """Take files on every page but the last."""
        if event.mimeData().hasUrls() and not self._working:
            event.acceptProposedAction()

    def dropEvent(self, event: Any) -> None:
        """Tell which files were dropped."""
        event.acceptProposedAction()
        self._take(taken(event.mimeData()).paths)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops what is going on, else it closes; Enter goes on."""
        if event.key() == Qt.Key.Key_Escape and self._working:
            self.cancel_wanted.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.next.isEnabled() and self.next.isVisible():
            self._forward()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: Any) -> None:
        """Keep the busy bar at the bottom."""
        super().resizeEvent(event)
        self.busy.place(self, _BUSY_ABOVE)

    def _lay_out(self) -> None:
        head, foot, whole = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        head.setSpacing(20)
        for step in self._steps:
            head.addWidget(step)
        head.addStretch(1)
        rule = QFrame()
        rule.setProperty("role", "rule")
        foot.setSpacing(8)
        foot.addWidget(self.back)
        foot.addWidget(self.hand_out)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.next)
        self.next.setMinimumWidth(170)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(rule)
        whole.addWidget(self.bar)
        whole.addWidget(self.pages, 1)
        whole.addLayout(foot)

    def _wire(self) -> None:
        self.files.chosen.connect(self._take)
        self.files.undo.connect(self.undo_wanted)
        self.outcome.undo.connect(self.undo_wanted)
        self.columns.answered.connect(self.answered)
        self.columns.mapped.connect(self.mapped)
        self.report.mode_changed.connect(self.trial_wanted)
        self.busy.cancel_requested.connect(self.cancel_wanted)
        self.back.clicked.connect(self._backward)
        self.next.clicked.connect(self._forward)
        self.close_button.clicked.connect(self.reject)

    def _take(self, paths: list[str]) -> None:
        if paths and self.pages.currentIndex() != RESULT:
            if self.pages.currentIndex() == REPORT:
                self._go(COLUMNS)
            self.files_chosen.emit(paths)

    def _forward(self) -> None:
        page = self.pages.currentIndex()
        if page == COLUMNS:
            self.trial_wanted.emit(self.report.mode.key)
        elif page == REPORT:
            self.import_wanted.emit()
        elif page == RESULT:
            self._start_over()

    def _backward(self) -> None:
        if self.pages.currentIndex() == REPORT:
            self._go(COLUMNS)
        else:
            self._start_over()

    def _start_over(self) -> None:
        self.started_over.emit()
        self._go(FILES)

    def _go(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        for place, step in enumerate(self._steps):
            step.setProperty("on", place == page)
            restyle(step)
        self._refresh()
        (self.next if self.next.isVisibleTo(self) else self.files.zone.action).setFocus()

    def _refresh(self) -> None:
        page = self.pages.currentIndex()
        count = QLocale().toString(self._count)
        texts = {
            COLUMNS: self.tr("See what would happen"),
            REPORT: self.tr("Import {0} rows").format(count),
            RESULT: self.tr("Import more"),
        }
        self.next.setText(texts.get(page, ""))
        self.next.setAccessibleName(texts.get(page, ""))
        self.next.setVisible(page != FILES)
        enabled = {COLUMNS: self._ready, REPORT: self._count > 0, RESULT: True}.get(page, False)
        self.next.setEnabled(enabled and not self._working)
        self.back.setVisible(page in (COLUMNS, REPORT))
        self.back.setEnabled(not self._working)
        self.hand_out.setVisible(page == FILES)
        self.hand_out.setEnabled(not self._working)
        self.pages.setEnabled(not self._working)
