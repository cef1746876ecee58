"""MLP, RNN and LSTM that learn across all products at once and forecast every step's quantiles directly.

What a single short series cannot teach, the whole shop can. An encoder reads the origin (dense, or recurrent over
the last changes), one head shared by all steps adds what earlier seasons did and gives quantiles that cannot cross.
Panels are given freed of the shared calendar profile. The networks of all seeds lie side by side, their weights in one
vector, and the way back is written out: it uses memory again where automatic differentiation asks for new.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np

from shopdesk.engine.errors import DataError
from shopdesk.engine.prices.bands import MIDDLE, QUANTILES
from shopdesk.engine.prices.features import LAGS, Features
from shopdesk.engine.prices.panel import Panel
from shopdesk.engine.prices.recall import GATES, MEMORY, Recall, recurrent_size
from shopdesk.engine.weights import import_torch

KINDS = tuple(GATES)

_DENSE = {"mlp": 64, "rnn": 48, "lstm": 48}
_HEAD = 48
# Products that are forecast at once, for the memory it takes.
_AT_ONCE = 1_000
_START = (0.6, 0.5, 0.4, 0.0, 0.4, 0.5, 0.6)


@dataclass(frozen=True)
class Shape:
    """Everything that fixes the layers of networks of one kind, ``seeds`` of them side by side."""

    kind: str
    origin_inputs: int
    step_inputs: int
    cycles: tuple[int, ...]
    seeds: int

    def sizes(self) -> dict[str, tuple[int, int, int]]:
        """The weights by name, in the order they lie in: seeds, outputs, inputs."""
        dense, read = _DENSE[self.kind], self.origin_inputs
        sizes = {}
        if GATES[self.kind]:
            sizes["recurrent"] = recurrent_size(self.kind)
            read += MEMORY - LAGS
        sizes |= {"origin": (dense, read), "origin_bias": (dense, 1), "mix": (_HEAD, dense)}
        sizes |= {"step": (_HEAD, self.step_inputs), "step_bias": (_HEAD, 1)}
        sizes |= {"head": (len(QUANTILES), _HEAD), "head_bias": (len(QUANTILES), 1), "direct": (1, self.step_inputs)}
        return {name: (self.seeds, *size) for name, size in sizes.items()}

    def views(self, flat: Any) -> dict[str, Any]:
        """The weights by name, as views of a vector of all."""
        sizes = self.sizes()
        parts = flat.split([prod(size) for size in sizes.values()])
        return {name: part.view(size) for (name, size), part in zip(sizes.items(), parts, strict=True)}

    def initial(self, seed: int) -> Any:
        """Weights to begin with, as one vector."""
        torch = import_torch()
        chance = torch.Generator().manual_seed(seed)
        flat = torch.rand(sum(prod(size) for size in self.sizes().values()), generator=chance).mul_(2).sub_(1)
        views = self.views(flat)
        reach = {"recurrent": MEMORY, "step_bias": self.step_inputs, "origin_bias": views["origin"].shape[2]}
        for name, weight in views.items():
            weight.mul_(reach.get(name, weight.shape[2]) ** -0.5)
        views["head"].mul_(0.3)
        views["head_bias"].copy_(torch.tensor(_START)[:, None])
        views["direct"].zero_()
        return flat

    def last_price(self) -> Any:
        """Weights that answer with the last price and bands of the usual width."""
        torch = import_torch()
        flat = self.initial(0)
        views = self.views(flat)
        views["head"].zero_()
        views["head_bias"].copy_(torch.tensor(_START)[:, None])
        return flat


class Pass:
    """A way forward and back through networks of one shape, for so many origins and steps of each.

    Inside, everything lies feature by feature with the origins innermost.
    """

    def __init__(self, shape: Shape, origins: int, steps: int, like: Any) -> None:
        torch = import_torch()
        seeds, pairs, dense = shape.seeds, steps * origins, _DENSE[shape.kind]
        self._split = (seeds, _HEAD, steps, origins)
        self._recall: Recall | None = None
        if GATES[shape.kind]:
            self._recall = Recall(shape.kind, seeds, LAGS, origins, like)
            self._read = like.new_zeros(seeds, MEMORY + shape.origin_inputs - LAGS, origins)
        self._dense, self._dense_slope = (like.new_zeros(seeds, dense, origins) for _ in range(2))
        self._mix = like.new_zeros(seeds, _HEAD, origins)
        self._mixed, self._mixed_slope = (like.new_zeros(seeds, _HEAD, pairs) for _ in range(2))
        self._out, self._gaps, self._guess = (like.new_zeros(seeds, len(QUANTILES), pairs) for _ in range(3))
        self._middle = like.new_zeros(seeds, 1, pairs)
        side = torch.arange(len(QUANTILES)) - MIDDLE
        outward = (side * side[:, None] > 0) & (side[:, None].abs() >= side.abs())
        # Each quantile is a positive gap further out than the one before it.
        self._outward = (outward * side.sign()[:, None]).to(like).expand(seeds, -1, -1)

    def thinned(self) -> tuple[Any, Any]:
        """The sizes of the two layers that dropout thins out."""
        return self._dense.shape, self._mixed.shape

    def forward(self, w: dict[str, Any], origin: Any, step: Any, drop: tuple[Any, Any] | None = None) -> Any:
        """Quantiles (seeds, quantiles, steps, origins); inputs are (seeds, origins, ...), (seeds, steps, origins, ...).

        ``drop`` holds factors for the two layers that are thinned out, 0 or one and the same above 1.
        """
        torch = import_torch()
        self._origin, self._step = origin.transpose(1, 2), step.flatten(1, 2).transpose(1, 2)
        if self._recall is not None:
            self._read[:, :MEMORY] = self._recall.forward(w["recurrent"], origin[..., :LAGS])
            self._read[:, MEMORY:] = self._origin[:, LAGS:]
            self._origin = self._read
        dense = torch.baddbmm(w["origin_bias"], w["origin"], self._origin, out=self._dense)
        mix = torch.bmm(w["mix"], (dense if drop is None else dense.mul_(drop[0])).relu_(), out=self._mix)
        mixed = torch.baddbmm(w["step_bias"], w["step"], self._step, out=self._mixed)
        mixed.view(self._split).add_(mix[:, :, None])
        if drop is not None:
            mixed.mul_(drop[1])
        out = torch.baddbmm(w["head_bias"], w["head"], mixed.relu_(), out=self._out)
        middle = torch.bmm(w["direct"], self._step, out=self._middle).add_(out[:, MIDDLE : MIDDLE + 1])
        gaps = torch.nn.functional.softplus(out)
        guess = torch.bmm(self._outward, gaps, out=self._guess).add_(middle)
        return guess.view(guess.shape[0], len(QUANTILES), *self._split[2:])

    def backward(self, w: dict[str, Any], slope: Any, into: dict[str, Any], kept: float) -> None:
        """Write how the loss follows the weights, from how it follows the quantiles, after :meth:`forward`.

        ``kept`` is the factor above 1 of the dropout. What was forecast is gone afterwards.
        """
        torch = import_torch()
        slope = slope.flatten(2)
        middle = torch.sum(slope, dim=1, keepdim=True, out=self._middle)
        torch.bmm(middle, self._step.transpose(1, 2), out=into["direct"])
        out = torch.bmm(self._outward.transpose(1, 2), slope, out=self._gaps).mul_(self._out.sigmoid_())
        out[:, MIDDLE : MIDDLE + 1] += middle
        torch.bmm(out, self._mixed.transpose(1, 2), out=into["head"])
        torch.sum(out, dim=2, keepdim=True, out=into["head_bias"])
        mixed = torch.baddbmm(
            self._mixed, w["head"].transpose(1, 2), out, beta=0, alpha=kept, out=self._mixed_slope
        ).mul_(self._mixed.sign_())
        torch.bmm(mixed, self._step.transpose(1, 2), out=into["step"])
        torch.sum(mixed, dim=2, keepdim=True, out=into["step_bias"])
        mix = torch.sum(mixed.view(self._split), dim=2, out=self._mix)
        torch.bmm(mix, self._dense.transpose(1, 2), out=into["mix"])
        dense = torch.baddbmm(
            self._dense, w["mix"].transpose(1, 2), mix, beta=0, alpha=kept, out=self._dense_slope
        ).mul_(self._dense.sign_())
        torch.bmm(dense, self._origin.transpose(1, 2), out=into["origin"])
        torch.sum(dense, dim=2, keepdim=True, out=into["origin_bias"])
        if self._recall is not None:
            left = torch.bmm(w["origin"][:, :, :MEMORY].transpose(1, 2), dense)
            self._recall.backward(w["recurrent"], left, into["recurrent"])


@dataclass
class GlobalNet:
    """Networks of one kind, trained on a whole panel; a forecast is the mean of the quantiles of all seeds."""

    shape: Shape
    horizon: int
    weights: Any

    @property
    def kind(self) -> str:
        """``"mlp"``, ``"rnn"`` or ``"lstm"``."""
        return self.shape.kind

    def quantiles(self, panel: Panel, horizon: int) -> np.ndarray:
        """Quantiles of the log price, (n, horizon, len(QUANTILES))."""
        torch, shape = import_torch(), self.shape
        features = Features.of(panel, shape.cycles)
        rows, at = np.arange(panel.n), np.full(panel.n, panel.width - 1)
        steps = np.broadcast_to(np.arange(1, horizon + 1), (panel.n, horizon))
        origin = torch.from_numpy(features.at_origin(rows, at))
        ahead = torch.from_numpy(features.at_steps(rows, at, steps, self.horizon)).transpose(0, 1)
        if (origin.shape[1], ahead.shape[2]) != (shape.origin_inputs, shape.step_inputs):
            raise DataError("prices.frequency", freq=f"{panel.per_year:.0f}/year")
        unit = np.empty((panel.n, horizon, len(QUANTILES)))
        weights = shape.views(self.weights)
        for few in torch.arange(panel.n).split(_AT_ONCE):
            way = Pass(shape, len(few), horizon, self.weights)
            seeds = (origin[few].expand(shape.seeds, -1, -1), ahead[:, few].expand(shape.seeds, -1, -1, -1))
            unit[few.numpy()] = way.forward(weights, *seeds).mean(dim=0).permute(2, 1, 0).numpy()
        spread = features.scale[:, -1, None] * np.sqrt(steps)
        return features.logs[:, -1, None, None] + unit * spread[..., None]
