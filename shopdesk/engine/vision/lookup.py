"""From a photo to the products that it may show: one look, and a second one where the first leaves doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from shopdesk.engine.vision.backbone import normalised
from shopdesk.engine.vision.calibration import Calibration, probabilities
from shopdesk.engine.vision.features import plain_of
from shopdesk.engine.vision.head import LinearHead
from shopdesk.engine.vision.opinion import mixed
from shopdesk.engine.vision.views import middle_of, mirrored

if TYPE_CHECKING:
    from PIL import Image

    from shopdesk.engine.vision.backbone import Backbone

_SURE = 0.7
"""A first look whose best product reaches this share is not followed by a second one, which would only confirm it."""


@dataclass(frozen=True)
class Opinions:
    """What a photo may show.

    Attributes
    ----------
    shares : ndarray (products,)
        Of both opinions together, calibrated; they add up to one.
    chance_known : float
        How likely it shows a taught product at all.
    """

    shares: np.ndarray
    chance_known: float


@dataclass(frozen=True)
class Learned:
    """What was learned of the taught products: the heads of both opinions, the products' means, and the calibration."""

    tuned: LinearHead
    plain: LinearHead
    means: np.ndarray
    calibration: Calibration

    def opinions(self, network: Backbone, picture: Image.Image) -> Opinions:
        """Look at a photo: at its middle by both networks, then at the mirror image if that leaves doubt."""
        middle = middle_of(picture)
        look, untuned = network.pooled_twice(middle)
        plain = self.plain.logits(plain_of(untuned, middle))
        first = self._judged(look, plain)
        if first.shares.max() >= _SURE:
            return first
        return self._judged(normalised(look + network.pooled([mirrored(middle)])[0]), plain)

    def _judged(self, look: np.ndarray, plain: np.ndarray) -> Opinions:
        logits = mixed(self.tuned.logits(look), plain)
        near = np.array((self.means @ look).max())
        chance = float(self.calibration.refusal.chance_known(near))
        return Opinions(probabilities(logits, self.calibration.temperature), chance)
