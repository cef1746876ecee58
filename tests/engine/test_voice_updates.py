"""A catalog that changes while the shop is open, the kept table, and words taught by voice."""

import shutil
import subprocess

import numpy as np
import pandas as pd
import pytest
import soundfile

from shopdesk.engine.voice import VoiceSearch
from shopdesk.engine.voice.moonshine import Moonshine
from shopdesk.engine.voice.table import TokenTable, catalog_rows
from shopdesk.engine.voice.taught import Saying, TaughtWords, word_distance, word_model

NAMES = ["Heinz baked beans 415 g", "Orange juice 1 l", "Whole milk 2 l"]
needs_speech = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")


def frame(names, first=0):
    return pd.DataFrame({"product_id": [f"p{n}" for n in range(first, first + len(names))], "name": names})


@pytest.fixture(scope="module")
def say(tmp_path_factory):
    folder = tmp_path_factory.mktemp("speech")

    def spoken(text, speed=150, pitch=50):
        path = folder / "clip.wav"
        voice = ["espeak-ng", "-v", "en-us", "-s", str(speed), "-p", str(pitch), "-w", str(path), text]
        subprocess.run(voice, check=True)
        return soundfile.read(path, dtype="float32")

    return spoken


def test_rows_put_in_later_stand_where_they_would_have_stood():
    tokenizer = Moonshine().tokenizer
    whole = TokenTable(catalog_rows(NAMES, tokenizer), tokenizer.starts_word)
    grown = TokenTable(catalog_rows(NAMES[:1], tokenizer), tokenizer.starts_word)
    for name in NAMES[1:]:
        grown.insert(catalog_rows([name], tokenizer))
    assert np.array_equal(grown.array, whole.array)
    grown.insert(catalog_rows(NAMES, tokenizer))
    assert np.array_equal(grown.array, whole.array)


def test_a_table_takes_more_new_rows_than_it_has_room_for():
    rng = np.random.default_rng(0)
    rows = [tuple(row) for row in rng.integers(0, 32768, (9000, 3)).tolist()]
    grown = TokenTable(rows[:100], ())
    grown.insert(rows)
    grown.insert([(0,), (32767, 32767, 32767)])
    assert [tuple(t for t in row if t >= 0) for row in grown.array.tolist()] == sorted({*rows, (0,), (32767,) * 3})


@needs_speech
def test_new_renamed_and_removed_products_count_at_once(say):
    shop = VoiceSearch(frame(NAMES))
    shop.prepare()
    shop.update(pd.DataFrame({"product_id": ["new", "p1"], "name": ["Hazelnut spread 400 g", "Cranberry juice 1 l"]}))
    assert shop.recognize(*say("hazelnut spread")).matches[0].product_id == "new"
    assert shop.recognize(*say("cranberry juice")).matches[0].product_id == "p1"
    shop.remove("new")
    assert "new" not in [m.product_id for m in shop.recognize(*say("hazelnut spread")).matches]


@needs_speech
def test_a_kept_table_gives_the_same_answers_and_a_damaged_one_is_built_again(say, tmp_path):
    cache = tmp_path / "voice" / "table.npz"
    clip = say("orange juice")
    first = VoiceSearch(frame(NAMES))
    first.prepare(cache)
    again = VoiceSearch(frame(NAMES))
    again.prepare(cache)
    assert again.recognize(*clip) == first.recognize(*clip)
    for content in (b"", b"PK\x03\x04 broken", cache.read_bytes()[:-40]):
        cache.write_bytes(content)
        mended = VoiceSearch(frame(NAMES))
        mended.prepare(cache)
        assert mended.recognize(*clip).matches[0].product_id == "p1"


def test_a_table_of_other_names_is_not_used(tmp_path):
    cache = tmp_path / "table.npz"
    VoiceSearch(frame(NAMES)).prepare(cache)
    kept = cache.read_bytes()
    VoiceSearch(frame([*NAMES, "Butter 250 g"])).prepare(cache)
    assert cache.read_bytes() != kept


@needs_speech
def test_a_word_no_catalog_knows_is_found_after_three_takes(say, tmp_path):
    shop = VoiceSearch(frame(NAMES))
    takes = [say("bimbabola", speed, pitch)[0] for speed, pitch in ((140, 45), (155, 50), (165, 55))]
    rate = say("x")[1]
    shop.enroll("p2", takes, rate)
    answer = shop.recognize(*say("bimbabola", 150, 52))
    assert answer.accepted
    assert answer.matches[0].product_id == "p2"
    assert shop.taught_ids == ["p2"]
    assert shop.recognize(*say("orange juice")).matches[0].product_id == "p1"
    shop.save(tmp_path)
    assert shop.forget("p2")
    assert not shop.forget("p2")
    assert not shop.recognize(*say("bimbabola", 150, 52)).accepted
    assert VoiceSearch(frame(NAMES)).load(tmp_path).taught_ids == ["p2"]


@needs_speech
def test_a_taught_word_is_found_where_the_detector_hears_nothing(say, monkeypatch):
    shop = VoiceSearch(frame(NAMES))
    rate = say("x")[1]
    shop.enroll("p2", [say("bimbabola", speed, pitch)[0] for speed, pitch in ((140, 45), (155, 50), (165, 55))], rate)
    monkeypatch.setattr("shopdesk.engine.voice.lookup.trim", lambda samples: samples[:0])
    answer = shop.recognize(*say("bimbabola", 150, 52))
    assert answer.accepted
    assert [match.product_id for match in answer.matches] == ["p2"]
    for nothing in (say("orange juice")[0], 0.3 * np.random.default_rng(0).standard_normal(rate // 2), np.zeros(rate)):
        assert not shop.recognize(nothing, rate).speech


def test_takes_of_one_word_are_nearer_than_another_word():
    rng = np.random.default_rng(0)
    one, other = rng.normal(size=(2, 20, 288))
    near = [one + 0.2 * rng.normal(size=one.shape) for _ in range(3)]
    units = [x / np.linalg.norm(x, axis=1, keepdims=True) for x in near]
    model = word_model(units)
    same = one / np.linalg.norm(one, axis=1, keepdims=True)
    different = other / np.linalg.norm(other, axis=1, keepdims=True)
    assert word_distance(model, same) < 0.5 * word_distance(model, different)
    assert word_distance(model, same[:1]) == float("inf")


def test_nothing_taught_scores_nothing():
    assert TaughtWords().scores(Saying(np.ones((10, 288), np.float32), np.ones((30, 26)))) == {}
