"""The Voice tab's controller: hold, speak, release; the product is there."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from shopdesk.controllers.base import Controller, JobRunner
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.requests.catalog import SearchAnswer, SearchRequest
from shopdesk.controllers.requests.voice import ListenAnswer, ListenRequest
from shopdesk.engine.context import JobContext
from shopdesk.engine.errors import EngineError
from shopdesk.workers.recorder import LIMIT_SECONDS, RATE, Recorder, microphones
from shopdesk.workers.runner import Callbacks

MICROPHONE_LANE = "microphone"
TAIL_MS = 250
POLL_MS = 40
SILENT_PEAK = 1e-5


class VoiceController(Controller):
    """Records while the key is down, and shows what was meant.

    Signals
    -------
    add_requested(product_id, quantity): the owner chose a product.
    """

    lane = "voice"
    add_requested = Signal(str)

    def __init__(
        self,
        view: Any,
        runner: JobRunner,
        messages: Messages,
        recorder: Recorder | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(view, runner, messages, parent)
        self._recorder = recorder or Recorder()
        self._microphone = ""
        self._down = False
        self._recording = False
        self._idle = "ready"
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._tick)
        self._tail = QTimer(self)
        self._tail.setSingleShot(True)
        self._tail.setInterval(TAIL_MS)
        self._tail.timeout.connect(self._finish)
        view.pressed.connect(self.press)
        view.released.connect(self.release)
        view.cancelled.connect(self.cancel)
        view.text_entered.connect(self.find)
        view.file_chosen.connect(self.listen_to_file)
        view.chosen.connect(self.add_requested)
        view.microphone_chosen.connect(self.choose_microphone)

    def look_for_microphones(self) -> None:
        """List the microphones; say so where there is none."""
        callbacks = Callbacks(self._show_microphones, self._no_microphone)
        self._runner.start(MICROPHONE_LANE, _list_microphones, None, callbacks, latest_wins=False)

    def choose_microphone(self, name: str) -> None:
        """Use another microphone from now on."""
        self._microphone = name

    def press(self) -> None:
        """The key went down: open the microphone if need be and start a take."""
        if self._down:
            return
        self._down = True
        if self._tail.isActive():
            self._tail.stop()
            return
        if self._recorder.active and self._microphone in ("", self._recorder.name):
            self._begin(self._recorder.name)
            return
        self._view.show_state("starting")

        def opened(name: str) -> None:
            if self._down:
                self._begin(name)
            else:
                self._view.show_state(self._idle)

        recorder = self._recorder
        self._runner.start(
            MICROPHONE_LANE,
            lambda name, _ctx: recorder.open(name),
            self._microphone,
            Callbacks(opened, self._no_microphone),
            latest_wins=False,
        )

    def release(self) -> None:
        """The key went up: the take ends a quarter of a second later."""
        if not self._down:
            return
        self._down = False
        if self._recording:
            self._tail.start()

    def cancel(self) -> None:
        """Forget the take and the recognition."""
        self._down = False
        self._stop()
        self._recorder.discard()
        super().cancel()
        self._view.show_state(self._idle)

    def listen_to_file(self, path: str) -> None:
        """Recognise a clip."""
        self._listen(ListenRequest(path=path))

    def find(self, text: str) -> None:
        """Search for typed words."""
        if text.strip():
            self.ask("search.find", SearchRequest(text, 5), lambda answer: self._show_found(text, answer))

    def close(self) -> None:
        """Close the microphone."""
        self._stop()
        self._recorder.close()

    def _begin(self, _name: str) -> None:
        self._recorder.begin()
        self._recording = True
        self._idle = "ready"
        self._forget_answer()
        self._view.show_state("listening")
        self._poll.start()

    def _stop(self) -> None:
        self._recording = False
        self._poll.stop()
        self._tail.stop()
        self._view.show_level(0.0)

    def _tick(self) -> None:
        self._view.show_level(self._recorder.level)
        if not self._recorder.active:
            self._stop()
            self._recorder.discard()
            self._no_microphone(EngineError("microphone.failed", name=self._recorder.name))
            return
        if self._recorder.seconds >= LIMIT_SECONDS:
            self._finish()

    def _finish(self) -> None:
        samples = self._recorder.take()
        self._stop()
        if len(samples) == 0 or float(abs(samples).max()) < SILENT_PEAK:
            self._view.show_state("nothing")
            self._view.show_error(self._messages.error(EngineError("microphone.silent")))
            return
        self._listen(ListenRequest(samples, RATE))

    def _forget_answer(self) -> None:
        """Take the last answer away: Enter must never add what was asked for before."""
        self._view.show_error("")
        self._view.show_result("", [], False, None)

    def _listen(self, request: ListenRequest) -> None:
        self._forget_answer()
        self._view.show_state("thinking")
        self.ask("voice.listen", request, self._show)

    def failed(self, error: EngineError) -> None:
        """Show the sentence of an error and be ready again."""
        super().failed(error)
        self._view.show_state(self._idle)

    def _show(self, answer: ListenAnswer) -> None:
        result = answer.result
        if not result.speech:
            self._view.show_state("nothing")
            return
        rows = [(answer.cards[m.product_id], m.probability) for m in result.matches if m.product_id in answer.cards]
        self._view.show_state(self._idle)
        self._view.show_result(result.heard, rows, result.accepted, result.quantity)

    def _show_found(self, text: str, answer: SearchAnswer) -> None:
        rows = [(answer.cards[hit.product_id], hit.score) for hit in answer.hits]
        self._view.show_state(self._idle)
        self._view.show_result(text, rows, bool(rows), None)

    def _show_microphones(self, names: list[str]) -> None:
        if not names:
            self._no_microphone(EngineError("microphone.none"))
            return
        self._view.show_microphones(names, self._microphone or names[0])
        self._idle = "ready"
        if not self._down and not self._recording:
            self._view.show_state(self._idle)

    def _no_microphone(self, error: EngineError) -> None:
        self._down = False
        self._idle = "unavailable"
        self._view.show_state("unavailable")
        self._view.show_error(self._messages.error(error))


def _list_microphones(_request: None, ctx: JobContext) -> list[str]:
    return microphones()
