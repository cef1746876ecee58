"""Seconds from starting ShopDesk to its first recommendation, forecast, photo and voice answer, and the memory of both.

    python benchmarks/desktop_answers.py SHOP [SHOP...]

Each shop (``shopdesk demo DIR [--products N --days 60]``) is copied and opened once, so that its models are learned and
kept. Then the program is started anew for each question, which is asked as soon as the window is painted; seconds
count from the start of its process to the answer on the tab. ``ready`` is when everything is loaded that is asked for
later, memory is what both processes hold then, in MB of 2^20.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import psutil
from desktop_day import ROOT, memory

QUESTIONS = ("recommendation", "forecast", "photo", "voice", "ready")
SPOKEN = ROOT / "resources" / "samples" / "spoken.wav"


def ask(desk: Any, question: str) -> tuple[Any, str]:
    """Ask, and return the view and the name of the call that shows the answer."""
    window, shop = desk.window, desk.shop()
    products = [card for card in shop.cards(shop.product_ids(0, 300)) if card.picture]
    if question == "recommendation":
        window.show_tab("recommend")
        desk.recommend.choose_subject("product", products[0].product_id)
        return window.recommend, "show_recommendations"
    if question == "forecast":
        window.show_tab("prices")
        desk.prices.choose(products[0].product_id)
        return window.prices, "show_fan"
    if question == "photo":
        window.show_tab("photos")
        desk.photos.classify([str(products[0].picture)])
        return window.photos, "show_answer"
    window.show_tab("voice")
    desk.voice.listen_to_file(str(SPOKEN))
    return window.voice, "show_result"


def noted(view: Any, name: str, note: Callable[[], None]) -> None:
    """Call ``note`` when something with content is shown."""
    show = getattr(view, name)

    def shown(*args: Any, **kwargs: Any) -> Any:
        out = show(*args, **kwargs)
        if args[0]:  # what was heard, the photo, the products, the forecast
            note()
        return out

    setattr(view, name, shown)


def one(folder: Path, question: str) -> None:
    """Start, ask, and print the seconds."""
    from shopdesk import bootstrap, qt_light

    bootstrap.prepare()
    bootstrap.limit_threads()
    qt_light.spare_sources()
    from shopdesk.app import ShopDesk, wait_until
    from shopdesk.program import make_application

    make_application("light", "en")
    desk = ShopDesk(folder)
    desk.window.resize(1280, 800)
    painted: list[bool] = []
    answered: list[float] = []
    desk.window.first_painted.connect(lambda: painted.append(True))
    desk.show()
    wait_until(lambda: bool(painted), 60)
    if question == "ready":
        done = wait_until(lambda: desk.window.status.text("engine") == "Engine ready", 3000)
        answered.append(time.time())
    else:
        view, name = ask(desk, question)
        noted(view, name, lambda: answered.append(time.time()))
        done = wait_until(lambda: bool(answered), 600)
    out = {"question": question, "seconds": round(answered[0] - psutil.Process().create_time(), 2) if done else None}
    if question == "ready":
        wait_until(lambda: False, 3)
        out["memory"] = memory(desk)
    print(json.dumps(out), flush=True)
    desk.window.close()
    desk.close()


def main() -> None:
    """Print one JSON line per shop."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("shops", type=Path, nargs="+")
    parser.add_argument("--ask", choices=QUESTIONS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.ask:
        one(options.shops[0], options.ask)
        return
    for shop in options.shops:
        with tempfile.TemporaryDirectory() as folder:
            copy = copytree(shop, Path(folder) / "shop")
            row: dict[str, Any] = {"shop": shop.name}
            for question in ("ready", *QUESTIONS):  # the first time it learns
                command = [sys.executable, __file__, str(copy), "--ask", question]
                done = subprocess.run(command, check=True, capture_output=True, text=True)
                row[question] = {k: v for k, v in json.loads(done.stdout).items() if k != "question"}
                if "learned" not in row:
                    row["learned"] = row.pop("ready")
            print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
