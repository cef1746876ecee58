"""Results that the engine returns and views show. Frozen, plain, importable without any heavy library."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

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
    """The basket at the till, as kept on disk. ``total`` in minor units.

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


# --- recommendations ---------------------------------------------------------------------------


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


# --- prices ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Decomposition:
    """An additive decomposition; the three parts sum to the series and have its length."""

    trend: np.ndarray
    seasonal: np.ndarray
    residual: np.ndarray
    period: int


@dataclass(frozen=True)
class Forecast:
    """A forecast with bands. ``lower`` and ``upper`` are keyed by level in per cent.

    ``reasons`` are typed like those of recommendations: ``trend`` (per_month, per_cent), ``season`` (share, period),
    ``accuracy`` (mase, naive_mase), ``last_price`` ().
    ``caveat`` is None or a stable key: ``short_history``, ``nothing_beats_last_price``,
    ``last_price_as_good``, ``constant``, ``unit_change``.
    """

    mean: pd.Series
    lower: dict[int, pd.Series]
    upper: dict[int, pd.Series]
    model: str
    reasons: list[Reason]
    caveat: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether to buy now: ``key`` is ``buy_now``, ``wait`` or ``no_difference``.

    ``rise`` and ``fall`` are the probabilities (0 to 1) that the price at the horizon is more than ``percent`` per cent
    above or below today's; ``change`` is the expected change in per cent.
    """

    key: str
    rise: float
    fall: float
    change: float
    horizon: int
    percent: float


@dataclass(frozen=True, slots=True)
class Mover:
    """A product whose price is expected to move: ``change`` in per cent, ``rise`` and ``fall`` are probabilities."""

    unique_id: str
    now: float
    then: float
    change: float
    rise: float
    fall: float


@dataclass(frozen=True, slots=True)
class Promotion:
    """A short dip below the usual price: positions in the series, ``end`` included; ``depth`` 0.2 is 20 % off."""

    start: int
    end: int
    depth: float


@dataclass(frozen=True, slots=True)
class UnitChange:
    """The position of the first price in another unit, and the factor (100, 1000, or one by them)."""

    at: int
    factor: float


@dataclass(frozen=True, slots=True)
class PriceChange:
    """One change of a price, and by how many per cent."""

    at: pd.Timestamp
    before: float
    after: float
    percent: float


# --- photos ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Quality:
    """Quality of a photo. ``problems`` are stable keys: blurred, too_dark, too_bright, too_small."""

    sharpness: float
    exposure: float
    problems: list[str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A product that a photo may show, with its calibrated probability."""

    product_id: str
    probability: float


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a photo shows: candidates best first, and whether the best is trusted (``known``)."""

    candidates: list[Candidate]
    known: bool
    quality: Quality
    barcodes: list[str]


@dataclass(frozen=True, slots=True)
class NearestPhoto:
    """A taught photo that looks like the one asked about; ``similarity`` is a cosine."""

    photo_id: str
    product_id: str
    similarity: float


@dataclass(frozen=True, slots=True)
class Confusion:
    """How many photos of a product were taken for this other one."""

    product_id: str
    photos: int


@dataclass(frozen=True, slots=True)
class ProductReport:
    """How well the photos of a product are recognised by a classifier that did not see them.

    ``judged`` of its ``photos`` were asked and ``right`` of these recognised. ``advice`` is a stable key:
    ``enough``, ``more_photos``, ``confused`` (mostly with one other product) or ``too_few`` to judge.
    """

    product_id: str
    photos: int
    judged: int
    right: int
    confused: list[Confusion]
    advice: str


@dataclass(frozen=True, slots=True)
class TeachingReport:
    """The products one by one and the accuracy over all of them, None if no photo could be judged."""

    accuracy: float | None
    products: list[ProductReport]


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text on a photo with the reader's confidence; ``box`` is left, top, right, bottom in pixels."""

    text: str
    confidence: float
    box: tuple[int, int, int, int]


# --- voice -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class VoiceMatch:
    """A product that may have been said, with its probability."""

    product_id: str
    probability: float


@dataclass(frozen=True, slots=True)
class VoiceResult:
    """What was heard, which products it may mean, and whether the first is trusted (``accepted``).

    ``command`` is a stable key: look_up, price, stock, add, remove, total, cancel.
    """

    heard: str
    matches: list[VoiceMatch]
    quantity: float | None
    unit: str | None
    speech: bool
    accepted: bool
    command: str = "look_up"


# --- what views draw ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ChartMark:
    """Something worth a mark on a price chart, in seconds since 1970 (UTC).

    ``kind`` is ``change`` (a new price), ``promotion`` (from ``start`` to ``end``) or ``unit`` (the price is about
    100 or 1,000 times the one before: another unit, not another price).
    """

    kind: str
    start: float
    end: float
    before: float
    after: float


@dataclass(frozen=True)
class PriceChart:
    """A price history on its grid: ``times`` in seconds since 1970 (UTC), ``values`` in major units.

    ``cost`` is on the same grid (NaN where it is not known), ``margin`` is the share of the price in per cent that the
    cost leaves, ``difference`` the change over ``lag`` points.
    """

    product_id: str
    times: np.ndarray
    values: np.ndarray
    moving_average: np.ndarray
    decomposition: Decomposition | None = None
    cost: np.ndarray | None = None
    margin: np.ndarray | None = None
    difference: np.ndarray | None = None
    lag: int = 0
    marks: list[ChartMark] = field(default_factory=list)


@dataclass(frozen=True)
class FanChart:
    """A forecast ready to draw; ``lower`` and ``upper`` are keyed by level in per cent.

    ``learned`` tells whether it comes from the shop's learned model; ``decision`` is None where there is none yet, and
    ``basis`` says whose price it judges: ``cost`` or ``price``.
    """

    product_id: str
    times: np.ndarray
    mean: np.ndarray
    lower: dict[int, np.ndarray]
    upper: dict[int, np.ndarray]
    model: str
    reasons: list[Reason]
    caveat: str | None = None
    learned: bool = False
    decision: Decision | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class ModelScore:
    """How a price model did on past prices: errors, and how often the bands held (shares of one, NaN if not known).

    ``against`` is its error next to that of the last price: 0.8 is a fifth better, 1 is as good.
    """

    model: str
    mase: float
    smape: float
    coverage_80: float
    coverage_95: float
    against: float


@dataclass(frozen=True, slots=True)
class PriceAlert:
    """Tell when a price or cost (``kind``) passes ``minor`` minor units, upwards or downwards (``above``).

    Moments are seconds since 1970. ``fired_at`` is None as long as it waits, else when the price passed, to
    ``fired_minor``.
    """

    alert_id: str
    product_id: str
    minor: int
    kind: str = "price"
    above: bool = True
    created_at: float = 0.0
    fired_at: float | None = None
    fired_minor: int | None = None


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


# --- what the Recommend tab lists --------------------------------------------------------------


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
