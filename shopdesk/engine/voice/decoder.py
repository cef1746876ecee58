"""Decoding that can only say what a grammar allows: a beam search over its tokens."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shopdesk.engine.voice.moonshine import Hypothesis, Moonshine, Utterance
from shopdesk.engine.voice.tokenizer import END, Tokenizer

_MARGIN = 8.0


@dataclass
class _Beam:
    """Unfinished rows: their tokens, scores, places in the grammar and the decoder's state after them."""

    tokens: np.ndarray
    scores: np.ndarray
    low: np.ndarray
    high: np.ndarray


class ConstrainedDecoder(ABC):
    """A grammar of token rows that can be decoded.

    Parameters
    ----------
    starts_word : sequence of bool
        Whether a token begins a word; a sentence may end before one.
    open_end : bool
        Whether a sentence may end between two words of a row.
    longest : int
        Longest row in tokens.
    """

    def __init__(self, starts_word: Sequence[bool], open_end: bool, longest: int) -> None:
        self._starts_word = np.asarray(starts_word, bool)
        self._open_end = open_end
        self.longest = longest

    @abstractmethod
    def __len__(self) -> int:
        """Return how large the grammar is; 0 can say nothing."""

    @abstractmethod
    def children(self, low: int, high: int, depth: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the tokens (-1 for the end) that may follow a place of the grammar, and their places."""

    def may_end(self, tokens: np.ndarray) -> bool:
        """Tell whether a sentence may end where these tokens may follow."""
        following = tokens[tokens >= 0]
        return len(following) < len(tokens) or (self._open_end and bool(self._starts_word[following].any()))

    def decode(
        self,
        model: Moonshine,
        utterance: Utterance,
        width: int = 8,
        prefix: Sequence[int] = (),
        lead: float = np.inf,
    ) -> list[Hypothesis]:
        """Return the likeliest sentences of the grammar, best first.

        Parameters
        ----------
        model, utterance : Moonshine, Utterance
            What judges the sentences, and the clip.
        width : int
            At most so many are pursued at a time.
        prefix : sequence of int
            Tokens that are taken as said before the sentence.
        lead : float
            Those that fall behind the best by more than this (in nats) are given up.
        """
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
        for depth in range(self.longest + 1):
            beam, parents = self._extend(beam, scores, depth, width, lead, ends, done)
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
        lead: float,
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
        best = best[value[best] > value[best[:1]] - lead]
        rows = parents[best].astype(np.int64)
        grown = np.hstack([beam.tokens[rows], tokens[best].astype(np.int64)[:, None]])
        return _Beam(grown, value[best], low[best].astype(np.int64), high[best].astype(np.int64)), rows


def _end_tokens(tokenizer: Tokenizer) -> list[int]:
    # After a full stop or a question mark the sentence is over but for its mark.
    return [END, *(tokenizer.pieces.index(mark, 259) for mark in (b".", b"?", b","))]
