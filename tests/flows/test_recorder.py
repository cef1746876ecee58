"""The recorder with a real (virtual) microphone: no sample is lost at either end."""

from __future__ import annotations

import subprocess
import time
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from shopdesk.workers.recorder import PRE_ROLL_SECONDS, RATE, Recorder

pytestmark = pytest.mark.audio


def tones(path: Path, frequencies: list[int]) -> Path:
    """Write a clip of half-second tones."""
    t = np.arange(RATE // 2) / RATE
    samples = np.concatenate([0.4 * np.sin(2 * np.pi * f * t) for f in frequencies])
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return path


def heard(samples: np.ndarray, window: int = RATE // 10) -> list[int]:
    """Return the loud frequencies in order, rounded to 20 Hz, repeats joined."""
    out: list[int] = []
    for start in range(0, len(samples) - window, window):
        piece = samples[start : start + window]
        if np.abs(piece).max() < 0.1:
            continue
        spectrum = np.abs(np.fft.rfft(piece * np.hanning(window)))
        frequency = int(round(float(np.argmax(spectrum)) * RATE / window / 20) * 20)
        if not out or out[-1] != frequency:
            out.append(frequency)
    return out


def test_a_take_has_every_tone_and_the_moment_before_the_key(
    speak: Callable[[Path], subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    recorder = Recorder()
    try:
        name = recorder.open()
        assert name in recorder.microphones()
        assert recorder.active
        time.sleep(PRE_ROLL_SECONDS)
        recorder.begin()
        speak(tones(tmp_path / "tones.wav", [440, 880, 1320])).wait(10)
        time.sleep(0.5)
        samples = recorder.take()
    finally:
        recorder.close()
    assert samples.dtype == np.float32
    assert heard(samples) == [440, 880, 1320]
    assert not recorder.active


def test_a_remembered_microphone_that_is_not_plugged_in_gives_way_to_the_default(
    speak: Callable[[Path], subprocess.Popen[bytes]],
) -> None:
    recorder = Recorder()
    try:
        assert recorder.open("no such microphone") == recorder.microphones()[0]
        assert recorder.serves("no such microphone")
        assert not recorder.serves("yet another")
    finally:
        recorder.close()


def test_a_discarded_take_is_forgotten(speak: Callable[[Path], subprocess.Popen[bytes]]) -> None:
    recorder = Recorder()
    try:
        recorder.open()
        recorder.begin()
        time.sleep(0.2)
        assert recorder.seconds > 0
        recorder.discard()
        assert recorder.seconds == 0
        assert len(recorder.take()) == 0
    finally:
        recorder.close()
