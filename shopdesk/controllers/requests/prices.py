"""Questions about prices."""

from __future__ import annotations

from dataclasses import dataclass


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
