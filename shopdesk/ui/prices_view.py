"""The Prices tab: products, the chart with its tools, and the outlook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from shopdesk.engine.types import FanChart, ModelScore, Mover, PriceAlert, PriceChart, ProductCard
from shopdesk.ui.eliding import ElidedLabel
from shopdesk.ui.empty_state import EmptyState
from shopdesk.ui.format import digits_of, money
from shopdesk.ui.price_alerts import passed_text
from shopdesk.ui.price_choices import PriceChoices
from shopdesk.ui.price_legend import Legend, entries_of
from shopdesk.ui.price_list import PriceRow
from shopdesk.ui.price_plot import PricePlot
from shopdesk.ui.price_side import PriceSide
from shopdesk.ui.price_tools import RANGES, PriceTools
from shopdesk.ui.widgets import View, find_by_key, label

if TYPE_CHECKING:
    import numpy as np


class PricesView(View):
    """History, forecast and what it means.

    Signals
    -------
    product_chosen(str), compare_toggled(str), model_chosen(str), horizon_changed(int), window_changed(int),
    lag_changed(int), decomposition_toggled(bool), past_toggled(bool), page_chosen(str), list_chosen(str),
    subject_search_edited(str), alert_added(int, str), alert_removed(str), learn_wanted(), learn_cancelled(),
    table_wanted(str): a path; first_shown(): once.
    """

    product_chosen = Signal(str)
    compare_toggled = Signal(str)
    model_chosen = Signal(str)
    horizon_changed = Signal(int)
    window_changed = Signal(int)
    lag_changed = Signal(int)
    decomposition_toggled = Signal(bool)
    past_toggled = Signal(bool)
    page_chosen = Signal(str)
    list_chosen = Signal(str)
    subject_search_edited = Signal(str)
    alert_added = Signal(int, str)
    alert_removed = Signal(str)
    learn_wanted = Signal()
    learn_cancelled = Signal()
    table_wanted = Signal(str)
    first_shown = Signal()

    def __init__(self, parent: QWidget | None = None, whole: bool = True) -> None:
        super().__init__(parent)
        self._card: ProductCard | None = None
        self._others: list[tuple[ProductCard, PriceChart]] = []
        self._alerts: list[PriceAlert] = []
        self._seen = False
        self.turns = self._build()
        if whole:
            self.finish()

    def _build(self) -> Iterator[None]:
        self.choices = PriceChoices()
        self.field, self.products, self.movers = self.choices.field, self.choices.products, self.choices.movers
        yield
        self.side = PriceSide()
        self.outlook, self.models, self.alerts = self.side.outlook, self.side.models, self.side.alerts
        yield
        self.tools, self.plot, self.legend = PriceTools(), PricePlot(), Legend()
        yield
        self.body.addWidget(self.choices)
        self.body.addLayout(self._middle(), 1)
        self.body.addWidget(self.side)
        self._connect_sides()
        find_by_key(self, self.choices.search)

    # --- what is chosen ---------------------------------------------------------------------------

    @property
    def model(self) -> str:
        """The key of the chosen model."""
        return self.models.view.table.used

    @property
    def horizon(self) -> int:
        """How many weeks ahead."""
        return self.outlook.horizon

    @property
    def window(self) -> int:  # type: ignore[override]
        """The length of the moving average."""
        return self.tools.windows.value()

    @property
    def lag(self) -> int:
        """Over how many days changes are shown; 0 shows none."""
        return self.tools.lag

    @property
    def decomposition(self) -> bool:
        """Whether the parts of the series are shown."""
        return self.tools.checks["parts"].isChecked()

    @property
    def past(self) -> bool:
        """Whether past forecasts are shown."""
        return self.tools.checks["past"].isChecked()

    @property
    def page(self) -> str:
        """Which page stands at the right: ``outlook``, ``models`` or ``alerts``."""
        return self.side.tabs.key

    # --- what is shown ----------------------------------------------------------------------------

    def set_models(self, rows: list[tuple[str, str]]) -> None:
        """Offer these models."""
        self.models.view.table.show_models(rows)
        self.models.view.use(self.model)

    def use_model(self, key: str) -> None:
        """Mark a model as the one in use."""
        self.models.view.use(key)

    def show_product_choices(self, cards: list[ProductCard]) -> None:
        """List products to choose from."""
        self.products.show_cards(cards)

    def show_sparks(self, sparks: Mapping[str, np.ndarray], changes: Mapping[str, float]) -> None:
        """Draw the last half year and the expected moves into the lists."""
        self.products.show_sparks(sparks, changes)
        self.movers.show_sparks(sparks, {})

    def show_movers(self, movers: Sequence[tuple[ProductCard, Mover]], learned: bool) -> None:
        """List the products whose price is expected to move most."""
        self.movers.show_rows([PriceRow(card, "", None, m.change, max(m.rise, m.fall)) for card, m in movers])
        none = self.tr("No price is expected to move.")
        unlearned = self.tr("Once the shop's prices are learned, the products that will likely move stand here.")
        self.choices.no_movers.setText(none if learned else unlearned)
        self.choices.no_movers.setVisible(not movers)

    def show_product(self, card: ProductCard) -> None:
        """Show whose prices come; those of another product go away."""
        if self._card is None or self._card.product_id != card.product_id:
            self.outlook.say_nothing()
            self.models.show_scores([], False)
            self.models.words.setText("")
            self.plot.clear()
        self._card = card
        self._title.setText(card.name)
        self._today.setText(money(card.price, card.currency))
        self.plot.read.places = digits_of(card.currency)
        self.alerts.show_card(card)
        self._chart_pages.setCurrentIndex(1)
        self._show_alert_lines()

    def show_history(self, card: ProductCard, chart: PriceChart) -> None:
        """Show a product's price history."""
        self.show_product(card)
        self.plot.show_layer("average", self.window > 1)
        self.plot.show_layer("change", self.lag > 0)
        self.plot.show_chart(chart, card.name)
        self._show_legend()

    def show_compared(self, others: Sequence[tuple[ProductCard, PriceChart]]) -> None:
        """Lay other products beside it."""
        self._others = list(others)
        self.plot.show_others([(card.name, chart) for card, chart in others])
        self.tools.show_comparing(len(others))
        self._show_legend()

    def show_fan(self, fan: FanChart, sentences: list[str], caveat: str, decision: str = "") -> None:
        """Show a forecast and what it means in words."""
        self.plot.show_fan(fan)
        title = self.models.view.table.title(fan.model)
        used = self.tr("Model in use: {0}").format(title or self.tr("a mix of the best for this product"))
        self.outlook.show_expected(self._expected(fan), self._range(fan), used)
        self.outlook.show_decision(fan.decision, decision)
        self.outlook.show_reasons(sentences, caveat)
        self._show_legend()

    def show_past(self, fans: Sequence[FanChart]) -> None:
        """Show what earlier forecasts said."""
        self.plot.show_past(fans)
        self._show_legend()

    def show_scores(self, scores: Sequence[ModelScore], learned: bool) -> None:
        """Show how each model did on the product's past."""
        self.models.show_scores(scores, learned)

    def show_learned(self, text: str, can_learn: bool) -> None:
        """Say what has been learned of the shop's prices."""
        self.outlook.learning.show_state(text, can_learn)

    def show_learning(self, text: str, fraction: float) -> None:
        """Say how far learning is."""
        self.outlook.learning.show_progress(text, fraction)

    def show_alerts(self, alerts: Sequence[PriceAlert], cards: Mapping[str, ProductCard]) -> None:
        """Show all alerts, and on the chart those of its product."""
        self._alerts = list(alerts)
        self.alerts.show_alerts(alerts, cards)
        passed = sum(alert.fired_at is not None for alert in alerts)
        self.side.tabs.set_text("alerts", self.tr("Alerts ({0})").format(passed) if passed else self.tr("Alerts"))
        self._show_alert_lines()

    def alert_words(self, alert: PriceAlert, card: ProductCard) -> str:
        """Return what an alert that has passed says in the status line."""
        return f"{card.name}: {passed_text(alert, card.currency)}"

    def show_message(self, sentence: str) -> None:
        """Show good news for a few seconds."""
        self.bar.show_message(sentence)

    def save_chart(self, kind: str, path: str) -> bool:
        """Write the chart as ``png`` or ``svg``; whether it could be written."""
        from shopdesk.ui.price_export import save_picture

        title = self._card.name if self._card is not None else ""
        return save_picture(path, kind, self.plot.scene, title, self.legend.entries, self.font())

    # --- events -----------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Tell once that the tab is looked at."""
        super().showEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self, self.first_shown.emit)

    def changeEvent(self, event: QEvent) -> None:
        """Colour the legend again when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "legend"):
            QTimer.singleShot(0, self, self._show_legend)

    # --- building ---------------------------------------------------------------------------------

    def _middle(self) -> QVBoxLayout:
        column, head = QVBoxLayout(), QHBoxLayout()
        column.setContentsMargins(14, 10, 14, 10)
        self._title, self._today = ElidedLabel(role="title"), label(role="title")
        self._title.setMinimumHeight(28)
        head.addWidget(self._title, 1)
        head.addWidget(self._today)
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(6)
        inside.addLayout(head)
        inside.addWidget(self.tools)
        inside.addWidget(self.plot, 1)
        inside.addWidget(self.legend)
        empty = EmptyState(
            "chart",
            self.tr("Where does the price go?"),
            self.tr("Choose a product at the left to see how its price moved and what it will likely cost."),
            self.tr("Show the first product"),
        )
        empty.action.clicked.connect(self._first)
        self._chart_pages = QStackedWidget()
        self._chart_pages.addWidget(empty)
        self._chart_pages.addWidget(page)
        column.addWidget(self._chart_pages, 1)
        self._connect_tools()
        return column

    def _connect_tools(self) -> None:
        tools = self.tools
        tools.range_chosen.connect(lambda key: self.plot.show_range(RANGES[key]))
        tools.layer_toggled.connect(self._toggle)
        tools.window_changed.connect(self.window_changed)
        tools.lag_changed.connect(self.lag_changed)
        tools.percent_toggled.connect(self.plot.show_in_percent)
        tools.export_wanted.connect(self._ask_where)
        self.plot.range_left.connect(tools.leave_range)
        self.legend.removed.connect(self.compare_toggled)

    def _connect_sides(self) -> None:
        choices, side = self.choices, self.side
        choices.chosen.connect(self._choose)
        choices.compare_wanted.connect(self.compare_toggled)
        choices.list_chosen.connect(self.list_chosen)
        choices.edited.connect(self.subject_search_edited)
        side.page_chosen.connect(self.page_chosen)
        side.outlook.horizon_changed.connect(self.horizon_changed)
        side.outlook.learning.wanted.connect(self.learn_wanted)
        side.outlook.learning.cancelled.connect(self.learn_cancelled)
        side.models.chosen.connect(self.model_chosen)
        side.alerts.added.connect(self.alert_added)
        side.alerts.removed.connect(self.alert_removed)
        side.alerts.product_chosen.connect(self.product_chosen)

    # --- acting -----------------------------------------------------------------------------------

    def _choose(self, product_id: str) -> None:
        if self.tools.compare.isChecked() and self._card is not None:
            self.compare_toggled.emit(product_id)
        else:
            self.product_chosen.emit(product_id)

    def _toggle(self, layer: str, on: bool) -> None:
        if layer != "past":
            self.plot.show_layer(layer, on)
        if layer == "parts":
            self.decomposition_toggled.emit(on)
        elif layer == "past":
            self.past_toggled.emit(on)
        self._show_legend()

    def _first(self) -> None:
        self.products.setFocus()
        if self.products.rows.rowCount():
            self.products.setCurrentIndex(self.products.rows.index(0))
            self.product_chosen.emit(self.products.current_id())

    def _ask_where(self, kind: str) -> None:
        if self._card is None:
            return
        filters = {
            "png": self.tr("Pictures (*.png)"),
            "svg": self.tr("Drawings (*.svg)"),
            "csv": self.tr("Tables (*.csv)"),
        }
        name = "".join(c if c.isalnum() or c in " -_." else "_" for c in self._card.name).strip() or "prices"
        start = str(Path.home() / f"{name}.{kind}")
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Save the chart"), start, filters[kind])
        if path:
            self.save(kind, path if Path(path).suffix else f"{path}.{kind}")

    def save(self, kind: str, path: str) -> None:
        """Write the chart (png, svg) or ask for its figures (csv)."""
        if kind == "csv":
            self.table_wanted.emit(path)
        elif self.plot.scene is None or not self.save_chart(kind, path):
            self.show_error(self.tr("{0} could not be written. Choose another folder.").format(Path(path).name))
        else:
            self.show_message(self.tr("Saved as {0}.").format(Path(path).name))

    # --- words ------------------------------------------------------------------------------------

    def _show_legend(self) -> None:
        if self._card is not None:
            products = [(c.name, c.product_id) for c in (self._card, *(card for card, _ in self._others))]
            shown = {key: check.isChecked() for key, check in self.tools.checks.items()}
            self.legend.show_entries(entries_of(self.plot.read, products, {**shown, "average": self.window > 1}))

    def _show_alert_lines(self) -> None:
        if self._card is None:
            return
        card, digits = self._card, digits_of(self._card.currency)
        waiting = [a for a in self._alerts if a.product_id == card.product_id and a.fired_at is None]
        lines = [
            (a.minor / 10**digits, self.tr("tell me at {0}").format(money(a.minor, card.currency)))
            for a in waiting
            if a.kind == "price" or self.tools.checks["cost"].isChecked()
        ]
        self.plot.show_alerts(lines)

    def _money(self, value: float) -> str:
        currency = self._card.currency if self._card is not None else "EUR"
        return money(round(value * 10 ** digits_of(currency)), currency)

    def _expected(self, fan: FanChart) -> str:
        return self._money(float(fan.mean[-1])) if len(fan.mean) else "–"

    def _range(self, fan: FanChart) -> str:
        if not fan.lower or not len(fan.mean):
            return ""
        level = min(fan.lower)
        low, high = self._money(float(fan.lower[level][-1])), self._money(float(fan.upper[level][-1]))
        return self.tr("expected at the end; {0} % sure between {1} and {2}").format(level, low, high)
