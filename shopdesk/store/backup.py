"""Backups: written beside each other through SQLite's backup API, checked, and kept by a rule."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError, EngineError
from shopdesk.store.backup_files import keep_files, prune_files
from shopdesk.store.backup_rule import BackupInfo, backup_name, read_name, to_delete
from shopdesk.store.files import alone, connect_file, is_encrypted, is_full, of_file, put_in_place, remove_database

if TYPE_CHECKING:
    from shopdesk.store.shop import Shop

CHOICE = "backup.json"  # a file, not a setting: it must be readable when the shop's own file is not
DEFAULT = "backups"
DAILY = "backup.daily"  # the setting that says whether one is made every day
_LAST_DAY = "backup.day"  # a server's setting: when the last daily backup was made, by whichever till
_PAGES = 2048
_STALE_SECONDS = 86_400
LOCK = ".backups.lock"


@dataclass(frozen=True)
class BackupCheck:
    """What was found in a backup that is whole."""

    version: str
    products: int
    sales: int
    last_sale: int | None


# --- where -----------------------------------------------------------------------------------------


def backup_folder(folder: Path) -> Path:
    """Where the backups of the shop in ``folder`` go."""
    chosen = _choice(folder).get("folder")
    return Path(chosen) if chosen else folder / DEFAULT


def choose_backup_folder(folder: Path, chosen: Path | None) -> Path:
    """Let backups go to another folder from now on (None for the one beside the shop); the folder."""
    target = folder / DEFAULT if chosen is None else chosen.absolute()
    try:
        target.mkdir(parents=True, exist_ok=True)
        probe = target / f".probe-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise DataError("backup.folder", path=str(target)) from error
    _keep_choice(folder, {"folder": None if chosen is None else str(target)})
    return target


def _choice(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / CHOICE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _keep_choice(folder: Path, values: dict[str, Any]) -> None:
    partial = folder / f".{CHOICE}-{os.getpid()}"
    try:
        partial.write_text(json.dumps(_choice(folder) | values, ensure_ascii=False), encoding="utf-8")
        os.replace(partial, folder / CHOICE)
    except OSError as error:
        raise DataError("shop.read_only", path=str(folder)) from error


def list_backups(folder: Path) -> list[BackupInfo]:
    """The backups of a shop, newest first, from the chosen folder and from the one beside the shop."""
    found: dict[Path, BackupInfo] = {}
    for place in {backup_folder(folder), folder / DEFAULT}:
        with suppress(OSError):
            for path in place.iterdir():
                info = read_name(path)
                if info is not None:
                    found[path] = info
    return sorted(found.values(), key=lambda info: info.made_at, reverse=True)


# --- making one ------------------------------------------------------------------------------------


def make_backup(
    shop: Shop, reason: str = "hand", target: Path | None = None, ctx: JobContext = NULL_CONTEXT
) -> BackupInfo:
    """Write a backup of the open shop and check it; the shop goes on being used meanwhile.

    Parameters
    ----------
    shop : Shop
        The shop.
    reason : str
        Why; a part of the file's name, and of the rule by which it is kept.
    target : Path, optional
        A file or a folder; the chosen folder if None.
    """
    encrypted = shop.database.passphrase is not None
    name = backup_name(datetime.now(UTC), reason, encrypted)
    if target is not None and not target.is_dir():
        return _write(shop, target, reason, ctx)
    if target is not None:
        return _write(shop, target / name, reason, ctx)
    chosen, beside = backup_folder(shop.folder), shop.folder / DEFAULT
    try:
        info = _write(shop, chosen / name, reason, ctx)
    except DataError as error:
        # the stick is not plugged in, or full: better a backup on the same disk than none
        if chosen == beside or error.code not in ("backup.folder", "backup.no_space", "backup.failed"):
            raise
        info = _write(shop, beside / name, reason, ctx)
    for place in {info.path.parent, beside}:
        prune(place)
    return info


def backup_before(shop: Shop, reason: str, ctx: JobContext = NULL_CONTEXT) -> Path | None:
    """Make a backup before something that changes much; None for a shop that has nothing to lose."""
    if shop.is_empty():
        return None
    return make_backup(shop, reason, ctx=ctx).path


def daily_backup(shop: Shop, ctx: JobContext = NULL_CONTEXT) -> BackupInfo | None:
    """Make today's backup unless there is one already, nothing to back up, or the owner does without."""
    today = datetime.now().astimezone().date()
    for info in list_backups(shop.folder):
        if info.reason == "daily" and info.made_at.astimezone().date() == today:
            return None
    if shop.is_empty() or not shop.setting(DAILY, True):
        return None
    if not shop.database.is_sqlite:  # one of the tills is enough
        if shop.setting(_LAST_DAY) == today.isoformat():
            return None
        info = make_backup(shop, "daily", ctx=ctx)
        shop.set_setting(_LAST_DAY, today.isoformat())
        return info
    return make_backup(shop, "daily", ctx=ctx)


def prune(place: Path) -> list[Path]:
    """Remove the backups in a folder that the rule no longer needs, and what a crash left; their paths."""
    if not place.is_dir():
        return []
    with alone(place / LOCK):
        return _prune(place)


