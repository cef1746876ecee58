"""Teach a word: choose a product, say its name three times, try it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.engine.types import ProductCard
from shopdesk.ui.dialog import Dialog
from shopdesk.ui.product_finder import ProductFinder
from shopdesk.ui.widgets import ScoreBar, button, label

TAKES = 3


class TakeRow(QFrame):
    """One take: a button that records, the level, and what there is to say of it.

    Signals
    -------
    toggled(): record, or stop.
    """

    toggled = Signal()

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self.record = button("", says=self.tr("Record take {0}").format(number))
        self.record.setMinimumWidth(120)
        self.record.clicked.connect(self.toggled)
        self.level, self.note = ScoreBar(), label(role="muted", wrap=True)
        self.level.setFixedWidth(96)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(label(str(number), "key"))
        row.addWidget(self.record)
        row.addWidget(self.level)
        row.addWidget(self.note, 1)
        self.show_state("empty")

    def show_state(self, state: str) -> None:
        """Show one of empty, starting, recording, good, silent, quiet, clipped, short."""
        notes = {
            "starting": self.tr("Opening the microphone…"),
            "recording": self.tr("Say it now; it stops by itself."),
            "good": self.tr("Good."),
            "silent": self.tr("Nothing was heard. Record it again."),
            "quiet": self.tr("Too quiet. Come closer and record it again."),
            "clipped": self.tr("Too loud. Move back a little and record it again."),
            "short": self.tr("Too short. Say the whole word and record it again."),
        }
        self.state = state
        self.note.setText(notes.get(state, ""))
        on = state in ("starting", "recording")
        self.record.setText(self.tr("Stop") if on else self.tr("Record") if state == "empty" else self.tr("Again"))
        if not on:
            self.level.set_share(0.0)


class TeachDialog(Dialog):
    """Asks for a product and three takes of its name.

    Signals
    -------
    search_edited(str), product_chosen(str): finding the product.
    take_toggled(int): begin or end the recording of this take, from 0.
    learn_requested(), try_toggled()
    closed(): the dialog is gone.
    """

    search_edited = Signal(str)
    product_chosen = Signal(str)
    take_toggled = Signal(int)
    learn_requested = Signal()
    try_toggled = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Teach a word"))
        self.setMinimumSize(600, 600)
        self.finder = ProductFinder()
        self.finder.search_edited.connect(self.search_edited)
        self.finder.chosen.connect(self.product_chosen)
        self.product = label(role="strong", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(self.bar)
        column.addWidget(self.finder, 1)
        column.addWidget(self.product)
        column.addWidget(
            label(
                self.tr(
                    "Say the word three times, just as you say it in the shop. A nickname, a local name or any "
                    "language will do. Only what the recogniser needs of these takes is kept, on this computer."
                ),
                "muted",
                wrap=True,
            )
        )
        self.takes = [TakeRow(number) for number in range(1, TAKES + 1)]
        for place, take in enumerate(self.takes):
            take.toggled.connect(lambda p=place: self.take_toggled.emit(p))
            column.addWidget(take)
        column.addLayout(self._bottom())
        self.finished.connect(self.closed)
        self._show_ready(False)

    def show_busy(self, text: str, fraction: float | None) -> None:
        """Show what is being done."""
        self.outcome.setText(text)

    def show_products(self, cards: list[ProductCard]) -> None:
        """List the products that were found."""
        self.finder.show_products(cards)

    def show_product(self, card: ProductCard) -> None:
        """Begin with the takes of a product."""
        self.product.setText(self.tr("The word for {0}").format(card.name))
        self.bar.hide()
        for take in self.takes:
            take.show_state("empty")
        self._show_ready(True)
        self.outcome.setText("")
        self.takes[0].record.setFocus()

    def show_take(self, place: int, state: str) -> None:
        """Show how a take goes, or went; the next step gets the focus."""
        self.takes[place].show_state(state)
        good = [take.state == "good" for take in self.takes]
        self.learn.setEnabled(all(good))
        if state == "good":
            following = [take.record for take, done in zip(self.takes, good, strict=True) if not done]
            (following[0] if following else self.learn).setFocus()

    def show_level(self, place: int, level: float) -> None:
        """Show how loud it is, 0 to 1."""
        self.takes[place].level.set_share(level)

    def show_learned(self, name: str) -> None:
        """The word is learned: it can be tried."""
        self.outcome.setText(self.tr("Learned the word for {0}. Try it.").format(name))
        self.try_it.setEnabled(True)
        self.try_it.setFocus()

    def show_try(self, state: str, name: str = "") -> None:
        """Show one of starting, recording, thinking, right, wrong, nothing; ``name`` is what was found."""
        texts = {
            "starting": self.tr("Opening the microphone…"),
            "recording": self.tr("Say it now; it stops by itself."),
            "thinking": self.tr("Thinking…"),
            "right": self.tr("Found {0}. It works.").format(name),
            "wrong": self.tr("Found {0} instead. Record the three takes again, a little clearer.").format(name),
            "nothing": self.tr("Nothing was found. Record the three takes again, a little clearer."),
        }
        self.outcome.setText(texts[state])
        self.try_it.setText(self.tr("Stop") if state in ("starting", "recording") else self.tr("Try it"))

    def _bottom(self) -> QVBoxLayout:
        self.learn = button(self.tr("Learn this word"), "primary")
        self.learn.clicked.connect(self.learn_requested)
        self.try_it = button(self.tr("Try it"), says=self.tr("Say the word and see whether it is found"))
        self.try_it.clicked.connect(self.try_toggled)
        self.outcome = label(wrap=True)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(self.outcome)
        column.addLayout(self.bottom_row(self.learn, self.try_it))
        return column

    def _show_ready(self, ready: bool) -> None:
        for take in self.takes:
            take.setEnabled(ready)
        self.learn.setEnabled(False)
        self.try_it.setEnabled(False)
