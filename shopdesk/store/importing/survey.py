"""Looks at a whole file before anything is imported: whose export it is, which column is what, what must be asked."""

from __future__ import annotations

import hashlib
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError
from shopdesk.engine.types_import import ImportColumn, ImportOptions, ImportQuestion, ImportSurvey
from shopdesk.store.importing import sources
from shopdesk.store.importing.cells import DATES, MONEY, NUMBERS, Columns, clean
from shopdesk.store.importing.moments import ORDERS, DateEvidence, DateReader, zone_named
from shopdesk.store.importing.numbers import NumberEvidence, NumberReader
from shopdesk.store.importing.pace import breathe
from shopdesk.store.importing.sources import KINDS, NEEDED, PLAIN, REQUIRED, Source
from shopdesk.store.importing.tables import TYPED, Table

MODES = ("create", "update", "both")
_EXAMPLES = 3
_DISTINCT = 20_000
# Encodings worth choosing from where the bytes leave a doubt.
ENCODINGS = ("utf-8", "cp1252", "gb18030", "cp1250", "cp1251", "shift_jis", "big5", "euc_kr")


@dataclass
class Prepared(AbstractContextManager["Prepared"]):
    """A file that is open, understood as far as possible, and can be read row by row."""

    table: Table
    options: ImportOptions
    source: Source | None
    columns: Columns
    survey: ImportSurvey
    problems: list[str] = field(default_factory=list)

    def close(self) -> None:
        """Close the file."""
        self.table.close()

    def __exit__(self, *_: object) -> None:
        self.close()

    def require_ready(self) -> Source:
        """Refuse a file about which something is still open."""
        survey, path = self.survey, str(self.table.path)
        if self.source is None or survey.missing:
            kind = survey.kind or "products"
            wanted = survey.missing or tuple(" / ".join(group) for group in REQUIRED[kind])
            found = ", ".join(self.table.header)[:200]
            raise DataError("import.no_columns", path=path, wanted=", ".join(wanted), found=found)
        for question in survey.questions:
            raise DataError(
                f"import.ask_{question.key}", path=path, column=question.column, example=question.example[:60]
            )
        return self.source


def header_key(headers: list[str]) -> str:
    """The setting under which the mapping of files with these headers is remembered."""
    joined = "\n".join(sources.normal(header) for header in headers)
    return f"import_mapping:{hashlib.sha256(joined.encode('utf-8', 'replace')).hexdigest()[:32]}"


def prepare(
    path: Path,
    options: ImportOptions,
    digits: int,
    remembered: dict[str, dict[str, str]] | None = None,
    ctx: JobContext = NULL_CONTEXT,
) -> Prepared:
    """Open a file and find out about it.

    Parameters
    ----------
    remembered : dict, optional
        Earlier answers by :func:`header_key`: ``kind`` and the column of each field.
    """
    _check(options)
    table = Table(path, options.encoding, options.delimiter, ctx)
    try:
        return _understand(table, options, digits, remembered or {}, ctx)
    except BaseException:
        table.close()
        raise


def _check(options: ImportOptions) -> None:
    if options.mode not in MODES:
        raise DataError("import.unknown_mode", mode=options.mode)
    for value, known in ((options.kind, KINDS), (options.dates, ORDERS), (options.decimal, (".", ","))):
        if value is not None and value not in known:
            raise DataError("import.unknown_kind", kind=value)
    if options.source is not None and sources.by_key(options.source) is None:
        raise DataError("import.unknown_kind", kind=options.source)
    if options.zone is not None and zone_named(options.zone) is None:
        raise DataError("import.unknown_zone", zone=options.zone)


