"""The price chart with real keys, wheel and drags, and histories of any length."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

sys.path.insert(0, str(Path(__file__).parent))
from price_samples import CARDS, DAY, START, chart, days_seen, opened

from shopdesk.engine.types import (
    PriceChart,
)
from shopdesk.ui.price_axes import day_ticks, tick_text
from shopdesk.ui.price_legend import Entry, Legend
from shopdesk.ui.prices_view import PricesView
from shopdesk.ui.theme import apply_theme


@pytest.fixture
def view(qapp: QApplication, qtbot: QtBot) -> Iterator[PricesView]:
    yield from opened(qapp, qtbot)


def plot_point(view: PricesView, when: float) -> QPoint:
    """Return where a time is on the drawing's viewport."""
    panel, area = view.plot._panels[0], view.plot._area
    middle = sum(panel.vb.viewRange()[1]) / 2
    return area.mapFromScene(panel.vb.mapViewToScene(QPointF(when, middle)))


def lines(view: PricesView) -> list[Any]:
    return [item for item, _, _ in view.plot._panels[0]._lines]


def test_wheel_and_drag_zoom_and_a_double_click_shows_all(view: PricesView, qtbot: QtBot) -> None:
    whole, port = days_seen(view), view.plot._area.viewport()
    at = plot_point(view, START + 200 * DAY)
    wheel = QWheelEvent(
        QPointF(at),
        QPointF(port.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(port, wheel)
    closer = days_seen(view)
    assert closer < whole
    assert view.tools.ranges.key == ""
    left, right = plot_point(view, START + 150 * DAY), plot_point(view, START + 250 * DAY)
    drag(port, left, right, Qt.MouseButton.RightButton)
    assert 80 < days_seen(view) < 120
    before = view.plot.span
    drag(port, plot_point(view, START + 200 * DAY), plot_point(view, START + 230 * DAY), Qt.MouseButton.LeftButton)
    assert view.plot.span[0] < before[0]
    assert days_seen(view) == pytest.approx((before[1] - before[0]) / DAY, rel=0.01)
    qtbot.mouseDClick(port, Qt.MouseButton.LeftButton, pos=plot_point(view, sum(view.plot.span) / 2))
    assert days_seen(view) == pytest.approx(whole, rel=0.01)


def drag(port: QWidget, start: QPoint, end: QPoint, button: Qt.MouseButton) -> None:
    """Press, move in small steps, release; as the window system would send it."""
    none = Qt.KeyboardModifier.NoModifier
    steps = [start + (end - start) * (n / 8) for n in range(9)]
    send_mouse(port, QEvent.Type.MouseButtonPress, steps[0], button, button, none)
    for point in steps[1:]:
        send_mouse(port, QEvent.Type.MouseMove, point, Qt.MouseButton.NoButton, button, none)
        QTest.qWait(15)
    send_mouse(port, QEvent.Type.MouseButtonRelease, steps[-1], button, Qt.MouseButton.NoButton, none)


def send_mouse(
    port: QWidget,
    kind: QEvent.Type,
    at: QPoint,
    button: Qt.MouseButton,
    buttons: Qt.MouseButton,
    keys: Qt.KeyboardModifier,
) -> None:
    event = QMouseEvent(kind, QPointF(at), QPointF(port.mapToGlobal(at)), button, buttons, keys)
    QApplication.sendEvent(port, event)


def test_the_crosshair_reads_the_exact_value_of_a_day(view: PricesView, qtbot: QtBot) -> None:
    port = view.plot._area.viewport()
    at = plot_point(view, START + 200.5 * DAY)
    send_mouse(
        port, QEvent.Type.MouseMove, at, Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier(0)
    )
    qtbot.waitUntil(lambda: bool(view.plot.card_text))
    assert "price 1.06" in view.plot.card_text
    assert "2024" in view.plot.card_text
    QApplication.sendEvent(port, QEvent(QEvent.Type.Leave))
    assert view.plot.card_text == ""


def test_the_chart_obeys_the_keys(view: PricesView, qtbot: QtBot) -> None:
    plot = view.plot
    plot.setFocus()
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert "price 1.13" in plot.card_text
    assert plot.accessibleDescription() == plot.card_text
    for _ in range(3):
        QTest.keyClick(plot, Qt.Key.Key_PageUp)
    assert "price 1.10" in plot.card_text
    whole = days_seen(view)
    QTest.keyClick(plot, Qt.Key.Key_Plus)
    assert days_seen(view) == pytest.approx(whole / 1.5, rel=0.05)
    before = plot.span[0]
    QTest.keyClick(plot, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert plot.span[0] < before
    QTest.keyClick(plot, Qt.Key.Key_Home)
    assert days_seen(view) == pytest.approx(whole, rel=0.01)
    QTest.keyClick(plot, Qt.Key.Key_Escape)
    assert plot.card_text == ""


@pytest.mark.parametrize("days", [1, 2, 3])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_short_histories_are_drawn(view: PricesView, qapp: QApplication, days: int, mode: str) -> None:
    apply_theme(qapp, mode)
    view.show_history(CARDS[1], chart(days=days))
    qapp.processEvents()
    view.grab()
    assert view.plot.panels == 1
    apply_theme(qapp, "light")
    qapp.processEvents()


def test_a_long_wild_history_becomes_few_lines(view: PricesView, qtbot: QtBot) -> None:
    times = START + DAY * np.arange(5000)
    values = 2 + np.random.default_rng(1).normal(0, 0.2, 5000)
    view.show_history(CARDS[1], PriceChart("P1", times, values, values))
    qtbot.waitUntil(lambda: days_seen(view) > 4900, timeout=5000)
    view.plot.grab()
    drawn = max(len(item.getData()[0]) for item in lines(view))
    assert drawn < 3000
    view.plot.zoom(0.1)
    view.plot.grab()
    assert max(len(item.getData()[0]) for item in lines(view)) < 2500


@pytest.mark.parametrize("days", [5, 40, 400, 4000, 40000])
def test_ticks_have_room_and_are_in_order(days: int) -> None:
    kind, step, ticks = day_ticks(START, START + days * DAY, 8)
    assert 1 <= len(ticks) <= 10
    assert ticks == sorted(ticks)
    assert step > 0
    words = [tick_text(tick, kind, not place) for place, tick in enumerate(ticks)]
    assert len(set(words)) == len(words)


def test_the_legend_stays_when_its_colours_change(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    legend, column = Legend(), QVBoxLayout(box)
    column.addWidget(legend)
    box.resize(400, 200)
    box.show()
    for colour in ("#0b6b4d", "#45c796"):
        legend.show_entries([Entry("Price", colour), Entry("Average", colour)])
        chips = [one for one in legend.children() if isinstance(one, QWidget) and not one.isHidden()]
        assert len(chips) == 2
        assert legend.sizeHint().height() >= 22
        qtbot.wait(20)
        assert all(chip.isVisible() and not chip.visibleRegion().isEmpty() for chip in chips)
