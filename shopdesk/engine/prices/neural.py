"""MLP, RNN and LSTM that learn across all products at once and forecast every step's quantiles directly.

What a single short series cannot teach, the whole shop can. An encoder reads the origin (dense, or recurrent over
the last changes), one head shared by all steps adds what earlier seasons did and gives quantiles that cannot cross.
Panels are given freed of the shared calendar profile. The networks of all seeds lie side by side in one, because most
of the time of so small a network goes into calls.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from shopdesk.engine.errors import DataError
from shopdesk.engine.prices.bands import MIDDLE, QUANTILES
from shopdesk.engine.prices.features import LAGS, Features
from shopdesk.engine.prices.panel import Panel
from shopdesk.engine.weights import import_torch

KINDS = ("mlp", "rnn", "lstm")

_DENSE = {"mlp": 64, "rnn": 48, "lstm": 48}
_GATES = {"rnn": 1, "lstm": 4}
_MEMORY = 16
_HEAD = 48


@dataclass(frozen=True)
class Shape:
    """Everything that fixes the layers of networks of one kind, ``seeds`` of them side by side."""

    kind: str
    origin_inputs: int
    step_inputs: int
    cycles: tuple[int, ...]
    seeds: int

    def dropped(self, origins: int, steps: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Shapes of what dropout is applied to, for so many origins and steps of each."""
        return (self.seeds, origins, _DENSE[self.kind]), (self.seeds, origins, steps, _HEAD)


def build(shape: Shape) -> Any:
    """Untrained networks of the given shape; their inputs and weights have the seeds first."""
    torch = import_torch()
    dense, gates = _DENSE[shape.kind], _GATES.get(shape.kind, 0)

    def weights(*size: int, bound: float) -> Any:
        return torch.nn.Parameter(torch.empty(shape.seeds, *size).uniform_(-bound, bound))

    class Layer(torch.nn.Module):  # type: ignore[name-defined, misc]
        def __init__(self, inputs: int, outputs: int, reach: int = 0) -> None:
            super().__init__()
            bound = (reach or inputs) ** -0.5
            self.weight = weights(inputs, outputs, bound=bound)
            self.bias = weights(1, outputs, bound=bound)

        def forward(self, x: Any) -> Any:
            flat = torch.baddbmm(self.bias, x.reshape(shape.seeds, -1, x.shape[-1]), self.weight)
            return flat.view(*x.shape[:-1], -1)

    class Net(torch.nn.Module):  # type: ignore[name-defined, misc]
        def __init__(self) -> None:
            super().__init__()
            read = shape.origin_inputs
            if gates:
                self.heard = Layer(1, gates * _MEMORY, reach=_MEMORY)
                self.memory = weights(_MEMORY, gates * _MEMORY, bound=_MEMORY**-0.5)
                read += _MEMORY - LAGS
            self.origin, self.mix = Layer(read, dense), Layer(dense, _HEAD)
            self.step, self.head = Layer(shape.step_inputs, _HEAD), Layer(_HEAD, len(QUANTILES))
            self.direct = weights(shape.step_inputs, 1, bound=0.0)
            side = torch.arange(len(QUANTILES)) - MIDDLE
            outward = (side * side[:, None] > 0) & (side.abs() >= side.abs()[:, None])
            self.register_buffer("outward", outward * side.sign().float(), persistent=False)
            with torch.no_grad():
                self.head.weight.mul_(0.3)
                self.head.bias.copy_(torch.tensor([0.6, 0.5, 0.4, 0.0, 0.4, 0.5, 0.6]))

        def recall(self, changes: Any) -> Any:
            """The state after the last of the changes (seeds, origins, lags)."""
            inputs = self.heard(changes.permute(0, 2, 1)[..., None]).unbind(1)
            state = torch.tanh(inputs[0]) if gates == 1 else None
            if state is not None:
                for now in inputs[1:]:
                    state = torch.tanh(torch.baddbmm(now, state, self.memory))
                return state
            cell = None
            for now in inputs:
                doors = now if cell is None else torch.baddbmm(now, state, self.memory)
                keep, take, show = torch.sigmoid(doors[..., : 3 * _MEMORY]).chunk(3, dim=-1)
                fresh = take * torch.tanh(doors[..., 3 * _MEMORY :])
                cell = fresh if cell is None else torch.addcmul(fresh, keep, cell)
                state = show * torch.tanh(cell)
            return state

        def forward(self, origin: Any, step: Any, drop: tuple[Any, Any] | None = None) -> Any:
            if gates:
                origin = torch.cat((self.recall(origin[..., :LAGS]), origin[..., LAGS:]), dim=-1)
            dense = torch.relu(self.origin(origin))
            dense = self.mix(dense if drop is None else dense * drop[0])
            mixed = torch.relu(dense[:, :, None] + self.step(step))
            out = self.head(mixed if drop is None else mixed * drop[1])
            direct = torch.bmm(step.reshape(shape.seeds, -1, step.shape[-1]), self.direct).view(*step.shape[:-1], 1)
            # Each quantile is a positive gap further out than the one before it.
            return out[..., MIDDLE : MIDDLE + 1] + direct + torch.nn.functional.softplus(out) @ self.outward

    return Net()


@dataclass
class GlobalNet:
    """Networks of one kind, trained on a whole panel; a forecast is the mean of the quantiles of all seeds."""

    shape: Shape
    horizon: int
    net: Any

    @property
    def kind(self) -> str:
        """``"mlp"``, ``"rnn"`` or ``"lstm"``."""
        return self.shape.kind

    def quantiles(self, panel: Panel, horizon: int) -> np.ndarray:
        """Quantiles of the log price, (n, horizon, len(QUANTILES))."""
        torch = import_torch()
        features = Features.of(panel, self.shape.cycles)
        rows, at = np.arange(panel.n), np.full(panel.n, panel.width - 1)
        steps = np.broadcast_to(np.arange(1, horizon + 1), (panel.n, horizon))
        origin = torch.from_numpy(features.at_origin(rows, at))
        ahead = torch.from_numpy(features.at_steps(rows, at, steps, self.horizon))
        if (origin.shape[1], ahead.shape[2]) != (self.shape.origin_inputs, self.shape.step_inputs):
            raise DataError("prices.frequency", freq=f"{panel.per_year:.0f}/year")
        seeds = self.shape.seeds
        with torch.inference_mode():
            each = self.net(origin.expand(seeds, -1, -1), ahead.expand(seeds, -1, -1, -1))
        unit = each.numpy().mean(axis=0, dtype=float)
        spread = features.scale[:, -1, None] * np.sqrt(steps)
        return features.logs[:, -1, None, None] + unit * spread[..., None]


def forget(net: Any) -> None:
    """Make networks answer with the last price."""
    with import_torch().no_grad():
        net.head.weight.zero_()
        net.head.bias[..., MIDDLE] = 0.0
        net.direct.zero_()
