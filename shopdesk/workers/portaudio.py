"""PortAudio is one library for the whole process: it must not be started anew while a sound plays."""

from __future__ import annotations

import threading

LIBRARY = threading.Lock()
