"""The Voice tab's controller: hold, speak, release; the product is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from shopdesk.controllers.base import Controller, JobRunner
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.microphone_test import MicrophoneTest
from shopdesk.controllers.push_to_talk import PushToTalk
from shopdesk.controllers.requests.voice import ListenAnswer, ListenRequest, WordsRequest
from shopdesk.controllers.take_levels import is_quiet_from
from shopdesk.controllers.takes import TakeCallbacks, Takes
from shopdesk.controllers.voice_answers import Shown, understand
from shopdesk.engine.errors import EngineError
from shopdesk.engine.types import Basket
from shopdesk.workers.recorder import Recorder

if TYPE_CHECKING:
    import numpy as np


class VoiceController(Controller):
    """Records while the key is down, and shows what was meant.

    Recognition begins at the release with what was said until then. What the tail brings is nearly always silence:
    then that answer stands and is a quarter of a second earlier on the screen.

    Signals
    -------
    add_requested(product_id, quantity): the owner chose a product, or said "add" and was understood beyond doubt.
    quantity_requested(product_id, quantity): a line of the basket shall have this quantity; 0 takes it out.
    listening_started(): the microphone is heard.
    microphones_found(list): the names of the microphones, each time they are listed.
    understood(), not_understood(): how a take ended.
    """

    lane = "voice"
    add_requested = Signal(str, float)
    quantity_requested = Signal(str, float)
    listening_started = Signal()
    microphones_found = Signal(list)
    understood = Signal()
    not_understood = Signal()

    def __init__(
        self,
        view: Any,
        runner: JobRunner,
        messages: Messages,
        recorder: Recorder | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(view, runner, messages, parent)
        self.takes = Takes(runner, recorder or Recorder(), self)
        self.talk = PushToTalk(self)
        self._names: list[str] = []
        self.test = MicrophoneTest(view, self.takes, self)
        self.test.failed.connect(self._no_sound)
        self._idle = "ready"
        self._heard_until = 0  # samples that the early question had
        self._early: ListenAnswer | EngineError | None = None
        self._waiting = False
        self._basket: Basket | None = None
        self._shown = Shown()
        self._take = TakeCallbacks(self._began, view.show_level, self._finished, self._no_sound, self._paused)
        self.talk.started.connect(self._start)
        self.talk.ended.connect(self.takes.end)
        self.talk.tapped.connect(self._tapped)
        view.pressed.connect(self.talk.press)
        view.released.connect(self.talk.release)
        view.left.connect(self.talk.leave)
        view.cancelled.connect(self.cancel)
        view.text_entered.connect(self.find)
        view.file_chosen.connect(self.listen_to_file)
        view.chosen.connect(self.choose)
        view.microphone_chosen.connect(self.choose_microphone)
        view.shown.connect(self.look_for_microphones)

    def look_for_microphones(self) -> None:
        """List the microphones; say so where there is none."""
        self.takes.look(self._show_microphones, self._no_microphone)

    def choose_microphone(self, name: str) -> None:
        """Use another microphone from now on; an empty name follows the system's default."""
        self.takes.choose(name)
        if self._names:
            self._view.show_microphones(self._names, name)

    def microphone_names(self) -> list[str]:
        """Return the microphones as they were last listed."""
        return list(self._names)

    def press(self) -> None:
        """The key went down: open the microphone if need be and start a take."""
        self.talk.press()

    def release(self) -> None:
        """The key went up: the take ends a quarter of a second later, or goes on if it was a tap."""
        self.talk.release()

    def cancel(self) -> None:
        """Forget the take and the recognition."""
        self.talk.reset()
        self.takes.discard()
        self._forget_early()
        self._view.show_level(0.0)
        self._view.show_state(self._idle)

    def listen_to_file(self, path: str) -> None:
        """Recognise a clip."""
        self._listen(ListenRequest(path=path))

    def find(self, text: str) -> None:
        """Search for typed words, which are understood like spoken ones."""
        if text.strip():
            self.ask("voice.find", WordsRequest(text), self._show)

    def follow_basket(self, basket: Basket) -> None:
        """Take note of what is in the basket: "total" and "remove" are about it."""
        self._basket = basket

    def choose(self, product_id: str, quantity: float) -> None:
        """The owner chose a candidate: put it into the basket, or take it out if that was asked for."""
        if self._shown.command == "remove":
            left = self._in_basket(product_id) - quantity if self._shown.some else 0.0
            self.quantity_requested.emit(product_id, max(0.0, left))
        else:
            self.add_requested.emit(product_id, quantity)

    def close(self) -> None:
        """Close the microphone."""
        self.talk.reset()
        self.takes.close()

    def failed(self, error: EngineError) -> None:
        """Show the sentence of an error and be ready again."""
        super().failed(error)
        self._view.show_state(self._idle)
        self.not_understood.emit()

    # --- a take ----------------------------------------------------------------------------------

    def _start(self) -> None:
        self._forget_early()
        self.test.stop()
        if not self.takes.has_begun:
            self._view.show_state("starting")
        self.takes.begin(self._take)

    def _began(self) -> None:
        self._idle = "ready"
        self._forget_answer()
        self._view.show_state("tapped" if self.talk.is_tapped else "listening")
        self.listening_started.emit()

    def _tapped(self) -> None:
        if self.takes.has_begun:
            self._view.show_state("tapped")

    def _paused(self, samples: np.ndarray) -> None:
        self._heard_until = len(samples)
        self._view.show_state("thinking")
        request = ListenRequest(samples, self.takes.rate)
        self.ask("voice.listen", request, self._keep_early, failed=self._keep_early)

    def _keep_early(self, answer: ListenAnswer | EngineError) -> None:
        self._early = answer
        if self._waiting:
            self._show_early()

    def _show_early(self) -> None:
        answer, self._early, self._waiting = self._early, None, False
        if isinstance(answer, EngineError):
            self.failed(answer)
        elif answer is not None:
            self._show(answer)

    def _forget_early(self) -> None:
        super().cancel()
        self._early, self._heard_until, self._waiting = None, 0, False

    def _finished(self, samples: np.ndarray) -> None:
        self.talk.reset()
        self._view.show_level(0.0)
        until = self._heard_until
        if until and is_quiet_from(samples, until, self.takes.rate):
            self._waiting = True
            if self._early is not None:
                self._show_early()
        else:
            self._forget_early()
            self._listen(ListenRequest(samples, self.takes.rate))

    def _no_sound(self, error: EngineError) -> None:
        self.talk.reset()
        self._forget_early()
        self._view.show_level(0.0)
        if error.code == "microphone.silent":
            self._view.show_state("nothing")
            self._view.show_error(self._messages.error(error))
            self.not_understood.emit()
        else:
            self._no_microphone(error)

    # --- answers ---------------------------------------------------------------------------------

    def _forget_answer(self) -> None:
        """Take the last answer away: Enter must never add what was asked for before."""
        self._view.show_error("")
        self._shown = Shown()
        self._view.show_result("", [], False)

    def _listen(self, request: ListenRequest) -> None:
        self._forget_answer()
        self._view.show_state("thinking")
        self.ask("voice.listen", request, self._show)

    def _show(self, answer: ListenAnswer) -> None:
        if not answer.result.speech:
            self._view.show_state("nothing")
            self.not_understood.emit()
            return
        self._view.show_state(self._idle)
        self._view.show_error("")
        self._shown = shown = understand(answer, self._basket)
        if shown.command == "cancel":
            self._view.show_result("", [], False)
            return
        self._view.show_result(answer.result.heard, [(row.card, row.share) for row in shown.rows], shown.accepted)
        self._view.show_quantities({row.card.product_id: (row.quantity, row.choices) for row in shown.rows})
        self._view.show_command(shown.command, shown.rows[0].card if shown.rows else None, self._basket)
        if shown.acts:
            self._act(shown)
        (self.understood if shown.accepted else self.not_understood).emit()

    def _act(self, shown: Shown) -> None:
        """Do at once what was said without doubt, with a way back."""
        row = shown.rows[0]
        before = self._in_basket(row.card.product_id)
        self.choose(row.card.product_id, row.quantity)
        self._shown = Shown()  # what is shown now is only looked at: choosing from it adds
        self._view.show_acted(
            shown.command, row.card, row.quantity, lambda: self.quantity_requested.emit(row.card.product_id, before)
        )

    def _in_basket(self, product_id: str) -> float:
        lines = self._basket.lines if self._basket is not None else ()
        return sum(line.quantity for line in lines if line.product.product_id == product_id)

    # --- microphones -----------------------------------------------------------------------------

    def _show_microphones(self, names: list[str]) -> None:
        self._names = names
        self.microphones_found.emit(names)
        if not names:
            self._no_microphone(EngineError("microphone.none"))
            return
        self._view.show_microphones(names, self.takes.microphone)
        self._idle = "ready"
        if not self.talk.wanted and not self.takes.has_begun:
            self._view.show_state(self._idle)

    def _no_microphone(self, error: EngineError) -> None:
        self._idle = "unavailable"
        self._view.show_state("unavailable")
        self._view.show_error(self._messages.error(error))
        self.not_understood.emit()
