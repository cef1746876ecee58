"""Results that the engine returns and views show. Frozen, plain, importable without any heavy library.

Those of recommendations, prices and photos stand in modules of their own and are named here too.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from shopdesk.engine.types_money import (
    digits_of as digits_of,
)
from shopdesk.engine.types_prices import (
    ChartMark as ChartMark,
)
from shopdesk.engine.types_prices import (
    Decision as Decision,
)
from shopdesk.engine.types_prices import (
    Decomposition as Decomposition,
)
from shopdesk.engine.types_prices import (
    FanChart as FanChart,
)
from shopdesk.engine.types_prices import (
    Forecast as Forecast,
)
from shopdesk.engine.types_prices import (
    ModelScore as ModelScore,
)
from shopdesk.engine.types_prices import (
    Mover as Mover,
)
from shopdesk.engine.types_prices import (
    PriceAlert as PriceAlert,
)
from shopdesk.engine.types_prices import (
    PriceChange as PriceChange,
)
from shopdesk.engine.types_prices import (
    PriceChart as PriceChart,
)
from shopdesk.engine.types_prices import (
    Promotion as Promotion,
)
from shopdesk.engine.types_prices import (
    UnitChange as UnitChange,
)
from shopdesk.engine.types_recommend import (
    Evidence as Evidence,
)
from shopdesk.engine.types_recommend import (
    LikeEvidence as LikeEvidence,
)
from shopdesk.engine.types_recommend import (
    Metrics as Metrics,
)
from shopdesk.engine.types_recommend import (
    NeighbourEvidence as NeighbourEvidence,
)
from shopdesk.engine.types_recommend import (
    PairEvidence as PairEvidence,
)
from shopdesk.engine.types_recommend import (
    PairRule as PairRule,
)
from shopdesk.engine.types_recommend import (
    Reason as Reason,
)
from shopdesk.engine.types_recommend import (
    Recommendation as Recommendation,
)
from shopdesk.engine.types_recommend import (
    SoldBasket as SoldBasket,
)
from shopdesk.engine.types_vision import (
    Candidate as Candidate,
)
from shopdesk.engine.types_vision import (
    Confusion as Confusion,
)
from shopdesk.engine.types_vision import (
    NearestPhoto as NearestPhoto,
)
from shopdesk.engine.types_vision import (
    Prediction as Prediction,
)
from shopdesk.engine.types_vision import (
    ProductReport as ProductReport,
)
from shopdesk.engine.types_vision import (
    Quality as Quality,
)
from shopdesk.engine.types_vision import (
    TeachingReport as TeachingReport,
)
from shopdesk.engine.types_vision import (
    TextLine as TextLine,
)

if TYPE_CHECKING:
    import numpy as np

_SCANNER_PREFIX = re.compile(r"^\][A-Za-z]\d")
_CODE_BLANKS = re.compile(r"[\s\-\u2010-\u2015\x00-\x1f]+")


# --- products and customers -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ProductCard:
    """What a view shows of a product. Money is in integer minor units of ``currency``."""

    product_id: str
    name: str
    price: int
    currency: str
    brand: str = ""
    category: str = ""
    unit: str = "piece"
    stock: float = 0.0
    cost: int | None = None
    sku: str = ""
    barcodes: tuple[str, ...] = ()
    picture: str | None = None
    active: bool = True
    tracked: bool = True


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """What a view shows of a customer."""

    customer_id: str
    name: str
    baskets: int = 0
    last_visit: datetime | None = None


@dataclass(frozen=True, slots=True)
class BasketLine:
    """One line of the open basket; ``unit_price`` in minor units."""

    product: ProductCard
    quantity: float
    unit_price: int
    discount: int = 0


@dataclass(frozen=True, slots=True)
class Basket:
    """The basket at the till, as kept on disk. ``total`` in minor units; ``tax`` of it is tax, where that is shown.

    Once it is sold it has the number of its receipt, unless the server is away; ``short`` are the products of which
    more were sold than the ledger has.
    """

    basket_id: str
    lines: tuple[BasketLine, ...]
    total: int
    currency: str
    customer_id: str | None = None
    receipt: int | None = None
    short: tuple[str, ...] = ()
    waiting: bool = False
    tax: int = 0


@dataclass(frozen=True, slots=True)
class ParkedBasket:
    """A basket that waits for its customer to come back."""

    basket_id: str
    note: str
    count: int
    total: int
    currency: str
    opened_at: datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """A sale or a refund as a list shows it; ``refunded`` is what was already given back, in minor units."""

    basket_id: str
    number: str
    sold_at: datetime
    total: int
    currency: str
    count: int
    refund_of: str | None = None
    refunded: int = 0


@dataclass(frozen=True, slots=True)
class BackupCard:
    """A backup as a list shows it; ``reason`` is a stable key: daily, hand, import, upgrade, restore."""

    path: str
    made_at: datetime
    reason: str
    size: int
    encrypted: bool


@dataclass(frozen=True, slots=True)
class TillNews:
    """How a till of several stands with the server: whether it is there, and how many sales wait for it.

    ``changed`` says that another till changed something; ``code`` and ``params`` name what is wrong, if anything is.
    """

    till: str
    online: bool
    waiting: int
    changed: bool = False
    code: str = ""
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RefundLine:
    """A line of a receipt, with how many pieces can still be given back."""

    product_id: str
    name: str
    unit: str
    sold: float
    left: float
    unit_price: int


def gtin14(code: str) -> str | None:
    """Return a barcode as 14 digits, so that all spellings of one code compare equal.

    Parameters
    ----------
    code : str
        What was scanned, typed or stored: UPC-A, EAN-8, EAN-13, GTIN-14 or the shop's own number, with or without
        leading zeros, with blanks and hyphens anywhere.

    Returns
    -------
    str or None
        Fourteen digits, or None if this is not a number of at most 14 digits.
    """
    compact = code
    if not (code.isascii() and code.isdigit()):
        compact = _CODE_BLANKS.sub("", _SCANNER_PREFIX.sub("", unicodedata.normalize("NFKC", code).strip()))
        if not (compact.isascii() and compact.isdigit()):
            return None
    significant = compact.lstrip("0")
    return significant.zfill(14) if 0 < len(significant) <= 14 else None


# --- search ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hit:
    """A product that was found. ``why`` is a stable key: barcode, sku, exact, words, prefix, substring, typo."""

    product_id: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The first hits, best first, and how many there are in all."""

    hits: list[Hit]
    total: int


