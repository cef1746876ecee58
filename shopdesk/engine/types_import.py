"""What imports ask and answer, for views, command line and store alike. Frozen, plain, no heavy library."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the owner says about a file; None is found out.

    Attributes
    ----------
    kind : str
        products, sales, prices, customers or ratings.
    source : str
        The program it comes from, such as ``loyverse_sales``.
    mapping : dict
        Our field to the file's column; an empty column leaves the field out.
    mode : str
        ``create`` leaves products that exist alone, ``update`` makes no new ones, ``both`` does both.
    dates, decimal : str
        ``dmy``, ``mdy`` or ``ymd``; ``.`` or ``,``.
    zone : str
        Where the clock hung that wrote times without a zone; this computer's zone if None.
    missing : str
        Sold products that are not in the catalog: ``create`` them as retired ones, or ``refuse`` the receipt.
    """

    kind: str | None = None
    source: str | None = None
    mapping: dict[str, str] | None = None
    mode: str = "both"
    dates: str | None = None
    decimal: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    zone: str | None = None
    missing: str = "create"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Something about a row; ``code`` is a stable key, ``row`` the line in the file (0: the whole file)."""

    row: int
    code: str
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that an import changes, as people read it."""

    row: int
    product: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ImportQuestion:
    """What only the owner can know: ``key`` is dates, decimal, encoding or positions."""

    key: str
    column: str
    example: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportColumn:
    """A column of a file: which field it fills, and up to three cells with what is read from them."""

    name: str
    field: str
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ImportSurvey:
    """What was found out about a file before anything is imported."""

    path: str
    kind: str
    source: str
    encoding: str
    delimiter: str
    rows: int
    columns: tuple[ImportColumn, ...]
    fields: tuple[str, ...]
    missing: tuple[str, ...]
    questions: tuple[ImportQuestion, ...]
    remembered: bool = False

    @property
    def ready(self) -> bool:
        """Whether nothing is left to ask."""
        return bool(self.kind) and not self.missing and not self.questions


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or as a trial would do (then there is no ``import_id``)."""

    import_id: int | None
    kind: str
    created: int
    updated: int
    unchanged: int
    refused: list[RowProblem]
    source: str = ""
    file: str = ""
    rows: int = 0
    skipped: list[RowProblem] = field(default_factory=list)
    warnings: list[RowProblem] = field(default_factory=list)
    changes: list[FieldChange] = field(default_factory=list)
    names: tuple[str, ...] = ()  # some of the new products
    made: dict[str, int] = field(default_factory=dict)  # what else it makes: products, customers, receipts, pictures


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """An import of the past."""

    import_id: int
    file: str
    kind: str
    source: str
    imported_at: datetime
    created: int
    updated: int
    unchanged: int
    refused: int
    undone_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What taking an import back did: rows removed and products restored; customers stay who bought since."""

    import_id: int
    removed: dict[str, int]
    restored: int
    kept_customers: int = 0


# --- for the dialog: the same, in words ------------------------------------------------------------

Choice = tuple[str, str]
"""A key and how it is called."""


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question in words, with what each answer would mean."""

    key: str
    sentence: str
    choices: tuple[Choice, ...]
    answer: str = ""


@dataclass(frozen=True, slots=True)
class FileView:
    """A file in the dialog: what it is, what is open about it, and its columns.

    ``columns`` holds name, field, examples and what is read from them, each as text.
    """

    path: str
    name: str
    title: str
    detail: str
    kind: str = ""
    kinds: tuple[Choice, ...] = ()
    fields: tuple[Choice, ...] = ()
    columns: tuple[tuple[str, str, str, str], ...] = ()
    can_map: bool = False
    questions: tuple[QuestionView, ...] = ()
    problem: str = ""
    ready: bool = False


@dataclass(frozen=True, slots=True)
class ReportView:
    """What an import would do or did, in words; each list has pairs of a row or name and a sentence."""

    name: str
    title: str
    import_id: int | None
    created: int
    updated: int
    unchanged: int
    skipped: int
    refused: int
    summary: str = ""
    lists: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    has_modes: bool = False
    undone: bool = False


@dataclass(frozen=True, slots=True)
class HistoryView:
    """A past import as the list shows it."""

    import_id: int
    name: str
    detail: str
    undone: bool
