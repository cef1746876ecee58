"""How the networks learn: examples drawn once for all of them, and AdamW on the pinball loss with early stopping."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError
from shopdesk.engine.prices.bands import QUANTILES
from shopdesk.engine.prices.descent import Descent
from shopdesk.engine.prices.features import Features
from shopdesk.engine.prices.neural import KINDS, GlobalNet, Pass, Shape
from shopdesk.engine.prices.panel import Panel
from shopdesk.engine.weights import import_torch

_DROPOUT = 0.2
_KEPT = 1 / (1 - _DROPOUT)
_UPDATES = 450
_PASSES = (8, 40)
_PATIENCE = 4
_RATE = 6e-3
_WARM_RATE = 1e-3
_FOLLOW = 0.05
_DECAY = 1e-2
_BATCH = 512
_STEPS_EACH = 3
_MOST_ORIGINS = 16_000
_MOST_JUDGED = 3_000
# Examples that are laid ready: origins, and how many pairs of an origin and a step.
_POOL = 40_000
_PAIRS = 240_000
_STEPS_READY = (6, 24)
_FEWEST = 8
_BANK = 1 << 20


@dataclass(frozen=True)
class Examples:
    """Inputs and targets of a panel, as tensors, to learn from, and later ones that decide when to stop.

    Nothing is learned from any outcome that is judged by. All kinds of networks learn from the same examples.

    Attributes
    ----------
    origin, step, target : tensor (origins, inputs), (origins, steps, inputs), (origins, steps)
        To learn from; the steps of each origin are drawn at random.
    later : tuple of tensors or None
        The same to judge by.
    longest : int
        The step that counts as the furthest.
    """

    origin: Any
    step: Any
    target: Any
    later: tuple[Any, Any, Any] | None
    longest: int
    cycles: tuple[int, ...]

    @classmethod
    def of(cls, panel: Panel, horizon: int, seed: int = 0, start: GlobalNet | None = None) -> Examples:
        """Draw the examples of a panel, in the manner of earlier networks if there are any."""
        features = Features.of(panel) if start is None else Features.of(panel, start.shape.cycles)
        longest = horizon if start is None else start.horizon
        rng = np.random.default_rng(seed)
        times = np.arange(panel.width)
        usable = (times >= panel.first[:, None] + 3) & (times < panel.width - 1) & (features.scale > 0)
        rows, at = np.nonzero(usable)
        age = panel.width - 1 - at
        held = max(horizon, round(0.15 * float(age.max()))) if len(age) else 0
        early, late = np.flatnonzero(age > held), np.flatnonzero((age <= held) & (held > 0))

        def drawn(where: np.ndarray, most: np.ndarray, count: int, steps_each: int) -> tuple[Any, Any, Any]:
            pick = rng.permutation(len(where))[:count]
            steps = rng.integers(1, most[pick][:, None] + 1, size=(len(pick), steps_each))
            return _tensors(features, rows[where[pick]], at[where[pick]], steps, longest)

        ready = int(np.clip(_PAIRS // max(1, min(len(early), _POOL)), *_STEPS_READY))
        learn = drawn(early, np.minimum(horizon, age[early] - held), _POOL, ready)
        later = drawn(late, np.minimum(horizon, age[late]), _MOST_JUDGED, 1) if len(late) else None
        return cls(*learn, later, longest, features.cycles)

    def shape(self, kind: str, seeds: int) -> Shape:
        """The shape of networks that read these examples."""
        return Shape(kind, self.origin.shape[1], self.step.shape[2], self.cycles, seeds)


def _tensors(features: Features, rows: np.ndarray, at: np.ndarray, steps: np.ndarray, longest: int) -> tuple[Any, ...]:
    torch = import_torch()
    arrays = (
        features.at_origin(rows, at),
        features.at_steps(rows, at, steps, longest),
        features.targets(rows, at, steps),
    )
    return tuple(torch.from_numpy(a) for a in arrays)


def train(
    examples: Examples,
    kind: str,
    seed: int = 0,
    seeds: int = 3,
    start: GlobalNet | None = None,
    ctx: JobContext = NULL_CONTEXT,
) -> GlobalNet:
    """Train networks of one kind on all products of a panel.

    Parameters
    ----------
    kind : str
        ``"mlp"``, ``"rnn"`` or ``"lstm"``.
    start : GlobalNet, optional
        Networks to go on from (new prices came): a few slow passes, kept where they help on the newest part.
    """
    if kind not in KINDS:
        raise DataError("prices.model", model=kind, models=", ".join(KINDS))
    shape = examples.shape(kind, seeds if start is None else start.shape.seeds)
    weights = shape.last_price()
    if len(examples.origin) >= _FEWEST:
        first = shape.initial(seed) if start is None else start.weights.clone()
        weights = _Training(first, shape, examples, seed, warm=start is not None).run(ctx)
    ctx.progress(1.0, f"train_{kind}")
    return GlobalNet(shape, examples.longest, weights)


class _Training:
    """AdamW on the pinball loss in one cycle, with a running mean of the weights; the pass that was best later is kept.

    The mean forgets single steps: stopped early, at a high rate, the weights themselves are still restless.
    """

    def __init__(self, weights: Any, shape: Shape, examples: Examples, seed: int, warm: bool) -> None:
        torch = import_torch()
        self._shape, self._examples, self._warm = shape, examples, warm
        self._rng = np.random.default_rng(seed)
        each = min(len(examples.origin), _MOST_ORIGINS)
        self._batches = max(1, -(-each // _BATCH))
        self._size = each // self._batches
        self._passes = 3 if warm else int(np.clip(_UPDATES // self._batches, *_PASSES))
        slopes = torch.zeros_like(weights)
        rate = _WARM_RATE if warm else _RATE
        self._descent = Descent(weights, slopes, rate, _DECAY, self._passes * self._batches, _FOLLOW)
        self._weights, self._slopes = shape.views(weights), shape.views(slopes)
        self._mean = shape.views(self._descent.mean)
        self._way = Pass(shape, self._size, _STEPS_EACH, weights)
        later = examples.later
        self._judging = None if later is None else Pass(shape, len(later[0]), 1, weights)
        # Random numbers for dropout are drawn once; every batch takes another stretch of them.
        chance = torch.Generator().manual_seed(seed)
        self._bank = (torch.rand(_BANK, generator=chance) >= _DROPOUT).float().mul_(_KEPT)
        self._levels = torch.tensor(QUANTILES)[:, None, None]

    def run(self, ctx: JobContext) -> Any:
        """Train, and return the weights that were best for each seed."""
        torch = import_torch()
        seeds = self._shape.seeds
        owner = torch.cat([torch.arange(seeds).repeat_interleave(w[0].numel()) for w in self._mean.values()])
        kept, best = self._descent.mean.clone(), torch.full((seeds,), torch.inf)
        if self._warm and self._judging is not None:
            best = self._judge(0)
        waited = torch.zeros(seeds)
        for number in range(self._passes):
            ctx.raise_if_cancelled()
            self._pass()
            ctx.progress((number + 1) / (self._passes + 1), f"train_{self._shape.kind}")
            now = self._judge(number)
            better = now < best - 1e-4
            best = torch.where(better, now, best)
            kept = torch.where(better[owner], self._descent.mean, kept)
            waited = torch.where(better, 0.0, waited + 1)
            if bool((waited >= _PATIENCE).all()):
                break
        return kept

    def _pass(self) -> None:
        torch, examples = import_torch(), self._examples
        count, each = len(examples.origin), self._size * self._batches
        order = np.stack([self._rng.permutation(count)[:each] for _ in range(self._shape.seeds)])
        columns = self._rng.permutation(examples.step.shape[1])[:_STEPS_EACH]
        # Step after step, all origins: so they lie in the networks.
        step = examples.step[:, columns].transpose(0, 1).flatten(0, 1)
        target = examples.target[:, columns].T.flatten()
        behind = count * torch.arange(_STEPS_EACH)[:, None]
        for rows in torch.from_numpy(order).split(self._size, dim=1):
            pairs = rows[:, None] + behind
            guess = self._way.forward(self._weights, examples.origin[rows], step[pairs], self._masks())
            # The slope of the pinball loss, without the way through the loss itself.
            slope = (guess > target[pairs][:, None]).float().sub_(self._levels).div_(guess[0].numel())
            self._way.backward(self._weights, slope, self._slopes, _KEPT)
            self._descent.step()

    def _masks(self) -> tuple[Any, ...]:
        """Factors for both layers that are thinned out."""
        masks = []
        for size in self._way.thinned():
            need = prod(size)
            start = int(self._rng.integers(0, _BANK - need))
            masks.append(self._bank[start : start + need].view(size))
        return tuple(masks)

    def _judge(self, number: int) -> Any:
        """The pinball loss of each seed's running mean; without anything to judge by, later is better."""
        torch, later, seeds = import_torch(), self._examples.later, self._shape.seeds
        if later is None or self._judging is None:
            return torch.full((seeds,), -float(number))
        origin, step, target = later
        inputs = (origin.expand(seeds, -1, -1), step.transpose(0, 1).expand(seeds, -1, -1, -1))
        miss = target.T - self._judging.forward(self._mean, *inputs)
        return torch.maximum(self._levels * miss, (self._levels - 1) * miss).mean(dim=(1, 2, 3))
