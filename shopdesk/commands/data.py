"""The shop's data: demo shop and imports."""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from shopdesk.commands import arguments
from shopdesk.commands.common import need_files, output, plain, shop_folder
from shopdesk.controllers.messages import Messages
from shopdesk.engine.errors import DataError


def add_parsers(add: arguments.Add) -> None:
    """Add the subcommands."""
    make = add("demo", "Write a demo shop.")
    make.set_defaults(run=demo)
    make.add_argument("folder", type=Path, metavar="DIR")
    make.add_argument("--products", type=arguments.count, default=240)
    make.add_argument("--days", type=arguments.days, default=548)
    make.add_argument("--lines", type=arguments.count, default=None, help="about this many sales lines in all")
    make.add_argument("--seed", type=arguments.seed, default=0)

    read = add("import", "Import products, sales or prices from CSV files.")
    read.set_defaults(run=load)
    read.add_argument("files", nargs="+", type=Path, metavar="FILE")
    read.add_argument("--as", dest="kind", choices=("products", "sales", "prices"))
    read.add_argument("--map", action="append", default=[], metavar="FIELD=COLUMN", help="which column holds a field")
    read.add_argument("--dry-run", action="store_true")
    read.add_argument("--mode", choices=("create", "update", "both"), default="both")


def demo(options: argparse.Namespace) -> int:
    """Write a demo shop."""
    from shopdesk.store.demo import write_demo

    if (options.folder / "shop.db").exists():
        raise DataError("file.exists", path=str(options.folder))
    report = write_demo(
        options.folder, products=options.products, days=options.days, seed=options.seed, lines=options.lines
    )
    document = plain(report) | {"folder": str(options.folder)}
    output(options, document, ("what", "how many"), document.items())
    return 0


def load(options: argparse.Namespace) -> int:
    """Import files; a refused row is reported and the rest goes on."""
    from shopdesk.store.importer import import_file
    from shopdesk.store.shop import open_shop

    mapping = {}
    for item in options.map:
        name, found, column = item.partition("=")
        if not found:
            raise DataError("import.bad_mapping", text=item)
        mapping[name] = column
    need_files(options.files)
    messages, reports = Messages(), []
    with ExitStack() as stack:
        folder = shop_folder(options)
        if options.dry_run and options.database is None and not (folder / "shop.db").exists():
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="shopdesk-")))  # a trial writes nothing
        shop = stack.enter_context(open_shop(folder, url=options.database))
        for path in options.files:
            report = import_file(
                shop,
                path,
                kind=options.kind,
                mapping=mapping or None,
                mode=options.mode,
                dry_run=options.dry_run,
            )
            reports.append((str(path), report))
    document = [plain(report) | {"file": path} for path, report in reports]
    rows = [(path, r.created, r.updated, r.unchanged, len(r.refused)) for path, r in reports]
    output(options, document, ("file", "new", "changed", "unchanged", "refused"), rows)
    for path, report in reports:
        for problem in report.refused:
            sys.stderr.write(f"{path}, row {problem.row}: {messages.error_code(problem.code, problem.params)}\n")
    return 0
