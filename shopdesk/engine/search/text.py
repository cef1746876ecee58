"""How text becomes comparable: folded letters, words, units glued to their numbers, and barcodes as 14 digits."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "œ": "oe", "æ": "ae", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ß": "ss"}
    | dict.fromkeys("'’‘`´ʼ\u00ad\u200b", "")
)
_DECIMAL = re.compile(r"(?<=\d),(?=\d)")
_WORD = re.compile(r"(?:[^\W_]|(?<=\d)\.(?=\d))+")
# Han characters stand for words of their own, for nobody types blanks between them.
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ffff]")
_HAN_OR_REST = re.compile(_HAN.pattern + "|" + _HAN.pattern.replace("[", "[^", 1) + "+")
_TRAILING_ZEROS = re.compile(r"(?<=\d)\.0+(?!\d)|(\.\d*?[1-9])0+(?!\d)")
_LONGEST_UNIT = 6
_LONGEST_CHAIN = 4


def _fold(text: str) -> str:
    if text.isascii():
        folded = text.lower().replace("'", "").replace("`", "")
    else:
        # Compatibility forms may expand to capitals (such as the trade mark sign), hence the second round.
        wide = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
        plain = "".join([c for c in wide if unicodedata.category(c) != "Mn"])
        folded = plain.translate(_LETTERS)
    return _DECIMAL.sub(".", folded) if "," in folded else folded


def _split(chunk: str) -> list[str]:
    words = _WORD.findall(chunk)
    if chunk.isascii() or not _HAN.search(chunk):
        return words
    return [piece for word in words for piece in _HAN_OR_REST.findall(word)]


def tokens(text: str) -> list[str]:
    """Split text into its folded words, in order; each Han character is a word.

    Parameters
    ----------
    text : str
        Any text, as typed, heard or stored.

    Returns
    -------
    list of str
        Words of letters and digits; a decimal comma or point stays inside its number, as a point.
    """
    return _split(_fold(text))


def normalise(text: str) -> str:
    """Return the folded words of a text with one blank between them."""
    return " ".join(tokens(text))


def index_words(text: str) -> list[str]:
    """Return the words under which a text is found: its tokens, then its glued forms.

    Glued forms are what hyphens join (``coca-cola`` as ``cocacola``), a number with its unit (``500 g`` as ``500g``)
    and a decimal number without trailing zeros (``1.0`` as ``1``).
    """
    return words_and_forms(text)[1]


def words_and_forms(text: str) -> tuple[list[str], list[str]]:
    """Return the tokens of a text, and the same with their glued forms."""
    words: list[str] = []
    forms: list[str] = []
    folded = _fold(text)
    for chunk in folded.split():
        pieces = [chunk] if chunk.isascii() and chunk.isalnum() else _split(chunk)
        if len(pieces) > 1 and not _HAN.search(chunk):
            forms.append("".join(pieces))
        words += pieces
    for start, first in enumerate(words):
        if first[0].isdigit():
            forms += _chains(first, words[start + 1 : start + _LONGEST_CHAIN])
    if "." in folded:
        forms += [shorter for word in words + forms if "." in word and (shorter := without_zeros(word)) != word]
    return words, words + forms


def _chains(chain: str, following: list[str]) -> list[str]:
    """Glue to a number its unit, and to that what goes on in the same way: ``6 x 330 ml``."""
    found: list[str] = []
    for word in following:
        unit = chain[-1].isdigit() and word.isalpha() and len(word) <= _LONGEST_UNIT
        if not (unit or (chain[-1].isalpha() and word[0].isdigit())):
            break
        chain += word
        found.append(chain)
    return found


def without_zeros(word: str) -> str:
    """Return a word whose decimal numbers have lost their trailing zeros."""
    return _TRAILING_ZEROS.sub(lambda match: match.group(1) or "", word)


def number_pieces(word: str) -> list[str]:
    """Split a word where digits and letters meet: ``6x330ml`` as 6, x, 330, ml."""
    return re.findall(r"\d+(?:\.\d+)*|[^\W\d_]+", word)
