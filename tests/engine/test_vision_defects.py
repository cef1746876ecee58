"""Defects drawn on photos, and the detector that must find them; the benchmark draws the same ones on real photos."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from shopdesk.engine.errors import ModelError
from shopdesk.engine.vision import AnomalyDetector
from shopdesk.engine.vision.backbone import shared_backbone
from shopdesk.engine.vision.common import common_critic, compared
from shopdesk.engine.vision.critic import PatchMemory
from shopdesk.engine.vision.spoil import spoiled

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


def fruit(number: int) -> Image.Image:
    """A round fruit with a fine texture."""
    chance = np.random.default_rng(number)
    picture = Image.new("RGB", (180, 180), (235, 235, 230))
    draw = ImageDraw.Draw(picture)
    x, y = 90 + int(chance.integers(-6, 6)), 90 + int(chance.integers(-6, 6))
    draw.ellipse((x - 70, y - 70, x + 70, y + 70), fill=(220, 150, 30))
    for _ in range(60):
        dx, dy = chance.integers(-45, 45, 2)
        draw.point((x + int(dx), y + int(dy)), fill=(190, 120, 20))
    return picture


@pytest.fixture(scope="module")
def detector() -> AnomalyDetector:
    return AnomalyDetector(steps=200, copies=60).fit([fruit(n) for n in range(6)])


def test_every_kind_of_defect_scores_higher_than_good_ones(detector: AnomalyDetector) -> None:
    good = detector.score([fruit(n) for n in range(20, 26)])
    for place, kind in enumerate(KINDS):
        bad = detector.score([damaged(fruit(n), kind, n + place) for n in range(20, 26)])
        assert np.mean(bad[:, None] > good[None, :]) >= 0.85, kind
    assert detector.score([]).shape == (0,)
    assert detector.is_odd(np.array([0.0, 9.0])).tolist() == [False, True]


def test_the_map_points_at_the_defect(detector: AnomalyDetector) -> None:
    picture = fruit(30)
    ImageDraw.Draw(picture).polygon([(60, 70), (85, 60), (92, 90), (66, 96)], fill=(30, 26, 22))
    heat = detector.heat_map(picture)
    assert heat.shape == (180, 180)
    assert 0.0 <= heat.min() <= heat.max() <= 1.0
    assert heat[62:95, 60:92].mean() > 3 * heat[110:170, 110:170].mean()


def test_saved_and_opened_again_scores_the_same(detector: AnomalyDetector, tmp_path: Path) -> None:
    detector.save(tmp_path / "check")
    again = AnomalyDetector.open(tmp_path / "check")
    pictures = [fruit(40), damaged(fruit(40), "tear", 1)]
    np.testing.assert_allclose(again.score(pictures), detector.score(pictures), atol=1e-5)


@pytest.mark.parametrize("harm", ["hash", "missing", "version", "unreadable"])
def test_a_damaged_detector_is_refused(detector: AnomalyDetector, tmp_path: Path, harm: str) -> None:
    detector.save(tmp_path)
    arrays, manifest = tmp_path / "anomaly.npz", tmp_path / "anomaly.json"
    if harm == "hash":
        data = bytearray(arrays.read_bytes())
        data[len(data) // 2] ^= 1
        arrays.write_bytes(data)
    elif harm == "missing":
        arrays.unlink()
    elif harm == "version":
        manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "backbone": "other"}))
    else:
        manifest.write_text("[")
    with pytest.raises(ModelError, match=r"vision\.folder_damaged") as caught:
        AnomalyDetector.open(tmp_path)
    assert caught.value.params["why"] == harm


def test_spoiled_copies_differ_only_where_they_say() -> None:
    pictures = [fruit(n) for n in range(4)]
    copies, places = spoiled(pictures, np.random.default_rng(3))
    assert places.shape == (4, 180, 180)
    for before, after, place in zip(pictures, copies, places, strict=True):
        change = np.abs(np.asarray(after, dtype=float) - np.asarray(before, dtype=float)).max(axis=2)
        near = place > 0
        for _ in range(4):  # a rim may be a few pixels wide
            near |= np.roll(near, 1, 0) | np.roll(near, -1, 0) | np.roll(near, 1, 1) | np.roll(near, -1, 1)
        assert change[~near].max(initial=0) <= 1
        assert 0.0005 < place.mean() < 0.25


def test_the_common_critic_judges_a_product_that_it_never_saw() -> None:
    network = shared_backbone()
    memory = PatchMemory.learned(network.patch_grids([fruit(n).resize((288, 288)) for n in range(4)]))
    harmed = fruit(50).resize((288, 288))
    ImageDraw.Draw(harmed).line([(110, 130), (180, 150)], (28, 16, 10), 6)
    logits = common_critic().scores(compared(network.patch_grids([harmed])[0], memory)[0])
    assert logits.shape == (36, 36)
    inside = logits[16:19, 14:22].max()
    assert inside > 0
    logits[14:21, 12:24] = -np.inf
    assert inside > logits.max()


def test_a_remembered_patch_does_not_differ_from_memory() -> None:
    grid = np.random.default_rng(0).normal(size=(1, 6, 6, 5)).astype(np.float32)
    memory = PatchMemory.learned(np.repeat(grid, 3, axis=0))
    seen, far = compared(grid[0], memory)
    assert seen.shape == (6, 6, 16)
    np.testing.assert_allclose(far, 0.0, atol=1e-2)
    np.testing.assert_allclose(seen[..., 5:10], 0.0, atol=2e-3)
    np.testing.assert_allclose(seen[..., 10:15].mean(), 0.0, atol=0.2)
