"""Photos on a real display: files, a folder and a picture dragged from another program, chosen with real keys."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shopdesk.store.shop import Shop, open_shop

sys.path.insert(0, str(Path(__file__).parent))
from photo_files import write_broken

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.display, pytest.mark.timeout(500)]


class Owner:
    """One running program and the hand that uses it."""

    def __init__(self, display: str, shop_folder: Path, log: Path) -> None:
        self.environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        self._log = log.open("w")
        command = [sys.executable, "-m", "shopdesk", "--data", str(shop_folder)]
        self.program = subprocess.Popen(command, cwd=ROOT, env=self.environment, stderr=self._log)
        self.window = self.hand("search", "--sync", "--onlyvisible", "--name", "ShopDesk").split()[-1]
        self.hand("windowsize", "--sync", self.window, "1280", "800")
        self.hand("windowmove", self.window, "0", "0")
        self.hand("windowfocus", "--sync", self.window)

    def hand(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, text=True, check=True, timeout=60
        )
        return done.stdout.strip()

    def drag(self, *what: str) -> None:
        """Drag from a stand-in for a file manager or browser into the middle of the tab."""
        source = [sys.executable, str(ROOT / "tests" / "flows" / "drag_source.py"), *what]
        other = subprocess.Popen(source, env=self.environment)
        try:
            self.hand("search", "--sync", "--onlyvisible", "--name", "drag me")
            self.hand("mousemove", "1340", "20")
            self.hand("mousedown", "1")
            for step in range(16):
                self.hand("mousemove", str(1320 - 55 * step), str(20 + 25 * step))
                time.sleep(0.05)
            self.hand("mouseup", "1")
            time.sleep(1)
        finally:
            other.kill()
            other.wait()
        self.hand("windowfocus", "--sync", self.window)

    def end(self) -> None:
        """Close the program, by force if it does not close itself."""
        if self.program.poll() is None:
            self.program.kill()
            self.program.wait()
        self._log.close()


@pytest.fixture
def owner(display: str, shop_folder: Path, tmp_path: Path) -> Iterator[Owner]:
    owner = Owner(display, shop_folder, tmp_path / "log.txt")
    yield owner
    owner.end()
    assert "Traceback" not in (tmp_path / "log.txt").read_text()


def eventually(condition: Callable[[], bool], seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.2)


def in_basket(shop: Shop) -> set[str]:
    return {line.product.product_id for line in shop.basket().lines}


def test_files_a_folder_and_a_picture_are_dragged_in(owner: Owner, shop_folder: Path, tmp_path: Path) -> None:
    with open_shop(shop_folder) as shop:
        cards = [card for card in shop.cards(shop.product_ids(0, 60)) if card.picture]
        folder = tmp_path / "photos"
        folder.mkdir()
        for number in range(6):
            shutil.copy(str(cards[12 + number].picture), folder / f"b{number}.png")
        write_broken(folder, "c")
        owner.hand("key", "ctrl+3")
        time.sleep(1)

        def added_first(wanted: str) -> Callable[[], bool]:
            def act() -> bool:
                owner.hand("key", "End")
                owner.hand("key", "1")
                owner.hand("key", "Return")
                time.sleep(1.5)
                return wanted in in_basket(shop)

            return act

        # a file; the last tile is the current one after End, and 1 and Enter put it into the basket
        owner.drag(str(cards[9].picture))
        owner.hand("key", "Tab")
        owner.hand("mousemove", "200", "240", "click", "1")
        eventually(added_first(cards[9].product_id), 150, "the product of the dragged file is not in the basket")

        # picture data without a file, as a browser gives it
        owner.drag("--image", str(cards[10].picture))
        owner.hand("mousemove", "200", "240", "click", "1")
        eventually(added_first(cards[10].product_id), 60, "the product of the dragged picture is not in the basket")

        # a folder with six photos and ten broken files: its last photo stands ten tiles before the end
        owner.drag(str(folder))
        owner.hand("mousemove", "200", "240", "click", "1")

        def last_good_added() -> bool:
            owner.hand("key", "End", *["Left"] * 10, "1", "Return")
            time.sleep(1.5)
            return cards[17].product_id in in_basket(shop)

        eventually(last_good_added, 120, "the last photo of the dragged folder is not in the basket")
        owner.hand("key", "ctrl+q")
        assert owner.program.wait(30) == 0
