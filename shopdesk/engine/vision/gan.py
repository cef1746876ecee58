"""A Wasserstein GAN with gradient penalty on feature vectors: small, and trained in seconds on the CPU."""

from __future__ import annotations

from typing import Any

import numpy as np

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError
from shopdesk.engine.weights import import_torch

_NOISE = 24
_HIDDEN = 96
_PENALTY = 10.0
_CRITIC_STEPS = 3


def _mlp(torch: Any, inputs: int, outputs: int) -> Any:
    nn = torch.nn
    return nn.Sequential(
        nn.Linear(inputs, _HIDDEN),
        nn.LeakyReLU(0.2),
        nn.Linear(_HIDDEN, _HIDDEN),
        nn.LeakyReLU(0.2),
        nn.Linear(_HIDDEN, outputs),
    )


class Wgan:
    """Generator and critic over whitened vectors, trained by the Wasserstein distance with gradient penalty."""

    def __init__(self, dimension: int, seed: int) -> None:
        self._torch = import_torch()
        self._noise = self._torch.Generator().manual_seed(seed)
        with self._torch.random.fork_rng(devices=[]):
            self._torch.manual_seed(seed)
            self.generator = _mlp(self._torch, _NOISE, dimension)
            self.critic = _mlp(self._torch, dimension, 1)

    def noise(self, n: int) -> Any:
        """Return ``n`` rows of what the generator starts from."""
        return self._torch.randn(n, _NOISE, generator=self._noise)

    def _critic_loss(self, real: Any) -> Any:
        torch = self._torch
        with torch.no_grad():
            fake = self.generator(self.noise(len(real)))
        share = torch.rand(len(real), 1, generator=self._noise)
        between = (share * real + (1 - share) * fake).requires_grad_()
        (slope,) = torch.autograd.grad(self.critic(between).sum(), between, create_graph=True)
        penalty = ((slope.norm(dim=1) - 1) ** 2).mean()
        return self.critic(fake).mean() - self.critic(real).mean() + _PENALTY * penalty

    def train(self, data: Any, steps: int, ctx: JobContext) -> None:
        """Alternate between critic and generator for ``steps`` generator steps."""
        torch = self._torch
        critic = torch.optim.Adam(self.critic.parameters(), 1e-3, betas=(0.5, 0.9))
        generator = torch.optim.Adam(self.generator.parameters(), 5e-4, betas=(0.5, 0.9))
        averaged = torch.optim.swa_utils.AveragedModel(self.generator)
        size = min(64, len(data))
        for step in range(steps):
            ctx.raise_if_cancelled()
            for _ in range(_CRITIC_STEPS):
                rows = torch.randint(len(data), (size,), generator=self._noise)
                critic.zero_grad()
                self._critic_loss(data[rows]).backward()
                critic.step()
            generator.zero_grad()
            (-self.critic(self.generator(self.noise(size))).mean()).backward()
            generator.step()
            if step >= steps // 3:
                averaged.update_parameters(self.generator)
            ctx.progress((step + 1) / steps, "generator")
        # the two circle around the balance: the mean of the way is nearer to it than the last step
        self.generator = averaged.module


class Whitening:
    """The main directions of a cloud of vectors, each scaled to unit variance."""

    def __init__(self, vectors: np.ndarray, most: int) -> None:
        self.mean = vectors.mean(axis=0)
        _, values, rows = np.linalg.svd(vectors - self.mean, full_matrices=False)
        keep = max(1, min(most, int((values > values[0] * 1e-3).sum())))
        self.scale = np.maximum(values[:keep] / np.sqrt(max(len(vectors) - 1, 1)), 1e-9)
        self.rows = rows[:keep]

    def forward(self, vectors: np.ndarray) -> np.ndarray:
        """Return coordinates of unit variance."""
        return ((vectors - self.mean) @ self.rows.T / self.scale).astype(np.float32)

    def backward(self, coordinates: np.ndarray) -> np.ndarray:
        """Return vectors of the original space."""
        return (coordinates * self.scale) @ self.rows + self.mean


class FeatureGan:
    """Learns a cloud of feature vectors and samples more of it."""

    def __init__(self, dimensions: int = 32, steps: int = 400) -> None:
        self._dimensions = dimensions
        self._steps = steps
        self._whitening: Whitening | None = None
        self._gan: Wgan | None = None

    def fit(self, features: np.ndarray, *, seed: int = 0, ctx: JobContext = NULL_CONTEXT) -> FeatureGan:
        """Learn the distribution of the rows of ``features``; at least four are needed."""
        if len(features) < 4:
            raise DataError("vision.too_few_photos", have=len(features), need=4)
        self._whitening = Whitening(np.asarray(features, dtype=np.float64), self._dimensions)
        data = import_torch().from_numpy(self._whitening.forward(features))
        self._gan = Wgan(data.shape[1], seed)
        self._gan.train(data, self._steps, ctx)
        return self

    def sample(self, n: int) -> np.ndarray:
        """Return ``n`` new vectors."""
        if self._gan is None or self._whitening is None:
            raise DataError("vision.not_fitted", name="FeatureGan")
        with import_torch().inference_mode():
            made = self._gan.generator(self._gan.noise(n)).numpy()
        return self._whitening.backward(made).astype(np.float32)
