"""Numbers, sizes and quantities, as written and as said."""

import pytest

from shopdesk.engine.voice.phones import sound
from shopdesk.engine.voice.spoken import (
    normalise,
    number_to_words,
    parse_quantity,
    plain_words,
    spoken_forms,
    words_to_numbers,
)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "zero"),
        (17, "seventeen"),
        (42, "forty two"),
        (250, "two hundred and fifty"),
        (1500, "one thousand five hundred"),
        (1.5, "one point five"),
    ],
)
def test_numbers_are_said_and_understood(value, words):
    assert number_to_words(value) == words
    assert words_to_numbers(words.split()) == [f"{value:g}"]


@pytest.mark.parametrize(
    "said",
    [
        "250g",
        "250 g",
        "250 Gramm".replace("Gramm", "grams"),
        "two hundred fifty grams",
        "two hundred and fifty grams",
        "two fifty grams",
        "0.25 kg",
        "0,25 kg",
    ],
)
def test_one_size_has_many_spellings(said):
    assert normalise(said) == ["250g"]


def test_sizes_in_names():
    assert normalise("Oat milk 1.5 L") == normalise("oat milk one point five litres") == ["oat", "milk", "1500ml"]
    assert normalise("PG Tips, 160 pack") == ["pg", "tips", "160pack"]
    assert plain_words("Müller's Crème & Café") == ["mullers", "creme", "and", "cafe"]


def test_forms_that_a_name_may_be_said_in():
    forms = spoken_forms("Lurpak butter 250 g")
    assert forms[0] == "lurpak butter two hundred and fifty grams"
    assert "lurpak butter two hundred fifty grams" in forms
    assert "lurpak butter 250g" in forms
    assert spoken_forms("oat milk 1 l")[0] == "oat milk one litre"


@pytest.mark.parametrize(
    ("said", "value", "unit", "rest"),
    [
        ("two oat milks", 2, None, "oat milks"),
        ("Can I have three of the Vimto, please?", 3, None, "the vimto please"),
        ("half a kilo of tomatoes", 0.5, "kg", "tomatoes"),
        ("two hundred grams of ham", 0.2, "kg", "ham"),
        ("one and a half litres of milk", 1.5, "l", "milk"),
        ("a dozen eggs", 12, None, "eggs"),
        ("half a dozen eggs", 6, None, "eggs"),
        ("a kilo of apples", 1, "kg", "apples"),
        ("two packs of crisps", 2, None, "crisps"),
    ],
)
def test_quantities(said, value, unit, rest):
    quantity = parse_quantity(said)
    assert quantity is not None
    assert (quantity.value, quantity.unit, quantity.rest) == (value, unit, rest)


@pytest.mark.parametrize(
    ("said", "value", "others"),
    [
        ("fifteen oat milks", 15, (50,)),
        ("50 oat milks", 50, (15,)),
        ("one hundred and thirty eggs", 130, (113,)),
        ("fifteen grams of ham", 0.015, (0.05,)),
        ("thirteen dozen eggs", 156, (360,)),
        ("two oat milks", 2, ()),
        ("forty two oat milks", 42, ()),
        ("twenty oat milks", 20, ()),
        ("ten eggs", 10, ()),
        ("half a kilo of tomatoes", 0.5, ()),
    ],
)
def test_quantities_that_sound_like_others_say_so(said, value, others):
    quantity = parse_quantity(said)
    assert quantity is not None
    assert quantity.value == pytest.approx(value)
    assert quantity.alternatives == pytest.approx(others)


@pytest.mark.parametrize("said", ["oat milk one litre", "", "two", "lurpak", "500 g pasta", "six pack crisps"])
def test_no_quantity(said):
    assert parse_quantity(said) is None


@pytest.mark.parametrize(("one", "other"), [("fizzy", "physi"), ("cola", "kola"), ("chews", "chewz")])
def test_words_that_sound_alike_share_a_key(one, other):
    assert sound(one) == sound(other)
