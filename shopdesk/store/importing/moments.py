"""Dates and times as tills write them. Whether day or month comes first is decided per column, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from shopdesk.store.importing.tables import TYPED
from shopdesk.store.importing.zones import city_zones

ORDERS = ("dmy", "mdy", "ymd")
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(r"(\d{1,4})([./\-])(\d{1,2})\2(\d{1,4})\.?(?=$|[T,\s])")
_CHINESE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?")
_WORDS = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(?:(\d{1,2})(?:st|nd|rd|th)?[\s\-]+([A-Za-z]{3,9})\.?|([A-Za-z]{3,9})\.?\s+(\d{1,2}))"
    r",?[\s\-]+(\d{4}|\d{2})(?=$|[T,\s])"
)
_TIME = re.compile(
    r"[T,\s]*(?:at\s+)?(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?\s*([ap])?\.?(m)?\.?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?\s*",
    re.IGNORECASE,
)


def day_order(text: str) -> str:
    """What a cell says about its order: one of :data:`ORDERS`, ``same`` (03/03), ``?``, or empty for no such date."""
    if text.startswith(TYPED):
        return ""
    found = _DATE.match(text.strip())
    if found is None:
        return ""
    first, mark, second = found[1], found[2], found[3]
    if len(first) >= 3:
        return "ymd"
    a, b = int(first), int(second)
    if a > 12 and b > 12:
        return ""
    if a > 12:
        return "dmy"
    if b > 12:
        return "mdy"
    if mark == ".":  # written so only where the day comes first
        return "dmy"
    return "same" if a == b else "?"


@dataclass
class DateEvidence:
    """What the cells of a column say together."""

    orders: dict[str, int] = field(default_factory=lambda: {"dmy": 0, "mdy": 0, "ymd": 0, "same": 0, "?": 0})
    example: str = ""

    def look(self, cells: Iterable[str]) -> None:
        """Take note of cells."""
        for cell in cells:
            order = day_order(cell)
            if order:
                self.orders[order] += 1
                if order == "?" and not self.example:
                    self.example = cell

    @property
    def order(self) -> str:
        """``dmy`` or ``mdy`` if the clear cells agree, else empty; years in front need no decision."""
        day, month = self.orders["dmy"] > 0, self.orders["mdy"] > 0
        if day != month:
            return "dmy" if day else "mdy"
        return ""

    @property
    def open(self) -> bool:
        """Whether a cell can be read in two ways and no other cell decides it."""
        return self.orders["?"] > 0 and not self.order


def zone_named(name: str) -> tzinfo | None:
    """The time zone of an IANA name or of a label such as ``Eastern Time (US & Canada)``; None if unknown."""
    plain = " ".join(name.replace("_", " ").split())
    for candidate in (city_zones().get(plain.casefold(), ""), name.strip()):
        if candidate:
            try:
                return ZoneInfo(candidate)
            except (ZoneInfoNotFoundError, ValueError, OSError):
                continue
    return None


class DateReader:
    """Reads the cells of a column.

    Parameters
    ----------
    order : str
        ``dmy``, ``mdy`` or empty, if only dates that are clear by themselves can occur.
    zone : tzinfo, optional
        Where the clock hung that wrote moments without a zone; this computer's zone if None.
    """

    def __init__(self, order: str = "", zone: tzinfo | None = None) -> None:
        self.order, self.zone = order, zone
        self._days: dict[str, tuple[int, int, int, int]] = {}

    def milliseconds(self, text: str, zone: tzinfo | None = None) -> int:
        """Milliseconds since 1970 (UTC) of a cell; ValueError if it is no moment or not a clear one."""
        moment = self.moment(text, zone)
        if not datetime(1970, 1, 1, tzinfo=UTC) <= moment <= LATEST:
            raise ValueError(text)
        return round(moment.timestamp() * 1000)

    def moment(self, text: str, zone: tzinfo | None = None) -> datetime:
        """The aware moment of a cell."""
        text = text.lstrip(TYPED).strip()
        if len(text) > 60:
            raise ValueError(text)
        year, month, day, end = self._day(text)
        hour, minute, second, micro, own = _clock(text[end:])
        naive = datetime(year, month, day, hour, minute, second, micro)
        if own is not None:
            return naive.replace(tzinfo=own)
        where = zone or self.zone
        try:
            return naive.replace(tzinfo=where) if where is not None else naive.astimezone()
        except (OverflowError, OSError) as error:  # before the epoch, on some systems
            raise ValueError(text) from error

    def _day(self, text: str) -> tuple[int, int, int, int]:
        """Year, month, day, and where in the text they end."""
        key = text[:10] if text[4:5] == "-" else text.split(" ", 1)[0] if text[:1].isdigit() else text
        found = self._days.get(key)
        if found is None or not text.startswith(key):
            found = self._read_day(text)
            if len(self._days) < 50_000 and found[3] <= len(key):
                self._days[key] = found
        return found

    def _read_day(self, text: str) -> tuple[int, int, int, int]:
        numbers = _DATE.match(text)
        if numbers is not None:
            return (*self._ordered(numbers), numbers.end())
        chinese = _CHINESE.match(text)
        if chinese is not None:
            return int(chinese[1]), int(chinese[2]), int(chinese[3]), chinese.end()
        words = _WORDS.match(text)
        if words is None:
            raise ValueError(text)
        day, name = (words[1], words[2]) if words[1] else (words[4], words[3])
        return _year(words[5]), _MONTHS.index(name[:3].casefold()) + 1, int(day), words.end()

    def _ordered(self, found: re.Match[str]) -> tuple[int, int, int]:
        first, mark, second, third = found[1], found[2], found[3], found[4]
        if len(first) >= 3:
            if len(first) != 4 or len(third) > 2:
                raise ValueError(found[0])
            return int(first), int(second), int(third)
        if len(third) not in (2, 4):
            raise ValueError(found[0])
        a, b, year = int(first), int(second), _year(third)
        order = self.order or day_order(found[0])
        if order == "?":
            raise ValueError(found[0])
        return (year, a, b) if order == "mdy" and mark != "." else (year, b, a)


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _clock(text: str) -> tuple[int, int, int, int, tzinfo | None]:
    if not text.strip():
        return 0, 0, 0, 0, None
    found = _TIME.fullmatch(text)
    if found is None:
        raise ValueError(text)
    hour, half = int(found[1]), (found[5] or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(text)
        hour = hour % 12 + (12 if half == "p" else 0)
    micro = int((found[4] or "0").ljust(6, "0")[:6])
    return hour, int(found[2]), int(found[3] or 0), micro, _offset(found[7])


def _offset(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:]) if len(text) > 3 else 0
    delta = timedelta(hours=hours, minutes=minutes)
    return timezone(-delta if text[0] == "-" else delta)