def _understand(
    table: Table, options: ImportOptions, digits: int, remembered: dict[str, dict[str, str]], ctx: JobContext
) -> Prepared:
    headers = [sources.normal(header) for header in table.header]
    earlier = remembered.get(header_key(table.header), {})
    mapping = dict(options.mapping or {})
    if options.mapping is None and options.kind is None and options.source is None and earlier:
        mapping = {name: column for name, column in earlier.items() if name != "kind"}
        options = _with_kind(options, earlier.get("kind"))
    questions: list[ImportQuestion] = []
    source, by_position = _source(table, headers, options, mapping)
    if by_position:
        headers = [sources.normal(name) for name in sources.WOO_ORDER] + headers[len(sources.WOO_ORDER) :]
        if options.source is None:
            questions.append(ImportQuestion("positions", "", ", ".join(table.header[:4])[:60], ("yes",)))
    places = _places(source, headers, mapping, table) if source else {}
    looked = _look(table, places, ctx)
    columns = Columns(table.header, places, digits)
    questions += _settle(columns, looked, source, options)
    if not table.encoding.sure and options.encoding is None:
        questions.append(ImportQuestion("encoding", "", looked.strange[:60], ENCODINGS))
    survey = ImportSurvey(
        path=str(table.path),
        kind=source.kind if source else "",
        source=source.key if source else "",
        encoding=table.encoding.name,
        delimiter=table.delimiter,
        rows=looked.rows,
        columns=tuple(_column(at, table.header, columns, looked) for at in range(len(table.header))),
        fields=tuple(dict.fromkeys([*source.names, *source.patterns])) if source else (),
        missing=_missing(source, places) if source else (),
        questions=tuple(questions),
        remembered=bool(earlier) and options.mapping is None,
    )
    return Prepared(table, options, source, columns, survey)


def _with_kind(options: ImportOptions, kind: str | None) -> ImportOptions:
    from dataclasses import replace

    return replace(options, kind=kind) if kind in KINDS else options


# --- whose export ----------------------------------------------------------------------------------


def _source(
    table: Table, headers: list[str], options: ImportOptions, mapping: dict[str, str]
) -> tuple[Source | None, bool]:
    """The source, and whether its columns are known by their order only."""
    if options.source in PLAIN:
        return PLAIN[options.source or ""], False
    found = sources.by_headers(headers)
    if options.source is not None:
        if found is not None and found.key == options.source:
            return found, False
        wanted = sources.by_key(options.source)
        return wanted, wanted is sources.WOO_PRODUCTS and _looks_like_woo(table, headers)
    if options.kind is not None:
        known = found is not None and found.kind == options.kind and not mapping
        return (found if known else PLAIN[options.kind]), False
    if found is not None:
        return found, False
    if _looks_like_woo(table, headers):
        return sources.WOO_PRODUCTS, True
    return next((PLAIN[kind] for kind in _likely(headers, mapping)), None), False


def _likely(headers: list[str], mapping: dict[str, str]) -> list[str]:
    """The plain kinds whose needed fields are all there, the most particular first."""
    found = []
    for kind in ("sales", "ratings", "prices", "customers", "products"):
        places = sources.places(PLAIN[kind], headers)
        have = set(places) | {name for name, column in mapping.items() if column}
        if not all(have & set(group) for group in REQUIRED[kind]):
            continue
        if kind == "prices" and "valid_from" not in have and {"name", "title"} & set(headers):
            continue
        if kind == "customers" and "price" in headers:
            continue
        found.append(kind)
    return found


def _looks_like_woo(table: Table, headers: list[str]) -> bool:
    """WooCommerce's product export in another language: the words of the second column are never translated."""
    if len(headers) < 39 or headers[0] != "id":
        return False
    kinds: set[str] = set()
    for number, row in enumerate(table.rows()):
        if number >= 50:
            break
        if len(row.cells) > 2 and not row.fault:
            kinds.update(part.strip() for part in row.cells[1].split(","))
    return bool(kinds) and kinds <= sources.WOO_TYPES


def _places(source: Source, headers: list[str], mapping: dict[str, str], table: Table) -> dict[str, list[int]]:
    """Where the fields are: as the mapping says, the others by their names."""
    chosen: dict[str, list[int]] = {}
    for name, column in mapping.items():
        if not column:
            continue
        wanted = sources.normal(column)
        if wanted not in headers:
            found = ", ".join(table.header)[:200]
            raise DataError("import.no_columns", path=str(table.path), wanted=column, found=found)
        chosen[name] = [headers.index(wanted)]
    taken = {at for many in chosen.values() for at in many}
    hidden = ["" if at in taken else header for at, header in enumerate(headers)]
    found_places = sources.places(source, hidden)
    return {name: at for name, at in found_places.items() if name not in mapping} | chosen


def _missing(source: Source, places: dict[str, list[int]]) -> tuple[str, ...]:
    """What the file lacks that nothing can be imported without."""
    own = tuple((name,) for name in source.needs)
    wanted = REQUIRED[source.kind] if PLAIN.get(source.key) is source else (*NEEDED.get(source.kind, ()), *own)
    return tuple(" / ".join(group) for group in wanted if not set(group) & set(places))


# --- what the cells say ----------------------------------------------------------------------------


