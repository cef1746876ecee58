"""What the Recommend tab remembers in the shop: subjects of late, the method and the weights."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shopdesk.controllers.base import JobRunner
from shopdesk.controllers.requests.recommend import SubjectsAnswer, SubjectsRequest
from shopdesk.engine.context import JobContext
from shopdesk.engine.types import CustomerCard, ProductCard
from shopdesk.workers.runner import KEPT_LANES, Callbacks

RECENT, METHOD, WEIGHTS = "recommend.recent", "recommend.method", "recommend.weights"
MOST = 6
METHODS = ("hybrid", "content", "user", "item")
(_STORE,) = KEPT_LANES


class Memory:
    """Reads and writes on the store lane; what cannot be read counts as not remembered.

    Parameters
    ----------
    runner : JobRunner
    shop : callable, optional
        Returns the open shop; without one nothing is remembered.
    """

    def __init__(self, runner: JobRunner, shop: Callable[[], Any] | None) -> None:
        self._runner = runner
        self._shop = shop
        self._recent: list[tuple[str, str]] = []
        self._cards: dict[str, ProductCard] = {}
        self._customers: dict[str, CustomerCard] = {}

    def load(self, show: Callable[[str, dict[str, float]], None], list_recent: Callable[[], None]) -> None:
        """Read what was kept, then call ``show`` with method and weights, and ``list_recent`` once they are known."""
        if self._shop is None:
            return
        shop = self._shop

        def read(_none: None, _ctx: JobContext) -> tuple[Any, Any, Any]:
            kept = shop()
            return kept.setting(RECENT), kept.setting(METHOD), kept.setting(WEIGHTS)

        def done(kept: tuple[Any, Any, Any]) -> None:
            recent, method, weights = kept
            pairs = [pair for pair in recent or [] if isinstance(pair, list) and len(pair) == 2]
            self._recent = [(str(kind), str(key)) for kind, key in pairs][: 2 * MOST]
            self._resolve(list_recent)
            known = weights.items() if isinstance(weights, dict) else ()
            show(
                method if method in METHODS else "hybrid",
                {str(name): float(value) for name, value in known if isinstance(value, int | float)},
            )

        self._runner.start(_STORE, read, None, Callbacks(done), latest_wins=False)

    def note_subject(self, kind: str, key: str) -> None:
        """Remember a product or customer as the one of late."""
        if self._shop is None or not key or kind == "basket" or (kind, key) in self._recent[:1]:
            return
        others = [pair for pair in self._recent if pair != (kind, key)]
        same = [pair for pair in others if pair[0] == kind][: MOST - 1]
        self._recent = [(kind, key), *same, *(pair for pair in others if pair[0] != kind)]
        self._keep(RECENT, [list(pair) for pair in self._recent])
        self._resolve()

    def note_choice(self, method: str, weights: dict[str, float]) -> None:
        """Remember method and weights."""
        self._keep(METHOD, method)
        self._keep(WEIGHTS, weights)

    def recent_products(self) -> list[ProductCard]:
        """The products of late, newest first."""
        return [self._cards[key] for kind, key in self._recent if kind == "product" and key in self._cards]

    def recent_customers(self) -> list[CustomerCard]:
        """The customers of late, newest first."""
        return [self._customers[key] for kind, key in self._recent if kind == "customer" and key in self._customers]

    def recent(self) -> list[ProductCard | CustomerCard]:
        """Products and customers of late, newest first."""
        known: dict[tuple[str, str], ProductCard | CustomerCard] = {
            **{("product", key): card for key, card in self._cards.items()},
            **{("customer", key): card for key, card in self._customers.items()},
        }
        return [known[pair] for pair in self._recent if pair in known]

    def _resolve(self, then: Callable[[], None] = lambda: None) -> None:
        def done(answer: SubjectsAnswer) -> None:
            self._recent = list(answer.subjects)
            self._cards, self._customers = answer.cards, answer.customers
            then()

        request = SubjectsRequest(tuple(self._recent))
        self._runner.start("subjects", "recommend.subjects", request, Callbacks(done))

    def _keep(self, key: str, value: Any) -> None:
        if self._shop is None:
            return
        shop = self._shop

        def write(_none: None, _ctx: JobContext) -> None:
            shop().set_setting(key, value)

        self._runner.start(_STORE, write, None, Callbacks(), latest_wins=False)
