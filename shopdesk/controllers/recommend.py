"""The Recommend tab's controller."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from shopdesk.controllers.base import Controller, JobRunner
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.recommend_extras import QualityController, RulesController
from shopdesk.controllers.recommend_memory import Memory
from shopdesk.controllers.requests.catalog import CustomerList, ListCustomers, ListProducts, SearchAnswer, SearchRequest
from shopdesk.controllers.requests.recommend import (
    RecommendAnswer,
    RecommendRequest,
    RefitRequest,
    WhyAnswer,
    WhyRequest,
)
from shopdesk.engine.types import Basket
from shopdesk.workers.runner import Callbacks


class RecommendController(Controller):
    """Shows what goes with a product, a customer or the basket, and follows the basket.

    Parameters
    ----------
    shop : callable, optional
        Returns the open shop, called on the store lane: subjects of late and the choice of method are kept there.

    Signals
    -------
    add_requested(product_id): the owner wants a product in the basket.
    suggestions(list): two cards with a sentence for the basket panel.
    learning(sentence, fraction): a refit in the background goes on; learned(): it is over.
    """

    lane = "recommend"
    add_requested = Signal(str)
    suggestions = Signal(list)
    learning = Signal(str, float)
    learned = Signal()

    def __init__(
        self,
        view: Any,
        runner: JobRunner,
        messages: Messages,
        shop: Callable[[], Any] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(view, runner, messages, parent)
        self._basket: Basket | None = None
        self._kind, self._id = "basket", ""
        self._answer: RecommendAnswer | None = None
        self._asked_why: WhyRequest | None = None
        self._refitting = False
        self.memory = Memory(runner, shop)
        self.quality = QualityController(view, runner, messages, self)
        self.rules = RulesController(view, runner, messages, self)
        view.subject_changed.connect(self.choose_subject)
        view.method_changed.connect(self.choose_method)
        view.weights_changed.connect(lambda _: self.refresh())
        view.weights_settled.connect(lambda _: self._settle_choice())
        view.why_requested.connect(self.ask_why)
        view.add_requested.connect(self.add_requested)
        view.subject_search_edited.connect(self.find_subject)
        view.cancel_requested.connect(self.cancel)

    def load(self) -> None:
        """Show method, weights and subjects of late as they were left, and what was measured before."""
        self.memory.load(self._show_memory, lambda: self.find_subject(""))

    def choose_subject(self, kind: str, subject_id: str) -> None:
        """Recommend for another product, customer or the basket."""
        if kind != self._kind and not subject_id and kind != "basket":
            self._kind, self._id = kind, ""
            self._runner.cancel_lane(self.lane)
            self.find_subject("")
            return
        other_kind = kind != self._kind
        self._kind, self._id = kind, subject_id
        self.refresh()
        if other_kind:  # the list at the left must be of the same kind as the subject
            self.find_subject("")

    def choose_method(self, _method: str) -> None:
        """Recommend with another method."""
        self.refresh()
        self._settle_choice()

    def follow_basket(self, basket: Basket) -> None:
        """Take note of the basket; its suggestions and, if it is the subject, the list follow."""
        self._basket = basket
        self._suggest()
        if self._kind == "basket":
            self.refresh()

    def refresh(self) -> None:
        """Ask again for the present subject, method and weights."""
        ids = self._subject_ids()
        if self._kind != "basket" and not ids:
            return
        if self._kind == "basket":
            self._view.show_subject("basket", self.tr("The basket"), None)
        weights = dict(self._view.weights) if self._view.method == "hybrid" else {}
        request = RecommendRequest(
            self._kind, ids, self._view.method, customer_id=self._basket_customer(), weights=weights
        )
        self.ask("recommend.run", request, self._show)

    def ask_why(self, product_id: str) -> None:
        """Ask for the evidence of one recommendation; what stands there already is not asked for again."""
        if self._answer is None:
            return
        request = WhyRequest(product_id, self._kind, self._subject_ids(), self._answer.method, self._basket_customer())
        if request == self._asked_why:
            return
        self._asked_why = request
        self._runner.start("why", "recommend.why", request, Callbacks(self._show_why, self._forget_why))

    def find_subject(self, text: str) -> None:
        """List products or customers to choose from."""
        self._searched = bool(text.strip())
        if self._kind == "basket":
            self._view.show_subject_choices([], self.memory.recent())
        elif self._kind == "customer":
            self.ask("customers.list", ListCustomers(text), self._show_customers, lane="search-recommend")
        else:
            name, request = ("search.find", SearchRequest(text)) if text.strip() else ("products.list", ListProducts())
            self.ask(name, request, self._show_products, lane="search-recommend")

    def _subject_ids(self) -> tuple[str, ...]:
        if self._kind != "basket":
            return (self._id,) if self._id else ()
        if self._basket is None:
            return ()
        return tuple(line.product.product_id for line in self._basket.lines)

    def _basket_customer(self) -> str | None:
        return self._basket.customer_id if self._kind == "basket" and self._basket is not None else None

    # --- answers ------------------------------------------------------------------------------------

    def _show(self, answer: RecommendAnswer) -> None:
        self._answer, self._asked_why = answer, None
        self.memory.note_subject(answer.subject, self._id)
        if answer.subject == "customer" and answer.customer is not None:
            self._view.show_subject("customer", answer.customer.name or self._id, answer.customer)
        elif answer.subject != "basket":
            card = answer.cards.get(self._id)
            self._view.show_subject(answer.subject, card.name if card is not None else self._id, card)
        self._view.show_error("")
        self._view.show_as_of(answer.as_of)
        self._view.show_recommendations(self._rows(answer))
        if answer.refit:
            self._refit()

    def _show_why(self, answer: WhyAnswer) -> None:
        wanted = answer.evidence.product_id
        items = self._answer.items if self._answer is not None else []
        order = [reason.kind for item in items if item.product_id == wanted for reason in item.reasons]
        self._view.show_evidence(answer.evidence, answer.cards, answer.baskets, answer.customers, order)

    def _forget_why(self, error: Any) -> None:
        self._asked_why = None
        self.failed(error)

    def _rows(self, answer: RecommendAnswer) -> list[tuple[Any, float, list[str]]]:
        shares = bar_lengths([item.score for item in answer.items])
        return [
            (answer.cards[item.product_id], share, self._messages.reasons(item.reasons, answer.cards))
            for item, share in zip(answer.items, shares, strict=True)
            if item.product_id in answer.cards
        ]

    def _suggest(self) -> None:
        ids = tuple(line.product.product_id for line in self._basket.lines) if self._basket is not None else ()
        if not ids:
            self.suggestions.emit([])
            return

        def show(answer: RecommendAnswer) -> None:
            rows = self._rows(answer)[:2]
            self.suggestions.emit([(card, sentences[0] if sentences else "") for card, _, sentences in rows])

        customer = self._basket.customer_id if self._basket is not None else None
        request = RecommendRequest("basket", ids, "hybrid", 4, customer)
        self._runner.start("suggest", "recommend.run", request, Callbacks(show))

    def _show_customers(self, answer: CustomerList) -> None:
        recent = [] if self._searched else self.memory.recent_customers()
        self._view.show_subject_choices(list(answer.customers), recent)

    def _show_products(self, answer: SearchAnswer) -> None:
        recent = [] if self._searched else self.memory.recent_products()
        self._view.show_subject_choices([answer.cards[hit.product_id] for hit in answer.hits], recent)

    # --- what is kept and what is learned -----------------------------------------------------------

    _searched = False

    def _show_memory(self, method: str, weights: dict[str, float]) -> None:
        self._view.show_choice(method, weights)
        self.quality.show_kept(method)
        self.refresh()

    def _settle_choice(self) -> None:
        self.memory.note_choice(self._view.method, dict(self._view.weights))
        self.quality.show_kept(self._view.method)

    def _refit(self) -> None:
        """Learn from all sales again in the background; the answers on screen are asked for once more at its end."""
        if self._refitting:
            return
        self._refitting = True

        def over(*_: object) -> None:
            self._refitting = False
            self.learned.emit()

        def done(_: object) -> None:
            over()
            self.refresh()

        def progress(fraction: float, stage: str) -> None:
            self.learning.emit(self._messages.stage(stage), fraction)

        self._runner.start("learn", "recommend.refit", RefitRequest(), Callbacks(done, over, progress, None, over))


def bar_lengths(scores: list[float]) -> list[float]:
    """Return scores as lengths of bars, 0.15 to 1: they compare within an answer, their scale means nothing."""
    if not scores:
        return []
    low, high = min(scores), max(scores)
    span = high - low
    return [1.0 if span <= 0 else 0.15 + 0.85 * (score - low) / span for score in scores]
