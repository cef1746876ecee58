"""Small values the store keeps: moments, money in minor units, barcodes as 14 digits, folded names."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import overload

DAY_MS = 86_400_000


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
