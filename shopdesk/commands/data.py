"""The demo shop."""

from __future__ import annotations

import argparse
from pathlib import Path

from shopdesk.commands import arguments
from shopdesk.commands.common import output, plain
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
