"""A day at the till in the real window: gaps of its heartbeat, memory of both processes, and growth over many rounds.

    python benchmarks/desktop_day.py --data DIR [--seconds 600] [--rounds 500] [--seed 0]

``--data`` is a shop (``shopdesk demo DIR``, with ``--products 100000 --days 60`` for a large one); a copy is used. The
day searches, scans, sells, changes tabs, asks for recommendations and forecasts and shows photos, at random, a few
times a second. ``rounds`` does the main action of each tab so many times and looks at the memory before and after.

A gap is the time between two beats of a 10 ms timer on the window's thread. ``own`` is what the window's thread itself
computed in it. Where Linux tells how long the thread waited for a core, ``free`` is the gap without that wait: what
would be seen on a machine that does nothing else, waits for the interpreter's lock and for the database included.
``--traces FILE`` writes what all threads were doing whenever a gap passes 80 ms; to read them
while they run can end the process, so figures are taken without it.
"""

from __future__ import annotations

import argparse
import faulthandler
import gc
import json
import os
import random
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


class Gaps:
    """Notes the time between beats, and how much of it the window's thread computed."""

    def __init__(self, traces: Any = None) -> None:
        from PySide6.QtCore import Qt, QTimer

        self.beats: list[tuple[float, float, float]] = []
        self._traces = traces
        self._sched = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._last = self._now()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(10)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin anew."""
        self.beats = []
        self._last = self._now()
        self._timer.start()

    def stop(self) -> dict[str, Any]:
        """Return percentiles in milliseconds."""
        import numpy as np

        self._timer.stop()
        faulthandler.cancel_dump_traceback_later()
        beats = np.array(self.beats or [(0.0, 0.0, 0.0)])
        gap, own, waited = 1000 * beats.T
        out: dict[str, Any] = {"beats": len(self.beats)}
        for name, ms in (("gap", gap), ("free", gap - waited), ("own", own)):
            p99, p999 = np.percentile(ms, [99, 99.9])
            out[name] = {
                "p99": round(float(p99), 1),
                "p99.9": round(float(p999), 1),
                "max": round(float(ms.max()), 1),
                "over_50": int((ms > 50).sum()),
                "over_100": int((ms > 100).sum()),
            }
        return out

    def _now(self) -> tuple[float, float, float]:
        """The time, what this thread computed, and how long it waited for a core, in seconds."""
        waited = int(self._sched.read_text().split()[1]) / 1e9 if self._sched.exists() else 0.0
        return time.perf_counter(), time.thread_time(), waited

    def _beat(self) -> None:
        now = self._now()
        self.beats.append((now[0] - self._last[0], now[1] - self._last[1], now[2] - self._last[2]))
        self._last = now
        if self._traces is not None:
            if self.beats[-1][0] > 0.08:
                print("^ gap, own, waited:", self.beats[-1], file=self._traces, flush=True)
            faulthandler.dump_traceback_later(0.08, file=self._traces)


class Day:
    """What an owner does with the window."""

    def __init__(self, desk: Any, seed: int) -> None:
        self.desk = desk
        self.random = random.Random(seed)
        self.scanned = 0
        shop = desk.shop()
        self.ids = shop.product_ids(0, 500)
        self.cards = {card.product_id: card for card in shop.cards(self.ids)}
        self.pictures = [str(card.picture) for card in self.cards.values() if card.picture]
        self.barcodes = [card.barcodes[0] for card in self.cards.values() if card.barcodes]

    def product(self) -> str:
        """One of the shop's first products."""
        return self.random.choice(self.ids)

    def search(self) -> None:
        """Type a few letters of a name."""
        name = self.cards[self.product()].name
        field = self.desk.window.search
        field.field.setText(name[: self.random.randint(2, 9)])
        field.text_edited.emit(field.field.text())

    def scan(self) -> None:
        """Scan a barcode."""
        self.desk.window.scanner.scanned.emit(self.random.choice(self.barcodes))

    def till(self) -> None:
        """Scan, and complete the sale at every tenth scan."""
        self.scanned = self.scanned % 10 + 1
        self.scan() if self.scanned < 10 else self.sell()

    def sell(self) -> None:
        """Complete the sale."""
        self.desk.window.search.clear()
        self.desk.basket.complete()

    def recommend(self) -> None:
        """Ask what goes with a product."""
        self.desk.window.show_tab("recommend")
        self.desk.recommend.choose_subject("product", self.product())

    def price(self) -> None:
        """Look at a product's prices and forecast."""
        self.desk.window.show_tab("prices")
        self.desk.prices.choose(self.product())

    def photo(self) -> None:
        """Show a photo."""
        self.desk.window.show_tab("photos")
        self.desk.window.photos.tools.clear_asked.emit()
        self.desk.photos.classify([self.random.choice(self.pictures)])

    def say(self) -> None:
        """Ask by words on the Voice tab."""
        self.desk.window.show_tab("voice")
        self.desk.voice.find(self.cards[self.product()].name)

    def home(self) -> None:
        """Look at the start page."""
        self.desk.window.show_tab("start")

    def actions(self) -> list[tuple[Callable[[], None], int]]:
        """Return what is done, with how often."""
        often = [(self.search, 30), (self.scan, 25), (self.sell, 6), (self.recommend, 8), (self.price, 6)]
        return [*often, (self.say, 5), (self.home, 2), *([(self.photo, 3)] if self.pictures else [])]


