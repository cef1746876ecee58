"""Questions by voice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopdesk.engine.types import ConfusablePair, ProductCard, SpokenForm, VoiceResult

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
class WordsRequest:
    """Words that were typed, or corrected after they were heard."""

    text: str
    k: int = 5


@dataclass(frozen=True)
class ListenAnswer:
    """What was heard or typed, and the cards of the products it may mean."""

    result: VoiceResult
    cards: dict[str, ProductCard]


@dataclass(frozen=True)
class EnrollRequest:
    """Takes of a product's spoken name (float32, mono)."""

    product_id: str
    takes: tuple[np.ndarray, ...]
    rate: int = 16_000


@dataclass(frozen=True)
class TaughtWordsRequest:
    """Which products have a taught word; with a product, that one's is forgotten first."""

    forget: str = ""


@dataclass(frozen=True)
class TaughtWordsAnswer:
    """The products that have a taught word, in the order taught."""

    cards: list[ProductCard]


@dataclass(frozen=True)
class NamesRequest:
    """How a product is said; with ``aliases``, these become the other ways of saying it first."""

    product_id: str
    aliases: tuple[str, ...] | None = None


@dataclass(frozen=True)
class NamesAnswer:
    """The other names that the owner gave a product, and all ways in which it is expected to be said."""

    card: ProductCard
    aliases: tuple[str, ...]
    forms: tuple[SpokenForm, ...]


@dataclass(frozen=True)
class ConfusableRequest:
    """Which names sound alike."""

    limit: int = 50


@dataclass(frozen=True)
class ConfusableAnswer:
    """Pairs of products whose names sound alike, nearest first."""

    pairs: list[ConfusablePair]
    cards: dict[str, ProductCard]
