"""Parts and orders of names, patterns of phrases, and the ranking of candidates."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.engine.errors import DataError
from shopdesk.engine.voice.moonshine import Moonshine
from shopdesk.engine.voice.parts import part_tokens, split_size, spoken_parts
from shopdesk.engine.voice.phrases import PhraseGrammar
from shopdesk.engine.voice.ranking import RANK_WEIGHTS, Candidate, known_probability, rank_features, request_features


@pytest.fixture(scope="module")
def tokenizer():
    return Moonshine().tokenizer


def sentences(grammar, tokenizer, limit=500):
    """All sentences of a finite grammar."""
    found, rows = [], [((), 0, len(grammar), 0)]
    while rows and len(found) < limit:
        said, low, high, depth = rows.pop()
        for token, a, b in zip(*grammar.children(low, high, depth), strict=True):
            if token < 0:
                found.append(tokenizer.decode(list(said)))
            else:
                rows.append(((*said, int(token)), int(a), int(b), depth + 1))
    return set(found)


@pytest.mark.parametrize(
    ("name", "core", "size"),
    [
        ("heinz ketchup four hundred and sixty grams", "heinz ketchup", "four hundred and sixty grams"),
        ("two litres cola", "cola", "two litres"),
        ("seven up", "seven up", ""),
        ("fish and chips", "fish and chips", ""),
    ],
)
def test_the_size_is_told_from_the_name(name, core, size):
    assert split_size(name.split()) == (core.split(), size.split())


def test_a_name_may_be_turned_round_shortened_and_said_without_its_size():
    said = {" ".join(part) for part in spoken_parts("Heinz tomato ketchup 460 g")}
    assert {
        "heinz tomato ketchup",
        "tomato ketchup heinz",
        "heinz ketchup",
        "tomato ketchup",
        "heinz tomato ketchup four hundred and sixty grams",
        "four hundred and sixty grams heinz tomato ketchup",
    } <= said


@given(st.text(alphabet="abc xyz0123456789.-&'%\u4e2d", max_size=40))
def test_any_name_has_parts_made_of_its_own_words(name):
    for part in spoken_parts(name):
        assert part
        assert all(part)


def test_rows_of_a_part_say_how_many_words_they_hold(tokenizer):
    rows = part_tokens("Oatly oat milk 1 l", tokenizer)
    assert rows[tuple(tokenizer.encode("oat milk"))] == 2
    assert rows[tuple(tokenizer.encode("Oatly oat milk"))] == 3


def test_a_pattern_says_exactly_its_sentences(tokenizer):
    grammar = PhraseGrammar(["(add | put) [a] <size> coffee"], {"size": ["small", "large"]}, tokenizer)
    said = {text.lower() for text in sentences(grammar, tokenizer)}
    verbs, articles, sizes = ("add", "put"), ("", "a "), ("small", "large")
    assert said == {f"{verb} {a}{size} coffee" for verb in verbs for a in articles for size in sizes}


def test_numbers_may_be_heard_as_digits(tokenizer):
    assert {"twelve eggs", "12 eggs"} <= sentences(PhraseGrammar(["twelve eggs"], {}, tokenizer), tokenizer)


@pytest.mark.parametrize("pattern", ["(open", "a ) b", "[a", "<nowhere> milk", "<loop>"])
def test_a_broken_pattern_is_refused(pattern, tokenizer):
    with pytest.raises(DataError) as caught:
        PhraseGrammar([pattern], {"loop": ["<loop> again"]}, tokenizer)
    assert caught.value.code == "voice.pattern"


def test_no_pattern_says_nothing(tokenizer):
    assert len(PhraseGrammar([" ", ""], {}, tokenizer)) == 0


def test_what_was_reached_and_fits_ranks_before_what_was_not():
    good, lost = Candidate(0.6, 0.6, 0.6, -1.0, 5, 1.0), Candidate(0.6, 0.6, 0.6, None, 0, 0.5)
    features = rank_features({1: good, 2: lost}, 5)
    assert features.shape == (2, 6)
    assert features[0, 2] > features[1, 2]
    assert rank_features({}, 3).shape == (0, 6)


def test_a_clear_request_is_known_and_talk_is_not():
    clear = Candidate(0.95, 0.95, 0.95, 0.0, 6, 1.0)
    talk = Candidate(0.15, 0.1, 0.15, -30.0, 5, 0.25)
    probabilities = []
    for best, free in ((clear, -1.5), (talk, -2.0)):
        row = rank_features({1: best}, 6)[0]
        scores = np.array([row @ RANK_WEIGHTS, 1.0])
        probabilities.append(known_probability(request_features(best, row, scores, free, 6, 6)))
    assert probabilities[0] > 0.9
    assert probabilities[1] < 0.3
