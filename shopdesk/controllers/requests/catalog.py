"""Questions about products and customers."""

from __future__ import annotations

from dataclasses import dataclass

from shopdesk.engine.types import CustomerCard, Hit, ProductCard


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
class WriteDemo:
    """Write the demo shop into a folder."""

    folder: str


@dataclass(frozen=True)
class WarmRequest:
    """Load models and indexes before they are needed."""

    parts: tuple[str, ...] = ("search",)
