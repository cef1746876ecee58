"""The voice commands of the command line: odd sound is answered or refused in one sentence; clips are scored."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from shopdesk.commands.voice import _heard
from shopdesk.controllers.desk_voice_evaluation import clips_of, evaluate_clips
from shopdesk.engine.errors import DataError, NotFound
from shopdesk.engine.types import VoiceMatch, VoiceResult
from tests.flows.shell import shopdesk


def result(*ids: str, **more: Any) -> VoiceResult:
    matches = [VoiceMatch(key, 0.9 - number / 10) for number, key in enumerate(ids)]
    return VoiceResult("words", matches, more.get("quantity"), more.get("unit"), True, more.get("accepted", True))


def test_clips_are_matched_to_products_by_number_or_name(tmp_path: Path) -> None:
    (tmp_path / "Oat milk 1 l").mkdir()
    for name in ("P1.wav", "P1-2.wav", "Whole Milk 1 l (3).WAV", "Oat milk 1 l/monday.wav", "hello.wav", "notes.txt"):
        (tmp_path / name).write_bytes(b"")
    clips, skipped = clips_of(tmp_path, [("P1", "Whole milk 1 l"), ("P2", "Oat milk 1 l")])
    found = {path.name: product for path, product in clips.items()}
    assert found == {"P1.wav": "P1", "P1-2.wav": "P1", "Whole Milk 1 l (3).WAV": "P1", "monday.wav": "P2"}
    assert skipped == ("hello.wav",)


def test_a_folder_without_clips_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        clips_of(tmp_path, [("P1", "Milk")])
    assert caught.value.code == "voice.no_clips"
    with pytest.raises(NotFound):
        clips_of(tmp_path / "none", [])


def test_figures_count_places_and_trust() -> None:
    clips = {Path("a.wav"): "P1", Path("b.wav"): "P1", Path("c.wav"): "P1", Path("d.wav"): "P1"}
    heard = iter([result("P1"), result("P2", "P1"), result("P1", accepted=False), result()])
    figures = evaluate_clips(clips, lambda _r: next(heard), lambda _p: "words", lambda _r: result("P1"))
    assert (figures.clips, figures.first, figures.first_five, figures.accepted) == (4, 0.5, 0.75, 0.25)
    assert figures.baseline_first == 1.0
    assert [one.place for one in figures.results] == [1, 2, 1, 0]


def test_what_was_understood_is_said() -> None:
    assert "Quantity: 50 or 15" in _heard(VoiceResult("add", [], 50, None, True, True, "add", (15.0,)))
    assert "Command: add" in _heard(VoiceResult("add", [], 50, None, True, True, "add"))
    assert "Quantity: 0.5 kg" in _heard(result(quantity=0.5, unit="kg"))
    assert "Not sure" in _heard(result(accepted=False))
    assert _heard(VoiceResult("", [], None, None, False, False)) == "Heard: nothing\n"


@pytest.mark.slow
def test_evaluate_voice_needs_a_folder(shop_folder: Path) -> None:
    done = shopdesk("--data", str(shop_folder), "evaluate", "voice")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "Name the folder" in done.stderr
