"""A scanner on a real display, at 5 ms per key, while the owner types in a quantity field: 200 scans."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from shopdesk.store.shop import Shop, open_shop

ROOT = Path(__file__).resolve().parents[2]
SCANS = 200
pytestmark = [pytest.mark.slow, pytest.mark.display, pytest.mark.timeout(400)]


def in_basket(shop: Shop) -> dict[str, float]:
    return {line.product.product_id: line.quantity for line in shop.basket().lines}


def wait_for(condition, seconds: float = 60) -> bool:  # type: ignore[no-untyped-def]
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True


def test_two_hundred_scans_while_the_owner_types_a_quantity(display: str, shop_folder: Path) -> None:
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}

    def hand(*arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=environment, capture_output=True, text=True, check=True, timeout=60
        )
        return done.stdout.strip()

    with open_shop(shop_folder) as shop:
        cards = [card for card in shop.cards(shop.product_ids(0, 60)) if card.barcodes]
        first, scanned = cards[0], cards[1:9]
        shop.add_to_basket(first.product_id, 3)
        command = [sys.executable, "-m", "shopdesk", "--data", str(shop_folder)]
        program = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
        try:
            window = hand("search", "--sync", "--onlyvisible", "--name", "ShopDesk").split()[-1]
            hand("windowfocus", "--sync", window)
            time.sleep(5)
            hand("key", "ctrl+b")  # the quantity of the only line; all of it is marked
            hand("key", "4")
            expected: Counter[str] = Counter()
            for number in range(SCANS):
                card = scanned[number % len(scanned)]
                # the scanner's suffix alternates; the pause between scans is that of a quick cashier
                end = "Return" if number % 3 else "Tab"
                hand("type", "--delay", "5", "--args", "1", card.barcodes[0], "key", "--delay", "5", end)
                expected[card.product_id] += 1
                if number == SCANS // 2:
                    hand("key", "2")  # the owner goes on typing: 42
                    time.sleep(0.1)
            assert wait_for(lambda: in_basket(shop) == {first.product_id: 3, **expected}), in_basket(shop)
            hand("key", "Return")  # and takes it over
            assert wait_for(lambda: in_basket(shop) == {first.product_id: 42, **expected}), in_basket(shop)
            # the whole sale without the mouse
            hand("key", "ctrl+Return")
            assert wait_for(lambda: in_basket(shop) == {})
            assert shop.receipts()[0].count == len(scanned) + 1
            hand("key", "ctrl+q")
            assert program.wait(30) == 0
        finally:
            program.kill()
            program.wait()
