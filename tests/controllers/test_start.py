"""The start page's figures are those of the records, and the first page leads on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk.controllers.first_run import FirstRunController
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.requests.prices import MoversAnswer
from shopdesk.controllers.requests.recommend import EvaluateAnswer
from shopdesk.controllers.requests.vision import TaughtAnswer, TaughtProduct
from shopdesk.controllers.start import StartController
from shopdesk.engine.errors import DataError
from shopdesk.engine.types import Metrics, Mover, ProductCard
from shopdesk.store.schema import baskets
from shopdesk.store.shop import Shop, open_shop
from shopdesk.store.values import to_ms
from shopdesk.ui.main_window import MainWindow
from shopdesk.ui.start_view import StartView
from shopdesk.ui.theme import apply_theme
from shopdesk.workers.runner import InlineRunner

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)
CARDS = {f"P{n}": ProductCard(f"P{n}", f"Product {n}", 100, "EUR") for n in range(4)}


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path / "shop") as shop:
        yield shop


@pytest.fixture
def view(qapp: QApplication) -> Iterator[StartView]:
    apply_theme(qapp, "light")
    out = StartView()
    out.resize(1000, 700)
    out.show()
    yield out
    out.close()
    out.deleteLater()


@pytest.fixture
def window(qapp: QApplication) -> Iterator[MainWindow]:
    apply_theme(qapp, "light")
    out = MainWindow()
    out.show()
    yield out
    out.close()
    out.deleteLater()


def sell(shop: Shop, days_ago: int, **amounts: float) -> None:
    for product_id, quantity in amounts.items():
        shop.add_to_basket(product_id, quantity)
    sold = shop.complete_basket()
    with shop.database.write("sales") as connection:
        at = to_ms(NOW - timedelta(days=days_ago))
        connection.execute(baskets.update().where(baskets.c.id == int(sold.basket_id)).values(sold_at=at))


def test_figures_are_counted_back_from_the_last_sale(shop: Shop) -> None:
    milk = shop.add_product("Milk", 150, stock=100).product_id
    bread = shop.add_product("Bread", 300, stock=14).product_id
    shop.add_product("Salt", 90, stock=1)
    sell(shop, 40, **{milk: 50})  # too long ago
    sell(shop, 10, **{milk: 10, bread: 4})
    sell(shop, 8, **{bread: 4})
    sell(shop, 2, **{milk: 20})
    sell(shop, 0, **{bread: 3})
    figures = shop.figures()
    assert figures.until == NOW
    assert (figures.days[-1], figures.days[-3], len(figures.days)) == (900, 3000, 28)
    assert figures.week == 3900
    assert figures.change == pytest.approx(3900 / (1500 + 1200 + 1200) - 1)
    assert [(one.card.name, one.amount) for one in figures.sellers] == [("Milk", 4500), ("Bread", 3300)]
    # bread: 3 left, 11 sold in 28 days; milk: 20 left, 30 sold in 28 days; salt is not sold at all
    assert figures.short == 0
    sell(shop, 0, **{bread: 2})
    again = shop.figures()
    assert [(one.card.name, round(one.days_left, 2)) for one in again.shortages] == [("Bread", round(28 / 13, 2))]
    assert (again.products, again.sales, again.prices) == (3, 6, 3)


def test_a_shop_without_sales_has_figures_too(shop: Shop, view: StartView) -> None:
    shop.add_product("Milk", 150)
    figures = shop.figures()
    assert (figures.until, figures.week, figures.change, figures.products) == (None, 0, None, 1)
    view.show_figures(figures)
    assert "import your past sales" in view.cards["sells"].line.text()


def answers() -> dict[str, Any]:
    metrics = Metrics(0.7, 0.5, 0.4, 0.9, 300, verdict="better", enough=100)
    return {
        "prices.movers": lambda _r, _c: MoversAnswer(
            4, [Mover("P1", 1.0, 1.1, 10.0, 0.9, 0.1), Mover("P2", 1.0, 0.9, -8.5, 0.1, 0.9)], CARDS, True, 17
        ),
        "recommend.evaluate": lambda _r, _c: EvaluateAnswer("hybrid", metrics, metrics, metrics, metrics, 1234),
        "vision.taught": lambda _r, _c: TaughtAnswer([TaughtProduct(CARDS["P1"], 2), TaughtProduct(CARDS["P3"], 5)]),
    }


def test_the_cards_say_what_was_learned_and_from_how_much(shop: Shop, view: StartView) -> None:
    milk = shop.add_product("Milk", 150, stock=10).product_id
    sell(shop, 0, **{milk: 10})
    start = StartController(view, InlineRunner(answers()), Messages(), lambda: shop)
    start.load()
    start.ask_engine()
    figures = {key: card.figure.text() for key, card in view.cards.items()}
    assert "15.00" in figures["sells"]
    assert (figures["order"], figures["prices"], figures["photos"]) == ("1", "17", "7")
    assert figures["quality"] == "7 of 10"
    assert view.cards["quality"].rows()[2][1].replace(",", "") == "1234"
    assert "photos of 2 products" in view.cards["photos"].line.text()
    assert "learns from 1 sales, 1 prices and 1 products" in view._learned.text()
    assert all(card.accessibleName() for card in view.cards.values())


def test_one_card_that_fails_leaves_the_others(shop: Shop, view: StartView) -> None:
    def fail(_request: Any, _ctx: Any) -> Any:
        raise DataError("recommend.no_sales")

    start = StartController(view, InlineRunner(answers() | {"prices.movers": fail}), Messages(), lambda: shop)
    start.ask_engine()
    assert view.cards["prices"].waiting
    assert not view.cards["photos"].waiting
    assert view.cards["photos"].figure.text() == "7"


def test_a_card_is_opened_by_key(view: StartView, qtbot: QtBot) -> None:
    opened: list[str] = []
    view.opened.connect(opened.append)
    for key, card in view.cards.items():
        card.setFocus()
        qtbot.keyClick(card, Qt.Key.Key_Space)
        assert opened[-1] == key


def test_nothing_moves_when_the_figures_come(shop: Shop, view: StartView, qapp: QApplication) -> None:
    qapp.processEvents()
    before = {key: card.geometry() for key, card in view.cards.items()}
    milk = shop.add_product("Milk", 150, stock=10).product_id
    sell(shop, 0, **{milk: 10})
    start = StartController(view, InlineRunner(answers()), Messages(), lambda: shop)
    start.load()
    start.ask_engine()
    qapp.processEvents()
    assert {key: card.geometry() for key, card in view.cards.items()} == before


def test_the_start_page_is_no_tab_and_tabs_lead_away_from_it(window: MainWindow, qtbot: QtBot) -> None:
    assert window.tab == "recommend"
    window.show_tab("start")
    assert window.tab == "start"
    assert window.home.isChecked()
    assert window.tabs.property("away") is True
    qtbot.mouseClick(window.tabs, Qt.MouseButton.LeftButton, pos=window.tabs.tabRect(0).center())
    assert window.tab == "recommend"
    assert not window.home.isChecked()
    qtbot.mouseClick(window.home, Qt.MouseButton.LeftButton)
    assert window.tab == "start"


def test_the_first_page_leads_on(window: MainWindow, shop: Shop, tmp_path: Path, qtbot: QtBot) -> None:
    demo, written = tmp_path / "demo", []

    def write(request: Any, _ctx: Any) -> None:
        written.append(request.folder)
        demo.mkdir()
        (demo / "shop.db").touch()

    first = FirstRunController(window, InlineRunner({"demo.write": write}), Messages(), lambda: shop, demo)
    ready, asked = [], []
    first.demo_ready.connect(lambda: ready.append(True))
    window.settings_requested.connect(asked.append)
    first.look()
    assert window.welcome.isVisible()
    qtbot.mouseClick(window.welcome.demo, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(window.welcome.demo, Qt.MouseButton.LeftButton)
    assert (written, ready) == ([str(demo)], [True, True])
    qtbot.mouseClick(window.welcome.empty, Qt.MouseButton.LeftButton)
    assert asked == ["shop"]
    assert not window.welcome.isVisible()
    shop.add_product("Milk", 150)
    window.show_welcome(True)
    first.look()
    assert not window.welcome.isVisible()


def test_a_demo_that_cannot_be_written_is_said(window: MainWindow, shop: Shop, tmp_path: Path) -> None:
    def fail(_request: Any, _ctx: Any) -> Any:
        raise DataError("shop.read_only", path="there")

    first = FirstRunController(window, InlineRunner({"demo.write": fail}), Messages(), lambda: shop, tmp_path / "demo")
    first.open_demo()
    assert window.bar.isVisible()
    assert window.welcome.demo.isEnabled()
