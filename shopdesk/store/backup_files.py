"""The shop's pictures and what was taught go along with its backups: each file's content once, by its hash."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.store.files import sync_file

KINDS = ("pictures", "models")  # the folders beside the database that cannot be made again from it
STORE = "files"
_END = ".files.json"


def list_of(backup: Path) -> Path:
    """The list of files that belongs to a backup."""
    return backup.with_suffix(_END)


def keep_files(folder: Path, backup: Path, ctx: JobContext = NULL_CONTEXT) -> int:
    """Copy what the backups do not have yet and write the list that belongs to ``backup``; how many were copied.

    A file whose size and time are those of the last list is not read again.
    """
    store = backup.parent / STORE
    before = _newest_list(backup.parent)
    entries, copied = {}, 0
    for path in _files(folder):
        ctx.raise_if_cancelled()
        name = path.relative_to(folder).as_posix()
        status = path.stat()
        stamp = [status.st_size, status.st_mtime_ns]
        old = before.get(name)
        digest = old[2] if old and old[:2] == stamp else _digest(path)
        target = store / digest[:2] / digest
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            partial = target.with_name(f".{digest}-{os.getpid()}")
            shutil.copyfile(path, partial)
            sync_file(partial)
            os.replace(partial, target)
            copied += 1
        entries[name] = [*stamp, digest]
    partial = backup.parent / f".shop-{os.getpid()}-{backup.name}.list"
    partial.write_text(json.dumps(entries), encoding="utf-8")
    os.replace(partial, list_of(backup))
    return copied


def bring_files(backup: Path, folder: Path, ctx: JobContext = NULL_CONTEXT) -> tuple[int, int]:
    """Put back the files of a backup that are gone or different; how many came back, and how many could not.

    A different file that is there is kept beside it under another name: it may be newer work.
    """
    came = lost = 0
    for name, (_size, _time, digest) in _read(list_of(backup)).items():
        ctx.raise_if_cancelled()
        path = folder / name
        if folder.resolve() not in path.resolve().parents:  # a list from somewhere else reaches nowhere else
            continue
        if path.is_file() and _digest(path) == digest:
            continue
        content = backup.parent / STORE / digest[:2] / digest
        if not content.is_file() or _digest(content) != digest:
            lost += 1
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            os.replace(path, path.with_name(f"{path.stem}-before-restore{path.suffix}"))
        partial = path.with_name(f".{path.name}-{os.getpid()}")
        shutil.copyfile(content, partial)
        os.replace(partial, path)
        came += 1
    return came, lost


def prune_files(place: Path) -> int:
    """Remove lists whose backup is gone, and contents that no list names any more; how many contents."""
    wanted: set[str] = set()
    for path in place.glob(f"*{_END}"):
        name = path.name.removesuffix(_END)
        if any(path.with_name(name + end).exists() for end in (".db", ".cdb")):
            wanted.update(digest for *_, digest in _read(path).values())
        else:
            with suppress(OSError):
                path.unlink()
    gone = 0
    for content in (place / STORE).glob("??/*"):
        if content.name not in wanted:
            with suppress(OSError):
                content.unlink()
                gone += 1
    return gone


def _files(folder: Path) -> Iterator[Path]:
    for kind in KINDS:
        for path in sorted((folder / kind).rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                yield path


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _newest_list(place: Path) -> dict[str, list[Any]]:
    lists = sorted(place.glob(f"*{_END}"))
    return _read(lists[-1]) if lists else {}


def _read(path: Path) -> dict[str, list[Any]]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: entry for name, entry in found.items() if isinstance(entry, list) and len(entry) == 3}
