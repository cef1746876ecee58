"""The Recommend tab's controller."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from shopdesk.controllers.base import Controller, JobRunner
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.requests.catalog import CustomerList, ListCustomers, ListProducts, SearchAnswer, SearchRequest
from shopdesk.controllers.requests.recommend import RecommendAnswer, RecommendRequest
from shopdesk.engine.types import Basket
from shopdesk.workers.runner import Callbacks


class RecommendController(Controller):
    """Shows what goes with a product, a customer or the basket, and follows the basket.

    Signals
    -------
    add_requested(product_id): the owner wants a product in the basket.
    suggestions(list): two cards with a sentence for the basket panel.
    """

    lane = "recommend"
    add_requested = Signal(str)
    suggestions = Signal(list)

    def __init__(self, view: Any, runner: JobRunner, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(view, runner, messages, parent)
        self._basket: Basket | None = None
        self._kind, self._id = "basket", ""
        view.subject_changed.connect(self.choose_subject)
        view.method_changed.connect(self.choose_method)
        view.add_requested.connect(self.add_requested)
        view.subject_search_edited.connect(self.find_subject)
        view.cancel_requested.connect(self.cancel)

    def choose_subject(self, kind: str, subject_id: str) -> None:
        """Recommend for another product, customer or the basket."""
        if kind != self._kind and not subject_id and kind != "basket":
            self._kind, self._id = kind, ""
            self.find_subject("")
            return
        other_kind = kind != self._kind
        self._kind, self._id = kind, subject_id
        self.refresh()
        if other_kind and kind != "basket":  # the list at the left must be of the same kind as the subject
            self.find_subject("")

    def choose_method(self, _method: str) -> None:
        """Recommend with another method."""
        self.refresh()

    def follow_basket(self, basket: Basket) -> None:
        """Take note of the basket; its suggestions and, if it is the subject, the list follow."""
        self._basket = basket
        self._suggest()
        if self._kind == "basket":
            self.refresh()

    def refresh(self) -> None:
        """Ask again for the present subject and method."""
        ids = self._basket_ids() if self._kind == "basket" else ((self._id,) if self._id else ())
        if self._kind != "basket" and not ids:
            return
        if self._kind == "basket":
            self._view.show_subject("basket", self.tr("The basket"), None)
        request = RecommendRequest(self._kind, ids, self._view.method)
        self.ask("recommend.run", request, self._show)

    def find_subject(self, text: str) -> None:
        """List products or customers to choose from."""
        if self._kind == "customer":
            self.ask("customers.list", ListCustomers(text), self._show_customers, lane="search-recommend")
        else:
            name, request = ("search.find", SearchRequest(text)) if text.strip() else ("products.list", ListProducts())
            self.ask(name, request, self._show_products, lane="search-recommend")

    def _basket_ids(self) -> tuple[str, ...]:
        if self._basket is None:
            return ()
        return tuple(line.product.product_id for line in self._basket.lines)

    def _show(self, answer: RecommendAnswer) -> None:
        if answer.subject != "basket":
            card = answer.cards.get(self._id)
            self._view.show_subject(answer.subject, card.name if card is not None else self._id, card)
        self._view.show_error("")
        self._view.show_recommendations(self._rows(answer))

    def _rows(self, answer: RecommendAnswer) -> list[tuple[Any, float, list[str]]]:
        shares = bar_lengths([item.score for item in answer.items])
        return [
            (answer.cards[item.product_id], share, self._messages.reasons(item.reasons, answer.cards))
            for item, share in zip(answer.items, shares, strict=True)
            if item.product_id in answer.cards
        ]

    def _suggest(self) -> None:
        ids = self._basket_ids()
        if not ids:
            self.suggestions.emit([])
            return

        def show(answer: RecommendAnswer) -> None:
            rows = self._rows(answer)[:2]
            self.suggestions.emit([(card, sentences[0] if sentences else "") for card, _, sentences in rows])

        request = RecommendRequest("basket", ids, "hybrid", 4)
        self._runner.start("suggest", "recommend.run", request, Callbacks(show))

    def _show_customers(self, answer: CustomerList) -> None:
        rows = [(c.customer_id, c.name or c.customer_id) for c in answer.customers]
        self._view.show_subject_choices(rows)

    def _show_products(self, answer: SearchAnswer) -> None:
        rows = [(hit.product_id, answer.cards[hit.product_id].name) for hit in answer.hits]
        self._view.show_subject_choices(rows)


def bar_lengths(scores: list[float]) -> list[float]:
    """Return scores as lengths of bars, 0.15 to 1: they compare within an answer, their scale means nothing."""
    if not scores:
        return []
    low, high = min(scores), max(scores)
    span = high - low
    return [1.0 if span <= 0 else 0.15 + 0.85 * (score - low) / span for score in scores]
