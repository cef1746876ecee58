"""Makes the types of Qt's modules on the window's thread, a few at a time.

PySide makes a type when it is first asked for, and not safely on two threads at once: a library that asks for all of
them while the window is being painted (pyqtgraph, when it is imported on a lane) has ended the program. Once they are
made, asking for them only reads.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from types import ModuleType

from PySide6.QtCore import QObject, QTimer

_TURN_SECONDS = 0.006


class TypeMaker(QObject):
    """Makes the types of some modules, then calls a function.

    Parameters
    ----------
    modules : sequence of module
        Modules of PySide6.
    then : callable
        Called on this thread when all types are made.
    """

    def __init__(self, modules: Sequence[ModuleType], then: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left: Iterator[tuple[ModuleType, str]] = iter(
            [(module, name) for module in modules for name in dir(module)]
        )
        self._then = then

    def start(self) -> None:
        """Make types for some milliseconds of each turn of the event loop."""
        deadline = time.perf_counter() + _TURN_SECONDS
        for module, name in self._left:
            getattr(module, name)
            if time.perf_counter() > deadline:
                QTimer.singleShot(0, self, self.start)
                return
        self._then()
