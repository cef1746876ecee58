"""The table of spoken forms, and words taught by saying them."""

import numpy as np
import pandas as pd
import pytest

from shopdesk.engine.errors import DataError, NotFound
from shopdesk.engine.voice import VoiceSearch
from shopdesk.engine.voice.moonshine import Moonshine
from shopdesk.engine.voice.table import TokenTable, catalog_rows
from shopdesk.engine.voice.taught import Saying, TaughtWords, word_distance, word_model
from shopdesk.engine.voice.warping import warped_distance


def test_ranges_of_a_table_are_its_rows():
    table = TokenTable([[5, 6, 7], [5, 6], [5, 8], [9]], [False] * 8 + [True, True])
    assert len(table) == 4
    tokens, low, high = table.children(0, 4, 0)
    assert tokens.tolist() == [5, 9]
    assert (low.tolist(), high.tolist()) == ([0, 3], [3, 4])
    tokens, low, high = table.children(0, 3, 1)
    assert tokens.tolist() == [6, 8]
    tokens, _, _ = table.children(0, 2, 2)
    assert tokens.tolist() == [-1, 7]
    assert table.may_end(np.array([-1, 7]))
    assert table.may_end(np.array([6, 8]))
    assert not table.may_end(np.array([6, 7]))


def test_names_are_said_from_content_words_on():
    tokenizer = Moonshine().tokenizer
    said = {tokenizer.decode(row) for row in catalog_rows(["Lurpak salted butter 250 g"], tokenizer)}
    assert "Lurpak salted butter two hundred and fifty grams" in said
    assert "Salted butter 250g" in said
    assert "butter 250g" in said
    assert not any(text.startswith(("250", "two", "Two")) for text in said)


def takes(seed, count=3, frames=30):
    rng = np.random.default_rng(seed)
    word = np.cumsum(rng.standard_normal((frames, 16)), axis=0)
    out = []
    for _ in range(count):
        stretched = np.sort(rng.integers(0, frames, frames + int(rng.integers(-5, 6))))
        out.append(word[stretched] + 0.1 * rng.standard_normal((len(stretched), 16)))
    return out


def sayings(seed, cepstra_seed=None):
    cepstra = takes(seed if cepstra_seed is None else cepstra_seed, frames=70)
    return [Saying(frames, own) for frames, own in zip(takes(seed), cepstra, strict=True)]


def test_a_stretched_word_is_near_and_another_is_far():
    still = word_model([np.eye(4)])
    assert word_distance(still, np.repeat(np.eye(4), 2, axis=0)) < word_distance(still, np.eye(4)[::-1])
    words = TaughtWords()
    words.teach("a", sayings(0)[:2])
    words.teach("b", sayings(1))
    assert list(words.scores(sayings(0)[2])) == ["a"]
    assert words.scores(sayings(7)[0]) == {}


def test_of_two_words_with_the_same_frames_the_cepstra_decide():
    words = TaughtWords()
    words.teach("a", sayings(0, cepstra_seed=1))
    words.teach("b", sayings(0, cepstra_seed=2))
    for seed, meant in ((1, "a"), (2, "b")):
        scores = words.scores(sayings(0, seed)[2])
        assert set(scores) == {"a", "b"}
        assert max(scores, key=scores.__getitem__) == meant


def test_a_warped_distance_is_that_of_the_best_alignment():
    rng = np.random.default_rng(3)
    a, b = rng.standard_normal((5, 3)), rng.standard_normal((7, 3))
    cost = ((a[:, None] - b) ** 2).sum(axis=2)

    def best(i, j):
        if i < 0 or j < 0:
            return 0.0 if i == j == -1 else np.inf
        return min(best(i - 1, j) + cost[i, j], best(i, j - 1) + cost[i, j], best(i - 1, j - 1) + 2 * cost[i, j])

    assert warped_distance(a, b) == pytest.approx(best(4, 6) / 12)
    assert warped_distance(b, a) == pytest.approx(best(4, 6) / 12)
    assert warped_distance(a, np.repeat(a, 3, axis=0)) == pytest.approx(0.0, abs=1e-9)
    assert warped_distance(a, b[:0]) == np.inf


def test_taught_words_survive_saving(tmp_path):
    words = TaughtWords()
    words.teach("café", sayings(0))
    words.save(tmp_path / "deep" / "taught.npz")
    again = TaughtWords.open(tmp_path / "deep" / "taught.npz")
    probe = sayings(0)[1]
    assert again.scores(probe)["café"] == pytest.approx(words.scores(probe)["café"], abs=0.01)
    with np.load(tmp_path / "deep" / "taught.npz") as file:
        frames_only = {key: file[key] for key in file.files if not key.startswith("cepstra")}
    np.savez(tmp_path / "before.npz", **frames_only)
    assert list(TaughtWords.open(tmp_path / "before.npz").scores(probe)) == ["café"]
    assert len(TaughtWords.open(tmp_path / "none.npz")) == 0
    (tmp_path / "bad.npz").write_bytes(b"not a file of arrays")
    with pytest.raises(DataError, match=r"voice\.taught_damaged"):
        TaughtWords.open(tmp_path / "bad.npz")


def test_teaching_asks_for_a_product_and_for_speech(tmp_path):
    voice = VoiceSearch(pd.DataFrame({"product_id": ["p"], "name": ["Milk"]}))
    with pytest.raises(NotFound, match=r"product\.missing"):
        voice.enroll("q", [np.zeros(16000)], 16000)
    with pytest.raises(DataError, match=r"voice\.take_silent"):
        voice.enroll("p", [np.zeros(16000)], 16000)
    with pytest.raises(DataError, match=r"voice\.no_takes"):
        voice.enroll("p", [], 16000)
    voice.save(tmp_path)
    assert voice.load(tmp_path) is voice
