"""Names that sound alike, so that the owner may give one of them another name before a customer is misheard.

Two names are compared by the words in which they differ. Pairs worth comparing come from two indexes: names that are
equal but for one word, and names whose consonants are equal but for one (the deletion neighbourhood of Garbe's
SymSpell, 2012), which also finds what is written as one word here and as two there.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from shopdesk.engine.voice.phones import coarse_sound, sound
from shopdesk.engine.voice.spoken import alike_numbers, is_number, is_size, normalise

_UNSAID = frozenset(["and", "with", "the", "of", "a", "in", "for"])
_LEAST_ALIKE = 0.66
_OTHER_ORDER, _OTHER_NUMBER = 0.95, 0.97
# Of so many names that are alike but for one word, more than any list shows are confusable already.
_LARGEST_GROUP = 100
_SHORTEST_SKELETON = 3


@dataclass(frozen=True)
class _Name:
    """The words of a name and, apart from them, its numbers and sizes, those that sound alike made equal."""

    owner: str
    words: tuple[str, ...]
    numbers: tuple[str, ...]
    heard_numbers: tuple[str, ...]

    @cached_property
    def joined(self) -> str:
        return "".join(sound(word) for word in self.words)


def confusable_pairs(names: Mapping[str, Sequence[str]], limit: int) -> list[tuple[str, str, float]]:
    """Return pairs of products whose names sound alike, nearest first.

    Another size tells two products apart, unless the two sizes sound alike as well, as 15 and 50 do.

    Parameters
    ----------
    names : mapping of product id to names
        All names of each product.
    limit : int
        At most so many pairs.

    Returns
    -------
    list of (product id, other product id, closeness)
        Closeness is from 0.66 to 1, where both sound the same. A pair is named once.
    """
    said = [name for owner, own in names.items() for name in (_name(owner, text) for text in own) if name.words]
    best: dict[tuple[str, str], float] = {}
    for one, other in _worth_comparing(said):
        pair = (min(one.owner, other.owner), max(one.owner, other.owner))
        near = _closeness(one, other)
        if near > best.get(pair, _LEAST_ALIKE):
            best[pair] = near
    ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))[:limit]
    return [(one, other, round(near, 4)) for (one, other), near in ranked]


def _name(owner: str, text: str) -> _Name:
    tokens = normalise(text)
    numbers = [token for token in tokens if is_number(token) or is_size(token)]
    words = [token for token in tokens if not (is_number(token) or is_size(token) or token in _UNSAID)]
    return _Name(owner, tuple(words), tuple(sorted(numbers)), tuple(sorted(_heard_number(n) for n in numbers)))


def _heard_number(token: str) -> str:
    digits = token.rstrip("abcdefghijklmnopqrstuvwxyz")
    value = float(digits)
    return f"{min(value, *alike_numbers(value)):g}{token[len(digits) :]}" if alike_numbers(value) else token


def _worth_comparing(said: Sequence[_Name]) -> Iterator[tuple[_Name, _Name]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for place, name in enumerate(said):
        for key in _word_keys(name) | _consonant_keys(name):
            groups[hash((key, name.heard_numbers))].append(place)
    seen: set[tuple[int, int]] = set()
    for group in groups.values():
        for pair in itertools.combinations(group[:_LARGEST_GROUP], 2):
            if pair not in seen and said[pair[0]].owner != said[pair[1]].owner:
                seen.add(pair)
                yield said[pair[0]], said[pair[1]]


def _word_keys(name: _Name) -> set[Hashable]:
    words = sorted(name.words)
    return (
        {(len(words), *words[:place], *words[place + 1 :]) for place in range(len(words))} if len(words) > 1 else set()
    )


def _consonant_keys(name: _Name) -> set[Hashable]:
    skeleton = "".join(c for c in coarse_sound(name.joined) if c not in "ai")
    if len(skeleton) < _SHORTEST_SKELETON:
        return {skeleton}
    return {skeleton, *(skeleton[:place] + skeleton[place + 1 :] for place in range(len(skeleton)))}


def _closeness(one: _Name, other: _Name) -> float:
    own, theirs = Counter(one.words), Counter(other.words)
    # In the order of the name, so that "butter milk" is compared with "buttermilk".
    left = "".join(sound(word) for word in one.words if word not in theirs)
    right = "".join(sound(word) for word in other.words if word not in own)
    if bool(left) != bool(right):
        return 0.0
    alike = _alike(left, right) if left else 1.0
    if alike < _LEAST_ALIKE:
        return 0.0
    share = max(len(left), len(right)) / max(len(one.joined), len(other.joined), 1)
    near = 1.0 - (1.0 - alike) * share**0.5
    if not left and one.words != other.words:
        near *= _OTHER_ORDER
    return near if one.numbers == other.numbers else near * _OTHER_NUMBER


def _alike(left: str, right: str) -> float:
    from rapidfuzz import fuzz

    return (fuzz.ratio(left, right) + fuzz.ratio(coarse_sound(left), coarse_sound(right))) / 200
