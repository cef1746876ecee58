"""The window's side of the engine process: starts it, calls it from lanes, restarts it once when it dies."""

from __future__ import annotations

import contextlib
import itertools
import logging
import queue
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk import crashes
from shopdesk.engine.context import Cancelled, JobContext
from shopdesk.engine.errors import EngineError, ModelError
from shopdesk.workers.wire import Wire

if TYPE_CHECKING:
    from shopdesk.workers.codec import Codec

_POLL_SECONDS = 0.05
_log = logging.getLogger(__name__)


class EngineClient:
    """Calls named functions in a child process. ``call`` blocks and is meant for lane threads.

    Parameters
    ----------
    command : sequence of str
        What starts the engine process; it must speak the protocol of :mod:`engine_server` on its standard streams.
    codec : callable
        Returns the codec with the types that may travel; called on the lane that starts the process.
    reports : Path, optional
        Where a report is written when the engine process dies.
    """

    def __init__(self, command: list[str], codec: Callable[[], Codec], reports: Path | None = None) -> None:
        self._command = command
        self._codec = codec
        self._reports = reports
        self._report: Path | None = None
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._pending: dict[int, queue.SimpleQueue[dict[str, Any]]] = {}
        self._process: subprocess.Popen[bytes] | None = None
        self._wire: Wire | None = None
        self._reader: threading.Thread | None = None
        self._connected = False
        self._closed = False

    @property
    def running(self) -> bool:
        """Whether the engine process is alive."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start the engine process unless it runs already."""
        with self._lock:
            if self._connected or self._closed:
                return
            self._reap()
            flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
            process = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, creationflags=flags
            )
            assert process.stdin is not None
            assert process.stdout is not None
            self._process = process
            self._wire = Wire(process.stdout, process.stdin, self._codec())  # type: ignore[arg-type]
            self._connected = True
            self._reader = threading.Thread(target=self._read, args=(self._wire,), name="engine-reader", daemon=True)
            self._reader.start()

    def call(self, lane: str, name: str, request: Any, ctx: JobContext) -> Any:
        """Run ``name(request, ctx)`` in the engine process and return its result.

        Raises
        ------
        EngineError
            What the function raised, or ``engine.crashed`` (``engine.reported`` with a report) when the process
            died during the call.
        Cancelled
            When ``ctx`` was cancelled.
        """
        self.start()
        number, answers = next(self._numbers), queue.SimpleQueue[dict[str, Any]]()
        self._pending[number] = answers
        try:
            self._send({"op": "call", "id": number, "lane": lane, "name": name, "request": request})
            if not self._connected:  # the process died after this call looked: the reader may not have seen it
                answers.put(self._failed())
            return self._wait(number, answers, ctx)
        finally:
            self._pending.pop(number, None)

    def close(self) -> None:
        """End the engine process: close its input, wait a moment, then kill it."""
        with self._lock:
            self._closed = True
            process = self._process
        if process is None:
            return
        self._close_input(process)
        self._reap()

    def _send(self, message: dict[str, Any]) -> None:
        try:
            if self._wire is None:
                raise self._crashed()
            self._wire.send(message)
        except (OSError, ValueError) as error:  # the pipe broke, or was closed at shutdown
            raise self._crashed() from error

    def _wait(self, number: int, answers: queue.SimpleQueue[dict[str, Any]], ctx: JobContext) -> Any:
        asked = False
        while True:
            try:
                message = answers.get(timeout=_POLL_SECONDS)
            except queue.Empty:
                asked = asked or self._cancel(number, ctx)
                continue
            op = message["op"]
            if op == "done":
                return message["result"]
            if op == "cancelled":
                raise Cancelled
            if op == "failed":
                raise EngineError(message["code"], **message["params"])
            if asked:
                continue
            if op == "progress":
                ctx.progress(message["fraction"], message["stage"])
            else:
                ctx.partial(message["value"])
            asked = self._cancel(number, ctx)

    def _cancel(self, number: int, ctx: JobContext) -> bool:
        try:
            ctx.raise_if_cancelled()
        except Cancelled:
            try:
                self._send({"op": "cancel", "id": number})
            except ModelError as error:
                raise Cancelled from error
            return True
        return False

    def _read(self, wire: Wire) -> None:
        try:
            while True:
                message = wire.receive()
                answers = self._pending.get(message["id"])
                if answers is not None:
                    answers.put(message)
        except (EOFError, OSError, ValueError):
            _log.info("the engine process ended")
        if not self._closed:
            self._write_report()
        self._connected = False
        for answers in list(self._pending.values()):
            answers.put(self._failed())

    def _failed(self) -> dict[str, Any]:
        error = self._crashed()
        return {"op": "failed", "code": error.code, "params": error.params}

    def _crashed(self) -> ModelError:
        if self._report is None:
            return ModelError("engine.crashed")
        return ModelError("engine.reported", report=str(self._report))

    def _write_report(self) -> None:
        process = self._process
        if self._reports is None or process is None:
            return
        try:
            code: int | None = process.wait(1.0)
        except subprocess.TimeoutExpired:
            code = None
        self._report = crashes.engine_report(self._reports, process.pid, code)

    def _reap(self) -> None:
        process, reader = self._process, self._reader
        if process is None:
            return
        try:
            process.wait(1.0)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if reader is not None and reader is not threading.current_thread():
            reader.join(2.0)
        self._close_input(process)
        if process.stdout is not None:
            process.stdout.close()
        self._process = self._reader = self._wire = None

    @staticmethod
    def _close_input(process: subprocess.Popen[bytes]) -> None:
        if process.stdin is not None:
            with contextlib.suppress(OSError, ValueError):
                process.stdin.close()
