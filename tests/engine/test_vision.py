"""The product classifier, taught with drawn products."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from shopdesk.engine.context import CallbackContext, Cancelled
from shopdesk.engine.errors import DataError, ModelError, NotFound
from shopdesk.engine.vision import ProductClassifier

COLOURS = {"apple": (200, 30, 40), "lime": (60, 170, 40), "box": (40, 80, 200), "bread": (190, 130, 60)}


def drawn(product: str, number: int) -> Image.Image:
    """A picture of a product; the number moves and scales it and changes the background."""
    chance = np.random.default_rng(number)
    shade = int(chance.integers(200, 255))
    picture = Image.new("RGB", (160, 140), (shade, shade, shade - 10))
    draw = ImageDraw.Draw(picture)
    x, y, r = (
        80 + int(chance.integers(-15, 15)),
        70 + int(chance.integers(-10, 10)),
        int(chance.integers(35, 50)),
    )
    colour = COLOURS[product]
    if product in ("apple", "lime"):
        draw.ellipse((x - r, y - r, x + r, y + r), fill=colour)
    elif product == "box":
        draw.rectangle((x - r, y - r, x + r, y + r), fill=colour)
        draw.rectangle((x - r // 2, y - r // 3, x + r // 2, y + r // 3), fill=(255, 255, 255))
    else:
        draw.polygon([(x - r, y + r), (x + r, y + r), (x, y - r)], fill=colour)
    return picture


@pytest.fixture(scope="module")
def taught() -> ProductClassifier:
    classifier = ProductClassifier.open()
    for product in COLOURS:
        classifier.teach(product, [drawn(product, number) for number in range(4)])
    classifier.train()
    return classifier


def test_nothing_taught_knows_nothing() -> None:
    [answer] = ProductClassifier.open().classify([drawn("apple", 1)])
    assert answer.candidates == []
    assert answer.known is False


def test_new_photos_of_taught_products_are_recognised(taught: ProductClassifier) -> None:
    for product in COLOURS:
        answers = taught.classify([drawn(product, 50), drawn(product, 51)], k=3)
        for answer in answers:
            assert answer.candidates[0].product_id == product
            assert len(answer.candidates) == 3
            assert answer.known


def test_probabilities_are_ordered_and_sum_to_the_chance_that_it_is_known(taught: ProductClassifier) -> None:
    shares = [c.probability for c in taught.classify_one(drawn("box", 60), k=10).candidates]
    assert len(shares) == 4
    assert shares == sorted(shares, reverse=True)
    assert 0.5 < sum(shares) <= 1.0
    noise = np.random.default_rng(0).integers(0, 255, (150, 150, 3)).astype(np.uint8)
    strange = taught.classify_one(Image.fromarray(noise), k=10)
    assert sum(c.probability for c in strange.candidates) < 0.5


def test_what_was_never_taught_is_not_known(taught: ProductClassifier) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (150, 150, 3)).astype(np.uint8)
    assert not taught.classify_one(Image.fromarray(noise)).known


def test_the_prior_moves_the_answer(taught: ProductClassifier) -> None:
    plain = {c.product_id: c.probability for c in taught.classify_one(drawn("apple", 70)).candidates}
    mixed = {
        c.product_id: c.probability
        for c in taught.classify_one(drawn("apple", 70), prior={"lime": 99.0, "apple": 1.0}).candidates
    }
    assert mixed["lime"] > plain["lime"]
    assert sum(mixed.values()) == pytest.approx(sum(plain.values()), abs=1e-5)
    ratio = (mixed["lime"] / mixed["apple"]) / (plain["lime"] / plain["apple"])
    assert ratio == pytest.approx((99 + 0.099) / (1 + 0.099), rel=1e-3)

    half = {
        c.product_id: c.probability
        for c in taught.classify_one(
            drawn("apple", 70), prior={"lime": 99.0, "apple": 1.0}, prior_strength=0.5
        ).candidates
    }
    assert (half["lime"] / half["apple"]) / (plain["lime"] / plain["apple"]) == pytest.approx(ratio**0.5, rel=1e-3)
    none = taught.classify_one(drawn("apple", 70), prior={"lime": 99.0}, prior_strength=0.0).candidates
    assert {c.product_id: c.probability for c in none} == plain


def test_embeddings_have_length_one_and_tell_products_apart(taught: ProductClassifier) -> None:
    rows = taught.embed([drawn("apple", 80), drawn("apple", 81), drawn("box", 80)])
    assert rows.shape == (3, 1280)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1.0, atol=1e-5)
    assert rows[0] @ rows[1] > rows[0] @ rows[2]


def test_the_mirror_image_looks_the_same(taught: ProductClassifier) -> None:
    picture = drawn("bread", 3)
    rows = taught.embed([picture, picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)])
    np.testing.assert_allclose(rows[0], rows[1], atol=2e-3)


def test_explain_points_at_the_product(taught: ProductClassifier) -> None:
    picture = Image.new("RGB", (240, 160), (245, 245, 240))
    ImageDraw.Draw(picture).ellipse((50, 50, 100, 100), fill=COLOURS["apple"])
    heat = taught.explain(picture, "apple")
    assert heat.shape == (160, 240)
    assert heat.min() >= 0.0
    assert heat.max() <= 1.0
    assert heat.max() > 0.5
    assert heat[40:110, 40:110].mean() > heat[:, 130:200].mean()
    with pytest.raises(NotFound, match=r"vision\.product_not_taught"):
        taught.explain(picture, "nothing")


def test_saved_and_opened_again_answers_the_same(taught: ProductClassifier, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    taught.save(folder)
    taught.save(folder)
    assert len(list(folder.iterdir())) == 3
    again = ProductClassifier.open(folder)
    assert again.product_ids == taught.product_ids == sorted(COLOURS)
    assert again.photo_count() == 16
    assert again.photo_count("apple") == 4
    before, after = (c.classify_one(drawn("lime", 90)) for c in (taught, again))
    assert [c.product_id for c in before.candidates] == [c.product_id for c in after.candidates]
    assert before.candidates[0].probability == pytest.approx(after.candidates[0].probability, abs=1e-4)
    assert before.known == after.known


@pytest.mark.parametrize("harm", ["flip", "missing", "version", "no manifest", "no json"])
def test_a_damaged_folder_is_refused(taught: ProductClassifier, tmp_path: Path, harm: str) -> None:
    taught.save(tmp_path)
    [features] = tmp_path.glob("*.npz")
    manifest = tmp_path / "manifest.json"
    if harm == "flip":
        data = bytearray(features.read_bytes())
        data[len(data) // 2] ^= 1
        features.write_bytes(data)
    elif harm == "missing":
        features.unlink()
    elif harm == "version":
        manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "format": 99}))
    elif harm == "no manifest":
        manifest.unlink()
    else:
        manifest.write_text("[1, 2")
    with pytest.raises(ModelError) as caught:
        ProductClassifier.open(tmp_path)
    assert caught.value.code == "vision.folder_damaged"


def test_one_product_more_and_one_product_less() -> None:
    classifier = ProductClassifier.open()
    classifier.teach("apple", [drawn("apple", n) for n in range(2)])
    classifier.train()
    only = classifier.classify_one(drawn("apple", 9))
    assert [c.product_id for c in only.candidates] == ["apple"]
    assert only.known
    classifier.teach("box", [drawn("box", n) for n in range(2)])
    classifier.train()
    assert classifier.classify_one(drawn("box", 9)).candidates[0].product_id == "box"
    classifier.forget("box")
    assert [c.product_id for c in classifier.classify_one(drawn("box", 9)).candidates] == ["apple"]
    assert classifier.product_ids == ["apple"]
    with pytest.raises(NotFound):
        classifier.forget("box")


def test_a_bad_photo_teaches_nothing(tmp_path: Path) -> None:
    bad = tmp_path / "text.jpg"
    bad.write_text("not a picture")
    classifier = ProductClassifier.open()
    with pytest.raises(DataError, match=r"image\.unreadable"):
        classifier.teach("apple", [drawn("apple", 1), bad])
    assert classifier.photo_count() == 0


def test_saving_before_training_says_so(tmp_path: Path) -> None:
    classifier = ProductClassifier.open()
    classifier.teach("apple", [drawn("apple", 1)])
    with pytest.raises(DataError, match=r"vision\.not_trained"):
        classifier.save(tmp_path)


def test_cancel_stops_between_photos(taught: ProductClassifier) -> None:
    class Stop(CallbackContext):
        calls = 0

        def raise_if_cancelled(self) -> None:
            self.calls += 1
            if self.calls > 2:
                raise Cancelled

    context = Stop()
    with pytest.raises(Cancelled):
        taught.classify([drawn("apple", n) for n in range(5)], ctx=context)
    assert context.calls == 3


def test_a_cancelled_training_leaves_what_was_learned() -> None:
    class Stop(CallbackContext):
        def raise_if_cancelled(self) -> None:
            raise Cancelled

    classifier = ProductClassifier.open()
    classifier.teach("apple", [drawn("apple", n) for n in range(2)])
    classifier.train()
    classifier.teach("lime", [drawn("lime", n) for n in range(2)])
    with pytest.raises(Cancelled):
        classifier.train(ctx=Stop())
    answer = classifier.classify_one(drawn("apple", 9))
    assert [c.product_id for c in answer.candidates] == ["apple"]


def test_held_out_photos_say_how_good_it_is(taught: ProductClassifier) -> None:
    calibration = taught.calibration
    assert calibration.held_out >= 12
    assert calibration.accuracy is not None
    assert calibration.accuracy >= 0.9
