"""Features have known values, and both recognisers learn made-up words from a few takes."""

import numpy as np
import pytest

from shopdesk.engine.errors import DataError
from shopdesk.engine.voice import DnnHmmWordRecognizer, HmmWordRecognizer, log_mel, mfcc
from shopdesk.engine.voice.features import deltas, mel_bank, word_features

RATE = 8000
WORDS = {"up": (400, 1800), "down": (1800, 400), "flat": (900, 900), "high": (2500, 2500)}


def take(word, seed):
    """A tone that glides as the word says, with other length, pitch, level and noise each time."""
    rng = np.random.default_rng(seed)
    count = int(RATE * rng.uniform(0.3, 0.5))
    begin, end = WORDS[word]
    pitch = np.linspace(begin, end, count) * rng.uniform(0.95, 1.05)
    x = np.sin(2 * np.pi * np.cumsum(pitch) / RATE) * np.hanning(count)
    return rng.uniform(0.2, 0.9) * (x + 0.02 * rng.standard_normal(count))


def test_a_tone_lights_up_its_mel_band():
    x = np.sin(2 * np.pi * 1000 * np.arange(16000) / 16000)
    mel = log_mel(x, 16000, bands=40)
    assert mel.shape == (98, 40)
    centre = mel_bank(40, 512, 16000)[:, 32].argmax()
    assert (mel.argmax(axis=1) == centre).all()


def test_coefficients_ignore_the_level_but_for_the_first():
    x = np.random.default_rng(0).standard_normal(4000)
    np.testing.assert_allclose(mfcc(x, 8000)[:, 1:], mfcc(10 * x, 8000)[:, 1:], atol=1e-6)
    np.testing.assert_allclose(mfcc(10 * x, 8000)[:, 0] - mfcc(x, 8000)[:, 0], 2 * np.log(10) * np.sqrt(26), rtol=1e-6)


def test_a_ramp_has_slope_one():
    assert deltas(np.arange(10.0)[:, None])[3:7].ravel().tolist() == pytest.approx([1, 1, 1, 1])


def test_short_and_empty_clips_give_one_frame():
    assert mfcc(np.zeros(0), 16000).shape == (1, 13)
    assert mfcc(np.zeros(80), 16000).shape == (1, 13)


def test_how_much_quiet_is_around_a_word_changes_nothing():
    word = take("up", 0)
    quiet = 1e-4 * np.random.default_rng(1).standard_normal(4000)
    around = word_features(np.concatenate([quiet[:1600], word, quiet[1600:]]), RATE)
    alone = word_features(np.concatenate([quiet[:800], word, quiet[:800]]), RATE)
    assert len(around) == len(alone)
    np.testing.assert_allclose(around[2:-2], alone[2:-2], atol=0.15)


@pytest.mark.parametrize("recognizer", [HmmWordRecognizer, DnnHmmWordRecognizer])
def test_words_are_learnt_from_three_takes(recognizer):
    labels = [word for word in WORDS for _ in range(3)]
    clips = [take(word, seed) for seed, word in enumerate(labels)]
    fresh = [word for word in WORDS for _ in range(10)]
    tests = [take(word, 100 + seed) for seed, word in enumerate(fresh)]
    model = recognizer(seed=0).fit(clips, labels, RATE)
    got = model.predict(tests, RATE)
    assert np.mean([a == b for a, b in zip(got, fresh, strict=True)]) >= 0.95
    again = recognizer(seed=0).fit(clips, labels, RATE)
    np.testing.assert_array_equal(model.scores(tests[0], RATE), again.scores(tests[0], RATE))


def test_a_recogniser_must_be_taught_first():
    with pytest.raises(DataError, match=r"voice\.untaught"):
        HmmWordRecognizer().predict([np.zeros(800)], RATE)
    with pytest.raises(DataError, match=r"voice\.clips"):
        HmmWordRecognizer().fit([np.zeros(800)], [], RATE)


def test_a_clip_shorter_than_the_states_is_an_answer():
    model = HmmWordRecognizer().fit([take("up", 0), take("down", 1)], ["up", "down"], RATE)
    assert model.predict([np.zeros(10)], RATE)[0] in WORDS
