"""A barcode scanner is a very fast typist: its bursts are taken out of the keyboard, wherever the focus is."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication

GAP_MS = 40  # the longest pause inside a burst; what is typed by hand is held back for as long, which nobody notices
SURE_MS = 150  # the longest once it is clear that it is one: a busy computer makes pauses of its own
SURE = 3  # after so many characters it is clear
LEAST = 4  # fewer characters in a row are somebody's fingers
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


@dataclass(frozen=True)
class _Key:
    """A key press that was held back, with all that is needed to let it happen after all."""

    key: int
    modifiers: Qt.KeyboardModifier
    text: str
    codes: tuple[int, int, int]
    moment: int

    def event(self) -> QKeyEvent:
        """The same key press again."""
        return QKeyEvent(QEvent.Type.KeyPress, self.key, self.modifiers, *self.codes, self.text)


class ScannerFilter(QObject):
    """Watches the window that has the keyboard, and tells scans from typing by their speed.

    Characters are held back until it is clear who types. Those of a scan never reach a field, so nothing has to be
    taken back out of one; those of a person arrive :data:`GAP_MS` later, in their order.

    Signals
    -------
    scanned(str): the characters of a burst that ended with Enter or Tab.
    """

    scanned = Signal(str)

    def __init__(self, parent: QObject | None = None, gap_ms: int = GAP_MS) -> None:
        super().__init__(parent)
        self._gap = gap_ms
        self._held: list[_Key] = []
        self._window: QWindow | None = None
        self._replaying = False
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._paused)

    def start(self) -> None:
        """Watch from now on."""
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._watch)
            self._watch(app.focusWindow())

    def stop(self) -> None:
        """Watch no longer, and give back what is held."""
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.disconnect(self._watch)
        self._watch(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold back what a scanner could have typed."""
        if event.type() != QEvent.Type.KeyPress or self._replaying or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        text = event.text()
        ended = (event.key() in _ENDS or text in ("\r", "\n", "\t")) and not event.modifiers() & _COMMANDS
        typed = len(text) == 1 and text.isprintable() and not event.modifiers() & _COMMANDS
        if self._held and event.timestamp() - self._held[-1].moment > self._patience():
            self._give_back()
        if ended and self._held:
            return self._end(event)
        if not typed or event.isAutoRepeat():
            self._give_back()
            return super().eventFilter(watched, event)
        self._hold(event)
        return True

    def _watch(self, window: QWindow | None) -> None:
        if window is self._window:
            return
        self._give_back()
        if self._window is not None:
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)
            window.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._window = None
        self._held.clear()

    def _hold(self, event: QKeyEvent) -> None:
        codes = (event.nativeScanCode(), event.nativeVirtualKey(), event.nativeModifiers())
        self._held.append(_Key(event.key(), event.modifiers(), event.text(), codes, event.timestamp()))
        self._clock.start()
        self._timer.start(self._patience())

    def _patience(self) -> int:
        return self._gap if len(self._held) < SURE else max(self._gap, SURE_MS)

    def _paused(self) -> None:
        """No key came for a while. If it was the window that paused, the next keys are already waiting: take them."""
        if self._clock.elapsed() > self._patience() + 15:
            self._clock.start()
            self._timer.start(0)
            return
        self._give_back()

    def _end(self, event: QKeyEvent) -> bool:
        """Enter or Tab: either the end of a scan, or somebody's."""
        self._timer.stop()
        keys, self._held = self._held, []
        if len(keys) < LEAST:
            self._replay(keys)
            return False
        text = "".join(key.text for key in keys)
        start = scan_start(text, [key.moment for key in keys], event.timestamp())
        self._replay(keys[:start])
        self.scanned.emit(text[start:])
        return True

    def _give_back(self) -> None:
        self._timer.stop()
        keys, self._held = self._held, []
        self._replay(keys)

    def _replay(self, keys: list[_Key]) -> None:
        window = self._window
        if window is None:
            return
        self._replaying = True
        try:
            for key in keys:
                QApplication.sendEvent(window, key.event())
        finally:
            self._replaying = False


def scan_start(text: str, moments: list[int], end: int) -> int:
    """Where in a row of key presses the scan begins: somebody's last keys may have come just before its first.

    A row that is a whole barcode, by its check digit, is one; else the barcode inside it, after one to three other
    characters; else what follows a pause that is long for this scanner.
    """
    starts = range(1, min(4, len(text) - LEAST + 1))
    if is_barcode(text):
        return 0
    gaps = [later - earlier for earlier, later in zip(moments, [*moments[1:], end], strict=True)]
    usual = median(gaps)
    inside = [start for start in starts if is_barcode(text[start:]) and gaps[start - 1] > usual]
    if inside:
        return max(inside, key=lambda start: gaps[start - 1])
    return max((start for start in starts if gaps[start - 1] > max(25.0, 3.0 * usual)), default=0)


def is_barcode(text: str) -> bool:
    """Whether this is an EAN, UPC or GTIN with the right check digit."""
    if len(text) not in (8, 12, 13, 14) or not (text.isascii() and text.isdigit()):
        return False
    weighed = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(text)))
    return weighed % 10 == 0
