"""Turning a plain shop into an encrypted one and back, by SQLCipher; without it nothing here is used."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from shopdesk.engine.errors import DataError, NotFound
from shopdesk.store.backup import check_backup, list_backups
from shopdesk.store.files import connect_file, is_encrypted, put_in_place
from shopdesk.store.restore import fold_journal
from shopdesk.store.shop import FILE_NAME


def change_encryption(folder: Path, passphrase: str, encrypted: bool = True) -> list[Path]:
    """Encrypt the shop's file, or decrypt it; the backups that were made the other way and still lie there."""
    live = folder.absolute() / FILE_NAME
    if not live.exists():
        raise NotFound("shop.missing", path=str(live))
    if is_encrypted(live) == encrypted:
        raise DataError("encrypt.already", path=str(live))
    check_backup(live, passphrase)
    new = live.with_name(f".shop-{os.getpid()}-encrypted.part")
    try:
        fold_journal(live, passphrase)
        convert(live, new, passphrase, encrypted)
        check_backup(new, passphrase)
        put_in_place(new, live)
    finally:
        new.unlink(missing_ok=True)
    return [info.path for info in list_backups(folder) if info.encrypted != encrypted]


def convert(source: Path, target: Path, passphrase: str, encrypted: bool) -> None:
    """Write a database as an encrypted (or plain) file of its own."""
    target.unlink(missing_ok=True)
    if encrypted:
        connect_file(target, passphrase).close()
        with closing(connect_file(target, passphrase)) as connection:
            connection.execute("ATTACH DATABASE ? AS other KEY ''", (str(source),))
            connection.execute("SELECT sqlcipher_export('main', 'other')")
            connection.execute("DETACH DATABASE other")
        return
    with closing(connect_file(source, passphrase)) as connection:
        connection.execute("ATTACH DATABASE ? AS other KEY ''", (str(target),))
        connection.execute("SELECT sqlcipher_export('other')")
        connection.execute("DETACH DATABASE other")
