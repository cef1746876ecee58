"""The dialogs about words and names, with real keys and clicks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from shopdesk.engine.types import ConfusablePair, ProductCard, SpokenForm
from shopdesk.ui.names_dialog import AlikeDialog, NamesDialog
from shopdesk.ui.teach_dialog import TeachDialog
from shopdesk.ui.theme import apply_theme
from shopdesk.ui.widgets import IconButton

CARDS = [ProductCard(f"P{n}", f"Product {n}", 100 + n, "EUR", stock=n) for n in range(4)]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(params=[TeachDialog, NamesDialog, AlikeDialog])
def any_dialog(request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot) -> Iterator[Any]:
    yield from opened(qapp, qtbot, request.param())


@pytest.fixture
def teach(qapp: QApplication, qtbot: QtBot) -> Iterator[TeachDialog]:
    yield from opened(qapp, qtbot, TeachDialog())


@pytest.fixture
def names(qapp: QApplication, qtbot: QtBot) -> Iterator[NamesDialog]:
    yield from opened(qapp, qtbot, NamesDialog())


def opened(qapp: QApplication, qtbot: QtBot, dialog: Any) -> Iterator[Any]:
    apply_theme(qapp, "light")
    dialog.show()
    qtbot.waitActive(dialog)
    yield dialog
    dialog.close()
    dialog.deleteLater()


def test_each_dialog_shows_errors_and_closes_by_escape(qtbot: QtBot, any_dialog: Any) -> None:
    any_dialog.show_error("The microphone is asleep. Wake it.")
    assert any_dialog.bar.isVisible()
    with qtbot.waitSignal(any_dialog.closed, timeout=1000):
        qtbot.keyClick(any_dialog, Qt.Key.Key_Escape)
    assert any_dialog.result() == QDialog.DialogCode.Rejected


def test_a_word_is_taught_by_the_keyboard_alone(qtbot: QtBot, teach: TeachDialog) -> None:
    said: list[Any] = []
    teach.search_edited.connect(said.append)
    teach.product_chosen.connect(said.append)
    teach.take_toggled.connect(said.append)
    teach.learn_requested.connect(lambda: said.append("learn"))
    teach.try_toggled.connect(lambda: said.append("try"))
    assert not teach.takes[0].isEnabled()
    teach.finder.field.setFocus()
    qtbot.keyClicks(teach.finder.field, "p")
    teach.show_products(CARDS)
    qtbot.keyClick(teach.finder.field, Qt.Key.Key_Return)
    teach.show_product(CARDS[0])
    for place in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
        teach.show_take(place, "recording")
        teach.show_level(place, 0.4)
        assert not teach.learn.isEnabled()
        teach.show_take(place, "good")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    teach.show_learned("Product 0")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    teach.show_try("right", "Product 0")
    assert teach.outcome.text() == "Found Product 0. It works."
    assert said == ["p", "P0", 0, 1, 2, "learn", "try"]


@pytest.mark.parametrize("state", ["silent", "quiet", "clipped", "short"])
def test_a_bad_take_says_what_to_do_and_is_recorded_again(teach: TeachDialog, state: str) -> None:
    teach.show_product(CARDS[0])
    for place in range(3):
        teach.show_take(place, "good")
    teach.show_take(1, state)
    assert "again" in teach.takes[1].note.text()
    assert not teach.learn.isEnabled()
    teach.show_take(1, "good")
    assert teach.learn.isEnabled()


def test_another_product_begins_anew(teach: TeachDialog) -> None:
    teach.show_product(CARDS[0])
    teach.show_take(0, "good")
    teach.show_product(CARDS[1])
    assert [take.state for take in teach.takes] == ["empty"] * 3
    assert not teach.learn.isEnabled()


def test_other_names_are_added_and_dropped(qtbot: QtBot, names: NamesDialog) -> None:
    said: list[Any] = []
    names.aliases_changed.connect(lambda *what: said.append(what))
    assert not names.alias.isEnabled()
    forms = (SpokenForm("product nought", "prodakt not", False), SpokenForm("the nought", "dha not", True))
    names.show_names(CARDS[0], ("the nought",), forms)
    assert [names.forms.item(row).text() for row in range(2)] == [
        "product nought\n[prodakt not]",
        "the nought\n[dha not]",
    ]
    qtbot.keyClicks(names.alias, " zero ")
    qtbot.keyClick(names.alias, Qt.Key.Key_Return)
    names.alias.setText("the nought")
    qtbot.keyClick(names.alias, Qt.Key.Key_Return)  # it is there already
    line = names._own.itemAt(0).widget()
    qtbot.mouseClick(line.findChildren(IconButton)[0], LEFT)
    assert said == [("P0", ["the nought", "zero"]), ("P0", [])]


def test_enter_on_a_pair_names_the_second(qapp: QApplication, qtbot: QtBot) -> None:
    for dialog in opened(qapp, qtbot, AlikeDialog()):
        dialog.show_pairs([], {})
        assert dialog.note.text() == "No two names sound alike."
        dialog.show_pairs([ConfusablePair("P0", "P1", 0.91)], {card.product_id: card for card in CARDS})
        assert dialog.pairs.item(0).text() == "Product 0 – Product 1   91 % alike"
        with qtbot.waitSignal(dialog.chosen, timeout=1000) as caught:
            qtbot.keyClick(dialog.pairs, Qt.Key.Key_Return)
        assert caught.args == ["P1"]
