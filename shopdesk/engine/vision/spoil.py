"""Good photos spoiled at random, so that a critic can learn what is not good before it has seen a real defect."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from PIL import Image


def spoiled(pictures: list[Image.Image], chance: np.random.Generator) -> tuple[list[Image.Image], np.ndarray]:
    """Return a spoiled copy of each picture, and where: maps (n, height, width) in [0, 1].

    A line, a ragged patch, a few spots or a soft disc, filled with a part of another picture, with a plain grainy
    colour, or with less or more light. Nothing here imitates a certain defect.
    """
    copies, places = [], []
    for picture in pictures:
        shape = _shape(picture.size, chance)
        inside = np.asarray(shape, dtype=np.float32)[..., None] / 255.0
        pixels = np.asarray(picture, dtype=np.float32)
        other = pictures[int(chance.integers(len(pictures)))].resize(picture.size)
        filled = pixels + (_filling(pixels, other, chance) - pixels) * inside * chance.uniform(0.55, 1.0)
        if chance.random() < 0.4:
            filled = _with_rim(filled, shape, chance)
        copies.append(_picture(filled))
        places.append(inside[..., 0])
    return copies, np.stack(places)


def _picture(pixels: np.ndarray) -> Image.Image:
    from PIL import Image

    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _shape(size: tuple[int, int], chance: np.random.Generator) -> Image.Image:
    from PIL import Image, ImageDraw, ImageFilter

    shape = Image.new("L", size, 0)
    draw = ImageDraw.Draw(shape)
    side = min(size)
    x, y = (chance.uniform(0.15, 0.85) * extent for extent in size)
    kind = int(chance.integers(4))
    if kind == 0:
        turn, reach = chance.uniform(0, np.pi), chance.uniform(0.05, 0.25) * side
        steps = np.linspace(-1, 1, 7) * reach
        wobble = chance.normal(size=(7, 2)) * 0.01 * side
        line = [(x + s * np.cos(turn) + w[0], y + s * np.sin(turn) + w[1]) for s, w in zip(steps, wobble, strict=True)]
        draw.line(line, 255, int(chance.uniform(0.01, 0.04) * side) + 1)
    elif kind == 1:
        corners = int(chance.integers(5, 14))
        turns = np.sort(chance.uniform(0, 2 * np.pi, corners))
        radii = chance.uniform(0.03, 0.13, corners) * side
        draw.polygon([(x + r * np.cos(t), y + r * np.sin(t)) for r, t in zip(radii, turns, strict=True)], fill=255)
    else:
        spots = int(chance.integers(1, 9)) if kind == 2 else 1
        for dx, dy in chance.normal(size=(spots, 2)) * 0.06 * side:
            width, height = (
                chance.uniform(0.04, 0.13, 2) * side if kind == 3 else [chance.uniform(0.012, 0.05) * side] * 2
            )
            draw.ellipse((x + dx - width, y + dy - height, x + dx + width, y + dy + height), fill=255)
    if chance.random() < 0.7:
        shape = shape.filter(ImageFilter.GaussianBlur(chance.uniform(0, 0.02) * side))
    return shape


def _filling(pixels: np.ndarray, other: Image.Image, chance: np.random.Generator) -> np.ndarray:
    height, width = pixels.shape[:2]
    kind = int(chance.integers(4))
    if kind == 0:
        part = np.asarray(other, dtype=np.float32)
        moved = chance.integers(min(height, width) // 4, max(2, min(height, width) * 3 // 4), 2)
        return np.roll(part[::-1], moved, (0, 1)) * chance.uniform(0.5, 1.3)
    if kind == 1:
        colour, grey = chance.uniform(0, 255, 3), chance.uniform(0, 255)
        plain = grey + (colour - grey) * chance.uniform(0, 0.7)
        return plain + chance.normal(size=(height, width, 1)) * chance.uniform(0, 40)
    if kind == 2:
        return pixels * chance.uniform(0.1, 0.6) + chance.uniform(0, 60) * np.array([1.0, 0.8, 0.5])
    return 255.0 - (255.0 - pixels) * chance.uniform(0.1, 0.6)


def _with_rim(pixels: np.ndarray, shape: Image.Image, chance: np.random.Generator) -> np.ndarray:
    from PIL import ImageFilter

    rim = shape.filter(ImageFilter.FIND_EDGES).filter(ImageFilter.GaussianBlur(1))
    share = np.clip(np.asarray(rim, dtype=np.float32)[..., None] / 127.0, 0, 1) * 0.8
    return pixels + (chance.uniform(0, 255) - pixels) * share
