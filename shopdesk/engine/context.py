"""What a running computation may say to whoever started it: progress, partial results, and the wish to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Protocol


class Cancelled(Exception):
    """Raised inside a computation at a natural step after its owner asked it to stop."""


class JobContext(Protocol):
    """The only thing that a long engine call sees of the outside world."""

    def progress(self, fraction: float, stage: str = "") -> None:
        """Report that ``fraction`` (0 to 1) of the work is done; ``stage`` is a stable key, not a sentence."""

    def partial(self, value: Any) -> None:
        """Hand over an intermediate result."""

    def raise_if_cancelled(self) -> None:
        """Raise :class:`Cancelled` if the owner asked for it."""


class NullContext:
    """A context that nobody listens to and nobody cancels."""

    def progress(self, fraction: float, stage: str = "") -> None:
        """Ignore the report."""

    def partial(self, value: Any) -> None:
        """Ignore the value."""

    def raise_if_cancelled(self) -> None:
        """Never raise."""


class CallbackContext:
    """A context over plain callables and an event, for threads, child processes and the command line."""

    def __init__(
        self,
        on_progress: Callable[[float, str], None] | None = None,
        on_partial: Callable[[Any], None] | None = None,
        cancelled: threading.Event | None = None,
    ) -> None:
        self._on_progress = on_progress
        self._on_partial = on_partial
        self._cancelled = cancelled
        self._last = -1.0
        self._last_stage = ""

    def progress(self, fraction: float, stage: str = "") -> None:
        """Pass on progress that visibly moved: half a per cent, or another stage."""
        if self._on_progress is None:
            return
        if stage != self._last_stage or abs(fraction - self._last) >= 0.005 or fraction >= 1.0:
            self._last, self._last_stage = fraction, stage
            self._on_progress(fraction, stage)

    def partial(self, value: Any) -> None:
        """Pass on an intermediate result."""
        if self._on_partial is not None:
            self._on_partial(value)

    def raise_if_cancelled(self) -> None:
        """Raise :class:`Cancelled` once the event is set."""
        if self._cancelled is not None and self._cancelled.is_set():
            raise Cancelled


NULL_CONTEXT: JobContext = NullContext()
