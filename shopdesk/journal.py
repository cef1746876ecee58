"""The log that stays on the owner's computer: it turns over by size and holds no names. No Qt, no torch."""

from __future__ import annotations

import contextlib
import logging
import logging.handlers
import re
import traceback
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType

BYTES = 512 * 1024
KEPT = 3
_PACKAGE = "shopdesk"
# What the program itself is called by: lanes, functions, error codes. A shop's words have capitals, spaces or digits.
_OWN_WORD = re.compile(r"[a-z][a-z_.-]{0,40}")


def without_names(value: object) -> object:
    """Return what the log may hold of an argument: numbers and the program's own words, for the rest its type."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str) and _OWN_WORD.fullmatch(value):
        return value
    return f"<{type(value).__name__}>"


def where(error: BaseException, trace: TracebackType | None = None) -> str:
    """Return an error's type, code and places in the program, without its text, which may quote the shop's data."""
    code = getattr(error, "code", None)
    told = f"{type(error).__module__}.{type(error).__qualname__}" + (f" ({code})" if isinstance(code, str) else "")
    frames = traceback.extract_tb(trace or error.__traceback__)
    lines = [f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
    before = error.__cause__ or error.__context__
    if before is not None:
        lines += ["caused by " + where(before)]
    return "\n".join([told, *lines])


def _place(filename: str) -> str:
    """Return the end of a file's path: its beginning names the owner."""
    return "/".join(Path(filename).parts[-3:])


class PlainFormatter(logging.Formatter):
    """Writes the time, the process, the level and the words of the program; names, paths and texts are left out."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record."""
        line = dict(record.__dict__)
        own = record.name.partition(".")[0] == _PACKAGE
        arguments = record.args if isinstance(record.args, tuple) else ()
        if own and isinstance(record.msg, str):
            line["msg"] = record.msg if not arguments else _filled(record.msg, arguments)
        else:  # what a library says may hold anything
            line["msg"] = "a message of a library"
        line.update(args=None, exc_info=None, exc_text=None, stack_info=None)
        text = super().format(logging.makeLogRecord(line))
        if record.exc_info and record.exc_info[1] is not None:
            text += "\n" + where(record.exc_info[1], record.exc_info[2])
        return text


def _filled(template: str, arguments: tuple[object, ...]) -> str:
    try:
        return template % tuple(without_names(argument) for argument in arguments)
    except (TypeError, ValueError):  # a number's format with something that is none
        return template


class Journal(logging.handlers.RotatingFileHandler):
    """A file that turns over and never troubles the program: a full disk or a locked file only costs lines.

    Parameters
    ----------
    path : Path
        Where it is written; the folder is made with the first line.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=BYTES, backupCount=KEPT, encoding="utf-8", delay=True)
        self.setFormatter(PlainFormatter())

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()

    def doRollover(self) -> None:
        """Turn over; on Windows another process that writes may forbid it, then the file grows on."""
        with contextlib.suppress(OSError):
            super().doRollover()

    def handleError(self, record: logging.LogRecord) -> None:
        """Lose a line that cannot be written: standard error is for the owner's own commands."""


def start(path: Path) -> Journal:
    """Let the program's log go to ``path`` as well, in place of a file it went to before."""
    root = logging.getLogger()
    stop()
    journal = Journal(path)
    root.addHandler(journal)
    logging.getLogger(_PACKAGE).setLevel(logging.INFO)
    return journal


def stop() -> None:
    """Close the log's file."""
    root = logging.getLogger()
    for handler in [handler for handler in root.handlers if isinstance(handler, Journal)]:
        root.removeHandler(handler)
        handler.close()
    logging.getLogger(_PACKAGE).setLevel(logging.NOTSET)


def last_lines(folder: Path, count: int = 60) -> list[str]:
    """Return the newest lines of the logs in a folder, each file's own in their order."""
    lines = []
    for path in sorted(folder.glob("*.log")):
        with contextlib.suppress(OSError):
            lines += [
                f"{path.stem}: {line}" for line in path.read_text("utf-8", errors="replace").splitlines()[-count:]
            ]
    return lines
