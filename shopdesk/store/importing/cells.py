"""The cells of a row by the names of our fields, cleaned of what spreadsheets add."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from decimal import Decimal

from shopdesk.engine.errors import DataError
from shopdesk.store.importing.moments import DateReader
from shopdesk.store.importing.numbers import NumberReader
from shopdesk.store.importing.tables import TYPED, RawRow

MONEY = frozenset(
    {
        *("price", "price_at", "cost", "cost_at", "purchase_cost", "sale_price", "unit_price"),
        *("gross", "discount", "net", "subtotal", "order_discount", "order_total", "refunded", "revenue"),
    }
)
NUMBERS = frozenset({"stock", "quantity", "tax", "rating", "items_sold"})
DATES = frozenset({"sold_at", "valid_from", "rated_at"})
DAMAGED = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
_ESCAPED = re.compile(r"'[=+\-@\t\r\d']")
MOST_PIECES = 1_000_000
MOST_MONEY = 10**12
LONGEST = {
    "product_id": 64,
    "sku": 64,
    "barcode": 64,
    "category": 120,
    "brand": 120,
    "unit": 20,
    "name": 500,
    "description": 100_000,
    "reference": 48,
    "customer_id": 64,
    "customer_name": 200,
    "phone": 40,
    "handle": 200,
}


def clean(cell: str) -> str:
    """The text of a cell without blanks around it, and without the apostrophe that protects it from Excel."""
    text = cell.lstrip(TYPED).strip()
    return text[1:] if text[:1] == "'" and _ESCAPED.match(text) else text


@dataclass
class Row:
    """A row of a file as seen through the places of the fields."""

    line: int
    cells: Sequence[str]
    columns: Columns

    def text(self, name: str) -> str:
        """The text of a field, empty if there is none; of several columns the first that has one."""
        for at in self.columns.places.get(name, ()):
            if at < len(self.cells) and (text := clean(self.cells[at])):
                return text
        return ""

    def texts(self, name: str) -> list[str]:
        """The texts of all columns of a field, empty ones too."""
        return [clean(self.cells[at]) if at < len(self.cells) else "" for at in self.columns.places.get(name, ())]

    def short(self, name: str, column: str = "") -> str:
        """The text of a field that the database holds up to a length."""
        return checked_length(self.text(name), column or name)

    def amounts(self, name: str) -> list[int]:
        """The amounts of money of all columns of a field that have one."""
        filled = (at for at in self.columns.places.get(name, ()) if at < len(self.cells) and self._has(at))
        return [self._money(at) for at in filled]

    def money(self, name: str) -> int | None:
        """The amount of money of a field in minor units, None if the cell is empty."""
        return next(iter(self.amounts(name)), None)

    def price(self, name: str) -> int | None:
        """A price: money that is not below zero."""
        amount = self.money(name)
        if amount is not None and amount < 0:
            raise self._bad("row.bad_money", self.columns.places[name][0])
        return amount

    def numbers(self, name: str) -> list[float]:
        """The numbers of all columns of a field that have one."""
        out = []
        for at in self.columns.places.get(name, ()):
            if at < len(self.cells) and self._has(at):
                try:
                    number = float(self.columns.numbers[at].number(self._bare(at).rstrip(" %")))
                except ValueError:
                    raise self._bad("row.bad_number", at) from None
                if abs(number) > MOST_PIECES:
                    raise self._bad("row.bad_number", at)
                out.append(number)
        return out

    def number(self, name: str) -> float | None:
        """The number of a field, None if the cell is empty."""
        return next(iter(self.numbers(name)), None)

    def moment(self, name: str, extra: str = "", zone: tzinfo | None = None) -> int:
        """Milliseconds since 1970 of a date cell, with the time of another cell behind it."""
        at = self.columns.places[name][0]
        text = self.cells[at].lstrip(TYPED).strip() if at < len(self.cells) else ""
        if extra:
            text = f"{text.split('T')[0]} {extra}"
        try:
            return self.columns.dates[at].milliseconds(text, zone)
        except (ValueError, OverflowError):
            raise DataError("row.bad_date", column=self.columns.header(at), text=text[:60]) from None

    def _has(self, at: int) -> bool:
        return bool(self.cells[at].lstrip(TYPED).strip())

    def _bare(self, at: int) -> str:
        cell = self.cells[at].strip()
        return cell[1:] if _ESCAPED.match(cell) else cell

    def _money(self, at: int) -> int:
        try:
            minor = self.columns.numbers[at].money(self._bare(at), self.columns.digits)
        except ValueError:
            raise self._bad("row.bad_money", at) from None
        if abs(minor) >= MOST_MONEY:
            raise self._bad("row.bad_money", at)
        return minor

    def _bad(self, code: str, at: int) -> DataError:
        return DataError(code, column=self.columns.header(at), text=clean(self.cells[at])[:60])


@dataclass
class Columns:
    """Where each field stands in a row, and how its numbers and dates are read."""

    headers: list[str]
    places: dict[str, list[int]]
    digits: int
    numbers: dict[int, NumberReader] = field(default_factory=dict)
    dates: dict[int, DateReader] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._last = max((at for many in self.places.values() for at in many), default=-1)

    def header(self, at: int) -> str:
        """The file's name of a column."""
        return self.headers[at] if at < len(self.headers) else str(at + 1)

    def fault(self, raw: RawRow) -> DataError | None:
        """Why a row cannot be used at all: broken, or cut off before or within a cell that is needed."""
        if raw.fault:
            return DataError(raw.fault)
        if len(raw.cells) < len(self.headers) and len(raw.cells) - 1 <= self._last:
            return DataError("row.cut", cells=len(raw.cells), of=len(self.headers))
        return None


def checked_length(text: str, name: str) -> str:
    """Refuse a text that is longer than the database takes, or that no screen can show."""
    if len(text) > LONGEST.get(name, 500):
        raise DataError("row.too_long", column=name, length=len(text))
    return text


def is_yes(text: str) -> bool:
    """Whether a flag is on, in any of the ways that tills write it."""
    return text.casefold() in ("1", "y", "yes", "true", "oui", "ja", "si", "sí", "是")


def exact(number: Decimal | float) -> float:
    """A quantity to the gram."""
    return round(float(number), 3)
