"""What looks unlike the good specimens: encoder, generator and critic on the features of small patches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError
from shopdesk.engine.vision.backbone import shared_backbone
from shopdesk.engine.vision.gan import _NOISE, Wgan, Whitening, _mlp
from shopdesk.engine.vision.views import whole
from shopdesk.engine.weights import import_torch

if TYPE_CHECKING:
    from shopdesk.engine.vision.decode import ImageLike

_MIN_IMAGES = 3
_DIMENSIONS = 40
_WORST = 0.05  # the share of patches that decide: a bruise is small
_CRITIC_SHARE = 0.1


class AnomalyDetector:
    """Taught good specimens of one product, it scores photos; higher is more unlike what it was taught."""

    def __init__(self, steps: int = 300) -> None:
        self._steps = steps
        self._whitening: Whitening | None = None
        self._gan: Wgan | None = None
        self._encoder: Any = None
        self._centre = 0.0
        self._spread = 1.0

    def fit(self, images: Sequence[ImageLike], *, seed: int = 0, ctx: JobContext = NULL_CONTEXT) -> AnomalyDetector:
        """Learn what good specimens look like; at least three photos are needed."""
        if len(images) < _MIN_IMAGES:
            raise DataError("vision.too_few_photos", have=len(images), need=_MIN_IMAGES)
        patches = self._patches(images, ctx)
        torch = import_torch()
        flat = patches.reshape(-1, patches.shape[-1]).astype(np.float64)
        self._whitening = Whitening(flat, _DIMENSIONS)
        data = torch.from_numpy(self._whitening.forward(flat))
        self._gan = Wgan(data.shape[1], seed)
        self._gan.train(data, self._steps, ctx)
        self._train_encoder(data, seed, ctx)
        own = self._raw_scores(patches)
        self._centre, self._spread = float(own.mean()), float(own.std() + 0.05 * abs(own.mean()) + 1e-6)
        return self

    def score(self, images: Sequence[ImageLike], *, ctx: JobContext = NULL_CONTEXT) -> np.ndarray:
        """Return one score per photo, in standard deviations of the taught photos above their mean."""
        if self._gan is None:
            raise DataError("vision.not_fitted", name="AnomalyDetector")
        if not images:
            return np.zeros(0)
        return (self._raw_scores(self._patches(images, ctx)) - self._centre) / self._spread

    def _patches(self, images: Sequence[ImageLike], ctx: JobContext) -> np.ndarray:
        network = shared_backbone()
        found = []
        for number, image in enumerate(images):
            ctx.raise_if_cancelled()
            found.append(network.patch_features([whole(image)]))
            ctx.progress((number + 1) / len(images), "looking")
        return np.concatenate(found)

    def _train_encoder(self, data: Any, seed: int, ctx: JobContext) -> None:
        """Teach the encoder to find the noise from which the generator makes a patch."""
        torch = import_torch()
        gan = self._gan
        if gan is None:
            return
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed + 1)
            self._encoder = _mlp(torch, data.shape[1], _NOISE)
        parameters = [*self._encoder.parameters(), *gan.generator.parameters()]
        optimizer = torch.optim.Adam(parameters, 1e-3)
        chance = torch.Generator().manual_seed(seed)
        for _ in range(self._steps * 2):
            ctx.raise_if_cancelled()
            rows = data[torch.randint(len(data), (min(128, len(data)),), generator=chance)]
            optimizer.zero_grad()
            ((gan.generator(self._encoder(rows)) - rows) ** 2).mean().backward()
            optimizer.step()

    def _raw_scores(self, patches: np.ndarray) -> np.ndarray:
        torch = import_torch()
        if self._gan is None or self._whitening is None:
            raise DataError("vision.not_fitted", name="AnomalyDetector")
        shape = patches.shape[:2]
        flat = patches.reshape(-1, patches.shape[-1]).astype(np.float64)
        coordinates = self._whitening.forward(flat)
        # what the main directions of good patches cannot express counts too
        outside = ((flat - self._whitening.backward(coordinates.astype(np.float64))) ** 2).sum(axis=1)
        outside /= float((self._whitening.scale**2).mean())
        with torch.inference_mode():
            x = torch.from_numpy(coordinates)
            rebuilt = self._gan.generator(self._encoder(x))
            error = ((rebuilt - x) ** 2).mean(dim=1)
            critic = (self._gan.critic(x) - self._gan.critic(rebuilt)).abs().squeeze(1)
            total = (error + _CRITIC_SHARE * critic).numpy() + outside
        return _worst(total.reshape(shape))


def _worst(scores: np.ndarray) -> np.ndarray:
    count = max(1, round(scores.shape[1] * _WORST))
    return np.sort(scores, axis=1)[:, -count:].mean(axis=1)
