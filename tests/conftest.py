"""What all tests share: no display, a home of their own, a fixed locale, and nothing left behind."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1")
_HOME = tempfile.TemporaryDirectory(prefix="shopdesk-tests-")
for _name, _folder in (
    ("HOME", ""),
    ("XDG_DATA_HOME", "data"),
    ("XDG_CONFIG_HOME", "config"),
    ("XDG_CACHE_HOME", "cache"),
    ("XDG_STATE_HOME", "state"),
):
    _path = Path(_HOME.name) / _folder
    _path.mkdir(exist_ok=True)
    os.environ[_name] = str(_path)


@pytest.fixture(autouse=True)
def _fixed_locale() -> None:
    from PySide6.QtCore import QLocale

    QLocale.setDefault(QLocale.c())


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    """No thread that would keep the program alive, no window on the screen, after any test."""
    before = set(threading.enumerate())
    yield
    left = [t for t in threading.enumerate() if t not in before and not t.daemon and t.is_alive()]
    assert not left, f"threads left running: {left}"
    import sys

    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtWidgets import QApplication

        app = QApplication.instance()
        if isinstance(app, QApplication):
            shown = [w for w in app.topLevelWidgets() if w.isVisible()]
            for widget in shown:
                widget.close()
            assert not shown, f"windows left open: {shown}"
