"""Taught photos are kept: listed, shown, taken out, and learned from again when the rest of the folder is damaged."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from shopdesk.engine.errors import ModelError, NotFound
from shopdesk.engine.vision import ProductClassifier
from shopdesk.engine.vision.shelf import folder_name, kept_photos

SHAPES = {"Röd/Äpple 1": (200, 30, 40), "LIME": (60, 170, 40), "lime": (40, 80, 200)}


def drawn(product: str, number: int) -> Image.Image:
    chance = np.random.default_rng(number)
    picture = Image.new("RGB", (600, 500), (225, 225, 215))
    draw = ImageDraw.Draw(picture)
    x, y, r = (int(chance.integers(low, high)) for low, high in ((230, 370), (200, 300), (120, 190)))
    draw.ellipse((x - r, y - r, x + r, y + r), fill=SHAPES[product])
    if product == "lime":
        draw.rectangle((x - r // 2, y - r // 2, x + r // 2, y + r // 2), fill=(255, 255, 255))
    return picture


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    classifier = ProductClassifier.open()
    for product in SHAPES:
        assert classifier.teach(product, [drawn(product, number) for number in range(3)]) == 3
    classifier.train()
    classifier.save(tmp_path / "model")
    return tmp_path / "model"


def damage(folder: Path, harm: str) -> str:
    """Harm the folder; return the reason that must be given."""
    [features] = folder.glob("*.npz")
    manifest = folder / "manifest.json"
    facts = json.loads(manifest.read_text())
    if harm == "flip":
        data = bytearray(features.read_bytes())
        data[len(data) // 3] ^= 4
        features.write_bytes(data)
        return "hash"
    if harm == "no features":
        features.unlink()
        return "missing"
    if harm == "no manifest":
        manifest.unlink()
        return "missing"
    if harm == "other network":
        manifest.write_text(json.dumps({**facts, "backbone": "other"}))
        return "version"
    if harm == "old format":
        manifest.write_text(json.dumps({**facts, "format": 1}))
        return "version"
    manifest.write_text("{")
    return "unreadable"


@pytest.mark.parametrize("harm", ["flip", "no features", "no manifest", "other network", "old format", "no json"])
def test_a_damaged_folder_is_refused_and_learned_again(folder: Path, harm: str) -> None:
    why = damage(folder, harm)
    with pytest.raises(ModelError, match=r"vision\.folder_damaged") as caught:
        ProductClassifier.open(folder)
    assert caught.value.params["why"] == why
    rebuilt = ProductClassifier.rebuild(folder)
    assert rebuilt.product_ids == sorted(SHAPES)
    assert rebuilt.photo_count() == 9
    assert rebuilt.skipped_photos == []
    for product in SHAPES:
        assert ProductClassifier.open(folder).classify_one(drawn(product, 9)).candidates[0].product_id == product


def test_a_kept_photo_that_is_broken_is_named_and_the_rest_goes_on(folder: Path) -> None:
    broken = kept_photos(folder)["LIME"][0]
    broken.write_bytes(broken.read_bytes()[:300])
    damage(folder, "flip")
    rebuilt = ProductClassifier.rebuild(folder)
    assert rebuilt.skipped_photos == [str(broken)]
    assert rebuilt.photo_count("LIME") == 2
    assert broken.exists()


def test_nothing_kept_means_nothing_to_learn_from(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"vision\.no_kept_photos"):
        ProductClassifier.rebuild(tmp_path)


def test_saving_over_a_damaged_folder_loses_no_photo(folder: Path) -> None:
    damage(folder, "no manifest")
    fresh = ProductClassifier.open()
    fresh.teach("LIME", [drawn("LIME", 77)])
    fresh.train()
    fresh.save(folder)
    assert sum(len(files) for files in kept_photos(folder).values()) == 10


def test_kept_photos_are_small_pictures_of_what_was_taught(folder: Path) -> None:
    classifier = ProductClassifier.open(folder)
    names = classifier.photos("lime")
    assert len(set(names)) == 3
    picture = Image.open(io.BytesIO(classifier.photo_bytes("lime", names[0])))
    assert picture.size == (461, 384)
    difference = np.asarray(picture, dtype=float) - np.asarray(drawn("lime", 0).resize(picture.size), dtype=float)
    assert np.abs(difference).mean() < 3.0
    with pytest.raises(NotFound, match=r"vision\.photo_not_taught"):
        classifier.photo_bytes("lime", "nothing")
    kept_photos(folder)["lime"][0].unlink()
    with pytest.raises(NotFound, match=r"file\.missing"):
        [classifier.photo_bytes("lime", name) for name in names]


def test_the_same_picture_counts_once(folder: Path) -> None:
    classifier = ProductClassifier.open(folder)
    assert classifier.teach("lime", [drawn("lime", 0), drawn("lime", 8)]) == 1
    assert classifier.photo_count("lime") == 4


def test_one_photo_is_taken_out_and_stays_out(folder: Path) -> None:
    classifier = ProductClassifier.open(folder)
    gone, *rest = classifier.photos("LIME")
    classifier.forget_photo("LIME", gone)
    assert classifier.photos("LIME") == rest
    assert gone not in {photo.photo_id for photo in classifier.nearest(drawn("LIME", 0), n=99)}
    with pytest.raises(NotFound, match=r"vision\.photo_not_taught"):
        classifier.forget_photo("LIME", gone)
    for name in rest:
        classifier.forget_photo("LIME", name)
    assert classifier.product_ids == ["Röd/Äpple 1", "lime"]
    classifier.train()
    classifier.save(folder)
    assert sorted(kept_photos(folder)) == ["Röd/Äpple 1", "lime"]
    assert ProductClassifier.open(folder).photo_count() == 6


def test_another_folder_gets_the_photos_too(folder: Path, tmp_path: Path) -> None:
    ProductClassifier.open(folder).save(tmp_path / "copy")
    assert {k: [p.name for p in v] for k, v in kept_photos(tmp_path / "copy").items()}.keys() == SHAPES.keys()
    assert ProductClassifier.rebuild(tmp_path / "copy").photo_count() == 9


def test_names_of_folders_are_safe_on_every_file_system() -> None:
    names = ["a/b", "..", "CON", "con", "A", "a", "Ä", "%41", "x" * 40]
    folders = [folder_name(name) for name in names]
    assert len({name.lower() for name in folders}) == len(names)
    assert all("/" not in name and "." not in name and name.startswith("p_") for name in folders)


def test_nearest_photos(folder: Path) -> None:
    classifier = ProductClassifier.open(folder)
    found = classifier.nearest(drawn("lime", 1), n=2)
    assert found[0].product_id == "lime"
    assert found[0].photo_id == classifier.photos("lime")[1]
    assert found[0].similarity == pytest.approx(1.0, abs=0.01)
    assert found[1].similarity <= found[0].similarity
    assert [p.product_id for p in classifier.nearest(drawn("lime", 1), "LIME", n=9)] == ["LIME"] * 3
    with pytest.raises(NotFound):
        classifier.nearest(drawn("lime", 1), "nothing")
