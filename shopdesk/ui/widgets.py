"""The small widgets that all views share."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from shopdesk.ui import theme
from shopdesk.ui.eliding import ElidedLabel, ElidingButton


def label(text: str = "", role: str = "", wrap: bool = False) -> QLabel:
    """Return a label with a role of the style sheet. Text is never read as markup."""
    out = QLabel(text)
    out.setTextFormat(Qt.TextFormat.PlainText)
    out.setProperty("role", role)
    out.setWordWrap(wrap)
    return out


def scrolling(inner: QWidget, says: str = "") -> QScrollArea:
    """Return an area in which ``inner`` moves up and down; without a name the keyboard does not stop at it."""
    area = QScrollArea()
    for widget in (inner, area):
        widget.setProperty("role", "plain")
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(says)
    if not says:
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def restyle(widget: QWidget) -> None:
    """Apply the style sheet again after a property changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def clear_layout(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Take everything out of a layout and delete its widgets."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class Chip(ElidedLabel):
    """A few words in a pill, as wide as they need to be where there is room."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "chip", parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(20)

    def minimumSizeHint(self) -> QSize:
        """It gives way to what stands beside it."""
        return QSize(40, 20)


class IconButton(QToolButton):
    """A flat button with a tinted icon, which follows the theme."""

    def __init__(self, name: str, says: str, parent: QWidget | None = None, token: str = "text") -> None:
        super().__init__(parent)
        self._name = name
        self._token = token
        self.setIconSize(QSize(18, 18))
        self.setFixedSize(36, 36)
        self.setAccessibleName(says)
        self.setToolTip(says)
        self._tint()

    def set_icon_name(self, name: str) -> None:
        """Show another icon."""
        self._name = name
        self._tint()

    def changeEvent(self, event: QEvent) -> None:
        """Tint the icon again when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            QTimer.singleShot(0, self, self._tint)

    def _tint(self) -> None:
        self.setIcon(theme.icon(self._name, self._token))


class IconLabel(QLabel):
    """An icon that is only looked at; it follows the theme."""

    def __init__(self, name: str, size: int = 18, token: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawn = (name, token, size)
        self.setFixedSize(size, size)
        self._tint()

    def changeEvent(self, event: QEvent) -> None:
        """Tint the icon again when the theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            QTimer.singleShot(0, self, self._tint)

    def _tint(self) -> None:
        self.setPixmap(theme.pixmap(*self._drawn))


def button(text: str, role: str = "", says: str = "") -> QPushButton:
    """Return a push button with a role and an accessible name."""
    out = ElidingButton(text)
    out.setProperty("role", role)
    out.setAccessibleName(says or text)
    out.setAutoDefault(False)
    return out


class Segmented(QWidget):
    """A few choices side by side, one of them on.

    Parameters
    ----------
    choices : sequence of (str, str)
        Key and text of each.
    says : str
        What is chosen, for a screen reader.
    roomy : bool
        With more air about the words, where the row has the room for it.

    Signals
    -------
    changed(str): the key of the new choice.
    """

    changed = Signal(str)

    def __init__(
        self, choices: Sequence[tuple[str, str]], says: str, roomy: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(says)
        self._keys = [key for key, _ in choices]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, (_, text) in enumerate(choices):
            one = button(text, "segment", f"{says}: {text}")
            one.setCheckable(True)
            one.setProperty("roomy", roomy)
            ends = {0: "first", len(choices) - 1: "last"}
            one.setProperty("place", ends.get(place, "middle"))
            self._group.addButton(one, place)
            row.addWidget(one, one.sizeHint().width())  # where it is tight, the longer word gets more
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(lambda place: self.changed.emit(self._keys[place]))

    @property
    def key(self) -> str:
        """The key of the choice that is on; empty when none is."""
        place = self._group.checkedId()
        return self._keys[place] if place >= 0 else ""

    def choose(self, key: str | None) -> None:
        """Turn a choice on, or with None all of them off, without a signal."""
        if key is not None:
            self._group.button(self._keys.index(key)).setChecked(True)
            return
        self._group.setExclusive(False)  # an exclusive group never lets its last button go
        for one in self._group.buttons():
            one.setChecked(False)
        self._group.setExclusive(True)

    def buttons(self) -> list[QAbstractButton]:
        """Return the buttons in their order, to give them keys and tooltips."""
        return [self._group.button(place) for place in range(len(self._keys))]

    def set_text(self, key: str, text: str) -> None:
        """Write something else on a choice."""
        self._group.button(self._keys.index(key)).setText(text)


class Bar(QFrame):
    """An inline bar with one sentence, at most one action and a cross: an error or good news."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = label(wrap=True)
        self.action = button("", says=self.tr("What to do about it"))
        self.action.clicked.connect(self._act)
        self._run: Callable[[], None] | None = None
        self.cross = IconButton("cross", self.tr("Dismiss"))
        self.cross.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 4, 2)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.action)
        row.addWidget(self.cross)
        self.setProperty("role", "error")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def show_error(self, sentence: str, action: str = "", run: Callable[[], None] | None = None) -> None:
        """Show what went wrong and one way on, until it is dismissed; an empty sentence takes the bar away."""
        self._timer.stop()
        if not sentence:
            self.hide()
            return
        self._say(sentence, "error", action, run)

    def show_message(self, sentence: str, action: str = "", run: Callable[[], None] | None = None) -> None:
        """Show good news for a few seconds, longer where it offers an action such as Undo."""
        self._say(sentence, "message", action, run)
        self._timer.start(12000 if action else 6000)

    def _say(self, sentence: str, role: str, action: str, run: Callable[[], None] | None) -> None:
        self.sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.setProperty("role", role)
        self.action.setText(action)
        self.action.setAccessibleName(action or self.tr("What to do about it"))
        self.action.setVisible(bool(action))
        self._run = run
        restyle(self)
        self.show()

    def _act(self) -> None:
        self.hide()
        if self._run is not None:
            self._run()


