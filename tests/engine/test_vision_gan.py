"""The generator of features and the detector of odd specimens."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from shopdesk.engine.errors import DataError
from shopdesk.engine.vision import AnomalyDetector, FeatureGan
from shopdesk.engine.vision.augment import examples_help, extra_examples


def test_samples_come_from_the_taught_cloud() -> None:
    chance = np.random.default_rng(0)
    mixing = chance.normal(size=(4, 20))
    cloud = 3.0 + chance.normal(size=(300, 4)) @ mixing
    made = FeatureGan(steps=200).fit(cloud, seed=1).sample(400)
    assert made.shape == (400, 20)
    spread = cloud.std(axis=0)
    assert np.abs((made.mean(axis=0) - cloud.mean(axis=0)) / spread).max() < 0.6
    ratio = made.std(axis=0) / spread
    assert ratio.min() > 0.4
    assert ratio.max() < 1.8
    # four directions made the cloud, so four directions make up what is sampled
    values = np.linalg.svd(made - made.mean(axis=0), compute_uv=False)
    assert values[4] < 0.02 * values[0]


def test_the_same_seed_makes_the_same_samples() -> None:
    cloud = np.random.default_rng(0).normal(size=(40, 6))
    first, second = (FeatureGan(steps=20).fit(cloud, seed=5).sample(3) for _ in range(2))
    np.testing.assert_array_equal(first, second)


def test_too_little_to_learn_from() -> None:
    with pytest.raises(DataError, match=r"vision\.too_few_photos"):
        FeatureGan().fit(np.zeros((3, 5)))
    with pytest.raises(DataError, match=r"vision\.not_fitted"):
        FeatureGan().sample(1)
    with pytest.raises(DataError, match=r"vision\.too_few_photos"):
        AnomalyDetector().fit([Image.new("RGB", (50, 50))])
    with pytest.raises(DataError, match=r"vision\.not_fitted"):
        AnomalyDetector().score([Image.new("RGB", (50, 50))])


def clouds(per_product: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Twelve products whose photos differ along the same few directions."""
    chance = np.random.default_rng(seed)
    centres = np.random.default_rng(99).normal(size=(12, 40))
    directions = np.random.default_rng(98).normal(size=(3, 40))
    labels = np.repeat(np.arange(12), per_product)
    rows = centres[labels] + 0.4 * chance.normal(size=(len(labels), 3)) @ directions
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32), labels


def test_made_examples_are_near_the_product_they_were_made_for() -> None:
    looks, labels = clouds(4)
    made, made_for = extra_examples(looks, labels)
    assert len(made) == 12 * 6
    np.testing.assert_allclose(np.linalg.norm(made, axis=1), 1.0, atol=1e-5)
    means = np.array([looks[labels == label].mean(axis=0) for label in range(12)])
    assert ((made @ means.T).argmax(axis=1) == made_for).mean() > 0.9


def test_examples_are_made_only_where_they_can_be_judged() -> None:
    looks, labels = clouds(2)
    assert extra_examples(looks, labels)[0].shape == (0, 40)
    assert not examples_help(looks, labels, looks, np.arange(len(labels)))
    many, many_labels = clouds(7)
    assert extra_examples(many, many_labels)[0].shape == (0, 40)
