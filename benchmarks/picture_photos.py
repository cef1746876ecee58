"""Photos for the pictures of the Photos tab: products as they could lie on the counter, and what is taught of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

GROUND = (243, 240, 234)
"""Behind the products of the demo shop's pictures."""
SIDE = 560


def on_wood(card: Any, numbers: np.random.Generator) -> Image.Image:
    """Return a photo of a product, turned, on wood, in uneven light.

    Not the catalog's own picture, which is known by heart.
    """
    grain = numbers.normal(0, 5, (SIDE, 1)) + 10 * np.sin(np.linspace(0, 9, SIDE))[:, None]
    wood = np.clip(np.array([186, 148, 104]) + (grain + numbers.normal(0, 2, (SIDE, SIDE)))[..., None], 0, 255)
    picture = Image.fromarray(wood.astype("uint8"))
    angle, bicubic = float(numbers.uniform(-14, 14)), Image.Resampling.BICUBIC
    with Image.open(card.picture) as drawn:
        flat = drawn.convert("RGB").resize((400, 400))
    thing = flat.rotate(angle, expand=True, resample=bicubic, fillcolor=GROUND)
    ground = np.abs(np.asarray(thing).astype(int) - np.array(GROUND)).max(axis=2) > 9  # a white label is no ground
    at = ((SIDE - thing.width) // 2 + int(numbers.integers(-30, 30)), (SIDE - thing.height) // 2 + 10)
    picture.paste(thing, at, Image.fromarray((ground * 255).astype("uint8")))
    light = np.linspace(1.06, 0.72, SIDE)[None, :, None]
    return Image.fromarray(np.clip(np.asarray(picture) * light, 0, 255).astype("uint8"))


def on_the_counter(cards: list[Any], folder: Path) -> Iterator[Path]:
    """Write photos as they could be taken at the till; the last one is blurred."""
    numbers = np.random.default_rng(3)
    for place, card in enumerate(cards):
        picture = on_wood(card, numbers)
        if place == len(cards) - 1:
            picture = picture.filter(ImageFilter.GaussianBlur(9))
        path = folder / f"IMG_{2041 + place}.jpg"
        picture.save(path, quality=88)
        yield path


def several(card: Any, folder: Path, count: int, seed: int) -> list[str]:
    """Write several photos of one product; return their paths."""
    numbers = np.random.default_rng(seed)
    paths = [folder / f"{card.product_id}-{seed}-{place}.jpg" for place in range(count)]
    for path in paths:
        on_wood(card, numbers).save(path, quality=88)
    return [str(path) for path in paths]


def spoiled(paths: list[str]) -> list[str]:
    """Put dark spots on every second photo; return all paths."""
    numbers = np.random.default_rng(5)
    for path in paths[1::2]:
        with Image.open(path) as opened:
            picture = opened.convert("RGB")
        spots = Image.new("L", picture.size, 0)
        pen = ImageDraw.Draw(spots)
        x, y = SIDE // 2 + numbers.integers(-60, 60, 2)
        for _ in range(9):
            left, top, size = x + numbers.normal(0, 18), y + numbers.normal(0, 14), numbers.uniform(10, 30)
            pen.ellipse((left - size, top - size * 0.8, left + size, top + size * 0.8), fill=215)
        dark = Image.new("RGB", picture.size, (62, 40, 24))
        Image.composite(dark, picture, spots.filter(ImageFilter.GaussianBlur(4))).save(path, quality=88)
    return paths


def teach_demo(desk: Any, cards: list[Any], folder: Path) -> None:
    """Teach several photos of some products, and what good specimens of one look like."""
    from shopdesk.controllers.requests.vision import GoodRequest, TeachRequest

    for seed, (card, count) in enumerate(zip(cards, (6, 4, 3, 2), strict=False), 10):
        desk.teaching.teach(TeachRequest(card.product_id, tuple(several(card, folder, count, seed))))
    card = cards[0]
    desk.checks.teach(GoodRequest(card.product_id, tuple(several(card, folder, 12, 20))))
