"""Deep training: kept only if it helps, stopped and taken up again, refused when damaged."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from shopdesk.engine.context import CallbackContext, Cancelled
from shopdesk.engine.errors import DataError, ModelError
from shopdesk.engine.vision import ProductClassifier, deep
from shopdesk.engine.vision.backbone import shared_backbone
from shopdesk.engine.vision.shelf import kept_picture
from shopdesk.engine.vision.views import in_other_light
from shopdesk.engine.weights import import_torch

PRODUCTS = ("rough", "rougher", "roughest")


def woven(product: str, number: int) -> Image.Image:
    """Cloth that is told apart by the share of threads alone; colour and light are no help."""
    chance = np.random.default_rng(1000 * PRODUCTS.index(product) + number)
    share = 0.32 + 0.13 * PRODUCTS.index(product)
    threads = np.kron(chance.random((24, 24)) < share, np.ones((10, 10)))
    light = chance.uniform(90, 200, 3)
    return Image.fromarray(np.clip(light * (0.5 + threads[..., None] * 0.6), 0, 255).astype(np.uint8))


@pytest.fixture(scope="module")
def photos() -> tuple[ProductClassifier, deep.Views]:
    classifier = ProductClassifier.open()
    for product in PRODUCTS:
        classifier.teach(product, [woven(product, number) for number in range(3)])
    network = shared_backbone()
    labels = np.repeat(np.arange(len(PRODUCTS)), 9)
    maps = np.stack([network.front([woven(PRODUCTS[n], number).resize((224, 224))]) for number, n in enumerate(labels)])
    return classifier, deep.Views(maps, labels, looking=1)


@pytest.fixture
def classifier(photos: tuple[ProductClassifier, deep.Views]) -> ProductClassifier:
    own = ProductClassifier.open()
    own._taught.photos = {name: list(held) for name, held in photos[0]._taught.photos.items()}
    return own


def separation(network: object, views: deep.Views) -> float:
    """How far apart products lie, in units of how far apart photos of one product do."""
    rows = views.features(network)[:, 0]  # type: ignore[arg-type]
    means = np.stack([rows[views.labels == n].mean(axis=0) for n in np.unique(views.labels)])
    within = np.linalg.norm(rows - means[views.labels], axis=1).mean()
    return float(np.linalg.norm(means - means.mean(axis=0), axis=1).mean() / within)


def test_tuning_pulls_products_apart_that_lie_together(photos: tuple[ProductClassifier, deep.Views]) -> None:
    views = photos[1]
    held = np.arange(len(views.labels)) % 3 == 0
    before = [tensor.clone() for tensor in shared_backbone().tail()]
    learn, asked = (deep.Views(views.maps[part], views.labels[part], 1) for part in (~held, held))
    network = deep.tuned(shared_backbone(), learn, epochs=6)
    assert separation(network, asked) > 1.1 * separation(shared_backbone(), asked)
    assert network.version.startswith(shared_backbone().version + "+")
    assert all(bool((a == b).all()) for a, b in zip(before, shared_backbone().tail(), strict=True))


def test_a_stopped_training_goes_on_where_it_was(photos: tuple[ProductClassifier, deep.Views], tmp_path: Path) -> None:
    views = photos[1]
    done: list[float] = []

    class Stop(CallbackContext):
        def progress(self, fraction: float, stage: str = "") -> None:
            done.append(fraction)
            self.stopped = True

        def raise_if_cancelled(self) -> None:
            if done and fraction_left() > 0.4:
                raise Cancelled

    def fraction_left() -> float:
        return 1.0 - done[-1]

    with pytest.raises(Cancelled):
        deep.tuned(shared_backbone(), views, epochs=2, draft=tmp_path, ctx=Stop())
    assert done == [0.5]
    later: list[float] = []
    ctx = CallbackContext(on_progress=lambda fraction, _stage: later.append(fraction))
    deep.tuned(shared_backbone(), views, epochs=2, draft=tmp_path, ctx=ctx)
    assert later == [1.0]
    [draft] = tmp_path.glob("deep-draft*")
    draft.write_bytes(b"damaged")
    again: list[float] = []
    ctx = CallbackContext(on_progress=lambda fraction, _stage: again.append(fraction))
    deep.tuned(shared_backbone(), views, epochs=1, draft=tmp_path, ctx=ctx)
    assert again == [1.0]


def test_other_light_changes_colours_but_neither_size_nor_chance_elsewhere() -> None:
    torch = import_torch()
    views = [woven("rough", 1), woven("rougher", 2)]
    state = torch.random.get_rng_state()
    first, again, other = (in_other_light(views, seed) for seed in (3, 3, 4))
    assert torch.equal(state, torch.random.get_rng_state())
    assert [view.size for view in first] == [view.size for view in views]
    for view, changed, same, different in zip(views, first, again, other, strict=True):
        assert changed.tobytes() == same.tobytes() != different.tobytes()
        assert 0 < np.abs(np.asarray(changed, float) - np.asarray(view, float)).mean() < 60


def test_too_few_photos_decide_nothing() -> None:
    with pytest.raises(DataError, match=r"vision\.too_few_for_deep") as few:
        deep.chosen_photos(np.array([0] * 4 + [1] * 4 + [2] * 2 + [3]), 0)
    assert few.value.params["have"] == 8
    with pytest.raises(DataError, match=r"vision\.too_few_for_deep"):
        deep.chosen_photos(np.zeros(80, dtype=np.int64), 0)
    learn, held = deep.chosen_photos(np.repeat(np.arange(4), 20), 0)
    assert len(held) == 20
    assert not set(learn.tolist()) & set(held.tolist())


def better(classifier: ProductClassifier, *, kept: bool) -> deep.Deepened:
    """Another network, as if it had been tuned, with what it makes of all photos but the last one."""
    base = shared_backbone()
    tail = [(tensor * 1.02).half().float() for tensor in base.tail()]
    network = base.with_tail(tail, f"{base.version}+{deep._digest(tail)}")
    training = classifier.deep_training()
    seen = dict(
        deep.DeepTraining(network, training.names[:-1], training.labels, training.read)._looked_again(
            network, CallbackContext()
        )
    )
    return deep.Deepened(network, seen if kept else {}, deep.DeepReport(12, 8, 9 if kept else 8))


def test_what_does_not_help_changes_nothing(classifier: ProductClassifier) -> None:
    before = classifier.looks()[0].copy()
    classifier.adopt(better(classifier, kept=False))
    assert np.array_equal(classifier.looks()[0], before)
    assert classifier.deep_report == deep.DeepReport(12, 8, 8)


def test_a_tuned_network_is_kept_and_refused_when_damaged(classifier: ProductClassifier, tmp_path: Path) -> None:
    deepened = better(classifier, kept=True)
    before = classifier.looks()[0].copy()
    classifier.adopt(deepened)
    classifier.train()
    kept = [kept_picture(classifier.photo_bytes(*name)) for name in classifier._taught.names()]
    assert not np.allclose(classifier.looks()[0], before, atol=5e-3)
    assert np.allclose(classifier.looks()[0], classifier.embed(kept), atol=5e-3)
    classifier.save(tmp_path)
    asked = woven("rough", 99)
    first, second = (one.classify_one(asked).candidates for one in (classifier, ProductClassifier.open(tmp_path)))
    assert [c.product_id for c in first] == [c.product_id for c in second]
    [tuned] = tmp_path.glob("tuned-*.npz")
    manifest, whole = tmp_path / "manifest.json", tuned.read_bytes()
    flipped = bytearray(whole)
    flipped[len(flipped) // 2] ^= 1
    tuned.write_bytes(flipped)
    refuses(tmp_path, "hash")
    tuned.unlink()
    refuses(tmp_path, "missing")
    tuned.write_bytes(whole)
    manifest.write_text(manifest.read_text().replace(deepened.network.version, "other"))
    refuses(tmp_path, "version")
    assert ProductClassifier.rebuild(tmp_path).photo_count() == len(kept)
    assert not list(tmp_path.glob("tuned-*.npz"))


def refuses(folder: Path, why: str) -> None:
    with pytest.raises(ModelError, match=r"vision\.folder_damaged") as refused:
        ProductClassifier.open(folder)
    assert refused.value.params["why"] == why
