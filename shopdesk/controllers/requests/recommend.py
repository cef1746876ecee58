"""Questions for recommendations."""

from __future__ import annotations

from dataclasses import dataclass

from shopdesk.engine.types import Metrics, ProductCard, Recommendation


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
