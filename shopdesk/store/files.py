"""Files that hold a database: opening them (encrypted or not), and putting one in another's place safely."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from shopdesk.engine.errors import DataError

MAGIC = b"SQLite format 3\x00"
_SALT = 16
_PAGE = 4096
_PATIENCE_SECONDS = 300.0
_ROUNDS = 256_000  # SQLCipher's own, so that its tools open the file with the same passphrase
NETWORK = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "webdav", "fuse.sshfs", "ncpfs", "afs"})


def is_encrypted(path: Path) -> bool:
    """Whether the file looks like an encrypted database: whole pages that begin with noise, not with SQLite's name."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            start = stream.read(_PAGE)
    except OSError:
        return False
    # of 4096 random bytes practically all 256 values are there; a damaged plain file has fewer
    return size >= _PAGE and size % 512 == 0 and start[: len(MAGIC)] != MAGIC and len(set(start)) > 240


@lru_cache(maxsize=8)
def _raw_key(passphrase: str, salt: bytes) -> str:
    # A raw key spares each connection a quarter of a million rounds; hexadecimal digits need no quoting.
    return hashlib.pbkdf2_hmac("sha512", passphrase.encode(), salt, _ROUNDS, 32).hex() + salt.hex()


def cipher_module() -> Any:
    """The module that opens encrypted files; it has the interface of sqlite3."""
    try:
        from sqlcipher3 import dbapi2
    except ImportError as error:
        raise DataError("shop.no_cipher") from error
    return dbapi2


def connect_file(path: Path | None, passphrase: str | None = None, salt_of: Path | None = None, **options: Any) -> Any:
    """Open a database file; with a passphrase through SQLCipher, whose module has the interface of sqlite3.

    Parameters
    ----------
    path : Path, optional
        The file; a database in memory if None.
    passphrase : str, optional
        Opens or makes an encrypted file.
    salt_of : Path, optional
        The file that a new encrypted one will be a copy of, page by page.
    """
    if passphrase is None or path is None:
        return sqlite3.connect(str(path or ":memory:"), **options)
    new = not path.exists() or path.stat().st_size < _SALT
    salt = _head(salt_of or path) if salt_of or not new else os.urandom(_SALT)
    if salt == MAGIC:
        raise DataError("shop.not_encrypted", path=str(path))
    connection = cipher_module().connect(str(path), **options)
    connection.execute("PRAGMA cipher_log_level = NONE")  # a wrong passphrase is said in our words
    connection.execute(f"PRAGMA key = \"x'{_raw_key(passphrase, salt)}'\"")
    if new:  # the salt must be in the file before anybody else opens it
        connection.execute("PRAGMA user_version = 1")
    return connection


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_SALT)


def sync_folder(folder: Path) -> None:
    """Make a rename in a folder outlive a power cut, where the system can."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        return  # some file systems cannot; the rename itself is whole all the same
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Wait until a file's content is on the disk."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def journals(path: Path) -> list[Path]:
    """The journals that SQLite keeps beside a database file, the one written ahead first."""
    return [path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal")]


def remove_database(path: Path) -> None:
    """Remove a database file with its journals, where they are there."""
    for one in (path, *journals(path)):
        one.unlink(missing_ok=True)


def is_full(error: Exception) -> bool:
    """Whether there was no room left on the disk, as SQLite or the system says it."""
    return any(symptom in str(error) for symptom in ("disk is full", "No space left"))


def of_file(error: Exception) -> bool:
    """Whether the system or the database complains of a file, encrypted or not."""
    return isinstance(error, OSError | sqlite3.Error) or type(error).__module__.startswith("sqlcipher3")


def put_in_place(source: Path, target: Path) -> None:
    """Let a finished file take another's name at once: after a crash there is the old one or the new one."""
    sync_file(source)
    os.replace(source, target)
    sync_folder(target.parent)


def file_system(path: Path, table: str | None = None) -> str:
    """The kind of file system that a path is on, as the mount table names it; empty where there is none.

    Parameters
    ----------
    path : Path
        Where to look; its parents count if it is not there yet.
    table : str, optional
        The mount table, in the format of ``/proc/self/mounts``.
    """
    if sys.platform == "win32":
        return _windows_drive(path)
    if table is None:
        try:
            table = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
    real, best, kind = os.path.realpath(path), "", ""
    for line in table.splitlines():
        parts = line.split()
        if len(parts) < 3:
            continue
        mount = parts[1].replace("\\040", " ")
        inside = real == mount or real.startswith(mount.rstrip("/") + "/")
        if inside and len(mount) >= len(best):
            best, kind = mount, parts[2]
    return kind


def _windows_drive(path: Path) -> str:
    import ctypes

    drive = os.path.splitdrive(os.path.abspath(path))[0]
    remote = drive.startswith("\\\\")
    windll = getattr(ctypes, "windll", None)
    if not remote and windll is not None:
        remote = windll.kernel32.GetDriveTypeW(drive + "\\") == 4  # DRIVE_REMOTE
    return "cifs" if remote else ""


def on_network(path: Path) -> bool:
    """Whether a path is in a folder shared over the network, where SQLite's locks cannot be trusted."""
    return file_system(path) in NETWORK


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Keep every other process out of what follows until it is done; the system lets go of it after a crash.

    Where no lock can be written, nothing else can be either: what follows says so in its own words.
    """
    from filelock import FileLock

    held = FileLock(lock, timeout=_PATIENCE_SECONDS, thread_local=False)
    try:
        held.acquire()
    except OSError:  # a time-out is one too
        yield
        return
    try:
        yield
    finally:
        held.release()
