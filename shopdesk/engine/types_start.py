"""What the start page shows. Frozen, plain, no heavy library."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shopdesk.engine.types import ProductCard


@dataclass(frozen=True, slots=True)
class Seller:
    """A product that sells: for how much, in minor units, in the last four weeks."""

    card: ProductCard
    amount: int


@dataclass(frozen=True, slots=True)
class Shortage:
    """A product that will be sold out soon, and how many days the stock lasts."""

    card: ProductCard
    days_left: float


@dataclass(frozen=True, slots=True)
class ShopFigures:
    """What the shop's own records say.

    Parameters
    ----------
    currency : str
    until : datetime, optional
        The last sale: everything is counted back from it. None where nothing was sold.
    days : tuple of int
        What was sold on each of the last 28 days, in minor units, oldest first.
    sellers : tuple of Seller
        Most money first.
    shortages : tuple of Shortage
        Soonest sold out first.
    short : int
        How many products will be sold out within a week.
    products, sales, prices : int
        How many products, sold baskets and prices there are.
    """

    currency: str
    until: datetime | None = None
    days: tuple[int, ...] = ()
    sellers: tuple[Seller, ...] = ()
    shortages: tuple[Shortage, ...] = ()
    short: int = 0
    products: int = 0
    sales: int = 0
    prices: int = 0

    @property
    def week(self) -> int:
        """What was sold in the last seven days, in minor units."""
        return sum(self.days[-7:])

    @property
    def change(self) -> float | None:
        """The change to the week before as a share of it; None where there was none."""
        before = sum(self.days[-14:-7])
        return self.week / before - 1 if before > 0 else None
