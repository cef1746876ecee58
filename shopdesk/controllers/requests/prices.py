"""Questions about prices, and the answers that no engine type holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shopdesk.engine.types import FanChart, ModelScore, Mover, PriceAlert, PriceChart, ProductCard

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True)
class ChartRequest:
    """The price history of a product. ``window`` in days; 0 days of window means no moving average.

    ``lag`` asks for the change over so many days; 0 asks for none.
    """

    product_id: str
    window: int = 28
    decomposition: bool = False
    lag: int = 0


@dataclass(frozen=True)
class CompareRequest:
    """The histories of further products, to be laid beside one."""

    product_ids: tuple[str, ...]


@dataclass(frozen=True)
class CompareAnswer:
    """The histories that could be found, and the products' cards."""

    charts: list[PriceChart]
    cards: dict[str, ProductCard]


@dataclass(frozen=True)
class ForecastRequest:
    """Where the price of a product goes, ``horizon`` weeks ahead."""

    product_id: str
    horizon: int = 8
    model: str = "auto"


@dataclass(frozen=True)
class PastRequest:
    """What earlier forecasts of the product would have said."""

    product_id: str
    horizon: int = 8
    model: str = "auto"


@dataclass(frozen=True)
class PastAnswer:
    """Forecasts from earlier moments, oldest first; each made without what came after it."""

    product_id: str
    model: str
    fans: list[FanChart]


@dataclass(frozen=True)
class ScoresRequest:
    """How each model did on the product's own past."""

    product_id: str
    horizon: int = 8


@dataclass(frozen=True)
class ScoresAnswer:
    """One row per model, best first; ``learned`` if the shop's learned model gave them."""

    product_id: str
    scores: list[ModelScore]
    learned: bool


@dataclass(frozen=True)
class EvaluatePrices:
    """Try models on the past of the whole shop, from ``origins`` moments ``horizon`` weeks apart."""

    horizon: int = 8
    origins: int = 2
    models: tuple[str, ...] = ("auto", "naive", "drift", "theta", "seasonal_naive")


@dataclass(frozen=True)
class PricesFigures:
    """Means over the products that were long enough, best first."""

    scores: list[ModelScore]
    products: int
    horizon: int
    origins: int


@dataclass(frozen=True)
class LearnRequest:
    """Learn the shop's prices; ``fresh`` forgets what was learned before."""

    fresh: bool = False


@dataclass(frozen=True)
class LearnedRequest:
    """What has been learned of the shop's prices."""


@dataclass(frozen=True)
class LearnedAnswer:
    """``state`` is ``missing``, ``damaged``, ``old`` (prices came since) or ``ready``; ``until`` in seconds."""

    state: str
    products: int = 0
    until: float = 0.0


@dataclass(frozen=True)
class MoversRequest:
    """The products whose price is expected to move most."""

    horizon: int = 8
    limit: int = 30


@dataclass(frozen=True)
class MoversAnswer:
    """Movers, most certain and largest first, with the products' cards; none before the shop's prices are learned.

    ``total`` counts those beyond the limit too.
    """

    horizon: int
    movers: list[Mover]
    cards: dict[str, ProductCard]
    learned: bool
    total: int = 0


@dataclass(frozen=True)
class SparksRequest:
    """Small pictures of the last half year of prices, and the expected moves where they are known."""

    product_ids: tuple[str, ...]
    horizon: int = 8


@dataclass(frozen=True)
class SparksAnswer:
    """Per product: a few prices, oldest first, and the expected change in per cent."""

    sparks: dict[str, np.ndarray]
    changes: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class ListAlerts:
    """The alerts of the shop; with ``check`` the prices are looked at first."""

    check: bool = True


@dataclass(frozen=True)
class AddAlert:
    """Tell me when the price or cost passes ``minor`` minor units."""

    product_id: str
    minor: int
    kind: str = "price"


@dataclass(frozen=True)
class RemoveAlert:
    """Forget an alert."""

    alert_id: str


@dataclass(frozen=True)
class AlertsAnswer:
    """All alerts, those that fired first, with the products' cards."""

    alerts: list[PriceAlert]
    cards: dict[str, ProductCard]
