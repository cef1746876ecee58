"""Decoding that can only say what stands in a table: a sorted array of token rows, walked by ranges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from shopdesk.engine.voice.moonshine import Hypothesis, Moonshine, Utterance
from shopdesk.engine.voice.spoken import NUMBER_WORDS, UNITS, is_number, plain_words, spoken_forms
from shopdesk.engine.voice.tokenizer import END, Tokenizer

_LONGEST = 24
_STARTS = 4
_NO_START = frozenset(["and", "of", "the", "with", "in", "for", "a", "an", "no", "to"])
_MARGIN = 8.0


@dataclass
class _Beam:
    """Unfinished rows: their tokens, scores, ranges in the table and the decoder's state after them."""

    tokens: np.ndarray
    scores: np.ndarray
    low: np.ndarray
    high: np.ndarray


class TokenTable:
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
        unique = sorted({tuple(row[:_LONGEST]) for row in rows if len(row)})
        self._table = np.full((len(unique), _LONGEST + 1), -1, np.int16)
        for n, row in enumerate(unique):
            self._table[n, : len(row)] = row
        self._starts_word = np.asarray(starts_word, bool)
        self._open_end = open_end
        self._root = self._children(0, len(unique), 0) if unique else (np.zeros(0, np.int64),) * 3

    def __len__(self) -> int:
        return len(self._table)

    def children(self, low: int, high: int, depth: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the tokens (-1 for the end) that may follow a range of rows, and their ranges."""
        return self._root if depth == 0 else self._children(low, high, depth)

    def _children(self, low: int, high: int, depth: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        column = self._table[low:high, depth]
        at = np.concatenate([[0], np.flatnonzero(np.diff(column)) + 1])
        return column[at].astype(np.int64), low + at, low + np.append(at[1:], len(column))

    def may_end(self, tokens: np.ndarray) -> bool:
        """Tell whether a sentence may end where these tokens may follow."""
        following = tokens[tokens >= 0]
        return len(following) < len(tokens) or (self._open_end and bool(self._starts_word[following].any()))

    def decode(
        self, model: Moonshine, utterance: Utterance, width: int = 8, prefix: Sequence[int] = ()
    ) -> list[Hypothesis]:
        """Return the likeliest sentences of the table, best first; ``prefix`` is taken as said before them."""
        if not len(self):
            return []
        scores, past = utterance.first, utterance.begin
        given = 0.0
        for token in prefix:
            given += float(scores[0, token])
            scores, past = model.step(utterance, np.array([token]), past)
        ends = _end_tokens(model.tokenizer)
        one = np.zeros(1, np.int64)
        beam = _Beam(np.zeros((1, 0), np.int64), np.array([given]), one, one + len(self))
        done: list[Hypothesis] = []
        for depth in range(_LONGEST + 1):
            beam, parents = self._extend(beam, scores, depth, width, ends, done)
            best = max((h.log_probability for h in done), default=-np.inf)
            if not len(parents) or beam.scores.max() < best - _MARGIN:
                break
            past = [part[parents] for part in past]
            scores, past = model.step(utterance, beam.tokens[:, -1], past)
        return sorted(done, key=lambda h: -h.log_probability)[:width]

    def _extend(
        self,
        beam: _Beam,
        scores: np.ndarray,
        depth: int,
        width: int,
        ends: list[int],
        done: list[Hypothesis],
    ) -> tuple[_Beam, np.ndarray]:
        parts: list[np.ndarray] = []
        for row in range(len(beam.scores)):
            tokens, low, high = self.children(int(beam.low[row]), int(beam.high[row]), depth)
            if depth and self.may_end(tokens):
                end = float(np.logaddexp.reduce(scores[row, ends]))
                said = tuple(int(t) for t in beam.tokens[row])
                done.append(Hypothesis(said, float(beam.scores[row]) + end))
            keep = tokens >= 0
            value = beam.scores[row] + scores[row, tokens[keep]]
            parts.append(np.stack([value, np.full(len(value), row), tokens[keep], low[keep], high[keep]]))
        value, parents, tokens, low, high = np.concatenate(parts, axis=1)
        best = np.argsort(-value, kind="stable")[:width]
        rows = parents[best].astype(np.int64)
        grown = np.hstack([beam.tokens[rows], tokens[best].astype(np.int64)[:, None]])
        return _Beam(grown, value[best], low[best].astype(np.int64), high[best].astype(np.int64)), rows


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


def phrase_rows(phrases: Iterable[str], tokenizer: Tokenizer) -> Iterable[list[int]]:
    """Yield the token rows of whole phrases, as written and with a capital at their begin."""
    for phrase in phrases:
        if phrase.strip():
            yield tokenizer.encode(phrase)
            yield tokenizer.encode(phrase[:1].upper() + phrase[1:])


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


def _end_tokens(tokenizer: Tokenizer) -> list[int]:
    # After a full stop or a question mark the sentence is over but for its mark.
    return [END, *(tokenizer.pieces.index(mark, 259) for mark in (b".", b"?", b","))]
