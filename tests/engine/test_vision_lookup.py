"""One look where it suffices, two where it does not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PIL import Image

from shopdesk.engine.vision import lookup
from shopdesk.engine.vision.backbone import UNTUNED_DIMENSION
from shopdesk.engine.vision.calibration import Calibration
from shopdesk.engine.vision.features import PLAIN_DIMENSION, colours
from shopdesk.engine.vision.head import LinearHead

PICTURE = Image.new("RGB", (64, 48), (90, 140, 30))


class Network:
    """Sees what it is told to see, in the middle and in the mirror image, and counts."""

    def __init__(self, middle: tuple[float, ...], mirror: tuple[float, ...]) -> None:
        self.middle, self.mirror = (np.array(row, dtype=np.float32) for row in (middle, mirror))
        self.looks = 0

    def pooled_twice(self, _image: Image.Image) -> tuple[np.ndarray, np.ndarray]:
        self.looks += 1
        return self.middle, np.ones(UNTUNED_DIMENSION, dtype=np.float32)

    def pooled(self, images: list[Image.Image]) -> np.ndarray:
        self.looks += len(images)
        return self.mirror[None]


@pytest.fixture
def learned() -> lookup.Learned:
    nothing = np.zeros(3, dtype=np.float32)
    plain = LinearHead(np.zeros((3, PLAIN_DIMENSION), dtype=np.float32), np.array([9.0, 0.0, 0.0], dtype=np.float32))
    eye = np.eye(3, dtype=np.float32)
    return lookup.Learned(LinearHead(20.0 * eye, nothing), plain, eye, Calibration(temperature=1.0))


def test_a_sure_look_is_the_only_one(learned: lookup.Learned) -> None:
    network: Any = Network((1.0, 0.0, 0.0), (0.0, 0.0, 1.0))
    found = learned.opinions(network, PICTURE)
    assert network.looks == 1
    assert found.shares.argmax() == 0
    assert found.chance_known > 0.9


def test_doubt_asks_for_the_mirror_image(learned: lookup.Learned) -> None:
    network: Any = Network((0.0, 0.71, 0.7), (0.0, 0.0, 1.0))
    found = learned.opinions(network, PICTURE)
    assert network.looks == 2
    assert list(np.argsort(-found.shares)) == [2, 0, 1]
    assert found.shares.sum() == pytest.approx(1.0, abs=1e-5)


def test_thousands_of_products_are_looked_at_once_and_the_nearest_is_found() -> None:
    chance = np.random.default_rng(0)
    means = chance.normal(size=(lookup._MANY + 1, 8)).astype(np.float32)
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    nothing = np.zeros(len(means), dtype=np.float32)
    plain = LinearHead(np.zeros((len(means), PLAIN_DIMENSION), dtype=np.float32), nothing)
    learned = lookup.Learned(LinearHead(20.0 * means, nothing), plain, means, Calibration())
    network: Any = Network(tuple(means[1234]), tuple(means[5]))
    found = learned.opinions(network, PICTURE)
    assert network.looks == 1
    assert found.shares.argmax() == 1234
    assert found.chance_known == pytest.approx(float(Calibration().refusal.chance_known(np.array(1.0))))


def test_colours_are_where_they_belong() -> None:
    red, dark, grey = (
        colours(Image.new("RGB", (32, 32), colour)) for colour in ((255, 0, 0), (0, 0, 90), (99, 99, 99))
    )
    for place, histogram in ((15, red), (8 * 16 + 12 + 1, dark), (1, grey)):
        assert histogram.argmax() == place
        assert histogram[place] == pytest.approx(1.0)
