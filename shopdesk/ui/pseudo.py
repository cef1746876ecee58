"""A language nobody speaks, to see what a translation would break.

Letters get accents (a font or an encoding that drops them shows), texts grow by the two fifths that German or Finnish
need (what would be cut off shows), and brackets stand around each (a text that is put together of pieces, or was never
marked for translation, shows).
"""

from __future__ import annotations

import math
import re

from PySide6.QtCore import QObject, QTranslator

_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ACCENTED = "åƀçđéƒĝĥîĵķļɱñôþǫŕšţûṽŵẋýžÅƁÇĐÉƑĜĤÎĴĶĻṀÑÔÞǪŔŠŢÛṼŴẊÝŽ"
_ACCENTS = str.maketrans(_PLAIN, _ACCENTED)
_GROWTH = 0.4
_PADDING = "one two three four five six seven eight nine ten eleven twelve "
# what is filled in later, markup and names of keys stay as they are
_KEPT = re.compile(r"(\{\w*\}|%n|%L?\d|<[^>]+>|&\w+;|(?:Ctrl|Shift|Alt)(?:\+\w+)+|\b(?:Enter|Esc|Space|F\d+)\b)")


def pseudo(text: str) -> str:
    """Return a text with accents, two fifths longer and in brackets; a text without letters stays.

    Parameters
    ----------
    text : str
        What stands in the sources, with its placeholders.
    """
    pieces = _KEPT.split(text)
    letters = sum(character.isalpha() for piece in pieces[::2] for character in piece)
    if not letters:
        return text
    pieces[::2] = [piece.translate(_ACCENTS) for piece in pieces[::2]]
    wanted = math.ceil(_GROWTH * len(text))
    padding = (_PADDING * (1 + wanted // len(_PADDING)))[: max(1, wanted)].rstrip()
    return f"[{''.join(pieces)} {padding}]"


class PseudoTranslator(QTranslator):
    """Answers each text of ShopDesk and of Qt in the pseudo-language."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def isEmpty(self) -> bool:
        """It has an answer to everything."""
        return False

    def translate(self, context: str, sourceText: str, disambiguation: str | None = None, n: int = -1) -> str:
        """Return the text in the pseudo-language; ``%n`` is filled in by Qt."""
        return pseudo(sourceText)
