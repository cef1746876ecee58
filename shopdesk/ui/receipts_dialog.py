"""Receipts: the last ones, or one by its number; and giving back what was sold, at the price it was sold for."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from shopdesk.engine.types import Receipt, RefundLine
from shopdesk.ui.column_list import ColumnList
from shopdesk.ui.dialog import Dialog
from shopdesk.ui.eliding import ElidedLabel
from shopdesk.ui.format import PIECES, moment, money, number
from shopdesk.ui.widgets import button, label


class ReceiptsDialog(Dialog):
    """Finds a receipt and gives back what is chosen of it.

    Signals
    -------
    asked(str): list the receipts with this number, the last ones for an empty text.
    opened(str): show the lines of this receipt.
    refund(str, dict): give back so many of each product.
    """

    asked = Signal(str)
    opened = Signal(str)
    refund = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Receipts"))
        self.setMinimumSize(900, 480)
        self._receipts: dict[str, Receipt] = {}
        self._steppers: dict[str, tuple[QDoubleSpinBox, RefundLine]] = {}
        self._currency = "EUR"
        self.number = QLineEdit()
        self.number.setPlaceholderText(self.tr("Number of the receipt"))
        self.number.setAccessibleName(self.number.placeholderText())
        nothing = self.tr("No receipt yet. Each completed sale writes one; search it here by its number.")
        self.list = ColumnList(self.tr("Receipts"), (64, 124), nothing)
        self.list.setFixedWidth(400)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(150)
        self._late.timeout.connect(lambda: self.asked.emit(self.number.text()))
        self.number.textEdited.connect(lambda _text: self._late.start())
        self.list.currentItemChanged.connect(self._open)
        self._lay_out()
        self.number.setFocus()

    def show_receipts(self, receipts: list[Receipt]) -> None:
        """List receipts, the newest first, and open the first."""
        self._receipts = {receipt.basket_id: receipt for receipt in receipts}
        self.list.clear()
        for receipt in receipts:
            at = moment(receipt.sold_at)
            amount = money(receipt.total, receipt.currency)
            if receipt.refund_of is not None:
                amount = self.tr("{0} given back").format(amount)
            elif receipt.refunded:
                amount = self.tr("{0}, {1} given back").format(amount, money(receipt.refunded, receipt.currency))
            self.list.add_row([f"{receipt.number}", at, amount], receipt.basket_id).setToolTip(amount)
        self.show_lines("", [])
        if receipts:
            self.list.setCurrentRow(0)

    def show_lines(self, basket_id: str, lines: list[RefundLine]) -> None:
        """Show the lines of a receipt with a stepper for how many go back."""
        self._basket_id = basket_id
        self._steppers = {}
        self._fresh_lines()
        for row, line in enumerate(lines):
            stepper = QDoubleSpinBox()
            stepper.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            stepper.setDecimals(0 if line.unit in PIECES and line.sold == int(line.sold) else 3)
            stepper.setRange(0, max(0.0, line.left))
            stepper.setEnabled(line.left > 0)
            stepper.setFixedWidth(84)
            stepper.setAccessibleName(self.tr("How many of {0} go back").format(line.name))
            stepper.valueChanged.connect(self._add_up)
            sold = self.tr("{0} sold, {1} left").format(number(line.sold), number(line.left))
            self._grid.addWidget(ElidedLabel(line.name, "name"), row, 0)
            self._grid.addWidget(label(sold, "muted"), row, 1)
            self._grid.addWidget(label(money(line.unit_price, self._money()), "price"), row, 2)
            self._grid.addWidget(stepper, row, 3)
            self._steppers[line.product_id] = (stepper, line)
        self._grid.setRowStretch(len(lines), 1)
        self.all_button.setEnabled(any(line.left > 0 for line in lines))
        self._add_up()

    def _lay_out(self) -> None:
        self._right = QVBoxLayout()
        self._hint = label(self.tr("Enter how many go back, then press Ctrl+Enter."), "muted", wrap=True)
        self._right.addWidget(self._hint)
        self._lines = QWidget()
        self._grid = QGridLayout(self._lines)
        self._right.addWidget(self._lines, 1)
        self.all_button = button(self.tr("All of it"))
        self.all_button.clicked.connect(self._take_all)
        self.refund_button = button(self.tr("Give back"), "primary")
        self.refund_button.clicked.connect(self._refund)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._refund)
        actions = QHBoxLayout()
        actions.addWidget(self.all_button)
        actions.addStretch(1)
        actions.addWidget(self.refund_button)
        self._right.addLayout(actions)
        left, row, column = QVBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        left.addWidget(self.number)
        left.addWidget(self.list, 1)
        row.addLayout(left)
        row.addLayout(self._right, 1)
        row.setSpacing(20)
        column.setContentsMargins(20, 20, 20, 20)
        column.addWidget(self.bar)
        column.addLayout(row, 1)
        self.show_lines("", [])

    def _fresh_lines(self) -> None:
        old = self._lines
        self._lines = QWidget()
        self._grid = QGridLayout(self._lines)
        self._grid.setContentsMargins(0, 8, 0, 8)
        self._grid.setColumnStretch(0, 1)
        self._grid.setHorizontalSpacing(12)
        self._right.replaceWidget(old, self._lines)
        old.hide()
        old.deleteLater()

    def _money(self) -> str:
        receipt = self._receipts.get(self._basket_id)
        return self._currency if receipt is None else receipt.currency

    def _open(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            receipt = self._receipts[str(item.data(Qt.ItemDataRole.UserRole))]
            if receipt.refund_of is None:
                self.opened.emit(receipt.basket_id)
            else:
                self.show_lines(receipt.basket_id, [])

    def _take_all(self) -> None:
        for stepper, line in self._steppers.values():
            stepper.setValue(line.left)

    def _chosen(self) -> dict[str, float]:
        return {key: stepper.value() for key, (stepper, _line) in self._steppers.items() if stepper.value() > 0}

    def _add_up(self) -> None:
        amount = sum(round(stepper.value() * line.unit_price) for stepper, line in self._steppers.values())
        words = self.tr("Give back {0}").format(money(amount, self._money())) if amount else self.tr("Give back")
        self.refund_button.setText(words)
        self.refund_button.setAccessibleName(words)
        self.refund_button.setEnabled(amount > 0)

    def _refund(self) -> None:
        if self.refund_button.isEnabled():
            self.refund.emit(self._basket_id, self._chosen())
