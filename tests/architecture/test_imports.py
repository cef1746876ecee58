"""The import rules of the house: who may import whom, and what may only be imported inside functions."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "shopdesk"
HEAVY = {"torch", "torchvision", "scipy", "PIL", "onnxruntime"}
WIDGETS = {"PySide6.QtWidgets", "PySide6.QtGui", "pyqtgraph"}
CORE = {"PySide6.QtCore"}
SOUND = {"sounddevice"}
DATABASE = {"sqlalchemy", "alembic"}
ROOMS = ("engine", "store", "workers", "controllers", "ui", "settings")

# room -> what it may never import, anywhere
NEVER = {
    "engine": {
        "PySide6",
        "pyqtgraph",
        *SOUND,
        *DATABASE,
        "shopdesk.store",
        "shopdesk.workers",
        "shopdesk.controllers",
        "shopdesk.ui",
    },
    "store": {
        "PySide6",
        "pyqtgraph",
        *SOUND,
        "torch",
        "torchvision",
        "onnxruntime",
        "scipy",
        "shopdesk.workers",
        "shopdesk.controllers",
        "shopdesk.ui",
    },
    "workers": {*WIDGETS, *HEAVY, *DATABASE, "shopdesk.store", "shopdesk.controllers", "shopdesk.ui"},
    "controllers": {*WIDGETS, *HEAVY, *SOUND, *DATABASE, "shopdesk.ui"},
    "ui": {*HEAVY, *SOUND, *DATABASE, "shopdesk.store", "shopdesk.workers", "shopdesk.controllers"},
    "settings": {
        "PySide6",
        "pyqtgraph",
        "numpy",
        "pandas",
        *HEAVY,
        *SOUND,
        *DATABASE,
        "shopdesk.store",
        "shopdesk.workers",
        "shopdesk.controllers",
        "shopdesk.ui",
    },
    "cli": {"PySide6", "pyqtgraph", *SOUND, *DATABASE, "shopdesk.ui", "shopdesk.app"},
}
# room -> what it may import only inside functions
INSIDE = {
    "engine": HEAVY,
    "store": {"PIL"},
    "workers": SOUND,
    "ui": {"pyqtgraph", "numpy"},
    "cli": {*HEAVY, "pandas", "numpy"},
}
# room -> the only modules of the engine it may import
ENGINE_ONLY = {
    "store": {
        "shopdesk.engine.types",
        "shopdesk.engine.types_import",
        "shopdesk.engine.types_start",
        "shopdesk.engine.errors",
        "shopdesk.engine.context",
        "shopdesk.engine",
    },
    "workers": {"shopdesk.engine.types", "shopdesk.engine.errors", "shopdesk.engine.context"},
    "ui": {
        "shopdesk.engine.types",
        "shopdesk.engine.types_import",
        "shopdesk.engine.types_money",
        "shopdesk.engine.types_start",
    },
    "settings": {"shopdesk.engine.errors"},
}


def room_of(path: Path) -> str | None:
    parts = path.relative_to(PACKAGE).parts
    if parts[0] in ROOMS:
        return parts[0]
    return "cli" if parts[0] in ("cli.py", "commands") else None


def imports(source: str) -> list[tuple[str, bool]]:
    """Return (module, at top level) for every import; blocks under TYPE_CHECKING cost nothing and are left out."""
    found: list[tuple[str, bool]] = []

    def visit(node: ast.AST, top: bool) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
                continue
            if isinstance(child, ast.Import):
                found.extend((alias.name, top) for alias in child.names)
            elif isinstance(child, ast.ImportFrom) and child.module:
                found.append((child.module, top))
                found.extend((f"{child.module}.{alias.name}", top) for alias in child.names)
            visit(child, top and not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda))

    visit(ast.parse(source), True)
    return found


def under(module: str, names: set[str]) -> bool:
    return any(module == name or module.startswith(name + ".") for name in names)


def violations(room: str, source: str) -> list[str]:
    out = []
    for module, top in imports(source):
        if under(module, NEVER.get(room, set())):
            out.append(f"{room} may not import {module}")
        if top and under(module, INSIDE.get(room, set())):
            out.append(f"{room} may import {module} inside functions only")
        allowed = ENGINE_ONLY.get(room)
        if (
            allowed is not None
            and under(module, {"shopdesk.engine"})
            and not under(module, allowed - {"shopdesk.engine"})
            and module not in allowed
        ):
            out.append(f"{room} may not import {module}")
    return out


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_import_rules(path: Path) -> None:
    room = room_of(path)
    if room is not None:
        assert violations(room, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("engine", "from PySide6.QtCore import QObject"),
        ("engine", "import torch"),
        ("engine", "import sqlalchemy"),
        ("store", "from shopdesk.engine.search import SearchIndex"),
        ("workers", "from PySide6.QtWidgets import QWidget"),
        ("workers", "import sounddevice"),
        ("controllers", "from PySide6.QtGui import QImage"),
        ("controllers", "from shopdesk.ui.theme import tokens"),
        ("ui", "from shopdesk.store.shop import Shop"),
        ("ui", "from shopdesk.engine.search import SearchIndex"),
        ("ui", "import pyqtgraph"),
        ("cli", "from PySide6.QtCore import QObject"),
        ("settings", "from PySide6.QtCore import QSettings"),
        ("settings", "from shopdesk.store.shop import Shop"),
    ],
)
def test_a_forbidden_import_is_found(room: str, line: str) -> None:
    assert violations(room, line)


def test_heavy_imports_inside_functions_are_allowed() -> None:
    assert violations("engine", "def f():\n    import torch\n") == []


def run_python(code: str) -> None:
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


def test_engine_and_store_import_without_qt_and_sound() -> None:
    run_python(
        """
import importlib, pkgutil, sys
for name in ("PySide6", "pyqtgraph", "sounddevice"):
    sys.modules[name] = None
for root in ("shopdesk.engine", "shopdesk.store"):
    package = importlib.import_module(root)
    for module in pkgutil.walk_packages(package.__path__, root + "."):
        if ".migrations.versions" in module.name or module.name.endswith(".env"):
            continue
        importlib.import_module(module.name)
import shopdesk.cli, shopdesk.commands
"""
    )


def test_the_shown_window_has_not_imported_torch() -> None:
    run_python(
        """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtWidgets import QApplication
from shopdesk.ui.main_window import MainWindow
from shopdesk.ui.theme import apply_theme
import shopdesk.program
app = QApplication([])
apply_theme(app, "light")
window = MainWindow()
window.show()
app.processEvents()
heavy = {"torch", "torchvision", "scipy", "onnxruntime", "pandas", "pyqtgraph", "sqlalchemy"} & set(sys.modules)
assert not heavy, heavy
window.close()
"""
    )
