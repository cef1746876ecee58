"""The program without a mouse: from the first page over import and sale to a recommendation, by keys alone.

Every key goes where the keyboard is at that moment; nothing is clicked, and no widget is given the focus by the test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.app import ShopDesk
from shopdesk.store.shop import open_shop
from shopdesk.ui.theme import apply_theme

PATIENCE = 240_000
CONTROL = Qt.KeyboardModifier.ControlModifier
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
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


@pytest.fixture
def open_window(qapp: QApplication, qtbot: QtBot) -> Iterator[Callable[[Path], ShopDesk]]:
    apply_theme(qapp, "light")
    made: list[ShopDesk] = []

    def start(folder: Path) -> ShopDesk:
        desk = ShopDesk(folder)
        made.append(desk)
        desk.show()
        qtbot.waitExposed(desk.window)
        desk.window.activateWindow()
        qtbot.waitUntil(desk.window.isActiveWindow, timeout=PATIENCE)
        return desk

    yield start
    for desk in made:
        desk.window.close()
        desk.close()
        desk.window.deleteLater()


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


def test_a_recommendation(open_window: Callable[[Path], ShopDesk], keyboard: Keyboard, shop_folder: Path) -> None:
    with open_shop(shop_folder) as shop:
        cards = [card for card in shop.cards(shop.product_ids(0, 40)) if card.picture]
    wanted = cards[4]
    desk = open_window(shop_folder)
    window = desk.window
    keyboard.until(lambda: window.status.text("engine") == "Engine ready")

    # a recommendation: for a product, and one of the cards into the basket
    view = window.recommend
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
    first = view.grid.cards[0].item[0].product_id  # type: ignore[index]
    keyboard.press(Qt.Key.Key_Return)
    keyboard.until(lambda: [line.product.product_id for line in desk.shop().basket().lines] == [first])
