"""Days and moments as the locale writes them, on this computer's clock."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime


def _local(at: datetime) -> datetime:
    """A moment with a zone on this computer's clock; one without is on it already."""
    return at.astimezone() if at.tzinfo is not None else at


def day(at: datetime | None) -> str:
    """Return a day, such as 11/24/26."""
    if at is None:
        return ""
    local = _local(at)
    return QLocale().toString(QDate(local.year, local.month, local.day), QLocale.FormatType.ShortFormat)


def moment(at: datetime | None) -> str:
    """Return day and time, such as 11/24/26 2:05 PM."""
    if at is None:
        return ""
    local = _local(at)
    stamp = QDateTime(QDate(local.year, local.month, local.day), QTime(local.hour, local.minute))
    return QLocale().toString(stamp, QLocale.FormatType.ShortFormat)
