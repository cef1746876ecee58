"""Defects drawn on photos, and the detector that must find them; the benchmark draws the same ones on real photos."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

KINDS = ("bruise", "cut", "mould", "tear")


def _blend(picture: Image.Image, mask: Image.Image, colour: tuple[int, int, int]) -> Image.Image:
    return Image.composite(Image.new("RGB", picture.size, colour), picture, mask)


def _place(picture: Image.Image, chance: np.random.Generator) -> tuple[float, float, float]:
    """Return a point near the middle, where the product is, and the short side."""
    side = min(picture.size)
    x, y = (extent / 2 + chance.uniform(-0.17, 0.17) * side for extent in picture.size)
    return x, y, side


def bruise(picture: Image.Image, chance: np.random.Generator) -> Image.Image:
    """A soft brown patch through which the skin is still seen."""
    x, y, side = _place(picture, chance)
    width, height = chance.uniform(0.07, 0.13, 2) * side
    mask = Image.new("L", picture.size, 0)
    ImageDraw.Draw(mask).ellipse((x - width, y - height, x + width, y + height), fill=int(chance.integers(150, 215)))
    mask = mask.filter(ImageFilter.GaussianBlur(0.018 * side))
    return _blend(picture, mask, (74, 46, 22))


def cut(picture: Image.Image, chance: np.random.Generator) -> Image.Image:
    """A dark line with a pale lip."""
    x, y, side = _place(picture, chance)
    angle = chance.uniform(0, np.pi)
    reach = chance.uniform(0.12, 0.2) * side
    steps = np.linspace(-1, 1, 9)
    bend = 0.06 * side * chance.normal() * steps**2 + 0.008 * side * chance.normal(size=9)
    points = [
        (x + reach * s * np.cos(angle) - b * np.sin(angle), y + reach * s * np.sin(angle) + b * np.cos(angle))
        for s, b in zip(steps, bend, strict=True)
    ]
    damaged = picture.copy()
    draw = ImageDraw.Draw(damaged)
    draw.line([(a + 0.012 * side, b + 0.012 * side) for a, b in points], (236, 220, 180), max(2, int(0.022 * side)))
    draw.line(points, (28, 16, 10), max(2, int(0.02 * side)))
    return damaged


def mould(picture: Image.Image, chance: np.random.Generator) -> Image.Image:
    """A cluster of furry grey-green spots with white rims."""
    x, y, side = _place(picture, chance)
    damaged = picture
    for _ in range(int(chance.integers(5, 10))):
        dx, dy = chance.normal(size=2) * 0.05 * side
        radius = chance.uniform(0.02, 0.05) * side
        for grow, colour, depth in ((1.35, (228, 230, 222), 190), (1.0, (84, 108, 92), 225)):
            mask = Image.new("L", picture.size, 0)
            r = radius * grow
            ImageDraw.Draw(mask).ellipse((x + dx - r, y + dy - r, x + dx + r, y + dy + r), fill=depth)
            fur = Image.fromarray(chance.integers(150, 256, picture.size[::-1]).astype(np.uint8))
            mask = ImageChops.multiply(mask.filter(ImageFilter.GaussianBlur(0.006 * side)), fur)
            damaged = _blend(damaged, mask, colour)
    return damaged


def tear(picture: Image.Image, chance: np.random.Generator) -> Image.Image:
    """A ragged hole with white edges, as in torn cardboard or peel."""
    x, y, side = _place(picture, chance)
    corners = int(chance.integers(9, 14))
    turns = np.sort(chance.uniform(0, 2 * np.pi, corners))
    radii = chance.uniform(0.05, 0.13, corners) * side
    ring = [(x + r * np.cos(t), y + 0.7 * r * np.sin(t)) for t, r in zip(turns, radii, strict=True)]
    damaged = picture.copy()
    draw = ImageDraw.Draw(damaged)
    draw.polygon(ring, fill=(46, 38, 34))
    draw.line([*ring, ring[0]], (240, 236, 226), max(2, int(0.018 * side)))
    return damaged


def damaged(picture: Image.Image, kind: str, seed: int) -> Image.Image:
    """Return a copy of a photo with a defect of the kind."""
    chance = np.random.default_rng(seed)
    return {"bruise": bruise, "cut": cut, "mould": mould, "tear": tear}[kind](picture.convert("RGB"), chance)
