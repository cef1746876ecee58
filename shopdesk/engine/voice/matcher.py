"""Which products a heard sentence may mean: rare words weigh more, near sounds count, sizes must agree."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from shopdesk.engine.voice.phones import sound
from shopdesk.engine.voice.spoken import is_size, normalise
from shopdesk.engine.voice.vocabulary import Vocabulary, is_exact

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


@dataclass(frozen=True)
class _Query:
    """A heard sentence: per word the catalog's words that it may be and its weight; per catalog word where it fits."""

    tokens: list[str]
    alike: list[dict[int, float]]
    weights: list[float]
    fits: dict[int, list[tuple[int, float]]]
    joined: str
    sizes: set[str]

    @property
    def weight(self) -> float:
        return max(sum(self.weights), 1e-9)


class NameIndex:
    """Names of the catalog, ready to be compared with what was heard.

    Words and groups of three sounds lead to the names that hold them; only the best of those are compared in full.

    Parameters
    ----------
    names : sequence of str
        One spoken form each; several may belong to one product.
    owners : sequence of int
        The product's number for each name.
    """

    def __init__(self, names: Sequence[str], owners: Sequence[int]) -> None:
        self._owners = np.zeros(0, np.int32)
        self._vocabulary = Vocabulary()
        self._tokens = array("i")
        self._ends = array("i", [0])
        self._lengths = np.zeros(0)
        self._alive = np.zeros(0, bool)
        self._rows: dict[int, array[int]] = defaultdict(_no_rows)
        self._grams: dict[str, array[int]] = defaultdict(_no_rows)
        self._idf: dict[int, float] = {}
        self._gram_idf: dict[str, float] = {}
        self.add(names, owners)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, names: Sequence[str], owners: Sequence[int]) -> None:
        """Take in more names; the weights of the words that they share with others follow."""
        begin = len(self)
        vocabulary = self._vocabulary
        known = {word: word for word in vocabulary.words}
        written = [[known.setdefault(token, token) for token in normalise(name)] for name in names]
        vocabulary.add(known)
        words: set[int] = set()
        grams: set[str] = set()
        for row, own in enumerate(written, begin):
            tokens = [vocabulary.numbers[token] for token in own]
            self._tokens.extend(tokens)
            self._ends.append(len(self._tokens))
            own_words, own_grams = set(tokens), _trigrams(self._joined(tokens))
            for word in own_words:
                self._rows[word].append(row)
            for gram in own_grams:
                self._grams[gram].append(row)
            words |= own_words
            grams |= own_grams
        self._owners = np.append(self._owners, np.asarray(owners, np.int32))
        count = max(len(self), 1)
        self._unknown = float(np.log(1 + count))
        self._idf.update((word, float(np.log(1 + count / len(self._rows[word])))) for word in words)
        self._gram_idf.update((gram, float(np.log(1 + count / len(self._grams[gram])))) for gram in grams)
        self._lengths = np.append(self._lengths, self._gram_lengths(begin))
        self._alive = np.append(self._alive, np.ones(len(names), bool))

    def forget(self, owner: int) -> None:
        """Find the names of a product no more."""
        self._alive[self._owners == owner] = False

    def rows(self, owner: int) -> list[int]:
        """Return the places of a product's names in the order in which they were taken in."""
        places: list[int] = np.flatnonzero((self._owners == owner) & self._alive).tolist()
        return places

    def scores(self, text: str) -> dict[int, float]:
        """Return the products that a heard text may mean, each with a score from 0 to 1."""
        heard = normalise(text)
        tokens = [t for t in heard if t not in CARRIERS] or heard
        if not tokens or not len(self):
            return {}
        query = self._query(tokens)
        by_words = self._word_scores(query)
        by_sound = self._sound_scores(query.joined)
        rough = np.where(self._alive, by_words / query.weight + by_sound, 0.0)
        count = min(_CANDIDATES, len(rough))
        out: dict[int, float] = {}
        for row in np.argpartition(rough, len(rough) - count)[-count:].tolist():
            if rough[row] <= 0:
                continue
            score = self._score(row, query, float(by_sound[row]))
            owner = int(self._owners[row])
            out[owner] = max(out.get(owner, 0.0), score)
        return out

    def _query(self, tokens: list[str]) -> _Query:
        alike = [self._vocabulary.alike(token) for token in tokens]
        weights = [self._weight(token, near) for token, near in zip(tokens, alike, strict=True)]
        fits: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for place, near in enumerate(alike):
            for word, score in near.items():
                fits[word].append((place, score))
        joined = "".join(sound(t) for t in tokens if not is_exact(t))
        return _Query(tokens, alike, weights, dict(fits), joined, {t for t in tokens if is_size(t)})

    def _score(self, row: int, query: _Query, by_sound: float) -> float:
        from rapidfuzz import fuzz

        tokens = self._row(row)
        said = [0.0] * len(query.tokens)
        name_part = name_weight = 0.0
        for token in tokens:
            # A size that was not said is no evidence against a product; another size is.
            weight = self._idf[token] * (0.25 if self._vocabulary.exact[token] else 1.0)
            best = 0.0
            for place, score in query.fits.get(token, ()):
                best = max(best, score)
                said[place] = max(said[place], score)
            name_part += weight * best
            name_weight += weight
        query_part = sum(w * s for w, s in zip(query.weights, said, strict=True)) / query.weight
        name_part /= max(name_weight, 1e-9)
        sound_part = 0.0
        joined = self._joined(tokens)
        if query.joined and joined:
            whole = fuzz.ratio(query.joined, joined)
            inside = fuzz.partial_ratio(query.joined, joined) if len(query.joined) >= 5 else 0.0
            sound_part = max(whole, 0.9 * inside) / 100
        score = 0.5 * query_part + 0.2 * name_part + 0.2 * sound_part**2 + 0.1 * min(1.0, by_sound)
        return score * self._size_factor(query.sizes, tokens)

    def _size_factor(self, asked: set[str], tokens: Iterable[int]) -> float:
        if not asked:
            return 1.0
        sizes = {
            self._vocabulary.words[t]
            for t in tokens
            if self._vocabulary.exact[t] and is_size(self._vocabulary.words[t])
        }
        return 1.0 if not sizes or asked & sizes else 0.85

    def _weight(self, token: str, near: dict[int, float]) -> float:
        if is_exact(token):
            return 0.6 * self._idf.get(self._vocabulary.numbers.get(token, -1), 1.0)
        if not near:
            return 0.6 * self._unknown
        return max(self._idf[word] * score for word, score in near.items())

    def _word_scores(self, query: _Query) -> np.ndarray:
        total = np.zeros(len(self))
        for near, weight in zip(query.alike, query.weights, strict=True):
            if len(near) == 1:
                ((word, score),) = near.items()
                total[np.frombuffer(self._rows[word], np.int32)] += weight * score
                continue
            best = np.zeros(len(self))
            for word, score in near.items():
                rows = np.frombuffer(self._rows[word], np.int32)
                best[rows] = np.maximum(best[rows], weight * score)
            if near:
                total += best
        return total

    def _sound_scores(self, joined: str) -> np.ndarray:
        total = np.zeros(len(self))
        norm = 0.0
        for gram in _trigrams(joined):
            weight = self._gram_idf.get(gram, self._unknown)
            norm += weight * weight
            if gram in self._grams:
                total[np.frombuffer(self._grams[gram], np.int32)] += weight * weight
        return total / (np.sqrt(norm) * self._lengths + 1e-9)

    def _gram_lengths(self, begin: int) -> np.ndarray:
        squares = [
            sum(self._gram_idf[gram] ** 2 for gram in _trigrams(self._joined(self._row(row))))
            for row in range(begin, len(self))
        ]
        return np.sqrt(np.array(squares, float))

    def _row(self, row: int) -> list[int]:
        return self._tokens[self._ends[row] : self._ends[row + 1]].tolist()

    def _joined(self, tokens: Iterable[int]) -> str:
        spoken = self._vocabulary.spoken
        return "".join([spoken[token] for token in tokens])


def _no_rows() -> array[int]:
    return array("i")


def _trigrams(joined: str) -> set[str]:
    padded = f"  {joined} " if joined else ""
    return {padded[i : i + 3] for i in range(len(padded) - 2)}
