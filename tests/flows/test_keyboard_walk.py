"""The program without a mouse: first page, import, sale, recommendation, forecast, a taught photo, voice search.

By keys alone: every key goes where the keyboard is at that moment; nothing is clicked, and no widget is given the
focus by the test.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.app import ShopDesk
from shopdesk.engine.types import ProductCard
from shopdesk.selftest import spoken_clip
from shopdesk.store.shop import open_shop

PATIENCE = 240_000
TYPED = "strawberry yoghurt"
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
# with a microphone, where there is one, so it runs alone
pytestmark = [pytest.mark.slow, pytest.mark.audio, pytest.mark.timeout(600)]
PRODUCTS = "SKU,Name,Price,Stock\nA1,Oat milk 1 l,1.99,20\nA2,Rye bread,3.20,8\nA3,Apples,2.50,30\n"


class Keyboard:
    """Sends keys to whatever has the keyboard."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    @staticmethod
    def target() -> QWidget:
        found = QApplication.focusWidget() or QApplication.activeWindow()
        assert found is not None
        return found

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.target(), key, modifier)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.target(), text)

    def tab_to(self, wanted: Callable[[], bool], most: int = 60) -> None:
        """Press Tab until something is reached."""
        for _ in range(most):
            if wanted():
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"not reached by Tab; the keyboard is at {self.target()}")

    def back_to(self, window: QWidget) -> None:
        """Wait until a dialog is gone; the window is active again, as a window manager would have it."""
        self.until(lambda: QApplication.activeModalWidget() is None)
        window.activateWindow()
        self.until(window.isActiveWindow)

    def until(self, condition: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(condition, timeout=PATIENCE)


@pytest.fixture
def keyboard(qtbot: QtBot) -> Keyboard:
    return Keyboard(qtbot)


def test_first_run_import_and_a_sale(
    open_window: Callable[[Path], ShopDesk], keyboard: Keyboard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "products.csv"
    table.write_text(PRODUCTS)
    # the system's own dialog of files is not ours to walk through
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(table)], ""))
    desk = open_window(tmp_path / "shop")
    window = desk.window

    # the first page has the keyboard; the import is its first button
    keyboard.until(window.welcome.isVisible)
    keyboard.until(window.welcome.action.hasFocus)
    keyboard.press(Qt.Key.Key_Space)
    keyboard.until(lambda: desk.imports._dialog is not None)
    dialog = desk.imports._dialog
    keyboard.until(dialog.isActiveWindow)
    keyboard.tab_to(dialog.files.zone.action.hasFocus)
    keyboard.press(Qt.Key.Key_Space)
    for page in (2, 3):  # columns, trial: Enter goes on
        keyboard.until(lambda: dialog.next.isEnabled() and dialog.next.isVisible())
        keyboard.press(Qt.Key.Key_Return)
        keyboard.until(lambda page=page: dialog.pages.currentIndex() == page)
    keyboard.press(Qt.Key.Key_Escape)
    keyboard.until(lambda: not window.welcome.isVisible())
    assert desk.shop().count_products() == 3
    keyboard.back_to(window)

    # a sale: search, Enter adds; the quantity of the newest line; Ctrl+Enter sells
    keyboard.press(Qt.Key.Key_L, CONTROL)
    keyboard.type("oat")
    keyboard.until(lambda: window.search.list_shown)
    keyboard.press(Qt.Key.Key_Return)
    keyboard.until(lambda: len(desk.shop().basket().lines) == 1)
    keyboard.until(window.basket.complete.isEnabled)
    keyboard.press(Qt.Key.Key_B, CONTROL)
    keyboard.type("3")
    keyboard.press(Qt.Key.Key_Return)
    keyboard.until(lambda: desk.shop().basket().total == 597)
    keyboard.press(Qt.Key.Key_Return, CONTROL)
    keyboard.until(lambda: desk.shop().count_sales() == 1)
    assert not desk.shop().basket().lines

    # any product by the palette
    keyboard.press(Qt.Key.Key_K, CONTROL)
    keyboard.until(lambda: desk.palette._palette is not None and desk.palette._palette.isActiveWindow())
    keyboard.type("rye")
    keyboard.until(lambda: desk.palette._palette.rows.rowCount() == 1)
    keyboard.press(Qt.Key.Key_Return)
    keyboard.until(lambda: [line.product.name for line in desk.shop().basket().lines] == ["Rye bread"])


