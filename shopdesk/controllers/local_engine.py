"""The engine in the window's own process, for computers with little memory: the same calls, no process."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from shopdesk.controllers.desk import Desk, Handler
from shopdesk.engine.context import JobContext


class LocalEngine:
    """Calls named functions on the lane that asks.

    Parameters
    ----------
    shop : callable
        Returns the shop that the window has open.
    """

    running = False  # there is no process

    def __init__(self, shop: Callable[[], Any]) -> None:
        self._shop = shop
        self._lock = threading.Lock()
        self._handlers: dict[str, Handler] | None = None

    def start(self) -> None:
        """Nothing: there is no process."""

    def call(self, lane: str, name: str, request: Any, ctx: JobContext) -> Any:
        """Run ``name(request, ctx)`` here and return its result."""
        with self._lock:
            if self._handlers is None:
                self._handlers = Desk(self._shop()).handlers()
        ctx.raise_if_cancelled()
        return self._handlers[name](request, ctx)

    def close(self) -> None:
        """Nothing was started; the window closes its shop itself."""
