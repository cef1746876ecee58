"""How good the recommendations are on the shop's own sales, next to the best sellers."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLocale, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from shopdesk.engine.types import Metrics
from shopdesk.ui import theme
from shopdesk.ui.eliding import ElidedLabel
from shopdesk.ui.format import per_cent
from shopdesk.ui.widgets import IconButton, button, clear_layout, label


@dataclass(frozen=True, slots=True)
class Question:
    """One question that was put to the recommendations: its title, its verdict, and the two rows of figures."""

    title: str
    how: str
    verdict: str
    figures: Metrics
    popularity: Metrics


class IntervalBar(QWidget):
    """A bar for a share with the interval it lies in, drawn as a line with ends."""

    def __init__(
        self, share: float, interval: tuple[float, float], token: str, says: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._share, self._interval, self._token = share, interval, token
        self.setFixedHeight(20)
        self.setMinimumWidth(120)
        self.setAccessibleName(says)
        self.setToolTip(says)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint groove, bar and interval."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width, middle = self.width() - 2.0, self.height() / 2
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(QRectF(0, middle - 5, width, 10), 3, 3)
        painter.setBrush(theme.colour(self._token))
        painter.drawRoundedRect(QRectF(0, middle - 5, width * min(1.0, self._share), 10), 3, 3)
        low, high = (1 + (width - 1) * min(1.0, max(0.0, edge)) for edge in self._interval)
        painter.setPen(QPen(theme.colour("text"), 1.5))
        painter.drawLine(QPointF(low, middle), QPointF(high, middle))
        for edge in (low, high):
            painter.drawLine(QPointF(edge, middle - 4), QPointF(edge, middle + 4))


class QualityPanel(QWidget):
    """Figures on held-out baskets with intervals, and the sentence that sums them up.

    Signals
    -------
    measure_requested(), cancel_requested(), closed()
    """

    measure_requested = Signal()
    cancel_requested = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = IconButton("chevron-left", self.tr("Back to the recommendations (Esc)"))
        self.back.clicked.connect(self.closed)
        self.measure = button(self.tr("Measure"), "primary", self.tr("Measure on your own sales"))
        self.measure.setToolTip(self.tr("Takes a part of your sales away and tries to guess it from the rest"))
        self.measure.clicked.connect(self.measure_requested)
        self._note = label(role="muted", wrap=True)
        self._blocks = QVBoxLayout()
        self._blocks.setSpacing(12)
        head, column = QHBoxLayout(), QVBoxLayout(self)
        head.addWidget(self.back)
        head.addWidget(ElidedLabel(self.tr("How good are the recommendations?"), "title"), 1)
        head.addWidget(self.measure)
        inner, scroll = QWidget(), QScrollArea()
        within = QVBoxLayout(inner)
        within.setContentsMargins(8, 8, 10, 8)  # the focus ring must not touch the cards
        within.addLayout(self._blocks)
        within.addStretch(1)
        for widget in (inner, scroll):
            widget.setProperty("role", "plain")
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(self.tr("Figures"))
        scroll.setWidget(inner)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._note)
        column.addWidget(self._build_progress())
        column.addWidget(scroll, 1)
        self.show_figures([], "", True)

    def show_figures(self, questions: list[Question], note: str, current: bool) -> None:
        """Show what was measured, and when; there is no need to measure the same sales again."""
        self._needless = bool(questions) and current
        self.hide_progress()
        self._note.setText(note or self._about())
        clear_layout(self._blocks)
        for question in questions:
            self._blocks.addWidget(self._block(question))
        self.measure.setText(self.tr("Measure again") if questions else self.tr("Measure"))

    def show_progress(self, text: str, fraction: float) -> None:
        """Show how far the measuring is."""
        self._stage.setText(text)
        self._bar.setValue(round(1000 * fraction))
        self._progress.show()
        self.measure.setEnabled(False)

    def hide_progress(self) -> None:
        """Nothing is being measured."""
        self._progress.hide()
        self.measure.setEnabled(not self._needless)

    def _about(self) -> str:
        return self.tr(
            "ShopDesk hides a part of your own sales, lets the recommendations guess it from the rest, and counts how "
            "often they are right. The ten best sellers have to guess the same."
        )

    def _build_progress(self) -> QWidget:
        self._progress = QFrame()
        self._progress.setProperty("role", "busy")
        self._stage, self._bar = label(), QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self.cancel = IconButton("cross", self.tr("Stop measuring"))
        self.cancel.clicked.connect(self.cancel_requested)
        words, row = QVBoxLayout(), QHBoxLayout(self._progress)
        words.addWidget(self._stage)
        words.addWidget(self._bar)
        row.setContentsMargins(12, 6, 6, 6)
        row.addLayout(words, 1)
        row.addWidget(self.cancel)
        return self._progress

    def _block(self, question: Question) -> QWidget:
        out = QFrame()
        out.setProperty("role", "panel")
        column, grid = QVBoxLayout(out), QGridLayout()
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(6)
        column.addWidget(label(question.title, "strong"))
        column.addWidget(label(question.verdict, wrap=True))
        column.addWidget(label(question.how, "muted", wrap=True))
        if question.figures.n:
            grid.setHorizontalSpacing(12)
            grid.setVerticalSpacing(2)
            grid.setColumnStretch(1, 1)
            column.addSpacing(4)
            column.addLayout(grid)
            hits, order = self.tr("Something right among ten"), self.tr("Right ones near the top")
            self._rows(grid, question, "hit_rate", hits, self.tr("Hit rate at 10"))
            self._rows(grid, question, "ndcg", order, self.tr("NDCG at 10: right ones count more the nearer the top"))
        return out

    def _rows(self, grid: QGridLayout, question: Question, name: str, title: str, tip: str) -> None:
        row = grid.rowCount()
        head = label(title, "name")
        head.setToolTip(tip)
        head.setContentsMargins(0, 6, 0, 0)
        grid.addWidget(head, row, 0, 1, 3)
        both = (
            (self.tr("Recommendations"), question.figures, "primary"),
            (self.tr("Best sellers"), question.popularity, "muted"),
        )
        for place, (who, figures, token) in enumerate(both, row + 1):
            value = float(getattr(figures, name))
            low, high = figures.intervals.get(name, (value, value))
            percent = name == "hit_rate"
            shown, least, most = (per_cent(x) if percent else QLocale().toString(x, "f", 2) for x in (value, low, high))
            span = f"{least} – {most}"
            says = self.tr("{0}, {1}: {2}; with 95 % certainty between {3}").format(who, tip, shown, span)
            grid.addWidget(label(who, "muted"), place, 0)
            grid.addWidget(IntervalBar(value, (low, high), token, says), place, 1)
            text = label(f"{shown}   ({span})")
            widest = "100 %   (100 % – 100 %)"  # so that the bars of all questions are of one length
            text.setMinimumWidth(text.fontMetrics().horizontalAdvance(widest))
            text.setToolTip(says)
            grid.addWidget(text, place, 2)
