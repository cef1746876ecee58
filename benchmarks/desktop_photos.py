"""Whether a folder of 1,000 photos stalls the window: gaps of its heartbeat while they are dropped and looked at.

    python benchmarks/desktop_photos.py --data DIR [--photos 1000] [--taught 5] [--seed 0] [BENCH_DATA]

``--data`` is a shop (``shopdesk demo DIR``); a copy is used, of which some products are taught photos. ``BENCH_DATA``
is a folder with ``train.csv``, ``val.csv`` and their photos (default ``../shared/bench/data/vision``). The folder is
dropped on the Photos tab by a real drop event. While photos are looked at, the owner scrolls, chooses, filters and
goes from photo to photo, three times a second. Afterwards the same folder is dropped again, that is cancelled, and the
table is cleared.

Gaps and ``own`` are those of ``desktop_day.py``: ``own`` is what the window's thread itself computed in a gap.
"""

from __future__ import annotations

import argparse
import csv
import json
import multiprocessing
import os
import random
import shutil
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop_day import ROOT, Gaps


def photos_of(data: Path) -> dict[int, list[Path]]:
    """Return all photos by product."""
    found = defaultdict(list)
    for split in ("train", "val"):
        with (data / f"{split}.csv").open(encoding="utf-8") as stream:
            for row in csv.DictReader(stream):
                found[int(row["fine"])].append(data / row["path"])
    return found


def teach(shop: str, photos: dict[str, list[str]]) -> None:
    """Teach products in a shop's folder; in a process of its own, so that the window's never loads the networks."""
    from shopdesk.engine.vision import ProductClassifier

    classifier = ProductClassifier.open()
    for product, paths in photos.items():
        classifier.teach(product, [Path(path) for path in paths])
    classifier.train()
    classifier.save(Path(shop) / "models" / "vision")


def prepare(shop: Path, folder: Path, options: argparse.Namespace) -> int:
    """Teach the shop's first products some photos and put others into a folder; return how many are there."""
    from shopdesk.store.shop import open_shop

    chance, photos = random.Random(options.seed), photos_of(options.bench)
    with open_shop(shop) as opened:
        products = opened.product_ids(0, len(photos))
    taught: dict[str, list[str]] = {}
    others: list[Path] = []
    for product, own in zip(products, photos.values(), strict=False):
        drawn = chance.sample(own, len(own))
        taught[product] = [str(path) for path in drawn[: options.taught]]
        others += drawn[options.taught :]
    process = multiprocessing.get_context("spawn").Process(target=teach, args=(str(shop), taught))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit("teaching failed")
    drawn = chance.sample(others, min(options.photos, len(others)))
    for number, path in enumerate(drawn):
        shutil.copy(path, folder / f"{number:04}{path.suffix}")
    return len(drawn)


def drop(view: Any, folder: Path) -> None:
    """Drop a folder on a page, as the window system does."""
    from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
    from PySide6.QtGui import QDragEnterEvent, QDropEvent
    from PySide6.QtWidgets import QApplication

    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(view, QDragEnterEvent(QPoint(200, 200), copy, data, left, none))
    QApplication.sendEvent(view, QDropEvent(QPointF(200, 200), copy, data, left, none))


class Owner:
    """What somebody does with the photos while others are looked at."""

    def __init__(self, view: Any, seed: int) -> None:
        self.view, self.random = view, random.Random(seed)

    def act(self) -> None:
        """Do one thing."""
        self.random.choice((self.scroll, self.scroll, self.go, self.go, self.choose, self.filter))()

    def scroll(self) -> None:
        """Go somewhere else in the list."""
        bar = self.view.tiles.verticalScrollBar()
        bar.setValue(self.random.randint(0, bar.maximum()))

    def go(self) -> None:
        """Look at another photo."""
        self._press(self.random.choice(("Key_PageDown", "Key_PageUp", "Key_Down", "Key_End", "Key_Home")))

    def choose(self) -> None:
        """Say which of the candidates it is."""
        self._press(self.random.choice(("Key_1", "Key_2")))

    def filter(self) -> None:
        """List the photos of one kind."""
        self.random.choice(list(self.view.tools.filter.buttons.values())).click()

    def _press(self, key: str) -> None:
        from PySide6.QtCore import QEvent, Qt
        from PySide6.QtGui import QKeyEvent
        from PySide6.QtWidgets import QApplication

        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key[key], Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(self.view.tiles, event)


def measure(desk: Any, folder: Path, count: int, seed: int) -> None:
    """Print the gaps of each part."""
    from shopdesk.app import wait_until

    view, gaps = desk.window.photos, Gaps()
    owner = Owner(view, seed)

    def part(name: str, act: Callable[[], object], until: Callable[[], bool], busy: Callable[[], None]) -> None:
        gaps.start()
        started = time.perf_counter()
        act()
        while not wait_until(until, 0.33):
            if time.perf_counter() > started + 1800:
                raise SystemExit(f"{name}: no end")
            busy()
        wait_until(lambda: False, 0.5)
        print(
            json.dumps({"while": name, "seconds": round(time.perf_counter() - started, 1), **gaps.stop()}), flush=True
        )

    def waiting() -> int:
        return int(view.model.counts()["waiting"])

    def idle() -> bool:
        return not any(desk.runner.is_busy(lane) for lane in ("files", "vision"))

    def nothing() -> None:
        """Wait."""

    part(f"{count} photos are dropped", lambda: drop(view, folder), lambda: len(view.model.tiles) == count, nothing)
    part("they are looked at, nobody does anything", nothing, lambda: waiting() < count / 2, nothing)
    part("the others are looked at, the owner scrolls and chooses", nothing, idle, owner.act)
    view.tools.filter.show_all()
    part("the folder is dropped again", lambda: drop(view, folder), lambda: waiting() > count / 2, nothing)
    part("that is cancelled", view.cancel_requested.emit, idle, nothing)
    part("the table is cleared", view.tools.clear_asked.emit, lambda: not view.model.tiles, nothing)


def main() -> None:
    """Print one JSON line per part."""
    default = Path(os.environ.get("SHOPDESK_BENCH", ROOT.parent / "shared" / "bench")) / "data" / "vision"
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("bench", type=Path, nargs="?", default=default)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--photos", type=int, default=1000)
    parser.add_argument("--taught", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    from shopdesk.qt_light import spare_sources

    spare_sources()
    from shopdesk.app import ShopDesk, wait_until
    from shopdesk.program import make_application

    with tempfile.TemporaryDirectory() as place:
        data, folder = Path(shutil.copytree(options.data, Path(place) / "shop")), Path(place) / "photos"
        folder.mkdir()
        count = prepare(data, folder, options)
        make_application("light", "en")
        desk = ShopDesk(data)
        desk.window.resize(1280, 800)
        desk.show()
        wait_until(lambda: desk.window.status.text("engine") == "Engine ready", 900)
        desk.window.show_tab("photos")
        wait_until(lambda: False, 2.0)
        measure(desk, folder, count, options.seed)
        desk.window.close()
        desk.close()


if __name__ == "__main__":
    main()
