"""What the import dialog shows, in words: surveys, questions, reports and the list of earlier imports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QDate, QDateTime, QLocale, QObject

from shopdesk.controllers.messages import Messages
from shopdesk.controllers.messages.imports import FIELDS, SOURCES
from shopdesk.engine.types_import import (
    Choice,
    FileView,
    HistoryView,
    ImportColumn,
    ImportQuestion,
    ImportRecord,
    ImportReport,
    ImportSurvey,
    QuestionView,
    ReportView,
    RowProblem,
    UndoReport,
)

KINDS = ("products", "sales", "prices", "customers", "ratings")
MOST_ROWS = 2_000  # of each list; the counts count all


class ImportWords(QObject):
    """Makes words, in the language of the translator that ``messages`` has."""

    def __init__(self, messages: Messages, parent: QObject) -> None:
        super().__init__(parent)
        self._messages = messages

    # --- files ----------------------------------------------------------------------------------

    def file(
        self,
        path: str,
        survey: ImportSurvey | None,
        problem: str,
        asked: Sequence[ImportQuestion],
        answers: dict[str, str],
    ) -> FileView:
        """A file as the second page shows it; what was asked stays, so that an answer can be changed."""
        name = Path(path).name
        if survey is None:
            return FileView(path, name, name, "", problem=problem)
        plain = survey.source in KINDS or not survey.source
        title = self._messages.text(SOURCES[survey.source]) if survey.source else self.tr("Not recognised")
        if survey.missing:
            names = ", ".join(" / ".join(map(self._field, group.split(" / "))) for group in survey.missing)
            problem = self.tr("Say which columns these are: {0}.").format(names)
        elif not survey.kind:
            problem = self.tr("No program's export is recognised. Say what the file holds, then which column is what.")
        questions = tuple(self._question(question, answers.get(question.key, "")) for question in asked)
        return FileView(
            path=path,
            name=name,
            title=title,
            detail=self._detail(survey),
            kind=survey.kind,
            kinds=self._kinds(survey) if plain else (),
            fields=tuple((field, self._field(field)) for field in survey.fields),
            columns=tuple(self._column(column) for column in survey.columns),
            can_map=plain and bool(survey.kind),
            questions=questions,
            problem=problem,
            ready=survey.ready,
        )

    def _kinds(self, survey: ImportSurvey) -> tuple[Choice, ...]:
        kinds = [(kind, self._messages.text(SOURCES[kind])) for kind in KINDS]
        return tuple(kinds) if survey.kind else (("", self.tr("What does it hold?")), *kinds)

    def _detail(self, survey: ImportSurvey) -> str:
        names = {",": self.tr("commas"), ";": self.tr("semicolons"), "\t": self.tr("tabs"), "|": self.tr("bars")}
        parts = [self.tr("{0} rows").format(QLocale().toString(survey.rows))]
        if survey.encoding == "xlsx":
            parts.append(self.tr("Excel workbook"))
        else:
            parts += [survey.encoding.upper(), names.get(survey.delimiter, survey.delimiter)]
        if survey.remembered:
            parts.append(self.tr("columns as you mapped them last time"))
        return ", ".join(parts)

    def _field(self, field: str) -> str:
        return self._messages.text(FIELDS.get(field, field))

    def _column(self, column: ImportColumn) -> tuple[str, str, str, str]:
        raw = "\n".join(_short(text) for text, _ in column.examples)
        read = "\n".join(_short(text) for _, text in column.examples) if column.field else ""
        return column.name, column.field, raw, read

    def _question(self, question: ImportQuestion, answer: str) -> QuestionView:
        if question.key == "dates":
            sentence = self.tr("{0} in {1}: which day is that?").format(question.example, question.column)
            choices = tuple((key, self._date(question.example, key)) for key in question.choices)
        elif question.key == "decimal":
            sentence = self.tr("{0} in {1}: how much is that?").format(question.example, question.column)
            choices = tuple((key, self._amount(question.example, key)) for key in question.choices)
        elif question.key == "encoding":
            sentence = self.tr("The letters are unclear: {0}. In which encoding was the file saved?")
            sentence, choices = sentence.format(question.example), tuple((key, key) for key in question.choices)
        else:
            sentence = self.tr("This looks like WooCommerce in another language. Are the columns below right?")
            choices = (("yes", self.tr("Yes, they are")),)
        return QuestionView(question.key, sentence, choices, answer)

    def _date(self, example: str, order: str) -> str:
        parts = [int(part) for part in example.replace("-", "/").replace(".", "/").split(" ")[0].split("/")[:3]]
        year = parts[2] + (2000 if parts[2] < 100 else 0)
        day, month = (parts[0], parts[1]) if order == "dmy" else (parts[1], parts[0])
        return QLocale().toString(QDate(year, month, day), "d MMM yyyy")

    def _amount(self, example: str, decimal: str) -> str:
        other = "," if decimal == "." else "."
        digits = "".join(sign for sign in example if sign.isdigit() or sign in ".,-")
        value = float(digits.replace(other, "").replace(decimal, "."))
        return QLocale().toString(value, "f", 0 if value == int(value) else 3)

    # --- reports --------------------------------------------------------------------------------

    def report(self, report: ImportReport) -> ReportView:
        """A report as the third and the last page show it."""
        lists = {
            "changes": tuple(
                (self._row(one.row, one.product), f"{self._field(one.field)}:  {one.before or '–'}  →  {one.after}")
                for one in report.changes[:MOST_ROWS]
            ),
            "refused": self._pairs(report.refused),
            "warnings": self._pairs(report.warnings),
            "skipped": self._pairs(report.skipped),
            "new": tuple(("", name) for name in report.names),
        }
        return ReportView(
            name=report.file,
            title=self._messages.text(SOURCES.get(report.source, report.kind)),
            import_id=report.import_id,
            created=report.created,
            updated=report.updated,
            unchanged=report.unchanged,
            skipped=len(report.skipped),
            refused=len(report.refused),
            summary=self._summary(report),
            lists={name: pairs for name, pairs in lists.items() if pairs},
            has_modes=report.kind == "products",
        )

    def _summary(self, report: ImportReport) -> str:
        made = report.made
        counts = (
            (self.tr("Receipts: {0}"), made.get("receipts", 0)),
            (self.tr("New products: {0}"), made.get("products", 0)),
            (self.tr("New customers: {0}"), made.get("customers", 0)),
            (self.tr("Changed: {0}"), report.updated),
            (self.tr("Unchanged: {0}"), report.unchanged),
            (self.tr("Left out: {0}"), len(report.skipped)),
            (self.tr("Refused: {0}"), len(report.refused)),
        )
        return "   ".join(text.format(QLocale().toString(count)) for text, count in counts if count)

    def _pairs(self, problems: list[RowProblem]) -> tuple[tuple[str, str], ...]:
        return tuple(
            (self._row(one.row, ""), self._messages.error_code(one.code, one.params)) for one in problems[:MOST_ROWS]
        )

    def _row(self, row: int, name: str) -> str:
        place = self.tr("Row {0}").format(row) if row else self.tr("Whole file")
        return f"{place}  {name}" if name else place

    # --- earlier imports ------------------------------------------------------------------------

    def record(self, record: ImportRecord) -> HistoryView:
        """An earlier import as the list shows it."""
        when = _when(record.imported_at)
        parts = [self._messages.text(SOURCES.get(record.source, record.kind)), when]
        for count, text in (
            (record.created, self.tr("{0} new")),
            (record.updated, self.tr("{0} changed")),
            (record.refused, self.tr("{0} refused")),
        ):
            if count:
                parts.append(text.format(QLocale().toString(count)))
        return HistoryView(record.import_id, record.file, "  ·  ".join(parts), record.undone_at is not None)

    def undone(self, report: UndoReport) -> str:
        """What taking an import back did."""
        sentence = self.tr("The import was taken back.")
        if report.kept_customers:
            kept = self.tr("Customers who stay, as they have bought or rated since: {0}.")
            sentence += " " + kept.format(QLocale().toString(report.kept_customers))
        return sentence


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 28 else flat[:27] + "…"


def _when(moment: datetime) -> str:
    stamp = QDateTime.fromSecsSinceEpoch(round(moment.timestamp()))
    return str(QLocale().toString(stamp, QLocale.FormatType.ShortFormat))
