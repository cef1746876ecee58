"""The registry of lanes and running jobs: start, cancel, deliver to the GUI thread, shut down in stages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QElapsedTimer, QObject, Signal, Slot

from shopdesk.engine.context import CallbackContext, Cancelled, JobContext
from shopdesk.engine.errors import EngineError
from shopdesk.workers.lane import Job, Lane

KEPT_LANES = frozenset({"store"})
"""Lanes whose jobs are writes: at shutdown they are finished, never cancelled."""

Function = str | Callable[[Any, JobContext], Any]


@dataclass(frozen=True)
class Callbacks:
    """What is called on the GUI thread as a job goes on. Each may be missing."""

    succeeded: Callable[[Any], None] | None = None
    failed: Callable[[EngineError], None] | None = None
    progressed: Callable[[float, str], None] | None = None
    partial: Callable[[Any], None] | None = None
    cancelled: Callable[[], None] | None = None


@dataclass
class _Entry:
    lane: str
    job: Job
    callbacks: Callbacks
    clock: QElapsedTimer


class Engine(Protocol):
    """What answers calls by name: the engine process, or the same functions in this one."""

    def call(self, lane: str, name: str, request: Any, ctx: JobContext) -> Any:
        """Run a function and return its result; blocks."""
        ...

    def close(self) -> None:
        """End what was started."""
        ...


class Runner(QObject):
    """Starts jobs on lanes. A function named by a string runs in the engine process, a callable on the lane itself.

    Signals
    -------
    busy_changed(lane, busy): a lane has work, or has none left.
    """

    busy_changed = Signal(str, bool)

    def __init__(self, engine: Engine | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._lanes: dict[str, Lane] = {}
        self._entries: dict[int, _Entry] = {}
        self._next = 0
        self._accepting = True

    def start(
        self, lane: str, function: Function, request: Any, callbacks: Callbacks, *, latest_wins: bool = True
    ) -> int:
        """Start a job and return its token; with ``latest_wins`` the lane's earlier jobs are cancelled."""
        if not self._accepting:
            return 0
        if latest_wins:
            self.cancel_lane(lane)
        self._next += 1
        run = partial(self._call_engine, lane, function) if isinstance(function, str) else function
        job = Job(self._next, run, request)
        clock = QElapsedTimer()
        clock.start()
        self._entries[job.token] = _Entry(lane, job, callbacks, clock)
        self.busy_changed.emit(lane, True)
        self._lane(lane).put(job)
        return job.token

    def cancel(self, token: int) -> None:
        """Ask a job to stop; its late results are dropped, its ``cancelled`` callback is called at once."""
        entry = self._entries.pop(token, None)
        if entry is None:
            return
        entry.job.cancelled.set()
        if entry.callbacks.cancelled is not None:
            entry.callbacks.cancelled()
        self._tell_idle(entry.lane)

    def cancel_lane(self, lane: str) -> None:
        """Cancel every job of a lane."""
        for token in [token for token, entry in self._entries.items() if entry.lane == lane]:
            self.cancel(token)

    def is_busy(self, lane: str) -> bool:
        """Whether a job of this lane has not ended."""
        return any(entry.lane == lane for entry in self._entries.values())

    def shutdown(self, wait_ms: int = 4000, keep_engine: bool = False) -> bool:
        """Stop accepting, cancel all, end the engine process, wait for the lanes. True if every lane ended.

        With ``keep_engine`` the engine goes on: a window that is built anew takes it over.
        """
        self._accepting = False
        for token in [t for t, e in self._entries.items() if e.lane not in KEPT_LANES]:
            self.cancel(token)
        for lane in self._lanes.values():
            lane.finish()
        if self._engine is not None and not keep_engine:
            self._engine.close()
        ended = [lane.wait(wait_ms) for lane in self._lanes.values()]  # wait for every one, also after a failure
        self._entries.clear()  # what the last writes would tell has nobody left to be told
        return all(ended)

    def _call_engine(self, lane: str, name: str, request: Any, ctx: JobContext) -> Any:
        if self._engine is None:
            raise EngineError("engine.crashed")
        return self._engine.call(lane, name, request, ctx)

    def _lane(self, name: str) -> Lane:
        if name not in self._lanes:
            lane = Lane(name, self)
            lane.progressed.connect(self._on_progress)
            lane.partial.connect(self._on_partial)
            lane.succeeded.connect(self._on_success)
            lane.failed.connect(self._on_failure)
            lane.dropped.connect(self._on_drop)
            self._lanes[name] = lane
        return self._lanes[name]

    def _tell_idle(self, lane: str) -> None:
        if not self.is_busy(lane):
            self.busy_changed.emit(lane, False)

    def _end(self, token: int) -> Callbacks:
        entry = self._entries.pop(token, None)
        if entry is None:
            return Callbacks()
        self._tell_idle(entry.lane)
        return entry.callbacks

    @Slot(int, float, str)
    def _on_progress(self, token: int, fraction: float, stage: str) -> None:
        entry = self._entries.get(token)
        # under 0.4 s nothing is shown: an answer that comes at once must not flicker
        if entry is not None and entry.callbacks.progressed is not None and entry.clock.elapsed() >= 400:
            entry.callbacks.progressed(fraction, stage)

    @Slot(int, object)
    def _on_partial(self, token: int, value: Any) -> None:
        entry = self._entries.get(token)
        if entry is not None and entry.callbacks.partial is not None:
            entry.callbacks.partial(value)

    @Slot(int, object)
    def _on_success(self, token: int, result: Any) -> None:
        callbacks = self._end(token)
        if callbacks.succeeded is not None:
            callbacks.succeeded(result)

    @Slot(int, object)
    def _on_failure(self, token: int, error: EngineError) -> None:
        callbacks = self._end(token)
        if callbacks.failed is not None:
            callbacks.failed(error)

    @Slot(int)
    def _on_drop(self, token: int) -> None:
        callbacks = self._end(token)
        if callbacks.cancelled is not None:
            callbacks.cancelled()


class InlineRunner:
    """The same calls, run at once on the caller's thread: what controller tests use.

    Parameters
    ----------
    handlers : dict of str to callable
        The functions that the engine process would have.
    """

    def __init__(self, handlers: dict[str, Callable[[Any, JobContext], Any]] | None = None) -> None:
        self._handlers = handlers or {}
        self.started: list[tuple[str, Function]] = []

    def start(
        self, lane: str, function: Function, request: Any, callbacks: Callbacks, *, latest_wins: bool = True
    ) -> int:
        """Run the job now."""
        self.started.append((lane, function))
        run = self._handlers[function] if isinstance(function, str) else function
        try:
            result = run(request, CallbackContext(callbacks.progressed, callbacks.partial))
        except Cancelled:
            if callbacks.cancelled is not None:
                callbacks.cancelled()
        except EngineError as error:
            if callbacks.failed is not None:
                callbacks.failed(error)
        else:
            if callbacks.succeeded is not None:
                callbacks.succeeded(result)
        return len(self.started)

    def cancel(self, token: int) -> None:
        """Nothing runs any more when this can be called."""

    def cancel_lane(self, lane: str) -> None:
        """Nothing runs any more when this can be called."""

    def is_busy(self, lane: str) -> bool:
        """Never: jobs end before ``start`` returns."""
        return False
