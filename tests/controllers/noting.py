"""A view that notes what it is shown."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject


class Noting(QObject):
    """Takes every ``show_...`` and ``hide_...``, and keeps name and arguments in their order."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, tuple[Any, ...]]] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith(("show_", "hide_")):
            return lambda *args: self.seen.append((name, args))
        raise AttributeError(name)

    def last(self, name: str) -> tuple[Any, ...]:
        """Return with what something was shown the last time."""
        return [args for shown, args in self.seen if shown == name][-1]