@dataclass
class _Looked:
    """What one pass over the file has seen."""

    rows: int = 0
    numbers: dict[int, NumberEvidence] = field(default_factory=dict)
    dates: dict[int, DateEvidence] = field(default_factory=dict)
    examples: dict[int, list[str]] = field(default_factory=dict)
    strange: str = ""


def _look(table: Table, places: dict[str, list[int]], ctx: JobContext) -> _Looked:
    looked = _Looked()
    for name, many in places.items():
        for at in many:
            if name in MONEY or name in NUMBERS:
                looked.numbers[at] = NumberEvidence()
            elif name in DATES:
                looked.dates[at] = DateEvidence()
    # Prices and days repeat: what counts is the few different ones.
    seen: dict[int, set[str]] = {at: set() for at in (*looked.numbers, *looked.dates)}
    numbers, dates = list(looked.numbers), list(looked.dates)
    needed = max(seen, default=-1)
    for row in table.rows():
        looked.rows += 1
        cells = row.cells
        breathe(ctx, looked.rows)
        if looked.rows % 2000 == 0:
            ctx.progress(0.0, "reading")
            for at, some in seen.items():
                if len(some) > _DISTINCT:
                    _evidence(looked, at).look(some)
                    some.clear()
        if row.fault or len(cells) <= needed:
            continue
        for at in numbers:
            seen[at].add(cells[at])
        for at in dates:
            seen[at].add(cells[at][:10])
        if looked.rows <= 2000:
            _keep_examples(looked, cells)
    for at, some in seen.items():
        _evidence(looked, at).look(sorted(some))
    return looked


def _evidence(looked: _Looked, at: int) -> NumberEvidence | DateEvidence:
    return looked.numbers[at] if at in looked.numbers else looked.dates[at]


def _keep_examples(looked: _Looked, cells: list[str]) -> None:
    for at, cell in enumerate(cells):
        kept = looked.examples.setdefault(at, [])
        if len(kept) < _EXAMPLES and cell and cell[:200] not in kept:
            kept.append(cell[:200])
        if not looked.strange and not cell.isascii():
            looked.strange = cell[:200]


# --- what is decided, what is asked ----------------------------------------------------------------


def _settle(columns: Columns, looked: _Looked, source: Source | None, options: ImportOptions) -> list[ImportQuestion]:
    """Give each column its reader; what its cells, the other columns and the vendor leave open is asked."""
    questions: dict[str, ImportQuestion] = {}
    others = {found.decimal for found in looked.numbers.values() if found.decimal}
    agreed = others.pop() if len(others) == 1 else ""
    documented = source.decimal if source is not None else ""
    for at, number in looked.numbers.items():
        decimal = options.decimal or ("" if number.decimal == "mixed" else number.decimal)
        if not options.decimal and number.open:
            decimal = "" if number.decimal == "mixed" or agreed == "mixed" else agreed or documented
            if not decimal:
                ask = ImportQuestion("decimal", columns.header(at), number.example.lstrip(TYPED), (".", ","))
                questions.setdefault("decimal", ask)
        columns.numbers[at] = NumberReader(decimal)
    zone = zone_named(options.zone) if options.zone else None
    for at, dates in looked.dates.items():
        order = options.dates or dates.order
        if not options.dates and dates.open:
            ask = ImportQuestion("dates", columns.header(at), dates.example, ("dmy", "mdy"))
            questions.setdefault("dates", ask)
        columns.dates[at] = DateReader("" if order == "ymd" else order, zone)
    return list(questions.values())


def _column(at: int, headers: list[str], columns: Columns, looked: _Looked) -> ImportColumn:
    name = next((name for name, many in columns.places.items() if at in many), "")
    pairs = tuple((clean(cell), _shown(at, name, cell, columns)) for cell in looked.examples.get(at, ()))
    return ImportColumn(headers[at], name, pairs)


def _shown(at: int, name: str, cell: str, columns: Columns) -> str:
    """What is read from a cell, as it is written unmistakably: 1234.50, 2026-12-31 14:05."""
    try:
        if at in columns.numbers:
            number = columns.numbers[at].number(cell.strip())
            return f"{number:.{columns.digits}f}" if name in MONEY else f"{number:f}"
        if at in columns.dates:
            reader: tzinfo | None = columns.dates[at].zone
            moment = columns.dates[at].moment(cell)
            return (moment.astimezone(reader) if reader else moment).strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError):
        return "?"
    return clean(cell) if name else ""
