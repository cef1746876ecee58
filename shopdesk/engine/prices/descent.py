"""AdamW in one cycle on all weights of a small network as one vector, with a running mean of them.

For networks of a few thousand weights most of a step's time goes into calls per tensor; one vector needs few of them.
"""

from __future__ import annotations

import math
from typing import Any

from shopdesk.engine.weights import import_torch

_WARM_UP = 0.15
_START, _END = 1 / 25, 1 / 250_000
_MOMENTUM = (0.85, 0.95)
_SQUARES = 0.999
_EPSILON = 1e-8


def flatten(net: Any) -> Any:
    """Lay all weights of a network into one vector, which they then are views of, and return it."""
    torch = import_torch()
    flat = torch.cat([p.detach().reshape(-1) for p in net.parameters()])
    _view(net, flat, "data")
    return flat


def _view(net: Any, flat: Any, name: str) -> None:
    start = 0
    for p in net.parameters():
        setattr(p, name, flat[start : start + p.numel()].view(p.shape))
        start += p.numel()


class Descent:
    """Steps of AdamW (Loshchilov and Hutter 2019) at a rate that rises and falls once (Smith 2018)."""

    def __init__(self, net: Any, mean: Any, rate: float, decay: float, steps: int, follow: float) -> None:
        torch = import_torch()
        self._net, self._flat, self.mean = net, flatten(net), flatten(mean)
        self._grad, self._first, self._second = (torch.zeros_like(self._flat) for _ in range(3))
        _view(net, self._grad, "grad")
        self._rate, self._decay, self._steps, self._follow = rate, decay, steps, follow
        self._done, self._first_share = 0, 1.0

    def step(self) -> None:
        """Take one step along the gradients that have come together, and forget them."""
        with import_torch().no_grad():
            rate, keep = self._now()
            self._done += 1
            self._first_share *= keep
            self._flat.mul_(1 - rate * self._decay)
            self._first.lerp_(self._grad, 1 - keep)
            self._second.mul_(_SQUARES).addcmul_(self._grad, self._grad, value=1 - _SQUARES)
            size = (self._second / (1 - _SQUARES**self._done)).sqrt_().add_(_EPSILON)
            self._flat.addcdiv_(self._first, size, value=-rate / (1 - self._first_share))
            self.mean.lerp_(self._flat, self._follow)
            self._grad.zero_()

    def finish(self, weights: Any) -> None:
        """Leave these weights in the network, and nothing else of the descent."""
        self._flat.copy_(weights)
        for p in self._net.parameters():
            p.grad = None

    def _now(self) -> tuple[float, float]:
        """Learning rate and momentum of this step."""
        peak, (busy, calm) = _WARM_UP * self._steps, _MOMENTUM
        if self._done < peak:
            share = 0.5 - 0.5 * math.cos(math.pi * self._done / peak)
            return self._rate * (_START + (1 - _START) * share), calm + (busy - calm) * share
        share = 0.5 + 0.5 * math.cos(math.pi * min(1.0, (self._done - peak) / max(1.0, self._steps - peak)))
        return self._rate * (_END + (1 - _END) * share), calm + (busy - calm) * share
