"""Numbers and money as people write them: which separator is the decimal one is decided per column, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from shopdesk.store.importing.tables import TYPED

# A number with at most a currency before or after it; a minus before or after the currency, or brackets.
_SHAPE = re.compile(
    r"(?P<open>\()?(?P<sign>[-+])?[^\d\-+.,()]{0,5}(?P<inner>[-+])?"
    r"(?P<digits>\d[\d.,'\u2019\s]*|[.,]\d+)[^\d.,()]{0,5}(?P<close>\))?"
)
_GROUPED = {
    ".": re.compile(r"(?:\d{1,3}(?:,\d{2,3})*,\d{3}|\d*)(?:\.\d*)?"),
    ",": re.compile(r"(?:\d{1,3}(?:\.\d{2,3})*\.\d{3}|\d*)(?:,\d*)?"),
}
_SPACES = re.compile(r"['\u2019\s]")
LONGEST = 30  # more than any shop needs, and what a Decimal holds exactly
_CACHED = 100_000


def evidence(text: str) -> str:
    """What a cell says about its decimal separator: ``.``, ``,``, ``?`` if it could be either, empty if nothing."""
    if text.startswith(TYPED):
        return ""
    shape = _SHAPE.fullmatch(text.strip().replace("\u2212", "-"))
    if shape is None:
        return ""
    digits = _SPACES.sub("", shape["digits"])
    commas, points = digits.count(","), digits.count(".")
    if commas and points:
        last = "," if digits.rfind(",") > digits.rfind(".") else "."
        return last if digits.count(last) == 1 else ""
    if commas + points == 0:
        return ""
    mark, other = (",", ".") if commas else (".", ",")
    if commas + points > 1:
        return other
    before, after = digits.split(mark)
    if len(after) != 3 or before in ("", "0") or len(before) > 3:
        return mark
    return "?"


@dataclass
class NumberEvidence:
    """What the cells of a column say together."""

    marks: dict[str, int] = field(default_factory=lambda: {".": 0, ",": 0, "?": 0})
    example: str = ""

    def look(self, cells: Iterable[str]) -> None:
        """Take note of cells."""
        for cell in cells:
            mark = evidence(cell)
            if mark:
                self.marks[mark] += 1
                if mark == "?" and not self.example:
                    self.example = cell

    @property
    def decimal(self) -> str:
        """``.`` or ``,`` if all clear cells agree, empty if there are none, ``mixed`` if they differ."""
        point, comma = self.marks["."] > 0, self.marks[","] > 0
        if point and comma:
            return "mixed"
        return "." if point else "," if comma else ""

    @property
    def open(self) -> bool:
        """Whether a cell can be read in two ways and no other cell decides it."""
        return self.marks["?"] > 0 and self.decimal in ("", "mixed")


class NumberReader:
    """Reads the cells of a column.

    Parameters
    ----------
    decimal : str
        ``.`` or ``,``; empty if each cell must be clear by itself.
    """

    def __init__(self, decimal: str = "") -> None:
        self.decimal = decimal
        self._money: dict[tuple[str, int], int] = {}
        self._numbers: dict[str, Decimal] = {}

    def number(self, text: str) -> Decimal:
        """The number in a cell; ValueError if there is none or it is not clear."""
        found = self._numbers.get(text)
        if found is None:
            found = self._read(text)
            if len(self._numbers) < _CACHED:
                self._numbers[text] = found
        return found

    def money(self, text: str, digits: int) -> int:
        """An amount in minor units, rounded half up; ValueError if there is none or it is not clear."""
        found = self._money.get((text, digits))
        if found is None:
            found = int(self.number(text).scaleb(digits).quantize(Decimal(1), rounding=ROUND_HALF_UP))
            if len(self._money) < _CACHED:
                self._money[text, digits] = found
        return found

    def _read(self, text: str) -> Decimal:
        if text.startswith(TYPED):
            try:
                typed = Decimal(text[1:])
            except InvalidOperation:
                raise ValueError(text) from None
            if not typed.is_finite() or abs(typed) > 10**20:
                raise ValueError(text)
            return typed
        if len(text) > 60:
            raise ValueError(text)
        shape = _SHAPE.fullmatch(text.strip().replace("\u2212", "-"))
        if shape is None or bool(shape["open"]) != bool(shape["close"]):
            raise ValueError(text)
        digits = _SPACES.sub("", shape["digits"])
        mark = evidence(text)
        decimal = self.decimal or mark or "."
        if decimal == "?" or len(digits) > LONGEST or not _GROUPED[decimal].fullmatch(digits):
            raise ValueError(text)
        plain = digits.replace("," if decimal == "." else ".", "").replace(",", ".")
        number = Decimal(plain.rstrip(".") if plain.endswith(".") else plain)
        negative = (shape["sign"] == "-") + (shape["inner"] == "-") + bool(shape["open"])
        if negative > 1:
            raise ValueError(text)
        return -number if negative else number
