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


class Descent:
    """Steps of AdamW (Loshchilov and Hutter 2019) at a rate that rises and falls once (Smith 2018)."""

    def __init__(self, weights: Any, slopes: Any, rate: float, decay: float, steps: int, follow: float) -> None:
        torch = import_torch()
        self._flat, self._grad, self.mean = weights, slopes, weights.clone()
        self._first, self._second = torch.zeros_like(weights), torch.zeros_like(weights)
        self._rate, self._decay, self._steps, self._follow = rate, decay, steps, follow
        self._done, self._first_share = 0, 1.0

    def step(self) -> None:
        """Take one step along the slopes as they are now."""
        rate, keep = self._now()
        self._done += 1
        self._first_share *= keep
        self._flat.mul_(1 - rate * self._decay)
        self._first.lerp_(self._grad, 1 - keep)
        self._second.mul_(_SQUARES).addcmul_(self._grad, self._grad, value=1 - _SQUARES)
        size = (self._second / (1 - _SQUARES**self._done)).sqrt_().add_(_EPSILON)
        self._flat.addcdiv_(self._first, size, value=-rate / (1 - self._first_share))
        self.mean.lerp_(self._flat, self._follow)

    def _now(self) -> tuple[float, float]:
        """Learning rate and momentum of this step."""
        peak, (busy, calm) = _WARM_UP * self._steps, _MOMENTUM
        if self._done < peak:
            share = 0.5 - 0.5 * math.cos(math.pi * self._done / peak)
            return self._rate * (_START + (1 - _START) * share), calm + (busy - calm) * share
        share = 0.5 + 0.5 * math.cos(math.pi * min(1.0, (self._done - peak) / max(1.0, self._steps - peak)))
        return self._rate * (_END + (1 - _END) * share), calm + (busy - calm) * share
