"""Each setting does what it says, in the real window, its engine and the shop."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk.app import ShopDesk
from shopdesk.controllers.settings import read_shop, write_shop
from shopdesk.engine.errors import DataError
from shopdesk.program import install_translations
from shopdesk.settings import schema
from shopdesk.settings.kept import Settings
from shopdesk.settings.keys import KEYS
from shopdesk.store.backup import backup_folder, daily_backup, list_backups
from shopdesk.store.shop import Shop, open_shop
from shopdesk.ui.theme import mode

PATIENCE = 60_000
Make = Callable[..., ShopDesk]


@pytest.fixture
def make(open_window: Make, tmp_path: Path) -> Make:
    return partial(open_window, tmp_path / "shop")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path / "shop") as shop:
        yield shop


def idle(qtbot: QtBot, desk: ShopDesk, *lanes: str) -> None:
    qtbot.waitUntil(lambda: not any(desk.runner.is_busy(lane) for lane in lanes), timeout=PATIENCE)


def test_theme_keys_and_microphone_act_at_once(make: Make, qtbot: QtBot) -> None:
    desk = make()
    window, settings = desk.window, desk.settings
    settings.set(schema.THEME, "dark")
    assert mode() == "dark"
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert mode() == "light"
    assert Settings.load().get(schema.THEME) == "light"

    settings.set(KEYS["voice"], "Ctrl+Shift+V")
    QTest.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert window.tab == "recommend"
    QTest.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert window.tab == "voice"
    assert "Ctrl+Shift+V" in [one.keys for one in window.commands()]

    settings.set(schema.VOICE_KEY, "F9")
    said: list[str] = []
    window.speak_pressed.disconnect()
    window.speak_pressed.connect(lambda: said.append("down"))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_F2)
    assert said == []
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert said == ["down"]
    assert "F9" in window.speak.toolTip()

    settings.set(schema.MICROPHONE, "Headset")
    assert desk.voice.takes.microphone == "Headset"
    window.voice.microphone_chosen.emit("USB Audio")
    assert settings.get(schema.MICROPHONE) == "USB Audio"


def test_the_window_stands_where_it_stood(make: Make) -> None:
    first = make()
    first.window.resize(1280, 760)  # the screen of tests is 800 high
    first.window.show_tab("photos")
    first.window.close()
    first.close()
    settings = Settings.load()
    assert settings.get(schema.WINDOW_TAB) == "photos"
    settings.set(schema.START_PAGE, False)
    again = make(settings=settings)
    assert again.window.height() == 760


def test_another_language_draws_the_window_anew_around_the_same_engine(
    make: Make, qapp: QApplication, qtbot: QtBot
) -> None:
    first = make()
    first.choices.show("look")
    first.choices.change("look/language", "zh_CN")
    assert not first.window.isVisible()
    try:
        install_translations(qapp, "zh_CN")
        again = make(settings=first.settings, running=first.running)
        assert again.engine is first.engine
        assert first.settings_open == "look"
        assert again.window.tabs.tabText(0) == "推荐"
        assert QLocale().language() == QLocale.Language.Chinese
        idle(qtbot, again, "store")
        assert again.shop().count_products() == 0
    finally:
        install_translations(qapp, "en")
        assert qapp.translate("MainWindow", "Prices") == "Prices"


def test_a_damaged_file_is_said_once(make: Make, qtbot: QtBot) -> None:
    path = Settings.load().path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("{")
    desk = make(settings=Settings.load())
    desk.choices.start()
    assert "could not be read" in desk.window.bar.sentence.text()


def test_the_shop_is_named_in_the_dialog(make: Make, qtbot: QtBot) -> None:
    desk = make()
    idle(qtbot, desk, "store")
    QTest.keyClick(desk.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    dialog = desk.choices._dialog
    editor = dialog.rows["shop/name"].editor.inner
    QTest.keyClicks(editor, "Corner Shop")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.window.windowTitle().startswith("Corner Shop"), timeout=PATIENCE)
    dialog.accept()
    assert desk.choices.open_section is None
    assert desk.shop().setting("shop.name") == "Corner Shop"


def test_the_engine_can_be_in_the_windows_process(make: Make, qtbot: QtBot) -> None:
    settings = Settings.load()
    settings.set(schema.ENGINE_PROCESS, False)
    desk = make(settings=settings)
    idle(qtbot, desk, "store")
    desk.shop().add_product("Oat milk", 199)
    desk.search.find("oat milk")
    idle(qtbot, desk, "search")
    QTest.keyClicks(desk.window.search.field, "oat")
    qtbot.waitUntil(lambda: desk.window.search.list_shown, timeout=PATIENCE)
    assert not desk.engine.running


@pytest.mark.parametrize("said", ["", "3"])
def test_threads_reach_the_libraries(said: str) -> None:
    Settings.load().set(schema.THREADS, 2)
    code = (
        "import sys; sys.argv = ['shopdesk', 'customers', '--demo', '--help']\n"
        "from shopdesk.__main__ import main\n"
        "try: main(['--version'])\n"
        "except SystemExit: pass\n"
        "from shopdesk.engine.weights import numeric_threads\n"
        "print(numeric_threads())"
    )
    environment = {k: v for k, v in os.environ.items() if k != "OMP_NUM_THREADS"}
    environment |= {"OMP_NUM_THREADS": said} if said else {}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60)
    assert done.stdout.split()[-1] == (said or "2"), done.stderr


def test_scale_is_set_before_qt_starts() -> None:
    code = (
        "from shopdesk.program import make_application\n"
        "app = make_application('light', 'en', 150)\n"
        "print(app.primaryScreen().devicePixelRatio())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "1.5", done.stderr


def test_tax_and_unit_of_new_products(shop: Shop, tmp_path: Path) -> None:
    write_shop(shop, shop.folder, schema.TAX, 19.0)
    write_shop(shop, shop.folder, schema.UNIT, "kg")
    first = shop.add_product("Apples", 250, stock=5)
    assert first.unit == "kg"
    write_shop(shop, shop.folder, schema.TAX, 7.0)
    second = shop.add_product("Bread", 321, unit="piece")
    shop.add_to_basket(first.product_id, 1.5)
    basket = shop.add_to_basket(second.product_id)
    # 3.75 at 19 % contains 0.5987, 3.21 at 7 % contains 0.21
    assert (basket.total, basket.tax) == (696, 60 + 21)
    write_shop(shop, shop.folder, schema.SHOW_TAX, False)
    assert shop.basket().tax == 0


def test_more_than_is_there_is_refused(shop: Shop) -> None:
    card = shop.add_product("Apples", 250, stock=1)
    write_shop(shop, shop.folder, schema.OVERSELL, "refuse")
    shop.add_to_basket(card.product_id, 2)
    with pytest.raises(DataError):
        shop.complete_basket()
    write_shop(shop, shop.folder, schema.OVERSELL, "warn")
    assert shop.complete_basket().short


def test_a_currency_that_is_divided_otherwise_is_refused(shop: Shop) -> None:
    write_shop(shop, shop.folder, schema.CURRENCY, "JPY")
    write_shop(shop, shop.folder, schema.CURRENCY, "USD")
    shop.add_product("Apples", 250)
    write_shop(shop, shop.folder, schema.CURRENCY, "CNY")
    assert shop.cards(shop.product_ids())[0].currency == "CNY"
    with pytest.raises(DataError, match=r"settings\.currency_digits"):
        write_shop(shop, shop.folder, schema.CURRENCY, "JPY")
    assert shop.currency == "CNY"


def test_backups_and_names(shop: Shop, tmp_path: Path) -> None:
    shop.add_product("Apples", 250)
    shop.add_customer("C1", "Ann")
    write_shop(shop, shop.folder, schema.DAILY_BACKUP, False)
    assert daily_backup(shop) is None
    elsewhere = tmp_path / "stick"
    write_shop(shop, shop.folder, schema.BACKUP_FOLDER, str(elsewhere))
    write_shop(shop, shop.folder, schema.DAILY_BACKUP, True)
    assert daily_backup(shop) is not None
    assert list_backups(shop.folder)[0].path.parent == elsewhere
    assert read_shop(shop, shop.folder)["backup/folder"] == str(elsewhere)
    write_shop(shop, shop.folder, schema.BACKUP_FOLDER, "")
    assert backup_folder(shop.folder) == shop.folder / "backups"
    write_shop(shop, shop.folder, schema.NAMES, False)
    assert [card.name for card in shop.customers()] == [""]


def test_what_a_shop_has_that_cannot_be_used_gives_way_to_the_default(shop: Shop) -> None:
    shop.set_setting("shop.tax", "a lot")
    assert read_shop(shop, shop.folder)["shop/tax"] == 0.0
