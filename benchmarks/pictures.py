"""Pictures of every screen, for the documents and to look at one by one.

    QT_QPA_PLATFORM=offscreen python benchmarks/pictures.py docs/pictures [VARIANT ...] [--only NAME]

Walks through the tabs, panels and dialogs of a demo shop that is the same each time, once per variant: ``light`` and
``dark`` (one walk), ``zh_CN``, ``pseudo`` and ``200`` (everything twice as large), each in a process of its own.
Prints every text that is cut off.

The shop, with what ShopDesk learned of it, is written once and kept in the build folder; ``--anew`` writes it again.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.picture_photos import teach_demo
from benchmarks.picture_walk import NEW_SHOP, Camera, Walk, idle

VARIANTS = ("light", "zh_CN", "pseudo", "200")
END = date(2026, 11, 20)  # the last day of the demo shop's history
KEPT = Path(__file__).resolve().parents[1] / "build" / "pictures" / "Corner shop"


def demo_shop(shop: Path) -> Path:
    """Write the shop that all pictures show, with everything learned that a walk would else wait for."""
    from shopdesk.controllers.desk import Desk
    from shopdesk.controllers.learned_prices import LearnedPrices
    from shopdesk.controllers.requests.catalog import WarmRequest
    from shopdesk.controllers.requests.prices import LearnRequest
    from shopdesk.controllers.requests.recommend import EvaluateRequest
    from shopdesk.store.demo import write_demo
    from shopdesk.store.shop import open_shop

    write_demo(shop, end=END)
    with open_shop(shop) as opened:
        desk = Desk(opened)
        desk.warm(WarmRequest(("search", "recommend", "voice", "vision", "prices")))
        desk.recommend.evaluate(EvaluateRequest())
        LearnedPrices(opened).learn(LearnRequest())
        pictured = [card for card in opened.cards(opened.product_ids(0, 200)) if card.picture]
        with tempfile.TemporaryDirectory() as folder:
            teach_demo(desk, pictured, Path(folder))
    return shop


def open_desk(shop: Path) -> Iterator[Any]:
    """Open a window on a shop, and close it."""
    from shopdesk.app import ShopDesk, wait_until

    desk = ShopDesk(shop)
    desk.window.resize(1280, 800)
    painted: list[bool] = []
    desk.window.first_painted.connect(lambda: painted.append(True))
    desk.show()
    wait_until(lambda: bool(painted), 20)
    wait_until(lambda: desk.runner.is_busy("warm"), 10)
    wait_until(lambda: idle(desk), 240)
    yield desk
    desk.window.close()
    desk.close()
    desk.window.deleteLater()


def walk(options: argparse.Namespace) -> int:
    """Take the pictures of one variant."""
    from shopdesk.program import make_application
    from shopdesk.settings import schema
    from shopdesk.settings.kept import Settings

    language = options.walk if options.walk in ("zh_CN", "pseudo") else "en"
    Settings.load().set(schema.LANGUAGE, language)  # of the home that this process was given
    make_application("light", language)
    random.seed(0)
    camera = Camera(options.folder, options.walk, options.only, options.manual)
    with tempfile.TemporaryDirectory(prefix="pictures") as name:
        os.environ["HOME"] = name  # paths are shown as those of an owner, from the home folder
        shop = Path(shutil.copytree(options.shop, Path(name) / "ShopDesk" / options.shop.name))
        for desk in open_desk(shop):
            Walk(desk, shop, camera).run()
        if camera.wants(*NEW_SHOP):
            empty = Path(name) / "ShopDesk" / "New shop"
            empty.mkdir(parents=True)
            for desk in open_desk(empty):
                Walk(desk, empty, camera).new_shop()
    for text in dict.fromkeys(camera.cut):
        print(f"{options.walk}: cut off: {text}")
    return 0


def main() -> int:
    """Write the demo shop, then start a walk per variant."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("variants", nargs="*", default=list(VARIANTS))
    parser.add_argument("--only", default="", help="only screens with this in their name")
    parser.add_argument("--manual", type=Path, help="the manual, whose pages get small pictures of some screens")
    parser.add_argument("--anew", action="store_true", help="write the demo shop again")
    parser.add_argument("--walk", default="", help=argparse.SUPPRESS)
    parser.add_argument("--shop", type=Path, default=KEPT, help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    if options.walk:
        return walk(options)
    if options.anew:
        shutil.rmtree(options.shop, ignore_errors=True)
    if not options.shop.exists():
        demo_shop(options.shop)
    with ThreadPoolExecutor(2) as pool:  # a walk waits as often as it computes
        return max(pool.map(partial(start_walk, options), options.variants), default=0)


def start_walk(options: argparse.Namespace, variant: str) -> int:
    """Take the pictures of one variant in a process of its own, with a home of its own."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="home") as name:
        environment = os.environ | {"QT_SCALE_FACTOR": "2"} if variant == "200" else dict(os.environ)
        environment |= {f"XDG_{kind}_HOME": name for kind in ("CONFIG", "STATE", "DATA")} | {"TZ": "UTC"}
        command = [sys.executable, __file__, str(options.folder), "--walk", variant, "--shop", str(options.shop)]
        command += ["--only", options.only, *(["--manual", str(options.manual)] if options.manual else [])]
        done = subprocess.run(command, env=environment, check=False)
    print(f"{variant}: {time.monotonic() - began:.0f} s", flush=True)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
