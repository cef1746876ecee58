"""Speaking into the window through a virtual microphone: limits, unplugging, silence, bounces. Nothing is simulated."""

from __future__ import annotations

import subprocess
import time
import wave
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk.app import ShopDesk
from shopdesk.settings.kept import Settings
from shopdesk.store.shop import open_shop
from shopdesk.ui.theme import apply_theme
from shopdesk.workers.recorder import PRE_ROLL_SECONDS, RATE, Recorder

ROOT = Path(__file__).resolve().parents[2]
SPOKEN = ROOT / "resources" / "samples" / "spoken.wav"  # asks for strawberry yoghurt
PATIENCE = 20_000
pytestmark = [pytest.mark.slow, pytest.mark.audio, pytest.mark.timeout(300)]
Speak = Callable[[Path], "subprocess.Popen[bytes]"]


class Till:
    """The window, and what it showed."""

    def __init__(self, desk: ShopDesk, qtbot: QtBot) -> None:
        self.desk, self.view, self._qtbot = desk, desk.window.voice, qtbot
        self.states: list[str] = []
        self.results: list[Any] = []
        self.errors: list[str] = []
        state, result, error = self.view.show_state, self.view.show_result, self.view.show_error
        self.view.show_state = lambda name: (self.states.append(name), state(name))  # type: ignore[method-assign]
        self.view.show_result = self._note(result)  # type: ignore[method-assign]
        self.view.show_error = lambda *what: (self.errors.append(what[0]), error(*what))  # type: ignore[method-assign]

    def _note(self, show: Any) -> Any:
        def note(heard: str, rows: list[Any], accepted: bool) -> None:
            show(heard, rows, accepted)
            if rows:
                self.results.append(rows)

        return note

    def wait_for(self, condition: Callable[[], bool]) -> None:
        try:
            self._qtbot.waitUntil(condition, timeout=PATIENCE)
        except Exception as error:
            raise AssertionError(f"{self.states[-6:]} {self.errors[-3:]}") from error

    def press(self) -> None:
        QTest.keyPress(self.view, Qt.Key.Key_Space)
        self.wait_for(lambda: self.states[-1:] == ["listening"])

    def release(self) -> None:
        QTest.keyRelease(self.view, Qt.Key.Key_Space)

    def expect_strawberries(self) -> None:
        """Wait for the answer to what the clip asks for, and for only one."""
        self.wait_for(lambda: bool(self.results))
        assert "awberr" in self.results[0][0][0].name
        assert len(self.results) == 1
        self.results.clear()

    def listen_while(self, player: subprocess.Popen[bytes]) -> None:
        self.wait_for(lambda: player.poll() is not None)


@pytest.fixture
def till(qapp: QApplication, qtbot: QtBot, shop_folder: Path, tmp_path: Path, speak: Speak) -> Iterator[Till]:
    apply_theme(qapp, "light")
    desk = ShopDesk(shop_folder, settings=Settings(tmp_path / "settings.json"))
    desk.complete()
    desk.show()
    qtbot.waitActive(desk.window)
    desk.window.show_tab("voice")
    desk.window.voice.setFocus()
    till = Till(desk, qtbot)
    yield till
    desk.window.close()
    desk.close()
    desk.window.deleteLater()


def test_taps_a_bouncing_key_the_limit_escape_and_another_tab(till: Till, speak: Speak) -> None:
    """One window for all of it: what takes long is its start."""
    QTest.keyPress(till.view, Qt.Key.Key_Space)
    QTest.keyRelease(till.view, Qt.Key.Key_Space)
    QTest.keyPress(till.view, Qt.Key.Key_Space)  # within 50 ms: a worn key
    QTest.keyRelease(till.view, Qt.Key.Key_Space)
    till.wait_for(lambda: till.states[-1] == "tapped")
    till.listen_while(speak(SPOKEN))
    assert not till.results
    QTest.keyClick(till.view, Qt.Key.Key_Space)
    till.expect_strawberries()
    assert not till.desk.voice.talk.wanted

    till.press()
    player = speak(SPOKEN)
    QTest.qWait(400)
    QTest.keyClick(till.view, Qt.Key.Key_Escape)
    till.release()
    till.listen_while(player)
    QTest.qWait(400)
    assert till.states[-1] == "ready"
    assert not till.results

    till.press()
    till.listen_while(speak(SPOKEN))
    till.desk.window.show_tab("recommend")  # with the key down: that is a release
    till.expect_strawberries()
    till.desk.window.show_tab("voice")
    till.view.setFocus()
    till.release()

    till.desk.voice.takes._recorder.limit_seconds = 3.5
    till.press()
    player = speak(SPOKEN)
    till.wait_for(lambda: till.states[-1] == "thinking")  # with the key still down
    till.expect_strawberries()
    till.release()
    till.listen_while(player)

    till.press()  # nobody speaks into the virtual microphone: it gives zeros
    QTest.qWait(600)
    till.release()
    till.wait_for(lambda: any("only zeros" in sentence for sentence in till.errors))
    assert not till.results


