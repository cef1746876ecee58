"""The Voice tab's controller: takes, what is asked at the release, and what is shown of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Signal
from pytestqt.qtbot import QtBot

from shopdesk.controllers.messages import Messages
from shopdesk.controllers.requests.voice import ListenAnswer
from shopdesk.controllers.voice import VoiceController
from shopdesk.engine.errors import DataError, EngineError, ModelError
from shopdesk.engine.types import Basket, BasketLine, ProductCard, VoiceMatch, VoiceResult
from shopdesk.workers.recorder import RATE
from shopdesk.workers.runner import InlineRunner
from tests.controllers.noting import Noting

MILK = ProductCard("P1", "Whole milk 1 l", 129, "EUR", stock=4)
CARDS = {"P1": MILK}
HEARD = ListenAnswer(VoiceResult("milk", [VoiceMatch("P1", 0.8)], None, None, True, True), CARDS)
NOISE = np.random.default_rng(3).normal(0, 0.001, 4 * RATE).astype(np.float32)
WORD = (0.3 * np.sin(np.arange(RATE) / 3)).astype(np.float32)


class View(Noting):
    """A passive view that notes what it is shown."""

    pressed = Signal()
    released = Signal()
    cancelled = Signal()
    left = Signal()
    text_entered = Signal(str)
    file_chosen = Signal(str)
    chosen = Signal(str, float)
    test_toggled = Signal(bool)
    teach_requested = Signal()
    shown = Signal()
    microphone_chosen = Signal(str)


class FakeRecorder:
    """Gives samples without a sound card; only the controller is under test here."""

    def __init__(self) -> None:
        self.so_far = np.concatenate([NOISE[:RATE], WORD])
        self.tail = NOISE[: RATE // 4]
        self.level, self.seconds, self.limit_seconds, self.rate, self.name = 0.4, 1.0, 10.0, RATE, "mic"
        self.active = False
        self.names = ["mic"]
        self.opened: list[str] = []

    def serves(self, _name: str) -> bool:
        return self.active

    def open(self, name: str) -> str:
        if not self.names:
            raise DataError("microphone.none")
        self.opened.append(name)
        self.active = True
        return self.name

    def microphones(self) -> list[str]:
        return self.names

    def begin(self) -> None: ...
    def discard(self) -> None: ...
    def close(self) -> None: ...

    def peek(self) -> np.ndarray:
        return self.so_far

    def take(self) -> np.ndarray:
        return np.concatenate([self.so_far, self.tail])


class Tab:
    """The controller with all that it talks to."""

    def __init__(self) -> None:
        self.view, self.recorder, self.asked = View(), FakeRecorder(), []
        self.answer: ListenAnswer | EngineError = HEARD
        self.now = 0.0
        runner = InlineRunner({"voice.listen": self.listen, "voice.find": self.listen})
        self.controller = VoiceController(self.view, runner, Messages(), self.recorder)  # type: ignore[arg-type]
        self.controller.talk._clock = lambda: self.now
        self.added: list[tuple[str, float]] = []
        self.set: list[tuple[str, float]] = []
        self.controller.add_requested.connect(lambda *what: self.added.append(what))
        self.controller.quantity_requested.connect(lambda *what: self.set.append(what))

    def type(self, command: str, quantity: float | None = None, alike: tuple[float, ...] = ()) -> None:
        """Type a request that is understood like this."""
        matches = [] if command in ("total", "cancel") else [VoiceMatch("P1", 0.8)]
        self.answer = ListenAnswer(VoiceResult("words", matches, quantity, None, True, True, command, alike), CARDS)
        self.view.text_entered.emit("words")

    def listen(self, request: Any, _ctx: Any) -> ListenAnswer:
        self.asked.append(request)
        if isinstance(self.answer, EngineError):
            raise self.answer
        return self.answer

    def hold(self, seconds: float = 1.0) -> None:
        self.view.pressed.emit()
        self.now += seconds
        self.view.released.emit()

    @property
    def state(self) -> str:
        return str(self.view.last("show_state")[0])

    @property
    def results(self) -> list[Any]:
        return [args for name, args in self.view.seen if name == "show_result" and args[1]]


@pytest.fixture
def tab(qtbot: QtBot) -> Iterator[Tab]:
    tab = Tab()
    yield tab
    tab.controller.close()


def test_press_speak_release_shows_the_product(qtbot: QtBot, tab: Tab) -> None:
    tab.view.pressed.emit()
    tab.view.pressed.emit()  # a second press while the key is down changes nothing
    assert tab.state == "listening"
    tab.now = 1.0
    tab.view.released.emit()
    qtbot.waitUntil(lambda: bool(tab.results), timeout=5000)
    assert tab.results == [("milk", [(MILK, 0.8)], True)]
    assert tab.recorder.opened == [""]


def test_a_silent_tail_costs_no_second_recognition(qtbot: QtBot, tab: Tab) -> None:
    tab.hold()
    qtbot.waitUntil(lambda: bool(tab.results), timeout=5000)
    assert [len(request.samples) for request in tab.asked] == [2 * RATE]


def test_a_word_that_ends_in_the_tail_is_recognised_whole(qtbot: QtBot, tab: Tab) -> None:
    tab.recorder.tail = WORD[: RATE // 4]
    tab.hold()
    qtbot.waitUntil(lambda: len(tab.asked) == 2, timeout=5000)
    assert len(tab.asked[1].samples) == 2 * RATE + RATE // 4
    assert len(tab.results) == 1


def test_a_tap_listens_until_the_next_press(qtbot: QtBot, tab: Tab) -> None:
    tab.hold(0.1)
    qtbot.waitUntil(lambda: tab.state == "tapped", timeout=2000)
    qtbot.wait(300)
    assert not tab.asked
    tab.now += 1
    tab.view.pressed.emit()
    qtbot.waitUntil(lambda: bool(tab.results), timeout=5000)
    tab.view.released.emit()


def test_leaving_the_window_ends_the_take(qtbot: QtBot, tab: Tab) -> None:
    tab.view.pressed.emit()
    tab.view.left.emit()
    qtbot.waitUntil(lambda: bool(tab.results), timeout=5000)


def test_the_limit_ends_the_take(qtbot: QtBot, tab: Tab) -> None:
    tab.recorder.seconds = 10.0
    tab.view.pressed.emit()
    qtbot.waitUntil(lambda: bool(tab.results), timeout=5000)
    assert len(tab.asked) == 1
    tab.now = 11.0
    tab.view.released.emit()  # the key goes up later; that is no second take
    qtbot.wait(400)
    assert len(tab.asked) == 1


def test_a_microphone_of_zeros_is_said_so(qtbot: QtBot, tab: Tab) -> None:
    tab.recorder.so_far = tab.recorder.tail = np.zeros(RATE, np.float32)
    tab.answer = ListenAnswer(VoiceResult("", [], None, None, False, False), {})
    tab.hold()
    qtbot.waitUntil(
        lambda: any(name == "show_error" and "only zeros" in args[0] for name, args in tab.view.seen), timeout=5000
    )
    assert tab.state == "nothing"
    assert not tab.results


def test_an_unplugged_microphone_ends_the_take_with_a_sentence_and_the_next_press_opens_again(
    qtbot: QtBot, tab: Tab
) -> None:
    tab.view.pressed.emit()
    tab.recorder.active = False
    qtbot.waitUntil(lambda: tab.state == "unavailable", timeout=2000)
    assert "was unplugged" in tab.view.last("show_error")[0]
    tab.view.released.emit()
    tab.controller.talk.reset()
    tab.hold()
    qtbot.waitUntil(lambda: bool(tab.results), timeout=5000)
    assert tab.recorder.opened == ["", ""]
    assert tab.view.last("show_error") == ("",)


def test_no_microphone_at_start_is_said_and_one_plugged_in_later_is_used(qtbot: QtBot, tab: Tab) -> None:
    tab.recorder.names = []
    tab.controller.look_for_microphones()
    assert tab.state == "unavailable"
    assert "No microphone was found" in tab.view.last("show_error")[0]
    tab.recorder.names = ["mic"]
    tab.hold()
    qtbot.waitUntil(lambda: bool(tab.results), timeout=5000)


def test_the_chosen_microphone_is_opened_by_name(qtbot: QtBot, tab: Tab) -> None:
    tab.view.microphone_chosen.emit("USB")
    tab.hold()
    assert tab.recorder.opened == ["USB"]
    tab.view.shown.emit()
    assert tab.view.last("show_microphones") == (["mic"], "USB")
    tab.controller.choose_microphone("mic")  # in the settings
    assert tab.view.last("show_microphones") == (["mic"], "mic")


def test_a_new_take_forgets_the_answer_before(tab: Tab) -> None:
    tab.controller.listen_to_file("some.wav")
    assert len(tab.results) == 1
    tab.view.pressed.emit()
    assert tab.view.last("show_result") == ("", [], False)


def test_escape_cancels_the_take(qtbot: QtBot, tab: Tab) -> None:
    tab.view.pressed.emit()
    tab.view.cancelled.emit()
    tab.view.released.emit()
    qtbot.wait(400)
    assert not tab.asked
    assert tab.state == "ready"


def test_a_damaged_model_is_a_sentence_and_the_tab_is_ready(qtbot: QtBot, tab: Tab) -> None:
    tab.answer = ModelError("model.damaged", name="moonshine", path="moonshine.onnx")
    tab.hold()
    qtbot.waitUntil(lambda: tab.state == "ready", timeout=5000)
    assert "moonshine" in tab.view.last("show_error")[0]


# --- commands --------------------------------------------------------------------------------------

IN_BASKET = Basket("B1", (BasketLine(MILK, 3.0, 129),), 387, "EUR")


def test_a_look_up_proposes_the_quantity_and_adds_nothing(tab: Tab) -> None:
    tab.type("look_up", 2.0)
    assert tab.view.last("show_quantities") == ({"P1": (2.0, ())},)
    assert tab.added == []
    tab.view.chosen.emit("P1", 2.0)
    assert tab.added == [("P1", 2.0)]


def test_fifteen_or_fifty_is_asked(tab: Tab) -> None:
    tab.type("add", 50.0, (15.0,))
    assert tab.view.last("show_quantities") == ({"P1": (50.0, (15.0, 50.0))},)
    assert tab.added == []


def test_a_clear_add_is_done_with_a_way_back(tab: Tab) -> None:
    tab.controller.follow_basket(IN_BASKET)
    tab.type("add", 2.0)
    assert tab.added == [("P1", 2.0)]
    *what, undo = tab.view.last("show_acted")
    assert what == ["add", MILK, 2.0]
    undo()
    assert tab.set == [("P1", 3.0)]


def test_a_clear_remove_takes_the_line_out_or_as_many_as_were_said(tab: Tab) -> None:
    tab.controller.follow_basket(IN_BASKET)
    tab.type("remove")
    tab.type("remove", 2.0)
    tab.view.last("show_acted")[-1]()
    assert tab.set == [("P1", 0.0), ("P1", 1.0), ("P1", 3.0)]
    assert tab.added == []


def test_what_is_not_in_the_basket_cannot_be_taken_out(tab: Tab) -> None:
    tab.type("remove")
    assert tab.view.last("show_command") == ("remove", None, None)
    assert tab.view.last("show_result") == ("words", [], False)
    assert (tab.set, tab.added) == ([], [])


@pytest.mark.parametrize("command", ["price", "stock", "total"])
def test_questions_are_answered_and_nothing_is_changed(tab: Tab, command: str) -> None:
    tab.controller.follow_basket(IN_BASKET)
    tab.type(command)
    card = None if command == "total" else MILK
    assert tab.view.last("show_command") == (command, card, IN_BASKET)
    assert (tab.set, tab.added) == ([], [])


def test_cancel_takes_the_answer_away(tab: Tab) -> None:
    tab.type("look_up")
    tab.type("cancel")
    assert tab.view.last("show_result") == ("", [], False)


# --- the test of the microphone --------------------------------------------------------------------


def test_the_microphone_is_tested_and_speaking_ends_the_test(qtbot: QtBot, tab: Tab) -> None:
    tab.view.test_toggled.emit(True)
    qtbot.waitUntil(lambda: tab.view.last("show_test") == ("heard", 0.4), timeout=2000)
    tab.view.pressed.emit()
    assert tab.view.last("show_test") == ("off",)
    assert tab.state == "listening"
    tab.view.cancelled.emit()


def test_a_test_without_a_microphone_says_so(tab: Tab) -> None:
    tab.recorder.names = []
    tab.view.test_toggled.emit(True)
    assert tab.view.last("show_test") == ("off",)
    assert "No microphone was found" in tab.view.last("show_error")[0]