# --- voice -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class VoiceMatch:
    """A product that may have been said, with its probability."""

    product_id: str
    probability: float


@dataclass(frozen=True, slots=True)
class VoiceResult:
    """What was heard, which products it may mean, and whether the first is trusted (``accepted``).

    ``command`` is a stable key: look_up, price, stock, add, remove, total, cancel. ``quantity_alternatives`` are
    other quantities, in the same unit, that sound like ``quantity``: fifteen and fifty. Where there are any, ask.
    """

    heard: str
    matches: list[VoiceMatch]
    quantity: float | None
    unit: str | None
    speech: bool
    accepted: bool
    command: str = "look_up"
    quantity_alternatives: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class SpokenForm:
    """One way to say a product: the words, their simplified sounds, and whether another name of it is said."""

    text: str
    sound: str
    alias: bool


@dataclass(frozen=True, slots=True)
class ConfusablePair:
    """Two products whose names sound alike; ``closeness`` is 1 where they sound the same."""

    product_id: str
    other_id: str
    closeness: float


# --- what views draw ---------------------------------------------------------------------------


@dataclass(frozen=True)
class PhotoAnswer:
    """The answer for one photo of a batch with the candidates' cards, or the code of why there is none.

    ``evidence`` says what decided beside the look: ``barcode``, ``label`` or nothing. ``picture`` is a small JPEG file
    in bytes. ``sales`` is the strength with which the sales of the hour and season were mixed in.
    """

    path: str
    prediction: Prediction | None
    cards: list[ProductCard] = field(default_factory=list)
    error_code: str = ""
    error_params: dict[str, Any] = field(default_factory=dict)
    evidence: str = ""
    texts: tuple[str, ...] = ()
    sales: float = 0.0
    picture: np.ndarray | None = field(default=None, compare=False)
