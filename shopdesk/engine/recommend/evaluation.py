"""How good a recommender is on held-out baskets, with intervals."""

from __future__ import annotations

import copy
from collections.abc import Iterable

import numpy as np
import pandas as pd

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError
from shopdesk.engine.recommend.base import Recommender
from shopdesk.engine.recommend.data import SalesData, encode
from shopdesk.engine.types import Metrics

SAMPLES = 1000


def _questions(data: SalesData, protocol: str, most: int, seed: int) -> tuple[np.ndarray, list[tuple[int, list[int]]]]:
    """Mask of the held-out baskets, and for each question its basket and the products wanted."""
    items = [data.baskets.indices[a:b] for a, b in zip(data.baskets.indptr, data.baskets.indptr[1:], strict=False)]
    held = np.zeros(len(items), bool)
    if protocol == "last_basket":
        order, start = data.visits
        held[order[start[1:][np.diff(start) >= 2] - 1]] = True
        asked = [(int(b), [int(i) for i in items[b]]) for b in np.flatnonzero(held)]
    else:
        held[int(np.ceil(len(items) * 0.8)) :] = True
        asked = [(int(b), [int(i)]) for b in np.flatnonzero(held) if len(items[b]) >= 2 for i in items[b]]
    if len(asked) > most:
        asked = [asked[n] for n in np.sort(np.random.default_rng(seed).choice(len(asked), most, replace=False))]
    return held, asked


def evaluate(
    recommender: Recommender,
    sales: pd.DataFrame,
    protocol: str = "last_basket",
    k: int = 10,
    products: pd.DataFrame | None = None,
    most: int = 2000,
    ctx: JobContext = NULL_CONTEXT,
    seed: int = 0,
) -> Metrics:
    """Fit a copy on earlier baskets and score it on held-out ones; the recommender itself stays as it is.

    ``last_basket`` holds out the last basket of every customer with two or more; ``leave_one_item_out`` takes the
    newest fifth of the baskets and asks for each product given the rest. Intervals are 95 % bootstrap intervals.
    """
    if protocol not in ("last_basket", "leave_one_item_out"):
        raise DataError("recommend.unknown_protocol", name=protocol)
    data = encode(sales, products)
    held, asked = _questions(data, protocol, most, seed)
    if not asked or held.all():
        return Metrics(0.0, 0.0, 0.0, 0.0, 0, dict.fromkeys(("hit_rate", "recall", "ndcg"), (0.0, 0.0)))
    model = copy.deepcopy(recommender).fit_data(data.subset(~held), ctx)
    at = [pd.Timestamp(data.times[b] * 86_400e9) for b, _ in asked]
    who = [str(data.customers[data.buyer[b]]) if data.buyer[b] >= 0 else None for b, _ in asked]
    if protocol == "last_basket":
        answers = model.for_customers(who, k=k, at=at)
    else:
        given = [[str(data.ids[i]) for i in data.baskets[b].indices if int(i) not in want] for b, want in asked]
        answers = model.for_baskets(given, k=k, customer_ids=who, at=at)
    wanted = [[str(data.ids[i]) for i in want] for _, want in asked]
    return _metrics(answers, wanted, k, len(data.ids), seed)


def _metrics(answers: list[list[str]], wanted: list[list[str]], k: int, width: int, seed: int) -> Metrics:
    figures = np.array([_one(got, set(want), k) for got, want in zip(answers, wanted, strict=True)])
    mean = figures.mean(axis=0)
    rng = np.random.default_rng(seed)
    draws = np.stack([figures[rng.integers(0, len(figures), len(figures))].mean(axis=0) for _ in range(SAMPLES)])
    low, high = np.percentile(draws, [2.5, 97.5], axis=0)
    names = ("hit_rate", "recall", "ndcg")
    spans = {name: (float(low[n]), float(high[n])) for n, name in enumerate(names)}
    shown = len({item for got in answers for item in got})
    return Metrics(float(mean[0]), float(mean[1]), float(mean[2]), shown / max(width, 1), len(figures), spans)


def _one(got: Iterable[str], want: set[str], k: int) -> tuple[float, float, float]:
    hits = [item in want for item in got][:k]
    ideal = sum(1 / np.log2(n + 2) for n in range(min(k, len(want))))
    gain = sum(hit / np.log2(n + 2) for n, hit in enumerate(hits))
    return float(any(hits)), sum(hits) / len(want), float(gain / ideal)
