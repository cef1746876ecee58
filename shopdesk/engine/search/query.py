"""One question to the index: which products match, in what order, and why."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from shopdesk.engine.search.segment import NAME_PREFIX, Record, Segment, folded_name, glued
from shopdesk.engine.search.text import index_words, number_pieces, tokens, without_zeros
from shopdesk.engine.search.typo import guesses
from shopdesk.engine.types import Hit, SearchResult, gtin14

# Far enough apart that the mark alone tells which of them a product is.
_BARCODE, _SKU, _NAME = 1000.0, 300.0, 100.0
_PHRASE_START, _PHRASE, _WHOLE_START, _UNIT = 0.3, 0.15, 0.2, 0.4
_LENGTH = 0.008
_RERANKED = 200
_MOST_GUESSED_WORDS = 12


class Part:
    """A segment and which of its products are still there."""

    def __init__(self, segment: Segment) -> None:
        self.segment = segment
        self.alive = np.ones(len(segment.records), bool)


class Query:
    """A text to look for."""

    def __init__(self, text: str) -> None:
        self.words = list(dict.fromkeys(tokens(text)))
        self.phrase = " ".join(tokens(text))
        self.glued = glued(text)
        self.barcode = gtin14(text)
        # A number and a unit typed apart, as some names have them together.
        self.units = [(a, b) for a, b in pairwise(tokens(text)) if a[-1].isdigit() and b.isalpha()]

    def run(self, parts: list[Part], k: int) -> SearchResult:
        """Search all parts: exactly, and only if that finds nothing, forgiving the spelling."""
        if not self.glued:
            return SearchResult([], 0)
        values = self._exact(parts)
        result = self._collect(parts, values, k, typo=False)
        if result.total == 0 and len(self.words) <= _MOST_GUESSED_WORDS:
            for forgiving in (self._respaced, self._respelt):
                values = forgiving(parts)
                if values is not None:
                    result = self._collect(parts, values, k, typo=True)
                if result.total:
                    break
        return result

    def _exact(self, parts: list[Part]) -> list[np.ndarray] | None:
        """Return the weighted match of all words per part, or None if a word is nowhere."""
        return _all_of(_word_or_pieces(parts, word) for word in self.words)

    def _respaced(self, parts: list[Part]) -> list[np.ndarray] | None:
        """Words that were typed apart or together by mistake: ``coca cola``, ``cocacola``."""
        found: list[list[np.ndarray]] = []
        skip = False
        for place, word in enumerate(self.words):
            if skip:
                skip = False
                continue
            values = _word_or_pieces(parts, word)
            following = self.words[place + 1] if place + 1 < len(self.words) else ""
            joined = _matches(parts, word + following) if following else values
            if _count(joined) and following and not _count(_all_of([values, _matches(parts, following)]) or []):
                values, skip = joined, True
            elif not _count(values):
                values = _halves(parts, word)
            found.append(values)
        return _all_of(found)

    def _respelt(self, parts: list[Part]) -> list[np.ndarray] | None:
        """Replace words that are nowhere by near ones; if that is not enough, any word."""
        exact = [_word_or_pieces(parts, word) for word in self.words]
        near: dict[str, list[np.ndarray]] = {}

        def respell(word: str) -> list[np.ndarray]:
            if word not in near:
                near[word] = _near(parts, word)
            return near[word]

        first = [v if _count(v) else respell(w) for w, v in zip(self.words, exact, strict=True)]
        both = _all_of(first)
        if both is not None and _count(both):
            return both
        return _all_of(
            [
                [np.maximum(a, b) for a, b in zip(v, respell(w), strict=True)]
                for w, v in zip(self.words, exact, strict=True)
            ]
        )

    def _collect(self, parts: list[Part], values: list[np.ndarray] | None, k: int, typo: bool) -> SearchResult:
        total = 0
        best: list[tuple[float, Record]] = []
        for place, part in enumerate(parts):
            scores = self._with_codes(part.segment, values[place] if values is not None else None)
            found = np.flatnonzero((scores > 0) & part.alive)
            total += len(found)
            marks = scores[found] - _LENGTH * np.minimum(part.segment.lengths[found], 40)
            wanted = max(_RERANKED, 2 * k)
            if len(found) > wanted:
                top = np.argpartition(-marks, wanted)[:wanted]
                found, marks = found[top], marks[top]
            records = part.segment.records
            best += [(float(m), records[doc]) for m, doc in zip(marks, found, strict=True)]
        ranked = [(mark + self._phrase_bonus(record), record) for mark, record in best]
        ranked.sort(key=lambda pair: (-pair[0], len(pair[1].name), pair[1].name, pair[1].product_id))
        hits = [Hit(r.product_id, mark, "typo" if typo else self._why(r, mark)) for mark, r in ranked[:k]]
        return SearchResult(hits, total)

    def _with_codes(self, segment: Segment, values: np.ndarray | None) -> np.ndarray:
        """Lift products that are named exactly, by barcode, SKU or full name."""
        scores = np.zeros(len(segment.records), np.float32) if values is None else values.copy()
        same = segment.by_barcode.get(self.barcode, []) if self.barcode else []
        scores[same] += _BARCODE
        scores[segment.by_sku.get(self.glued, [])] += _SKU
        scores[segment.by_name.get(self.glued, [])] += _NAME
        return scores

    def _phrase_bonus(self, record: Record) -> float:
        name = " " + folded_name(record) + " "
        bonus = _UNIT * sum(f" {number}{unit} " in name for number, unit in self.units)
        if name.startswith(f" {self.phrase} "):
            return bonus + _PHRASE_START + _WHOLE_START
        if name.startswith(" " + self.phrase):
            return bonus + _PHRASE_START
        return bonus + (_PHRASE if " " + self.phrase in name else 0.0)

    def _why(self, record: Record, mark: float) -> str:
        if mark > _BARCODE / 2:
            return "barcode"
        if mark > _SKU / 2:
            return "sku"
        if mark > _NAME / 2:
            return "exact"
        known = {w for text in (record.name, *record.other_texts()) for w in index_words(text)}
        known |= {word for pair in self.units if "".join(pair) in known for word in pair}
        kinds = {self._kind(word, known) for word in self.words}
        return next(kind for kind in ("barcode", "substring", "prefix", "words") if kind in kinds)

    @staticmethod
    def _kind(word: str, known: set[str]) -> str:
        if word in known:
            return "words"
        if any(other.startswith(word) for other in known):
            return "prefix"
        if any(word in other for other in known):
            return "substring"
        pieces = number_pieces(word)
        shorter = without_zeros(word)
        if shorter in known or (len(pieces) > 1 and set(pieces) <= known):
            return "words"
        return "substring" if len(pieces) > 1 or shorter != word else "barcode"


def _matches(parts: list[Part], word: str) -> list[np.ndarray]:
    return [part.segment.match(word)[0] for part in parts]


def _count(values: list[np.ndarray]) -> int:
    return sum(int(np.count_nonzero(value)) for value in values)


def _word_or_pieces(parts: list[Part], word: str) -> list[np.ndarray]:
    """Match a word; one with digits that is nowhere also without trailing zeros, or as its numbers and units."""
    values = _matches(parts, word)
    if any(part.segment.match(word)[1] for part in parts) or not any(c.isdigit() for c in word):
        return values
    shorter = without_zeros(word)
    if shorter != word:
        values = _matches(parts, shorter)
    pieces = number_pieces(word)
    if not _count(values) and len(pieces) > 1:
        return _all_of([_matches(parts, piece) for piece in pieces]) or values
    return values


def _all_of(words: Iterable[list[np.ndarray]]) -> list[np.ndarray] | None:
    """Combine words: where each matches, the mean of their values, rare words counting more; None if nowhere."""
    sums: list[np.ndarray] = []
    every: list[np.ndarray] = []
    weights = 0.0
    for values in words:
        if not sums:
            sums = [np.zeros(len(value), np.float32) for value in values]
            every = [np.ones(len(value), bool) for value in values]
        count = _count(values)
        if count == 0:
            return None
        weight = 1.0 + math.log(1.0 + sum(map(len, sums)) / count) / 4
        weights += weight
        for place, value in enumerate(values):
            sums[place] += np.float32(weight) * value
            every[place] &= value > 0
        if not any(both.any() for both in every):
            return None
    return [np.where(both, total / np.float32(weights), np.float32(0)) for total, both in zip(sums, every, strict=True)]


def _halves(parts: list[Part], word: str) -> list[np.ndarray]:
    """Match a word that is two words of a product typed together."""
    best = [np.zeros(len(part.segment.records), np.float32) for part in parts]
    for cut in range(3, len(word) - 2) if len(word) <= 24 else ():
        both = _all_of([_matches(parts, word[:cut]), _matches(parts, word[cut:])])
        for place, value in enumerate(both or []):
            good = value >= NAME_PREFIX
            best[place][good] = np.maximum(best[place][good], value[good])
    return best


def _near(parts: list[Part], word: str) -> list[np.ndarray]:
    """Match the words that a misspelt one may mean, the nearest counting most."""
    known = {w for part in parts for w in guesses(word, part.segment.spelled_words())}
    ranked = guesses(word, np.array(sorted(known), dtype=object)) if known else []
    values = [np.zeros(len(part.segment.records), np.float32) for part in parts]
    for rank, guess in enumerate(ranked):
        for place, part in enumerate(parts):
            match = part.segment.match_any([guess]) * np.float32(0.9 - 0.04 * rank)
            values[place] = np.maximum(values[place], match)
    return values
