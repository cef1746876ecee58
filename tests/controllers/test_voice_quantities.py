"""How many are proposed of what was said."""

from __future__ import annotations

import pytest

from shopdesk.controllers.voice_quantities import Proposal, proposal
from shopdesk.engine.types import ProductCard, VoiceResult


def said(value: float | None, unit: str | None = None, alike: tuple[float, ...] = ()) -> VoiceResult:
    return VoiceResult("words", [], value, unit, True, True, "look_up", alike)


@pytest.mark.parametrize(
    ("unit", "result", "quantity"),
    [
        ("piece", said(None), 1.0),
        ("piece", said(2.0), 2.0),
        ("piece", said(0.5, "kg"), 1.0),
        ("piece", said(2.5), 1.0),
        ("kg", said(0.5, "kg"), 0.5),
        ("kg", said(150.0), 0.15),
        ("kg", said(2.0), 1.0),
        ("g", said(0.5, "kg"), 500.0),
        ("kg", said(1.0, "lb"), 0.454),
        ("kg", said(1.0, "l"), 1.0),
        ("l", said(0.5, "l"), 0.5),
    ],
)
def test_a_quantity_is_proposed_in_the_unit_of_the_product(unit: str, result: VoiceResult, quantity: float) -> None:
    assert proposal(ProductCard("P", "Ham", 100, "EUR", unit=unit), result) == Proposal(quantity)


def test_fifteen_and_fifty_are_both_offered() -> None:
    piece = ProductCard("P", "Eggs", 100, "EUR")
    assert proposal(piece, said(50.0, alike=(15.0,))).choices == (15.0, 50.0)
    ham = ProductCard("P", "Ham", 100, "EUR", unit="kg")
    assert proposal(ham, said(150.0, alike=(115.0,))).choices == (0.115, 0.15)
    assert proposal(piece, said(0.5, "kg", (0.15,))).choices == ()
