"""The words of a catalog, numbered, and which of them a heard word may be."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import numpy as np

from shopdesk.engine.voice.phones import sound
from shopdesk.engine.voice.spoken import is_number, is_size

_NEAREST = 6
_LEAST_ALIKE = 0.6
# Compared in full are only so many words, those with the most pairs of letters in common.
_COMPARED = 400
_KEPT = 5000
_WRITTEN_TRUST, _SOUND_TRUST = 0.95, 0.98


class Vocabulary:
    """Words, found again by what sounds or is written like them; of numbers and sizes ``spoken`` is empty."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.sounds: list[str] = []
        self.spoken: list[str] = []
        self.exact: list[bool] = []
        self.numbers: dict[str, int] = {}
        self._written = _Pairs()
        self._said = _Pairs()
        self._known: dict[str, dict[int, float]] = {}

    def add(self, words: Iterable[str]) -> None:
        """Number the words that are new."""
        for word in sorted(set(words) - self.numbers.keys()):
            number = self.numbers[word] = len(self.words)
            key = sound(word)
            exact = is_exact(word)
            self.words.append(word)
            self.sounds.append(key)
            self.spoken.append("" if exact else key)
            self.exact.append(exact)
            self._written.add(number, "" if exact else word)
            self._said.add(number, self.spoken[number])
            self._known.clear()

    def alike(self, token: str) -> dict[int, float]:
        """Return the numbers of the words that a heard word may be, with how alike they are, up to 1."""
        own = self.numbers.get(token)
        if is_exact(token):
            return {} if own is None else {own: 1.0}
        known = self._known.get(token)
        if known is None:
            if len(self._known) > _KEPT:
                self._known.clear()
            known = self._known[token] = self._compare(token)
            if own is not None:
                known[own] = 1.0
        return known

    def _compare(self, token: str) -> dict[int, float]:
        from rapidfuzz import fuzz, process

        out: dict[int, float] = {}
        for pairs, choices, said, trust in (
            (self._written, self.words, token, _WRITTEN_TRUST),
            (self._said, self.sounds, sound(token), _SOUND_TRUST),
        ):
            near = pairs.nearest(said)
            found: Any = process.extract(
                said, [choices[n] for n in near], scorer=fuzz.ratio, limit=_NEAREST, score_cutoff=100 * _LEAST_ALIKE
            )
            for _, ratio, place in found:
                word = near[place]
                out[word] = max(out.get(word, 0.0), trust * (ratio / 100) ** 2)
        return out


class _Pairs:
    """Texts by their pairs of letters."""

    def __init__(self) -> None:
        self._texts: dict[str, array[int]] = defaultdict(_no_numbers)
        self._counts = array("i")

    def add(self, number: int, text: str) -> None:
        """Take in the next text; an empty one is never found."""
        pairs = _pairs(text)
        self._counts.append(len(pairs))
        for pair in pairs:
            self._texts[pair].append(number)

    def nearest(self, text: str) -> list[int]:
        """Return the texts that share most of their pairs with one, in the order of their numbers."""
        pairs = _pairs(text)
        lists = [np.frombuffer(self._texts[pair], np.int32) for pair in pairs if pair in self._texts]
        if not lists:
            return []
        shared = np.bincount(np.concatenate(lists))
        some = np.flatnonzero(shared)
        if len(some) > _COMPARED:
            # Dice's coefficient
            alike = shared[some] / (np.frombuffer(self._counts, np.int32)[some] + len(pairs))
            some = some[np.sort(np.argpartition(alike, len(some) - _COMPARED)[-_COMPARED:])]
        numbers: list[int] = some.tolist()
        return numbers


def _no_numbers() -> array[int]:
    return array("i")


def is_exact(token: str) -> bool:
    """Tell whether a word is a number or a size, which is right or wrong but never nearly right."""
    return is_number(token) or is_size(token)


def _pairs(text: str) -> set[str]:
    padded = f" {text} " if text else ""
    return {padded[at : at + 2] for at in range(len(padded) - 1)}
