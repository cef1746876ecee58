"""Bringing a backup back: into a file beside the shop's, brought up to date, checked, and then put in its place."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError, EngineError
from shopdesk.store.backup import DEFAULT, check_backup, make_backup, prune
from shopdesk.store.backup_files import bring_files
from shopdesk.store.backup_rule import backup_name
from shopdesk.store.database import HEAD, Database, sqlite_url
from shopdesk.store.files import (
    cipher_module,
    connect_file,
    is_encrypted,
    is_full,
    journals,
    of_file,
    put_in_place,
    remove_database,
    sync_folder,
)
from shopdesk.store.privacy import forget_again
from shopdesk.store.shop import FILE_NAME, Shop, open_shop


@dataclass(frozen=True)
class RestoreReport:
    """What was restored, and where what was there before is kept (None if there was nothing).

    ``files`` came back beside the database (pictures, what was taught); ``missing`` are in the backup's list only.
    """

    safety: str | None
    version: str
    products: int
    sales: int
    forgotten: int = 0
    files: int = 0
    missing: int = 0


def restore_shop(
    folder: Path,
    source: Path,
    url: str | None = None,
    passphrase: str | None = None,
    ctx: JobContext = NULL_CONTEXT,
) -> RestoreReport:
    """Restore a backup of this or any earlier version in place of the shop in ``folder`` or at ``url``.

    What is there is kept as a safety copy first, even if it is damaged. Until the last step nothing of the shop is
    touched, and that step is one rename: after a crash there is the old shop or the restored one.
    """
    passphrase = passphrase or os.environ.get("SHOPDESK_PASSPHRASE") or None
    found = check_backup(source, passphrase)
    if found.version > HEAD:
        raise DataError("shop.newer", path=str(source), version=found.version)
    if url is not None and not url.startswith("sqlite"):
        return _restore_into_server(folder, source, url, passphrase, ctx)
    live = folder.absolute() / FILE_NAME
    new = live.with_name(f".shop-{os.getpid()}-restored.part")
    with _said_plainly(live):
        live.parent.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(live.parent).free < 2 * source.stat().st_size + (1 << 20):
            raise DataError("backup.no_space", path=str(live.parent))
        try:
            forgotten = _prepare(source, new, folder, passphrase, ctx)
            safety = _set_aside(live, passphrase, ctx)
            put_in_place(new, live)
        finally:
            remove_database(new)
        came, lost = bring_files(source, folder, ctx)
    ctx.progress(1.0, "done")
    return RestoreReport(safety, found.version, found.products, found.sales, forgotten, came, lost)


@contextmanager
def _said_plainly(path: Path) -> Iterator[None]:
    try:
        yield
    except EngineError:
        raise
    except Exception as error:
        if is_full(error):
            raise DataError("backup.no_space", path=str(path.parent)) from error
        if isinstance(error, PermissionError):  # on Windows a file that somebody has open cannot be replaced
            raise DataError("shop.in_use", path=str(path)) from error
        if of_file(error):
            raise DataError("restore.failed", path=str(path)) from error
        raise


def _prepare(source: Path, new: Path, folder: Path, passphrase: str | None, ctx: JobContext) -> int:
    """Copy the backup beside the shop and bring it up to date; how many customers were erased again."""
    ctx.progress(0.1, "restore")
    shutil.copyfile(source, new)
    written_ahead = journals(source)[0]
    if written_ahead.exists():  # somebody may have copied the files of a running shop
        shutil.copyfile(written_ahead, journals(new)[0])
    key = passphrase if is_encrypted(new) else None
    ctx.progress(0.4, "restore")
    database = Database(sqlite_url(new), passphrase=key)
    try:
        database.migrate()
        forgotten = forget_again(Shop(database, folder))
    finally:
        database.close()
    with closing(connect_file(new, key)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    check_backup(new, key, reported_as=source)
    ctx.progress(0.7, "restore")
    return forgotten


def _set_aside(live: Path, passphrase: str | None, ctx: JobContext) -> str | None:
    """Keep what is there, and leave no journal that belongs to it: it would be played into the restored file."""
    if not live.exists():
        for path in journals(live):
            path.unlink(missing_ok=True)
        return None
    try:
        check_backup(live, passphrase)
        safety = str(_safety_copy(live, passphrase, ctx))
        fold_journal(live, passphrase)
    except DataError as error:
        if error.code not in ("backup.damaged", "backup.wrong_passphrase", "backup.passphrase", "shop.damaged"):
            raise
        safety = str(_copy_as_it_is(live))
        for path in journals(live):
            path.unlink(missing_ok=True)
    sync_folder(live.parent)
    return safety


def _safety_copy(live: Path, passphrase: str | None, ctx: JobContext) -> Path:
    key = passphrase if is_encrypted(live) else None
    database = Database(sqlite_url(live), passphrase=key)
    try:
        return make_backup(Shop(database, live.parent), "restore", ctx=ctx).path
    finally:
        database.close()


def fold_journal(live: Path, passphrase: str | None) -> None:
    """Bring everything into the file itself; that needs the file alone, so a running ShopDesk is noticed here."""
    module = sqlite3 if not is_encrypted(live) else cipher_module()
    try:
        with closing(connect_file(live, passphrase if is_encrypted(live) else None)) as connection:
            connection.execute("PRAGMA busy_timeout = 3000")
            connection.execute("PRAGMA journal_mode = DELETE")
    except module.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise DataError("shop.in_use", path=str(live)) from error
        raise


def _copy_as_it_is(live: Path) -> Path:
    """Copy a damaged file, and what belongs to it, byte by byte: somebody may yet read something out of it."""
    place = live.parent / DEFAULT
    place.mkdir(exist_ok=True)
    target = place / backup_name(datetime.now(UTC), "restore", False).replace("shop-", "damaged-")
    for path, copy in ((live, target), *zip(journals(live), journals(target), strict=True)):
        if path.exists():
            shutil.copyfile(path, copy)
    return target


def _restore_into_server(
    folder: Path, source: Path, url: str, passphrase: str | None, ctx: JobContext
) -> RestoreReport:
    from shopdesk.store.transfer import load_copy

    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f".shop-{os.getpid()}-restored.part"
    with _said_plainly(source):
        try:
            forgotten = _prepare(source, new, folder, passphrase, ctx)
            with open_shop(folder, url=url) as shop:
                safety = None if shop.is_empty() else str(make_backup(shop, "restore", ctx=ctx).path)
                load_copy(new, passphrase if is_encrypted(new) else None, shop.database, ctx)
            came, lost = bring_files(source, folder, ctx)
        finally:
            remove_database(new)
    prune(folder / DEFAULT)
    found = check_backup(source, passphrase)
    return RestoreReport(safety, found.version, found.products, found.sales, forgotten, came, lost)
