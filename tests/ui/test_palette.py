"""The palette with real keys: every command and every product is found, and Enter does the likely thing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk.engine.types import Hit, ProductCard
from shopdesk.settings.keys import DEFAULTS
from shopdesk.ui.actions import GROUPS, ICONS, Command, group_titles, titles
from shopdesk.ui.keys_dialog import KeysDialog
from shopdesk.ui.main_window import MainWindow
from shopdesk.ui.palette import Palette, matching
from shopdesk.ui.theme import apply_theme, icon

CARD = ProductCard("P1", "Price tags", 100, "EUR")


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> Iterator[MainWindow]:
    apply_theme(qapp, "light")
    out = MainWindow()
    out.show()
    out.activateWindow()
    qtbot.waitUntil(out.isActiveWindow)
    yield out
    out.close()
    out.deleteLater()


@pytest.fixture
def palette(window: MainWindow) -> Iterator[Palette]:
    out = window.palette_dialog()
    out.open()
    yield out
    if shiboken6.isValid(out):
        out.close()


def shown(palette: Palette) -> list[str]:
    rows = [palette.rows.row(number) for number in range(palette.rows.rowCount())]
    return [row.title if isinstance(row, Command) else row.card.name for row in rows]


def test_the_registry_is_whole(window: MainWindow) -> None:
    names = {name for group in GROUPS.values() for name in group}
    assert names == set(DEFAULTS) == set(titles()) == set(ICONS) == set(window.actions_.names())
    assert set(GROUPS) < set(group_titles())
    assert all(not icon(name).isNull() for name in ICONS.values())


def test_every_command_is_found_by_its_title(palette: Palette, window: MainWindow) -> None:
    for command in window.actions_.commands():
        assert command.title in [one.title for one in matching(window.commands(), command.title.upper())][:5]


def test_words_that_begin_come_first() -> None:
    commands = [Command(title, "", "", lambda: None) for title in ("Undo what was sold", "Sell again")]
    assert [one.title for one in matching(commands, "s")] == ["Undo what was sold", "Sell again"]
    assert [one.title for one in matching(commands, "ag")] == ["Sell again"]
    assert [one.title for one in matching([*commands, Command("Resell", "", "", lambda: None)], "sell")] == [
        "Sell again",
        "Resell",
    ]


def test_enter_runs_the_command(palette: Palette, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.field, "forecasts")
    assert shown(palette) == ["Prices and forecasts"]
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.tab == "prices"
    assert not palette.isVisible()


def test_letters_right_behind_its_key_reach_it(window: MainWindow, qtbot: QtBot) -> None:
    window.palette_requested.connect(lambda: window.palette_dialog().open())
    below = window.windowHandle()  # where a keyboard sends letters until it knows of another window
    QTest.keyClick(below, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    for key in (Qt.Key.Key_V, Qt.Key.Key_O, Qt.Key.Key_I):
        QTest.keyClick(below, key)
    palette = window.findChild(Palette)
    assert palette.height() > palette.list.height() > 400
    qtbot.waitUntil(lambda: palette.field.text() == "voi")
    QTest.keyClick(below, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.tab == "voice")


def test_a_click_beside_it_closes_it(palette: Palette, window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(window.search.field, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not shiboken6.isValid(palette) or not palette.isVisible())
    assert window.search.field.hasFocus()


def test_tab_commands_are_there_too(window: MainWindow) -> None:
    window.show_tab("recommend")
    assert "Pairs that sell together" in [one.title for one in window.commands()]
    window.show_tab("voice")
    assert "Pairs that sell together" not in [one.title for one in window.commands()]


@pytest.mark.parametrize(
    ("modifier", "signal"),
    [
        (Qt.KeyboardModifier.NoModifier, "accepted_product"),
        (Qt.KeyboardModifier.ControlModifier, "prices_wanted"),
        (Qt.KeyboardModifier.ShiftModifier, "goes_with_wanted"),
    ],
)
def test_a_product_is_added_or_shown(
    palette: Palette, qtbot: QtBot, modifier: Qt.KeyboardModifier, signal: str
) -> None:
    qtbot.keyClicks(palette.field, "price")
    palette.show_hits([Hit("P1", 1.0, "words")], {"P1": CARD}, 1)
    assert shown(palette)[-1] == "Price tags"
    qtbot.keyClick(palette.field, Qt.Key.Key_PageDown)
    with qtbot.waitSignal(getattr(palette, signal)) as sent:
        qtbot.keyClick(palette.field, Qt.Key.Key_Return, modifier)
    assert sent.args == ["P1"]


def test_typing_on_forgets_what_was_found_before(palette: Palette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.field, "4006381")
    palette.show_hits([Hit("P1", 1.0, "barcode")], {"P1": CARD}, 1)
    assert shown(palette) == ["Price tags"]
    qtbot.keyClicks(palette.field, "3")
    assert shown(palette) == []
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_nothing_found_is_said_once_it_is_known(palette: Palette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.field, "zzz")
    assert palette._hint.text() == ""
    palette.show_hits([], {}, 0)
    assert palette._hint.text().startswith("Nothing found")


def test_f1_lists_every_key_of_the_registry(window: MainWindow, qtbot: QtBot) -> None:
    dialog = window.keys_dialog()
    assert isinstance(dialog, KeysDialog)
    texts = {one.text() for one in dialog.findChildren(type(window.basket._count))}
    for command in window.commands():
        assert not command.keys or {command.keys, command.title} <= texts
    asked: list[str] = []
    window.settings_requested.connect(asked.append)
    dialog.change.click()
    assert asked == ["keys"]
    dialog.close()
