"""Sentences that are expected, written as patterns: ``"(add | put) [a|an] <size> coffee"``, as a grammar of tokens.

Alternatives stand between bars, what may be left out in square brackets, lists of words by their name in angle
brackets. The pattern is a finite automaton over words (Thompson, 1968), made deterministic over tokens while it is
walked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from shopdesk.engine.errors import DataError
from shopdesk.engine.voice.decoder import ConstrainedDecoder
from shopdesk.engine.voice.spoken import NUMBER_WORDS, words_to_numbers
from shopdesk.engine.voice.tokenizer import Tokenizer

_LONGEST = 48
_PIECES = re.compile(r"<[^<>]*>|[()\[\]|]|[^\s()\[\]|<>]+")
_CLOSING = {"(": ")", "[": "]"}
Children = tuple[np.ndarray, np.ndarray, np.ndarray]


class PhraseGrammar(ConstrainedDecoder):
    """All sentences of some patterns.

    Parameters
    ----------
    patterns : iterable of str
        One sentence or pattern each.
    lists : mapping of name to alternatives
        What ``<name>`` stands for; alternatives may be patterns themselves.
    tokenizer : Tokenizer
        The acoustic model's pieces.

    Raises
    ------
    DataError
        ``voice.pattern``: a bracket without its partner or a list that is not there.
    """

    def __init__(self, patterns: Iterable[str], lists: Mapping[str, Sequence[str]], tokenizer: Tokenizer) -> None:
        super().__init__(tokenizer.starts_word, open_end=False, longest=_LONGEST)
        self._tokenizer = tokenizer
        self._lists = lists
        self._edges: list[dict[int, set[int]]] = []
        self._silent: list[set[int]] = []
        start, self._final = self._state(), self._state()
        self._patterns = 0
        for pattern in patterns:
            if pattern.strip():
                self._patterns += 1
                end = self._add(pattern, start, ())
                self._silent[end].add(self._final)
        begin = self._closure({start})
        self._numbers: dict[frozenset[int], int] = {begin: 0}
        self._sets = [begin]
        self._known: dict[int, Children] = {}

    def __len__(self) -> int:
        return self._patterns

    def children(self, low: int, high: int, depth: int) -> Children:
        """Return the tokens that may follow a state and the states they lead to."""
        state = 0 if depth == 0 else low
        if state not in self._known:
            self._known[state] = self._follow(self._sets[state])
        return self._known[state]

    def _follow(self, states: frozenset[int]) -> Children:
        moves: dict[int, set[int]] = {}
        for state in states:
            for token, targets in self._edges[state].items():
                moves.setdefault(token, set()).update(targets)
        tokens, places = ([-1], [0]) if self._final in states else ([], [])
        for token in sorted(moves):
            target = self._closure(moves[token])
            if target not in self._numbers:
                self._numbers[target] = len(self._sets)
                self._sets.append(target)
            tokens.append(token)
            places.append(self._numbers[target])
        at = np.array(places, np.int64)
        return np.array(tokens, np.int64), at, at

    def _closure(self, states: set[int]) -> frozenset[int]:
        seen, open_states = set(states), list(states)
        while open_states:
            for target in self._silent[open_states.pop()] - seen:
                seen.add(target)
                open_states.append(target)
        return frozenset(seen)

    def _state(self) -> int:
        self._edges.append({})
        self._silent.append(set())
        return len(self._edges) - 1

    def _add(self, pattern: str, start: int, inside: tuple[str, ...]) -> int:
        pieces = _PIECES.findall(pattern)
        end, used = self._alternatives(pieces, 0, start, inside)
        if used < len(pieces):
            raise DataError("voice.pattern", pattern=pattern)
        return end

    def _alternatives(self, pieces: list[str], at: int, start: int, inside: tuple[str, ...]) -> tuple[int, int]:
        end = self._state()
        while True:
            here, at = self._sequence(pieces, at, start, inside)
            self._silent[here].add(end)
            if at < len(pieces) and pieces[at] == "|":
                at += 1
                continue
            return end, at

    def _sequence(self, pieces: list[str], at: int, start: int, inside: tuple[str, ...]) -> tuple[int, int]:
        here = start
        while at < len(pieces) and pieces[at] not in ("|", ")", "]"):
            piece = pieces[at]
            if piece in _CLOSING:
                before = here
                here, at = self._alternatives(pieces, at + 1, here, inside)
                if at >= len(pieces) or pieces[at] != _CLOSING[piece]:
                    raise DataError("voice.pattern", pattern=" ".join(pieces))
                if piece == "[":
                    self._silent[before].add(here)
            elif piece.startswith("<"):
                here = self._list(piece[1:-1], here, inside)
            else:
                here = self._word(piece, here)
            at += 1
        return here, at

    def _list(self, name: str, start: int, inside: tuple[str, ...]) -> int:
        if name not in self._lists or name in inside:
            raise DataError("voice.pattern", pattern=f"<{name}>")
        end = self._state()
        for alternative in self._lists[name]:
            self._silent[self._add(alternative, start, (*inside, name))].add(end)
        return end

    def _word(self, word: str, start: int) -> int:
        """Add a word as it is written: in lower case, with a capital, a number in digits too."""
        end = self._state()
        forms = {word, word.lower(), word[:1].upper() + word[1:]}
        if word.lower() in NUMBER_WORDS:
            forms |= set(words_to_numbers([word.lower()]))
        for form in forms:
            here = start
            tokens = self._tokenizer.encode(form)
            for place, token in enumerate(tokens):
                target = end if place + 1 == len(tokens) else self._state()
                self._edges[here].setdefault(token, set()).add(target)
                here = target
        return end
