"""What is written on the Recommend tab: texts that stay in their place, days and moments."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from shopdesk.engine.types import ProductCard
from shopdesk.ui.clamped import ClampedLabel
from shopdesk.ui.format import day, moment
from shopdesk.ui.recommend_why import WhyPanel
from shopdesk.ui.theme import apply_theme

ITEM = (ProductCard("P0", "Product number 0 with a long name", 100, "EUR"), 1.0, ["In 0 of 9 baskets", "Alike"])


def test_a_clamped_text_never_grows(qtbot: QtBot) -> None:
    short, long = ClampedLabel(3), ClampedLabel(3)
    for one in (short, long):
        qtbot.addWidget(one)
    short.setText("One line")
    long.setText("many words " * 50 + "\nand a second paragraph")
    assert short.sizeHint() == long.sizeHint()
    long.resize(120, long.sizeHint().height())
    long.grab()
    assert long.minimumSizeHint().width() < 100


def test_days_and_moments() -> None:
    assert day(None) == moment(None) == ""
    assert "26" in day(datetime(2026, 5, 4, 23, 59))
    assert day(datetime(2026, 5, 4, 23, 59)) in moment(datetime(2026, 5, 4, 23, 59))


def test_long_words_do_not_make_the_reasons_wider_than_their_panel(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    panel = WhyPanel()
    qtbot.addWidget(panel)
    panel.add.setText("Put this into the basket of the customer")
    panel.similar.setText("What else goes with this product")
    panel.show_item(ITEM)
    panel.resize(panel.width(), 400)
    panel.show()
    for _ in range(3):
        qapp.processEvents()
    inner = panel.add.parentWidget().parentWidget()
    assert inner.width() <= inner.parentWidget().width()
    assert panel.add.is_cut()


def test_english_words_fit_beside_the_scroll_bar(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    panel = WhyPanel()
    qtbot.addWidget(panel)
    panel.show_item(ITEM)
    panel.resize(panel.width(), 120)
    panel.show()
    (bar,) = [area.verticalScrollBar() for area in panel.findChildren(QScrollArea)]
    qtbot.waitUntil(lambda: bar.isVisible() and bar.maximum() > 0)
    assert not panel.add.is_cut()
    assert not panel.similar.is_cut()
