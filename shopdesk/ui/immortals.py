"""Keeps None, True and False alive on Python 3.11.

From Python 3.12 these three are never freed, and PySide6 6.12 counts on it: its calls give back one reference more
than they took. On Python 3.11 their counts therefore fall with each call until the interpreter aborts
("none_dealloc"). Raising the counts once, far beyond what a session can use up, gives them what 3.12 gives them.
"""

from __future__ import annotations

import ctypes
import sys

_BEYOND = 1 << 40


def keep_constants() -> None:
    """Raise the reference counts of the constants once; does nothing where they are never freed."""
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    for constant in (None, True, False):
        count = ctypes.c_ssize_t.from_address(id(constant))
        if count.value < _BEYOND // 2:
            count.value += _BEYOND
