"""Torch without its compiler.

Torch's optimisers and torchvision ask for ``torch._dynamo``, the compiler, although nothing here compiles a model.
Importing it takes a second of computing, 75 MB of memory and, in the bundle, a tenth of all Python modules. What they
ask of it is to be left alone, which a module of three functions can do as well.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

_NAME = "torch._dynamo"


def without_compiler(torch: ModuleType) -> None:
    """Put a stand-in in the place of torch's compiler, unless that is there already."""
    if _NAME in sys.modules:
        return
    compiler, helpers = ModuleType(_NAME), ModuleType(f"{_NAME}.utils")
    helpers.__dict__.update(is_compile_supported=_is_compile_supported)
    compiler.__dict__.update(__path__=[], disable=_disable, graph_break=_graph_break, utils=helpers)
    sys.modules[_NAME], sys.modules[helpers.__name__] = compiler, helpers
    torch.__dict__["_dynamo"] = compiler


def _disable(function: Callable[..., Any] | None = None, *_args: Any, **_kwargs: Any) -> Any:
    """Return a function as it is: what is never compiled needs no protection from it."""
    return function if function is not None else _disable


def _graph_break(*_args: Any, **_kwargs: Any) -> None:
    """Nothing: there is no graph to break."""


def _is_compile_supported(_device: str) -> bool:
    """Whether torch can compile for a device: not without its compiler."""
    return False
