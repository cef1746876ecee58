"""The basket at the right of every tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from shopdesk.ui.eliding import ElidedLabel
from shopdesk.ui.format import PIECES, money, number
from shopdesk.ui.pictures import Picture
from shopdesk.ui.product_drag import ProductDrop
from shopdesk.ui.quantity_box import QuantityBox
from shopdesk.ui.widgets import IconButton, button, clear_layout, label, scrolling

if TYPE_CHECKING:
    from shopdesk.engine.types import Basket, BasketLine, ProductCard

WIDE, NARROW = 272, 60


class LineRow(QWidget):
    """One line of the basket: picture, name, quantity, price and a cross."""

    quantity_changed = Signal(str, float)
    removed = Signal(str)
    finished = Signal()

    def __init__(self, line: BasketLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = line.product
        self.product_id = card.product_id
        picture = Picture(36)
        picture.show_card(card)
        self.quantity = QuantityBox()
        self.quantity.setProperty("role", "small")
        self.quantity.setRange(0, 9999)
        self.quantity.setKeyboardTracking(False)
        self.quantity.setButtonSymbols(QuantityBox.ButtonSymbols.NoButtons)
        self.quantity.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.quantity.setFixedWidth(60)
        self.quantity.setAccessibleName(self.tr("Quantity of {0}").format(card.name))
        self.price = label(role="price")
        self.short = ElidedLabel("", "warning", self)  # else shown as a window of its own, which takes the keyboard
        self.cross = IconButton("cross", self.tr("Remove {0}").format(card.name), token="muted")
        self.show_line(line)
        self.quantity.valueChanged.connect(lambda value: self.quantity_changed.emit(self.product_id, value))
        self.cross.clicked.connect(lambda: self.removed.emit(self.product_id))
        bottom, words, row = QHBoxLayout(), QVBoxLayout(), QHBoxLayout(self)
        for step, icon_name, says in ((-1, "minus", self.tr("One less")), (1, "plus", self.tr("One more"))):
            change = IconButton(icon_name, f"{says}: {card.name}", token="muted")
            change.setFixedSize(26, 30)
            change.clicked.connect(lambda _=False, s=step: self.quantity.stepBy(s))
            bottom.addWidget(change)
        bottom.insertWidget(1, self.quantity)
        bottom.setSpacing(2)
        bottom.addStretch(1)
        bottom.addWidget(self.price)
        words.setSpacing(4)
        words.addWidget(ElidedLabel(card.name, "name"))
        words.addWidget(self.short)
        words.addLayout(bottom)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(8)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.cross)

    def show_line(self, line: BasketLine) -> None:
        """Show quantity and price, without a signal; what is just being typed is left alone."""
        whole = abs(line.quantity - round(line.quantity)) < 1e-9
        if not self.editing:
            with QSignalBlocker(self.quantity):
                self.quantity.setDecimals(0 if whole and line.product.unit in PIECES else 3)
                self.quantity.setValue(line.quantity)
        card = line.product
        missing = card.tracked and line.quantity > card.stock + 0.0005
        self.short.setText(self.tr("Only {0} in stock").format(number(max(card.stock, 0.0))) if missing else "")
        self.short.setVisible(missing)
        self.price.setText(money(round(line.quantity * line.unit_price), line.product.currency))

    @property
    def editing(self) -> bool:
        """Whether somebody is typing a quantity that has not been taken over yet."""
        shown = self.quantity.textFromValue(self.quantity.value())
        return self.quantity.hasFocus() and self.quantity.lineEdit().text() != shown

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the quantity takes it over; the keyboard goes back to where products are found."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.quantity.interpretText()
            self.finished.emit()
            return
        super().keyPressEvent(event)


class BasketPanel(QFrame):
    """The lines, what goes with them, the total and the button that sells.

    Signals
    -------
    quantity_changed(str, float), removed(str), completed(), cleared(), suggestion_added(str)
    park_requested(), receipts_requested(): the dialogs of parked baskets and of receipts.
    finished(): a quantity was entered.
    """

    quantity_changed = Signal(str, float)
    removed = Signal(str)
    completed = Signal()
    cleared = Signal()
    suggestion_added = Signal(str)
    park_requested = Signal()
    receipts_requested = Signal()
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self.setAccessibleName(self.tr("Basket"))
        ProductDrop(self, self.suggestion_added.emit)
        self._rows: dict[str, LineRow] = {}
        self.folded = False
        self.fold = IconButton("chevron-right", self.tr("Fold the basket"))
        self.fold.clicked.connect(lambda: self.set_folded(not self.folded))
        self._strip = label("0", "strong")
        self._strip.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._strip.hide()
        self._title = ElidedLabel(self.tr("Basket"), "title")
        self._body = QWidget()
        self._build_body()
        head, column = QHBoxLayout(), QVBoxLayout(self)
        head.addWidget(self._title, 1)
        self.park = IconButton("pause", self.tr("Park the basket, or take a parked one up again (Ctrl+P)"))
        self.park.clicked.connect(self.park_requested)
        self.receipts = IconButton("receipt", self.tr("Receipts, and giving back (Ctrl+E)"))
        self.receipts.clicked.connect(self.receipts_requested)
        self._parked = label(role="chip")
        self._parked.setFixedHeight(20)
        self._parked.hide()
        for widget in (self._parked, self.park, self.receipts, self.fold):
            head.addWidget(widget)
        column.setContentsMargins(12, 8, 12, 12)
        column.addLayout(head)
        column.addWidget(self._strip)
        column.addWidget(self._body, 1)
        column.addStretch(0)
        self.setFixedWidth(WIDE)

    def show_basket(self, basket: Basket) -> None:
        """Show the basket as it is on disk; rows that stay keep their focus."""
        wanted = {line.product.product_id: line for line in basket.lines}
        for product_id in [key for key in self._rows if key not in wanted]:
            row = self._rows.pop(product_id)
            self._lines.removeWidget(row)
            row.hide()
            row.deleteLater()
        for product_id, line in wanted.items():
            if product_id in self._rows:
                self._rows[product_id].show_line(line)
                continue
            row = LineRow(line)
            row.quantity_changed.connect(self.quantity_changed)
            row.removed.connect(self.removed)
            row.finished.connect(self.finished)
            self._rows[product_id] = row
            self._lines.addWidget(row)
        self._empty.setVisible(not basket.lines)
        count = sum(line.quantity if line.product.unit in PIECES else 1 for line in basket.lines)
        self._show_total(count, basket.total, basket.currency)
        self._tax.setText(self.tr("{0} tax included").format(money(basket.tax, basket.currency)) if basket.tax else "")

    def show_parked(self, count: int) -> None:
        """Show how many baskets wait."""
        self._parked.setText(str(count))
        says = self.tr("1 parked basket") if count == 1 else self.tr("{0} parked baskets").format(count)
        self._parked.setToolTip(says)
        self._parked.setAccessibleName(says)
        self._parked.setVisible(count > 0 and not self.folded)

    def edit_quantity(self) -> None:
        """Put the keyboard into the quantity of the newest line."""
        item = self._lines.itemAt(self._lines.count() - 1)
        row = None if item is None else item.widget()
        if isinstance(row, LineRow):
            if self.folded:
                self.set_folded(False)
            row.quantity.setFocus()
            row.quantity.selectAll()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in the basket."""
        return not self._rows

    def show_suggestions(self, rows: list[tuple[ProductCard, str]]) -> None:
        """Show what goes with the basket, each with its reason."""
        clear_layout(self._suggestions)
        self._goes.setVisible(bool(rows))
        for card, sentence in rows:
            self._suggestions.addWidget(self._suggestion(card, sentence))

    def set_folded(self, folded: bool) -> None:
        """Fold to a strip, or open."""
        self.folded = folded
        self._body.setVisible(not folded)
        for widget in (self._title, self.park, self.receipts):
            widget.setVisible(not folded)
        self._parked.setVisible(not folded and self._parked.text() not in ("", "0"))
        self._strip.setVisible(folded)
        self.fold.set_icon_name("chevron-left" if folded else "chevron-right")
        says = self.tr("Open the basket") if folded else self.tr("Fold the basket")
        self.fold.setAccessibleName(says)
        self.fold.setToolTip(says)
        self.setFixedWidth(NARROW if folded else WIDE)

    def _build_body(self) -> None:
        self._goes = label(self.tr("Goes with this"), "muted")
        self._goes.hide()
        self._suggestions = QVBoxLayout()
        self._suggestions.setSpacing(4)
        self._count, self._total, self._tax = label(role="muted"), label(role="figure"), label(role="muted")
        self._tax.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.complete = button(self.tr("Complete sale"), "primary", self.tr("Complete the sale"))
        self.complete.clicked.connect(self.completed)
        self.empty_button = IconButton("trash", self.tr("Empty the basket"))
        self.empty_button.clicked.connect(self.cleared)
        figures, actions, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self._body)
        figures.addWidget(self._count, 1, Qt.AlignmentFlag.AlignBottom)
        figures.addWidget(self._total)
        actions.addWidget(self.complete, 1)
        actions.addWidget(self.empty_button)
        rule = QFrame()
        rule.setProperty("role", "rule")
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll(), 1)
        column.addWidget(self._goes)
        column.addLayout(self._suggestions)
        column.addWidget(rule)
        column.addLayout(figures)
        column.addWidget(self._tax)
        column.addLayout(actions)
        self._show_total(0, 0, "EUR")

    def _scroll(self) -> QScrollArea:
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        words = self.tr("The basket is empty. Search with Ctrl+K, scan a barcode, or hold F2 and say a product.")
        self._empty = label(words, "muted", wrap=True)
        inner = QWidget()
        within = QVBoxLayout(inner)
        within.setContentsMargins(0, 0, 4, 0)
        within.addWidget(self._empty)
        within.addLayout(self._lines)
        within.addStretch(1)
        scroll = scrolling(inner, self.tr("Lines of the basket"))
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def _suggestion(self, card: ProductCard, sentence: str) -> QWidget:
        out = QWidget()
        row, words = QHBoxLayout(out), QVBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        picture = Picture(32)
        picture.show_card(card)
        words.addWidget(ElidedLabel(card.name, "name"))
        words.addWidget(ElidedLabel(sentence, "muted"))
        add = IconButton("plus", self.tr("Add {0}").format(card.name), token="primary")
        add.clicked.connect(lambda: self.suggestion_added.emit(card.product_id))
        row.addWidget(picture)
        row.addLayout(words, 1)
        row.addWidget(label(money(card.price, card.currency), "price"))
        row.addWidget(add)
        return out

    def _show_total(self, count: float, total: int, currency: str) -> None:
        text = self.tr("1 item") if count == 1 else self.tr("{0} items").format(number(count))
        self._count.setText(text)
        self._total.setText(money(total, currency))
        self._strip.setText(number(count))
        self._strip.setToolTip(f"{text}, {money(total, currency)}")
        self.complete.setEnabled(count > 0)
        self.empty_button.setEnabled(count > 0)
