"""The engine process: runs named functions on one thread per lane and answers over a pipe. No Qt."""

from __future__ import annotations

import logging
import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from shopdesk.engine.context import CallbackContext, Cancelled, JobContext
from shopdesk.engine.errors import EngineError
from shopdesk.workers.codec import Codec
from shopdesk.workers.wire import Wire

Handler = Callable[[Any, JobContext], Any]
_LAST_SECONDS = 0.6  # the window waits a second for this process
_log = logging.getLogger(__name__)


class EngineServer:
    """Serves calls until the other side closes the pipe.

    Parameters
    ----------
    wire : Wire
        The way to the window's process.
    handlers : mapping of str to callable
        What may be called: ``handler(request, ctx)``.
    """

    def __init__(self, wire: Wire, handlers: Mapping[str, Handler]) -> None:
        self._wire = wire
        self._handlers = handlers
        self._lanes: dict[str, queue.SimpleQueue[dict[str, Any] | None]] = {}
        self._threads: list[threading.Thread] = []
        self._flags: dict[int, threading.Event] = {}

    def serve(self) -> bool:
        """Read messages until the pipe closes, then let the lanes end; False if one is still at work."""
        try:
            while True:
                self._dispatch(self._wire.receive())
        except EOFError:
            _log.info("the window closed the pipe")
        for flag in list(self._flags.values()):
            flag.set()
        for lane in self._lanes.values():
            lane.put(None)
        deadline = time.monotonic() + _LAST_SECONDS
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _dispatch(self, message: dict[str, Any]) -> None:
        if message["op"] == "cancel":
            flag = self._flags.get(message["id"])
            if flag is not None:
                flag.set()
            return
        self._flags[message["id"]] = threading.Event()
        self._lane(message["lane"]).put(message)

    def _lane(self, name: str) -> queue.SimpleQueue[dict[str, Any] | None]:
        if name not in self._lanes:
            self._lanes[name] = queue.SimpleQueue()
            thread = threading.Thread(target=self._work, args=(self._lanes[name],), name=name, daemon=True)
            self._threads.append(thread)
            thread.start()
        return self._lanes[name]

    def _work(self, lane: queue.SimpleQueue[dict[str, Any] | None]) -> None:
        while (message := lane.get()) is not None:
            try:
                self._wire.send(self._answer(message))
            except (OSError, ValueError):  # the window is gone
                return
            finally:
                self._flags.pop(message["id"], None)

    def _answer(self, message: dict[str, Any]) -> dict[str, Any]:
        number = message["id"]

        def progress(fraction: float, stage: str) -> None:
            self._wire.send({"op": "progress", "id": number, "fraction": fraction, "stage": stage})

        def partial(value: Any) -> None:
            self._wire.send({"op": "partial", "id": number, "value": value})

        ctx = CallbackContext(progress, partial, self._flags[number])
        try:
            ctx.raise_if_cancelled()
            result = self._handlers[message["name"]](message["request"], ctx)
            return {"op": "done", "id": number, "result": result}
        except Cancelled:
            return {"op": "cancelled", "id": number}
        except EngineError as error:
            params = {key: _plain(value) for key, value in error.params.items()}
            return {"op": "failed", "id": number, "code": error.code, "params": params}
        except Exception as error:  # noqa: BLE001 - a bug in one call must not end the process
            _log.exception("call %s failed", message["name"])
            return {"op": "failed", "id": number, "code": "internal", "params": {"detail": repr(error)}}


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def serve_standard_streams(codec: Codec, handlers: Mapping[str, Handler]) -> bool:
    """Serve over standard input and output, all else goes to standard error; False if a lane is still at work."""
    reader = os.fdopen(os.dup(0), "rb")
    writer = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    try:
        return EngineServer(Wire(reader, writer, codec), handlers).serve()
    finally:
        for stream in (reader, writer):
            with suppress(OSError):  # a window that was killed reads no more of what is still to be written
                stream.close()
