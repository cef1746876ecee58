"""The Prices tab in the real window with its real engine process: learned, asked, compared, watched."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from shopdesk.app import ShopDesk
from shopdesk.store.shop import open_shop
from tests.flows.shell import answer

PATIENCE = 120_000
pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


def test_the_tab_from_the_first_look_to_an_alert(qtbot: QtBot, desk: ShopDesk, shop_folder: Path) -> None:
    view, window = desk.window.prices, desk.window
    qtbot.waitUntil(lambda: view.products.rows.rowCount() > 3, timeout=PATIENCE)
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)

    # Learning starts by itself, says how far it is, and is kept in the shop's folder.
    qtbot.waitUntil(lambda: "Learned from 60" in view.outlook.learning.words.text(), timeout=PATIENCE)
    assert any((shop_folder / "models" / "prices").iterdir())

    # A product by the keyboard: history, forecast, decision.
    view.products.setFocus()
    view.products.setCurrentIndex(view.products.rows.index(1))
    QTest.keyClick(view.products, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.plot.panels == 1 and view.outlook.figure.text() != "–", timeout=PATIENCE)
    assert "%" in view.outlook.decision.text()
    assert view.outlook.chances.isVisible()

    # The models: a click shows one.
    view.side.open("models")
    table = view.models.view
    qtbot.waitUntil(lambda: table.model().index(0, 1).data() != "–", timeout=PATIENCE)
    row = table.table.row_of("lstm")
    place = table.visualRect(table.model().index(row, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: "LSTM" in view.outlook.used.text(), timeout=PATIENCE)

    # Past forecasts, and another product beside it.
    view.tools.checks["past"].click()
    qtbot.waitUntil(lambda: bool(view.plot.read.past), timeout=PATIENCE)
    view.products.setCurrentIndex(view.products.rows.index(2))
    QTest.keyClick(view.products, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(view.plot.read.others) == 1, timeout=PATIENCE)

    # An alert waits, the price passes it, the tab and the status line say so.
    said: list[str] = []
    desk.prices.alerted.connect(said.append)
    view.side.open("alerts")
    field = view.alerts.value
    field.setFocus()
    field.setValue(field.value() + 1)
    QTest.keyClick(field, Qt.Key.Key_Return)
    with open_shop(shop_folder) as shop:
        qtbot.waitUntil(lambda: len(shop.setting("price_alerts", [])) == 1, timeout=PATIENCE)
        product = shop.product_ids(0, 2)[1]
        shop.set_price(product, shop.card(product).price + 500)
    desk.prices.check_alerts()
    qtbot.waitUntil(lambda: bool(said and said[-1]), timeout=PATIENCE)
    assert "price rose to" in window.status.text("alerts")


def test_forecast_draws_pictures(shop_folder: Path, tmp_path: Path) -> None:
    from PIL import Image

    picture = tmp_path / "forecast.png"
    documents = answer(
        "--data", str(shop_folder), "forecast", "P0001", "P0002", "--model", "theta", "--png", str(picture)
    )
    assert [document["model"] for document in documents] == ["theta", "theta"]
    for name in ("forecast-P0001.png", "forecast-P0002.png"):
        with Image.open(tmp_path / name) as image:
            assert image.size == (1200, 640)
            colours = [colour for _, colour in image.convert("RGB").getcolors(1 << 20)]
            green = [max(abs(a - b) for a, b in zip(colour, (11, 107, 77), strict=True)) for colour in colours]
            assert min(green) < 12


def test_evaluate_prices_stands_next_to_the_last_price(shop_folder: Path) -> None:
    document = answer("--data", str(shop_folder), "evaluate", "prices")
    models = {score["model"]: score for score in document["scores"]}
    assert {"auto", "naive"} <= set(models)
    assert models["naive"]["against"] == 1.0
    assert document["products"] == 60
