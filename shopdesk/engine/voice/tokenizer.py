"""The word pieces of the acoustic model, both ways."""

from __future__ import annotations

import itertools
from pathlib import Path

from shopdesk.engine.errors import ModelError

BEGIN, END = 1, 2
_FIRST_BYTE = 3
_WORDS_KEPT = 20_000
_SPACE = "\u2581"


class Tokenizer:
    """Byte-pair pieces whose ids are in the order of their merges.

    Parameters
    ----------
    data : bytes
        Pieces, each after its length in one byte (or two, low seven bits first).
    """

    def __init__(self, data: bytes) -> None:
        self.pieces = _split(data)
        self._ids: dict[bytes, int] = {}
        for index, piece in enumerate(self.pieces):
            # Bytes come first as fall-back; the later entry is the one that merges build on.
            if piece and index > END:
                self._ids[piece] = index
        self._words: dict[str, tuple[int, ...]] = {}
        space = _SPACE.encode()
        self.starts_word = [piece.startswith(space) for piece in self.pieces]

    @classmethod
    def open(cls, path: Path) -> Tokenizer:
        """Read the pieces from a file."""
        try:
            return cls(path.read_bytes())
        except (OSError, IndexError) as error:
            raise ModelError("model.damaged", name=path.name) from error

    def encode(self, text: str) -> list[int]:
        """Return the ids of a text, without the marks of its begin and end."""
        return [token for word in text.split() for token in self.word(word)]

    def word(self, word: str) -> tuple[int, ...]:
        """Return the ids of one word."""
        known = self._words.get(word)
        if known is None:
            if len(self._words) > _WORDS_KEPT:
                self._words.clear()
            known = self._words[word] = self._encode_word(_SPACE + word)
        return known

    def decode(self, ids: list[int]) -> str:
        """Return the text of ids; marks are left out."""
        raw = b"".join(self.pieces[i] for i in ids if i > END and not self.pieces[i].startswith((b"<<ST", b"<unk")))
        return raw.decode("utf-8", errors="ignore").replace(_SPACE, " ").strip()

    def _encode_word(self, word: str) -> tuple[int, ...]:
        parts = [char.encode() for char in word]
        while len(parts) > 1:
            merges = [self._ids.get(a + b, len(self.pieces)) for a, b in itertools.pairwise(parts)]
            best = min(merges)
            if best == len(self.pieces):
                break
            at = merges.index(best)
            parts[at : at + 2] = [parts[at] + parts[at + 1]]
        ids: list[int] = []
        for part in parts:
            if part in self._ids:
                ids.append(self._ids[part])
            else:
                ids.extend(_FIRST_BYTE + byte for byte in part)
        return tuple(ids)


def _split(data: bytes) -> list[bytes]:
    pieces: list[bytes] = []
    at = 0
    while at < len(data):
        length = data[at]
        at += 1
        if length >= 128:
            length += (data[at] - 1) * 128
            at += 1
        if at + length > len(data):
            raise IndexError("piece beyond the end")
        pieces.append(data[at : at + length])
        at += length
    return pieces