def pactl(*arguments: str) -> str:
    return subprocess.run(["pactl", *arguments], capture_output=True, text=True, check=True, timeout=20).stdout.strip()


def test_a_microphone_that_goes_away_in_mid_sentence_is_said_and_comes_back(till: Till, speak: Speak) -> None:
    till.press()
    player = speak(SPOKEN)
    QTest.qWait(500)
    pactl("suspend-source", "vmic", "1")  # to the program the same as a cable that is pulled
    try:
        till.wait_for(lambda: "unavailable" in till.states)
        assert any("unplugged" in sentence for sentence in till.errors)
        till.release()
        till.listen_while(player)
        assert not till.results
    finally:
        pactl("suspend-source", "vmic", "0")
    # And one whose cable is really pulled: the sound server may hand the stream to another source or end it.
    modules = pactl("list", "short", "modules").splitlines()
    pactl("unload-module", next(line.split("\t")[0] for line in modules if "source_name=vmic" in line))
    pactl("load-module", "module-remap-source", "source_name=vmic", "master=micbus.monitor")
    QTest.qWait(100)
    till.press()
    till.listen_while(speak(SPOKEN))
    till.release()
    till.expect_strawberries()


def test_enter_adds_what_was_said_from_another_tab(till: Till, speak: Speak, shop_folder: Path) -> None:
    window = till.desk.window
    window.show_tab("prices")
    QTest.keyPress(window, Qt.Key.Key_F2)
    till.wait_for(lambda: till.states[-1:] == ["listening"])
    assert window.pages.currentWidget() is till.view
    till.listen_while(speak(SPOKEN))
    QTest.keyRelease(window, Qt.Key.Key_F2)
    till.wait_for(lambda: bool(till.results))
    wanted = till.results[0][0][0].product_id
    QTest.keyClick(till.view, Qt.Key.Key_Return)

    def added() -> bool:
        with open_shop(shop_folder) as shop:
            return [line.product.product_id for line in shop.basket().lines] == [wanted]

    till.wait_for(added)


def test_no_sample_is_lost_at_either_end(speak: Speak, tmp_path: Path) -> None:
    """A second of a rising tone that began before the key and ends in the tail is there from its first sample on."""
    seconds = 1.0
    t = np.arange(int(seconds * RATE)) / RATE
    sweep = 0.5 * np.sin(2 * np.pi * (300 * t + 600 * t**2))
    clip = tmp_path / "sweep.wav"
    with wave.open(str(clip), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((sweep * 32767).astype("<i2").tobytes())
    recorder = Recorder()
    try:
        recorder.open()
        time.sleep(PRE_ROLL_SECONDS)
        player = speak(clip)
        deadline = time.monotonic() + 10
        while recorder.level < 0.1:  # the tone has begun
            assert time.monotonic() < deadline
            time.sleep(0.002)
        recorder.begin()
        player.wait(10)
        time.sleep(0.25)  # the tail
        samples = recorder.take()
    finally:
        recorder.close()
    heard = np.flatnonzero(np.abs(samples) > 0.02)
    assert heard[0] > 0  # the moment before the tone is there, too
    assert heard[-1] < len(samples) - 1
    assert (heard[-1] - heard[0]) / RATE == pytest.approx(seconds, abs=0.01)
    part = samples[heard[0] : heard[0] + len(sweep)]
    correlation = np.corrcoef(part, sweep[: len(part)])[0, 1]
    assert abs(correlation) > 0.95 or _best_correlation(samples, sweep) > 0.98


def _best_correlation(samples: np.ndarray, wanted: np.ndarray) -> float:
    """The correlation at the best offset: a single lost block anywhere would break the phase behind it."""
    lags = np.correlate(samples, wanted, mode="valid")
    at = int(np.argmax(np.abs(lags)))
    return float(np.corrcoef(samples[at : at + len(wanted)], wanted)[0, 1])
