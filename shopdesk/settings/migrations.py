"""How the settings file of an earlier ShopDesk becomes one of today. One step per version, never changed later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Values = dict[str, Any]
Step = Callable[[Values], Values]

STEPS: tuple[Step, ...] = ()
"""``STEPS[n]`` makes version ``n + 2`` out of version ``n + 1``; the newest version is ``len(STEPS) + 1``."""


def migrate(values: Values, version: int, steps: tuple[Step, ...] = STEPS) -> tuple[Values, int]:
    """Return the values as today's version has them, and that version.

    A file of a later ShopDesk keeps its version and everything in it: what this one knows of it is used.
    """
    for step in steps[version - 1 :]:
        values = step(dict(values))
        version += 1
    return values, version
