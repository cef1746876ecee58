"""Which encoding a text file has: by its mark, else by what its bytes can be."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

CHUNK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What no table is: pictures, documents, old spreadsheets, programs.
_NO_TABLES = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"%PDF",
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"SQLite format 3",
    b"RIFF",
    b"\x7fELF",
    b"MZ\x90",
)
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_PAIR = re.compile(rb"[\x81-\xfe][\xa1-\xfe]")
_COMMON_PAIR = re.compile(rb"[\xb0-\xd7][\xa1-\xfe]")  # the 3,755 everyday characters


@dataclass(frozen=True)
class Encoding:
    """The name of a codec, and whether its bytes leave a doubt that the owner should settle."""

    name: str
    sure: bool = True


def is_binary(start: bytes) -> bool:
    """Whether these first bytes belong to something that is no text at all."""
    if start.startswith(_NO_TABLES):
        return True
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    controls = sum(start.count(byte) for byte in range(32) if byte not in (0, 9, 10, 11, 12, 13, 27))
    return controls > len(start) // 50 and controls > 4


def detect(path: Path) -> Encoding:
    """Find the encoding from all bytes of a file: one bad byte near the end must not turn every name into rubbish."""
    with path.open("rb") as file:
        start = file.read(CHUNK)
    for mark, name in _MARKS:
        if start.startswith(mark):
            return Encoding(name)
    wide = _without_mark(start)
    if wide:
        return Encoding(wide)
    if _decodes(path, "utf-8"):
        return Encoding("utf-8")
    return _judge(_high_lines(path), path)


def _without_mark(start: bytes) -> str:
    """UTF-16 without its mark: every other byte of Latin text is zero."""
    sample = start[: len(start) // 2 * 2][:4000]
    if len(sample) < 8:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def _decodes(path: Path, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)("strict")
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def _high_lines(path: Path, most: int = 4 * CHUNK) -> bytes:
    """The lines that have bytes above 127, up to a few megabytes of them."""
    kept, size = [], 0
    with path.open("rb") as file:
        while size < most:
            line = file.readline(CHUNK)
            if not line:
                break
            if not line.isascii():
                kept.append(line)
                size += len(line)
    return b"".join(kept)


def _judge(sample: bytes, path: Path) -> Encoding:
    """UTF-8 with a few broken characters, GB18030, or Windows-1252."""
    high = len(_HIGH.findall(sample))
    good = sum(len(found) for found in _SEQUENCE.findall(sample))
    if good >= 0.8 * high:  # its broken rows are refused one by one
        return Encoding("utf-8")
    pairs = len(_PAIR.findall(sample))
    dense = 2 * pairs >= 0.6 * high  # Chinese stands in pairs of high bytes, accents stand alone
    if dense and len(_COMMON_PAIR.findall(sample)) >= 0.5 * pairs and _decodes(path, "gb18030"):
        return Encoding("gb18030")
    return Encoding("cp1252", sure=not dense)
