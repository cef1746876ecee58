"""Speaking at the till as an owner does: a real display, real keys, a voice in the microphone; and no microphone."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from shopdesk.store.shop import open_shop

ROOT = Path(__file__).resolve().parents[2]
SPOKEN = ROOT / "resources" / "samples" / "spoken.wav"  # asks for strawberry yoghurt
pytestmark = [pytest.mark.slow, pytest.mark.display, pytest.mark.timeout(400)]
Speak = Callable[[Path], "subprocess.Popen[bytes]"]


class Owner:
    """One running program and the hand that uses it."""

    def __init__(self, display: str, folder: Path, log: Path, **more: str) -> None:
        self._environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"} | more
        self._log, self.folder = log.open("w"), folder
        command = [sys.executable, "-m", "shopdesk", "--data", str(folder)]
        self.program = subprocess.Popen(command, cwd=ROOT, env=self._environment, stderr=self._log)
        window = self.hand("search", "--sync", "--onlyvisible", "--name", "ShopDesk").split()[-1]
        self.hand("windowsize", "--sync", window, "1280", "800")
        self.hand("windowmove", window, "0", "0")
        self.hand("windowfocus", "--sync", window)
        self.hand("key", "ctrl+4")
        time.sleep(1)

    def hand(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self._environment, capture_output=True, text=True, check=True, timeout=60
        )
        return done.stdout.strip()

    def basket(self) -> list[tuple[str, float]]:
        with open_shop(self.folder) as shop:
            return [(line.product.name, line.quantity) for line in shop.basket().lines]

    def add_with_enter(self, seconds: float = 30.0) -> list[tuple[str, float]]:
        """Press Enter until the answer is there and something is in the basket."""
        deadline = time.monotonic() + seconds
        while not (lines := self.basket()) and time.monotonic() < deadline:
            time.sleep(1)
            self.hand("key", "Return")
            time.sleep(0.5)
        return lines

    def end(self) -> None:
        """Close the program as an owner does."""
        self.hand("key", "ctrl+q")
        assert self.program.wait(30) == 0
        self._log.close()


@pytest.fixture
def start(display: str, shop_folder: Path, tmp_path: Path) -> Iterator[Callable[..., Owner]]:
    owners: list[Owner] = []

    def begin(**more: str) -> Owner:
        owners.append(Owner(display, shop_folder, tmp_path / "log.txt", **more))
        return owners[-1]

    yield begin
    for owner in owners:
        if owner.program.poll() is None:
            owner.program.kill()
            owner.program.wait()
    assert "Traceback" not in (tmp_path / "log.txt").read_text()


@pytest.mark.audio
def test_space_is_held_a_word_is_said_and_enter_adds_it(start: Callable[..., Owner], speak: Speak) -> None:
    owner = start()
    time.sleep(6)  # until the recogniser is loaded; before, the answer only takes longer
    for seconds in (12.0, 30.0):  # said once more where a busy machine tore the sound apart
        owner.hand("keydown", "space")
        time.sleep(1.5)
        speak(SPOKEN).wait(20)
        owner.hand("keyup", "space")
        if found := owner.add_with_enter(seconds):
            break
    (line,) = found
    assert "Strawberr" in line[0]

    # A tap instead, and Esc before the second: nothing more is added.
    owner.hand("key", "space")
    time.sleep(0.5)
    speak(SPOKEN).wait(20)
    owner.hand("key", "Escape")
    time.sleep(1)
    owner.hand("key", "Return")
    time.sleep(1)
    assert owner.basket() == [line]
    owner.end()


def test_without_a_microphone_typing_goes_on(
    start: Callable[..., Owner], sound_server: dict[str, str] | None, tmp_path: Path
) -> None:
    """The sound server is out of reach: the tab says so, and a typed product is added."""
    owner = start(PULSE_SERVER=f"unix:{tmp_path}/none", ALSA_CONFIG_PATH="/usr/share/alsa/alsa.conf")
    owner.hand("keydown", "F2")
    time.sleep(1)
    owner.hand("keyup", "F2")
    with open_shop(owner.folder) as shop:
        wanted = shop.cards(shop.product_ids(0, 5))[2].name
    owner.hand("type", "--delay", "60", wanted)
    owner.hand("key", "Return")
    assert owner.add_with_enter() == [(wanted, 1.0)]
    owner.end()
