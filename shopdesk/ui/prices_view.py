"""The Prices tab: products, the chart, and the outlook."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from shopdesk.engine.types import FanChart, PriceChart, ProductCard
from shopdesk.ui.format import digits_of, money
from shopdesk.ui.price_plot import PricePlot
from shopdesk.ui.product_list import ProductList, ProductRow
from shopdesk.ui.widgets import EmptyState, Segmented, View, clear_layout, label

RANGES = {"30": 30, "90": 90, "365": 365, "all": None}


class PricesView(View):
    """History, forecast and what it means.

    Signals
    -------
    product_chosen(str), model_chosen(str), horizon_changed(int), window_changed(int),
    decomposition_toggled(bool), subject_search_edited(str), cancel_requested()
    """

    product_chosen = Signal(str)
    model_chosen = Signal(str)
    horizon_changed = Signal(int)
    window_changed = Signal(int)
    decomposition_toggled = Signal(bool)
    subject_search_edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: ProductCard | None = None
        self.body.addWidget(self._left())
        self.body.addLayout(self._middle(), 1)
        self.body.addWidget(self._right())

    @property
    def model(self) -> str:
        """The key of the chosen model."""
        return str(self.models.currentData() or "auto")

    @property
    def horizon(self) -> int:
        """How many weeks ahead."""
        return int(self.horizons.currentData())

    @property
    def window(self) -> int:  # type: ignore[override]
        """The length of the moving average."""
        return self.windows.value()

    @property
    def decomposition(self) -> bool:
        """Whether the parts of the series are shown."""
        return self.parts.isChecked()

    def set_models(self, rows: list[tuple[str, str]]) -> None:
        """Offer these models; the chosen one stays if it can."""
        kept = self.model
        with QSignalBlocker(self.models):
            self.models.clear()
            for key, title in rows:
                self.models.addItem(title, key)
            self.models.setCurrentIndex(max(0, self.models.findData(kept)))

    def show_product_choices(self, cards: list[ProductCard]) -> None:
        """List products to choose from."""
        self.products.show_rows([ProductRow(card, card.category or card.brand) for card in cards])

    def show_history(self, card: ProductCard, chart: PriceChart) -> None:
        """Show a product's price history."""
        if self._card is not None and self._card.product_id != card.product_id:
            self._say_nothing()
        self._card = card
        self._title.setText(card.name)
        self._today.setText(money(card.price, card.currency))
        self.plot.show_chart(chart)
        self._pages.setCurrentIndex(1)

    def show_fan(self, fan: FanChart, sentences: list[str], caveat: str) -> None:
        """Show a forecast and what it means in words."""
        self.plot.show_fan(fan)
        clear_layout(self._sentences)
        self._outlook.setText(self._expected(fan))
        self._band.setText(self._range(fan))
        used = self.models.findData(fan.model)
        name = self.models.itemText(used) if used >= 0 else self.tr("Season and trend of the whole shop")
        self._used.setText(self.tr("Model in use: {0}").format(name))
        for sentence in sentences:
            self._sentences.addWidget(label("•  " + sentence, wrap=True))
        self._caveat.setText(caveat)
        self._caveat.setVisible(bool(caveat))

    def _left(self) -> QWidget:
        panel = QFrame()
        panel.setProperty("role", "left")
        panel.setFixedWidth(256)
        column = QVBoxLayout(panel)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find a product"))
        self.field.setAccessibleName(self.tr("Find a product"))
        self.field.setClearButtonEnabled(True)
        self.field.textEdited.connect(self.subject_search_edited)
        self.products = ProductList(self.tr("Products"))
        self.products.chosen.connect(self.product_chosen)
        column.addWidget(self.field)
        column.addWidget(self.products, 1)
        return panel

    def _middle(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(16, 12, 16, 12)
        head, tools = QHBoxLayout(), QHBoxLayout()
        self._title, self._today = label(role="title"), label(role="title")
        head.addWidget(self._title, 1)
        head.addWidget(self._today)
        texts = (("30", self.tr("30 days")), ("90", self.tr("90 days")), ("365", self.tr("1 year")))
        self.ranges = Segmented((*texts, ("all", self.tr("All"))), self.tr("Range"))
        self.ranges.choose("all")
        self.windows = QSpinBox()
        self.windows.setRange(2, 365)
        self.windows.setValue(28)
        self.windows.setPrefix(self.tr("average of "))
        self.windows.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.windows.setKeyboardTracking(False)
        self.windows.setAccessibleName(self.tr("Length of the moving average"))
        self.windows.setToolTip(self.tr("Moving average: how many values it spans"))
        self.windows.valueChanged.connect(self.window_changed)
        self.parts = QCheckBox(self.tr("Show parts"))
        self.parts.setAccessibleName(self.tr("Show trend, season and rest"))
        self.parts.setToolTip(self.tr("Seasonal decomposition: trend, season and rest"))
        tools.addWidget(self.ranges)
        tools.addStretch(1)
        tools.addWidget(self.windows)
        tools.addWidget(self.parts)
        self.plot = PricePlot()
        self.ranges.changed.connect(lambda key: self.plot.show_range(RANGES[key]))
        self.parts.toggled.connect(self.plot.show_parts)
        self.parts.toggled.connect(self.decomposition_toggled)
        page = QWidget()
        inside = QVBoxLayout(page)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(head)
        inside.addLayout(tools)
        inside.addWidget(self.plot, 1)
        inside.addWidget(label(self.tr("Green: price. Brown: average. Blue: forecast, dark and light bands."), "muted"))
        empty = EmptyState(
            "chart",
            self.tr("Where does the price go?"),
            self.tr("Choose a product at the left to see how its price moved and what it will likely cost."),
            self.tr("Show the first product"),
        )
        empty.action.clicked.connect(self._first)
        self._pages = QStackedWidget()
        self._pages.addWidget(empty)
        self._pages.addWidget(page)
        column.addWidget(self._pages, 1)
        return column

    def _right(self) -> QWidget:
        panel = QFrame()
        panel.setProperty("role", "side")
        panel.setFixedWidth(232)
        column = QVBoxLayout(panel)
        column.setContentsMargins(12, 16, 12, 12)
        column.setSpacing(8)
        self.models, self.horizons = QComboBox(), QComboBox()
        self.models.addItem(self.tr("Automatic"), "auto")
        self.models.setAccessibleName(self.tr("Model"))
        self.models.currentIndexChanged.connect(lambda _: self.model_chosen.emit(self.model))
        self.horizons.setAccessibleName(self.tr("How far ahead"))
        for steps in (4, 8, 13, 26):
            self.horizons.addItem(self.tr("{0} weeks ahead").format(steps), steps)
        self.horizons.setCurrentIndex(1)
        self.horizons.currentIndexChanged.connect(lambda _: self.horizon_changed.emit(self.horizon))
        self._outlook, self._band = label(role="figure"), label(role="muted", wrap=True)
        self._used, self._caveat = label(role="muted", wrap=True), label(role="warning", wrap=True)
        self._sentences = QVBoxLayout()
        self._sentences.setSpacing(8)
        column.addWidget(label(self.tr("Outlook"), "strong"))
        column.addWidget(self._outlook)
        column.addWidget(self._band)
        column.addLayout(self._sentences)
        column.addWidget(self._caveat)
        column.addStretch(1)
        column.addWidget(self._used)
        column.addWidget(self.horizons)
        column.addWidget(self.models)
        self._say_nothing()
        return panel

    def _say_nothing(self) -> None:
        clear_layout(self._sentences)
        self._outlook.setText("–")
        self._band.setText(self.tr("The forecast appears here."))
        self._used.setText("")
        self._caveat.hide()

    def _first(self) -> None:
        self.products.setFocus()
        if self.products.rows.rowCount():
            self.products.setCurrentIndex(self.products.rows.index(0))
            self.product_chosen.emit(self.products.current_id())

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
