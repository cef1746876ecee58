"""Small values the store keeps: moments, money in minor units, barcodes as 14 digits, folded names."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import overload

DAY_MS = 86_400_000
# A number with at most a currency before or after it: "1.234,50", "EUR 3.99", "-2,5 %".
_NUMBER = re.compile(r"[^\d\-+.,]{0,4}([-+]?[\d.,'\u2019\s]*\d)[.,]?[^\d.,]{0,4}")
_AMBIGUOUS = re.compile(r"[-+]?[1-9]\d{0,2}[.,]\d{3}")


# --- moments -----------------------------------------------------------------------------------


def to_ms(moment: datetime | None = None) -> int:
    """Milliseconds since 1970 (UTC) of ``moment``, now if None; a moment without a zone counts as UTC."""
    moment = moment or datetime.now(UTC)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return round(moment.timestamp() * 1000)


@overload
def from_ms(value: int) -> datetime: ...
@overload
def from_ms(value: None) -> None: ...
def from_ms(value: int | None) -> datetime | None:
    """The aware UTC moment of ``value`` milliseconds since 1970."""
    return None if value is None else datetime.fromtimestamp(value / 1000, UTC)


# --- money -------------------------------------------------------------------------------------


def parse_number(text: str) -> Decimal:
    """Read a number with a decimal comma or point and thousands separators; ValueError if it is none.

    Of two kinds of separators the last is the decimal one: ``1.234,50`` and ``1,234.50`` are both 1234.50.
    One that repeats separates thousands.
    """
    found = _NUMBER.fullmatch(text.strip().replace("\u2212", "-"))
    if found is None or len(found.group(1)) > 24:  # what a Decimal holds exactly, and more than any shop needs
        raise ValueError(text)
    bare = re.sub(r"['\u2019\s]", "", found.group(1))
    comma, point = bare.rfind(","), bare.rfind(".")
    if comma >= 0 and point >= 0:
        bare = bare.replace("." if comma > point else ",", "").replace(",", ".")
    elif bare.count(",") > 1 or bare.count(".") > 1:
        bare = bare.replace(",", "").replace(".", "")
    else:
        bare = bare.replace(",", ".")
    try:
        return Decimal(bare)
    except InvalidOperation:
        raise ValueError(text) from None


def parse_money(text: str, digits: int = 2) -> int:
    """Read an amount of money as integer minor units, rounding half up; ValueError if it is none.

    ``1.234`` may be a thousand or one and a bit: that is refused rather than guessed.
    """
    if digits < 3 and _AMBIGUOUS.fullmatch(text.strip()):
        raise ValueError(text)
    return int(parse_number(text).scaleb(digits).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def line_total(quantity: float, unit_price: int) -> int:
    """The price of a line in minor units, rounded half up, free of binary rounding."""
    return int((Decimal(repr(quantity)) * unit_price).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def line_amount(quantity: float, unit_price: int, discount: int) -> int:
    """What a line comes to in minor units after its discount."""
    return line_total(quantity, unit_price) - discount


# --- codes and names ---------------------------------------------------------------------------


def check_digit(body: str) -> str:
    """The GS1 check digit that follows ``body``."""
    total = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(body)))
    return str(-total % 10)


def fold(text: str) -> str:
    """Lower case without accents, for comparing names."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())
