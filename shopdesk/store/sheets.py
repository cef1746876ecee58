"""Tables that people open in a spreadsheet: no cell is taken for a formula there."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from shopdesk.engine.errors import DataError

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula: a text that begins like one gets an apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a CSV file (UTF-8 with its mark, so that spreadsheets read accents).

    Raises
    ------
    DataError
        ``file.not_written``.
    """
    try:
        # a file's name may be no text at all, as old memory sticks have them
        with path.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([safe_cell(cell) for cell in header])
            writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    except OSError as error:
        raise DataError("file.not_written", path=str(path)) from error
