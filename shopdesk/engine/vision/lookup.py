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

_MANY = 3000
"""So many products are told apart by their means, whose shares are flat: each first look would leave doubt."""
_LIKELY = 300


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
        tuned = self.tuned.logits(look)
        first = self._judged(look, tuned, plain)
        if first.shares.max() >= _SURE or len(tuned) > _MANY:
            return first
        look = normalised(look + network.pooled([mirrored(middle)])[0])
        return self._judged(look, self.tuned.logits(look), plain)

    def _judged(self, look: np.ndarray, tuned: np.ndarray, plain: np.ndarray) -> Opinions:
        shares = probabilities(mixed(tuned, plain), self.calibration.temperature)
        # the nearest product is among the most probable ones; comparing with all of thousands takes longer
        likely = np.argpartition(-tuned, _LIKELY)[:_LIKELY] if len(tuned) > _LIKELY else slice(None)
        near = np.array((self.means[likely] @ look).max())
        return Opinions(shares, float(self.calibration.refusal.chance_known(near)))
