"""The Prices tab with real keys, clicks, wheel and drags."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractSpinBox, QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

sys.path.insert(0, str(Path(__file__).parent))
from price_samples import CARDS, DAY, START, chart, days_seen, fan, opened

from shopdesk.engine.types import (
    ModelScore,
    Mover,
    PriceAlert,
)
from shopdesk.ui.price_models import ModelTable, ModelView
from shopdesk.ui.prices_view import PricesView


@pytest.fixture
def view(qapp: QApplication, qtbot: QtBot) -> Iterator[PricesView]:
    yield from opened(qapp, qtbot)


def wait_panels(qtbot: QtBot, view: PricesView, count: int) -> None:
    qtbot.waitUntil(lambda: view.plot.panels == count, timeout=5000)


def test_every_control_has_a_name_and_says_its_key(view: PricesView) -> None:
    view.show_alerts([PriceAlert("a", "P1", 150)], {"P1": CARDS[1]})
    view.show_compared([(CARDS[2], chart("P2"))])
    QApplication.processEvents()
    kinds = (QAbstractButton, QComboBox, QAbstractItemView, QAbstractSpinBox)
    found = [widget for kind in kinds for widget in view.findChildren(kind)]
    own = [w for w in found if not w.objectName().startswith("qt_") and not _inside_another(w)]
    assert [w for w in own if not w.accessibleName()] == []
    assert [w for w in own if isinstance(w, QAbstractButton) and w.isVisible() and not w.toolTip()] == []


def _inside_another(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    names = ("QComboBox", "QAbstractSpinBox", "QLineEdit", "QComboBoxPrivateContainer")
    return any(parent.inherits(name) for name in names)


def test_words_and_figures(view: PricesView) -> None:
    assert "1.50" in view.outlook.figure.text()
    assert view.outlook.decision.text().startswith("78 %")
    assert view.outlook.caveat.isVisible()
    assert "rises 78 %" in view.outlook.chances.accessibleName()
    assert "price 1.00" in view.plot.values_at(START + 10)
    assert "forecast 1.50" in view.plot.values_at(START + 414 * DAY)
    assert (view.model, view.horizon, view.window, view.decomposition) == ("auto", 8, 28, False)


def test_ranges_by_button_and_by_key(view: PricesView, qtbot: QtBot) -> None:
    whole = days_seen(view)
    assert whole > 420
    qtbot.mouseClick(view.tools.ranges.buttons()[0], Qt.MouseButton.LeftButton)
    assert 30 < days_seen(view) < 70
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    QTest.keyClick(view, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: 90 < days_seen(view) < 130)
    QTest.keyClick(view, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: days_seen(view) == pytest.approx(whole))


def test_layers_come_as_panels_of_their_own(view: PricesView, qtbot: QtBot) -> None:
    checks = view.tools.checks
    with qtbot.waitSignal(view.decomposition_toggled, timeout=1000):
        checks["parts"].setChecked(True)
    wait_panels(qtbot, view, 4)
    QApplication.processEvents()
    assert all(panel.vb.width() > 400 for panel in view.plot._panels)
    assert view.plot._panels[0].vb.height() > view.plot._panels[1].vb.height() > 50
    checks["margin"].setChecked(True)
    wait_panels(qtbot, view, 5)
    with qtbot.waitSignal(view.lag_changed, timeout=1000):
        view.tools.lags.setCurrentIndex(1)
    view.show_history(CARDS[1], chart())
    wait_panels(qtbot, view, 6)
    checks["cost"].setChecked(True)
    words = view.plot.values_at(START + 30 * DAY)
    for part in ("cost 0.61", "margin 40.0 %", "change over 1 days +0.01", "trend 1.01", "season 0.00", "rest 0.00"):
        assert part in words
    assert "Cost" in [entry.name for entry in view.legend.entries]


def test_promotions_changes_and_units_are_in_the_legend_or_on_the_chart(view: PricesView, qtbot: QtBot) -> None:
    names = [entry.name for entry in view.legend.entries]
    assert {"Price change", "Promotion"} <= set(names)
    view.tools.checks["marks"].setChecked(False)
    assert not {"Price change", "Promotion"} & {entry.name for entry in view.legend.entries}


def test_products_are_compared_on_one_axis(view: PricesView, qtbot: QtBot) -> None:
    asked: list[str] = []
    view.compare_toggled.connect(asked.append)
    view.products.setCurrentIndex(view.products.rows.index(2))
    qtbot.keyClick(view.products, Qt.Key.Key_Space)
    place = view.products.visualRect(view.products.rows.index(3)).center()
    qtbot.mouseClick(
        view.products.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, pos=place
    )
    qtbot.mouseClick(view.tools.compare, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(view.products.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == ["P2", "P3", "P3"]
    view.show_compared([(CARDS[2], chart("P2")), (CARDS[3], chart("P3"))])
    assert [entry.key for entry in view.legend.entries[:3]] == ["", "P2", "P3"]
    assert len({entry.colour for entry in view.legend.entries[:3]}) == 3
    words = view.plot.values_at(START + 100 * DAY)
    assert all(card.name in words for card in CARDS[1:4])
    assert not view.tools.windows.isVisible()
    view.tools.scales.setCurrentIndex(1)
    assert "(+3.0 %)" in view.plot.values_at(START + 100 * DAY)
    QApplication.processEvents()
    crosses = [b for b in view.legend.findChildren(QAbstractButton) if b.isVisible()]
    qtbot.mouseClick(crosses[0], Qt.MouseButton.LeftButton)
    assert asked[-1] == "P2"
    view.show_compared([])
    assert view.tools.windows.isVisible()


def test_one_click_or_enter_on_a_model_shows_it(view: PricesView, qtbot: QtBot) -> None:
    chosen: list[str] = []
    view.model_chosen.connect(chosen.append)
    view.side.open("models")
    nan = float("nan")
    scores = [ModelScore("lstm", 0.8, 2.0, 0.81, 0.94, 0.9), ModelScore("naive", 0.9, 2.5, nan, nan, 1.0)]
    view.show_scores(scores, True)
    table = view.models.view
    assert table.model().index(0, 0).data() == "Net (LSTM)"
    assert [table.model().index(0, column).data() for column in range(1, 5)] == ["0.80", "−10 %", "2.0", "81|94"]
    place = table.visualRect(table.model().index(0, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert chosen == ["lstm", "naive"]
    view.use_model("naive")
    assert view.model == "naive"


def test_alerts_by_keyboard_and_their_crosses(view: PricesView, qtbot: QtBot) -> None:
    added: list[tuple[int, str]] = []
    said: list[str] = []
    view.alert_added.connect(lambda minor, kind: added.append((minor, kind)))
    view.alert_removed.connect(said.append)
    view.product_chosen.connect(said.append)
    view.side.open("alerts")
    field = view.alerts.value
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "1.50")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert added == [(150, "price")]
    view.show_alerts(
        [PriceAlert("b", "P2", 90, "price", False, 0.0, START, 88), PriceAlert("a", "P1", 150)],
        {card.product_id: card for card in CARDS},
    )
    QApplication.processEvents()
    rows = [w for w in view.alerts.findChildren(QWidget) if type(w).__name__ == "AlertRow" and w.isVisible()]
    assert "price fell to" in rows[0].accessibleName()
    assert "0.88" in rows[0].accessibleName()
    assert "price rises to" in rows[1].accessibleName()
    rows[0].setFocus()
    qtbot.keyClick(rows[0], Qt.Key.Key_Return)
    qtbot.keyClick(rows[0], Qt.Key.Key_Delete)
    qtbot.mouseClick(rows[1].cross, Qt.MouseButton.LeftButton)
    assert said == ["P2", "b", "a"]
    assert "(1)" in view.side.tabs.buttons()[2].text()


def test_movers_open_their_product(view: PricesView, qtbot: QtBot) -> None:
    chosen: list[str] = []
    view.product_chosen.connect(chosen.append)
    qtbot.mouseClick(view.choices.lists.buttons()[1], Qt.MouseButton.LeftButton)
    view.show_movers([(CARDS[4], Mover("P4", 1.0, 1.1, 10.0, 0.9, 0.0))], True)
    view.show_sparks({"P4": np.array([1.0, 1.1, 1.0])}, {})
    view.grab()
    view.movers.setCurrentIndex(view.movers.rows.index(0))
    qtbot.keyClick(view.movers, Qt.Key.Key_Return)
    assert chosen == ["P4"]


def test_learning_is_shown_and_can_be_stopped(view: PricesView, qtbot: QtBot) -> None:
    strip = view.outlook.learning
    view.show_learned("Not learned yet.", True)
    with qtbot.waitSignal(view.learn_wanted, timeout=1000):
        qtbot.mouseClick(strip.learn, Qt.MouseButton.LeftButton)
    view.show_learning("Learning prices", 0.4)
    assert (strip.progress.value(), strip.progress.maximum()) == (400, 1000)
    with qtbot.waitSignal(view.learn_cancelled, timeout=1000):
        qtbot.mouseClick(strip.cross, Qt.MouseButton.LeftButton)
    view.show_learned("Learned from 8 products.", True)
    assert not strip.progress.isVisible()


def test_pictures_and_drawings_are_saved(view: PricesView, tmp_path: Path) -> None:
    view.save("png", str(tmp_path / "chart.png"))
    image = QImage(str(tmp_path / "chart.png"))
    assert image.width() > 1000
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 9) for y in range(0, image.height(), 3)}
    assert "#0b6b4d" in colours
    view.save("svg", str(tmp_path / "chart.svg"))
    drawing = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    assert CARDS[1].name in drawing
    assert "<image" not in drawing
    view.save("png", str(tmp_path / "no" / "chart.png"))
    assert "could not be written" in view.bar.sentence.text()
    view.save("svg", str(tmp_path / "no" / "chart.svg"))
    assert "could not be written" in view.bar.sentence.text()


def test_a_forecast_that_comes_before_its_history_stays(view: PricesView, qtbot: QtBot) -> None:
    view.show_product(CARDS[2])
    view.show_fan(fan("P2"), [], "")
    view.show_history(CARDS[2], chart("P2"))
    QApplication.processEvents()
    assert "forecast 1.50" in view.plot.values_at(START + 414 * DAY)


def test_another_product_takes_the_old_forecast_away(view: PricesView) -> None:
    view.show_product(CARDS[2])
    assert view.outlook.figure.text() == "–"
    QApplication.processEvents()
    assert view.plot.values_at(START) == ""


def test_long_titles_leave_room_for_the_names_of_the_models(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ModelTable, "headerData", lambda *_args: "A title as long as a line")
    view = ModelView()
    qtbot.addWidget(view)
    figures = sum(view.columnWidth(column) for column in range(1, 5))
    assert figures <= 260  # of the 300 that the panel has, with its margins
