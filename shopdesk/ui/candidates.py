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

    def __init__(
        self, number: int, card: ProductCard, share: float, large: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(f"{number}: {card.name}, {per_cent(share)}")
        self.setToolTip(card.name)
        picture = Picture(48 if large else 32)
        picture.show_card(card)
        words, row = QVBoxLayout(), QHBoxLayout(self)
        words.setSpacing(2)
        words.addWidget(ElidedLabel(card.name, "strong" if large else "name"))
        price = money(card.price, card.currency)
        facts = [per_cent(share), stock(card.stock, card.unit)]
        under = " · ".join(facts if large else [price, *facts])
        words.addWidget(ElidedLabel(under, "muted"))
        words.addWidget(ScoreBar(share))
        self.add = IconButton("plus", self.tr("Add {0} to the basket").format(card.name), token="primary")
        self.add.clicked.connect(self.added)
        self.setMinimumHeight(62 if large else 46)
        row.setContentsMargins(10, 3, 8, 3)
        row.setSpacing(10)
        row.addWidget(label(str(number), "key"))
        row.addWidget(picture)
        row.addLayout(words, 1)
        if large:  # what a customer asks for must be readable from where the owner stands
            row.addWidget(label(price, "title"))
        row.addWidget(self.add)

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
        self.rows: list[CandidateRow] = []
        self.ids: list[str] = []
        self.current = 0

    def show_rows(self, rows: list[tuple[ProductCard, float]], large_first: bool = False) -> None:
        """Show other candidates; the first is picked."""
        clear_layout(self._column)
        self.ids = [card.product_id for card, _ in rows[:5]]
        self.rows = [
            CandidateRow(number, card, share, large_first and number == 1)
            for number, (card, share) in enumerate(rows[:5], 1)
        ]
        for place, row in enumerate(self.rows):
            row.picked.connect(lambda p=place: self._clicked(p))
            row.added.connect(lambda p=place: self._add(p))
            self._column.addWidget(row)
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
            row.setProperty("chosen", "true" if number == self.current else "false")
            restyle(row)

    def _clicked(self, place: int) -> None:
        self.pick(place)
        self.picked.emit(place)
