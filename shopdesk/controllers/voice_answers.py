"""What an answer by voice means for the screen and for the basket. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from shopdesk.controllers.requests.voice import ListenAnswer
from shopdesk.controllers.voice_quantities import proposal
from shopdesk.engine.types import Basket, ProductCard, VoiceMatch

_SURE = 0.6
_AHEAD = 2.0
_ACTING = ("add", "remove")


@dataclass(frozen=True)
class Row:
    """A candidate, how likely it is meant, and how many; with ``choices``, the owner must choose how many."""

    card: ProductCard
    share: float
    quantity: float
    choices: tuple[float, ...]


@dataclass(frozen=True)
class Shown:
    """What is shown of an answer.

    Parameters
    ----------
    command : str
        look_up, price, stock, add, remove, total or cancel.
    rows : tuple of Row
        At most five candidates; for ``remove``, those that are in the basket.
    accepted : bool
        Whether the first is trusted.
    acts : bool
        Whether the command is clear enough to be done at once: nothing is done about what may be another product or
        another quantity.
    some : bool
        Whether a quantity was said: "remove two" leaves the rest in the basket.
    """

    command: str = "look_up"
    rows: tuple[Row, ...] = ()
    accepted: bool = False
    acts: bool = False
    some: bool = False


def understand(answer: ListenAnswer, basket: Basket | None) -> Shown:
    """Return what to show of an answer, and whether to act."""
    result = answer.result
    if result.command in ("total", "cancel"):
        return Shown(result.command, accepted=True)
    matches = [match for match in result.matches if match.product_id in answer.cards]
    if result.command == "remove":
        there = {line.product.product_id for line in basket.lines} if basket is not None else set()
        matches = [match for match in matches if match.product_id in there]
    rows = tuple(_row(answer, match) for match in matches)
    accepted = result.accepted and bool(rows)
    acts = accepted and result.command in _ACTING and _is_clear(rows)
    return Shown(result.command, rows, accepted, acts, result.quantity is not None)


def _row(answer: ListenAnswer, match: VoiceMatch) -> Row:
    card = answer.cards[match.product_id]
    proposed = proposal(card, answer.result)
    return Row(card, match.probability, proposed.quantity, proposed.choices)


def _is_clear(rows: tuple[Row, ...]) -> bool:
    first = rows[0]
    second = rows[1].share if len(rows) > 1 else 0.0
    return not first.choices and first.share >= max(_SURE, _AHEAD * second)
