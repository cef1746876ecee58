"""The threshold between taught products and strangers."""

from __future__ import annotations

import numpy as np

from shopdesk.engine.vision.refusal import Refusal, fit_refusal


def cloud(spread: float, per_product: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    centres = np.random.default_rng(3).normal(size=(12, 30)) + 1.0
    labels = np.repeat(np.arange(12), per_product)
    rows = centres[labels] + spread * chance.normal(size=(len(labels), 30))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32), labels


def nearest_mean(rows: np.ndarray, looks: np.ndarray, labels: np.ndarray) -> np.ndarray:
    means = np.stack([looks[labels == label].mean(axis=0) for label in range(12)])
    return (rows @ (means / np.linalg.norm(means, axis=1, keepdims=True)).T).max(axis=1)


def test_near_alike_photos_do_not_make_it_refuse_tomorrows() -> None:
    looks, labels = cloud(0.02, 6)
    refusal = fit_refusal(looks, labels)
    tomorrow, _ = cloud(0.3, 6, seed=5)
    assert (refusal.chance_known(nearest_mean(tomorrow, looks, labels)) >= 0.5).mean() >= 0.95


def test_scattered_photos_are_kept() -> None:
    looks, labels = cloud(0.8, 12)
    refusal = fit_refusal(looks, labels)
    fresh, _ = cloud(0.8, 12, seed=5)
    assert (refusal.chance_known(nearest_mean(fresh, looks, labels)) >= 0.5).mean() >= 0.9


def test_one_photo_of_each_product_is_enough_to_know_strangers() -> None:
    looks, labels = cloud(0.3, 1)
    refusal = fit_refusal(looks, labels)
    strangers = np.random.default_rng(9).normal(size=(200, 30))
    strangers /= np.linalg.norm(strangers, axis=1, keepdims=True)
    assert (refusal.chance_known(nearest_mean(strangers, looks, labels)) < 0.5).mean() >= 0.9


def test_too_few_products_leave_the_usual_threshold() -> None:
    looks, labels = cloud(0.3, 6)
    two = labels < 2
    assert fit_refusal(looks[two], labels[two]) == Refusal()
    assert fit_refusal(looks[:0], labels[:0]) == Refusal()


def test_one_half_at_the_threshold() -> None:
    refusal = Refusal(0.6)
    assert refusal.chance_known(np.array([0.6, 0.9, 0.3])).round(2).tolist() == [0.5, 1.0, 0.0]
