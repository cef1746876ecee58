"""A view that notes what it is shown."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject


class Noting(QObject):
    """Takes every ``show_...`` and ``hide_...``, and keeps name and arguments in their order."""

    takes: tuple[str, ...] = ("show_", "hide_")

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, tuple[Any, ...]]] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith(self.takes):
            return lambda *args: self.seen.append((name, args))
        raise AttributeError(name)

    def all(self, name: str) -> list[tuple[Any, ...]]:
        """Return with what something was shown each time."""
        return [args for shown, args in self.seen if shown == name]

    def last(self, name: str) -> tuple[Any, ...]:
        """Return with what something was shown the last time."""
        return self.all(name)[-1]