def memory(desk: Any) -> dict[str, float]:
    """Return what both processes hold, in MB: resident, and of it not shared with others."""
    import psutil

    window = psutil.Process()
    out = {}
    for name, process in [("window", window), *(("engine", child) for child in window.children())]:
        info = process.memory_full_info()
        out[name], out[f"{name}_own"] = round(info.rss / 2**20, 1), round(info.uss / 2**20, 1)
    return out


def live_day(day: Day, seconds: float, traces: Any) -> dict[str, Any]:
    """Do things at random, four a second."""
    from shopdesk.app import wait_until

    gaps, ends = Gaps(traces), time.monotonic() + seconds
    todo, weights = zip(*day.actions(), strict=True)
    count = 0
    gaps.start()
    while time.monotonic() < ends:
        day.random.choices(todo, weights)[0]()
        count += 1
        wait_until(lambda: False, 0.25)
    return {"seconds": seconds, "actions": count, **gaps.stop()}


def rounds(desk: Any, day: Day, count: int) -> list[dict[str, Any]]:
    """Do each tab's main action ``count`` times; the first fifty fill caches and are not counted."""
    from shopdesk.app import wait_until

    lanes = (
        "search",
        "store",
        "recommend",
        "suggest",
        "why",
        "prices",
        "forecast",
        "vision",
        "files",
        "photo",
        "voice",
    )
    out = []
    for action in (day.recommend, day.price, day.photo, day.say, day.till):
        if action == day.photo and not day.pictures:
            continue

        def once(action: Callable[[], None] = action) -> None:
            action()
            wait_until(lambda: not any(desk.runner.is_busy(lane) for lane in lanes), 60)

        for _ in range(50):
            once()
        gc.collect()
        before = memory(desk)
        for _ in range(count):
            once()
        gc.collect()
        after = memory(desk)
        grown = {key: round(100 * (after[key] / before[key] - 1), 1) for key in before if key in after}
        out.append({"rounds": count, "action": action.__name__, "before": before, "after": after, "grown_%": grown})
    return out


def main() -> None:
    """Print one JSON line per figure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--rounds", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--traces", type=argparse.FileType("w"))
    options = parser.parse_args()
    from shopdesk.qt_light import spare_sources

    spare_sources()
    from shopdesk.app import ShopDesk, wait_until
    from shopdesk.program import make_application

    with tempfile.TemporaryDirectory() as folder:
        data = Path(shutil.copytree(options.data, Path(folder) / "shop"))
        make_application("light", "en")
        desk = ShopDesk(data)
        desk.window.resize(1280, 800)
        desk.show()
        wait_until(lambda: desk.window.status.text("engine") == "Engine ready", 900)
        wait_until(lambda: False, 3.0)
        day = Day(desk, options.seed)
        print(json.dumps({"products": desk.shop().count_products(), "ready": memory(desk)}), flush=True)
        if options.seconds:
            print(json.dumps({"day": live_day(day, options.seconds, options.traces), "then": memory(desk)}), flush=True)
        for result in rounds(desk, day, options.rounds) if options.rounds else ():
            print(json.dumps(result), flush=True)
        desk.window.close()
        desk.close()


if __name__ == "__main__":
    main()
