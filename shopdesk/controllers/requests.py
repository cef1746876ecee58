"""What controllers and the command line ask, and what they are answered. Frozen; every field can travel."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shopdesk.engine.types import (
    CustomerCard,
    Hit,
    Metrics,
    ProductCard,
    Recommendation,
    VoiceResult,
)

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class SearchRequest:
    """Words, a barcode or a SKU as typed or scanned."""

    text: str
    k: int = 20


@dataclass(frozen=True)
class SearchAnswer:
    """The first hits with their cards."""

    text: str
    hits: list[Hit]
    cards: dict[str, ProductCard]
    total: int


@dataclass(frozen=True)
class ListProducts:
    """A page of the catalog."""

    offset: int = 0
    limit: int = 100


@dataclass(frozen=True)
class ListCustomers:
    """Customers whose number or name contains a text."""

    text: str = ""
    limit: int = 50


@dataclass(frozen=True)
class CustomerList:
    """The customers found."""

    customers: list[CustomerCard]


@dataclass(frozen=True)
class RecommendRequest:
    """What goes with a product, a customer or a basket. ``subject`` is product, customer or basket."""

    subject: str
    ids: tuple[str, ...]
    method: str = "hybrid"
    k: int = 12


@dataclass(frozen=True)
class RecommendAnswer:
    """Recommendations, best first, with the cards of every product they and their reasons name."""

    subject: str
    items: list[Recommendation]
    cards: dict[str, ProductCard]
    method: str


@dataclass(frozen=True)
class EvaluateRequest:
    """Held-out figures of a recommender next to popularity."""

    method: str = "hybrid"


@dataclass(frozen=True)
class EvaluateAnswer:
    """Figures of the method and of popularity on the same baskets."""

    method: str
    figures: Metrics
    popularity: Metrics


@dataclass(frozen=True)
class ChartRequest:
    """The price history of a product. ``window`` in days; 0 days of window means no moving average."""

    product_id: str
    window: int = 28
    decomposition: bool = False


@dataclass(frozen=True)
class ForecastRequest:
    """Where the price of a product goes, ``horizon`` weeks ahead."""

    product_id: str
    horizon: int = 8
    model: str = "auto"


@dataclass(frozen=True)
class ClassifyRequest:
    """Photos to recognise, by path."""

    paths: tuple[str, ...]
    k: int = 5


@dataclass(frozen=True)
class TeachRequest:
    """Photos that show a product."""

    product_id: str
    paths: tuple[str, ...]


@dataclass(frozen=True)
class TeachAnswer:
    """How many photos were learned, and the ones that were refused with the code of why."""

    product_id: str
    learned: int
    refused: dict[str, str] = field(default_factory=dict)


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


@dataclass(frozen=True)
class WarmRequest:
    """Load models and indexes before they are needed."""

    parts: tuple[str, ...] = ("search",)
