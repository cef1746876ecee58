"""XLSX files: the cells of a sheet written out as CSV, with a mark before those that were numbers or dates."""

from __future__ import annotations

import csv
import warnings
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import IO, Any

from shopdesk.engine.context import JobContext
from shopdesk.engine.errors import DataError
from shopdesk.store.importing.tables import TYPED

LARGEST_UNPACKED = 4 << 30
MOST_COLUMNS = 1_000


def spool(path: Path, out: IO[str], ctx: JobContext) -> str:
    """Write the first sheet that has rows to ``out``; its name.

    The sheet is read row by row: a stray cell at the far end of a sheet costs nothing.
    """
    from openpyxl import load_workbook

    _refuse_bombs(path)
    writer = csv.writer(out)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and validations, which are not read
        try:
            book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
            try:
                for sheet in book.worksheets:
                    if _write(sheet.iter_rows(values_only=True), sheet.max_row or 0, writer, ctx):
                        return str(sheet.title)
            finally:
                book.close()
        except (DataError, OSError):
            raise
        except Exception as error:
            if type(error).__name__ == "Cancelled":
                raise
            raise DataError("import.unreadable", path=str(path)) from error
    return ""


def _refuse_bombs(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            if not any(name.startswith("xl/") for name in archive.namelist()):
                raise DataError("import.unreadable", path=str(path))
    except (zipfile.BadZipFile, ValueError) as error:
        raise DataError("import.unreadable", path=str(path)) from error
    if unpacked > LARGEST_UNPACKED:
        raise DataError("import.too_large", path=str(path))


def _write(rows: Iterable[tuple[Any, ...]], expected: int, writer: Any, ctx: JobContext) -> bool:
    """Write the rows; whether there was one. Blank rows stay, so that row numbers are those of the sheet."""
    something = False
    for number, row in enumerate(rows):
        if number % 1000 == 0:
            ctx.raise_if_cancelled()
            if expected:
                ctx.progress(min(1.0, number / expected), "reading")
        cells = [_text(value) for value in row[:MOST_COLUMNS]]
        something = something or any(cells)
        # One empty cell alone is written as a quoted empty string, which is a row as well.
        writer.writerow(cells or [""])
    return something


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return f"{TYPED}{value}"
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 2**53:
            return f"{TYPED}{int(value)}"
        return TYPED + format(value, ".15g") if abs(value) < 1e15 else TYPED + repr(value)
    if isinstance(value, datetime | date | time):
        return TYPED + value.isoformat()
    if isinstance(value, timedelta):
        return TYPED + str(value)
    return str(value)
