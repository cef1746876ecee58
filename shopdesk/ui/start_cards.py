"""The cards of the start page: each one figure, one line, a few products or bars, and one way on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from shopdesk.ui import theme
from shopdesk.ui.eliding import ElidedLabel
from shopdesk.ui.pictures import Picture
from shopdesk.ui.widgets import IconLabel, label

if TYPE_CHECKING:
    from shopdesk.engine.types import ProductCard

ROWS = 3
ROW_HEIGHT = 30


class Bars(QWidget):
    """Small bars of one measure over time; the last week stands out by its height of ink, not by colour alone."""

    def __init__(self, says: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(says)
        self.setFixedHeight(44)
        self._values: Sequence[float] = ()

    def show_values(self, values: Sequence[float]) -> None:
        """Show other values, oldest first."""
        self._values = values
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a bar for each value."""
        most = max(self._values, default=0)
        if most <= 0:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        step = self.width() / len(self._values)
        for number, value in enumerate(self._values):
            recent = number >= len(self._values) - 7
            painter.setBrush(theme.colour("primary" if recent else "border"))
            height = max(2.0, (self.height() - 2) * max(0, value) / most)
            place = QRectF(number * step + 1, self.height() - height, max(2.0, step - 2), height)
            painter.drawRoundedRect(place, 1.5, 1.5)


class _Line(QWidget):
    """A product with its picture, or some words, and a word at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture, self._name, self._right = Picture(28), ElidedLabel(), label("", "name")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._picture)
        row.addWidget(self._name, 1)
        row.addWidget(self._right)

    def show_product(self, card: ProductCard, right: str) -> None:
        """Show a product."""
        self._picture.show_card(card)
        self._picture.show()
        self._name.setText(card.name)
        self._right.setText(right)

    def words(self) -> tuple[str, str]:
        """Return what is said at the left and at the right."""
        return self._name.text(), self._right.text()

    def show_words(self, left: str, right: str) -> None:
        """Show words without a picture."""
        self._picture.hide()
        self._name.setText(left)
        self._right.setText(right)


class StartCard(QPushButton):
    """A card that is a button: Enter, Space or a click leads to where it is about.

    Parameters
    ----------
    icon : str
    title : str
    way_on : str
        What a click does, in words.
    bars : bool
        Whether it has bars.
    """

    def __init__(self, icon: str, title: str, way_on: str, bars: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "start")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self._title = title
        self.figure, self.line = ElidedLabel("", "figure"), label("", "muted", wrap=True)
        self.line.setMinimumHeight(2 * self.line.fontMetrics().lineSpacing())  # nothing moves when it needs two
        self.line.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.bars = Bars(title) if bars else None
        self._lines = [_Line(self) for _ in range(ROWS)]
        head, column = QHBoxLayout(), QVBoxLayout(self)
        head.setSpacing(8)
        head.addWidget(IconLabel(icon, 18, "primary"))
        head.addWidget(ElidedLabel(title, "strong"), 1)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.figure)
        column.addWidget(self.line)
        if self.bars is not None:
            column.addWidget(self.bars)
        column.addSpacing(4)
        for line in self._lines:
            line.setFixedHeight(ROW_HEIGHT)
            policy = line.sizePolicy()
            policy.setRetainSizeWhenHidden(True)  # the cards must not grow when the answers come
            line.setSizePolicy(policy)
            line.hide()
            column.addWidget(line)
        column.addStretch(1)
        column.addWidget(ElidedLabel(way_on, "way"))
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.waiting = True
        self.figure.setText(" ")
        self.line.setText(" \n ")
        self.setAccessibleName(self._title)

    def show_texts(self, figure: str, line: str) -> None:
        """Show the figure and the line under it."""
        self.waiting = False
        self.update()
        self.figure.setText(figure)
        self.line.setText(line)
        self.setAccessibleName(f"{self._title}: {figure}")
        self.setAccessibleDescription(line)

    def show_products(self, rows: Sequence[tuple[ProductCard, str]]) -> None:
        """Show a few products, each with a word at the right."""
        for number, line in enumerate(self._lines):
            line.setVisible(number < len(rows))
            if number < len(rows):
                line.show_product(*rows[number])

    def show_words(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show a few rows of words, each with one at the right."""
        for line, row in zip(self._lines, rows, strict=False):
            line.show_words(*row)
        for number, line in enumerate(self._lines):
            line.setVisible(number < len(rows))

    def rows(self) -> list[tuple[str, str]]:
        """Return what the rows say that are shown."""
        return [line.words() for line in self._lines if not line.isHidden()]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card; quiet bars stand where the answers will come."""
        super().paintEvent(event)
        if not self.waiting:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("raised"))
        figure, line = self.figure.geometry(), self.line.geometry()
        bars = [(figure.top() + 5, figure.height() - 10, 0.4), (line.top(), 12, 0.85), (line.top() + 17, 12, 0.55)]
        bars += [(row.geometry().top() + 4, row.height() - 8, 1.0) for row in self._lines]
        for top, height, share in bars:
            painter.drawRoundedRect(QRectF(figure.left(), top, figure.width() * share, height), 4, 4)

    def sizeHint(self) -> Any:
        """Return what the inner layout wants: a button by itself only counts its text."""
        inner = self.layout()
        return super().sizeHint() if inner is None else inner.sizeHint()