def test_a_recommendation_a_forecast_a_taught_photo_and_a_voice_search(
    open_window: Callable[[Path], ShopDesk],
    keyboard: Keyboard,
    shop_folder: Path,
    sound_server: dict[str, str] | None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One window for all of it: what takes long is its start."""
    with open_shop(shop_folder) as shop:
        cards = [card for card in shop.cards(shop.product_ids(0, 40)) if card.picture]
    desk = open_window(shop_folder)
    keyboard.until(lambda: desk.window.status.text("engine") == "Engine ready")
    take_a_recommendation(desk, keyboard, cards[4])
    read_a_forecast(desk, keyboard, cards[2])
    # the system's own dialog of files is not ours to walk through
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(cards[7].picture)], ""))
    teach_a_photo(desk, keyboard, cards[6])
    find_by_typed_words(desk, keyboard)
    if sound_server is not None:
        find_by_voice(desk, keyboard)


def take_a_recommendation(desk: ShopDesk, keyboard: Keyboard, wanted: ProductCard) -> None:
    """For a product, and one of the cards into the basket."""
    view = desk.window.recommend
    keyboard.press(Qt.Key.Key_1, CONTROL)
    keyboard.press(Qt.Key.Key_F, CONTROL)
    keyboard.until(view.field.hasFocus)
    keyboard.type(wanted.name)
    choices = view.subject.choices
    keyboard.until(lambda: choices.count() > 0 and choices.item(0).text() == wanted.name)
    keyboard.press(Qt.Key.Key_Down)
    keyboard.press(Qt.Key.Key_Return)
    keyboard.until(lambda: view.subject_id == wanted.product_id and not desk.runner.is_busy("recommend"))
    keyboard.until(lambda: bool(view.grid.cards) and view.grid.cards[0].item is not None)
    keyboard.tab_to(view.grid.cards[0].hasFocus)
    item = view.grid.cards[0].item
    assert item is not None
    keyboard.press(Qt.Key.Key_Return)
    keyboard.until(lambda: in_basket(desk) == [item[0].product_id])


def read_a_forecast(desk: ShopDesk, keyboard: Keyboard, wanted: ProductCard) -> None:
    """The forecast of a product, four weeks further ahead, with its past forecasts."""
    view = desk.window.prices
    keyboard.press(Qt.Key.Key_2, CONTROL)
    keyboard.press(Qt.Key.Key_F, CONTROL)
    keyboard.until(view.field.hasFocus)
    keyboard.type(wanted.name)
    keyboard.until(lambda: view.products.rows.rowCount() > 0 and view.products.rows.row(0).card == wanted)
    keyboard.press(Qt.Key.Key_Return)
    keyboard.until(lambda: view.plot.read.own_fan is not None and not desk.runner.is_busy("forecast"))
    shown, weeks = fan_times(desk), view.horizon
    keyboard.tab_to(view.side.outlook.horizons.hasFocus)
    keyboard.press(Qt.Key.Key_Down)
    keyboard.until(lambda: view.horizon != weeks and len(fan_times(desk)) not in (0, len(shown)))
    keyboard.tab_to(view.tools.checks["past"].hasFocus)
    keyboard.press(Qt.Key.Key_Space)
    keyboard.until(lambda: bool(view.plot.read.past))


def fan_times(desk: ShopDesk) -> Sequence[float]:
    fan = desk.window.prices.plot.read.own_fan
    return [] if fan is None else list(fan.times)


def teach_a_photo(desk: ShopDesk, keyboard: Keyboard, wanted: ProductCard) -> None:
    """One more photo of a product, and then it is asked what the photo shows."""
    view = desk.window.photos
    keyboard.press(Qt.Key.Key_3, CONTROL)
    keyboard.press(Qt.Key.Key_2, ALT)
    keyboard.until(lambda: view.teaching.products.rows.rowCount() > 0)
    keyboard.tab_to(lambda: view.teaching.isAncestorOf(keyboard.target()))
    keyboard.press(Qt.Key.Key_F, CONTROL)
    keyboard.until(view.teaching.field.hasFocus)
    keyboard.type(wanted.name)
    keyboard.until(lambda: view.teaching.products.rows.row(0).card == wanted)
    keyboard.press(Qt.Key.Key_Return)
    keyboard.until(lambda: view.teaching.name.text() == wanted.name and view.teaching.sheet.count() == 1)
    keyboard.tab_to(view.teaching.zone.action.hasFocus)
    keyboard.press(Qt.Key.Key_Space)
    keyboard.until(lambda: view.teaching.sheet.count() == 2)


def find_by_typed_words(desk: ShopDesk, keyboard: Keyboard) -> None:
    """Words for the voice search, typed: the first answer into the basket."""
    view = desk.window.voice
    keyboard.press(Qt.Key.Key_4, CONTROL)
    keyboard.press(Qt.Key.Key_F, CONTROL)
    keyboard.until(view.answer.heard.hasFocus)
    keyboard.type(TYPED)
    keyboard.press(Qt.Key.Key_Return)
    keyboard.until(lambda: bool(view.answer.candidates.ids))
    choose_the_first_answer(desk, keyboard)


def find_by_voice(desk: ShopDesk, keyboard: Keyboard) -> None:
    """The same by speaking into the microphone while Space is held."""
    view = desk.window.voice
    target = keyboard.target()
    QTest.keyPress(target, Qt.Key.Key_Space)
    keyboard.until(lambda: view.talk.state == "listening")
    player = subprocess.Popen(["paplay", "--device=micbus", str(spoken_clip())])
    keyboard.until(lambda: player.poll() is not None)
    QTest.keyRelease(target, Qt.Key.Key_Space)
    keyboard.until(lambda: view.answer.heard.text() not in ("", TYPED))
    choose_the_first_answer(desk, keyboard)


def choose_the_first_answer(desk: ShopDesk, keyboard: Keyboard) -> None:
    """Enter adds what was found; the clip and the typed words ask for the same."""
    view, shop = desk.window.voice, desk.shop()
    first = view.answer.candidates.ids[0]
    assert "trawberry" in shop.cards([first])[0].name
    keyboard.until(view.hasFocus)
    before = quantity(desk, first)
    keyboard.press(Qt.Key.Key_Return)
    keyboard.until(lambda: quantity(desk, first) == before + 1)


def quantity(desk: ShopDesk, product_id: str) -> float:
    return sum(line.quantity for line in desk.shop().basket().lines if line.product.product_id == product_id)


def in_basket(desk: ShopDesk) -> list[str]:
    return [line.product.product_id for line in desk.shop().basket().lines]
