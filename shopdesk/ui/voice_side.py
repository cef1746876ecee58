"""The right of the Voice tab: the microphone and its test, the taught words, and the names."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from shopdesk.engine.types import ProductCard
from shopdesk.ui.eliding import ElidedLabel
from shopdesk.ui.widgets import IconButton, ScoreBar, button, clear_layout, label


class VoiceSide(QFrame):
    """The panel beside the candidates.

    Signals
    -------
    microphone_chosen(str): by name; an empty text is the one that the system uses.
    test_toggled(bool): the test of the microphone begins or ends.
    teach_requested(), names_requested(), alike_requested(), file_requested()
    forget_requested(str): the taught word of this product.
    """

    microphone_chosen = Signal(str)
    test_toggled = Signal(bool)
    teach_requested = Signal()
    names_requested = Signal()
    alike_requested = Signal()
    file_requested = Signal()
    forget_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "side")
        self.setFixedWidth(272)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 16, 12, 12)
        column.setSpacing(8)
        self._add_microphone(column)
        self.first_use = label(
            self.tr(
                "Say a product and how many, such as “two whole milk”, or ask: “price of”, “how many are left”, "
                "“add”, “remove”, “total”. Nothing you say leaves this computer or is recorded."
            ),
            "muted",
            wrap=True,
        )
        column.addWidget(self.first_use)
        self._add_words(column)

    def show_microphones(self, names: list[str], current: str) -> None:
        """List the microphones; an empty ``current`` is the one that the system uses."""
        with QSignalBlocker(self.microphones):
            self.microphones.clear()
            self.microphones.addItem(self.tr("System microphone") if names else self.tr("No microphone"), "")
            for name in names:
                self.microphones.addItem(name, name)
            if current and current not in names:
                self.microphones.addItem(self.tr("{0} (not plugged in)").format(current), current)
            self.microphones.setCurrentIndex(self.microphones.findData(current))
        self.microphones.setEnabled(bool(names))

    def show_test(self, state: str, level: float = 0.0) -> None:
        """Show the test: off, waiting, heard, faint or zeros, and how loud it is, 0 to 1."""
        texts = {
            "waiting": self.tr("Say something…"),
            "heard": self.tr("It hears you."),
            "faint": self.tr("It hears you only faintly. Come closer, or turn it up."),
            "zeros": self.tr("It gives only zeros. Switch it on or unmute it, or choose another."),
        }
        on = state in texts
        with QSignalBlocker(self.test):
            self.test.setChecked(on)
        self.test.setText(self.tr("Stop the test") if on else self.tr("Test the microphone"))
        self.level.set_share(level)
        self.level.setVisible(on)
        self.test_note.setText(texts.get(state, ""))
        self.test_note.setVisible(on)

    def show_taught(self, cards: list[ProductCard]) -> None:
        """List the products that have a taught word."""
        clear_layout(self._words)
        for card in cards:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            name = ElidedLabel(card.name)
            forget = IconButton("cross", self.tr("Forget the word for {0}").format(card.name), token="muted")
            forget.clicked.connect(lambda _on=False, product=card.product_id: self.forget_requested.emit(product))
            row.addWidget(name, 1)
            row.addWidget(forget)
            self._words.addWidget(line)
        self._scroll.setVisible(bool(cards))
        self._no_words.setVisible(not cards)

    def _add_microphone(self, column: QVBoxLayout) -> None:
        self.microphones = QComboBox()
        self.microphones.setAccessibleName(self.tr("Microphone"))
        self.microphones.setEnabled(False)
        self.microphones.setMinimumContentsLength(8)
        self.microphones.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.microphones.activated.connect(lambda _place: self.microphone_chosen.emit(self.microphones.currentData()))
        self.test = button(self.tr("Test the microphone"))
        self.test.setCheckable(True)
        self.test.toggled.connect(self.test_toggled)
        self.level, self.test_note = ScoreBar(), label(role="muted", wrap=True)
        column.addWidget(label(self.tr("Microphone"), "strong"))
        for widget in (self.microphones, self.test, self.level, self.test_note):
            column.addWidget(widget)
        self.show_test("off")

    def _add_words(self, column: QVBoxLayout) -> None:
        inside = QWidget()
        self._words = QVBoxLayout()
        self._words.setContentsMargins(0, 0, 0, 0)
        self._words.setSpacing(0)
        stretched = QVBoxLayout(inside)
        stretched.setContentsMargins(0, 0, 0, 0)
        stretched.addLayout(self._words)
        stretched.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        for one in (self._scroll, inside):
            one.setProperty("role", "plain")
        self._scroll.setWidget(inside)
        self._scroll.setAccessibleName(self.tr("Taught words"))
        self._no_words = label(
            self.tr("None yet. Teach the words your shop uses: a nickname, a local name, any language."),
            "muted",
            wrap=True,
        )
        column.addWidget(label(self.tr("Taught words"), "strong"))
        column.addWidget(self._no_words)
        column.addWidget(self._scroll, 1)
        column.addStretch(0)
        self._scroll.hide()
        self.teach = button(self.tr("Teach a word…"), says=self.tr("Teach ShopDesk a word by saying it three times"))
        self.names = button(self.tr("How names are said…"))
        self.alike = button(self.tr("Names that sound alike…"))
        self.file = button(self.tr("Open a sound file…"), says=self.tr("Open a sound file, or drop one on this tab"))
        for one, signal in (
            (self.teach, self.teach_requested),
            (self.names, self.names_requested),
            (self.alike, self.alike_requested),
            (self.file, self.file_requested),
        ):
            one.setToolTip(one.accessibleName())
            one.clicked.connect(signal)
            column.addWidget(one)
