"""The Recommend tab in the real window with its engine process: keys, mouse, a drag, and what they do to the shop."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import delete, select

from shopdesk.app import ShopDesk
from shopdesk.store.schema import baskets, lines, movements
from shopdesk.store.shop import open_shop
from shopdesk.ui.theme import apply_theme

PATIENCE = 150_000
LANES = ("recommend", "why", "suggest", "store", "rules", "quality", "kept-quality", "subjects", "search-recommend")
pytestmark = [pytest.mark.slow, pytest.mark.timeout(500)]


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot, shop_folder: Path) -> Iterator[ShopDesk]:
    apply_theme(qapp, "light")
    desk = ShopDesk(shop_folder)
    desk.complete()
    desk.window.resize(1280, 720)
    desk.show()
    qtbot.waitExposed(desk.window)
    desk.window.activateWindow()
    settle(qtbot, desk)
    yield desk
    desk.window.close()
    desk.close()
    assert not desk.engine.running
    desk.window.deleteLater()


def settle(qtbot: QtBot, desk: ShopDesk) -> None:
    """Wait until the tab has all its answers; a burst of changes is told 150 ms later."""
    for _ in range(2):
        qtbot.wait(200)
        qtbot.waitUntil(lambda: not any(desk.runner.is_busy(lane) for lane in LANES), timeout=PATIENCE)


def in_basket(folder: Path) -> list[str]:
    with open_shop(folder) as shop:
        return [line.product.product_id for line in shop.basket().lines]


def shown(desk: ShopDesk) -> list[str]:
    return [card.item[0].product_id for card in desk.window.recommend.grid.cards if card.item is not None]


def words_of(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def drag(source: QWidget, target: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    """Press on one widget, move, and release on another. Without a display there is no drag of the system's own.

    The display test next door drags for real; here what Qt would send is sent.
    """

    def carry(drag: QDrag, *_: object) -> Qt.DropAction:
        copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        place = target.rect().center()
        enter = QDragEnterEvent(place, copy, drag.mimeData(), left, none)
        QApplication.sendEvent(target, enter)
        assert enter.isAccepted()
        assert target.property("drop") == "true"
        QApplication.sendEvent(target, QDropEvent(QPointF(place), copy, drag.mimeData(), left, none))
        return copy

    monkeypatch.setattr(QDrag, "exec", carry)
    handle, start = source.window().windowHandle(), source.mapTo(source.window(), QPoint(30, 30))
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(handle, start + QPoint(QApplication.startDragDistance() + 4, 4))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)


def test_subject_why_drag_and_weights(
    qtbot: QtBot, desk: ShopDesk, shop_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, view = desk.window, desk.window.recommend
    with open_shop(shop_folder) as shop:
        wanted = shop.cards(shop.product_ids(0, 10))[4]

    # Ctrl+F, words, arrow and Enter choose a product; its cards come with reasons and evidence.
    view.setFocus()
    QTest.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(view.field.hasFocus, timeout=PATIENCE)
    QTest.keyClicks(view.field, wanted.name)
    settle(qtbot, desk)
    QTest.keyClick(view.field, Qt.Key.Key_Down)
    QTest.keyClick(view.field, Qt.Key.Key_Return)
    settle(qtbot, desk)
    assert (view.subject_kind, view.subject_id) == ("product", wanted.product_id)
    first, second, third = view.grid.cards[:3]
    assert first.item is not None
    assert first.item[2]
    assert wanted.product_id not in shown(desk)
    assert first.item[0].name in words_of(view.why)
    assert "How often it sells" in words_of(view.why)

    # Keys: arrows go from card to card, Space says why, Enter adds.
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus()
    QTest.keyClick(second, Qt.Key.Key_Space)
    assert second.item is not None
    settle(qtbot, desk)
    assert second.item[0].name in words_of(view.why)
    QTest.keyClick(second, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: in_basket(shop_folder) == [second.item[0].product_id], timeout=PATIENCE)
    assert second.hasFocus()

    # A drag onto the basket adds as well.
    assert third.item is not None
    dragged = third.item[0].product_id
    drag(third, window.basket, monkeypatch)
    qtbot.waitUntil(lambda: dragged in in_basket(shop_folder), timeout=PATIENCE)
    assert window.basket.property("drop") == "false"
    settle(qtbot, desk)

    # The basket as the subject: the list follows what is put in, live.
    qtbot.mouseClick(view.kinds._group.button(0), Qt.MouseButton.LeftButton)
    settle(qtbot, desk)
    assert not set(in_basket(shop_folder)) & set(shown(desk))
    added = shown(desk)[0]
    QTest.mouseClick(view.grid.cards[0].add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: added in in_basket(shop_folder), timeout=PATIENCE)
    settle(qtbot, desk)
    assert added not in shown(desk)

    # Weights act while they move and are remembered.
    before = shown(desk)
    QTest.keyClick(window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(view.sliders.isVisible, timeout=PATIENCE)
    QTest.keyClick(view.sliders.sliders["popularity"], Qt.Key.Key_End)
    QTest.keyClick(view.sliders.sliders["behaviour"], Qt.Key.Key_Home)
    qtbot.wait(800)
    settle(qtbot, desk)
    assert shown(desk) != before
    with open_shop(shop_folder) as shop:
        kept = shop.setting("recommend.weights")
        assert (kept["popularity"], kept["behaviour"]) == (3.0, 0.0)
        assert shop.setting("recommend.recent")[0] == ["product", wanted.product_id]
    again = ShopDesk(shop_folder)
    again.complete()
    again.show()
    settle(qtbot, again)
    assert again.window.recommend.weights["popularity"] == 3.0
    assert "Recent" in [view.choices.item(n).text() for n in range(view.choices.count())]
    again.window.close()
    again.close()
    again.window.deleteLater()


def test_quality_and_pairs(qtbot: QtBot, desk: ShopDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    window, view = desk.window, desk.window.recommend
    assert "Measure on your own sales" in view.quality_line.text()
    qtbot.waitUntil(lambda: not desk.runner.is_busy("warm"), timeout=PATIENCE)

    # Measuring the best mix takes a while: progress, and a cross that stops it.
    QTest.mouseClick(view.quality_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(view.quality.measure, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(view.quality.cancel.isVisible, timeout=PATIENCE)
    qtbot.waitUntil(lambda: view.quality._bar.value() > 0, timeout=PATIENCE)
    QTest.mouseClick(view.quality.cancel, Qt.MouseButton.LeftButton)
    assert not desk.runner.is_busy("quality")
    assert not view.quality.cancel.isVisible()
    QTest.keyClick(view.quality.measure, Qt.Key.Key_Escape)
    assert view.pages.currentWidget() is view._cards

    # A quick method to the end: figures of both sides with intervals, and the sentence that sums them up.
    QTest.mouseClick(view.methods._group.button(3), Qt.MouseButton.LeftButton)
    settle(qtbot, desk)
    QTest.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: view.pages.currentWidget() is view.quality, timeout=PATIENCE)
    QTest.mouseClick(view.quality.measure, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "best sellers" in view.quality_line.text().lower(), timeout=PATIENCE)
    # widgets that are added to a page in sight are shown with the next turn of the event loop
    qtbot.waitUntil(lambda: "Best sellers" in words_of(view.quality), timeout=PATIENCE)
    said = words_of(view.quality)
    assert "Measured on" in said
    assert said.count("Recommendations") == said.count("Best sellers") == 4
    assert not view.quality.measure.isEnabled()  # nothing was sold since
    view.quality.grab()

    # Pairs: a filter, an order, a file.
    QTest.mouseClick(view.quality.back, Qt.MouseButton.LeftButton)
    QTest.mouseClick(view.rules_button, Qt.MouseButton.LeftButton)
    settle(qtbot, desk)
    model = view.rules.rules
    everything = model.rowCount()
    assert everything > 10
    name = model.data(model.index(0, 0))
    QTest.keyClicks(view.rules.field, name.split()[-3])
    qtbot.wait(300)
    settle(qtbot, desk)
    assert 0 < model.rowCount() < everything
    heads = view.rules.table.horizontalHeader()
    place = QPoint(heads.sectionViewportPosition(4) + 20, heads.height() // 2)
    QTest.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    settle(qtbot, desk)
    lifts = [model.rule(row).lift for row in range(model.rowCount())]
    assert lifts == sorted(lifts, reverse=True)
    path = tmp_path / "pairs.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    QTest.keyClick(view.rules, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(path.exists, timeout=PATIENCE)
    settle(qtbot, desk)
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == model.rowCount()
    first = model.rule(0).product_id
    view.rules.table.selectRow(0)
    QTest.keyClick(view.rules.table, Qt.Key.Key_Return)
    settle(qtbot, desk)
    assert (view.subject_kind, view.subject_id) == ("product", first)
    assert view.why.isVisible()


def together(desk: ShopDesk, product: str) -> tuple[int, int] | None:
    """The numbers of the reason "bought together" on the card of a product."""
    answer: Any = desk.recommend._answer
    for item in answer.items:
        for reason in item.reasons:
            if item.product_id == product and reason.kind == "together":
                return reason.values["count"], reason.values["of"]
    return None


def test_a_sale_counts_at_once_and_lost_sales_are_learned_anew(qtbot: QtBot, desk: ShopDesk, shop_folder: Path) -> None:
    window, view = desk.window, desk.window.recommend
    qtbot.waitUntil(lambda: not desk.runner.is_busy("warm"), timeout=PATIENCE)
    with open_shop(shop_folder) as shop:
        subject = shop.product_ids(0, 10)[4]
    view._make_subject(subject)
    settle(qtbot, desk)
    other = shown(desk)[0]
    before = together(desk, other)
    assert before is not None

    desk.basket.add(subject)
    desk.basket.add(other)
    qtbot.waitUntil(lambda: len(in_basket(shop_folder)) == 2, timeout=PATIENCE)
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not in_basket(shop_folder), timeout=PATIENCE)
    desk.recommend.refresh()
    settle(qtbot, desk)
    assert together(desk, other) == (before[0] + 1, before[1] + 1)

    # Sales that are gone cannot be taken out of a model: it is learned again in the background, then swapped.
    with open_shop(shop_folder) as shop, shop.database.write("sales") as connection:
        key = (
            connection.execute(
                select(baskets.c.id).order_by(baskets.c.id.desc()).where(baskets.c.status == "completed")
            )
            .scalars()
            .first()
        )
        for table in (lines, movements):
            connection.execute(delete(table).where(table.c.basket == key))
        connection.execute(delete(baskets).where(baskets.c.id == key))
    heard: list[str] = []
    desk.recommend.learning.connect(lambda sentence, _: heard.append(sentence))

    def learned() -> bool:
        desk.recommend.refresh()
        settle(qtbot, desk)
        return together(desk, other) == before

    qtbot.waitUntil(learned, timeout=PATIENCE)
    assert not desk.recommend._refitting
    assert set(heard) <= {"Learning from the sales"}


def test_a_new_shop_starts_without_an_error(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    """Window and engine process make the shop at the same time; whichever comes second finds it."""
    apply_theme(qapp, "light")
    desk = ShopDesk(tmp_path)
    desk.complete()
    desk.show()
    qtbot.waitExposed(desk.window)
    settle(qtbot, desk)
    qtbot.waitUntil(lambda: not desk.runner.is_busy("warm"), timeout=PATIENCE)
    assert not desk.window.bar.isVisible()
    assert not desk.window.recommend.bar.isVisible()
    assert desk.window.recommend.grid.cards == []
    desk.window.close()
    desk.close()
    desk.window.deleteLater()
