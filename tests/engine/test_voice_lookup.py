"""From what was heard to the product, with real speech where a synthesiser is installed."""

import shutil
import subprocess

import numpy as np
import pandas as pd
import pytest
import soundfile

from shopdesk.engine.errors import DataError
from shopdesk.engine.voice import VoiceSearch
from shopdesk.engine.voice.matcher import NameIndex
from shopdesk.engine.voice.moonshine import Moonshine, loop_length

NAMES = [
    "Oatly oat milk 1 l",
    "Oatly oat milk 500 ml",
    "Lurpak unsalted butter 250 g",
    "Lurpak salted butter 250 g",
    "Vimto fizzy can 330 ml",
    "Heinz baked beans 415 g",
    "Kellogg's corn flakes 500 g",
    "Orange juice bottle 1 l",
]
needs_speech = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")


@pytest.fixture(scope="module")
def say(tmp_path_factory):
    folder = tmp_path_factory.mktemp("speech")

    def spoken(text):
        path = folder / "clip.wav"
        subprocess.run(["espeak-ng", "-v", "en-us", "-s", "150", "-w", str(path), text], check=True)
        return soundfile.read(path, dtype="float32")

    return spoken


@pytest.fixture(scope="module")
def voice():
    frame = pd.DataFrame({"product_id": [f"p{n}" for n in range(len(NAMES))], "name": NAMES})
    return VoiceSearch(frame, aliases={"p7": ["breakfast juice"]})


@pytest.mark.parametrize(
    ("heard", "best"),
    [
        ("oat milk one litre", 0),
        ("oat milk five hundred millilitres", 1),
        ("lure pack unsolted", 2),
        ("Then Tophysi can.", 4),
        ("cornflakes", 6),
        ("have you got any hines bake beans please", 5),
    ],
)
def test_the_matcher_forgives_sounds_but_not_sizes(heard, best):
    scores = NameIndex(NAMES, range(len(NAMES))).scores(heard)
    assert max(scores, key=scores.__getitem__) == best


def test_nothing_heard_matches_nothing():
    assert NameIndex(NAMES, range(len(NAMES))).scores("") == {}
    assert NameIndex([], []).scores("milk") == {}


def test_loops_are_seen():
    assert loop_length([5, 1, 2, 1, 2, 1, 2]) == 2
    assert loop_length([7, 7, 7]) == 1
    assert loop_length([1, 2, 1, 2]) == 0


def test_the_pieces_of_the_tokenizer_go_both_ways():
    tokenizer = Moonshine().tokenizer
    for text in ("Oat milk", "two hundred grams", "Crème brûlée 4"):
        assert tokenizer.decode(tokenizer.encode(text)) == text
    assert len(tokenizer.encode("milk")) == 1


@needs_speech
@pytest.mark.parametrize(
    ("said", "product"),
    [("corn flakes please", "p6"), ("three bottles of orange juice", "p7")],
)
def test_a_spoken_product_is_first(voice, say, said, product):
    samples, rate = say(said)
    result = voice.recognize(samples, rate)
    assert result.speech
    assert result.accepted
    assert result.matches[0].product_id == product
    assert 0 < result.matches[0].probability <= 1


@needs_speech
def test_other_talk_is_not_accepted(voice, say):
    samples, rate = say("The train to London was late again this morning.")
    result = voice.recognize(samples, rate)
    assert result.speech
    assert not result.accepted


@needs_speech
def test_transcribing_needs_no_catalog(say):
    empty = VoiceSearch(pd.DataFrame({"product_id": [], "name": []}))
    samples, rate = say("I would like half a kilo of tomatoes")
    assert "tomatoes" in empty.transcribe(samples, rate).lower()
    result = empty.recognize(samples, rate)
    assert result.speech
    assert result.matches == []
    assert not result.accepted
    assert (result.quantity, result.unit) == (0.5, "kg")


@pytest.mark.parametrize("samples", [np.zeros(0), np.zeros(80), np.full(16000, np.nan), np.zeros((16000, 2))])
def test_no_speech_gives_no_words(voice, samples):
    result = voice.recognize(samples, 16000)
    assert not result.speech
    assert result.matches == []
    assert result.heard == ""
    assert voice.transcribe(samples, 16000) == ""


def test_a_frame_without_names_is_refused():
    with pytest.raises(DataError, match=r"voice\.columns"):
        VoiceSearch(pd.DataFrame({"x": [1]}))


@needs_speech
def test_a_taught_name_is_found_and_survives_saving(voice, say, tmp_path):
    clips = [say(f"zubrowka kaputnik{mark}")[0] for mark in ("", ",", ".")]
    rate = say("zubrowka")[1]
    frame = pd.DataFrame({"product_id": ["x", "y"], "name": ["Oatly oat milk", "Heinz baked beans"]})
    shop = VoiceSearch(frame)
    shop.enroll("y", clips, rate)
    shop.save(tmp_path)
    again = VoiceSearch(frame).load(tmp_path)
    result = again.recognize(0.7 * say("zubrowka kaputnik!")[0], rate)
    assert result.matches[0].product_id == "y"
    assert result.accepted
    assert not again.recognize(*say("The train to London was late again this morning.")).accepted


@needs_speech
def test_phrases_are_heard_rather_than_free_text(say):
    shop = VoiceSearch(pd.DataFrame({"product_id": [], "name": []}))
    samples, rate = say("three bottles of orange juice")
    shop.add_phrases(["three bottles of orange juice", "two bottles of apple juice", "total"])
    assert shop.transcribe(samples, rate).lower() == "three bottles of orange juice"
