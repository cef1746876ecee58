"""Recommendations for the shop's own products, with the evidence for each, and the pairs that sell together."""

from __future__ import annotations

import copy
import dataclasses
import math
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from shopdesk.controllers.desk_recommend_models import METHODS, ShopModels
from shopdesk.controllers.desk_recommend_quality import Quality
from shopdesk.controllers.desk_recommend_rules import Rules
from shopdesk.controllers.requests.recommend import (
    EvaluateAnswer,
    EvaluateRequest,
    RecommendAnswer,
    RecommendRequest,
    RefitRequest,
    RulesAnswer,
    RulesRequest,
    SubjectsAnswer,
    SubjectsRequest,
    WhyAnswer,
    WhyRequest,
)
from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError, NotFound
from shopdesk.engine.types import CustomerCard, Evidence, Reason, Recommendation

if TYPE_CHECKING:
    from shopdesk.store.shop import Shop

QUIET_DAYS = 7
"""A shop that sold nothing for so long is looked at as of its last sale: nothing is popular in an empty month."""

PAIRS_WITH_BASKETS = 8
DAY = 86_400.0
HOUR = 1 / 24
EPOCH = datetime(1970, 1, 1)


class RecommendDesk:
    """Answers from the fitted models of the shop."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._models = ShopModels(shop)
        self._rules = Rules(shop, self._models)
        self._quality = Quality(shop, self._models)

    def warm(self, ctx: JobContext = NULL_CONTEXT) -> None:
        """Fit the default method."""
        self._models.get("hybrid", ctx)

    def refit(self, _request: RefitRequest, ctx: JobContext = NULL_CONTEXT) -> None:
        """Learn from all sales again; the models at hand answer meanwhile."""
        self._models.refit(ctx)

    def run(self, request: RecommendRequest, ctx: JobContext = NULL_CONTEXT) -> RecommendAnswer:
        """Recommend products for the subject, out-of-stock and switched-off ones left out."""
        customer = self._check(request)
        model, at, as_of = self._asked(request.method, request.weights, ctx)
        model.available = set(self._shop.available_ids())
        if request.subject == "customer":
            items = model.for_customer(request.ids[0], k=request.k, at=_stamp(at))
        elif request.subject == "product":
            items = model.similar(request.ids[0], k=request.k, at=_stamp(at))
        else:
            items = model.for_basket(list(request.ids), k=request.k, customer_id=request.customer_id, at=_stamp(at))
        of_baskets = request.method == "user" and request.subject != "customer" and bool(request.ids)
        items = [_completed(item, at, of_baskets) for item in items]
        named = {item.product_id for item in items} | (set(request.ids) if request.subject == "product" else set())
        for item in items:
            named.update(str(r.values["product_id"]) for r in item.reasons if "product_id" in r.values)
        cards = {card.product_id: card for card in self._shop.cards(sorted(named))}
        items = [item for item in items if item.product_id in cards]
        pays = self._models.refit_pays
        return RecommendAnswer(request.subject, items, cards, request.method, customer, as_of, pays)

    def why(self, request: WhyRequest, ctx: JobContext = NULL_CONTEXT) -> WhyAnswer:
        """Gather what stands behind one recommendation: baskets, neighbours, distances, dates."""
        self._check(request)
        model, at, as_of = self._asked(request.method, {}, ctx)
        if request.subject == "customer":
            basket: list[str] = []
            customer_id: str | None = request.ids[0]
        else:
            basket, customer_id = list(request.ids), request.customer_id
        found: Evidence = model.evidence(request.product_id, basket, customer_id, _stamp(at), request.most)
        ids = [key for pair in found.pairs[:PAIRS_WITH_BASKETS] for key in pair.baskets]
        ids += [near.basket_id for near in found.neighbours if near.basket_id is not None]
        baskets = {basket.basket_id: basket for basket in self._shop.sold_baskets(list(dict.fromkeys(ids)))}
        named = {request.product_id, *(p.product_id for p in found.pairs), *(x.product_id for x in found.likes)}
        cards = {card.product_id: card for card in self._shop.cards(sorted(named))}
        people = [near.customer_id for near in found.neighbours if near.customer_id is not None]
        customers = {card.customer_id: card.name for card in self._shop.customer_cards(list(dict.fromkeys(people)))}
        # The engine counts in the shop's own clock; its moments carry no zone that would mean anything here.
        found = dataclasses.replace(found, repeats=tuple(_plain_time(moment) for moment in found.repeats))
        return WhyAnswer(found, cards, baskets, customers, as_of)

    def rules(self, request: RulesRequest, ctx: JobContext = NULL_CONTEXT) -> RulesAnswer:
        """Return the pairs that sell together, or write them to a file as well."""
        return self._rules.find(request, ctx)

    def evaluate(self, request: EvaluateRequest, ctx: JobContext = NULL_CONTEXT) -> EvaluateAnswer | None:
        """Measure a method and popularity on the same held-out baskets of the shop; kept while the sales stay."""
        return self._quality.measure(request, ctx)

    def subjects(self, request: SubjectsRequest, ctx: JobContext = NULL_CONTEXT) -> SubjectsAnswer:
        """Return the cards of products and customers, those that are gone left out."""
        products = [key for kind, key in request.subjects if kind == "product"]
        people = [key for kind, key in request.subjects if kind == "customer"]
        cards = {card.product_id: card for card in self._shop.cards(products)}
        customers = {card.customer_id: card for card in self._shop.customer_cards(people)}
        there = tuple(
            (kind, key) for kind, key in request.subjects if key in (cards if kind == "product" else customers)
        )
        return SubjectsAnswer(there, cards, customers)

    def _check(self, request: RecommendRequest | WhyRequest) -> CustomerCard | None:
        if request.method not in METHODS:
            raise DataError("recommend.unknown_method", method=request.method)
        if request.subject == "customer":
            found = self._shop.customer_cards([request.ids[0]])
            if not found:
                raise NotFound("customer.unknown", customer_id=request.ids[0])
            return found[0]
        known = {card.product_id for card in self._shop.cards(list(request.ids))}
        for product_id in request.ids:
            if product_id not in known:
                raise NotFound("product.unknown", product_id=product_id)
        return None

    def _asked(self, method: str, weights: dict[str, float], ctx: JobContext) -> tuple[Any, float, datetime | None]:
        """A copy of the model for one question, the day it is asked for, and that day if it is not today."""
        shared = self._models.get(method, ctx)
        model = shared.with_weights(weights) if method == "hybrid" and weights else copy.copy(shared)
        now, end = (datetime.now() - EPOCH).total_seconds() / DAY, float(shared.data.end)
        if len(shared.data.times) == 0 or -HOUR <= now - end <= QUIET_DAYS:  # tills do not agree to the second
            return model, max(now, end), None
        return model, end, EPOCH + timedelta(days=end)


def _stamp(day: float) -> Any:
    import pandas as pd

    return pd.Timestamp(math.ceil(day * DAY * 1e6) * 1000)


def _plain_time(moment: datetime) -> datetime:
    return datetime(*moment.timetuple()[:6])


def _completed(item: Recommendation, at: float, of_baskets: bool) -> Recommendation:
    """Add to the reasons what their sentences need.

    "Days ago" is counted by the calendar: a sale of last night was yesterday, not 0.4 days ago. Neighbours of a basket
    are baskets, not customers.
    """
    reasons = []
    for reason in item.reasons:
        values = dict(reason.values)
        if "days_since" in values:
            values["days_ago"] = math.floor(at) - math.floor(at - float(values["days_since"]))
        if reason.kind == "neighbours":
            values["of_baskets"] = of_baskets
        reasons.append(Reason(reason.kind, values))
    return Recommendation(item.product_id, item.score, reasons)
