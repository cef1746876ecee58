"""What is done and what is only shown of a spoken command."""

from __future__ import annotations

import pytest

from shopdesk.controllers.requests.voice import ListenAnswer
from shopdesk.controllers.voice_answers import Shown, understand
from shopdesk.engine.types import Basket, BasketLine, ProductCard, VoiceMatch, VoiceResult

CARDS = {
    "P1": ProductCard("P1", "Whole milk 1 l", 129, "EUR"),
    "P2": ProductCard("P2", "Oat milk 1 l", 199, "EUR"),
    "P3": ProductCard("P3", "Milk bread", 249, "EUR"),
}
BASKET = Basket("B", (BasketLine(CARDS["P2"], 3, 199),), 597, "EUR")


def answer(
    command: str,
    shares: tuple[float, ...] = (0.9, 0.1),
    accepted: bool = True,
    quantity: float | None = None,
    alike: tuple[float, ...] = (),
) -> ListenAnswer:
    matches = [VoiceMatch(f"P{number}", share) for number, share in enumerate(shares, 1)]
    return ListenAnswer(VoiceResult("said", matches, quantity, None, True, accepted, command, alike), CARDS)


def test_a_clear_add_acts() -> None:
    shown = understand(answer("add", quantity=2.0), BASKET)
    assert shown.acts
    assert shown.rows[0].quantity == 2.0


@pytest.mark.parametrize(
    "doubtful",
    [
        answer("add", (0.5, 0.1)),
        answer("add", (0.7, 0.5)),
        answer("add", accepted=False),
        answer("add", quantity=50.0, alike=(15.0,)),
        answer("add", ()),
        answer("look_up"),
        answer("price"),
        answer("stock"),
    ],
)
def test_what_is_in_doubt_or_only_asked_is_not_done(doubtful: ListenAnswer) -> None:
    assert not understand(doubtful, BASKET).acts


def test_only_what_is_in_the_basket_can_be_taken_out() -> None:
    shown = understand(answer("remove", (0.4, 0.7, 0.05)), BASKET)
    assert [row.card.product_id for row in shown.rows] == ["P2"]
    assert shown.acts
    assert understand(answer("remove", (0.9,)), BASKET) == Shown("remove", (), False)
    assert understand(answer("remove"), None).rows == ()


def test_total_and_cancel_have_no_candidates() -> None:
    assert understand(answer("total"), BASKET) == Shown("total", accepted=True)
    assert understand(answer("cancel"), BASKET) == Shown("cancel", accepted=True)
