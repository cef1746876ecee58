"""Which products a heard sentence may mean: rare words weigh more, near sounds count, sizes must agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from shopdesk.engine.voice.phones import sound
from shopdesk.engine.voice.spoken import is_number, is_size, normalise

# Said around a product and never a reason to choose one.
CARRIERS = frozenset(
    [
        "a",
        "an",
        "the",
        "please",
        "can",
        "could",
        "i",
        "we",
        "you",
        "get",
        "got",
        "have",
        "has",
        "do",
        "does",
        "is",
        "are",
        "there",
        "any",
        "some",
        "of",
        "for",
        "to",
        "me",
        "my",
        "in",
        "on",
        "want",
        "need",
        "like",
        "would",
        "give",
        "add",
        "put",
        "price",
        "how",
        "much",
        "many",
        "left",
        "where",
        "what",
        "whats",
        "looking",
        "and",
        "with",
        "it",
        "that",
        "ill",
        "take",
        "one",
        "more",
        "just",
        "uh",
        "um",
        "hi",
        "hello",
        "thanks",
        "thank",
        "sell",
        "stock",
        "check",
        "find",
        "look",
        "cost",
        "remove",
    ]
)
_CANDIDATES = 60
_NEAREST = 6
_LEAST_ALIKE = 0.6


class NameIndex:
    """Names of the catalog, ready to be compared with what was heard.

    Parameters
    ----------
    names : sequence of str
        One spoken form each; several may belong to one product.
    owners : sequence of int
        The product's number for each name.
    """

    def __init__(self, names: Sequence[str], owners: Sequence[int]) -> None:
        self._owners: list[int] = []
        self._words: list[str] = []
        self._tokens: list[list[str]] = []
        self._sounds: list[str] = []
        self._joined: list[str] = []
        self._lengths = np.zeros(0)
        self._alive = np.zeros(0, bool)
        self._rows: dict[str, np.ndarray] = {}
        self._grams: dict[str, np.ndarray] = {}
        self._idf: dict[str, float] = {}
        self._gram_idf: dict[str, float] = {}
        self._alike_cache: dict[str, dict[str, float]] = {}
        self.add(names, owners)

    def add(self, names: Sequence[str], owners: Sequence[int]) -> None:
        """Take in more names; the weights of the words that they share with others follow."""
        begin = len(self._tokens)
        rows: dict[str, list[int]] = defaultdict(list)
        grams: dict[str, list[int]] = defaultdict(list)
        for row, name in enumerate(names, begin):
            tokens = normalise(name)
            for token in set(tokens):
                rows[token].append(row)
            joined = "".join(sound(t) for t in tokens if not _is_exact(t))
            for gram in _trigrams(joined):
                grams[gram].append(row)
            self._tokens.append(tokens)
            self._joined.append(joined)
        self._owners += list(owners)
        new_words = sorted(word for word in rows if word not in self._rows)
        self._words += new_words
        self._sounds += [sound(word) for word in new_words]
        count = max(len(self._tokens), 1)
        self._unknown = float(np.log(1 + count))
        for known, new, idf in ((self._rows, rows, self._idf), (self._grams, grams, self._gram_idf)):
            for key, places in new.items():
                more = np.array(places, np.int64)
                known[key] = np.concatenate([known[key], more]) if key in known else more
                idf[key] = float(np.log(1 + count / len(known[key])))
        self._lengths = np.concatenate([self._lengths, self._gram_lengths(begin)])
        self._alive = np.concatenate([self._alive, np.ones(len(names), bool)])
        self._alike_cache.clear()

    def forget(self, owner: int) -> None:
        """Find the names of a product no more."""
        for row, whose in enumerate(self._owners):
            if whose == owner:
                self._alive[row] = False

    def scores(self, text: str) -> dict[int, float]:
        """Return the likeliest products by number with a score from 0 to 1."""
        heard = normalise(text)
        query = [t for t in heard if t not in CARRIERS] or heard
        if not query or not self._tokens:
            return {}
        alike = [self._alike(token) for token in query]
        weights = [self._weight(token, near) for token, near in zip(query, alike, strict=True)]
        by_words = self._word_scores(alike, weights)
        joined = "".join(sound(t) for t in query if not _is_exact(t))
        by_sound = self._sound_scores(joined)
        rough = np.where(self._alive, by_words / max(sum(weights), 1e-9) + by_sound, 0.0)
        count = min(_CANDIDATES, len(rough))
        best = np.argpartition(-rough, count - 1)[:count]
        out: dict[int, float] = {}
        for row in best:
            if rough[row] <= 0:
                continue
            score = self._score(int(row), query, alike, weights, joined, float(by_sound[row]))
            owner = self._owners[int(row)]
            out[owner] = max(out.get(owner, 0.0), score)
        return out

    def _score(
        self,
        row: int,
        query: list[str],
        alike: list[dict[str, float]],
        weights: list[float],
        joined: str,
        by_sound: float,
    ) -> float:
        from rapidfuzz import fuzz

        tokens = self._tokens[row]
        said = [max((near.get(t, 0.0) for t in tokens), default=0.0) for near in alike]
        query_part = sum(w * s for w, s in zip(weights, said, strict=True)) / max(sum(weights), 1e-9)
        parts = [(self._idf[t], max((near.get(t, 0.0) for near in alike), default=0.0)) for t in tokens]
        # A size that was not said is no evidence against a product; another size is.
        words = [(w * (0.25 if _is_exact(t) else 1.0), s) for (w, s), t in zip(parts, tokens, strict=True)]
        name_part = sum(w * s for w, s in words) / max(sum(w for w, _ in words), 1e-9)
        sound_part = 0.0
        if joined and self._joined[row]:
            whole = fuzz.ratio(joined, self._joined[row])
            inside = fuzz.partial_ratio(joined, self._joined[row]) if len(joined) >= 5 else 0.0
            sound_part = max(whole, 0.9 * inside) / 100
        score = 0.5 * query_part + 0.2 * name_part + 0.2 * sound_part**2 + 0.1 * min(1.0, by_sound)
        return score * self._size_factor(query, tokens)

    def _size_factor(self, query: list[str], tokens: list[str]) -> float:
        asked = {t for t in query if is_size(t)}
        sizes = {t for t in tokens if is_size(t)}
        if not asked or not sizes or asked & sizes:
            return 1.0
        return 0.85

    def _weight(self, token: str, near: dict[str, float]) -> float:
        if _is_exact(token):
            return 0.6 * self._idf.get(token, 1.0)
        if not near:
            return 0.6 * self._unknown
        return max(self._idf[word] * score for word, score in near.items())

    def _word_scores(self, alike: list[dict[str, float]], weights: list[float]) -> np.ndarray:
        total = np.zeros(len(self._tokens))
        for near, weight in zip(alike, weights, strict=True):
            best = np.zeros(len(self._tokens)) if len(near) > 1 else total
            if len(near) == 1:
                ((word, score),) = near.items()
                total[self._rows[word]] += weight * score
                continue
            for word, score in near.items():
                rows = self._rows[word]
                best[rows] = np.maximum(best[rows], weight * score)
            if near:
                total += best
        return total

    def _alike(self, token: str) -> dict[str, float]:
        """Return the catalog's words that a heard word may be, with how alike they are."""
        if _is_exact(token):
            return {token: 1.0} if token in self._rows else {}
        known = self._alike_cache.get(token)
        if known is not None:
            return known
        from rapidfuzz import fuzz, process

        out: dict[str, float] = {}
        for choices, said, trust in ((self._words, token, 0.95), (self._sounds, sound(token), 0.98)):
            found: Any = process.extract(
                said, choices, scorer=fuzz.ratio, limit=_NEAREST, score_cutoff=100 * _LEAST_ALIKE
            )
            for _, ratio, place in found:
                word = self._words[place]
                if not _is_exact(word):
                    out[word] = max(out.get(word, 0.0), trust * (ratio / 100) ** 2)
        if token in self._rows:
            out[token] = 1.0
        if len(self._alike_cache) > 5000:
            self._alike_cache.clear()
        self._alike_cache[token] = out
        return out

    def _sound_scores(self, joined: str) -> np.ndarray:
        total = np.zeros(len(self._tokens))
        norm = 0.0
        for gram in _trigrams(joined):
            weight = self._gram_idf.get(gram, self._unknown)
            norm += weight * weight
            if gram in self._grams:
                total[self._grams[gram]] += weight * weight
        return total / (np.sqrt(norm) * self._lengths + 1e-9)

    def _gram_lengths(self, begin: int) -> np.ndarray:
        squares = [sum(self._gram_idf[gram] ** 2 for gram in _trigrams(joined)) for joined in self._joined[begin:]]
        return np.sqrt(np.array(squares, float))


def _is_exact(token: str) -> bool:
    return is_number(token) or is_size(token)


def _trigrams(joined: str) -> set[str]:
    padded = f"  {joined} " if joined else ""
    return {padded[i : i + 3] for i in range(len(padded) - 2)}
