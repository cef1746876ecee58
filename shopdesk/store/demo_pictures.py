"""Draws a picture of each product of the demo shop: the package by category, the colours by brand and kind."""

from __future__ import annotations

import colorsys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import ImageDraw

SIZE = 256
Colour = tuple[int, int, int]
# Nobody would know purple bananas.
NATURAL: dict[str, Colour] = {
    "Bananas": (247, 211, 62),
    "Apples": (204, 46, 44),
    "Oranges": (245, 146, 40),
    "Strawberries": (226, 38, 66),
    "Grapes": (110, 62, 134),
    "Lemons": (244, 228, 92),
    "Peaches": (246, 176, 130),
    "Avocado": (74, 98, 52),
    "Tomatoes": (220, 56, 38),
    "Potatoes": (203, 168, 112),
    "Onions": (186, 112, 60),
    "Cucumber": (58, 128, 60),
    "Carrots": (238, 122, 34),
    "Lettuce": (140, 196, 76),
    "Mushrooms": (216, 200, 182),
    "Pumpkin": (228, 110, 20),
}


def _colour(text: str, saturation: float, value: float) -> Colour:
    """A colour that always belongs to this text."""
    hue = zlib.crc32(text.encode()) % 3600 / 3600
    red, green, blue = colorsys.hsv_to_rgb(hue, saturation, value)
    return round(red * 255), round(green * 255), round(blue * 255)


