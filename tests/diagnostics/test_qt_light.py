"""PySide does not read the source of every module that the window imports."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType

from shopdesk.qt_light import without_features

SOURCES = """
import linecache, sys
from shopdesk.qt_light import spare_sources
spare_sources()
import shopdesk.program
modules = {module.__file__ for module in list(sys.modules.values()) if getattr(module, "__file__", None)}
print(sum("shopdesk" in name for name in modules), sum("shopdesk" in name for name in linecache.cache))
"""


def test_the_sources_of_the_window_are_not_read() -> None:
    done = subprocess.run([sys.executable, "-c", SOURCES], capture_output=True, text=True, check=True)
    imported, read = map(int, done.stdout.split())
    assert imported > 20
    assert read <= 3  # what comes before the first line that says so


def test_a_pyside_that_does_not_look_is_left_alone() -> None:
    other = ModuleType("feature")
    assert not without_features(other)
    assert not hasattr(other, "_mod_uses_pyside")
