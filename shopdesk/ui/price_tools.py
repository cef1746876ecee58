"""The tools over the price chart: ranges, what is drawn, comparing, and saving a picture or the figures."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QCheckBox, QComboBox, QMenu, QSpinBox, QVBoxLayout, QWidget

from shopdesk.ui.flow import FlowLayout
from shopdesk.ui.widgets import Segmented, button

RANGES: dict[str, int | None] = {"30": 30, "90": 90, "365": 365, "all": None}
LAYERS = ("cost", "margin", "parts", "past", "marks")


class PriceTools(QWidget):
    """Two rows of controls; each says what was asked for.

    Signals
    -------
    range_chosen(str), layer_toggled(str, bool), window_changed(int), lag_changed(int),
    percent_toggled(bool), compare_toggled(bool), export_wanted(str)
    """

    range_chosen = Signal(str)
    layer_toggled = Signal(str, bool)
    window_changed = Signal(int)
    lag_changed = Signal(int)
    percent_toggled = Signal(bool)
    compare_toggled = Signal(bool)
    export_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ranges()
        self._average()
        self._checks()
        self._export()
        self.scales = QComboBox()
        self.scales.addItem(self.tr("In money"), False)
        self.scales.addItem(self.tr("In % of the start"), True)
        self.scales.setAccessibleName(self.tr("How prices are compared"))
        self.scales.setToolTip(self.tr("In % of the start, cheap and dear products can be compared"))
        self.scales.currentIndexChanged.connect(lambda _: self.percent_toggled.emit(bool(self.scales.currentData())))
        self.scales.hide()
        self.compare = button(self.tr("Compare"), says=self.tr("Compare with other products"))
        self.compare.setCheckable(True)
        self.compare.setShortcut(QKeySequence("Alt+C"))
        self.compare.setToolTip(
            self.tr("While this is on, a click on a product lays it beside this one (Alt+C; Space in the list)")
        )
        self.compare.toggled.connect(self.compare_toggled)
        tool: QWidget
        first, second = FlowLayout(gap=8), FlowLayout(gap=12)
        for tool in (self.ranges, self.windows, self.scales, self.compare, self.export):
            first.addWidget(tool)
        for tool in (self.lags, *self.checks.values()):
            second.addWidget(tool)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(first)
        column.addLayout(second)

    @property
    def lag(self) -> int:
        """Over how many days changes are shown; 0 shows none."""
        return int(self.lags.currentData())

    def leave_range(self) -> None:
        """No range is chosen any more: the owner zoomed."""
        self.ranges.choose(None)

    def show_comparing(self, count: int) -> None:
        """Offer scales where several products are compared, in the place of what only one product has."""
        self.scales.setVisible(count > 0)
        self.windows.setVisible(not count)
        if not count and self.scales.currentData():
            self.scales.setCurrentIndex(0)

    def _ranges(self) -> None:
        texts = (("30", self.tr("30 days")), ("90", self.tr("90 days")), ("365", self.tr("1 year")))
        self.ranges = Segmented((*texts, ("all", self.tr("All"))), self.tr("Range"))
        self.ranges.choose("all")
        self.ranges.changed.connect(self.range_chosen)
        for number, one in enumerate(self.ranges.buttons(), 1):
            one.setShortcut(QKeySequence(f"Alt+{number}"))
            one.setToolTip(self.tr("{0} (Alt+{1})").format(one.text(), number))

    def _average(self) -> None:
        self.windows = QSpinBox()
        self.windows.setRange(1, 365)
        self.windows.setValue(28)
        self.windows.setPrefix(self.tr("average of "))
        self.windows.setSuffix(self.tr(" days"))
        self.windows.setSpecialValueText(self.tr("no average"))
        self.windows.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.windows.setKeyboardTracking(False)
        self.windows.lineEdit().setTextMargins(6, 0, 0, 0)
        self.windows.setFixedSize(154, 36)
        self.windows.setAccessibleName(self.tr("Length of the moving average"))
        self.windows.setToolTip(self.tr("Moving average: how many days it spans (arrow keys or wheel; 1 for none)"))
        self.windows.valueChanged.connect(self.window_changed)
        self.lags = QComboBox()
        for text, days in (
            (self.tr("Changes: none"), 0),
            (self.tr("over 1 day"), 1),
            (self.tr("over 1 week"), 7),
            (self.tr("over 4 weeks"), 28),
            (self.tr("over 1 year"), 365),
        ):
            self.lags.addItem(text, days)
        self.lags.setAccessibleName(self.tr("Changes of the price over some time"))
        self.lags.setToolTip(self.tr("Differences: how much the price changed over a day, a week, a month, a year"))
        self.lags.currentIndexChanged.connect(lambda _: self.lag_changed.emit(self.lag))

    def _checks(self) -> None:
        words = {
            "cost": (self.tr("Cost"), self.tr("The cost, where it is known (Alt+O)"), "Alt+O"),
            "margin": (self.tr("Margin"), self.tr("What the cost leaves of the price, in per cent (Alt+M)"), "Alt+M"),
            "parts": (self.tr("Parts"), self.tr("Seasonal decomposition: trend, season and rest (Alt+P)"), "Alt+P"),
            "past": (
                self.tr("Past forecasts"),
                self.tr("What earlier forecasts said, as a check; made without what came after (Alt+F)"),
                "Alt+F",
            ),
            "marks": (
                self.tr("Marks"),
                self.tr("Price changes, promotions and prices in another unit (Alt+K)"),
                "Alt+K",
            ),
        }
        self.checks: dict[str, QCheckBox] = {}
        for key in LAYERS:
            text, tip, shortcut = words[key]
            check = QCheckBox(text)
            check.setAccessibleName(self.tr("Show: {0}").format(text))
            check.setToolTip(tip)
            check.setShortcut(QKeySequence(shortcut))
            check.setChecked(key == "marks")
            check.toggled.connect(lambda on, key=key: self.layer_toggled.emit(key, on))
            self.checks[key] = check

    def _export(self) -> None:
        self.export = button(self.tr("Save"), says=self.tr("Save the chart"))
        self.export.setToolTip(self.tr("Save as a picture (PNG), a drawing (SVG) or a table (CSV)"))
        menu = QMenu(self.export)
        for key, text in (
            ("png", self.tr("Picture (PNG)")),
            ("svg", self.tr("Drawing (SVG)")),
            ("csv", self.tr("Table (CSV)")),
        ):
            action = menu.addAction(text)
            action.triggered.connect(lambda _=False, key=key: self.export_wanted.emit(key))
        self.export.setMenu(menu)