def draw_picture(path: Path, shape: str, kind: str, brand: str, size: str) -> None:
    """Draw a product and save it as PNG."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (SIZE, SIZE), (244, 243, 239))
    pen = ImageDraw.Draw(image)
    pen.ellipse((48, 222, 208, 244), fill=(219, 217, 210))
    body, accent = _colour(brand, 0.62, 0.78), NATURAL.get(kind) or _colour(kind, 0.75, 0.9)
    label = _SHAPES[shape](pen, body, accent, zlib.crc32(f"{kind}{size}".encode()))
    pen.rounded_rectangle(label, 6, fill=(255, 253, 247), outline=accent, width=3)
    _write(pen, label, kind, brand, size)
    image.save(path, optimize=False, compress_level=3)


def _write(pen: ImageDraw.ImageDraw, label: tuple[int, int, int, int], kind: str, brand: str, size: str) -> None:
    """Brand, kind and size, as large as the label allows."""
    from PIL import ImageFont

    left, top, right, bottom = label
    words = [(brand, 13), *((word, 19) for word in kind.split()), (size, 15)]
    step = (bottom - top - 8) / len(words)
    for number, (word, points) in enumerate(words):
        font: Any = ImageFont.load_default(min(points, step * 0.95))
        while pen.textlength(word, font=font) > right - left - 8 and font.size > 7:
            font = ImageFont.load_default(font.size - 1)
        y = top + 4 + step * (number + 0.5)
        pen.text(((left + right) / 2, y), word, font=font, fill=(38, 36, 32), anchor="mm")


def _bottle(pen: ImageDraw.ImageDraw, body: Colour, accent: Colour, mark: int) -> tuple[int, int, int, int]:
    neck = 92 + mark % 3 * 6
    pen.rounded_rectangle((112, 14, 144, 40), 4, fill=accent)
    pen.polygon([(114, 38), (142, 38), (146, 64), (184, neck), (72, neck), (110, 64)], fill=body)
    pen.rounded_rectangle((72, neck - 6, 184, 234), 14, fill=body)
    return 74, 118, 182, 206


def _carton(pen: ImageDraw.ImageDraw, body: Colour, accent: Colour, mark: int) -> tuple[int, int, int, int]:
    pen.polygon([(70, 76), (100, 30), (186, 30), (186, 76)], fill=accent)
    pen.rectangle((70, 74, 162, 236), fill=body)
    pen.polygon([(162, 74), (186, 62), (186, 226), (162, 236)], fill=tuple(c * 3 // 4 for c in body))
    pen.ellipse((84, 206 - mark % 8, 148, 228), fill=accent)
    return 72, 92, 160, 198


def _can(pen: ImageDraw.ImageDraw, body: Colour, accent: Colour, mark: int) -> tuple[int, int, int, int]:
    pen.rectangle((62, 60, 194, 220), fill=body)
    pen.ellipse((62, 202, 194, 238), fill=body)
    pen.ellipse((62, 40, 194, 80), fill=(203, 205, 208))
    pen.ellipse((76, 47, 180, 73), fill=(228, 230, 232), outline=(160, 162, 166))
    for band in range(2 + mark % 2):
        pen.rectangle((62, 84 + band * 8, 194, 87 + band * 8), fill=accent)
    return 66, 112, 190, 206


def _bag(pen: ImageDraw.ImageDraw, body: Colour, accent: Colour, mark: int) -> tuple[int, int, int, int]:
    teeth = [(60 + i * 8.5, 26 if i % 2 else 34) for i in range(17)]
    pen.polygon([*teeth, (204, 120), (198, 236), (58, 236), (52, 120)], fill=body)
    pen.polygon([(56, 70), (200, 58 + mark % 20), (203, 92), (54, 98)], fill=accent)
    return 66, 106, 190, 220


def _box(pen: ImageDraw.ImageDraw, body: Colour, accent: Colour, mark: int) -> tuple[int, int, int, int]:
    pen.polygon([(44, 58), (66, 36), (222, 36), (200, 58)], fill=accent)
    pen.polygon([(200, 58), (222, 36), (222, 212), (200, 234)], fill=tuple(c * 3 // 4 for c in body))
    pen.rectangle((44, 58, 200, 234), fill=body)
    pen.pieslice((52, 160, 132 + mark % 24, 236), 180, 360, fill=accent)
    return 54, 74, 190, 178


def _jar(pen: ImageDraw.ImageDraw, body: Colour, accent: Colour, mark: int) -> tuple[int, int, int, int]:
    pen.rounded_rectangle((80, 30, 176, 60), 6, fill=accent)
    pen.rounded_rectangle((64, 58, 192, 238), 26, fill=body)
    pen.rounded_rectangle((72, 66 + mark % 10, 84, 220), 6, fill=tuple(min(255, c + 50) for c in body))
    return 66, 108, 190, 204


def _tray(pen: ImageDraw.ImageDraw, body: Colour, accent: Colour, mark: int) -> tuple[int, int, int, int]:
    pen.rounded_rectangle((26, 66, 230, 222), 16, fill=(58, 60, 64))
    pen.rounded_rectangle((38, 78, 218, 210), 12, fill=accent)
    for spot in range(5):
        x, y = 44 + (mark >> spot) % 130, 84 + (mark >> (spot + 3)) % 90
        pen.ellipse((x, y, x + 40, y + 28), fill=body)
    return 70, 98, 186, 196


def _fruit(pen: ImageDraw.ImageDraw, body: Colour, accent: Colour, mark: int) -> tuple[int, int, int, int]:
    wide, count = 34 + mark % 14, 3 + mark // 16 % 4
    for number in range(count):
        x = 128 + (number - (count - 1) / 2) * 168 / count
        y = 74 + (number % 2) * 22
        pen.ellipse(
            (x - wide, y - wide, x + wide, y + wide),
            fill=accent,
            outline=tuple(c * 3 // 4 for c in accent),
            width=3,
        )
        pen.line((x, y - wide, x + 6, y - wide - 14), fill=(96, 70, 40), width=5)
    pen.polygon([(28, 120), (228, 120), (206, 236), (50, 236)], fill=body)
    return 62, 134, 194, 226


_SHAPES = {
    "bottle": _bottle,
    "carton": _carton,
    "can": _can,
    "bag": _bag,
    "box": _box,
    "jar": _jar,
    "tray": _tray,
    "fruit": _fruit,
}
