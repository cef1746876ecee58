"""Which backups are kept: seven days, four weeks, twelve months; and how their files are called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

DAYS, WEEKS, MONTHS = 7, 4, 12
SAFETY = 5  # how many are kept of those made before an import, an upgrade or a restore
REASONS = ("daily", "hand", "import", "upgrade", "restore")
_NAME = re.compile(r"shop-(\d{8}T\d{9}Z)-([a-z]+)\.(db|cdb)")


@dataclass(frozen=True)
class BackupInfo:
    """A backup as its name tells it. ``reason`` is one of :data:`REASONS`."""

    path: Path
    made_at: datetime
    reason: str
    size: int
    encrypted: bool


def backup_name(moment: datetime, reason: str, encrypted: bool) -> str:
    """The file name of a backup, which sorts by time."""
    stamp = moment.astimezone(UTC).strftime("%Y%m%dT%H%M%S%f")[:-3]
    return f"shop-{stamp}Z-{reason}.{'cdb' if encrypted else 'db'}"


def read_name(path: Path) -> BackupInfo | None:
    """What a file's name says of it, None if it is no backup of ours."""
    found = _NAME.fullmatch(path.name)
    if found is None:
        return None
    try:
        moment = datetime.strptime(found.group(1)[:-1] + "000", "%Y%m%dT%H%M%S%f").replace(tzinfo=UTC)
        size = path.stat().st_size
    except (ValueError, OSError):
        return None
    return BackupInfo(path, moment, found.group(2), size, found.group(3) == "cdb")


def to_delete(backups: Iterable[BackupInfo]) -> list[BackupInfo]:
    """The backups that the rule no longer needs.

    Of the daily ones the newest of each of the last seven days, four weeks and twelve months that have one is kept;
    of those made before something, the newest five of each kind; those made by hand stay until the owner removes them.
    """
    newest_first = sorted(backups, key=lambda info: info.made_at, reverse=True)
    daily = [info for info in newest_first if info.reason == "daily"]
    kept: set[Path] = set()
    for period, count in (("%Y-%m-%d", DAYS), ("%G-%V", WEEKS), ("%Y-%m", MONTHS)):
        seen: dict[str, Path] = {}
        for info in daily:
            seen.setdefault(info.made_at.astimezone().strftime(period), info.path)
        kept.update(list(seen.values())[:count])
    for reason in ("import", "upgrade", "restore"):
        kept.update([info.path for info in newest_first if info.reason == reason][:SAFETY])
    return [info for info in newest_first if info.reason != "hand" and info.path not in kept]
