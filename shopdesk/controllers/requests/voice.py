"""Questions by voice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopdesk.engine.types import ProductCard, VoiceResult

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class ListenRequest:
    """Samples from the microphone (float32, mono) or a clip by path."""

    samples: np.ndarray | None = None
    rate: int = 16_000
    path: str = ""
    k: int = 5


@dataclass(frozen=True)
class ListenAnswer:
    """What was heard and the cards of the products it may mean."""

    result: VoiceResult
    cards: dict[str, ProductCard]
