"""Lets other threads have the interpreter now and then."""

from __future__ import annotations

import time

from shopdesk.engine.context import JobContext

EVERY = 200  # rows, some milliseconds of work
_PAUSE = 0.0003


def breathe(ctx: JobContext, number: int) -> None:
    """Pause for a moment at every so manyth row, and stop there if the owner cancelled.

    A thread that gives the interpreter up for an instant only, as reading a file does, mostly has it back before the
    window's thread has woken up; then the window stands still for seconds.
    """
    if number % EVERY == 0:
        time.sleep(_PAUSE)
        ctx.raise_if_cancelled()
