"""From letting the key go to the answer on the screen: the real window, its lanes and its engine process.

    python benchmarks/voice_window.py [--data DIR] [--rounds N] [CLIP...]

``--data`` is a shop (``shopdesk demo DIR --products 5000 --days 30``). The clips are played in real time into the
recorder in place of a sound card, with the noise of a quiet room before and after; Space is held as long as a clip
lasts. What is measured ends when the window has painted the candidates.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from shopdesk.workers.recorder import RATE, Recorder  # noqa: E402

BLOCK = RATE // 50
GOAL_MS = 500.0


class Player:
    """Stands for a sound card: gives 20 ms of a clip, or of a quiet room, every 20 ms."""

    def __init__(self, receive: Callable[..., None]) -> None:
        self.active = True
        self._receive = receive
        self._noise = np.random.default_rng(1).normal(0.0, 2e-4, 60 * RATE).astype(np.float32)
        self._clip = np.zeros(0, np.float32)
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def play(self, clip: np.ndarray) -> None:
        self._clip = clip

    def close(self) -> None:
        self.active = False
        self._thread.join()

    def _run(self) -> None:
        due = time.perf_counter()
        number = 0
        while self.active:
            clip, self._clip = self._clip[:BLOCK], self._clip[BLOCK:]
            at = number * BLOCK % (len(self._noise) - BLOCK)
            block = self._noise[at : at + BLOCK].copy()
            block[: len(clip)] += clip
            self._receive(block[:, None], BLOCK, None, None)
            number += 1
            due += 0.02
            time.sleep(max(0.0, due - time.perf_counter()))


class PlayedRecorder(Recorder):
    """The recorder with a player in place of its stream."""

    player: Player

    def microphones(self) -> list[str]:
        return ["player"]

    def _start(self, sounddevice: Any, name: str) -> None:
        self._heard.clear()
        self._ended.clear()
        self._stream = self.player = Player(self._receive)


def read(path: Path) -> np.ndarray:
    """Return a clip at the recorder's rate."""
    from shopdesk.engine.voice import read_clip, to_mono_16k

    return to_mono_16k(*read_clip(path))


class Till:
    """The window with a key that is held while a clip plays."""

    def __init__(self, folder: Path) -> None:
        from PySide6.QtWidgets import QApplication

        from shopdesk import app
        from shopdesk.program import make_application

        app.WARM_PARTS = ("search", "voice")  # so that nothing else computes meanwhile
        self.app: QApplication = make_application("light")
        self.desk = app.ShopDesk(folder)
        self.recorder = PlayedRecorder()
        self.desk.voice.takes._recorder = self.recorder
        self.view = self.desk.window.voice
        self.desk.show()
        self.wait(lambda: self.desk.window.isActiveWindow())
        self.desk.window.show_tab("voice")
        self.view.setFocus()

    def wait(self, condition: Callable[[], bool], seconds: float = 300.0) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            self.app.processEvents()
            if time.monotonic() > deadline:
                raise SystemExit("nothing came within the time")
            time.sleep(0.001)

    def warm(self) -> None:
        """Wait until everything is loaded, so that nothing else computes."""
        self.wait(lambda: self.desk.runner.is_busy("warm"))
        self.wait(lambda: not any(map(self.desk.runner.is_busy, ("warm", "learn", "recommend", "prices"))))

    def ask(self, clip: np.ndarray) -> tuple[float, str]:
        """Hold Space for a clip; milliseconds from its release to the painted answer, and the first candidate."""
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest

        answer = self.view.answer
        QTest.keyPress(self.view, Qt.Key.Key_Space)
        self.wait(lambda: self.desk.voice.takes.has_begun)
        self.recorder.player.play(clip)
        self.wait(lambda: len(self.recorder.player._clip) == 0)
        released = time.perf_counter()
        QTest.keyRelease(self.view, Qt.Key.Key_Space)
        self.wait(lambda: bool(answer.heard.text()) or self.view._shown_state == "nothing", 30.0)
        self.view.repaint()
        took = 1000 * (time.perf_counter() - released)
        rows = answer.candidates.rows
        return took, rows[0].toolTip() if rows else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "demo")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("clips", nargs="*", type=Path, default=[ROOT / "resources" / "samples" / "spoken.wav"])
    options = parser.parse_args()
    clips = {path.name: read(path) for path in options.clips}
    till = Till(options.data)
    till.warm()
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, {len(clips)} clips")
    times = []
    till.ask(next(iter(clips.values())))  # the first opens the microphone
    for _ in range(options.rounds):
        for name, clip in clips.items():
            took, found = till.ask(clip)
            times.append(took)
            print(f"{name}: {len(clip) / RATE:.1f} s, {took:.0f} ms after release, {found or 'nothing'}")
    times.sort()
    print(
        f"median {statistics.median(times):.0f} ms, 95 % within {times[int(0.95 * (len(times) - 1))]:.0f} ms, "
        f"worst {times[-1]:.0f} ms, within {GOAL_MS:.0f} ms: {sum(t <= GOAL_MS for t in times)} of {len(times)}"
    )
    till.desk.window.close()
    till.desk.close()


if __name__ == "__main__":
    main()
