"""The Voice tab with real keys, clicks and drops."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk.engine.types import Basket, BasketLine, ProductCard
from shopdesk.ui.format import money
from shopdesk.ui.theme import apply_theme
from shopdesk.ui.voice_view import VoiceView
from tests.drops import drop, file_data

CARDS = [ProductCard(f"P{n}", f"Product {n}", 100 + n, "EUR", stock=n) for n in range(6)]
HAM = ProductCard("P9", "Ham", 1990, "EUR", unit="kg", stock=2.5)
ROWS = [(CARDS[1], 0.9), (CARDS[2], 0.1)]
LEFT = Qt.MouseButton.LeftButton


class Seen:
    """The tab in a window, with what it says."""

    def __init__(self, view: VoiceView) -> None:
        self.view, self.said = view, []
        for name in ("pressed", "released", "cancelled", "left"):
            getattr(view, name).connect(lambda n=name: self.said.append(n))
        for name in ("chosen", "text_entered", "file_chosen", "microphone_chosen", "test_toggled", "forget_requested"):
            getattr(view, name).connect(lambda *what: self.said.append(what if len(what) > 1 else what[0]))

    def show(self, quantity: float = 1.0, choices: tuple[float, ...] = (), command: str = "look_up") -> None:
        self.view.show_result("product", ROWS, True)
        self.view.show_quantities({"P1": (quantity, choices), "P2": (1.0, ())})
        self.view.show_command(command, CARDS[1], None)


@pytest.fixture
def seen(qapp: QApplication, qtbot: QtBot) -> Iterator[Seen]:
    apply_theme(qapp, "light")
    view = VoiceView()
    view.resize(1000, 660)
    view.show()
    qtbot.waitActive(view)
    view.setFocus()
    yield Seen(view)
    view.close()
    view.deleteLater()


def test_space_the_mouse_and_escape(qtbot: QtBot, seen: Seen) -> None:
    view = seen.view
    qtbot.keyPress(view, Qt.Key.Key_Space)
    qtbot.keyRelease(view, Qt.Key.Key_Space)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    qtbot.mousePress(view.talk, LEFT, pos=QPoint(80, 80))
    qtbot.mouseRelease(view.talk, LEFT, pos=QPoint(80, 80))
    assert seen.said == ["pressed", "released", "cancelled", "pressed", "released"]


def test_space_in_the_line_of_words_is_a_space(qtbot: QtBot, seen: Seen) -> None:
    seen.view.answer.heard.setFocus()
    qtbot.keyClicks(seen.view.answer.heard, "oat milk")
    qtbot.keyClick(seen.view.answer.heard, Qt.Key.Key_Return)
    assert seen.said == ["oat milk"]


def test_letters_write_other_words_without_a_click(qtbot: QtBot, seen: Seen) -> None:
    seen.show()
    qtbot.keyClicks(seen.view, "t")
    qtbot.keyClicks(QApplication.focusWidget(), "ea")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert seen.said == ["tea"]


@pytest.mark.parametrize("leave", ["hide", "focus"])
def test_space_held_while_the_tab_is_left_counts_as_let_go(qtbot: QtBot, seen: Seen, leave: str) -> None:
    qtbot.keyPress(seen.view, Qt.Key.Key_Space)
    if leave == "hide":
        seen.view.hide()
    else:
        seen.view.answer.heard.setFocus()
    assert seen.said[:2] == ["pressed", "left"]
    seen.view.show()
    qtbot.keyRelease(seen.view, Qt.Key.Key_Space)
    assert "released" not in seen.said


def test_enter_adds_the_first_and_numbers_the_others(qtbot: QtBot, seen: Seen) -> None:
    seen.show(2.0)
    qtbot.keyClick(seen.view, Qt.Key.Key_Return)
    qtbot.keyClick(seen.view, Qt.Key.Key_2)
    qtbot.keyClick(seen.view, Qt.Key.Key_5)
    assert seen.said == [("P1", 2.0), ("P2", 1.0)]


def test_the_quantity_is_confirmed_or_changed_by_keys_and_arrows_mark(qtbot: QtBot, seen: Seen) -> None:
    seen.show(2.0)
    qtbot.keyClick(seen.view, Qt.Key.Key_Plus)
    qtbot.keyClick(seen.view, Qt.Key.Key_Plus)
    qtbot.keyClick(seen.view, Qt.Key.Key_Minus)
    qtbot.keyClick(seen.view, Qt.Key.Key_Return)
    qtbot.keyClick(seen.view, Qt.Key.Key_Down)
    qtbot.keyClick(seen.view, Qt.Key.Key_Return)
    qtbot.mouseClick(seen.view.answer.candidates.rows[0].add, LEFT)
    assert seen.said == [("P1", 3.0), ("P2", 1.0), ("P1", 2.0)]


def test_fifteen_or_fifty_must_be_chosen(qtbot: QtBot, seen: Seen) -> None:
    seen.show(50.0, (15.0, 50.0))
    answer = seen.view.answer
    assert answer.saying.text() == "15 or 50?"
    qtbot.keyClick(seen.view, Qt.Key.Key_Return)
    assert seen.said == []
    seen.view.setFocus()
    qtbot.keyClick(seen.view, Qt.Key.Key_Left)
    qtbot.keyClick(seen.view, Qt.Key.Key_Return)
    assert seen.said == [("P1", 15.0)]


def test_a_weight_shows_its_unit(seen: Seen) -> None:
    seen.view.show_result("ham", [(HAM, 0.9)], True)
    seen.view.show_quantities({"P9": (0.15, ())})
    assert (seen.view.answer.quantity.text(), seen.view.answer._unit.text()) == ("0.15", "kg")


@pytest.mark.parametrize(
    ("command", "card", "basket", "words"),
    [
        ("price", HAM, None, f"Ham costs {money(1990, 'EUR')}"),
        ("stock", HAM, None, "Ham: 2.5 kg left"),
        ("total", None, Basket("B", (BasketLine(CARDS[2], 2, 102),), 204, "EUR"), f"Total {money(204, 'EUR')}"),
        ("total", None, None, "The basket is empty."),
        ("remove", None, None, "Nothing like that is in the basket."),
    ],
)
def test_questions_are_answered_in_words(
    seen: Seen, command: str, card: ProductCard | None, basket: Basket | None, words: str
) -> None:
    seen.view.show_result("words", [(card, 0.9)] if card else [], True)
    seen.view.show_command(command, card, basket)
    assert seen.view.answer.saying.isVisible()
    assert seen.view.answer.saying.text() == words


def test_what_is_done_is_not_done_again_by_enter_and_can_be_taken_back(qtbot: QtBot, seen: Seen) -> None:
    undone: list[Any] = []
    seen.show(2.0)
    seen.view.show_acted("add", CARDS[1], 2.0, lambda: undone.append(1))
    qtbot.keyClick(seen.view, Qt.Key.Key_Return)
    assert seen.said == []
    assert seen.view.bar.sentence.text() == "Added 2 × Product 1."
    qtbot.mouseClick(seen.view.bar.action, LEFT)
    assert undone == [1]
    qtbot.keyClick(seen.view, Qt.Key.Key_1)
    assert seen.said == [("P1", 2.0)]


def test_a_sound_file_is_dropped(seen: Seen) -> None:
    assert drop(seen.view, file_data("/somewhere/clip.wav"))
    assert seen.said == ["/somewhere/clip.wav"]


def test_microphones_are_listed_with_the_systems_first_and_the_remembered_one_kept(qtbot: QtBot, seen: Seen) -> None:
    seen.view.show_microphones(["USB", "Built in"], "Headset")
    box = seen.view.side.microphones
    assert [box.itemData(row) for row in range(box.count())] == ["", "USB", "Built in", "Headset"]
    assert box.currentData() == "Headset"
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Up)
    assert seen.said == ["Built in"]


@pytest.mark.parametrize("state", ["waiting", "heard", "faint", "zeros"])
def test_the_test_of_the_microphone_says_what_it_hears(qtbot: QtBot, seen: Seen, state: str) -> None:
    side = seen.view.side
    qtbot.mouseClick(side.test, LEFT)
    seen.view.show_test(state, 0.3)
    assert side.level.isVisible()
    assert side.test_note.text()
    qtbot.mouseClick(side.test, LEFT)
    seen.view.show_test("off")
    assert not side.level.isVisible()
    assert seen.said == [True, False]


def test_taught_words_are_listed_and_forgotten(qtbot: QtBot, seen: Seen) -> None:
    seen.view.show_taught(CARDS[1:3])
    line = seen.view.side._words.itemAt(1).widget()
    qtbot.mouseClick(line.findChildren(type(seen.view.bar.cross))[0], LEFT)
    assert seen.said == ["P2"]


@pytest.mark.parametrize("state", ["ready", "starting", "listening", "tapped", "thinking", "nothing", "unavailable"])
def test_each_state_has_words(seen: Seen, state: str) -> None:
    seen.view.show_state(state)
    seen.view.show_level(0.5)
    seen.view.grab()
    assert seen.view._state.text()
    assert seen.view._state.text() != state


def test_the_key_that_speaks_is_named(seen: Seen) -> None:
    seen.view.set_speak_key("F4")
    assert "F4" in seen.view._hint.text()
