"""What the subcommands share: the shop they work on, tables, JSON and CSV."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.engine.errors import NotFound
from shopdesk.engine.types_money import digits_of
from shopdesk.store.sheets import write_csv

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopdesk.controllers.desk import Desk
    from shopdesk.engine.types import ProductCard

__all__ = ["desk_of", "money", "need_files", "output", "plain", "shop_folder", "write_csv"]
Rows = Iterable[Sequence[object]]


def shop_folder(options: argparse.Namespace) -> Path:
    """Return the folder of the shop that the options name; ``--demo`` writes the demo shop if it is not there."""
    from shopdesk.paths import demo_folder, user_data_dir

    if options.data is not None:
        return Path(options.data)
    if not options.demo:
        return user_data_dir()
    folder = demo_folder()
    if not (folder / "shop.db").exists():
        from shopdesk.store.demo import write_demo

        sys.stderr.write("Writing the demo shop; this takes a moment.\n")
        write_demo(folder)
    return folder


@contextmanager
def desk_of(options: argparse.Namespace) -> Iterator[Desk]:
    """Open the shop that the options name, with a desk before it; close it afterwards."""
    from shopdesk.controllers.desk import open_desk

    desk = open_desk(shop_folder(options), options.database)
    try:
        yield desk
    finally:
        desk.shop.close()


def output(options: argparse.Namespace, document: Any, header: Sequence[str], rows: Rows) -> None:
    """Print a table for people, or one JSON document with ``--json``."""
    if options.json:
        sys.stdout.write(json.dumps(document, ensure_ascii=False, default=plain) + "\n")
        return
    table = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in [list(header), *table]) for i in range(len(header))]
    for row in [list(header), *table]:
        sys.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n")


def plain(value: Any) -> Any:
    """Return what JSON can hold of a result."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
    if hasattr(value, "tolist"):
        return value.tolist()
    return str(value)


def money(card: ProductCard) -> str:
    """Return a price with its currency."""
    digits = digits_of(card.currency)
    return f"{card.price / 10**digits:.{digits}f} {card.currency}"


def need_files(paths: Sequence[str | Path]) -> None:
    """Refuse a name that is no file."""
    for path in paths:
        if not str(path) or not Path(path).exists():
            raise NotFound("file.missing", path=str(path))
