"""Judging the taught photos by one another."""

from __future__ import annotations

import numpy as np
from sklearn.linear_model import Ridge

from shopdesk.engine.vision.backbone import DIMENSION
from shopdesk.engine.vision.features import PLAIN_DIMENSION
from shopdesk.engine.vision.report import leave_one_out, teaching_report
from shopdesk.engine.vision.taught import Taught, TaughtPhoto


def cloud(seed: int, per_product: list[int], spread: float, d: int = 12) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    centres = np.random.default_rng(7).normal(size=(len(per_product), d))
    labels = np.repeat(np.arange(len(per_product)), per_product)
    rows = centres[labels] + spread * chance.normal(size=(len(labels), d))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32), labels


def test_one_division_says_what_fitting_again_without_the_photo_says() -> None:
    looks, labels = cloud(0, [6, 9, 4, 5], 0.8)
    classes = 4
    found = leave_one_out(looks, labels, classes)
    counts = np.bincount(labels)
    weight = 1.0 / counts[labels]
    x = (looks - looks.mean(axis=0)).astype(np.float64)
    constant = np.sqrt((x**2).sum(axis=1).mean())
    x = np.hstack([x, np.full((len(x), 1), constant)])
    penalty = 0.05 * float(((x**2).sum(axis=1) * weight).sum()) / len(x)
    again = []
    for i in range(len(x)):
        keep = np.arange(len(x)) != i
        model = Ridge(alpha=penalty, fit_intercept=False)
        model.fit(x[keep], np.eye(classes)[labels[keep]], sample_weight=weight[keep])
        again.append(int(model.predict(x[i : i + 1]).argmax()))
    assert found.tolist() == again
    assert 0.3 < (found == labels).mean() < 1.0


def taught(rows: np.ndarray, labels: np.ndarray) -> Taught:
    result = Taught()
    for number, (row, label) in enumerate(zip(rows, labels, strict=True)):
        padded = np.zeros((2, DIMENSION), dtype=np.float32)
        padded[:, : len(row)] = row
        result.add(f"p{label}", [TaughtPhoto(f"{number}", padded, np.zeros(PLAIN_DIMENSION, dtype=np.float32))])
    return result


def test_advice() -> None:
    rows, labels = cloud(1, [8, 8, 8, 8, 8, 1], 0.05)
    twin = labels == 2
    rows[twin] = rows[labels == 1] + 0.02 * np.random.default_rng(0).normal(size=rows[twin].shape)
    report = teaching_report(taught(rows, labels))
    by = {product.product_id: product for product in report.products}
    assert [by[f"p{n}"].advice for n in (0, 3, 4)] == ["enough"] * 3
    assert by["p0"].right == by["p0"].judged == by["p0"].photos == 8
    assert by["p5"].advice == "too_few"
    assert by["p5"].judged == 0
    mixed_up = [by["p1"], by["p2"]]
    assert any(product.advice == "confused" for product in mixed_up)
    for product, other in zip(mixed_up, ("p2", "p1"), strict=True):
        assert all(confusion.product_id == other for confusion in product.confused)
        assert sum(confusion.photos for confusion in product.confused) == product.judged - product.right
    assert report.accuracy is not None
    assert 0.5 < report.accuracy < 1.0


def test_nothing_to_judge() -> None:
    empty = teaching_report(Taught())
    assert empty.accuracy is None
    assert empty.products == []
