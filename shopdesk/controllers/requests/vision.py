"""Questions about photos."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class ClassifyRequest:
    """Photos to recognise, by path."""

    paths: tuple[str, ...]
    k: int = 5


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
