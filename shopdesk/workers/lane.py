"""A lane: one QThread that runs one job at a time."""

from __future__ import annotations

import logging
import queue
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from shopdesk.engine.context import CallbackContext, Cancelled, JobContext
from shopdesk.engine.errors import EngineError

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """Data, a function and a flag. ``run(request, ctx)`` is called on the lane's thread."""

    token: int
    run: Callable[[Any, JobContext], Any]
    request: Any
    cancelled: threading.Event = field(default_factory=threading.Event)


class Lane(QThread):
    """Runs jobs in order of arrival.

    Signals
    -------
    progressed(token, fraction, stage), partial(token, value), succeeded(token, result), failed(token, EngineError),
    dropped(token): each job ends in exactly one of the last three.
    """

    progressed = Signal(int, float, str)
    partial = Signal(int, object)
    succeeded = Signal(int, object)
    failed = Signal(int, object)
    dropped = Signal(int)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()

    def put(self, job: Job) -> None:
        """Queue a job; the thread starts with the first."""
        self._jobs.put(job)
        if not self.isRunning():
            self.start()

    def finish(self) -> None:
        """Let the thread end after the jobs before."""
        self._jobs.put(None)

    def run(self) -> None:
        """Work until :meth:`finish`."""
        trace = threading.gettrace()
        if trace is not None:  # coverage does not see QThreads by itself
            sys.settrace(trace)
        while (job := self._jobs.get()) is not None:
            self._do(job)

    def _do(self, job: Job) -> None:
        ctx = CallbackContext(
            lambda fraction, stage: self.progressed.emit(job.token, fraction, stage),
            lambda value: self.partial.emit(job.token, value),
            job.cancelled,
        )
        try:
            ctx.raise_if_cancelled()
            result = job.run(job.request, ctx)
        except Cancelled:
            self.dropped.emit(job.token)
        except EngineError as error:
            self.failed.emit(job.token, error)
        except Exception as error:  # noqa: BLE001 - a bug ends in a sentence, never in a dead lane
            _log.exception("job on lane %s failed", self.objectName())
            self.failed.emit(job.token, EngineError("internal", detail=repr(error)))
        else:
            self.succeeded.emit(job.token, result)
