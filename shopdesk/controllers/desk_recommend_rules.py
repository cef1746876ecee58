"""Pairs of products that sell together, filtered, ordered and written to a file."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.controllers.requests.recommend import RulesAnswer, RulesRequest
from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError
from shopdesk.engine.types import PairRule
from shopdesk.store.sheets import write_csv

if TYPE_CHECKING:
    import pandas as pd

    from shopdesk.controllers.desk_recommend_models import ShopModels
    from shopdesk.store.shop import Shop

LEAST = 2  # one basket with both says nothing
COLUMNS = ("product_id", "other_id", "count", "of", "confidence", "lift")
ORDERS = ("strength", "product", "other", "count", "confidence", "lift")
HEADER = (
    "product_id",
    "product",
    "with_product_id",
    "with_product",
    "baskets_with_both",
    "baskets_with_product",
    "confidence",
    "lift",
)


class Rules:
    """Counts the pairs once per state of the sales and answers filters from that."""

    def __init__(self, shop: Shop, models: ShopModels) -> None:
        self._shop = shop
        self._models = models
        self._lock = threading.Lock()
        self._kept: tuple[str, pd.DataFrame, int] | None = None

    def find(self, request: RulesRequest, ctx: JobContext = NULL_CONTEXT) -> RulesAnswer:
        """Return the rules that pass the filter; with a path, write them all."""
        if request.order not in ORDERS:
            raise DataError("recommend.unknown_order", name=request.order)
        frame, baskets = self._table(ctx)
        keep = (
            (frame["count"] >= request.min_count)
            & (frame["confidence"] >= request.min_confidence)
            & (frame["lift"] >= request.min_lift)
        )
        for word in request.text.casefold().split():
            keep &= frame["text"].str.contains(word, regex=False)
        found = _ordered(frame[keep], request)
        ctx.raise_if_cancelled()
        if request.path:
            columns = ["product_id", "product", "other_id", "other", "count", "of", "confidence", "lift"]
            write_csv(Path(request.path), HEADER, map(_cells, found[columns].itertuples(index=False, name=None)))
        rules = [
            PairRule(str(a), str(b), int(count), int(of), float(confidence), float(lift))
            for a, b, count, of, confidence, lift in found[list(COLUMNS)]
            .head(request.most)
            .itertuples(index=False, name=None)
        ]
        named = dict.fromkeys(key for rule in rules for key in (rule.product_id, rule.other_id))
        cards = {card.product_id: card for card in self._shop.cards(list(named))}
        return RulesAnswer(rules, cards, len(found), baskets)

    def _table(self, ctx: JobContext) -> tuple[pd.DataFrame, int]:
        from shopdesk.engine.recommend import pair_rules

        model = self._models.get("item", ctx)
        with self._lock:
            state = self._models.state
            if self._kept is None or self._kept[0] != state:
                ctx.raise_if_cancelled()
                frame = pair_rules(model.data, min_count=LEAST)
                ids = list(dict.fromkeys([*frame["product_id"], *frame["other_id"]]))
                names = {card.product_id: card.name for card in self._shop.cards(ids)}
                frame = frame[frame["product_id"].isin(names) & frame["other_id"].isin(names)]
                frame = frame.assign(product=frame["product_id"].map(names), other=frame["other_id"].map(names))
                text = (frame["product"] + " " + frame["other"]).str.casefold()
                self._kept = (state, frame.assign(text=text.astype(object)), int(model.data.baskets.shape[0]))
            return self._kept[1], self._kept[2]


def _ordered(frame: pd.DataFrame, request: RulesRequest) -> pd.DataFrame:
    if request.order == "strength":
        return frame if request.descending else frame[::-1]
    return frame.sort_values(request.order, ascending=not request.descending, kind="stable")


def _cells(row: tuple[Any, ...]) -> tuple[Any, ...]:
    *names, count, of, confidence, lift = row
    return (*map(str, names), int(count), int(of), round(float(confidence), 4), round(float(lift), 3))
