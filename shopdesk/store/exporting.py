"""Hands everything out: CSV files, one XLSX workbook, or a products file that Shopify or WooCommerce take in."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError
from shopdesk.engine.types import digits_of
from shopdesk.store import export_shops, export_tables, queries
from shopdesk.store.export_tables import Sheet
from shopdesk.store.sheets import write_csv

if TYPE_CHECKING:
    from shopdesk.store.shop import Shop

FORMATS = ("csv", "xlsx", "shopify", "woocommerce")
_SHOP_FORMATS: dict[str, Callable[[Connection, int], Sheet]] = {
    "shopify": export_shops.shopify,
    "woocommerce": export_shops.woocommerce,
}


@dataclass(frozen=True)
class Written:
    """A file, or a sheet of one, and how many rows it has."""

    path: str
    rows: int


def format_of(target: Path) -> str:
    """The format that a target's name asks for: a workbook by its ending, else a folder of CSV files."""
    return "xlsx" if target.suffix.casefold() == ".xlsx" else "csv"


def export_shop(shop: Shop, target: Path, format: str = "csv", ctx: JobContext = NULL_CONTEXT) -> list[Written]:
    """Write the shop to files; identifiers stay text, and no cell can become a formula.

    Parameters
    ----------
    target : Path
        A folder for ``csv``, a file for the others.
    format : str
        One of :data:`FORMATS`.
    """
    if format not in FORMATS:
        raise DataError("export.unknown_format", format=format)
    with shop.database.read() as connection:  # one state of the shop in all files
        digits = digits_of(queries.currency(connection))
        if format in _SHOP_FORMATS:
            sheets = [_SHOP_FORMATS[format](connection, digits)]
        else:
            sheets = export_tables.sheets(connection, digits)
        try:
            if format == "xlsx":
                return _workbook(target, sheets, ctx)
            single = format in _SHOP_FORMATS
            written = _csv_files(target, sheets, ctx, single)
            if not single:
                written.append(_pictures(shop.folder, target, connection, ctx))
            return written
        except OSError as error:
            raise DataError("file.not_written", path=str(target)) from error


def _csv_files(target: Path, sheets: Sequence[Sheet], ctx: JobContext, single: bool) -> list[Written]:
    if not single:
        target.mkdir(parents=True, exist_ok=True)
    written = []
    for number, sheet in enumerate(sheets):
        path = target if single else target / f"{sheet.name}.csv"
        partial = path.with_name(path.name + ".part")
        count = _Count(sheet.rows, ctx, number / len(sheets), 1 / len(sheets))
        try:
            write_csv(partial, sheet.header, count)
            partial.replace(path)
        except BaseException:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
            raise
        written.append(Written(str(path), count.rows))
    ctx.progress(1.0, "done")
    return written


def _pictures(folder: Path, target: Path, connection: Connection, ctx: JobContext) -> Written:
    """Copy the pictures beside the tables that name them."""
    copied = 0
    for inside in export_tables.picture_paths(connection):
        ctx.raise_if_cancelled()
        source, there = folder / inside, target / inside
        if source.is_file() and source.resolve() != there.resolve():
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, there)
            copied += 1
    return Written(str(target / "pictures"), copied)


class _Count:
    """Rows that are counted as they pass; between them the owner may cancel."""

    def __init__(self, rows: Iterator[Sequence[object]], ctx: JobContext, start: float, share: float) -> None:
        self._rows, self._ctx, self._start, self._share = rows, ctx, start, share
        self.rows = 0

    def __iter__(self) -> Iterator[Sequence[object]]:
        for row in self._rows:
            if self.rows % 1000 == 0:
                self._ctx.raise_if_cancelled()
                self._ctx.progress(self._start + self._share * min(0.9, self.rows / 1e6), "exporting")
            self.rows += 1
            yield row


def _workbook(target: Path, sheets: Sequence[Sheet], ctx: JobContext) -> list[Written]:
    from shopdesk.store.export_workbook import write_workbook

    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".part")
    counts = [_Count(sheet.rows, ctx, number / len(sheets), 1 / len(sheets)) for number, sheet in enumerate(sheets)]
    try:
        write_workbook(partial, [(sheet, count) for sheet, count in zip(sheets, counts, strict=True)])
        partial.replace(target)
    except BaseException:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise
    ctx.progress(1.0, "done")
    return [Written(f"{target} ({sheet.name})", count.rows) for sheet, count in zip(sheets, counts, strict=True)]
