"""The command line as a shell calls it, without a display."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def shopdesk(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "shopdesk", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=170,
        check=False,
        env={k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")},
    )


def answer(*arguments: str) -> Any:
    """Return what a command answers to a program."""
    done = shopdesk(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
