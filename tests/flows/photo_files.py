"""Photos as a shop has them: packets on a table, and files that are no photos in ten ways. Used by flow tests."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from shopdesk.engine.types import ProductCard

TABLES = ((196, 180, 150), (180, 196, 205), (205, 190, 196), (190, 205, 185))


def packet_on_table(card: ProductCard, path: Path, number: int = 0) -> Path:
    """Write a photo of a product's picture, slightly turned, on a table."""
    table = Image.new("RGB", (360, 300), TABLES[number % len(TABLES)])
    packet = Image.open(str(card.picture)).convert("RGB").resize((240, 240))
    packet = packet.rotate(3.0 * (number % 5) - 6.0, expand=True, fillcolor=TABLES[number % len(TABLES)])
    table.paste(packet, (50, 15))
    table.save(path, quality=88)
    return path


def picture_as_photo(card: ProductCard, path: Path, number: int) -> Path:
    """Write a product's picture as another camera may give it: a little smaller, darker, and as JPEG."""
    packet = Image.open(str(card.picture)).convert("RGB").resize((280 + number % 7, 280 + number % 7))
    packet.point(lambda value: round(value * (0.9 + 0.02 * (number % 5)))).save(path, quality=85)
    return path


def _jpeg() -> bytes:
    stream = io.BytesIO()
    Image.effect_noise((200, 150), 60).convert("RGB").save(stream, "JPEG")
    return stream.getvalue()


def _huge_png() -> bytes:
    """Return a small file that claims to be 60,000 pixels wide and high."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(bytes(1000)))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


BROKEN: dict[str, tuple[Callable[[], bytes | None], str]] = {
    "empty.jpg": (lambda: b"", "is empty"),
    "half.jpg": (lambda: _jpeg()[:900], "is cut off or damaged"),
    "huge.png": (_huge_png, "is too large"),
    "zeros.jpg": (lambda: bytes(5000), "holds only zeros"),
    "notes.jpeg": (lambda: b"Bread, milk and two lemons.\n" * 9, "is a text"),
    "page.png": (lambda: b"<!DOCTYPE html><html><body>404</body></html>", "is a web page"),
    "scan.jpg": (lambda: b"%PDF-1.7\n1 0 obj", "is a PDF document"),
    "film.jpg": (lambda: b"\x00\x00\x00\x18ftypisom" + bytes(40), "is a film"),
    "phone.heic": (lambda: b"\x00\x00\x00\x18ftypheic" + bytes(40), "is a HEIC photo"),
    "gone.jpg": (lambda: None, "There is no file"),
}
"""Ten ways to be no photo: what the file holds (None: a link that leads nowhere), and words of its sentence."""


def write_broken(folder: Path, mark: str) -> dict[str, str]:
    """Write one file of each kind; return the words of the sentence that each must get, by path."""
    expected = {}
    for name, (make, words) in BROKEN.items():
        path, data = folder / f"{mark}-{name}", make()
        if data is None:
            path.symlink_to(folder / "nowhere" / name)
        else:
            path.write_bytes(data)
        expected[str(path)] = words
    return expected
