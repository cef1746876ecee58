"""Sounds are short, come once, never block, and are silence where there is no device."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from shopdesk.workers.sounds import RATE, TONES, Sounds, samples_of


@pytest.mark.parametrize("name", sorted(TONES))
def test_a_sound_is_short_soft_and_begins_and_ends_in_silence(name: str) -> None:
    samples = samples_of(name)
    assert samples.dtype == np.float32
    assert 0.04 < len(samples) / RATE < 0.3
    assert 0.1 < np.abs(samples).max() < 0.25
    assert np.abs(samples[[0, -1]]).max() < 0.01
    pitch = np.fft.rfftfreq(4096, 1 / RATE)[np.abs(np.fft.rfft(samples[:2048], 4096)).argmax()]
    assert pitch == pytest.approx(TONES[name][0][0], rel=0.05)


def test_a_burst_is_not_queued_and_asking_never_waits() -> None:
    heard: list[int] = []
    gate = threading.Event()

    def output(samples: np.ndarray) -> None:
        heard.append(len(samples))
        gate.wait(5)

    sounds = Sounds(output)
    begun = time.monotonic()
    for _ in range(50):
        sounds.play("scan")
    assert time.monotonic() - begun < 2
    gate.set()
    sounds.close()
    assert 1 <= len(heard) <= 3
    sounds.play("scan")  # closed: nothing happens
    assert len(heard) <= 3


def test_without_a_device_there_is_silence_once_and_for_all() -> None:
    tried: list[int] = []

    def broken(samples: np.ndarray) -> None:
        tried.append(1)
        raise OSError("PortAudio library not found")

    sounds = Sounds(broken)
    sounds.play("understood")
    deadline = time.monotonic() + 5
    while not tried and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(0.05)
    sounds.play("understood")
    sounds.close()
    assert tried == [1]


def test_closing_without_ever_playing_starts_nothing() -> None:
    before = threading.active_count()
    Sounds().close()
    assert threading.active_count() == before


def test_the_real_output_plays_or_is_silent() -> None:
    sounds = Sounds()
    for _ in range(3):
        sounds.play("scan")
    sounds.close(5.0)
    assert not [thread for thread in threading.enumerate() if thread.name == "sounds"]
