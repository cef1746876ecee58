"""What recognised photos and reports on teaching are. Frozen, plain, no heavy library."""

from __future__ import annotations

from dataclasses import dataclass


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
