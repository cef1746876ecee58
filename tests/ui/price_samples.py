"""What the tests of the Prices tab share: products, a history, a forecast, and the tab with them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk.engine.types import (
    ChartMark,
    Decision,
    Decomposition,
    FanChart,
    PriceChart,
    ProductCard,
)
from shopdesk.ui.prices_view import PricesView
from shopdesk.ui.theme import apply_theme

DAY = 86400.0
START = 19675 * DAY
CARDS = [ProductCard(f"P{n}", f"Long product name number {n} 500 g", 100 + n, "EUR", cost=60) for n in range(8)]


def chart(product_id: str = "P1", days: int = 400) -> PriceChart:
    times = START + DAY * np.arange(days)
    values = 1 + 0.01 * (np.arange(days) // 30)
    zero = 0 * values
    marks = (
        []
        if days < 100
        else [
            ChartMark("change", times[30], times[30], 1.0, 1.01),
            ChartMark("promotion", times[60], times[66], 1.02, 0.9),
            ChartMark("unit", times[90], times[90], 1.02, 102.0),
        ]
    )
    return PriceChart(
        product_id,
        times,
        values,
        values,
        Decomposition(values, zero, zero, 7),
        values * 0.6,
        zero + 40,
        np.append(np.nan, np.diff(values)),
        1,
        marks,
    )


def fan(product_id: str = "P1", start: float = START + 400 * DAY) -> FanChart:
    times, mean = start + 7 * DAY * np.arange(1, 5), np.full(4, 1.5)
    bands = {80: mean - 0.1, 95: mean - 0.2}, {80: mean + 0.1, 95: mean + 0.2}
    decision = Decision("buy_now", 0.78, 0.1, 5.0, 4, 1.0)
    return FanChart(product_id, times, mean, *bands, "lstm", [], None, True, decision, "price")


def opened(qapp: QApplication, qtbot: QtBot) -> Iterator[PricesView]:
    """The tab as large as the smallest window leaves it, with a product, its forecast, and the models."""
    apply_theme(qapp, "light")
    out = PricesView()
    out.resize(1220, 628)
    out.show()
    out.set_models([("auto", "Automatic"), ("naive", "Last price"), ("lstm", "Net (LSTM)")])
    out.show_product_choices(CARDS)
    out.show_history(CARDS[1], chart())
    out.show_fan(fan(), ["It rises."], "Little history.", "78 % that the price is higher in 4 weeks: buy now.")
    qtbot.waitUntil(lambda: out.plot.panels == 1, timeout=10_000)
    qapp.processEvents()
    yield out
    out.close()
    out.deleteLater()
    qapp.processEvents()


def days_seen(view: PricesView) -> float:
    start, end = view.plot.span
    return (end - start) / DAY
