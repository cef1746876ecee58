"""What must hold of the search index for any catalog: nothing that has the typed words is missed."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.engine.search import SearchIndex, gtin14, normalise, tokens

WORDS = st.text("abcdeł", min_size=1, max_size=6)
NAMES = st.lists(WORDS, min_size=1, max_size=5)
PRODUCTS = st.lists(st.tuples(NAMES, WORDS, WORDS), min_size=1, max_size=12)
ANY_NAMES = st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=6)


def build(products: list[tuple[list[str], str, str]]) -> SearchIndex:
    rows = [(str(i), " ".join(name), brand, kind) for i, (name, brand, kind) in enumerate(products)]
    return SearchIndex(pd.DataFrame(rows, columns=["product_id", "name", "brand", "category"]))


@settings(max_examples=120, deadline=None)
@given(PRODUCTS, st.data())
def test_total_is_what_brute_force_counts(products: list[tuple[list[str], str, str]], data: st.DataObject) -> None:
    name, brand, kind = data.draw(st.sampled_from(products))
    some = data.draw(st.lists(st.sampled_from([*name, brand, kind]), min_size=1, max_size=4))
    typed = []
    for word in some:
        start = data.draw(st.integers(0, len(word) - 1))
        typed.append(word[start : data.draw(st.integers(start + 1, len(word)))])
    folded = [word.replace("ł", "l") for word in typed]
    expected = {
        str(i)
        for i, (words, brand, kind) in enumerate(products)
        if all(any(part in w.replace("ł", "l") for w in [*words, brand, kind]) for part in folded)
    }
    result = build(products).search(" ".join(typed), k=100)
    assert {hit.product_id for hit in result.hits} == expected
    assert result.total == len(expected)
    assert "typo" not in {hit.why for hit in result.hits}


@settings(max_examples=120, deadline=None)
@given(ANY_NAMES, st.data())
def test_any_words_of_any_text_find_it(names: list[str], data: st.DataObject) -> None:
    products = pd.DataFrame({"product_id": [str(i) for i in range(len(names))], "name": names})
    place = data.draw(st.integers(0, len(names) - 1))
    words = tokens(names[place])
    typed = data.draw(st.lists(st.sampled_from(words), max_size=4)) if words else []
    cut = [word[: data.draw(st.integers(1, len(word)))] for word in typed]
    result = SearchIndex(products).search(" ".join(cut), k=100)
    if tokens(" ".join(cut)):
        assert str(place) in {hit.product_id for hit in result.hits}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 10**14 - 1), min_size=1, max_size=8, unique=True), st.integers(0, 3))
def test_every_spelling_of_a_barcode_finds_it_first(codes: list[int], zeros: int) -> None:
    products = pd.DataFrame(
        {
            "product_id": [f"p{c}" for c in codes],
            "name": ["x"] * len(codes),
            "barcodes": [[str(c)] for c in codes],
        }
    )
    index = SearchIndex(products)
    for code in codes:
        for spelling in (
            str(code),
            str(code).zfill(13),
            str(code).zfill(14),
            "0" * zeros + str(code) + "\r\n",
        ):
            assert gtin14(spelling) == str(code).zfill(14)
            first = index.search(spelling).hits[0]
            assert (first.product_id, first.why) == (f"p{code}", "barcode")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
