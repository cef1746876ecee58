"""Money, stock and other figures as the locale writes them."""

from __future__ import annotations

import os
from datetime import datetime
from functools import cache
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, QTime

from shopdesk.engine.types_money import digits_of as digits_of

PIECES = ("", "piece", "pcs")
"""Units of what is sold by the piece: nobody needs to be told."""


@cache
def _symbol(currency: str) -> str:
    return {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹"}.get(currency, currency + "\u00a0")


def money(minor: int, currency: str) -> str:
    """Return an amount of minor units as money, such as ``€1.29``."""
    digits = digits_of(currency)
    return QLocale().toCurrencyString(minor / 10**digits, _symbol(currency), digits)


def number(value: float, decimals: int = 3) -> str:
    """Return a quantity without needless zeros: ``2`` rather than ``2.000``."""
    locale = QLocale()
    if abs(value - round(value)) < 1e-9:
        return locale.toString(round(value))
    text = locale.toString(float(value), "f", decimals)
    return text.rstrip("0").rstrip(locale.decimalPoint())


def stock(quantity: float, unit: str = "piece") -> str:
    """Return what is left in words, such as ``2 left`` or ``1.5 kg left``."""
    if quantity <= 0:
        return QCoreApplication.translate("format", "none left")
    named = number(quantity) if unit in PIECES else f"{number(quantity)} {unit}"
    return QCoreApplication.translate("format", "{0} left").format(named)


def per_cent(share: float) -> str:
    """Return a share of one as whole per cents."""
    return f"{QLocale().toString(round(100 * share))} %"


def short_path(path: str) -> str:
    """Return a path as it is read, from the owner's home folder: ``~/ShopDesk/backups``. As it is on Windows."""
    home = str(Path.home())
    inside = os.sep == "/" and path.startswith(f"{home}/")
    return f"~{path[len(home) :]}" if inside else path


def day(at: datetime | None) -> str:
    """Return a day as the locale writes it, such as 11/24/26."""
    return "" if at is None else QLocale().toString(_clock(at).date(), QLocale.FormatType.ShortFormat)


def moment(at: datetime | None, pattern: str = "") -> str:
    """Return day and time on the clock of this computer, as the locale writes them or after a pattern."""
    if at is None:
        return ""
    if pattern:
        return QLocale().toString(_clock(at), pattern)
    return QLocale().toString(_clock(at), QLocale.FormatType.ShortFormat)


def _clock(at: datetime) -> QDateTime:
    """A moment with a zone on this computer's clock; one without is on it already. Seconds are left out."""
    local = at.astimezone() if at.tzinfo is not None else at
    return QDateTime(QDate(local.year, local.month, local.day), QTime(local.hour, local.minute))
