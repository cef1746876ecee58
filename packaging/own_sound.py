"""Runs in the bundle before ShopDesk: sound input is looked for beside the program first.

``sounddevice`` asks for PortAudio by name, and on Linux the answer comes from the system's list of libraries, which
does not know those of the bundle: on a computer without PortAudio of its own there was no microphone.
"""

from __future__ import annotations

import ctypes.util
import sys
from pathlib import Path

_BESIDE = {"portaudio": "libportaudio.so.2"}
_of_the_system = ctypes.util.find_library


def find_library(name: str) -> str | None:
    """Return where a library is: in the bundle, or else in the system."""
    own = Path(getattr(sys, "_MEIPASS", "")) / _BESIDE.get(name, "")
    return str(own) if own.is_file() else _of_the_system(name)


ctypes.util.find_library = find_library
