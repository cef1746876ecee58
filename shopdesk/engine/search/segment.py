"""An unchanging part of the index: sorted vocabulary, posting lists, and how well each product matches one word."""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from shopdesk.engine.search.text import index_words, normalise, tokens, words_and_forms
from shopdesk.engine.types import gtin14

# What a match is worth, by where and how the word matched. Assigned in ascending order, so that the best one stays.
BARCODE_PART = 0.15
OTHER_PART, NAME_PART = 0.2, 0.35
OTHER_PREFIX, NAME_PREFIX = 0.45, 0.75
OTHER_WORD, NAME_WORD = 0.6, 1.0
FIRST_WORD_BONUS = 0.1

SHORTEST_BARCODE_PART = 4
_CACHED_WORDS = 24
_MANY = 4096


class Record(NamedTuple):
    """The searchable texts of one product. ``barcodes`` are 14 digits, ``codes`` are barcodes that are not numbers."""

    product_id: str
    name: str
    category: str = ""
    brand: str = ""
    sku: str = ""
    barcodes: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    @classmethod
    def of(cls, product_id: str, texts: Sequence[str], barcodes: Sequence[str]) -> Record:
        """Make a record of name, category, brand and SKU with barcodes in any spelling."""
        name, category, brand, sku = texts
        known: list[str] = []
        codes: list[str] = []
        for code in barcodes:
            number = gtin14(code)
            if number is None:
                codes.append(code)
            else:
                known.append(number)
        return cls(product_id, name, category, brand, sku, tuple(known), tuple(codes))

    def other_texts(self) -> tuple[str, ...]:
        """Return what is searched besides the name."""
        return (self.category, self.brand, self.sku, *self.codes)


class Postings:
    """Which products have a word, for all words: the products of word ``w`` are ``docs[starts[w]:starts[w + 1]]``."""

    def __init__(self, words: np.ndarray, docs: np.ndarray, vocabulary_size: int) -> None:
        order = np.argsort(words, kind="stable")
        self.docs = docs[order]
        self.counts = np.bincount(words, minlength=vocabulary_size)
        self.starts = np.concatenate(([0], np.cumsum(self.counts)))

    def between(self, low: int, high: int) -> np.ndarray:
        """Return the products of a range of words."""
        return self.docs[self.starts[low] : self.starts[high]]

    def of(self, wanted: np.ndarray) -> np.ndarray:
        """Return the products of the words marked in a mask or named by number."""
        if wanted.dtype == bool:
            return self.docs[np.repeat(wanted, self.counts)]
        counts = self.counts[wanted]
        ends = np.cumsum(counts)
        total = int(ends[-1]) if len(ends) else 0
        return self.docs[np.arange(total) + np.repeat(self.starts[wanted] - ends + counts, counts)]