class BusyBar(QFrame):
    """What is being done, how far, and a cross that cancels. It lies over the view and moves nothing."""

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "busy")
        self.text = ElidedLabel()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress"))
        self.cross = IconButton("cross", self.tr("Cancel"))
        self.cross.clicked.connect(self.cancel_requested)
        words = QVBoxLayout()
        words.addWidget(self.text)
        words.addWidget(self.progress)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.addLayout(words, 1)
        row.addWidget(self.cross)
        self.setFixedSize(340, 56)
        self.hide()

    def show_busy(self, text: str, fraction: float | None) -> None:
        """Show the bar; without a fraction it only says that something goes on."""
        self.text.setText(text)
        self.setAccessibleName(text)
        show_progress(self.progress, fraction)
        self.show()
        self.raise_()

    def place(self, over: QWidget, above: int = 16) -> None:
        """Lie in the middle of the bottom of a widget, so many pixels above its edge."""
        self.move((over.width() - self.width()) // 2, over.height() - self.height() - above)


def show_progress(bar: QProgressBar, fraction: float | None) -> None:
    """Show how far something is; None: it goes on, nobody knows how far. Then the bar runs to and fro, or stands still.

    Parameters
    ----------
    bar : QProgressBar
    fraction : float or None
        0 to 1.
    """
    unknown = fraction is None and not theme.is_still()
    bar.setRange(0, 0 if unknown else 1000)
    if not unknown:
        bar.setValue(500 if fraction is None else round(1000 * fraction))


class View(QWidget):
    """A tab: an inline bar on top, a busy bar over the bottom, and the body between.

    A page with much in it is built in ``turns``, between which the window answers; :meth:`finish` takes those left.
    """

    cancel_requested = Signal()
    turns: Iterator[None] = iter(())

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = Bar(self)
        self.busy = BusyBar(self)
        self.busy.cancel_requested.connect(self.cancel_requested)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.bar)
        self.body = QHBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        outer.addLayout(self.body, 1)

    def finish(self) -> None:
        """Build what is still missing."""
        for _ in self.turns:
            pass

    def show_error(self, sentence: str, action: str = "", run: Callable[[], None] | None = None) -> None:
        """Show one sentence of what went wrong, and one way on."""
        self.bar.show_error(sentence, action, run)

    def show_busy(self, text: str, fraction: float | None) -> None:
        """Show what is being done."""
        self.busy.show_busy(text, fraction)
        self.busy.place(self)

    def hide_busy(self) -> None:
        """Nothing is being done any more."""
        self.busy.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc cancels what is being done, unless the widget with the keyboard had a use for it."""
        if event.key() == Qt.Key.Key_Escape and self.busy.isVisible():
            self.cancel_requested.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the busy bar at the bottom."""
        super().resizeEvent(event)
        self.busy.place(self)


def find_by_key(page: QWidget, find: Callable[[], object]) -> None:
    """Let Ctrl+F go to where a page is searched, while the keyboard is anywhere in it."""
    shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), page)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(find)


class ScoreBar(QWidget):
    """A thin bar for a share of one; the number stands in the accessible description."""

    def __init__(self, share: float = 0.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(4)
        self.set_share(share)

    def set_share(self, share: float) -> None:
        """Show another share."""
        self._share = min(1.0, max(0.0, share))
        self.setAccessibleDescription(f"{100 * self._share:.0f} %")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the groove and the bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("raised"))
        painter.drawRoundedRect(QRectF(self.rect()), 2, 2)
        painter.setBrush(theme.colour("primary"))
        painter.drawRoundedRect(QRectF(0, 0, self.width() * self._share, self.height()), 2, 2)
