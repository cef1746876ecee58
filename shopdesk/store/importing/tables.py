"""A file as rows of cells with their line numbers, whatever a spreadsheet or a text editor did to it.

A row that cannot be read (an open quote, a zero byte, broken characters) comes as a fault of its own; the rows after
it are read again from the next line.
"""

from __future__ import annotations

import csv
import re
import tempfile
import weakref
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError, NotFound
from shopdesk.store.importing.encoding import Encoding, detect, is_binary

LARGEST_FILE = 1 << 31
LARGEST_CELL = 64 << 20
READ_AT_ONCE = 1 << 21
LONGEST_RECORD = 5_000  # lines; a longer one is an open quote
REREAD_BUDGET = 3_000_000  # lines that open quotes may make us read again before we give up
DELIMITERS = (",", ";", "\t", "|")
TYPED = "\x01"  # stands before a cell that a spreadsheet held as a number or a date: nothing is ambiguous in it
_HEADER_NOISE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufeff\udc80-\udcff]")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_SEPARATOR_LINE = re.compile(r'^"?sep=(.)"?\s*$', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row of a file; ``fault`` is the code of why it cannot be used."""

    line: int
    cells: list[str]
    fault: str = ""


class Table(AbstractContextManager["Table"]):
    """A CSV, TSV or XLSX file that can be read as often as needed.

    Parameters
    ----------
    path : Path
        The file.
    encoding, delimiter : str, optional
        What the owner said about it; found out if missing.
    """

    def __init__(
        self, path: Path, encoding: str | None = None, delimiter: str | None = None, ctx: JobContext = NULL_CONTEXT
    ) -> None:
        self.path = path
        self._spool: IO[str] | None = None
        self._skip = 0
        try:
            self.size = self._check()
            if self.is_sheet:
                from shopdesk.store.importing.sheets import spool

                self.encoding, self.delimiter = Encoding("xlsx"), ","
                # Held as long as the table is open: it is read more than once.
                self._spool = tempfile.TemporaryFile(  # noqa: SIM115
                    "w+", encoding="utf-8", errors="surrogatepass", newline=""
                )
                weakref.finalize(self, self._spool.close)  # a dialog may simply drop the table
                self.sheet = spool(path, self._spool, ctx)
                self.size = max(1, self._spool.tell())
            else:
                self.encoding = Encoding(_known_codec(encoding)) if encoding else detect(path)
                self.delimiter = delimiter or self._find_delimiter()
            self.header, self.header_line = self._find_header()
            self._width = 0 if self.is_sheet else self._row_width()
        except OSError as error:
            self.close()
            raise DataError("import.unreadable", path=str(path)) from error
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Give the copy of a spreadsheet back."""
        if self._spool is not None:
            self._spool.close()
            self._spool = None

    def __exit__(self, *_: object) -> None:
        self.close()

    def rows(self) -> Iterator[RawRow]:
        """Every row below the header that is not blank."""
        width = len(self.header)
        for row in self._records(None if self.is_sheet else self._width):
            if row.line <= self.header_line:
                continue
            if row.fault or any(cell and not cell.isspace() for cell in row.cells):
                if self.is_sheet:  # which stores no empty cells at a row's end, and may have cells beside the table
                    row.cells[:] = row.cells[:width] + [""] * (width - len(row.cells))
                yield row

    # --- reading --------------------------------------------------------------------------------

    def _check(self) -> int:
        if not self.path.exists():
            raise NotFound("file.missing", path=str(self.path))
        if not self.path.is_file():
            raise DataError("import.unreadable", path=str(self.path))
        size = self.path.stat().st_size
        if size > LARGEST_FILE:
            raise DataError("import.too_large", path=str(self.path))
        with self.path.open("rb") as file:
            start = file.read(4096)
        self.is_sheet = start.startswith(b"PK\x03\x04")
        if start.startswith(b"\xd0\xcf\x11\xe0"):
            raise DataError("import.old_sheet", path=str(self.path))
        if not self.is_sheet and is_binary(start):
            raise DataError("import.unreadable", path=str(self.path))
        return size

    def _open(self) -> IO[str]:
        if self._spool is not None:
            self._spool.seek(0)
            return self._spool
        # Large pieces: a thread that reads a little every millisecond takes the interpreter back before the window's
        # thread has woken up, again and again, and the window stands still.
        return self.path.open(encoding=self.encoding.name, errors="surrogateescape", newline="", buffering=READ_AT_ONCE)

    def _find_delimiter(self) -> str:
        """The separator that cuts the header into the most cells; Excel may name it in a line of its own."""
        try:
            with self._open() as file:
                head = file.readline(1 << 20)
                named = _SEPARATOR_LINE.match(head)
                if named:
                    self._skip = 1
                    return named.group(1)
                while head and not head.strip():
                    head = file.readline(1 << 20)
        except UnicodeError as error:
            raise DataError("import.unreadable", path=str(self.path)) from error
        outside = _QUOTED.sub("", head)
        return max(DELIMITERS, key=outside.count)

    def _find_header(self) -> tuple[list[str], int]:
        for row in self._records(None):
            if row.line > self._skip and any(cell.strip() for cell in row.cells):
                cells = [_HEADER_NOISE.sub("", cell).strip() for cell in row.cells]
                while cells and not cells[-1]:
                    cells.pop()
                return cells, row.line
        return [], 0

    def _row_width(self) -> int:
        """How many cells a row may have: those of the header, or more where every row ends in a separator."""
        widths = []
        for row in self._records(None):
            if row.line > self.header_line and not row.fault and any(row.cells):
                widths.append(len(row.cells) if not any(row.cells[len(self.header) :]) else 0)
            if len(widths) == 20:
                break
        return max(len(self.header), min(widths, default=0))

    def _records(self, width: int | None) -> Iterator[RawRow]:
        csv.field_size_limit(LARGEST_CELL)
        file = self._open()
        try:
            yield from _Records(file, self.delimiter, width, str(self.path), by_record=self.is_sheet)
        except UnicodeError as error:
            raise DataError("import.unreadable", path=str(self.path)) from error
        finally:
            if file is not self._spool:
                file.close()


class _Records:
    """Cuts lines into records; after a record that is broken it goes on with the line after the record's first."""

    def __init__(self, file: IO[str], delimiter: str, width: int | None, path: str, by_record: bool) -> None:
        self._file, self._delimiter, self._width, self._path = file, delimiter, width, path
        self._by_record = by_record  # rows of a sheet are counted, whatever lines their cells have
        self._again: deque[str] = deque()
        self._taken: list[str] = []
        self._line = self._reread = 0

    def __iter__(self) -> Iterator[RawRow]:
        reader, record = self._reader(), 0
        while True:
            self._taken.clear()
            record += 1
            first = record if self._by_record else self._line + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield RawRow(first, [], "row.bad_quotes")
                self._rewind()
                reader = self._reader()
                continue
            fault = self._fault(cells)
            if fault and len(self._taken) > 1:
                self._rewind()
                reader = self._reader()
            yield RawRow(first, cells, fault)

    def _reader(self) -> Iterator[list[str]]:
        return csv.reader(self._lines(), delimiter=self._delimiter, strict=True)

    def _lines(self) -> Iterator[str]:
        while True:
            if self._again:
                line = self._again.popleft()
            else:
                line = self._file.readline()
                if not line:
                    return
            self._line += 1
            self._taken.append(line)
            if len(self._taken) > LONGEST_RECORD:
                raise csv.Error("open quote")
            yield line

    def _rewind(self) -> None:
        """Put back all lines of the record but its first."""
        back = self._taken[1:]
        self._reread += len(back)
        if self._reread > REREAD_BUDGET:
            raise DataError("import.unreadable", path=self._path)
        self._line -= len(back)
        self._again.extendleft(reversed(back))
        self._taken.clear()

    def _fault(self, cells: list[str]) -> str:
        for line in self._taken:
            if "\0" in line:
                return "row.zero_byte"
            if not line.isascii() and _broken(line):
                return "row.broken_text"
        if self._width is not None and len(cells) > self._width:
            return "row.too_many_cells"
        return ""


def _broken(line: str) -> bool:
    """Whether the line has bytes that its encoding does not know."""
    try:
        line.encode()
    except UnicodeEncodeError:
        return True
    return False


def _known_codec(name: str) -> str:
    import codecs

    try:
        return codecs.lookup(name).name
    except LookupError:
        raise DataError("import.unknown_encoding", encoding=name) from None
