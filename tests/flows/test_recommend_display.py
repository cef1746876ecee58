"""A recommended product is dragged onto the basket on a real display, by a real pointer."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from shopdesk.store.shop import open_shop

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.display, pytest.mark.timeout(300)]


@pytest.fixture
def hand(display: str) -> Callable[..., str]:
    """A display of the test's own with a hand that types and drags."""
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}

    def act(*arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=environment, capture_output=True, text=True, check=True, timeout=60
        )
        return done.stdout.strip()

    act.environment = environment  # type: ignore[attr-defined]
    return act


def test_a_card_is_dragged_onto_the_basket(hand: Callable[..., str], shop_folder: Path, tmp_path: Path) -> None:
    log = (tmp_path / "log.txt").open("w")
    program = subprocess.Popen(
        [sys.executable, "-m", "shopdesk", "--data", str(shop_folder)],
        cwd=ROOT,
        env=hand.environment,  # type: ignore[attr-defined]
        stderr=log,
    )
    try:
        window = hand("search", "--sync", "--onlyvisible", "--name", "ShopDesk").split()[-1]
        hand("windowsize", "--sync", window, "1280", "720")
        hand("windowmove", window, "0", "0")
        hand("windowfocus", "--sync", window)
        with open_shop(shop_folder) as shop:
            deadline = time.monotonic() + 150
            while not shop.basket().lines:  # until the first cards are there, nothing hangs on the pointer
                assert time.monotonic() < deadline, "the dragged product is not in the basket"
                hand("mousemove", "290", "200")
                hand("mousedown", "1")
                for step in range(14):
                    hand("mousemove", str(300 + 60 * step), str(200 + 16 * step))
                    time.sleep(0.05)
                time.sleep(0.4)
                hand("mouseup", "1")
                time.sleep(2)
            (line,) = shop.basket().lines
            assert line.quantity == 1
        hand("windowfocus", "--sync", window)
        hand("key", "ctrl+q")
        assert program.wait(30) == 0
    finally:
        if program.poll() is None:
            program.kill()
            program.wait()
        log.close()
    assert "Traceback" not in (tmp_path / "log.txt").read_text()
