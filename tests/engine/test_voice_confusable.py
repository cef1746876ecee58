"""Names that sound alike are found, and it can be seen and corrected how a name is said."""

import pandas as pd
import pytest

from shopdesk.engine.errors import NotFound
from shopdesk.engine.types import ConfusablePair
from shopdesk.engine.voice import VoiceSearch
from shopdesk.engine.voice.confusable import confusable_pairs
from shopdesk.engine.voice.phones import sound

SHOP = {
    "salted": "Lurpak salted butter 250 g",
    "unsalted": "Lurpak unsalted butter 250 g",
    "large": "Lurpak salted butter 500 g",
    "cola": "Cola 1 l",
    "beans": "Heinz baked beans",
    "leaf": "Earl Grey tea",
}


def search(names=SHOP, aliases=None):
    return VoiceSearch(pd.DataFrame({"product_id": list(names), "name": list(names.values())}), aliases)


def pairs(*names):
    return confusable_pairs({str(place): [name] for place, name in enumerate(names)}, 10)


def test_the_pair_that_sounds_alike_is_named_once_and_other_sizes_are_not():
    (pair,) = search().confusable()
    assert isinstance(pair, ConfusablePair)
    assert (pair.product_id, pair.other_id) == ("salted", "unsalted")
    assert 0.8 < pair.closeness < 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Heinz baked beans", "Heinz baked beanz"),
        ("Buttermilk", "Butter milk"),
        ("Koffee beans", "Coffee beans"),
        ("Herb & garlic marinade", "Herb and garlic marinade"),
    ],
)
def test_what_is_said_the_same_is_as_close_as_can_be(one, other):
    assert pairs(one, other) == [("0", "1", 1.0)]


def test_sizes_that_sound_alike_are_confusable_and_others_are_not():
    assert pairs("Saffron 15 g", "Saffron 50 g")[0][2] > 0.9
    assert pairs("Saffron 15 g", "Saffron 40 g") == []
    assert pairs("Saffron 15 g", "Saffron 15 g")[0][2] == 1.0


def test_nearer_names_come_first_and_the_list_is_no_longer_than_asked():
    names = ["Lemon tea", "Melon tea", "Lemon teas", "Strong coffee"]
    near = pairs(*names)
    assert near[0][:2] == ("0", "2")
    assert [closeness for *_, closeness in near] == sorted((c for *_, c in near), reverse=True)
    assert all("3" not in pair for pair in near)
    assert confusable_pairs({str(n): [name] for n, name in enumerate(names)}, 1) == near[:1]


def test_aliases_count_and_a_product_is_not_its_own_rival():
    assert search({"a": "Milk"}, {"a": ["Milk", "Mylk"]}).confusable() == ()
    found = search({"a": "Fizzy water", "b": "Ginger ale"}, {"b": ["Physi water"]}).confusable()
    assert [(pair.product_id, pair.other_id) for pair in found] == [("a", "b")]


def test_names_without_a_word_are_no_trouble():
    assert pairs("", "250", "& + %", "日本") == []


def test_a_change_of_the_catalog_changes_the_list():
    shop = search()
    shop.remove("unsalted")
    assert shop.confusable() == ()
    shop.update(pd.DataFrame({"product_id": ["cola"], "name": ["Heinz baked beanz"]}))
    assert [(pair.product_id, pair.other_id) for pair in shop.confusable()] == [("beans", "cola")]


def test_it_can_be_seen_and_corrected_how_a_name_is_said():
    shop = search({"sauce": "Worcestershire sauce 150 ml"})
    forms = shop.spoken_forms("sauce")
    assert forms[0].text == "worcestershire sauce one hundred and fifty millilitres"
    assert forms[0].sound.split()[1] == sound("sauce")
    assert not any(form.alias for form in forms)
    shop.update(
        pd.DataFrame({"product_id": ["sauce"], "name": ["Worcestershire sauce 150 ml"]}), {"sauce": ["wooster sauce"]}
    )
    assert shop.spoken_forms("sauce")[: len(forms)] == forms
    assert [(form.text, form.alias) for form in shop.spoken_forms("sauce")[len(forms) :]] == [("wooster sauce", True)]
    with pytest.raises(NotFound, match=r"product\.missing"):
        shop.spoken_forms("none")
