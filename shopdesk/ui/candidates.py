"""Rows of candidates with the keys 1 to 5, for photos and speech."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.engine.types import ProductCard
from shopdesk.ui.eliding import ElidedLabel
from shopdesk.ui.format import money, per_cent, stock
from shopdesk.ui.pictures import Picture
from shopdesk.ui.widgets import IconButton, ScoreBar, clear_layout, label, restyle


class CandidateRow(QFrame):
    """Number, picture, name, price, stock, and a button that adds."""

    picked = Signal()
    added = Signal()

    def __init__(self, number: int, large: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.large, self._number = large, number
        self.setProperty("role", "card")
        self._picture = Picture(48 if large else 32)
        self._name = ElidedLabel("", "strong" if large else "name")
        self._under, self._bar = ElidedLabel("", "muted"), ScoreBar()
        self._price = label(role="title")
        words, row = QVBoxLayout(), QHBoxLayout(self)
        words.setSpacing(2)
        for widget in (self._name, self._under, self._bar):
            words.addWidget(widget)
        self.add = IconButton("plus", "", token="primary")
        self.add.clicked.connect(self.added)
        self.setMinimumHeight(62 if large else 46)
        row.setContentsMargins(10, 3, 8, 3)
        row.setSpacing(10)
        row.addWidget(label(str(number), "key"))
        row.addWidget(self._picture)
        row.addLayout(words, 1)
        row.addWidget(self._price)
        self._price.setVisible(large)  # what a customer asks for must be readable from where the owner stands
        row.addWidget(self.add)

    def show_candidate(self, card: ProductCard, share: float) -> None:
        """Show another product, and how likely it is."""
        price, facts = money(card.price, card.currency), [per_cent(share), stock(card.stock, card.unit)]
        self.setAccessibleName(f"{self._number}: {card.name}, {per_cent(share)}")
        self.setToolTip(card.name)
        self._picture.show_card(card)
        self._name.setText(card.name)
        self._under.setText(" · ".join(facts if self.large else [price, *facts]))
        self._bar.set_share(share)
        self._price.setText(price)
        says = self.tr("Add {0} to the basket").format(card.name)
        self.add.setAccessibleName(says)
        self.add.setToolTip(says)
        self.add.show()

    def mark(self, chosen: bool) -> None:
        """Show whether it is the picked one."""
        value = "true" if chosen else "false"
        if self.property("chosen") != value:
            self.setProperty("chosen", value)
            restyle(self)

    def mousePressEvent(self, event: object) -> None:
        """A click picks the row."""
        self.picked.emit()


class Candidates(QWidget):
    """At most five candidates, one of them picked.

    Signals
    -------
    picked(int): a row was clicked.
    added(str): the product to add.
    """

    picked = Signal(int)
    added = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._made: list[CandidateRow] = []
        self.rows: list[CandidateRow] = []
        self.ids: list[str] = []
        self.current = 0

    def show_rows(self, rows: list[tuple[ProductCard, float]], large_first: bool = False) -> None:
        """Show other candidates; the first is picked."""
        count = len(rows[:5])
        if self._made and self._made[0].large != large_first:
            clear_layout(self._column)
            self._made = []
        for place in range(len(self._made), count):  # made once: a new one has to be dressed, which takes time
            row = CandidateRow(place + 1, large_first and not place)
            row.picked.connect(lambda p=place: self._clicked(p))
            row.added.connect(lambda p=place: self._add(p))
            self._column.addWidget(row)
            self._made.append(row)
        self.ids = [card.product_id for card, _ in rows[:5]]
        self.rows = self._made[:count]
        for row, (card, share) in zip(self.rows, rows, strict=False):
            row.show_candidate(card, share)
        for place, row in enumerate(self._made):
            row.setVisible(place < count)
        self.pick(0)

    def pick(self, place: int) -> bool:
        """Mark a row; False if there is none."""
        if not 0 <= place < len(self.rows):
            return False
        self.current = place
        self._mark()
        return True

    def pick_none(self) -> None:
        """Mark no row."""
        self.current = -1
        self._mark()

    def current_id(self) -> str:
        """Return the picked product, or an empty text."""
        return self.ids[self.current] if 0 <= self.current < len(self.ids) else ""

    def _add(self, place: int) -> None:
        self.pick(place)
        self.added.emit(self.ids[place])

    def _mark(self) -> None:
        for number, row in enumerate(self.rows):
            row.mark(number == self.current)

    def _clicked(self, place: int) -> None:
        self.pick(place)
        self.picked.emit(place)
