"""Qt without a look into the source of every module.

PySide wraps Python's import, and reads the source of each module that is imported after it, Qt or not, to see whether
that asks for its optional features (``snake_case``, ``true_property``). The text of all of them stays in memory: 28 MB
of the window's process, and a tenth of a second before its first paint. ShopDesk uses none of these features, and in a
bundle there is no source to read: PySide then takes it that a module does not ask, which is what it is told here.
"""

from __future__ import annotations

import contextlib
import importlib
from types import ModuleType


def _does_not_ask(_module: ModuleType) -> bool:
    return False


def without_features(features: ModuleType) -> bool:
    """Let PySide take it that no module asks for its features; False where this PySide does not look for them so."""
    if not hasattr(features, "_mod_uses_pyside"):
        return False
    features.__dict__["_mod_uses_pyside"] = _does_not_ask
    return True


def spare_sources() -> None:
    """Let PySide leave all sources alone from now on; called before the modules of the window are imported."""
    importlib.import_module("PySide6")  # which brings the module of its features
    with contextlib.suppress(ImportError):  # another PySide has it elsewhere: then all is as it always was
        without_features(importlib.import_module("shibokensupport.feature"))
