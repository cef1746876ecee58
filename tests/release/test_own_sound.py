"""A bundle finds its own PortAudio, where the system has none."""

import ctypes.util
import runpy
import sys
from pathlib import Path

import pytest

HOOK = Path(__file__).parents[2] / "packaging" / "own_sound.py"


@pytest.fixture
def bundle(tmp_path, monkeypatch):
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: f"system {name}" if name == "sndfile" else None)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    runpy.run_path(str(HOOK))
    return tmp_path


def test_the_bundle_comes_first(bundle):
    (bundle / "libportaudio.so.2").touch()
    assert ctypes.util.find_library("portaudio") == str(bundle / "libportaudio.so.2")


def test_other_libraries_are_the_system_s(bundle):
    assert ctypes.util.find_library("sndfile") == "system sndfile"
    assert ctypes.util.find_library("portaudio") is None


def test_the_bundle_is_built_with_it():
    assert "packaging/own_sound.py" in (HOOK.parents[1] / "build.spec").read_text(encoding="utf-8")
