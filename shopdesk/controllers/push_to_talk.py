"""When a take begins and ends: hold to speak, or tap once to begin and once to end. No sound here, only keys."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

TAP_SECONDS = 0.3
DEBOUNCE_SECONDS = 0.05


class PushToTalk(QObject):
    """Turns presses and releases into the beginning and the end of a take.

    A press shorter than ``TAP_SECONDS`` is a tap: the take goes on until the next press. A release counts once the key
    has stayed up for ``DEBOUNCE_SECONDS``, so that a worn key that bounces is one press.

    Parameters
    ----------
    clock : callable
        Seconds that only go forward.

    Signals
    -------
    started(), ended(): the take.
    tapped(): the key is up again and the take goes on.
    """

    started = Signal()
    ended = Signal()
    tapped = Signal()

    def __init__(self, parent: QObject | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._down = self._going_on = self._ends_tap = False
        self._pressed_at = self._released_at = 0.0
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(round(1000 * DEBOUNCE_SECONDS))
        self._settle.timeout.connect(self._up)

    @property
    def wanted(self) -> bool:
        """Whether the owner is speaking: the key is down, or was tapped."""
        return (self._down or self._going_on) and not self._ends_tap

    @property
    def is_tapped(self) -> bool:
        """Whether the take goes on with the key up."""
        return self._going_on

    def press(self) -> None:
        """The key went down."""
        if self._settle.isActive():  # it bounced: it never was up
            self._settle.stop()
            return
        if self._down:
            return
        self._down, self._pressed_at = True, self._clock()
        if self._going_on:
            self._going_on, self._ends_tap = False, True
            self.ended.emit()
        else:
            self.started.emit()

    def release(self) -> None:
        """The key went up, or bounced."""
        if self._down and not self._settle.isActive():
            self._released_at = self._clock()
            self._settle.start()

    def leave(self) -> None:
        """The window lost the keyboard: nobody will hear the key go up, so it is up now."""
        wanted = self.wanted
        self.reset()
        if wanted:
            self.ended.emit()

    def reset(self) -> None:
        """Forget what the key did."""
        self._settle.stop()
        self._down = self._going_on = self._ends_tap = False

    def _up(self) -> None:
        self._down = False
        if self._ends_tap:
            self._ends_tap = False
        elif self._released_at - self._pressed_at < TAP_SECONDS:
            self._going_on = True
            self.tapped.emit()
        else:
            self.ended.emit()
