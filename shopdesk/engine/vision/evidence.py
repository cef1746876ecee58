"""What the words on a label say for the products that carry them, beside what the network sees."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from shopdesk.engine.types import Candidate, Prediction, SearchResult

Find = Callable[[str, int], SearchResult]

_WORD = re.compile(r"[^\W\d_]{3,}|\d+(?:[.,]\d+)?\s?(?:ml|cl|l|g|kg|x)\b")
_MOST_WORDS = 24
_LOOKED_UP = 60
_KINDS = {"exact": 1.0, "words": 1.0, "barcode": 1.0, "sku": 1.0, "prefix": 0.6, "typo": 0.5}
_GAIN = 10.0
_ENOUGH = 4.0  # words that single out one product in fifty, or two of one in seven
_FLOOR = 2e-3
_SURE, _LEAD = 0.6, 0.12


@dataclass(frozen=True)
class LabelMatch:
    """How well a product's words stand on a label, from 0 to 1, and which."""

    product_id: str
    strength: float
    words: tuple[str, ...]


def label_words(lines: Iterable[str]) -> list[str]:
    """Return the words and sizes on a label, each once."""
    found = [word.strip().lower() for line in lines for word in _WORD.findall(line.lower())]
    return list(dict.fromkeys(found))[:_MOST_WORDS]


def label_matches(lines: Iterable[str], find: Find, products: int) -> list[LabelMatch]:
    """Look the words of a label up and say which products carry them, best first.

    Parameters
    ----------
    lines : iterable of str
        What was read on the photo.
    find : callable
        ``find(word, k)`` searches the catalog.
    products : int
        How many products there are: a word that many carry says little.
    """
    marks: dict[str, float] = {}
    words: dict[str, list[str]] = {}
    total = 0.0
    for word in label_words(lines):
        result = find(word, _LOOKED_UP)
        hits = [hit for hit in result.hits if hit.why in _KINDS]
        if not hits or result.total > products / 2:
            continue
        rare = math.log((products + 1) / result.total)
        total += rare
        for hit in hits:
            marks[hit.product_id] = marks.get(hit.product_id, 0.0) + rare * _KINDS[hit.why]
            words.setdefault(hit.product_id, []).append(word)
    if not total:
        return []
    sure = min(1.0, max(marks.values()) / _ENOUGH)
    found = [LabelMatch(key, sure * mark / total, tuple(words[key])) for key, mark in marks.items()]
    return sorted(found, key=lambda match: -match.strength)


def with_label(prediction: Prediction, matches: list[LabelMatch], k: int) -> tuple[Prediction, bool]:
    """Raise the products whose words stand on the label; return also whether that changed the first.

    A label can make an unsure answer a known one: when its first product carries most of the words that the
    catalog knows, and clearly more of them than the next.
    """
    if not matches:
        return prediction, False
    strength = {match.product_id: match.strength for match in matches}
    shares = {candidate.product_id: candidate.probability for candidate in prediction.candidates}
    for match in matches[: 2 * k]:
        shares.setdefault(match.product_id, _FLOOR)
    raised = {key: (share + _FLOOR) * math.exp(_GAIN * strength.get(key, 0.0)) for key, share in shares.items()}
    total = sum(raised.values())
    best = sorted(raised, key=lambda key: -raised[key])[:k]
    candidates = [Candidate(key, raised[key] / total) for key in best]
    first = prediction.candidates[0].product_id if prediction.candidates else ""
    known = prediction.known or _decides(matches, best[0])
    return Prediction(candidates, known, prediction.quality, prediction.barcodes), best[0] != first


def _decides(matches: list[LabelMatch], best: str) -> bool:
    first = matches[0]
    second = matches[1].strength if len(matches) > 1 else 0.0
    several = len(first.words) > 1
    return first.product_id == best and several and first.strength >= _SURE and first.strength - second >= _LEAD
