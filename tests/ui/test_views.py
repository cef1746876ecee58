"""The views with real keys, clicks and drops: each says what the owner did, and shows what it is given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QSpinBox,
)
from pytestqt.qtbot import QtBot

from shopdesk.engine.types import Basket, BasketLine, CustomerCard, Decomposition, Hit, PriceChart, ProductCard
from shopdesk.ui.format import money, stock
from shopdesk.ui.main_window import MainWindow
from shopdesk.ui.theme import apply_theme, tokens
from tests.drops import drop, file_data

CARDS = [ProductCard(f"P{n}", f"Product {n}", 100 + n, "EUR", stock=n) for n in range(6)]
BY_ID = {card.product_id: card for card in CARDS}


@pytest.fixture
def window(qapp: QApplication) -> Iterator[MainWindow]:
    apply_theme(qapp, "light")
    out = MainWindow()
    out.show()
    qapp.processEvents()
    yield out
    out.close()
    out.deleteLater()
    qapp.processEvents()


def show_tab(window: MainWindow, number: int) -> None:
    window.tabs.setCurrentIndex(number)
    QApplication.processEvents()


def chart(product_id: str = "P1") -> PriceChart:
    times = 1.7e9 + 86400.0 * np.arange(40)
    values = 1 + 0.01 * np.arange(40)
    return PriceChart(product_id, times, values, values, Decomposition(values, 0 * values, 0 * values, 7))


# --- everywhere ----------------------------------------------------------------------------------


def test_every_control_has_a_name(window: MainWindow) -> None:
    window.basket.show_basket(Basket("B", (BasketLine(CARDS[1], 2, 101),), 202, "EUR"))
    window.basket.show_suggestions([(CARDS[2], "In 3 of 9 baskets")])
    window.recommend.show_recommendations([(CARDS[1], 1.0, ["Often together"])])
    window.voice.show_result("product", [(CARDS[1], 0.9)], True)
    window.voice.show_taught([CARDS[2]])
    kinds = (QAbstractButton, QLineEdit, QComboBox, QAbstractItemView)
    nameless = []
    for kind in kinds:
        for widget in window.findChildren(kind):
            parent = widget.parentWidget()
            inside = isinstance(parent, QSpinBox | QComboBox) or parent.inherits("QAbstractSpinBox")
            internal = inside or widget.objectName().startswith("qt_") or parent.inherits("QTabBar")
            internal = internal or parent.inherits("QComboBoxPrivateContainer") or parent.inherits("QLineEdit")
            if not internal and not widget.accessibleName():
                nameless.append(widget)
    assert nameless == []


def test_the_window_fits_its_minimum(window: MainWindow) -> None:
    assert (window.minimumWidth(), window.minimumHeight()) == (1280, 720)
    window.resize(1280, 720)
    for number in range(4):
        show_tab(window, number)
        assert (window.width(), window.height()) == (1280, 720)
        assert window.pages.currentWidget().geometry().right() <= window.width()


@pytest.mark.parametrize("name", ["recommend", "prices", "photos", "voice"])
def test_an_error_is_shown_until_dismissed(window: MainWindow, qtbot: QtBot, name: str) -> None:
    view = getattr(window, name)
    window.pages.setCurrentWidget(view)
    view.show_error("The file is damaged. Choose another one.")
    assert view.bar.isVisible()
    assert view.bar.sentence.text() == "The file is damaged. Choose another one."
    qtbot.mouseClick(view.bar.cross, Qt.MouseButton.LeftButton)
    assert not view.bar.isVisible()


@pytest.mark.parametrize("name", ["recommend", "prices", "photos"])
def test_a_job_can_be_cancelled(window: MainWindow, qtbot: QtBot, name: str) -> None:
    view = getattr(window, name)
    window.pages.setCurrentWidget(view)
    view.show_busy("Learning", 0.5)
    with qtbot.waitSignal(view.cancel_requested, timeout=1000):
        qtbot.mouseClick(view.busy.cross, Qt.MouseButton.LeftButton)
    view.hide_busy()
    assert not view.busy.isVisible()


def test_keys_change_tabs_and_speak(window: MainWindow, qtbot: QtBot) -> None:
    said: list[str] = []
    window.speak_pressed.connect(lambda: said.append("down"))
    window.speak_released.connect(lambda: said.append("up"))
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.currentWidget() is window.photos
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.search.field.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.photos.isAncestorOf(QApplication.focusWidget()) or window.photos.hasFocus()  # also the tab of before
    qtbot.keyPress(window.photos, Qt.Key.Key_F2)
    qtbot.keyPress(window.photos, Qt.Key.Key_F2)
    qtbot.keyRelease(window.photos, Qt.Key.Key_F2)
    assert said == ["down", "up"]
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.search.field.hasFocus()


def test_themes_change_with_everything_shown(window: MainWindow, qapp: QApplication) -> None:
    show_tab(window, 1)
    window.prices.show_history(CARDS[1], chart())
    apply_theme(qapp, "dark")
    qapp.processEvents()
    assert tokens()["bg"] == "#11151B"
    apply_theme(qapp, "light")
    qapp.processEvents()
    assert tokens()["bg"] == "#F6F7F9"


def test_figures_read_well() -> None:
    assert "1.29" in money(129, "EUR")
    assert "129" in money(129, "JPY")
    assert stock(2, "piece") == "2 left"
    assert stock(1.5, "kg") == "1.5 kg left"
    assert stock(0) == "none left"


# --- search and basket -----------------------------------------------------------------------------


def test_search_with_keys(window: MainWindow, qtbot: QtBot) -> None:
    search, added, asked, scanned = window.search, [], [], []
    search.accepted.connect(added.append)
    search.text_edited.connect(asked.append)
    search.submitted.connect(scanned.append)
    search.field.setFocus()
    qtbot.keyClicks(search.field, "pr")
    qtbot.keyClick(search.field, Qt.Key.Key_Return)
    assert (asked, scanned, added) == (["p", "pr"], ["pr"], [])
    search.show_hits([Hit("P1", 1, "words"), Hit("P2", 0.5, "typo")], BY_ID, 2)
    assert search.list_shown
    assert search.field.hasFocus()
    qtbot.keyClick(search.field, Qt.Key.Key_Down)
    qtbot.keyClick(search.field, Qt.Key.Key_Return)
    assert added == ["P2"]
    assert search.field.text() == ""
    qtbot.keyClicks(search.field, "x")
    search.show_hits([], {}, 0)
    assert not search.list_shown
    qtbot.keyClick(search.field, Qt.Key.Key_Escape)
    assert search.field.text() == ""


def test_enter_never_adds_a_hit_of_other_words(window: MainWindow, qtbot: QtBot) -> None:
    added: list[str] = []
    window.search.accepted.connect(added.append)
    qtbot.keyClicks(window.search.field, "a")
    window.search.show_hits([Hit("P1", 1, "words")], BY_ID, 1)
    qtbot.keyClicks(window.search.field, "b")
    qtbot.keyClick(window.search.field, Qt.Key.Key_Return)
    assert added == []


def test_basket_lines(window: MainWindow, qtbot: QtBot) -> None:
    panel, said = window.basket, []
    panel.quantity_changed.connect(lambda key, value: said.append((key, value)))
    panel.removed.connect(said.append)
    panel.completed.connect(lambda: said.append("sold"))
    assert not panel.complete.isEnabled()
    panel.show_basket(Basket("B", (BasketLine(CARDS[1], 2, 101),), 202, "EUR"))
    assert said == []
    row = panel._rows["P1"]
    qtbot.keyClick(row.quantity, Qt.Key.Key_Up)
    qtbot.mouseClick(row.cross, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(panel.complete, Qt.MouseButton.LeftButton)
    assert said == [("P1", 3.0), "P1", "sold"]
    panel.show_basket(Basket("B", (), 0, "EUR"))
    assert panel._rows == {}


# --- the tabs ---------------------------------------------------------------------------------------


def test_recommendations(window: MainWindow, qtbot: QtBot) -> None:
    view, added, subjects = window.recommend, [], []
    view.add_requested.connect(added.append)
    view.subject_changed.connect(lambda kind, key: subjects.append((kind, key)))
    view.show_recommendations([(card, 1.0, ["In 3 of 9 baskets", "Alike"]) for card in CARDS])
    QApplication.processEvents()
    first, second = view.grid.cards[:2]
    qtbot.mouseClick(first.add, Qt.MouseButton.LeftButton)
    second.setFocus()
    qtbot.keyClick(second, Qt.Key.Key_Return)
    qtbot.mouseClick(second.like, Qt.MouseButton.LeftButton)
    assert added == ["P0", "P1"]
    assert subjects == [("product", "P1")]
    assert (view.subject_kind, view.subject_id, view.method) == ("product", "P1", "hybrid")


def test_a_subject_is_chosen_by_a_click(window: MainWindow, qtbot: QtBot) -> None:
    view, subjects = window.recommend, []
    view.subject_changed.connect(lambda kind, key: subjects.append((kind, key)))
    view.show_subject("customer", "Choose a customer", None)
    view.show_subject_choices([CustomerCard("C1", "Ada"), CustomerCard("C2", "Ben", 3)])
    QApplication.processEvents()
    place = view.choices.visualItemRect(view.choices.item(1)).center()
    qtbot.mouseClick(view.choices.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert subjects == [("customer", "C2")]


@pytest.fixture
def photos(tmp_path: Path) -> list[str]:
    paths = []
    for number in range(3):
        image = QImage(64, 48, QImage.Format.Format_RGB32)
        image.fill(QColor.fromHsv(90 * number, 200, 200))
        paths.append(str(tmp_path / f"{number}.png"))
        assert image.save(paths[-1])
    return paths


def test_photos_are_dropped_shown_and_taught(window: MainWindow, qtbot: QtBot, photos: list[str]) -> None:
    view, dropped, images, added, taught = window.photos, [], [], [], []
    show_tab(window, 2)
    view.files_dropped.connect(dropped.append)
    view.image_dropped.connect(images.append)
    view.add_requested.connect(added.append)
    view.teach_requested.connect(lambda key, paths: taught.append((key, paths)))
    assert drop(view, file_data(*photos))
    data = QMimeData()
    data.setImageData(QImage(photos[0]))
    assert drop(view, data)
    assert dropped == [photos]
    assert images[0].width() == 64
    view.add_tiles(photos)
    view.show_answer(photos[0], [(CARDS[1], 0.9), (CARDS[2], 0.1)], True, [("barcode", "barcode 1", "It is.")])
    view.show_refusal(photos[1], "Too small.")
    qtbot.keyClick(view.tiles, Qt.Key.Key_2)
    qtbot.keyClick(view.tiles, Qt.Key.Key_Return)
    assert added == ["P2"]
    qtbot.mouseClick(view.inspector.none, Qt.MouseButton.LeftButton)
    view.show_teach_choices(CARDS)
    qtbot.keyClick(view.inspector.chooser.finder.field, Qt.Key.Key_Return)
    assert taught == [("P0", [photos[0]])]


def test_the_status_line_keeps_its_slots(window: MainWindow, qtbot: QtBot) -> None:
    status = window.status
    status.show("engine", "Engine ready")
    status.show("shop", "Demo shop")
    status.show_job("Learning prices", 0.6)
    with qtbot.waitSignal(status.cancel_requested, timeout=1000):
        qtbot.mouseClick(status.cross, Qt.MouseButton.LeftButton)
    status.hide_job()
    assert (status.text("engine"), status.text("shop")) == ("Engine ready", "Demo shop")


def test_an_empty_sentence_takes_the_error_bar_away(window: MainWindow) -> None:
    for number, view in enumerate((window.recommend, window.prices, window.photos, window.voice)):
        show_tab(window, number)
        view.show_error("The file is damaged. Choose another one.")
        assert view.bar.isVisible()
        view.show_error("")
        assert not view.bar.isVisible()
