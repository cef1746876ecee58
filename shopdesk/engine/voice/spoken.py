"""Numbers, sizes and quantities as they are written and as they are said."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = {word: n for n, word in enumerate(_ONES)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_SCALES = {"hundred": 100, "thousand": 1000}
NUMBER_WORDS = frozenset([*_SMALL, *_SCALES, "point"])

# Each spelling of a unit: its base unit and how many of those it is.
UNITS: dict[str, tuple[str, float]] = {}
for _base, _factor, _spellings in (
    ("g", 1.0, "g gr gm gram grams gramme grammes"),
    ("g", 1000.0, "kg kilo kilos kilogram kilograms kilogramme kilogrammes"),
    ("ml", 1.0, "ml millilitre millilitres milliliter milliliters mil mils"),
    ("ml", 10.0, "cl centilitre centilitres centiliter centiliters"),
    ("ml", 1000.0, "l litre litres liter liters ltr"),
    ("pack", 1.0, "pack packs pk x"),
    ("oz", 1.0, "oz ounce ounces"),
    ("lb", 1.0, "lb lbs pound pounds"),
):
    for _word in _spellings.split():
        UNITS[_word] = (_base, _factor)
_SAID = {"g": "grams", "kg": "kilos", "ml": "millilitres", "cl": "centilitres", "l": "litres", "pack": "pack"}
_SAID |= {"oz": "ounces", "lb": "pounds"}
_SAID_ONE = {"kg": "kilo", "l": "litre", "g": "gram", "oz": "ounce", "lb": "pound"}
SAID_UNITS = frozenset([*_SAID.values(), *_SAID_ONE.values()])
_SYMBOLS = {"&": " and ", "%": " percent ", "+": " plus "}
_QUANTITY_UNITS = {"g": ("kg", 0.001), "ml": ("l", 0.001), "lb": ("lb", 1.0), "oz": ("oz", 1.0)}
_FILLERS = {
    "a",
    "an",
    "of",
    "the",
    "please",
    "add",
    "some",
    "get",
    "me",
    "i",
    "want",
    "need",
    "would",
    "like",
}
_FILLERS |= {"can", "have", "could", "you", "give", "to", "and", "uh", "um"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """How much was asked for; ``unit`` is None for pieces, else kg, l, oz or lb; ``rest`` is what of.

    ``alternatives`` are other values that sound alike, in the same unit.
    """

    value: float
    unit: str | None
    rest: str
    alternatives: tuple[float, ...] = ()


def plain_words(text: str) -> list[str]:
    """Return lower-case words without accents and punctuation; decimals and "250g" come apart."""
    text = text.lower()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    for symbol, word in _SYMBOLS.items():
        text = text.replace(symbol, word)
    text = re.sub(r"(?<=[a-z])['\u2019](?=[a-z])", "", text)
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)
    text = re.sub(r"(?<=\d),(?=\d)", ".", text)
    return re.findall(r"\d+(?:\.\d+)?|[^\W\d_]+", text)


def number_to_words(value: float, british: bool = True) -> str:
    """Return 250 as "two hundred and fifty", 1.5 as "one point five"."""
    whole = int(value)
    if whole != value:
        digits = f"{value:.3f}".rstrip("0").partition(".")[2]
        return f"{number_to_words(whole)} point {' '.join(_ONES[int(d)] for d in digits)}"
    if whole < 20:
        return _ONES[whole]
    if whole < 100:
        tens, ones = divmod(whole, 10)
        return _TENS[tens - 2] + (f" {_ONES[ones]}" if ones else "")
    for scale, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if whole >= scale:
            count, rest = divmod(whole, scale)
            joint = " and " if british and 0 < rest < 100 else " "
            tail = joint + number_to_words(rest, british) if rest else ""
            return f"{number_to_words(count, british)} {name}{tail}"
    return str(whole)


def alike_numbers(value: float) -> tuple[float, ...]:
    """Return the numbers that sound like one because they end in -teen or in -ty: 15 and 50, 250 and 215."""
    whole, hundreds = int(value), 100 * (int(value) // 100)
    if whole != value:
        return ()
    rest = whole - hundreds
    if 13 <= rest <= 19:
        return (float(hundreds + 10 * (rest - 10)),)
    if 30 <= rest <= 90 and rest % 10 == 0:
        return (float(hundreds + 10 + rest // 10),)
    return ()


def words_to_numbers(words: list[str]) -> list[str]:
    """Replace each spoken number by its digits: two hundred and fifty, one point five, two fifty."""
    out: list[str] = []
    at = 0
    while at < len(words):
        value, used = _read_number(words, at)
        if used:
            out.append(_digits(value))
            at += used
        else:
            out.append(words[at])
            at += 1
    return out


def normalise(text: str) -> list[str]:
    """Return the comparable tokens of a name or a request; sizes become one token in base units.

    ``"Oat milk 1.5 L"`` and ``"oat milk one point five litres"`` both give ``["oat", "milk", "1500ml"]``.
    """
    words = words_to_numbers(plain_words(text))
    out: list[str] = []
    at = 0
    while at < len(words):
        unit = UNITS.get(words[at + 1]) if at + 1 < len(words) else None
        if is_number(words[at]) and unit is not None:
            out.append(_digits(float(words[at]) * unit[1]) + unit[0])
            at += 2
        else:
            out.append(words[at])
            at += 1
    return out


def is_number(token: str) -> bool:
    """Tell whether a token is a bare number."""
    return token.replace(".", "", 1).isdigit()


def is_size(token: str) -> bool:
    """Tell whether a token is a size, such as 250g."""
    return token[:1].isdigit() and not is_number(token)


def spoken_forms(name: str) -> list[str]:
    """Return how a name may be said: numbers in words (with and without "and") and in digits."""
    words = plain_words(name)
    forms: list[list[str]] = [[], [], [], []]
    for at, word in enumerate(words):
        previous = words[at - 1] if at else ""
        if is_number(word):
            value = float(word)
            for form, said in zip(forms, _said_numbers(value, word), strict=True):
                form.append(said)
        elif word in _SAID and is_number(previous):
            one = float(previous) == 1.0
            said = _SAID_ONE.get(word, _SAID[word]) if one else _SAID[word]
            for form in forms[:3]:
                form.append(said)
            forms[3][-1] += word if word != "pack" else " pack"
        else:
            for form in forms:
                form.append(word)
    return list(dict.fromkeys(" ".join(form) for form in forms))


def parse_quantity(text: str) -> Quantity | None:
    """Return the quantity that a request begins with, or None where it begins with none.

    ``"two oat milks"`` is 2 pieces, ``"half a kilo of tomatoes"`` 0.5 kg; a size that follows the
    name ("oat milk one litre") is no quantity, and neither is a size without "of" ("500 g pasta").
    """
    words = plain_words(text)
    while words and words[0] in _FILLERS and words[:2] not in (["a", "kilo"], ["a", "litre"], ["a", "dozen"]):
        words = words[1:]
    value, used = _read_share(words)
    if not used:
        value, used = _read_number(words, 0)
    if not used and words[:1] in (["a"], ["an"]):
        value, used = 1.0, 1
    rest = words[used:]
    if not used or not rest:
        return None
    alike = alike_numbers(value)
    if rest[0] == "dozen":
        value, rest = value * 12, rest[1:]
        alike = tuple(other * 12 for other in alike)
    unit = UNITS.get(rest[0]) if rest else None
    if unit is None or unit[0] == "pack":
        is_pack = unit is not None and rest[1:2] != ["of"]
        counted = rest[1:] if unit is not None else rest
        return None if is_pack or not counted else Quantity(value, None, _rest(counted), alike)
    if rest[1:2] != ["of"] or unit[0] not in _QUANTITY_UNITS:
        return None
    name, factor = _QUANTITY_UNITS[unit[0]]
    scaled, *others = (round(v * unit[1] * factor, 6) for v in (value, *alike))
    return Quantity(scaled, name, _rest(rest[1:]), tuple(others))


def _rest(words: list[str]) -> str:
    return " ".join(words[1:] if words[:1] == ["of"] else words)


def _read_share(words: list[str]) -> tuple[float, int]:
    for share, said in (
        (0.5, ["half", "a"]),
        (0.5, ["half"]),
        (0.25, ["a", "quarter", "of", "a"]),
        (0.25, ["quarter", "of", "a"]),
        (0.25, ["quarter"]),
    ):
        if words[: len(said)] == said and len(words) > len(said):
            follows = words[len(said)]
            if follows in UNITS or follows == "dozen":
                return share, len(said)
    value, used = _read_number(words, 0)
    if used and words[used : used + 3] == ["and", "a", "half"]:
        return value + 0.5, used + 3
    return 0.0, 0


def _read_number(words: list[str], at: int) -> tuple[float, int]:
    """Read the longest number from a place; returns (value, how many words), (0, 0) for none."""
    if at >= len(words):
        return 0.0, 0
    if is_number(words[at]):
        return float(words[at]), 1
    if words[at] not in _SMALL:
        return 0.0, 0
    total, used = _read_whole(words, at)
    if words[at + used : at + used + 1] == ["point"]:
        digits = ""
        for word in words[at + used + 1 :]:
            if _SMALL.get(word, 10) > 9:
                break
            digits += str(_SMALL[word])
        if digits:
            return float(f"{total}.{digits}"), used + 1 + len(digits)
    return float(total), used


def _read_whole(words: list[str], start: int) -> tuple[int, int]:
    total = current = 0
    at = start
    previous = ""
    while at < len(words):
        word = words[at]
        if word in _SMALL:
            if not _may_follow(previous, _SMALL[word]):
                break
            # "two fifty" is said for 250.
            current = current * 100 if previous in _SMALL and _SMALL[word] >= 10 else current
            current += _SMALL[word]
        elif word in _SCALES and previous in _SMALL:
            current *= _SCALES[word]
            if word == "thousand":
                total, current = total + current, 0
        elif not (word == "and" and previous in _SCALES and _is_small(words, at + 1)):
            break
        previous = word
        at += 1
    return total + current, at - start


def _is_small(words: list[str], at: int) -> bool:
    return at < len(words) and words[at] in _SMALL


def _may_follow(previous: str, value: int) -> bool:
    if previous not in _SMALL:
        return True
    before = _SMALL[previous]
    return (before >= 20 and 0 < value < 10) or (0 < before < 10 and value >= 20)


def _digits(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _said_numbers(value: float, written: str) -> tuple[str, str, str, str]:
    if value > 9999:
        return written, written, written, written
    return number_to_words(value), number_to_words(value, british=False), written, written
