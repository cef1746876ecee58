"""The key that is held to speak: it acts wherever the focus is in its window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget


class HeldKey(QObject):
    """Tells when a key goes down and up, in the window and in the widget with the focus.

    A filter on the application would do the same, but Python would then be asked about every event of every widget.

    Signals
    -------
    moved(bool): down or up; what the system repeats while the key is held is left out.
    """

    moved = Signal(bool)

    def __init__(self, window: QWidget, key: str) -> None:
        super().__init__(window)
        self._window, self._listens = window, False
        self.key = QKeySequence(key)

    def listen(self, on: bool) -> None:
        """Listen from now on, or no longer."""
        app = QApplication.instance()
        if on == self._listens or not isinstance(app, QApplication):
            return
        self._listens = on
        if on:
            self._window.installEventFilter(self)
            app.focusChanged.connect(self._follow)
            self._follow(None, app.focusWidget())
        else:
            app.focusChanged.disconnect(self._follow)
            self._follow(app.focusWidget(), None)
            self._window.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key's events out of the stream."""
        kind = event.type()
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if QKeySequence(event.key()) != self.key or not self._window.isActiveWindow():
            return super().eventFilter(watched, event)
        if not event.isAutoRepeat():
            self.moved.emit(kind == QEvent.Type.KeyPress)
        return True

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None and before is not self._window:
            before.removeEventFilter(self)
        if now is not None and now is not self._window:
            now.installEventFilter(self)