def _prune(place: Path) -> list[Path]:
    gone: list[Path] = []
    infos = []
    with suppress(OSError):
        for path in place.iterdir():
            info = read_name(path)
            if info is not None:
                infos.append(info)
            elif path.name.startswith(".shop-") and time.time() - path.stat().st_mtime > _STALE_SECONDS:
                path.unlink()
    for info in to_delete(infos):
        with suppress(OSError):
            info.path.unlink()
            gone.append(info.path)
    prune_files(place)
    return gone


@contextmanager
def _said_plainly(path: Path) -> Iterator[None]:
    try:
        yield
    except EngineError:
        raise
    except FileNotFoundError as error:
        raise DataError("backup.folder", path=str(path.parent)) from error
    except Exception as error:
        if is_full(error):
            raise DataError("backup.no_space", path=str(path.parent)) from error
        if "malformed" in str(error) or "not a database" in str(error):
            raise DataError("shop.damaged", path=str(path)) from error
        if of_file(error):
            raise DataError("backup.failed", path=str(path)) from error
        raise


def _write(shop: Shop, target: Path, reason: str, ctx: JobContext) -> BackupInfo:
    target = target.absolute()
    partial = target.parent / f".shop-{os.getpid()}-{target.name}.part"
    passphrase = shop.database.passphrase
    with _said_plainly(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        _need_space(shop, target.parent)
        with alone(target.parent / LOCK):  # another process must not prune what this one is copying
            _copy_to(shop, partial, target, ctx)
            keep_files(shop.folder, target, ctx)
    return BackupInfo(target, datetime.now(UTC), reason, target.stat().st_size, passphrase is not None)


def _copy_to(shop: Shop, partial: Path, target: Path, ctx: JobContext) -> None:
    passphrase = shop.database.passphrase
    try:
        if shop.database.path is None:
            from shopdesk.store.transfer import save_copy

            save_copy(shop.database, partial, ctx)
        else:
            copy_file(shop.database.path, partial, passphrase, ctx)
        check_backup(partial, passphrase, reported_as=target)
        put_in_place(partial, target)
    finally:
        remove_database(partial)


def _need_space(shop: Shop, place: Path) -> None:
    if shop.database.path is None:
        return
    need = shop.database.path.stat().st_size + (1 << 20)
    if shutil.disk_usage(place).free < need:
        raise DataError("backup.no_space", path=str(place))


def copy_file(source: Path, target: Path, passphrase: str | None, ctx: JobContext = NULL_CONTEXT) -> None:
    """Copy a database that others may be writing to, as it is at this moment, into one file of its own."""

    def moved(_status: int, remaining: int, total: int) -> None:
        ctx.raise_if_cancelled()
        ctx.progress(0.9 * (1 - remaining / max(total, 1)), "backup")

    with closing(connect_file(source, passphrase)) as old:
        old.execute("PRAGMA busy_timeout = 15000")
        old.execute("BEGIN")
        # From here on this connection sees one state: sales go on, and the copy never has to begin again.
        old.execute("SELECT count(*) FROM sqlite_master").fetchone()
        target.unlink(missing_ok=True)
        # an encrypted copy has the key, and so the salt, of the file whose pages it takes
        with closing(connect_file(target, passphrase, salt_of=source)) as new:
            new.execute("PRAGMA synchronous = OFF")
            old.backup(new, pages=_PAGES, progress=moved)
        old.execute("ROLLBACK")
    with closing(connect_file(target, passphrase)) as new:
        new.execute("PRAGMA journal_mode = DELETE")  # one file, readable from a folder that is not writable


# --- checking one ----------------------------------------------------------------------------------


def check_backup(path: Path, passphrase: str | None = None, reported_as: Path | None = None) -> BackupCheck:
    """Open a backup and check every page of it; raises ``backup.damaged``, or asks for the passphrase."""
    name = str(reported_as or path)
    if not path.is_file():
        raise DataError("backup.missing", path=name)
    if is_encrypted(path) and passphrase is None:
        raise DataError("backup.passphrase", path=name)
    key = passphrase if is_encrypted(path) else None
    try:
        with closing(connect_file(path, key)) as connection:
            found = connection.execute("PRAGMA integrity_check(3)").fetchall()
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
            version = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            products = connection.execute("SELECT count(*) FROM products").fetchone()[0]
            sales = "SELECT count(*), max(sold_at) FROM baskets WHERE status = 'completed'"
            sold, last = connection.execute(sales).fetchone()
    except EngineError:
        raise
    except Exception as error:
        if not of_file(error):
            raise
        code = "backup.wrong_passphrase" if key is not None else "backup.damaged"
        raise DataError(code, path=name) from error
    if [row[0] for row in found] != ["ok"] or broken is not None or version is None:
        raise DataError("backup.damaged", path=name)
    return BackupCheck(str(version[0]), int(products), int(sold), last)


def last_good_backup(folder: Path, passphrase: str | None = None) -> BackupInfo | None:
    """The newest backup that is whole, None if there is none."""
    for info in list_backups(folder):
        with suppress(EngineError):
            check_backup(info.path, passphrase)
            return info
    return None
