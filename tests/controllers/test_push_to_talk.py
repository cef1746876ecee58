"""Holding and tapping the key: what begins a take and what ends it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from shopdesk.controllers.push_to_talk import PushToTalk


class Key:
    """A key with a clock that only the test moves."""

    def __init__(self) -> None:
        self.now = 100.0
        self.talk = PushToTalk(clock=lambda: self.now)
        self.said: list[str] = []
        self.talk.started.connect(lambda: self.said.append("started"))
        self.talk.ended.connect(lambda: self.said.append("ended"))
        self.talk.tapped.connect(lambda: self.said.append("tapped"))

    def settle(self) -> None:
        """Let 50 ms pass with the key as it is."""
        timer = self.talk.findChild(QTimer)
        if timer.isActive():
            timer.stop()
            timer.timeout.emit()

    def hold(self, seconds: float) -> None:
        self.talk.press()
        self.now += seconds
        self.talk.release()
        self.settle()


@pytest.fixture
def key(qtbot: QtBot) -> Iterator[Key]:
    key = Key()
    yield key
    key.talk.reset()


def test_a_held_key_is_a_take(key: Key) -> None:
    key.talk.press()
    assert key.said == ["started"]
    assert key.talk.wanted
    key.now += 0.31
    key.talk.release()
    assert key.said == ["started"]  # it may still bounce
    key.settle()
    assert key.said == ["started", "ended"]
    assert not key.talk.wanted


def test_a_tap_goes_on_until_the_next_press(key: Key) -> None:
    key.hold(0.29)
    assert key.said == ["started", "tapped"]
    assert key.talk.wanted
    key.now += 2
    key.talk.press()
    assert key.said == ["started", "tapped", "ended"]
    assert not key.talk.wanted
    key.now += 1
    key.talk.release()
    key.settle()
    key.hold(1.0)
    assert key.said == ["started", "tapped", "ended", "started", "ended"]


def test_two_presses_within_50_ms_are_one(key: Key) -> None:
    key.talk.press()
    key.now += 0.01
    key.talk.release()
    key.now += 0.02
    key.talk.press()
    key.now += 1
    key.talk.release()
    key.settle()
    assert key.said == ["started", "ended"]


def test_a_bounce_at_the_end_of_a_tap_does_not_begin_another(key: Key) -> None:
    key.hold(0.1)
    key.talk.press()
    key.now += 0.005
    key.talk.release()
    key.talk.press()
    key.talk.release()
    key.settle()
    assert key.said == ["started", "tapped", "ended"]
    assert not key.talk.wanted


@pytest.mark.parametrize("tapped", [False, True])
def test_leaving_the_window_ends_the_take(key: Key, tapped: bool) -> None:
    if tapped:
        key.hold(0.1)
    else:
        key.talk.press()
    key.said.clear()
    key.talk.leave()
    assert key.said == ["ended"]
    key.talk.leave()
    key.talk.release()  # the key goes up elsewhere, or its release comes late
    key.settle()
    assert key.said == ["ended"]


def test_the_release_counts_by_itself_after_50_ms(qtbot: QtBot, key: Key) -> None:
    key.talk.press()
    key.now += 1
    with qtbot.waitSignal(key.talk.ended, timeout=2000):
        key.talk.release()
