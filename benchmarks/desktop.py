"""Longest gap of a 10 ms heartbeat on the window's thread while ShopDesk works, and the time to first paint.

    python benchmarks/desktop.py [--data DIR] [--big DIR] [--photos N]

``--data`` is a shop with pictures (``shopdesk demo DIR``), ``--big`` one with 100,000 products
(``shopdesk demo DIR --products 100000 --days 60``). Everything goes through the real window, its lanes and its
engine process.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

FIRST_PAINT = """
import os, sys, time
started = time.perf_counter()
from shopdesk import bootstrap, qt_light
bootstrap.prepare()
bootstrap.limit_threads()
qt_light.spare_sources()
from pathlib import Path
from shopdesk.app import ShopDesk
from shopdesk.program import make_application
app = make_application("light")
desk = ShopDesk(Path(sys.argv[1]))
def painted():
    print(time.perf_counter() - started, time.process_time(), "torch" in sys.modules, flush=True)
    os._exit(0)
desk.window.first_painted.connect(painted)
desk.show()
app.exec()
"""


class Heartbeat:
    """Notes the time between the beats of a 10 ms timer."""

    def __init__(self) -> None:
        from PySide6.QtCore import Qt, QTimer

        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(10)
        self._timer.timeout.connect(self._beat)
        self._gaps: list[float] = []
        self._last = 0.0

    def during(self, name: str, work: Callable[[], None]) -> dict[str, Any]:
        """Run ``work`` (which turns the event loop) and return its gaps in milliseconds."""
        import numpy as np

        self._gaps, self._last = [], time.perf_counter()
        self._timer.start()
        started = time.perf_counter()
        work()
        self._timer.stop()
        gaps = 1000 * np.array(self._gaps or [0.0])
        return {
            "while": name,
            "seconds": round(time.perf_counter() - started, 1),
            "beats": len(gaps),
            "p99_ms": round(float(np.percentile(gaps, 99)), 1),
            "max_ms": round(float(gaps.max()), 1),
        }

    def _beat(self) -> None:
        now = time.perf_counter()
        self._gaps.append(now - self._last)
        self._last = now


def first_paint(data: Path) -> dict[str, Any]:
    """Start the window five times in processes of their own, after one that compiles the modules as any first does."""
    seconds, computed = [], []
    torch = False
    command = [sys.executable, "-c", FIRST_PAINT, str(data)]
    with tempfile.TemporaryDirectory() as compiled:
        environment = os.environ | {"PYTHONPYCACHEPREFIX": compiled}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else each start would compile all modules again
        for _ in range(6):
            done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
            value, own, imported = done.stdout.split()
            seconds.append(float(value))
            computed.append(float(own))
            torch = torch or imported == "True"
    warm, own = sorted(seconds[1:]), sorted(computed[1:])
    return {
        "first_paint_s": round(warm[len(warm) // 2], 2),
        "worst_s": round(warm[-1], 2),
        "computed_s": round(own[len(own) // 2], 2),
        "torch_imported": torch,
    }


def photos(count: int, folder: Path) -> list[str]:
    """Draw pictures of noise and shapes."""
    import numpy as np
    from PIL import Image

    rng = np.random.default_rng(0)
    paths = []
    for number in range(count):
        small = rng.integers(0, 255, (12, 12, 3), dtype=np.uint8)
        path = folder / f"photo-{number:04}.jpg"
        Image.fromarray(small).resize((800, 600)).save(path, quality=85)
        paths.append(str(path))
    return paths


def measure(data: Path, big: Path | None, count: int) -> list[dict[str, Any]]:
    """Run the window through its heavy moments."""
    from shopdesk.app import ShopDesk, wait_until
    from shopdesk.controllers.requests.prices import ForecastRequest
    from shopdesk.program import make_application
    from shopdesk.workers.runner import Callbacks

    make_application("light")
    heartbeat, results = Heartbeat(), []
    desk = ShopDesk(data)
    desk.window.resize(1280, 800)
    desk.show()

    def idle(*lanes: str) -> Callable[[], bool]:
        return lambda: not any(desk.runner.is_busy(lane) for lane in lanes)

    def start() -> None:
        wait_until(lambda: False, 2.0)
        wait_until(idle("warm", "store"), 300)

    results.append(heartbeat.during("start, models and torch loaded", start))

    def train() -> None:
        desk.window.show_tab("prices")
        desk.prices.choose("P0001")
        wait_until(idle("prices", "forecast"), 300)
        desk.window.prices.horizon_changed.emit(8)
        wait_until(idle("forecast"), 300)
        request = ForecastRequest("P0001", 8, "lstm")
        desk.runner.start("lstm", "prices.forecast", request, Callbacks())
        wait_until(idle("lstm"), 300)

    results.append(heartbeat.during("a forecast is drawn and an LSTM is trained", train))
    with tempfile.TemporaryDirectory() as folder:
        paths = photos(count, Path(folder))

        def classify() -> None:
            desk.window.show_tab("photos")
            desk.window.photos.files_dropped.emit(paths)
            wait_until(lambda: False, 0.5)
            wait_until(idle("files", "vision"), 600)

        results.append(heartbeat.during(f"{count} photos are classified", classify))
    desk.window.close()
    desk.close()
    if big is not None:
        results.append(typing(big, heartbeat))
    return results


def typing(big: Path, heartbeat: Heartbeat) -> dict[str, Any]:
    """Type into the search field of a shop with 100,000 products."""
    from shopdesk.app import ShopDesk, wait_until

    desk = ShopDesk(big)
    desk.show()
    wait_until(lambda: False, 1.0)
    wait_until(lambda: not desk.runner.is_busy("warm"), 600)

    def type_words() -> None:
        for word in ("milk", "oat milk 1l", "coffee", "choco", "whole bread 500g", "brwn sugar"):
            for end in range(1, len(word) + 1):
                desk.window.search.text_edited.emit(word[:end])
                wait_until(lambda: False, 0.08)
        wait_until(lambda: not desk.runner.is_busy("search"), 10)

    result = heartbeat.during("100,000 products are searched at typing speed", type_words)
    desk.window.close()
    desk.close()
    return result


def main() -> None:
    """Print one JSON line per figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / "demo")
    parser.add_argument("--big", type=Path)
    parser.add_argument("--photos", type=int, default=500)
    options = parser.parse_args()
    print(json.dumps(first_paint(options.data)), flush=True)
    for result in measure(options.data, options.big, options.photos):
        print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
