"""Stands in, inside the bundle, for modules that libraries import but ShopDesk never uses: run before the program.

pyqtgraph imports OpenGL's widgets, scipy's optimisers a solver for linear programs: 15 MB for two lines. A stand-in has
every name that is asked for; using one of them fails.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

NAMES = (
    "PySide6.QtOpenGL",
    "PySide6.QtOpenGLWidgets",
    "scipy.optimize._highspy._core",
    "scipy.optimize._highspy._highs_options",
)


class _Names(type):
    """A class that has every public name: each is such a class again."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = _Names(name, (), {"__init__": _unusable})
        setattr(cls, name, made)
        return made


def _unusable(self: Any, *_args: Any, **_kwargs: Any) -> None:
    raise ImportError(f"{type(self).__name__} is left out of the bundle")


class _StandIn(ModuleType):
    """A module that has every public name."""

    def __getattr__(self, name: str) -> Any:
        return getattr(_Names("left_out", (), {}), name)


def install() -> None:
    """Put the stand-ins where ``import`` finds them."""
    for name in NAMES:
        sys.modules.setdefault(name, _StandIn(name))


install()
