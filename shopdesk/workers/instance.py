"""One window per shop: a second ShopDesk on the same shop says so and can show the first. Files only, no socket."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from PySide6.QtCore import QDir, QFileSystemWatcher, QLockFile, QObject, QTimer, Signal

FOLDER = ".window"  # a folder of its own: the shop's folder changes with every sale
LOCK = "open.lock"
_POLL_MS = 1500  # where the file system tells nothing of changes


class WindowLock(QObject):
    """Holds the shop for this window, and hears when another asks to see it.

    Signals
    -------
    show_requested(): somebody opened ShopDesk on this shop again and wants to see this window.
    """

    show_requested = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder / FOLDER
        self._lock: QLockFile | None = None
        self._watcher: QFileSystemWatcher | None = None
        self._poll = QTimer(self)
        self._poll.timeout.connect(self._look)

    def take(self) -> bool:
        """Take the shop; False if another window has it. A folder that cannot be written is said by the shop itself."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return True
        lock = QLockFile(QDir.toNativeSeparators(str(self._folder / LOCK)))
        lock.setStaleLockTime(0)  # a window may be open for weeks; one that crashed is noticed by its process number
        if not lock.tryLock(100):
            return lock.error() != QLockFile.LockError.LockFailedError
        self._lock = lock
        for path in self._folder.glob("show-*"):
            self._remove(path)
        self._watcher = QFileSystemWatcher([str(self._folder)], self)
        self._watcher.directoryChanged.connect(self._look)
        self._poll.start(_POLL_MS)
        return True

    def ask_to_show(self) -> bool:
        """Ask the window that has the shop to come to the front; whether that could be asked."""
        try:
            (self._folder / f"show-{os.getpid()}-{secrets.token_hex(4)}").touch()
        except OSError:
            return False
        return True

    def release(self) -> None:
        """Let go of the shop."""
        self._poll.stop()
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def _look(self) -> None:
        asked = list(self._folder.glob("show-*")) if self._lock is not None else []
        for path in asked:
            self._remove(path)
        if asked:
            self.show_requested.emit()

    @staticmethod
    def _remove(path: Path) -> None:
        with contextlib.suppress(OSError):
            path.unlink()