class Segment:
    """The index of a fixed list of products."""

    def __init__(self, records: list[Record]) -> None:
        self.records = records
        self._cache: OrderedDict[str, tuple[np.ndarray, int]] = OrderedDict()
        self.by_name: dict[str, list[int]] = {}
        numbers: dict[str, int] = {}
        name_words, self.lengths, first_words = self._read_names(numbers)
        other_words, other_counts = self._read_others(numbers)
        self.vocabulary = sorted(numbers)
        # Words were numbered as they came; from here on a number is the place in the sorted vocabulary.
        place = np.empty(len(numbers), np.int32)
        place[[numbers[word] for word in self.vocabulary]] = np.arange(len(numbers), dtype=np.int32)
        docs, size = np.arange(len(records), dtype=np.int32), len(numbers)
        self._names = Postings(place[name_words], np.repeat(docs, self.lengths), size)
        self._others = Postings(place[other_words], np.repeat(docs, other_counts), size)
        self._first = np.where(first_words >= 0, place[first_words], -1) if size else first_words
        joined = [word.encode() for word in self.vocabulary]
        self._letters = np.frombuffer(b"\n".join(joined) + b"\n", np.uint8)
        sizes = np.array([len(word) + 1 for word in joined], np.int64)
        self._offsets = np.concatenate(([0], np.cumsum(sizes)[:-1])) if size else np.zeros(0, np.int64)
        self._index_codes()
        self._typo_words: np.ndarray | None = None

    def _read_names(self, numbers: dict[str, int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        words: list[int] = []
        counts = np.zeros(len(self.records), np.int32)
        first = np.full(len(self.records), -1, np.int64)
        for doc, record in enumerate(self.records):
            plain, forms = words_and_forms(record.name)
            found = [numbers.setdefault(word, len(numbers)) for word in forms]
            words += found
            counts[doc] = len(found)
            if found:
                first[doc] = found[0]
                self.by_name.setdefault("".join(plain), []).append(doc)
        return np.array(words, np.int64), counts, first

    def _read_others(self, numbers: dict[str, int]) -> tuple[np.ndarray, np.ndarray]:
        words: list[int] = []
        counts = np.zeros(len(self.records), np.int32)
        shared: dict[str, list[int]] = {}
        for doc, record in enumerate(self.records):
            for text in record.other_texts():
                found = shared.get(text)
                if found is None:
                    found = [numbers.setdefault(word, len(numbers)) for word in index_words(text)]
                    shared[text] = found
                words += found
                counts[doc] += len(found)
        return np.array(words, np.int64), counts

    def _index_codes(self) -> None:
        self.by_barcode: dict[str, list[int]] = {}
        self.by_sku: dict[str, list[int]] = {}
        owners: list[int] = []
        digits: list[str] = []
        for doc, record in enumerate(self.records):
            for code in record.barcodes:
                self.by_barcode.setdefault(code, []).append(doc)
                owners.append(doc)
                digits.append(code)
            for sku in (record.sku, *record.codes):
                if key := glued(sku):
                    self.by_sku.setdefault(key, []).append(doc)
        self._owners = np.array(owners, np.int32)
        self._digits = np.frombuffer("\n".join([*digits, ""]).encode(), np.uint8)

    def match(self, word: str) -> tuple[np.ndarray, int]:
        """Say how well each product matches a word: 0 is not at all, 1 is a whole word of the name.

        Returns
        -------
        tuple of ndarray and int
            A value for each product, and how many are above 0.
        """
        known = self._cache.get(word)
        if known is None:
            known = self._match(word)
            self._cache[word] = known
            if len(self._cache) > _CACHED_WORDS:
                self._cache.popitem(last=False)
        return known

    def _match(self, word: str) -> tuple[np.ndarray, int]:
        values = np.zeros(len(self.records), np.float32)
        low = bisect_left(self.vocabulary, word)
        high = bisect_left(self.vocabulary, word + "\U0010ffff", low)
        if len(word) >= SHORTEST_BARCODE_PART and word.isdigit() and word.isascii():
            values[self._owners[_positions(self._digits, word.encode()) // 15]] = BARCODE_PART
        inside = self._words_with(word)
        values[self._others.of(inside)] = OTHER_PART
        values[self._names.of(inside)] = NAME_PART
        whole = low < high and self.vocabulary[low] == word
        values[self._others.between(low, high)] = OTHER_PREFIX
        if whole:
            values[self._others.between(low, low + 1)] = OTHER_WORD
        values[self._names.between(low, high)] = NAME_PREFIX
        if whole:
            values[self._names.between(low, low + 1)] = NAME_WORD
        values[(self._first >= low) & (self._first < high)] += FIRST_WORD_BONUS
        return values, int(np.count_nonzero(values))

    def _words_with(self, part: str) -> np.ndarray:
        places = _positions(self._letters, part.encode())
        if len(places) <= _MANY:
            return np.unique(np.searchsorted(self._offsets, places, side="right") - 1)
        hits = np.zeros(len(self._letters), bool)
        hits[places] = True
        return np.logical_or.reduceat(hits, self._offsets)

    def match_any(self, words: Sequence[str]) -> np.ndarray:
        """Return for each product the value of the best of its whole words among ``words``."""
        values = np.zeros(len(self.records), np.float32)
        for value, postings in ((OTHER_WORD, self._others), (NAME_WORD, self._names)):
            for word in words:
                place = bisect_left(self.vocabulary, word)
                if place < len(self.vocabulary) and self.vocabulary[place] == word:
                    values[postings.between(place, place + 1)] = value
        return values

    def spelled_words(self) -> np.ndarray:
        """Return the words that may be misspelled: those without digits, as an array of objects."""
        if self._typo_words is None:
            self._typo_words = np.array([w for w in self.vocabulary if len(w) > 2 and w.isalpha()], dtype=object)
        return self._typo_words


def _positions(letters: np.ndarray, part: bytes) -> np.ndarray:
    """Find all places of a byte string, one letter after the other: bounded time however frequent it is."""
    last = len(letters) - len(part) + 1
    if last <= 0:
        return np.zeros(0, np.int64)
    places = np.flatnonzero(letters[:last] == part[0])
    for step, letter in enumerate(part[1:], start=1):
        if not len(places):
            break
        places = places[letters[places + step] == letter]
    return places


def glued(text: str) -> str:
    """Return the folded letters and digits of a text without blanks."""
    return "".join(tokens(text))


def folded_name(record: Record) -> str:
    """Return the folded name of a product."""
    return normalise(record.name)
