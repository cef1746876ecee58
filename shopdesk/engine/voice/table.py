"""The catalog as a grammar: a sorted array of token rows, walked by ranges."""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from shopdesk.engine.voice.decoder import ConstrainedDecoder
from shopdesk.engine.voice.spoken import NUMBER_WORDS, UNITS, is_number, plain_words, spoken_forms
from shopdesk.engine.voice.tokenizer import Tokenizer

_LONGEST = 24
_FILLING = array("h", [-1]) * (_LONGEST + 1)
_STARTS = 4
_SPARE = 4096
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
        super().__init__(starts_word, open_end, _LONGEST)
        self._take(_packed(rows))

    @classmethod
    def of_array(cls, array: np.ndarray, starts_word: Sequence[bool]) -> TokenTable:
        """Return a table of rows that ``array`` gave before."""
        table = cls((), starts_word)
        table._take(array)
        return table

    def _take(self, array: np.ndarray, more: int = 0) -> None:
        """Copy rows to where there is room for more, so that a few new ones do not move all into new memory."""
        self._room = np.empty((len(array) + len(array) // 64 + more + _SPARE, _LONGEST + 1), np.int16)
        self._room[: len(array)] = array
        self._table = self._room[: len(array)]
        self._root = self._first()

    @property
    def array(self) -> np.ndarray:
        """The sorted rows (n, longest + 1), int16, filled up with -1."""
        return self._table

    def insert(self, rows: Iterable[Sequence[int]]) -> None:
        """Add rows in their places; rows that are there already stay as they are."""
        new = _packed(rows)
        places = [self._place(row) for row in new]
        fresh = [n for n, (_, there) in enumerate(places) if not there]
        if not fresh:
            return
        if len(self) + len(fresh) > len(self._room):
            self._take(self._table, len(fresh))
        end = len(self)
        for shift, n in reversed(list(enumerate(fresh, 1))):
            place = places[n][0]
            self._room[place + shift : end + shift] = self._room[place:end]
            self._room[place + shift - 1] = new[n]
            end = place
        self._table = self._room[: len(self) + len(fresh)]
        self._root = self._first()

    def _place(self, row: np.ndarray) -> tuple[int, bool]:
        """Return where a row stands or would stand, and whether it is there."""
        low, high = 0, len(self)
        for depth, token in enumerate(row):
            tokens, lows, highs = self.children(low, high, depth)
            at = int(np.searchsorted(tokens, token))
            if at == len(tokens):
                return high, False
            if tokens[at] != token:
                return int(lows[at]), False
            low, high = int(lows[at]), int(highs[at])
        return low, True

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


def _packed(rows: Iterable[Sequence[int]]) -> np.ndarray:
    """Return rows sorted, each once, cut or filled up with -1 to one length."""
    width = _LONGEST + 1
    flat = array("h")
    for row in rows:
        if len(row):
            flat.extend(row[:_LONGEST])
            flat.extend(_FILLING[min(len(row), _LONGEST) :])
    # In place, as a large catalog has a million rows: as bytes, the highest first, they sort as the rows do.
    numbers = np.frombuffer(flat, np.int16)
    numbers += 1
    keys = numbers.byteswap(inplace=True).view(f"S{2 * width}")
    keys.sort()
    fresh = np.ones(len(keys), bool)
    fresh[1:] = keys[1:] != keys[:-1]
    table = keys[fresh].view(np.int16).byteswap(inplace=True).reshape(-1, width)
    table -= 1
    return table


def catalog_rows(names: Iterable[str], tokenizer: Tokenizer) -> Iterator[tuple[int, ...]]:
    """Yield the token rows of names: numbers in words and digits, three casings, from several words on."""
    begins: dict[str, bool] = {}
    for name in names:
        written = {word.lower(): word for word in name.split()}
        forms = spoken_forms(name)
        for form in {forms[0], forms[-1]}:
            words = form.split()
            plain = [tokenizer.word(word) for word in words]
            cased = [tokenizer.word(written.get(word, word)) for word in words]
            for start in _places(words, begins):
                rest = _joined(plain[start + 1 :])
                capital = tokenizer.word(words[start].capitalize())
                yield plain[start] + rest
                yield capital + rest
                if cased[start + 1 :] != plain[start + 1 :]:
                    yield capital + _joined(cased[start + 1 :])


def _joined(words: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(itertools.chain.from_iterable(words))


def _places(words: list[str], begins: dict[str, bool]) -> list[int]:
    """Return where a row may begin: the first word, and words that carry meaning; ``begins`` keeps what was decided."""
    content = []
    for place, word in enumerate(words[1:], 1):
        if word not in begins:
            begins[word] = _carries_meaning(word)
        if begins[word]:
            content.append(place)
    return [0, *content[: _STARTS - 1]] if words else []


def _carries_meaning(word: str) -> bool:
    return (
        len(word) > 2
        and word not in _NO_START
        and word not in UNITS
        and word not in NUMBER_WORDS
        and not is_number(word)
        and not any(is_number(part) for part in plain_words(word))
    )
