"""The catalog as a grammar: a sorted array of token rows, walked by ranges."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from shopdesk.engine.voice.decoder import ConstrainedDecoder
from shopdesk.engine.voice.spoken import NUMBER_WORDS, UNITS, is_number, plain_words, spoken_forms
from shopdesk.engine.voice.tokenizer import Tokenizer

_LONGEST = 24
_STARTS = 4
_NO_START = frozenset(["and", "of", "the", "with", "in", "for", "a", "an", "no", "to"])


class TokenTable(ConstrainedDecoder):
    """Token rows, sorted, so that all rows with a common begin are neighbours.

    Parameters
    ----------
    rows : iterable of token sequences
        Longer rows are cut.
    starts_word : sequence of bool
        Whether a token begins a word; a sentence may end before one.
    open_end : bool
        Whether a sentence may end between two words of a row.
    """

    def __init__(self, rows: Iterable[Sequence[int]], starts_word: Sequence[bool], open_end: bool = True) -> None:
        self._table = _packed(rows)
        super().__init__(starts_word, open_end, _LONGEST)
        self._root = self._first()

    @classmethod
    def of_array(cls, array: np.ndarray, starts_word: Sequence[bool]) -> TokenTable:
        """Return a table of rows that ``array`` gave before."""
        table = cls((), starts_word)
        table._table = array
        table._root = table._first()
        return table

    @property
    def array(self) -> np.ndarray:
        """The sorted rows (n, longest + 1), int16, filled up with -1."""
        return self._table

    def insert(self, rows: Iterable[Sequence[int]]) -> None:
        """Add rows in their places; rows that are there already stay as they are."""
        new = _packed(rows)
        places = [bisect.bisect_left(_Rows(self._table), tuple(row.tolist())) for row in new]
        fresh = [
            n
            for n, place in enumerate(places)
            if place == len(self._table) or not np.array_equal(self._table[place], new[n])
        ]
        if fresh:
            self._table = np.insert(self._table, [places[n] for n in fresh], new[fresh], axis=0)
            self._root = self._first()

    def _first(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        return self._children(0, len(self), 0) if len(self) else (np.zeros(0, np.int64),) * 3

    def __len__(self) -> int:
        return len(self._table)

    def children(self, low: int, high: int, depth: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the tokens (-1 for the end) that may follow a range of rows, and their ranges."""
        return self._root if depth == 0 else self._children(low, high, depth)

    def _children(self, low: int, high: int, depth: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        column = self._table[low:high, depth]
        at = np.concatenate([[0], np.flatnonzero(np.diff(column)) + 1])
        return column[at].astype(np.int64), low + at, low + np.append(at[1:], len(column))


class _Rows(Sequence[tuple[int, ...]]):
    """The rows of an array as tuples, for bisection."""

    def __init__(self, array: np.ndarray) -> None:
        self._array = array

    def __len__(self) -> int:
        return len(self._array)

    def __getitem__(self, place: Any) -> Any:
        return tuple(self._array[place].tolist())


def _packed(rows: Iterable[Sequence[int]]) -> np.ndarray:
    unique = sorted({tuple(row[:_LONGEST]) for row in rows if len(row)})
    table = np.full((len(unique), _LONGEST + 1), -1, np.int16)
    for n, row in enumerate(unique):
        table[n, : len(row)] = row
    return table


def catalog_rows(names: Iterable[str], tokenizer: Tokenizer) -> Iterable[list[int]]:
    """Yield the token rows of names: numbers in words and digits, three casings, from several words on."""
    for name in names:
        written = {word.lower(): word for word in name.split()}
        forms = spoken_forms(name)
        for form in {forms[0], forms[-1]}:
            words = form.split()
            cased = [written.get(word, word) for word in words]
            for start in _places(words):
                rest = words[start:]
                yield tokenizer.encode(" ".join(rest))
                yield tokenizer.encode(" ".join([rest[0].capitalize(), *rest[1:]]))
                if cased[start + 1 :] != rest[1:]:
                    yield tokenizer.encode(" ".join([rest[0].capitalize(), *cased[start + 1 :]]))


def _places(words: list[str]) -> list[int]:
    """Return where a row may begin: the first word, and words that carry meaning."""
    content = [
        n
        for n, word in enumerate(words)
        if n
        and len(word) > 2
        and word not in _NO_START
        and word not in UNITS
        and word not in NUMBER_WORDS
        and not is_number(word)
        and not any(is_number(part) for part in plain_words(word))
    ]
    return [0, *content[: _STARTS - 1]] if words else []
