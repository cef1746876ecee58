"""Writes sheets into one XLSX file, row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from shopdesk.store.export_tables import Sheet
from shopdesk.store.sheets import safe_cell

MOST_ROWS = 1_048_576
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
LONGEST_CELL = 32_767


def write_workbook(path: Path, sheets: Sequence[tuple[Sheet, Iterable[Sequence[object]]]]) -> None:
    """Write each sheet with its rows; one that is too long for a sheet goes on in another one."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    try:
        for sheet, rows in sheets:
            _write(book, sheet, rows)
        book.save(path)
    except BaseException:
        for page in book.worksheets:  # each holds a file of its own open until it is closed
            page.close()
        raise


def _write(book: Any, sheet: Sheet, rows: Iterable[Sequence[object]]) -> None:
    from openpyxl.cell import WriteOnlyCell

    page, used, number = _page(book, sheet, 1), 1, 1
    for row in rows:
        if used == MOST_ROWS:
            number += 1
            page, used = _page(book, sheet, number), 1
        cells: list[object] = []
        for value in row:
            if isinstance(value, Decimal):
                cells.append(float(value))
            elif isinstance(value, str) and value:
                cell = WriteOnlyCell(page, value=_ILLEGAL.sub("", str(safe_cell(value)))[:LONGEST_CELL])
                cell.number_format = "@"  # stays text when someone edits it: 036000291452
                cells.append(cell)
            else:
                cells.append(value if value != "" else None)
        page.append(cells)
        used += 1


def _page(book: Any, sheet: Sheet, number: int) -> Any:
    page = book.create_sheet(sheet.name if number == 1 else f"{sheet.name} {number}")
    page.freeze_panes = "A2"
    page.append(list(sheet.header))
    return page
