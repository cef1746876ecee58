"""How English letters sound, roughly: a key that is equal or close for words that sound alike."""

from __future__ import annotations

import re

# Applied in order, at one pass each; the longer spellings come first.
_RULES: tuple[tuple[str, str], ...] = (
    (r"^(kn|gn|pn)", "n"),
    (r"^wr", "r"),
    (r"^ps", "s"),
    (r"^x", "s"),
    (r"mb$", "m"),
    (r"que?s?$", "k"),
    (r"tch|cz", "C"),
    (r"sch|sh|ti(?=on)|ci(?=a|ou|al)|ssi(?=on)", "S"),
    (r"ch(?=[rl])", "k"),
    (r"ch", "C"),
    (r"th", "f"),
    (r"ph", "f"),
    (r"gh(?=[aeiouy])", "g"),
    (r"(?<=[aeiou])gh", ""),
    (r"dge?(?=$|[eiy])|j", "J"),
    (r"ck|cc(?![eiy])", "k"),
    (r"sc(?=[eiy])|c(?=[eiy])", "s"),
    (r"c|q", "k"),
    (r"x", "ks"),
    (r"z", "s"),
    (r"wh", "w"),
    (r"v", "f"),
    (r"h(?=[^aeiouy]|$)", ""),
    (r"e?y$|ie$|ee?$|i$", "i"),
    (r"(?<=[bdfgklmnprst])es$", "s"),
    (r"ea|ee|ie|ei", "i"),
    (r"oo|ou|ew|ue|ui", "u"),
    (r"ai|ay|ey", "e"),
    (r"oa|ow|oe|au|aw", "o"),
    (r"y", "i"),
    (r"(.)\1+", r"\1"),
)
_COMPILED = tuple((re.compile(pattern), by) for pattern, by in _RULES)

# What a noisy shop makes alike: voiced and unvoiced, the hissing sounds, the nasals, open and closed vowels.
_COARSE = str.maketrans("bdgvzSCJneou", "ptkfssssmiaa")


def sound(word: str) -> str:
    """Return the sound key of a lower-case word; digits stay as they are."""
    for pattern, by in _COMPILED:
        word = pattern.sub(by, word)
    return word


def coarse_sound(key: str) -> str:
    """Return a sound key in which sounds that are easily taken for each other are one."""
    return key.translate(_COARSE)
