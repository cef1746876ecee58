"""What was heard, how many, and five candidates: the middle of the Voice tab."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from shopdesk.engine.types import Basket, ProductCard
from shopdesk.ui.candidates import Candidates
from shopdesk.ui.format import PIECES, money, number, stock
from shopdesk.ui.quantity_box import QuantityBox
from shopdesk.ui.widgets import IconButton, Segmented, label

Quantities = dict[str, tuple[float, tuple[float, ...]]]
"""By product: how many are proposed, and between which the owner must choose; none, where it is clear."""


class VoiceAnswer(QWidget):
    """The heard words as an editable line, the quantity for confirmation, and the candidates.

    Signals
    -------
    text_entered(str): the words, corrected or typed.
    chosen(str, float): a product, and how many of it.
    """

    text_entered = Signal(str)
    chosen = Signal(str, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quantities: Quantities = {}
        self._units: dict[str, str] = {}
        self._proposed_for = ""
        self._command = "look_up"
        self._accepted = False
        self.heard = QLineEdit()
        self.heard.setPlaceholderText(self.tr("What was heard stands here; you can also type"))
        self.heard.setAccessibleName(self.tr("What was heard"))
        self.heard.setMinimumWidth(320)
        self.heard.returnPressed.connect(self._typed)
        self.saying, self.says = label(role="title", wrap=True), label(role="muted", wrap=True)
        self.candidates = Candidates()
        self.candidates.added.connect(lambda _product: self.choose())
        self.candidates.picked.connect(lambda _place: self._follow_mark())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.heard, self.saying, self._quantity_row(), self.candidates, self.says):
            column.addWidget(widget)
        column.addStretch(1)
        self.saying.hide()
        self.amount.hide()

    def show_result(self, heard: str, rows: list[tuple[ProductCard, float]], accepted: bool) -> None:
        """Show what was heard and which products it may mean; one of each, until quantities are shown."""
        self.heard.setText(heard)
        self.candidates.show_rows(rows, large_first=True)
        self._accepted, self._command = accepted, "look_up"
        self._quantities = {}
        self._units = {card.product_id: card.unit for card, _ in rows}
        self.saying.hide()
        self._show_quantity()
        self._tell(bool(heard))

    def show_quantities(self, quantities: Quantities) -> None:
        """Propose how many of each candidate."""
        self._quantities = quantities
        self._show_quantity()

    def show_command(self, command: str, card: ProductCard | None, basket: Basket | None) -> None:
        """Answer what was asked about the first candidate, or about the basket."""
        self._command = command
        text = self._answer(command, card, basket)
        self.saying.setText(text)
        self.saying.setVisible(bool(text))
        for row in self.candidates.rows:
            row.add.setVisible(command != "remove")
        self._tell(True)

    def show_acted(self) -> None:
        """What was asked for is done: Enter does nothing more, keys and clicks still add."""
        self._command = "look_up"
        self.candidates.pick_none()
        self.amount.hide()
        for row in self.candidates.rows:
            row.add.setVisible(True)
        self.says.setText(self.tr("Done. 1 to 5 add another of these."))

    def pick(self, place: int) -> bool:
        """Mark a candidate; False if there is none."""
        if not self.candidates.pick(place):
            return False
        self._follow_mark()
        return True

    def choose(self) -> bool:
        """Choose the marked candidate; where the quantity may be another, ask for it first. False if none is marked."""
        product_id = self.candidates.current_id()
        if not product_id:
            return False
        self._follow_mark()
        if self._must_choose and not self._choices.key:
            self._choices.buttons()[0].setFocus()
        else:
            self.chosen.emit(product_id, self.quantity.value())
        return True

    def step(self, by: int) -> None:
        """Propose one more, or one less."""
        if self._stepper.isVisible():
            self.quantity.stepBy(by)

    def choose_quantity(self, place: int) -> None:
        """Choose the first or the last of the quantities that sound alike."""
        if self._must_choose:
            self._choices.buttons()[place].click()

    @property
    def must_choose(self) -> bool:
        """Whether the quantity may be another one."""
        return self._must_choose

    def _quantity_row(self) -> QWidget:
        self.amount = QWidget()
        self._how_many, self._unit = label(self.tr("How many"), "muted"), label(role="muted")
        self.quantity = QuantityBox()
        self.quantity.setRange(0.001, 99_999.0)
        self.quantity.setDecimals(3)
        self.quantity.setMinimumWidth(96)
        self.quantity.setButtonSymbols(QuantityBox.ButtonSymbols.NoButtons)
        self.quantity.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.quantity.setAccessibleName(self.tr("How many"))
        self.quantity.setToolTip(self.tr("How many to add (+ and -)"))
        self._row = QHBoxLayout(self.amount)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        less, more = IconButton("minus", self.tr("One less (-)")), IconButton("plus", self.tr("One more (+)"))
        less.clicked.connect(lambda: self.step(-1))
        more.clicked.connect(lambda: self.step(1))
        self._stepper = QWidget()
        stepper = QHBoxLayout(self._stepper)
        stepper.setContentsMargins(0, 0, 0, 0)
        stepper.setSpacing(4)
        stepper.addWidget(less)
        stepper.addWidget(self.quantity)
        stepper.addWidget(more)
        for widget in (self._how_many, self._stepper, self._unit):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._choices = Segmented([("1", "1")], self.tr("How many"))
        self._row.insertWidget(1, self._choices)
        self._must_choose = False
        return self.amount

    def _follow_mark(self) -> None:
        """Propose the quantity of the marked product; what the owner set for it stays."""
        if self.candidates.current_id() != self._proposed_for:
            self._show_quantity()

    def _show_quantity(self) -> None:
        self._proposed_for = product_id = self.candidates.current_id()
        self.amount.setVisible(bool(product_id))
        value, choices = self._quantities.get(product_id, (1.0, ()))
        unit = self._units.get(product_id, "")
        self._must_choose = len(choices) > 1
        self._unit.setText("" if unit in PIECES else unit)
        self.quantity.setValue(value)
        self._stepper.setVisible(not self._must_choose)
        self._show_choices(choices)
        self._tell(bool(product_id))

    def _show_choices(self, choices: tuple[float, ...]) -> None:
        old = self._choices
        shown = [(str(value), number(value)) for value in choices] or [("1", "1")]
        self._choices = Segmented(shown, self.tr("How many"))
        self._choices.choose(None)
        self._choices.changed.connect(self._chosen_quantity)
        for one in self._choices.buttons():
            one.setToolTip(self.tr("This many (left and right arrow keys)"))
        self._row.replaceWidget(old, self._choices)
        old.hide()
        old.deleteLater()
        self._choices.setVisible(self._must_choose)

    def _chosen_quantity(self, key: str) -> None:
        self.quantity.setValue(float(key))
        self._tell(True)

    def _ask_how_many(self) -> None:
        """Ask in large letters: the wrong one of 15 and 50 is expensive."""
        texts = [one.text() for one in self._choices.buttons()]
        self.saying.setText(self.tr("{0} or {1}?").format(*texts[:2]))
        self.saying.show()
        self.says.setText(self.tr("Choose how many with the left or right arrow key, then press Enter."))

    def _answer(self, command: str, card: ProductCard | None, basket: Basket | None) -> str:
        if command == "total":
            if basket is None or not basket.lines:
                return self.tr("The basket is empty.")
            return self.tr("Total {0}").format(money(basket.total, basket.currency))
        if command == "remove":
            return self.tr("Take out of the basket") if card else self.tr("Nothing like that is in the basket.")
        if card is None:
            return ""
        if command == "price":
            return self.tr("{0} costs {1}").format(card.name, money(card.price, card.currency))
        if command == "stock":
            left = stock(card.stock, card.unit) if card.tracked else self.tr("its stock is not counted")
            return f"{card.name}: {left}"
        return ""

    def _tell(self, asked: bool) -> None:
        if not self.candidates.ids:
            nothing = self.tr("No product sounds like this. Correct the words and press Enter, or teach the word.")
            self.says.setText(nothing if asked and self._command not in ("total", "remove") else "")
        elif self._must_choose and not self._choices.key:
            self._ask_how_many()
        elif not self._accepted:
            self.says.setText(self.tr("Not sure which one. Choose with 1 to 5, or correct the words and press Enter."))
        elif self._command == "remove":
            self.says.setText(self.tr("Enter takes the first out; 1 to 5 choose another."))
        else:
            self.says.setText(self.tr("Enter adds the first; 1 to 5 choose another."))

    def _typed(self) -> None:
        text = self.heard.text().strip()
        if text:
            self.text_entered.emit(text)
