"""How many of a product a request means. A heard number is only ever proposed. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from shopdesk.engine.types import ProductCard, VoiceResult

_TO_KILOS = {"kg": 1.0, "g": 0.001, "lb": 0.45359237, "oz": 0.0283495231}
_TO_LITRES = {"l": 1.0, "ml": 0.001, "cl": 0.01}
_MEASURES = (_TO_KILOS, _TO_LITRES)
_LEAST_SMALL = 20.0  # "one fifty of ham" is 150 g, "two of ham" says nothing of grams


@dataclass(frozen=True)
class Proposal:
    """A quantity in the product's own unit, and others that sound like it; with others, the owner must choose."""

    quantity: float = 1.0
    others: tuple[float, ...] = ()

    @property
    def choices(self) -> tuple[float, ...]:
        """What there is to choose between, smallest first; empty where the quantity is clear."""
        return tuple(sorted({self.quantity, *self.others})) if self.others else ()


def proposal(card: ProductCard, result: VoiceResult) -> Proposal:
    """Return how many to propose: one, where nothing was said or what was said is no quantity of this product."""
    if result.quantity is None:
        return Proposal()
    said = [_in_unit_of(card, value, result.unit) for value in (result.quantity, *result.quantity_alternatives)]
    first, *others = said
    if first is None:
        return Proposal()
    return Proposal(first, tuple(value for value in others if value is not None))


def _in_unit_of(card: ProductCard, value: float, unit: str | None) -> float | None:
    own = card.unit.strip().lower()
    measure = next((table for table in _MEASURES if own in table), None)
    if measure is None:  # sold by the piece: half a kilo of it is no number of pieces
        return value if unit is None and value > 0 and value == round(value) else None
    if unit is None:
        small = next((name for name in ("g", "ml") if name in measure), own)
        return round(value * measure[small] / measure[own], 3) if value >= _LEAST_SMALL else None
    return round(value * measure[unit] / measure[own], 3) if unit in measure else None
