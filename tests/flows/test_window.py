"""The window with its real lanes and engine process: each tab does its job on real events."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shopdesk.app import ShopDesk
from shopdesk.store.shop import open_shop
from tests.drops import drop, file_data

ROOT = Path(__file__).resolve().parents[2]
SPOKEN = ROOT / "resources" / "samples" / "spoken.wav"
PATIENCE = 120_000
pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


def wait_idle(qtbot: QtBot, desk: ShopDesk, *lanes: str) -> None:
    qtbot.waitUntil(lambda: not any(desk.runner.is_busy(lane) for lane in lanes), timeout=PATIENCE)


def basket_ids(folder: Path) -> list[str]:
    with open_shop(folder) as shop:
        return [line.product.product_id for line in shop.basket().lines]


def test_search_recommend_and_prices(qtbot: QtBot, desk: ShopDesk, shop_folder: Path) -> None:
    window = desk.window
    with open_shop(shop_folder) as shop:
        wanted = shop.cards(shop.product_ids(0, 10))[4]

    # Search with the keyboard and add the first hit with Enter; it is on disk at once.
    window.search.field.setFocus()
    QTest.keyClicks(window.search.field, wanted.name)
    qtbot.waitUntil(lambda: window.search.list_shown, timeout=PATIENCE)
    wait_idle(qtbot, desk, "search")
    QTest.keyClick(window.search.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: basket_ids(shop_folder) == [wanted.product_id], timeout=PATIENCE)

    # The list of recommendations follows the basket; each has a reason.
    shown: list[Any] = []
    original = window.recommend.show_recommendations
    window.recommend.show_recommendations = lambda items: (shown.append(items), original(items))  # type: ignore[method-assign]
    qtbot.waitUntil(lambda: bool(shown), timeout=PATIENCE)
    assert shown[-1]
    assert all(sentences for _, _, sentences in shown[-1])
    assert wanted.product_id not in [card.product_id for card, _, _ in shown[-1]]

    # Prices: the second tab by its key, a product by its list.
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.currentWidget() is window.prices
    fans: list[Any] = []
    draw = window.prices.show_fan
    window.prices.show_fan = lambda fan, *rest: (fans.append(fan), draw(fan, *rest))  # type: ignore[method-assign]
    window.prices.product_chosen.emit(wanted.product_id)
    qtbot.waitUntil(lambda: bool(fans), timeout=PATIENCE)
    assert fans[0].product_id == wanted.product_id
    assert len(fans[0].mean) == window.prices.horizon


def test_dropped_files_are_recognised_and_a_bad_one_refused(
    qtbot: QtBot, desk: ShopDesk, shop_folder: Path, tmp_path: Path
) -> None:
    window = desk.window
    with open_shop(shop_folder) as shop:
        shown = next(card for card in shop.cards(shop.product_ids(0, 30)) if card.picture)
    fake = tmp_path / "fake.jpg"
    fake.write_text("not a picture")
    window.tabs.setCurrentIndex(2)
    answers: list[Any] = []
    refusals: list[Any] = []
    tell, refuse = window.photos.show_answer, window.photos.show_refusal
    window.photos.show_answer = lambda *args: (answers.append(args), tell(*args))  # type: ignore[method-assign]
    window.photos.show_refusal = lambda *args: (refusals.append(args), refuse(*args))  # type: ignore[method-assign]
    assert drop(window.photos, file_data(str(shown.picture), fake))
    qtbot.waitUntil(lambda: bool(answers) and bool(refusals), timeout=PATIENCE)
    path, candidates = answers[0][:2]
    assert path == shown.picture
    assert candidates[0][0].product_id == shown.product_id
    assert "is a text, not a picture" in refusals[0][1]


@pytest.mark.audio
def test_hold_the_key_speak_and_release(
    qtbot: QtBot, desk: ShopDesk, speak: Callable[[Path], subprocess.Popen[bytes]]
) -> None:
    window = desk.window
    window.tabs.setCurrentIndex(3)
    results: list[Any] = []
    tell = window.voice.show_result

    def note(heard: str, rows: list[Any], *rest: Any) -> None:
        tell(heard, rows, *rest)
        if rows:  # an empty answer only takes the last one away
            results.append(rows)

    window.voice.show_result = note  # type: ignore[method-assign]
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=PATIENCE)
    QTest.keyPress(window, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: desk.voice.takes.has_begun, timeout=PATIENCE)
    player = speak(SPOKEN)
    qtbot.waitUntil(lambda: player.poll() is not None, timeout=PATIENCE)
    QTest.keyRelease(window, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: bool(results), timeout=PATIENCE)
    assert "awberr" in results[0][0][0].name


def test_cancel_stops_a_batch_and_the_window_goes_on(qtbot: QtBot, desk: ShopDesk, shop_folder: Path) -> None:
    window = desk.window
    wait_idle(qtbot, desk, "warm")
    window.tabs.setCurrentIndex(2)
    window.photos.files_dropped.emit([str(shop_folder / "pictures")] * 1)
    qtbot.waitUntil(lambda: desk.runner.is_busy("vision"), timeout=PATIENCE)
    window.photos.cancel_requested.emit()
    assert not desk.runner.is_busy("vision")
    window.search.text_edited.emit("milk")
    wait_idle(qtbot, desk, "search")
