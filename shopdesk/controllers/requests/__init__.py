"""What controllers and the command line ask, and what they are answered. Frozen; every field can travel.

One module per topic; what stands in no module of ``TOPICS`` cannot travel to the engine process.
"""

from __future__ import annotations

import dataclasses

from shopdesk.controllers.requests import catalog, prices, recommend, vision, voice
from shopdesk.engine import types

TOPICS = (catalog, recommend, prices, vision, voice)


def travelling_types() -> list[type]:
    """Return every dataclass that may go between the window and the engine process."""
    return [
        kind
        for module in (types, *TOPICS)
        for kind in vars(module).values()
        if isinstance(kind, type) and dataclasses.is_dataclass(kind)
    ]
