"""Alerts: tell me when the price passes a value. What has passed stands on top until it is dismissed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.engine.types import PriceAlert, ProductCard, digits_of
from shopdesk.ui.eliding import ElidedLabel
from shopdesk.ui.format import money
from shopdesk.ui.price_axes import date_text
from shopdesk.ui.widgets import IconButton, button, clear_layout, label, scrolling


def waiting_text(alert: PriceAlert, currency: str) -> str:
    """Return what an alert waits for, such as ``price rises to €1.50``."""
    words = {
        ("price", True): QCoreApplication.translate("AlertsPage", "price rises to {0}"),
        ("price", False): QCoreApplication.translate("AlertsPage", "price falls to {0}"),
        ("cost", True): QCoreApplication.translate("AlertsPage", "cost rises to {0}"),
        ("cost", False): QCoreApplication.translate("AlertsPage", "cost falls to {0}"),
    }
    return words[alert.kind, alert.above].format(money(alert.minor, currency))


def passed_text(alert: PriceAlert, currency: str) -> str:
    """Return what has passed, such as ``price rose to €1.55 on 3 Nov``."""
    value = money(alert.minor if alert.fired_minor is None else alert.fired_minor, currency)
    words = {
        ("price", True): QCoreApplication.translate("AlertsPage", "price rose to {0} on {1}"),
        ("price", False): QCoreApplication.translate("AlertsPage", "price fell to {0} on {1}"),
        ("cost", True): QCoreApplication.translate("AlertsPage", "cost rose to {0} on {1}"),
        ("cost", False): QCoreApplication.translate("AlertsPage", "cost fell to {0} on {1}"),
    }
    return words[alert.kind, alert.above].format(value, date_text(alert.fired_at or 0.0, "day"))


class AlertRow(QFrame):
    """One alert: the product, what it waits for or what has passed, and a cross. A click shows the product."""

    chosen = Signal(str)
    removed = Signal(str)

    def __init__(self, alert: PriceAlert, card: ProductCard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._product_id = alert.product_id
        self.setProperty("role", "row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        passed = alert.fired_at is not None
        text = passed_text(alert, card.currency) if passed else waiting_text(alert, card.currency)
        self.setAccessibleName(f"{card.name}: {text}")
        self.setToolTip(self.tr("Show {0} (Enter); Delete forgets the alert").format(card.name))
        what = label(("✓ " if passed else "") + text, "warning" if passed else "muted", wrap=True)
        words, row = QVBoxLayout(), QHBoxLayout(self)
        words.setSpacing(2)
        words.addWidget(ElidedLabel(card.name, "name"))
        words.addWidget(what)
        self.cross = IconButton("cross", self.tr("Forget the alert of {0}").format(card.name), token="muted")
        self.cross.clicked.connect(lambda: self.removed.emit(alert.alert_id))
        self._remove = lambda: self.removed.emit(alert.alert_id)
        row.setContentsMargins(8, 6, 2, 6)
        row.addLayout(words, 1)
        row.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignTop)

    def mouseReleaseEvent(self, event: object) -> None:
        """Show the product."""
        self.chosen.emit(self._product_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows the product, Delete forgets the alert."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self._product_id)
        elif event.key() == Qt.Key.Key_Delete:
            self._remove()
        else:
            super().keyPressEvent(event)


class AlertsPage(QWidget):
    """A value to wait for, and the alerts of the shop.

    Signals
    -------
    added(int, str): a value in minor units, ``price`` or ``cost``.
    removed(str), product_chosen(str)
    """

    added = Signal(int, str)
    removed = Signal(str)
    product_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: ProductCard | None = None
        self.kinds, self.value = QComboBox(), QDoubleSpinBox()
        self.kinds.addItem(self.tr("Price"), "price")
        self.kinds.addItem(self.tr("Cost"), "cost")
        self.kinds.setAccessibleName(self.tr("Watch the price or the cost"))
        self.kinds.setToolTip(self.tr("Watch the price or the cost"))
        self.kinds.currentIndexChanged.connect(lambda _: self._suggest())
        self.value.setRange(0.01, 9_999_999)
        self.value.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        self.value.setAccessibleName(self.tr("The value to wait for"))
        self.value.setToolTip(self.tr("The value to wait for; Enter adds the alert"))
        self.add = button(self.tr("Add"), "primary", self.tr("Add the alert"))
        self.add.clicked.connect(self._add)
        self._field = self.value.lineEdit()
        self._field.setTextMargins(6, 0, 0, 0)
        self.value.setFixedHeight(36)
        self._field.returnPressed.connect(self._add)
        self._for = ElidedLabel(role="muted")
        fields, column = QHBoxLayout(), QVBoxLayout(self)
        fields.addWidget(self.kinds)
        fields.addWidget(self.value, 1)
        fields.addWidget(self.add)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        inside = QWidget()
        holder = QVBoxLayout(inside)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addLayout(self._rows)
        holder.addStretch(1)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(self.tr("Tell me when it passes"), "strong"))
        column.addWidget(self._for)
        column.addLayout(fields)
        column.addWidget(scrolling(inside), 1)
        self.show_card(None)
        self.show_alerts([], {})

    def show_card(self, card: ProductCard | None) -> None:
        """Offer an alert for this product."""
        same = self._card is not None and card is not None and self._card.product_id == card.product_id
        self._card = card
        for widget in (self.kinds, self.value, self.add):
            widget.setEnabled(card is not None)
        self._for.setText(card.name if card is not None else self.tr("Choose a product first."))
        if card is not None and not same:
            self._suggest()

    def show_alerts(self, alerts: Sequence[PriceAlert], cards: Mapping[str, ProductCard]) -> None:
        """Show all alerts, those that have passed first."""
        clear_layout(self._rows)
        for alert in alerts:
            card = cards.get(alert.product_id)
            if card is not None:
                row = AlertRow(alert, card)
                row.chosen.connect(self.product_chosen)
                row.removed.connect(self.removed)
                self._rows.addWidget(row)
        if not alerts:
            words = self.tr("Nothing is watched yet. Alerts are looked at whenever prices change.")
            self._rows.addWidget(label(words, "muted", wrap=True))

    def _suggest(self) -> None:
        if self._card is None:
            return
        minor = self._card.price if self.kinds.currentData() == "price" else self._card.cost
        digits = digits_of(self._card.currency)
        self.value.setDecimals(digits)
        self.value.setSingleStep(10**-digits * 5)
        self.value.setValue((minor or 0) / 10**digits)

    def _add(self) -> None:
        if self._card is not None and self.add.isEnabled():
            minor = round(self.value.value() * 10 ** digits_of(self._card.currency))
            self.added.emit(minor, str(self.kinds.currentData()))
