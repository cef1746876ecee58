"""Questions about photos."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shopdesk.engine.types import ProductCard

if TYPE_CHECKING:
    import numpy as np


# --- recognising -------------------------------------------------------------------------------


@dataclass(frozen=True)
class ClassifyRequest:
    """Photos to recognise, by path.

    ``prior`` is the strength from 0 to 1 with which the sales of this hour and season count; ``labels`` says whose
    label text is read: ``never``, ``unsure`` (after the photos themselves) or ``always``.
    """

    paths: tuple[str, ...]
    k: int = 5
    prior: float = 0.0
    labels: str = "never"


@dataclass(frozen=True)
class InspectRequest:
    """A closer look at one photo: what speaks for a product (the best if empty), and the nearest taught photos."""

    path: str
    product_id: str = ""
    nearest: int = 4


@dataclass(frozen=True)
class NearPhoto:
    """A taught photo that is like the one looked at. ``picture`` is a JPEG file in bytes."""

    card: ProductCard
    similarity: float
    picture: np.ndarray


@dataclass(frozen=True)
class InspectAnswer:
    """``picture`` is a JPEG file in bytes; ``heat`` is a coarse map (0 to 255) over it, empty if there is none."""

    path: str
    product_id: str
    picture: np.ndarray
    heat: np.ndarray
    nearest: list[NearPhoto] = field(default_factory=list)


# --- teaching ----------------------------------------------------------------------------------


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
    same: int = 0


@dataclass(frozen=True)
class NewProductRequest:
    """A product that the shop does not have yet, with its photos; ``price`` in minor units."""

    name: str
    price: int
    paths: tuple[str, ...]
    category: str = ""
    barcode: str = ""


@dataclass(frozen=True)
class NewProductAnswer:
    """The product that was made, and what was learned of it."""

    card: ProductCard
    taught: TeachAnswer


@dataclass(frozen=True)
class TaughtRequest:
    """Which products were taught. ``judged``: also how well each is told from the others (takes longer)."""

    judged: bool = False


@dataclass(frozen=True)
class ConfusedWith:
    """So many photos of one product were taken for another."""

    card: ProductCard
    photos: int


@dataclass(frozen=True)
class TaughtProduct:
    """A taught product. ``right`` is None until it was judged; ``advice``: enough, more_photos, confused, too_few."""

    card: ProductCard
    photos: int
    right: int | None = None
    advice: str = ""
    confused: tuple[ConfusedWith, ...] = ()


@dataclass(frozen=True)
class TaughtAnswer:
    """Every taught product, and the share of photos that are recognised when each is left out once."""

    products: list[TaughtProduct]
    accuracy: float | None = None
    judged: bool = False


@dataclass(frozen=True)
class PhotosRequest:
    """The taught photos of one product."""

    product_id: str


@dataclass(frozen=True)
class TaughtPhoto:
    """One kept photo as a JPEG file in bytes."""

    photo_id: str
    picture: np.ndarray


@dataclass(frozen=True)
class PhotosAnswer:
    """The taught photos, and the share of the product's photos recognised after so many were taught."""

    card: ProductCard
    photos: list[TaughtPhoto]
    curve: list[tuple[int, float]] = field(default_factory=list)


@dataclass(frozen=True)
class ForgetRequest:
    """Photos of a product to forget."""

    product_id: str
    photo_ids: tuple[str, ...]


@dataclass(frozen=True)
class ForgetAnswer:
    """How many photos were forgotten, and the files from which they can be taught again."""

    product_id: str
    forgotten: int
    kept: tuple[str, ...] = ()


@dataclass(frozen=True)
class RebuildRequest:
    """Make what was learned again from the kept photos."""


@dataclass(frozen=True)
class RebuildAnswer:
    """How many photos were learned again, and which kept files could not be read any more."""

    photos: int
    products: int
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeepRequest:
    """Learn thoroughly: also tune the network on the shop's own photos. Takes minutes."""


@dataclass(frozen=True)
class DeepAnswer:
    """Photos that were held out, and how many of them were recognised before and after; ``kept`` if that is more."""

    held_out: int
    before: int
    after: int
    kept: bool


@dataclass(frozen=True)
class EvaluatePhotosAnswer:
    """Recognition with each photo left out once, next to always naming the product with most photos."""

    accuracy: float | None
    baseline: float
    photos: int
    products: list[TaughtProduct]


# --- checking specimens ------------------------------------------------------------------------


@dataclass(frozen=True)
class ListChecks:
    """Which products have good specimens to compare with."""


@dataclass(frozen=True)
class Check:
    """A product whose photos can be checked. ``ready`` is false while it has too few good specimens."""

    card: ProductCard
    photos: int
    ready: bool


@dataclass(frozen=True)
class CheckList:
    """The products, by name."""

    checks: list[Check]
    need: int


@dataclass(frozen=True)
class GoodRequest:
    """Photos of good specimens of a product to add; without photos the check is learned again."""

    product_id: str
    paths: tuple[str, ...] = ()


@dataclass(frozen=True)
class GoodAnswer:
    """What a product's check knows now."""

    check: Check
    added: int
    refused: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class GoodPhotosRequest:
    """The good specimens of one product."""

    product_id: str


@dataclass(frozen=True)
class GoodPhotosAnswer:
    """The good specimens."""

    check: Check
    photos: list[TaughtPhoto]


@dataclass(frozen=True)
class DropGoodRequest:
    """Good specimens to take out again."""

    product_id: str
    photo_ids: tuple[str, ...]


@dataclass(frozen=True)
class CheckRequest:
    """Photos to compare with the good specimens of a product."""

    product_id: str
    paths: tuple[str, ...]


@dataclass(frozen=True)
class CheckAnswer:
    """One checked photo: ``score`` in spreads above the good ones, and a coarse map of where it is odd."""

    path: str
    score: float = 0.0
    odd: bool = False
    picture: np.ndarray | None = field(default=None, compare=False)
    heat: np.ndarray | None = field(default=None, compare=False)
    error_code: str = ""
    error_params: dict[str, str] = field(default_factory=dict)
