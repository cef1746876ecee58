"""How a customer may shorten or turn round a name: "ketchup Heinz", "Colman's sauce", "Walkers ready salted"."""

from __future__ import annotations

from collections.abc import Sequence

from shopdesk.engine.voice.spoken import NUMBER_WORDS, SAID_UNITS, UNITS, is_number, spoken_forms
from shopdesk.engine.voice.tokenizer import Tokenizer

Tokens = tuple[int, ...]
_SIZE_WORDS = frozenset(UNITS) | SAID_UNITS
_LONGEST = 24


def split_size(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the words of a spoken name without its size, and the size: "two hundred grams"."""
    core: list[str] = []
    size: list[str] = []
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and _continues_number(words, at, end):
            end += 1
        if at < end < len(words) and words[end] in _SIZE_WORDS:
            size, at = list(words[at : end + 1]), end + 1
        else:
            core += words[at : max(end, at + 1)]
            at = max(end, at + 1)
    return core, size


def spoken_parts(name: str) -> set[tuple[str, ...]]:
    """Return the orders and parts of a name that are usually said, each as words.

    The name with and without its size, the size first, the first words last and the last word first, the begin,
    the end, and the name without one of its first words.
    """
    words = spoken_forms(name)[0].split()
    core, size = split_size(words)
    if not core:
        core, size = words, []
    turned = [core[1:] + core[:1], core[-1:] + core[:-1]]
    parts = [core, core + size, size + core, core[:2], core[1:], core[:-1]]
    if len(core) >= 2:
        parts += [*turned, [core[0], core[-1]], *(part + size for part in turned)]
    if len(core) >= 3:
        parts += [core[:3], core[2:] + core[:2], core[2:], core[-2:], core[:1] + core[2:], core[:1] + core[-2:]]
        parts += [core[:2] + size]
    if len(core) >= 4:
        parts += [core[:4], core[-3:], core[1:] + size]
    return {tuple(part) for part in parts if part}


def part_tokens(name: str, tokenizer: Tokenizer) -> dict[Tokens, int]:
    """Return the token rows of a name's spoken parts, in three casings, with how many words each says."""
    written = {word.lower(): word for word in name.split()}
    rows: dict[Tokens, int] = {}
    for part in spoken_parts(name):
        cased = [written.get(word, word) for word in part]
        for words in (
            list(part),
            [part[0].capitalize(), *part[1:]],
            [cased[0][:1].upper() + cased[0][1:], *cased[1:]],
        ):
            rows[tuple(tokenizer.encode(" ".join(words))[:_LONGEST])] = len(part)
    return rows


def _continues_number(words: Sequence[str], start: int, at: int) -> bool:
    if words[at] in NUMBER_WORDS or is_number(words[at]):
        return True
    return words[at] == "and" and at > start and at + 1 < len(words) and words[at + 1] in NUMBER_WORDS
