"""The test of the microphone: how loud it is, for as long as a take may last. Nothing is recognised or kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from shopdesk.controllers.takes import TakeCallbacks, Takes
from shopdesk.engine.errors import EngineError

if TYPE_CHECKING:
    import numpy as np

_HEARD = 0.06
_FAINT = 0.004


class MicrophoneTest(QObject):
    """Shows the level while the test is on.

    Signals
    -------
    failed(EngineError): there is no microphone, or it gives nothing.
    """

    failed = Signal(object)

    def __init__(self, view: Any, takes: Takes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._takes = takes
        self._peak = 0.0
        self._on = False
        self._take = TakeCallbacks(self._began, self._level, self._finished, self._fail)
        view.test_toggled.connect(self.toggle)
        view.teach_requested.connect(self.stop)

    def toggle(self, on: bool) -> None:
        """Begin or end."""
        if on:
            self._on, self._peak = True, 0.0
            self._view.show_test("waiting")
            self._takes.begin(self._take)
        else:
            self.stop()

    def stop(self) -> None:
        """End, if it is on."""
        if self._on:
            self._on = False
            self._takes.discard()
            self._view.show_test("off")

    def _began(self) -> None:
        self._peak = 0.0

    def _level(self, level: float) -> None:
        self._peak = max(self._peak, level)
        state = "heard" if self._peak >= _HEARD else "faint" if self._peak >= _FAINT else "waiting"
        self._view.show_test(state, level)

    def _finished(self, _samples: np.ndarray) -> None:
        self.stop()

    def _fail(self, error: EngineError) -> None:
        self.stop()
        self.failed.emit(error)
