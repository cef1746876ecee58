"""One take after another from the microphone: opening it, the level, the tail, the limit, and what goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from shopdesk.controllers.base import JobRunner
from shopdesk.engine.context import JobContext
from shopdesk.engine.errors import EngineError
from shopdesk.workers.recorder import Recorder
from shopdesk.workers.runner import Callbacks

if TYPE_CHECKING:
    import numpy as np

MICROPHONE_LANE = "microphone"
TAIL_MS = 250
POLL_MS = 40
SILENT_PEAK = 1e-5  # below what any open microphone hears of its own noise
REST_MS = 60_000
"""How long the microphone stays open after a take: long enough for the half second before the next key, short enough
that it is not open all day, and that another default of the system is noticed."""


@dataclass(frozen=True)
class TakeCallbacks:
    """What is called as a take goes on. ``began`` is at the first real samples; ``paused`` at the key's release."""

    began: Callable[[], None]
    level: Callable[[float], None]
    finished: Callable[[np.ndarray], None]
    failed: Callable[[EngineError], None]
    paused: Callable[[np.ndarray], None] = lambda samples: None


class Takes(QObject):
    """Records takes, one at a time.

    Parameters
    ----------
    recorder : Recorder
        The microphone.
    tail_ms : int
        How long a take goes on after its end was asked for: the last sound is often still to come.
    """

    def __init__(
        self, runner: JobRunner, recorder: Recorder, parent: QObject | None = None, tail_ms: int = TAIL_MS
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._recorder = recorder
        self._microphone = ""
        self._take: TakeCallbacks | None = None
        self._recording = False
        self._poll = self._timer(POLL_MS, self._tick, once=False)
        self._tail = self._timer(tail_ms, self._finish)
        self._rest = self._timer(REST_MS, self._close_idle)

    @property
    def microphone(self) -> str:
        """The microphone that was chosen; an empty name is the system's default."""
        return self._microphone

    @property
    def rate(self) -> int:
        """Samples per second of the takes."""
        return self._recorder.rate

    @property
    def has_begun(self) -> bool:
        """Whether samples of a take arrive."""
        return self._recording

    def choose(self, name: str) -> None:
        """Use another microphone from the next take on."""
        self._microphone = name

    def look(self, found: Callable[[list[str]], None], failed: Callable[[EngineError], None]) -> None:
        """List the microphones."""
        recorder = self._recorder
        self._start_job(lambda _none, _ctx: recorder.microphones(), None, Callbacks(found, failed))

    def begin(self, take: TakeCallbacks) -> None:
        """Start a take, or go on with the one whose tail is not over."""
        if self._tail.isActive() and self._take is take:
            self._tail.stop()
            take.began()
            return
        self.discard()
        self._rest.stop()
        self._take = take
        if self._recorder.serves(self._microphone):
            self._begin()
            return

        def opened(_name: str) -> None:
            if self._take is take:
                self._begin()

        def failed(error: EngineError) -> None:
            if self._take is take:
                self._fail(error)

        recorder = self._recorder
        self._start_job(lambda name, _ctx: recorder.open(name), self._microphone, Callbacks(opened, failed))

    def end(self) -> None:
        """End the take when its tail is over; one that had no sample yet ends at once."""
        if self._take is None:
            return
        if not self._recording:
            self.discard()
        elif not self._tail.isActive():
            self._tail.start()
            self._take.paused(self._recorder.peek())

    def discard(self) -> None:
        """Forget the take."""
        self._take = None
        self._stop()
        self._recorder.discard()

    def close(self) -> None:
        """Close the microphone."""
        self.discard()
        self._rest.stop()
        self._recorder.close()

    def _timer(self, milliseconds: int, run: Callable[[], None], once: bool = True) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(milliseconds)
        timer.setSingleShot(once)
        timer.timeout.connect(run)
        return timer

    def _start_job(self, run: Callable[[Any, JobContext], Any], request: Any, callbacks: Callbacks) -> None:
        self._runner.start(MICROPHONE_LANE, run, request, callbacks, latest_wins=False)

    def _begin(self) -> None:
        assert self._take is not None
        self._recorder.begin()
        self._recording = True
        self._poll.start()
        self._take.began()

    def _stop(self) -> None:
        self._recording = False
        self._poll.stop()
        self._tail.stop()
        self._rest.start()

    def _tick(self) -> None:
        if self._take is None:
            return
        self._take.level(self._recorder.level)
        if not self._recorder.active:
            name = self._recorder.name
            self._close_idle()  # the sound server may wake it again, but with a hole in it: the next take opens anew
            self._fail(EngineError("microphone.lost", name=name))
        elif self._recorder.seconds >= self._recorder.limit_seconds:
            self._finish()

    def _finish(self) -> None:
        take, self._take = self._take, None
        samples = self._recorder.take()
        self._stop()
        if take is None:
            return
        if len(samples) == 0 or float(abs(samples).max()) < SILENT_PEAK:
            take.failed(EngineError("microphone.silent", name=self._recorder.name))
        else:
            take.finished(samples)

    def _fail(self, error: EngineError) -> None:
        take = self._take
        self.discard()
        if take is not None:
            take.failed(error)

    def _close_idle(self) -> None:
        recorder = self._recorder
        self._start_job(lambda _none, _ctx: recorder.close(), None, Callbacks())
