"""Imports: files are looked at and tried on a lane of their own, written and taken back on the store's lane."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from shopdesk.controllers.base import JobRunner, ShopController
from shopdesk.controllers.import_words import ImportWords
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.till import STORE_LANE
from shopdesk.engine.context import JobContext
from shopdesk.engine.errors import EngineError
from shopdesk.engine.types_import import FileView, ImportOptions, ImportQuestion, ImportReport
from shopdesk.workers.runner import Callbacks


@dataclass
class _File:
    """A file in the dialog; ``prepared`` is the file as it was last looked at."""

    path: str
    options: ImportOptions
    prepared: Any = None
    problem: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    asked: dict[str, ImportQuestion] = field(default_factory=dict)  # so that an answer can be changed


class ImportController(ShopController):
    """Opens the import dialog and carries out what it asks.

    Parameters
    ----------
    window : the main window, which makes the dialog.
    shop : callable
        Returns the open shop; called on lanes.

    Signals
    -------
    changed(): the shop is another one than before: imported or taken back.
    """

    lane = "import"
    changed = Signal()

    def __init__(
        self,
        window: Any,
        runner: JobRunner,
        messages: Messages,
        shop: Callable[[], Any],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(window, runner, messages, shop, parent)
        self._words = ImportWords(messages, self)
        self._dialog: Any = None
        self._files: list[_File] = []
        self._plans: list[tuple[_File, Any]] = []
        self._done: list[tuple[_File, ImportReport]] = []
        self._undone: set[int] = set()
        self._mode = "both"
        self._token = 0

    # --- the dialog -----------------------------------------------------------------------------

    def show(self, paths: list[str] | None = None) -> None:
        """Open the dialog, with files if there are some."""
        if self._dialog is None:
            dialog = self._dialog = self._view.import_dialog()
            dialog.files_chosen.connect(self.take)
            dialog.answered.connect(self.answer)
            dialog.mapped.connect(self.map)
            dialog.trial_wanted.connect(self.trial)
            dialog.import_wanted.connect(self.run)
            dialog.undo_wanted.connect(self.undo)
            dialog.export_wanted.connect(self.export)
            dialog.cancel_wanted.connect(self.cancel)
            dialog.started_over.connect(self._forget)
            dialog.finished.connect(lambda _result: self._closed())
            self._list()
            dialog.open()
        if paths:
            self.take(paths)

    def close(self) -> None:
        """Stop what is going on; what is written so far is rolled back."""
        self.cancel()
        self._forget()

    def cancel(self) -> None:
        """Stop looking, trying or writing."""
        self._runner.cancel(self._token)

    def _closed(self) -> None:
        self.close()
        self._dialog = None

    def _forget(self) -> None:
        self._files, self._plans, self._done = [], [], []

    # --- looking at files -----------------------------------------------------------------------

    def take(self, paths: list[str]) -> None:
        """Look at files; one that is there already is looked at again."""
        known = {one.path for one in self._files}
        self._files += [_File(path, ImportOptions()) for path in dict.fromkeys(paths) if path not in known]
        self._look(self._files)

    def answer(self, path: str, key: str, value: str) -> None:
        """Take an answer and look again."""
        for one in self._files:
            if one.path != path:
                continue
            one.answers[key] = value
            if key == "kind":
                one.options = replace(one.options, kind=value, source=None, mapping=None)
            elif key == "positions":
                one.options = replace(one.options, source="woocommerce_products")
            elif key == "dates":
                one.options = replace(one.options, dates=value)
            elif key == "decimal":
                one.options = replace(one.options, decimal=value)
            elif key == "encoding":
                one.options = replace(one.options, encoding=value)
            self._look([one])

    def map(self, path: str, column: str, field: str) -> None:
        """Let a column hold a field; the column that held it before holds nothing."""
        for one in self._files:
            if one.path == path and one.prepared is not None:
                one.options = replace(one.options, mapping=_mapping(one.prepared.survey, column, field))
                if one.options.kind is None:
                    one.options = replace(one.options, kind=one.prepared.survey.kind or "products")
                self._look([one])

    def _look(self, files: list[_File]) -> None:
        from shopdesk.store.importing import open_file

        asked = [(one, one.options) for one in files]

        def look(_none: None, ctx: JobContext) -> list[tuple[_File, Any]]:
            found: list[tuple[_File, Any]] = []
            for one, options in asked:
                try:
                    found.append((one, open_file(self._shop(), Path(one.path), options, ctx)))
                except EngineError as error:
                    if error.code.startswith("shop."):
                        raise
                    found.append((one, error))
            return found

        def done(found: list[tuple[_File, Any]]) -> None:
            for one, prepared in found:
                failed = isinstance(prepared, EngineError)
                one.prepared = None if failed else prepared
                one.problem = self._messages.error(prepared) if failed else ""
                if not failed:
                    one.asked |= {question.key: question for question in prepared.survey.questions}
            if self._dialog is None:
                self._forget()
                return
            self._dialog.show_files([self._view_of(one) for one in self._files])

        self._start(self.lane, look, done)

    def _view_of(self, one: _File) -> FileView:
        survey = one.prepared.survey if one.prepared is not None else None
        still_open = {question.key for question in survey.questions} if survey is not None else set()
        asked = [question for key, question in one.asked.items() if key in still_open or key in one.answers]
        return self._words.file(one.path, survey, one.problem, asked, one.answers)

    # --- trial and import -----------------------------------------------------------------------

    def trial(self, mode: str) -> None:
        """Work out what would happen."""
        from shopdesk.store.importing import in_order, plan_files

        self._mode = mode
        for one in self._files:
            if one.prepared is not None:
                one.prepared.options = replace(one.prepared.options, mode=mode)
        files = {id(one.prepared): one for one in self._files if one.prepared is not None}
        prepared = [one.prepared for one in files.values()]

        def plan(_none: None, ctx: JobContext) -> list[tuple[_File, Any]]:
            plans = plan_files(self._shop(), prepared, ctx)
            return [(files[id(one)], plan) for one, plan in zip(in_order(prepared), plans, strict=True)]

        def done(plans: list[tuple[_File, Any]]) -> None:
            self._plans = plans
            if self._dialog is not None:
                self._dialog.show_reports([self._words.report(plan.report(None)) for _, plan in plans])

        self._start(self.lane, plan, done)

    def run(self) -> None:
        """Import: each file in one transaction of its own, on the lane of all writes."""
        from shopdesk.store.importing import apply_plan

        plans = self._plans

        def write(_none: None, ctx: JobContext) -> list[tuple[_File, ImportReport]]:
            return [(one, apply_plan(self._shop(), one.prepared, plan, ctx)) for one, plan in plans]

        def done(reports: list[tuple[_File, ImportReport]]) -> None:
            self._done = reports
            self._show_results()
            self._list()
            self.changed.emit()

        self._start(STORE_LANE, write, done)

    def _show_results(self) -> None:
        if self._dialog is not None:
            views = [
                replace(self._words.report(report), undone=report.import_id in self._undone) for _, report in self._done
            ]
            self._dialog.show_results(views)

    def undo(self, import_id: int) -> None:
        """Take an import back."""
        from shopdesk.store.importing import undo_import

        def back(_none: None, ctx: JobContext) -> Any:
            return undo_import(self._shop(), import_id, ctx)

        def done(report: Any) -> None:
            self._undone.add(import_id)
            if self._dialog is not None:
                self._dialog.show_message(self._words.undone(report))
                if self._done:
                    self._show_results()
            self._list()
            self.changed.emit()

        self._start(STORE_LANE, back, done)

    def export(self, format: str, target: str) -> None:
        """Write the shop to files."""
        from shopdesk.store.exporting import export_shop

        def write(_none: None, ctx: JobContext) -> Any:
            return export_shop(self._shop(), Path(target), format, ctx)

        def done(_written: Any) -> None:
            if self._dialog is not None:
                self._dialog.show_message(self.tr("Exported to {0}.").format(target))

        self._start(self.lane, write, done)

    # --- the list, and the life of a job --------------------------------------------------------

    def _list(self) -> None:
        from shopdesk.store.importing import list_imports

        def ask(_none: None, _ctx: JobContext) -> Any:
            return list_imports(self._shop())

        def done(records: Any) -> None:
            if self._dialog is not None:
                self._dialog.show_history([self._words.record(record) for record in records])

        self._runner.start(STORE_LANE, ask, None, Callbacks(done, self._failed), latest_wins=False)

    def _start(self, lane: str, function: Callable[[Any, JobContext], Any], done: Callable[[Any], None]) -> None:
        """Start a job that locks the dialog until it ends; the one before it is cancelled."""
        self._runner.cancel(self._token)

        def finished(result: Any) -> None:
            self._unlock()
            done(result)

        def progressed(fraction: float, stage: str) -> None:
            if self._dialog is not None and stage != "done":
                self._dialog.show_busy(self._messages.stage(stage), fraction or None)

        if self._dialog is not None:
            self._dialog.set_working(True)
        callbacks = Callbacks(finished, self._failed, progressed, None, self._unlock)
        self._token = self._runner.start(lane, function, None, callbacks, latest_wins=False)

    def _unlock(self) -> None:
        if self._dialog is not None:
            self._dialog.set_working(False)

    def _failed(self, error: EngineError) -> None:
        self._unlock()
        (self._dialog or self._view).show_error(self._messages.error(error))


def _mapping(survey: Any, column: str, field: str) -> dict[str, str]:
    """The whole mapping of a file after one column got another field."""
    mapping = {one.field: one.name for one in survey.columns if one.field and one.name != column}
    for one in survey.fields:
        mapping.setdefault(one, "")
    if field:
        mapping[field] = column
    return mapping
