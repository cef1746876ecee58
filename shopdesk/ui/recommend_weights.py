"""Four sliders that say how much each kind of signal counts in the best mix; they act while they move."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from shopdesk.ui.eliding import ElidedLabel
from shopdesk.ui.format import number
from shopdesk.ui.widgets import IconButton, label

NAMES = ("content", "behaviour", "repeat", "popularity")
UNIT = 10  # steps of a slider that make one
MOST = 3
PAUSE_MS = 40


class WeightsPanel(QFrame):
    """How much likeness, what is bought together, what is bought again and what sells well count.

    Signals
    -------
    changed(dict): the weights as they are now; 1 is as learned, 0 is off.
    settled(dict): the same once the sliders rest.
    """

    changed = Signal(dict)
    settled = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setAccessibleName(self.tr("What counts in the best mix"))
        self.sliders: dict[str, QSlider] = {}
        self._values = {name: label(role="muted") for name in NAMES}
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(16)
        texts = (
            (self.tr("Alike"), self.tr("Content: alike by name, kind, brand, price and picture")),
            (self.tr("Together"), self.tr("Behaviour: bought together, and by customers like this one")),
            (self.tr("Again"), self.tr("Repeat: what this customer buys again and when it is due")),
            (self.tr("Popular"), self.tr("Popularity: what sells well, lately and at this hour")),
        )
        for name, (text, tip) in zip(NAMES, texts, strict=True):
            row.addLayout(self._column(name, text, tip), 1)
        self.reset = IconButton("undo", self.tr("All four as learned from your sales"))
        self.reset.clicked.connect(lambda: self._choose({}))
        row.addWidget(self.reset)
        self._act = self._timer(PAUSE_MS, self.changed)
        self._rest = self._timer(600, self.settled)
        self.show_weights({})

    @property
    def weights(self) -> dict[str, float]:
        """The weights as the sliders say."""
        return {name: slider.value() / UNIT for name, slider in self.sliders.items()}

    def show_weights(self, weights: Mapping[str, float]) -> None:
        """Set the sliders, without a signal."""
        for name, slider in self.sliders.items():
            with QSignalBlocker(slider):
                slider.setValue(round(UNIT * min(MOST, max(0.0, weights.get(name, 1.0)))))
        self._say()

    def _column(self, name: str, text: str, tip: str) -> QVBoxLayout:
        slider = self.sliders[name] = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, MOST * UNIT)
        slider.setPageStep(UNIT // 2)
        slider.setAccessibleName(text)
        slider.setToolTip(self.tr("{0}. Arrow keys move it.").format(tip))
        slider.valueChanged.connect(self._moved)
        head, column = QHBoxLayout(), QVBoxLayout()
        head.addWidget(ElidedLabel(text), 1)
        head.addWidget(self._values[name])
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(slider)
        return column

    def _timer(self, pause: int, signal: SignalInstance) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause)
        timer.timeout.connect(lambda: signal.emit(self.weights))
        return timer

    def _choose(self, weights: Mapping[str, float]) -> None:
        self.show_weights(weights)
        self._moved()

    def _moved(self) -> None:
        self._say()
        if not self._act.isActive():  # while a slider moves, many times a second; not once at the end
            self._act.start()
        self._rest.start()

    def _say(self) -> None:
        for name, slider in self.sliders.items():
            value = slider.value() / UNIT
            said = self.tr("off") if value == 0 else f"× {number(value, 1)}"
            self._values[name].setText(said)
            slider.setAccessibleDescription(said)
        self.reset.setEnabled(any(value != 1.0 for value in self.weights.values()))
