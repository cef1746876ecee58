"""Where the price goes, in words: the expected price, how sure that is, and whether to buy now or wait."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from shopdesk.engine.types import Decision
from shopdesk.ui import theme
from shopdesk.ui.eliding import ElidedLabel
from shopdesk.ui.format import per_cent
from shopdesk.ui.widgets import IconButton, button, clear_layout, label

WEEKS = (4, 8, 13, 26)


class ChanceBar(QWidget):
    """One bar in three parts: how likely the price falls, stays and rises; the shares stand below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares = (0.0, 1.0, 0.0)
        self.setMinimumHeight(46)

    def sizeHint(self) -> QSize:
        """Return a size that holds bar and words."""
        return QSize(220, 46)

    def show_chances(self, fall: float, rise: float) -> None:
        """Show the probabilities of a fall and of a rise."""
        fall, rise = min(1.0, max(0.0, fall)), min(1.0, max(0.0, rise))
        self._shares = (fall, max(0.0, 1.0 - fall - rise), rise)
        words = self.tr("falls {0}, stays {1}, rises {2}").format(*(per_cent(share) for share in self._shares))
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar and the words under it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(0, 2, self.width(), 14)
        clip = QPainterPath()
        clip.addRoundedRect(whole, 7, 7)
        painter.setClipPath(clip)
        colours = theme.plot_colours()
        tints = (QColor(colours[1]), theme.colour("border"), QColor(colours[2]))
        left = 0.0
        for share, tint in zip(self._shares, tints, strict=True):
            width = share * self.width()
            painter.fillRect(QRectF(left, 2, width + 1, 14), tint)
            left += width
        painter.setClipping(False)
        font = QFont(self.font())
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(theme.colour("muted"))
        box = self.rect().adjusted(0, 20, 0, 0)
        fall, stay, rise = (per_cent(share) for share in self._shares)
        sides = Qt.AlignmentFlag
        painter.drawText(box, sides.AlignLeft | sides.AlignTop, f"▼ {fall}")
        painter.drawText(box, sides.AlignHCenter | sides.AlignTop, f"= {stay}")
        painter.drawText(box, sides.AlignRight | sides.AlignTop, f"▲ {rise}")


class LearnStrip(QFrame):
    """What has been learned of the shop's prices, a button to learn, and progress with a cross while it goes on.

    Signals
    -------
    wanted(), cancelled()
    """

    wanted = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = label(role="muted", wrap=True)
        self.learn = button(self.tr("Learn now"), says=self.tr("Learn the prices of the whole shop"))
        self.learn.setToolTip(self.tr("Trains the forecasts on all prices of the shop. You can go on working."))
        self.learn.clicked.connect(self.wanted)
        self.stage, self.progress = ElidedLabel(role="muted"), QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress of learning"))
        self.cross = IconButton("cross", self.tr("Stop learning"))
        self.cross.clicked.connect(self.cancelled)
        still, busy, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        still.setContentsMargins(0, 0, 0, 0)
        still.addWidget(self.words, 1)
        still.addWidget(self.learn)
        words = QVBoxLayout()
        words.addWidget(self.stage)
        words.addWidget(self.progress)
        busy.addLayout(words, 1)
        busy.addWidget(self.cross)
        column.addLayout(still)
        column.addLayout(busy)
        self.show_state("", True)

    def show_state(self, text: str, can_learn: bool) -> None:
        """Say what has been learned."""
        self.words.setText(text)
        self.words.setVisible(bool(text))
        self.learn.setVisible(can_learn and bool(text))
        for widget in (self.stage, self.progress, self.cross):
            widget.hide()

    def show_progress(self, text: str, fraction: float) -> None:
        """Say how far learning is."""
        self.stage.setText(text)
        self.progress.setRange(0, 1000)
        self.progress.setValue(round(1000 * fraction))
        self.words.hide()
        self.learn.hide()
        for widget in (self.stage, self.progress, self.cross):
            widget.show()


class OutlookPage(QWidget):
    """The expected price and band, the chances, the decision, the reasons, and the strip of learning.

    Signals
    -------
    horizon_changed(int)
    """

    horizon_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.horizons = QComboBox()
        self.horizons.setAccessibleName(self.tr("How far ahead"))
        self.horizons.setToolTip(self.tr("How far ahead to look"))
        for weeks in WEEKS:
            self.horizons.addItem(self.tr("{0} weeks ahead").format(weeks), weeks)
        self.horizons.setCurrentIndex(1)
        self.horizons.currentIndexChanged.connect(lambda _: self.horizon_changed.emit(self.horizon))
        self.figure, self.band = label(role="figure"), label(role="muted", wrap=True)
        self.chances, self.decision = ChanceBar(), label(role="strong", wrap=True)
        self.caveat, self.used = label(role="warning", wrap=True), label(role="muted", wrap=True)
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(6)
        self.learning = LearnStrip()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.horizons)
        for widget in (self.figure, self.band, self.decision, self.chances):
            column.addWidget(widget)
        column.addLayout(self._reasons)
        column.addWidget(self.caveat)
        column.addStretch(1)
        column.addWidget(self.used)
        column.addWidget(self.learning)
        self.say_nothing()

    @property
    def horizon(self) -> int:
        """How many weeks ahead."""
        return int(self.horizons.currentData())

    def say_nothing(self) -> None:
        """Show that there is no forecast."""
        clear_layout(self._reasons)
        self.figure.setText("–")
        self.band.setText(self.tr("The forecast appears here."))
        for widget in (self.used, self.decision):
            widget.setText("")
        for hidden in (self.caveat, self.chances, self.decision):
            hidden.hide()

    def show_expected(self, figure: str, band: str, used: str) -> None:
        """Show the expected price, its band and the model in use."""
        self.figure.setText(figure)
        self.band.setText(band)
        self.used.setText(used)

    def show_decision(self, decision: Decision | None, sentence: str) -> None:
        """Show the chances and what they mean."""
        self.decision.setText(sentence)
        self.decision.setVisible(bool(sentence))
        self.chances.setVisible(decision is not None)
        if decision is not None:
            self.chances.show_chances(decision.fall, decision.rise)

    def show_reasons(self, sentences: Sequence[str], caveat: str) -> None:
        """Show why, and what to be careful about."""
        clear_layout(self._reasons)
        for sentence in sentences:
            self._reasons.addWidget(label("•  " + sentence, wrap=True))
        self.caveat.setText(caveat)
        self.caveat.setVisible(bool(caveat))
