"""Bringing data in, taking an import back, and handing everything out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from shopdesk.commands import arguments
from shopdesk.commands.common import need_files, output, plain, shop_folder
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.messages.imports import SOURCES
from shopdesk.engine.context import CallbackContext
from shopdesk.engine.errors import DataError
from shopdesk.engine.types_import import ImportOptions, ImportReport, RowProblem

if TYPE_CHECKING:
    from shopdesk.store.shop import Shop

KINDS = ("products", "prices", "customers", "sales", "ratings")
FORMATS = ("csv", "xlsx", "shopify", "woocommerce")
_SHOWN = 10  # of each kind of remark, unless all are asked for


def add_parsers(add: arguments.Add) -> None:
    """Add the subcommands."""
    read = add("import", "Import products, sales, prices, customers or ratings from CSV and XLSX files.")
    read.set_defaults(run=load)
    read.add_argument("files", nargs="+", type=Path, metavar="FILE")
    read.add_argument("--as", dest="kind", choices=KINDS, help="what the files hold, if it is not recognised")
    read.add_argument("--source", choices=sorted(SOURCES), help="the program the files come from")
    read.add_argument("--map", action="append", default=[], metavar="FIELD=COLUMN", help="which column holds a field")
    read.add_argument("--dry-run", action="store_true", help="only report what would happen")
    read.add_argument("--mode", choices=("create", "update", "both"), default="both")
    read.add_argument("--dates", choices=("dmy", "mdy", "ymd"), help="the order of day, month and year")
    read.add_argument("--decimal", choices=(".", ","), help="the decimal separator")
    read.add_argument("--encoding", metavar="NAME")
    read.add_argument("--zone", metavar="NAME", help="where the clock hung, such as Europe/Paris")
    read.add_argument(
        "--missing", choices=("create", "refuse"), default="create", help="sold products that the shop does not have"
    )
    read.add_argument("--all", action="store_true", help="print every remark, not only the first of each kind")
    back = add("undo-import", "Take an import back, if nothing since is built on it.")
    back.set_defaults(run=undo)
    back.add_argument("import_id", nargs="?", type=arguments.count, metavar="ID", help="without it, list the imports")
    hand = add("export", "Write the whole shop to files that a spreadsheet or another program can read.")
    hand.set_defaults(run=export)
    hand.add_argument("target", type=Path, metavar="FILE_OR_FOLDER")
    hand.add_argument("--format", choices=FORMATS, help="found by the name of the target if left out")


def load(options: argparse.Namespace) -> int:
    """Import files; a refused row is reported and the rest goes on."""
    from shopdesk.store.importing import import_files
    from shopdesk.store.shop import open_shop

    need_files(options.files)
    chosen = _options(options)
    with ExitStack() as stack:
        folder = shop_folder(options)
        if options.dry_run and options.database is None and not (folder / "shop.db").exists():
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="shopdesk-")))  # a trial writes nothing
        shop = stack.enter_context(open_shop(folder, url=options.database))
        reports = import_files(shop, options.files, chosen, options.dry_run, CallbackContext(_progress))
    _clear_progress()
    document = [plain(report) | {"file": str(path)} for path, report in zip(options.files, reports, strict=True)]
    header = ("file", "what", "new", "changed", "unchanged", "left out", "refused", "import")
    rows = [_row(path, report) for path, report in zip(options.files, reports, strict=True)]
    output(options, document, header, rows)
    for path, report in zip(options.files, reports, strict=True):
        _tell(options, path, report)
    return 0


def _options(options: argparse.Namespace) -> ImportOptions:
    mapping = {}
    for item in options.map:
        name, found, column = item.partition("=")
        if not found:
            raise DataError("import.bad_mapping", text=item)
        mapping[name] = column
    return ImportOptions(
        kind=options.kind,
        source=options.source,
        mapping=mapping or None,
        mode=options.mode,
        dates=options.dates,
        decimal=options.decimal,
        encoding=options.encoding,
        zone=options.zone,
        missing=options.missing,
    )


def _row(path: Path, report: ImportReport) -> tuple[object, ...]:
    counts = (report.created, report.updated, report.unchanged, len(report.skipped), len(report.refused))
    return (path, SOURCES.get(report.source, report.kind), *counts, report.import_id or "-")


def _tell(options: argparse.Namespace, path: Path, report: ImportReport) -> None:
    """Say what was refused, left out and remarkable, row by row; with a trial also what would change."""
    messages = Messages()

    def lines(problems: Sequence[RowProblem]) -> None:
        shown: dict[str, int] = {}
        for problem in problems:
            shown[problem.code] = shown.get(problem.code, 0) + 1
            if options.all or shown[problem.code] <= _SHOWN:
                where = f"{path}, row {problem.row}" if problem.row else str(path)
                sys.stderr.write(f"{where}: {messages.error_code(problem.code, problem.params)}\n")
        left = 0 if options.all else sum(max(0, count - _SHOWN) for count in shown.values())
        if left:
            sys.stderr.write(f"{path}: {left} more like these; --all shows them.\n")

    for problems in (report.refused, report.skipped, report.warnings):
        lines(problems)
    if options.dry_run:
        for change in report.changes if options.all else report.changes[:_SHOWN]:
            text = f"{change.product}: {change.field} {change.before or '(empty)'} -> {change.after}"
            sys.stderr.write(f"{path}, row {change.row}: {text}\n")


def undo(options: argparse.Namespace) -> int:
    """Take an import back, or list the imports."""
    from shopdesk.store.importing import undo_import
    from shopdesk.store.shop import open_shop

    with open_shop(shop_folder(options), url=options.database, create=False) as shop:
        if options.import_id is None:
            return _list(options, shop)
        report = undo_import(shop, options.import_id)
    rows = [*report.removed.items(), ("restored", report.restored), ("customers kept", report.kept_customers)]
    output(options, plain(report), ("what", "how many"), rows)
    return 0


def _list(options: argparse.Namespace, shop: Shop) -> int:
    from shopdesk.store.importing import list_imports

    records = list_imports(shop)
    rows = [
        (
            one.import_id,
            one.imported_at.astimezone().strftime("%Y-%m-%d %H:%M"),
            one.file,
            SOURCES.get(one.source, one.kind),
            one.created,
            one.updated,
            "taken back" if one.undone_at else "",
        )
        for one in records
    ]
    document = [plain(one) for one in records]
    output(options, document, ("import", "when", "file", "what", "new", "changed", ""), rows)
    return 0


def export(options: argparse.Namespace) -> int:
    """Write the shop's tables to files."""
    from shopdesk.store.exporting import export_shop, format_of
    from shopdesk.store.shop import open_shop

    with open_shop(shop_folder(options), url=options.database, create=False) as shop:
        chosen = options.format or format_of(options.target)
        written = export_shop(shop, options.target, chosen, CallbackContext(_progress))
    _clear_progress()
    output(options, [plain(one) for one in written], ("file", "rows"), [(one.path, one.rows) for one in written])
    return 0


def _progress(fraction: float, stage: str) -> None:
    """Show how far it is, where a person looks on."""
    if sys.stderr.isatty() and stage != "done":
        sys.stderr.write(f"\r{Messages().stage(stage)} {100 * fraction:.0f} %   ")
        sys.stderr.flush()


def _clear_progress() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r" + " " * 60 + "\r")
