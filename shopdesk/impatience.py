"""Who acts before the window is ready: the act waits until it is, instead of being lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject

_ACTS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.TouchBegin,
        QEvent.Type.DragEnter,
        QEvent.Type.ShortcutOverride,
    }
)


class Impatience(QObject):
    """Calls a function before the first key, click or drop gets through, then stops to look.

    Parameters
    ----------
    ready : callable
        Makes ready what answers the owner.
    """

    def __init__(self, ready: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ready = ready

    def listen(self) -> None:
        """Look at what comes in from now on."""
        app = QCoreApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def stop(self) -> None:
        """Let everything through: all is ready."""
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make ready, then let the event go on."""
        if event.type() in _ACTS:
            self.stop()
            self._ready()
        return False
