"""What recommendations, their evidence and their figures are. Frozen, plain, no heavy library."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a product is recommended: a stable ``kind`` and its numbers. The sentence is made elsewhere.

    Kinds: ``together`` (product_id, count, of, lift), ``similar`` (product_id, similarity, distance),
    ``neighbours`` (count, of), ``repeat`` (every_days, days_since, times), ``popular`` (count, days),
    ``same_kind`` (category), ``time`` (count, weekday).
    """

    kind: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommended product with its score (comparable within one answer) and its reasons, strongest first."""

    product_id: str
    score: float
    reasons: list[Reason]


@dataclass(frozen=True, slots=True)
class PairEvidence:
    """In which baskets (newest first, not all if many) a product was bought with another; the numbers are of all."""

    product_id: str
    baskets: tuple[str, ...]
    count: int
    of: int
    lift: float


@dataclass(frozen=True, slots=True)
class NeighbourEvidence:
    """A customer (or, where ``basket_id`` is given, a basket) like the one asked about that has the product.

    ``similarity`` is what the method compares by, ``times`` in how many baskets of theirs the product is.
    """

    customer_id: str | None
    similarity: float
    times: int
    basket_id: str | None = None


@dataclass(frozen=True, slots=True)
class LikeEvidence:
    """How near a product is to another, and by what.

    The square of ``distance`` is the sum of the squares of ``word_distance``, ``price_distance`` and, where both have a
    picture, ``picture_distance``; ``similarity`` is 1 / (1 + distance); ``words`` are those that both have.
    """

    product_id: str
    distance: float
    similarity: float
    words: tuple[str, ...]
    same_category: bool
    price: float | None
    other_price: float | None
    word_distance: float
    price_distance: float
    picture_distance: float | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind one recommendation, so that everybody can count it again.

    Parameters
    ----------
    product_id : str
        The recommended product.
    pairs : tuple of PairEvidence
        Products of the basket that it was bought with.
    neighbours : tuple of NeighbourEvidence
        Those of the ``neighbours_of`` nearest customers (or baskets) who have it, nearest first.
    neighbours_of : int
        How many neighbours were looked at.
    likes : tuple of LikeEvidence
        Products of the basket, or the last ones of the customer, by nearness.
    repeats : tuple of Timestamp
        When this customer bought it, oldest first.
    every_days, days_since : float, optional
        Mean days between these purchases, and days since the last.
    popular_count, popular_days, popular_of : int
        In how many of the ``popular_of`` baskets of the last ``popular_days`` days it is.
    sold : int
        In how many baskets it is at all.
    """

    product_id: str
    pairs: tuple[PairEvidence, ...] = ()
    neighbours: tuple[NeighbourEvidence, ...] = ()
    neighbours_of: int = 0
    likes: tuple[LikeEvidence, ...] = ()
    repeats: tuple[datetime, ...] = ()
    every_days: float | None = None
    days_since: float | None = None
    popular_count: int = 0
    popular_days: int = 30
    popular_of: int = 0
    sold: int = 0


@dataclass(frozen=True, slots=True)
class Metrics:
    """Figures of a recommender on held-out baskets.

    ``intervals`` are 95 % bootstrap intervals. ``baseline`` are the figures of popularity on the same questions,
    ``difference`` to it with its interval (mean, low, high). ``verdict`` is ``better``, ``same``, ``worse``,
    ``too_few`` (fewer than ``enough`` questions) or empty where there was nothing to compare with.
    """

    hit_rate: float
    recall: float
    ndcg: float
    coverage: float
    n: int
    intervals: dict[str, tuple[float, float]] = field(default_factory=dict)
    baseline: dict[str, float] = field(default_factory=dict)
    difference: dict[str, tuple[float, float, float]] = field(default_factory=dict)
    verdict: str = ""
    enough: int = 0


@dataclass(frozen=True, slots=True)
class SoldBasket:
    """A basket that was sold: when, to whom, and what was in it, each line at its place in all three tuples."""

    basket_id: str
    sold_at: datetime | None
    products: tuple[str, ...]
    names: tuple[str, ...]
    quantities: tuple[float, ...]
    customer_id: str | None = None
    customer: str = ""


@dataclass(frozen=True, slots=True)
class PairRule:
    """Who buys one product buys the other: in ``count`` of the ``of`` baskets with ``product_id``.

    ``confidence`` is count / of, ``lift`` how many times more often than by chance.
    """

    product_id: str
    other_id: str
    count: int
    of: int
    confidence: float
    lift: float
