"""Judges of single patches: a critic that learned good from bad, and a memory of the good."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.vision.gan import FeatureGan
from shopdesk.engine.weights import import_torch

_HIDDEN = 48
_BATCH = (160, 96)  # good and bad patches in a step
_GAN_ROWS = 2000
_DIMENSIONS = 48
_REMEMBERED = 3000
_NEIGHBOURS = 3


@dataclass(frozen=True)
class PatchCritic:
    """A small network on standardised patches; its logit says how bad a patch is."""

    mean: np.ndarray
    scale: np.ndarray
    layers: list[np.ndarray]  # weight, bias, weight, bias, ...

    def scores(self, grids: np.ndarray) -> np.ndarray:
        """Return one logit per patch."""
        x = ((grids.reshape(-1, grids.shape[-1]) - self.mean) / self.scale).astype(np.float32)
        last = len(self.layers) - 2
        for number in range(0, len(self.layers), 2):
            x = x @ self.layers[number].T + self.layers[number + 1]
            if number < last:
                x = np.where(x > 0, x, 0.2 * x)
        return x.reshape(grids.shape[:-1])

    def arrays(self) -> dict[str, np.ndarray]:
        """Return what to store."""
        return {
            "critic_mean": self.mean,
            "critic_scale": self.scale,
            **{f"critic_{number}": layer for number, layer in enumerate(self.layers)},
        }

    @classmethod
    def of(cls, arrays: dict[str, np.ndarray]) -> PatchCritic:
        """Return the critic that was stored."""
        layers: list[np.ndarray] = []
        while f"critic_{len(layers)}" in arrays:
            layers.append(arrays[f"critic_{len(layers)}"])
        if not layers or len(layers) % 2:
            raise ValueError("no critic")
        return cls(arrays["critic_mean"], arrays["critic_scale"], layers)


def train_critic(
    good: np.ndarray,
    bad: np.ndarray,
    *,
    steps: int,
    generated: float,
    seed: int = 0,
    ctx: JobContext = NULL_CONTEXT,
) -> PatchCritic:
    """Teach a critic to tell good patches from bad ones.

    Parameters
    ----------
    good, bad : ndarray (n, d)
        Patches of good photos, and patches that were spoiled.
    generated : float
        The share of bad examples that a Wasserstein GAN draws from the cloud of the spoiled ones.
    """
    torch = import_torch()
    nn = torch.nn
    mean, scale = good.mean(axis=0), good.std(axis=0) + 1e-3
    x = torch.from_numpy(((good - mean) / scale).astype(np.float32))
    y = torch.from_numpy(((bad - mean) / scale).astype(np.float32))
    chance = torch.Generator().manual_seed(seed)
    made = _generated(y.numpy(), generated, seed, ctx) if generated > 0 else y[:0]
    from_gan = round(_BATCH[1] * generated) if len(made) else 0
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        sizes = (x.shape[1], _HIDDEN, _HIDDEN, 1)
        linear = [nn.Linear(a, b) for a, b in pairwise(sizes)]
    network = nn.Sequential(linear[0], nn.LeakyReLU(0.2), linear[1], nn.LeakyReLU(0.2), linear[2])
    optimizer = torch.optim.AdamW(network.parameters(), 2e-3, weight_decay=1e-2)
    labels = torch.cat([torch.zeros(_BATCH[0]), torch.ones(_BATCH[1])])

    def some(rows: Any, count: int) -> Any:
        return rows[torch.randint(len(rows), (count,), generator=chance)]

    for step in range(steps):
        ctx.raise_if_cancelled()
        for group in optimizer.param_groups:
            group["lr"] = 2e-3 * (1 - step / steps)
        parts = [some(x, _BATCH[0]), some(y, _BATCH[1] - from_gan)]
        rows = torch.cat([*parts, some(made, from_gan)] if from_gan else parts)
        # a tenth of the inputs is left out each time, so that no single channel decides
        rows = rows * (torch.rand(rows.shape, generator=chance) > 0.1)
        optimizer.zero_grad()
        nn.functional.binary_cross_entropy_with_logits(network(rows)[:, 0], labels).backward()
        optimizer.step()
        ctx.progress(0.85 + 0.15 * (step + 1) / steps, "training")
    layers = [value.detach().numpy() for layer in linear for value in (layer.weight, layer.bias)]
    return PatchCritic(mean.astype(np.float32), scale.astype(np.float32), layers)


def _generated(rows: np.ndarray, share: float, seed: int, ctx: JobContext) -> Any:
    """Return patches from a GAN that learned the cloud of the spoiled ones."""
    torch = import_torch()
    chance = np.random.default_rng(seed)
    some = rows[chance.permutation(len(rows))[:_GAN_ROWS]]
    if len(some) < 4:
        return torch.from_numpy(rows[:0])
    gan = FeatureGan(steps=150).fit(some, seed=seed, ctx=ctx)
    return torch.from_numpy(gan.sample(_GAN_ROWS))


@dataclass(frozen=True)
class PatchMemory:
    """Good patches in their main directions; a patch far from all of them is odd."""

    mean: np.ndarray
    directions: np.ndarray  # (d, k), each scaled to unit variance
    patches: np.ndarray  # (m, k)
    rows: np.ndarray  # (m, d), in half precision: the same patches before they were turned

    @classmethod
    def learned(cls, good: np.ndarray, seed: int = 0) -> PatchMemory:
        """Remember some of the good patches (n, h, w, d)."""
        rows = good.reshape(-1, good.shape[-1])
        chance = np.random.default_rng(seed)
        kept = rows[chance.permutation(len(rows))[:_REMEMBERED]].astype(np.float64)
        mean = kept.mean(axis=0)
        _, values, axes = np.linalg.svd(kept - mean, full_matrices=False)
        count = min(_DIMENSIONS, len(values))
        spread = values[:count] / np.sqrt(len(kept))
        directions = axes[:count].T / (spread + 0.02 * spread[0] + 1e-9)
        turned = (kept - mean) @ directions
        narrow = np.float32
        return cls(mean.astype(narrow), directions.astype(narrow), turned.astype(narrow), kept.astype(np.float16))

    def nearest(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return which good patches are nearest to each row (n, 3), and their mean distance (n,)."""
        turned = (rows - self.mean) @ self.directions
        squares = (turned**2).sum(axis=1)[:, None] + (self.patches**2).sum(axis=1)[None] - 2 * turned @ self.patches.T
        count = min(_NEIGHBOURS, squares.shape[1])
        nearest = np.argpartition(squares, count - 1, axis=1)[:, :count]
        return nearest, np.sqrt(np.maximum(np.take_along_axis(squares, nearest, axis=1), 0.0)).mean(axis=1)

    def arrays(self) -> dict[str, np.ndarray]:
        """Return what to store."""
        return {f"memory_{part}": getattr(self, part) for part in ("mean", "directions", "patches", "rows")}

    @classmethod
    def of(cls, arrays: dict[str, np.ndarray]) -> PatchMemory:
        """Return the memory that was stored."""
        return cls(*(arrays[f"memory_{part}"] for part in ("mean", "directions", "patches", "rows")))
