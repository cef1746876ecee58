"""Crash reports: plain files that the owner may read and send by hand. ShopDesk itself sends nothing. No Qt."""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import platform
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO

from shopdesk import __title__, __version__, journal

KEPT = 10
_FIRST_LINES = """{title} {version} stopped or made a mistake here on {when}.

This file stays on this computer; {title} sends nothing. Read it, and send it by hand if you like: it names places in
the program, not your products, customers or files.

python {python}, {system}
part: {part}
"""
_log = logging.getLogger(__name__)


def write_report(folder: Path, part: str, what: str) -> Path | None:
    """Write a report.

    Parameters
    ----------
    folder : Path
        Where reports are kept; only the newest ten stay.
    part : str
        Which part of the program it is about.
    what : str
        What is known, without names: the places of an error, or a fault handler's trace.

    Returns
    -------
    Path or None
        The report, or None if it could not be written.
    """
    now = datetime.now().astimezone()
    head = _FIRST_LINES.format(
        title=__title__,
        version=__version__,
        when=now.strftime("%Y-%m-%d %H:%M:%S"),
        python=platform.python_version(),
        system=f"{platform.system()} {platform.release()} {platform.machine()}",
        part=part,
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"crash-{now.strftime('%Y%m%d-%H%M%S-%f')}.txt"
        path.write_text("\n".join([head, what.strip(), "", *journal.last_lines(folder), ""]), encoding="utf-8")
        for old in sorted(folder.glob("crash-*.txt"))[:-KEPT]:
            old.unlink()
    except OSError:
        _log.warning("a crash report could not be written")
        return None
    return path


class Trace:
    """The file that the fault handler writes to when the process dies; it goes away when all went well.

    Parameters
    ----------
    folder : Path
        Where reports are kept.
    part : str
        ``window`` or ``engine``.
    """

    def __init__(self, folder: Path, part: str) -> None:
        self._file: IO[str] | None = None
        self._path = trace_path(folder, part, os.getpid())
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("w", encoding="utf-8")
            faulthandler.enable(self._file)

    def close(self) -> None:
        """Take the file away: the process ends as it should."""
        if self._file is None:
            return
        faulthandler.disable()
        self._file.close()
        self._file = None
        with contextlib.suppress(OSError):
            self._path.unlink()


def trace_path(folder: Path, part: str, process: int) -> Path:
    """Return where the trace of a process is."""
    return folder / f"trace-{part}-{process}.txt"


def engine_report(folder: Path, process: int, code: int | None) -> Path | None:
    """Write the report of an engine process that died, with its trace if it left one."""
    path = trace_path(folder, "engine", process)
    what = _take(path) or "it left no trace"
    return write_report(folder, "engine", f"The engine process ended with {code}.\n{what}")


def reports_of_before(folder: Path, alive: Callable[[int], bool] | None = None) -> list[Path]:
    """Write reports of the windows that died since the last start, and take away what others left empty."""
    alive = alive or _is_alive
    reports = []
    for path in sorted(folder.glob("trace-*.txt")):
        part, _, number = path.stem.removeprefix("trace-").partition("-")
        if number.isdigit() and alive(int(number)):
            continue
        what = _take(path)
        report = write_report(folder, part, what) if what else None
        if report is not None:
            reports.append(report)
    return reports


def _take(path: Path) -> str:
    try:
        text = path.read_text("utf-8", errors="replace")
        path.unlink()
    except OSError:
        return ""
    return text.strip()


def _is_alive(process: int) -> bool:
    if process == os.getpid():
        return True
    if sys.platform == "win32":  # a file that is open there cannot be taken away: reading tells enough
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


@contextlib.contextmanager
def reporting(folder: Path, tell: Callable[[str], None]) -> Iterator[None]:
    """Report every error that nobody caught, in any thread, and ``tell`` the path of its report."""
    before, before_thread = sys.excepthook, threading.excepthook

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            before(kind, error, trace)
            return
        _log.error("an error nobody caught", exc_info=(kind, error, trace))
        report = write_report(folder, "window", journal.where(error, trace))
        tell(str(report or folder))

    def caught_in_thread(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None and arguments.exc_type is not SystemExit:
            caught(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    sys.excepthook, threading.excepthook = caught, caught_in_thread
    try:
        yield
    finally:
        sys.excepthook, threading.excepthook = before, before_thread
