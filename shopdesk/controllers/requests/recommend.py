"""Questions for recommendations, their evidence, how good they are, and what sells together."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from shopdesk.engine.types import CustomerCard, Evidence, Metrics, PairRule, ProductCard, Recommendation, SoldBasket


@dataclass(frozen=True)
class RecommendRequest:
    """What goes with a product, a customer or a basket. ``subject`` is product, customer or basket.

    ``customer_id`` says whose basket it is, where that is known. ``weights`` multiply what the hybrid learned: content,
    behaviour, repeat and popularity, each 1 unless given.
    """

    subject: str
    ids: tuple[str, ...]
    method: str = "hybrid"
    k: int = 12
    customer_id: str | None = None
    weights: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class RecommendAnswer:
    """Recommendations, best first, with the cards of every product they and their reasons name.

    ``as_of`` is given where the last sale is long past: days are then counted back from it. ``refit`` says that it
    would pay to learn from all sales again.
    """

    subject: str
    items: list[Recommendation]
    cards: dict[str, ProductCard]
    method: str
    customer: CustomerCard | None = None
    as_of: datetime | None = None
    refit: bool = False


@dataclass(frozen=True)
class WhyRequest:
    """What stands behind recommending ``product_id`` for a subject; the other fields are those of the question."""

    product_id: str
    subject: str
    ids: tuple[str, ...]
    method: str = "hybrid"
    customer_id: str | None = None
    most: int = 20


@dataclass(frozen=True)
class WhyAnswer:
    """The evidence, with the baskets it counts and the cards and names of all it mentions."""

    evidence: Evidence
    cards: dict[str, ProductCard]
    baskets: dict[str, SoldBasket]
    customers: dict[str, str]
    as_of: datetime | None = None


@dataclass(frozen=True)
class RefitRequest:
    """Learn from all sales again, in the background."""


@dataclass(frozen=True)
class SubjectsRequest:
    """What is to be shown of these subjects, each a kind (product, customer) and an id."""

    subjects: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SubjectsAnswer:
    """The cards of the subjects that there are, in the order asked."""

    subjects: tuple[tuple[str, str], ...]
    cards: dict[str, ProductCard]
    customers: dict[str, CustomerCard]


@dataclass(frozen=True)
class RulesRequest:
    """Pairs that sell together. ``text`` has to stand in one of the two names; ``order`` is a column or strength.

    With ``path`` the rules found, all of them, are also written there as CSV.
    """

    text: str = ""
    min_count: int = 3
    min_confidence: float = 0.0
    min_lift: float = 0.0
    order: str = "strength"
    descending: bool = True
    most: int = 500
    path: str = ""


@dataclass(frozen=True)
class RulesAnswer:
    """The first of ``total`` rules, the cards they name, and how many baskets they were counted in."""

    rules: list[PairRule]
    cards: dict[str, ProductCard]
    total: int
    baskets: int


@dataclass(frozen=True)
class EvaluateRequest:
    """Held-out figures of a recommender next to popularity; with ``kept`` only what was measured before."""

    method: str = "hybrid"
    weights: dict[str, float] = field(default_factory=dict)
    kept: bool = False


@dataclass(frozen=True)
class EvaluateAnswer:
    """Figures of the method and of popularity on the same baskets.

    ``figures`` are for the next basket of a customer, ``completion`` for the rest of a basket; ``popularity`` and
    ``popular_completion`` are popularity's. ``current`` is False where sales came since.
    """

    method: str
    figures: Metrics
    popularity: Metrics
    completion: Metrics
    popular_completion: Metrics
    baskets: int
    measured_at: datetime | None = None
    current: bool = True
