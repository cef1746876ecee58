"""The program as an owner meets it: a real display, real keys and mouse, a real drop, a voice in the microphone."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from shopdesk.store.shop import Shop, open_shop

ROOT = Path(__file__).resolve().parents[2]
SPOKEN = ROOT / "resources" / "samples" / "spoken.wav"
pytestmark = [pytest.mark.slow, pytest.mark.display, pytest.mark.timeout(400)]


class Hand:
    """Types and clicks."""

    def __init__(self, display: str) -> None:
        self._environment = os.environ | {"DISPLAY": display}

    def __call__(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self._environment, capture_output=True, text=True, check=True, timeout=60
        )
        return done.stdout.strip()


def eventually(condition: Callable[[], bool], seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.2)


def in_basket(shop: Shop) -> dict[str, float]:
    return {line.product.product_id: line.quantity for line in shop.basket().lines}


def test_search_drop_and_voice_fill_the_basket(
    display: str,
    shop_folder: Path,
    speak: Callable[[Path], subprocess.Popen[bytes]],
    tmp_path: Path,
) -> None:
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    log = (tmp_path / "log.txt").open("w")
    command = [sys.executable, "-m", "shopdesk", "--data", str(shop_folder)]
    program = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=log)
    hand = Hand(display)
    drags: subprocess.Popen[bytes] | None = None
    try:
        window = hand("search", "--sync", "--onlyvisible", "--name", "ShopDesk").split()[-1]
        hand("windowsize", "--sync", window, "1280", "800")
        hand("windowmove", window, "0", "0")
        hand("windowfocus", "--sync", window)
        with open_shop(shop_folder) as shop:
            cards = [card for card in shop.cards(shop.product_ids(0, 60)) if card.picture]
            wanted = cards[5]

            # Search: type, choose the first with Enter.
            def searched() -> bool:
                hand("key", "ctrl+k")
                hand("type", "--delay", "40", wanted.name)
                time.sleep(4)
                hand("key", "Return")
                time.sleep(1)
                return wanted.product_id in in_basket(shop)

            eventually(searched, 60, "the searched product is not in the basket")

            # Photos: a drop from another program, then the first candidate with 1 and Enter.
            shown = cards[9]
            hand("key", "Escape")
            hand("key", "ctrl+3")
            source = [sys.executable, str(ROOT / "tests" / "flows" / "drag_source.py"), str(shown.picture)]
            drags = subprocess.Popen(source, env=environment)
            time.sleep(2)
            hand("mousemove", "1340", "20")
            hand("mousedown", "1")
            for step in range(16):
                hand("mousemove", str(1320 - 55 * step), str(20 + 25 * step))
                time.sleep(0.05)
            hand("mouseup", "1")
            time.sleep(1)
            hand("windowfocus", "--sync", window)

            def chosen() -> bool:
                hand("key", "1")
                hand("key", "Return")
                time.sleep(2)
                return shown.product_id in in_basket(shop)

            eventually(chosen, 150, "the product of the dropped picture is not in the basket")

            # Voice: hold F2, speak, release, Enter.
            hand("key", "ctrl+4")
            time.sleep(1)

            def spoken() -> bool:
                hand("keydown", "F2")
                time.sleep(1.5)
                speak(SPOKEN).wait(20)
                time.sleep(0.3)
                hand("keyup", "F2")
                time.sleep(6)
                hand("key", "Return")
                time.sleep(1)
                names = [card.name for card in shop.cards(list(in_basket(shop)))]
                return any("Strawberr" in name for name in names)

            eventually(spoken, 120, "the spoken product is not in the basket")
        hand("key", "ctrl+2")
        time.sleep(1)
        hand("key", "ctrl+q")
        assert program.wait(30) == 0
    finally:
        if drags is not None:
            drags.kill()
            drags.wait()
        if program.poll() is None:
            program.kill()
            program.wait()
        log.close()
    assert "Traceback" not in (tmp_path / "log.txt").read_text()
