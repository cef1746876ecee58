"""Teaching a word and naming products: what is asked of the engine, and what the dialogs are shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Signal
from pytestqt.qtbot import QtBot

from shopdesk.controllers.messages import Messages
from shopdesk.controllers.requests.catalog import SearchAnswer
from shopdesk.controllers.requests.voice import (
    ConfusableAnswer,
    EnrollRequest,
    ListenAnswer,
    NamesAnswer,
    NamesRequest,
    TaughtWordsAnswer,
    TaughtWordsRequest,
)
from shopdesk.controllers.take_levels import is_quiet_from, level_of
from shopdesk.controllers.voice_words import AlikeController, NamesController, TeachWordController, VoiceWordsController
from shopdesk.engine.errors import DataError, EngineError
from shopdesk.engine.types import ConfusablePair, Hit, ProductCard, SpokenForm, VoiceMatch, VoiceResult
from shopdesk.workers.runner import InlineRunner
from tests.controllers.noting import Noting

RATE = 16_000
CARDS = {key: ProductCard(key, name, 100, "EUR") for key, name in (("P1", "Whole milk"), ("P2", "Oat milk"))}
NOISE = np.random.default_rng(3).normal(0, 0.001, RATE).astype(np.float32)
WORD = NOISE.copy()
WORD[4000:12_000] += (0.3 * np.sin(np.arange(8000) / 3)).astype(np.float32)


@pytest.mark.parametrize(
    ("samples", "level"),
    [
        (WORD, "good"),
        (NOISE, "silent"),
        (np.zeros(RATE, np.float32), "silent"),
        (np.zeros(0, np.float32), "silent"),
        (WORD * 0.04, "quiet"),
        (np.clip(WORD * 8, -1, 1), "clipped"),
        (np.where(np.arange(RATE) < 5500, WORD, NOISE), "short"),
    ],
)
def test_a_take_is_judged_by_its_level(samples: np.ndarray, level: str) -> None:
    assert level_of(samples, RATE) == level


def test_an_end_is_quiet_or_not() -> None:
    assert is_quiet_from(WORD, 12_000, RATE)
    assert not is_quiet_from(WORD, 8_000, RATE)
    assert is_quiet_from(WORD, RATE, RATE)
    assert not is_quiet_from(WORD, 0, RATE)


class Shown(Noting):
    """The tab or a dialog, which notes what it is shown."""

    search_edited = Signal(str)
    product_chosen = Signal(str)
    take_toggled = Signal(int)
    learn_requested = Signal()
    try_toggled = Signal()
    aliases_changed = Signal(str, list)
    chosen = Signal(str)
    closed = Signal()
    shown = Signal()
    forget_requested = Signal(str)
    teach_requested = Signal()
    names_requested = Signal()
    alike_requested = Signal()


class FakeTakes:
    """Plays takes without a microphone."""

    rate = RATE

    def __init__(self) -> None:
        self.callbacks: Any = None
        self.next: np.ndarray | EngineError = WORD
        self.discarded = 0

    def begin(self, callbacks: Any) -> None:
        self.callbacks = callbacks
        callbacks.began()

    def end(self) -> None:
        callbacks, self.callbacks = self.callbacks, None
        if callbacks is None:
            return
        if isinstance(self.next, EngineError):
            callbacks.failed(self.next)
        else:
            callbacks.finished(self.next)

    def discard(self) -> None:
        self.callbacks = None
        self.discarded += 1


class Shop:
    """What the engine process would answer."""

    def __init__(self) -> None:
        self.asked: list[Any] = []
        self.found = "P1"
        self.runner = InlineRunner(
            {
                "search.find": self.products,
                "products.list": self.products,
                "voice.enroll": self.note(TaughtWordsAnswer([CARDS["P1"]])),
                "voice.taught": self.note(TaughtWordsAnswer([CARDS["P1"]])),
                "voice.names": self.names,
                "voice.listen": self.listen,
                "voice.confusable": self.note(ConfusableAnswer([ConfusablePair("P1", "P2", 0.9)], CARDS)),
            }
        )

    def note(self, answer: Any) -> Any:
        def run(request: Any, _ctx: Any) -> Any:
            self.asked.append(request)
            return answer

        return run

    def products(self, _request: Any, _ctx: Any) -> SearchAnswer:
        return SearchAnswer("", [Hit("P1", 1.0, ""), Hit("P2", 0.5, "")], CARDS, 2)

    def names(self, request: NamesRequest, _ctx: Any) -> NamesAnswer:
        self.asked.append(request)
        if request.aliases == ("!",):
            raise DataError("voice.alias")
        return NamesAnswer(
            CARDS[request.product_id], request.aliases or (), (SpokenForm("whole milk", "hol milk", False),)
        )

    def listen(self, _request: Any, _ctx: Any) -> ListenAnswer:
        matches = [VoiceMatch(self.found, 0.9)] if self.found else []
        return ListenAnswer(VoiceResult("x", matches, None, None, bool(matches), True), CARDS)


@pytest.fixture
def shop(qtbot: QtBot) -> Shop:
    return Shop()


@pytest.fixture
def teach(shop: Shop) -> Iterator[tuple[Shown, FakeTakes]]:
    dialog, takes = Shown(), FakeTakes()
    controller = TeachWordController(dialog, shop.runner, Messages(), takes)  # type: ignore[arg-type]
    dialog.product_chosen.emit("P1")
    assert dialog.last("show_product") == (CARDS["P1"],)
    yield dialog, takes
    controller.close()


def record(dialog: Shown, takes: FakeTakes, place: int) -> None:
    dialog.take_toggled.emit(place)
    assert dialog.last("show_take") == (place, "recording")
    dialog.take_toggled.emit(place)


def test_three_good_takes_are_learned_and_tried(shop: Shop, teach: tuple[Shown, FakeTakes]) -> None:
    dialog, takes = teach
    for place in range(3):
        dialog.learn_requested.emit()
        assert not shop.asked  # not before there are three
        record(dialog, takes, place)
        assert dialog.last("show_take") == (place, "good")
    dialog.learn_requested.emit()
    (request,) = shop.asked
    assert isinstance(request, EnrollRequest)
    assert (request.product_id, len(request.takes), request.rate) == ("P1", 3, RATE)
    assert dialog.last("show_learned") == ("Whole milk",)
    dialog.try_toggled.emit()
    assert dialog.last("show_try") == ("recording",)
    dialog.try_toggled.emit()
    assert dialog.last("show_try") == ("right", "Whole milk")


@pytest.mark.parametrize(("found", "said"), [("P2", ("wrong", "Oat milk")), ("", ("nothing",))])
def test_a_try_that_fails_says_so(
    shop: Shop, teach: tuple[Shown, FakeTakes], found: str, said: tuple[str, ...]
) -> None:
    dialog, _takes = teach
    shop.found = found
    dialog.try_toggled.emit()
    dialog.try_toggled.emit()
    assert dialog.last("show_try") == said
    dialog.try_toggled.emit()  # and it can be tried again
    assert dialog.last("show_try") == ("recording",)


def test_a_bad_take_is_not_kept(shop: Shop, teach: tuple[Shown, FakeTakes]) -> None:
    dialog, takes = teach
    for place in range(3):
        record(dialog, takes, place)
    takes.next = NOISE
    record(dialog, takes, 1)
    assert dialog.last("show_take") == (1, "silent")
    dialog.learn_requested.emit()
    assert not shop.asked


def test_a_take_ends_by_itself_after_the_word(teach: tuple[Shown, FakeTakes]) -> None:
    dialog, takes = teach
    dialog.take_toggled.emit(0)
    for level in [0.001] * 40 + [0.5] * 10 + [0.001] * 25:
        if takes.callbacks is not None:
            takes.callbacks.level(level)
    assert dialog.last("show_take") == (0, "good")


def test_another_take_begun_meanwhile_forgets_the_first(teach: tuple[Shown, FakeTakes]) -> None:
    dialog, takes = teach
    dialog.take_toggled.emit(0)
    dialog.take_toggled.emit(1)
    assert ("show_take", (0, "empty")) in dialog.seen
    dialog.take_toggled.emit(1)
    assert dialog.last("show_take") == (1, "good")
    assert takes.discarded >= 2


def test_a_dead_microphone_is_said_in_the_dialog(teach: tuple[Shown, FakeTakes]) -> None:
    dialog, takes = teach
    takes.next = EngineError("microphone.silent", name="mic")
    record(dialog, takes, 0)
    assert "only zeros" in dialog.last("show_error")[0]
    assert dialog.last("show_take") == (0, "empty")


def test_names_are_shown_added_and_refused(shop: Shop) -> None:
    dialog = Shown()
    controller = NamesController(dialog, shop.runner, Messages())
    dialog.product_chosen.emit("P1")
    assert dialog.last("show_names")[:2] == (CARDS["P1"], ())
    dialog.aliases_changed.emit("P1", ["the white one"])
    assert dialog.last("show_names")[1] == ("the white one",)
    dialog.aliases_changed.emit("P1", ["!"])
    assert "letters or digits" in dialog.last("show_error")[0]
    controller.close()


def test_pairs_that_sound_alike_are_shown(shop: Shop) -> None:
    dialog = Shown()
    AlikeController(dialog, shop.runner, Messages()).close()
    assert dialog.last("show_pairs") == ([ConfusablePair("P1", "P2", 0.9)], CARDS)


def test_taught_words_are_listed_when_the_tab_is_shown_and_forgotten_on_request(shop: Shop) -> None:
    view = Shown()
    controller = VoiceWordsController(view, shop.runner, Messages(), FakeTakes())  # type: ignore[arg-type]
    view.shown.emit()
    assert view.last("show_taught") == ([CARDS["P1"]],)
    view.forget_requested.emit("P1")
    assert shop.asked == [TaughtWordsRequest(), TaughtWordsRequest(forget="P1")]
    assert controller.lane == "voice-words"
