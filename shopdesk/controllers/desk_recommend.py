"""Recommendations for the shop's own products, from models fitted to its own sales."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from shopdesk.controllers.requests.recommend import EvaluateAnswer, EvaluateRequest, RecommendAnswer, RecommendRequest
from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError, NotFound

if TYPE_CHECKING:
    from shopdesk.store.shop import Shop

REFIT_AFTER_SALES = 25
"""A model is fitted again after this many sales: one basket among thousands moves nothing that can be seen."""

METHODS = ("hybrid", "content", "user", "item", "popularity")


class RecommendDesk:
    """Fits each method once per state of the shop's sales and answers from it."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._lock = threading.Lock()
        self._fitted: dict[str, Any] = {}
        self._seen = (-1, -1)

    def warm(self, ctx: JobContext = NULL_CONTEXT) -> None:
        """Fit the default method."""
        self._model("hybrid", ctx)

    def run(self, request: RecommendRequest, ctx: JobContext = NULL_CONTEXT) -> RecommendAnswer:
        """Recommend products for the subject, out-of-stock and switched-off ones left out."""
        self._check(request)
        model = self._model(request.method, ctx)
        available = set(self._shop.available_ids())
        wanted = request.k
        # ask for more than is shown: some may be out of stock
        asked = wanted * 3 + 10
        if request.subject == "customer":
            items = model.for_customer(request.ids[0], k=asked)
        elif request.subject == "product":
            items = model.similar(request.ids[0], k=asked)
        else:
            items = model.for_basket(list(request.ids), k=asked)
        items = [item for item in items if item.product_id in available][:wanted]
        named = {item.product_id for item in items}
        for item in items:
            named.update(str(r.values["product_id"]) for r in item.reasons if "product_id" in r.values)
        cards = {card.product_id: card for card in self._shop.cards(sorted(named))}
        return RecommendAnswer(request.subject, items, cards, request.method)

    def evaluate(self, request: EvaluateRequest, ctx: JobContext = NULL_CONTEXT) -> EvaluateAnswer:
        """Measure a method and popularity on the same held-out baskets of the shop."""
        from shopdesk.engine.recommend import Popularity, evaluate

        sales = self._shop.sales_frame()
        figures = evaluate(self._make(request.method), sales, protocol="last_basket")
        ctx.raise_if_cancelled()
        return EvaluateAnswer(request.method, figures, evaluate(Popularity(), sales, protocol="last_basket"))

    def _check(self, request: RecommendRequest) -> None:
        if request.method not in METHODS:
            raise DataError("recommend.unknown_method", method=request.method)
        if request.subject == "customer":
            if not self._shop.has_customer(request.ids[0]):
                raise NotFound("customer.unknown", customer_id=request.ids[0])
            return
        known = {card.product_id for card in self._shop.cards(list(request.ids))}
        for product_id in request.ids:
            if product_id not in known:
                raise NotFound("product.unknown", product_id=product_id)

    def _make(self, method: str) -> Any:
        from shopdesk.engine import recommend

        makers: dict[str, Any] = {
            "hybrid": recommend.HybridRecommender,
            "content": recommend.ContentRecommender,
            "user": recommend.UserNeighbours,
            "item": recommend.ItemNeighbours,
            "popularity": recommend.Popularity,
        }
        return makers[method]()

    def _model(self, method: str, ctx: JobContext) -> Any:
        with self._lock:
            catalog, sold = self._shop.counter("products"), self._shop.counter("sales")
            if catalog != self._seen[0] or sold - self._seen[1] >= REFIT_AFTER_SALES:
                self._fitted, self._seen = {}, (catalog, sold)
            if method not in self._fitted:
                ctx.progress(0.05, "fitting_recommender")
                sales, products = self._shop.sales_frame(), self._shop.products_frame()
                ctx.raise_if_cancelled()
                self._fitted[method] = self._make(method).fit(sales, products)
            return self._fitted[method]
