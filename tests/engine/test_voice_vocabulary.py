"""Words of a large catalog are found by what is nearly like them."""

import random

import pytest
from rapidfuzz import fuzz, process

from shopdesk.engine.voice.phones import sound
from shopdesk.engine.voice.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def many():
    rng = random.Random(0)
    parts = ["ba", "ko", "li", "mer", "sto", "na", "fru", "chi", "ve", "lin", "da", "ges", "phi", "ro"]
    vocabulary = Vocabulary()
    vocabulary.add("".join(rng.choices(parts, k=rng.randint(2, 4))) for _ in range(6000))
    return vocabulary


def test_the_nearest_of_many_words_are_the_same_as_by_comparing_all(many):
    rng = random.Random(1)
    for word in rng.sample(many.words, 40):
        place = rng.randrange(len(word))
        said = word[:place] + rng.choice("aeioustr") + word[place + 1 :]
        nearest = process.extractOne(said, many.words, scorer=fuzz.ratio)
        alike = many.alike(said)
        assert nearest[2] in alike
        assert alike[nearest[2]] >= 0.95 * (nearest[1] / 100) ** 2 - 1e-9


def test_a_known_word_is_itself_and_numbers_are_right_or_wrong():
    vocabulary = Vocabulary()
    vocabulary.add(["oat", "milk", "500ml", "15"])
    vocabulary.add(["milk", "goat"])
    assert sorted(vocabulary.words) == ["15", "500ml", "goat", "milk", "oat"]
    assert vocabulary.alike("oat")[vocabulary.numbers["oat"]] == 1.0
    assert vocabulary.alike("500ml") == {vocabulary.numbers["500ml"]: 1.0}
    assert vocabulary.alike("50") == {}
    assert vocabulary.alike("quartz") == {}


def test_a_word_that_is_written_otherwise_is_found_by_its_sound():
    vocabulary = Vocabulary()
    vocabulary.add(["fizzy", "water"])
    assert sound("physi") == sound("fizzy")
    assert vocabulary.alike("physi") == {vocabulary.numbers["fizzy"]: pytest.approx(0.98)}
