"""How good a recommender is on held-out baskets, with intervals."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError
from shopdesk.engine.recommend.base import Recommender
from shopdesk.engine.recommend.data import SalesData, encode
from shopdesk.engine.recommend.popularity import Popularity
from shopdesk.engine.types import Metrics

SAMPLES = 1000
FEW_QUESTIONS = 50
"""Held-out questions below which no verdict is given: too few sales to say."""

NAMES = ("hit_rate", "recall", "ndcg")


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
    against_popularity: bool = True,
) -> Metrics:
    """Fit a copy on earlier baskets and score it on held-out ones; the recommender itself stays as it is.

    ``last_basket`` holds out the last basket of every customer with two or more; ``leave_one_item_out`` takes the
    newest fifth of the baskets and asks for each product given the rest.
    Intervals are 95 % bootstrap intervals over baskets; the difference to :class:`Popularity` on the same questions is
    paired. Below ``FEW_QUESTIONS`` questions the verdict is ``too_few``.
    """
    if protocol not in ("last_basket", "leave_one_item_out"):
        raise DataError("recommend.unknown_protocol", name=protocol)
    data = encode(sales, products)
    held, asked = _questions(data, protocol, most, seed)
    if not asked or held.all():
        verdict = "too_few" if against_popularity else ""
        return Metrics(0.0, 0.0, 0.0, 0.0, 0, dict.fromkeys(NAMES, (0.0, 0.0)), verdict=verdict, enough=FEW_QUESTIONS)
    earlier = data.subset(~held)
    baskets = np.array([b for b, _ in asked])
    model = copy.deepcopy(recommender).fit_data(earlier, ctx)
    figures, shown = _figures(model, data, asked, protocol, k)
    mean = figures.mean(axis=0)
    low, high = np.percentile(_drawn(figures, baskets, seed), [2.5, 97.5], axis=0)
    spans = {name: (float(low[n]), float(high[n])) for n, name in enumerate(NAMES)}
    coverage = shown / max(len(data.ids), 1)
    hit, recall, ndcg = map(float, mean)
    metrics = Metrics(hit, recall, ndcg, coverage, len(figures), spans, enough=FEW_QUESTIONS)
    if not against_popularity:
        return metrics
    popular, _ = _figures(Popularity().fit_data(earlier), data, asked, protocol, k)
    return _compared(metrics, figures, popular, baskets, seed)


def _figures(
    model: Recommender, data: SalesData, asked: list[tuple[int, list[int]]], protocol: str, k: int
) -> tuple[np.ndarray, int]:
    """Hit, recall and NDCG of each question, and how many different products were shown."""
    at = [pd.Timestamp(data.times[b] * 86_400e9) for b, _ in asked]
    who = [str(data.customers[data.buyer[b]]) if data.buyer[b] >= 0 else None for b, _ in asked]
    if protocol == "last_basket":
        answers = model.for_customers(who, k=k, at=at)
    else:
        given = [[str(data.ids[i]) for i in data.baskets[b].indices if int(i) not in want] for b, want in asked]
        answers = model.for_baskets(given, k=k, customer_ids=who, at=at)
    wanted = [{str(data.ids[i]) for i in want} for _, want in asked]
    figures = np.array([_one(got, want, k) for got, want in zip(answers, wanted, strict=True)])
    return figures, len({item for got in answers for item in got})


def _drawn(figures: np.ndarray, baskets: np.ndarray, seed: int) -> np.ndarray:
    """Means over baskets drawn with replacement: questions of one basket stand and fall together."""
    _, block = np.unique(baskets, return_inverse=True)
    sums = np.stack([np.bincount(block, weights=column) for column in figures.T], axis=1)
    sizes = np.bincount(block)
    rng = np.random.default_rng(seed)
    draws = rng.multinomial(len(sizes), np.full(len(sizes), 1 / len(sizes)), size=SAMPLES)
    return (draws @ sums) / (draws @ sizes)[:, None]


def _compared(metrics: Metrics, figures: np.ndarray, popular: np.ndarray, baskets: np.ndarray, seed: int) -> Metrics:
    """The metrics beside those of popularity on the same questions."""
    mean = popular.mean(axis=0)
    low, high = np.percentile(_drawn(figures - popular, baskets, seed), [2.5, 97.5], axis=0)
    step = (figures - popular).mean(axis=0)
    span = {name: (float(step[n]), float(low[n]), float(high[n])) for n, name in enumerate(NAMES)}
    _, least, most = span["ndcg"]
    verdict = "better" if least > 0 else "worse" if most < 0 else "same"
    if metrics.n < FEW_QUESTIONS:
        verdict = "too_few"
    baseline = {name: float(mean[n]) for n, name in enumerate(NAMES)}
    return replace(metrics, baseline=baseline, difference=span, verdict=verdict)


def _one(got: Iterable[str], want: set[str], k: int) -> tuple[float, float, float]:
    hits = [item in want for item in got][:k]
    ideal = sum(1 / np.log2(n + 2) for n in range(min(k, len(want))))
    gain = sum(hit / np.log2(n + 2) for n, hit in enumerate(hits))
    return float(any(hits)), sum(hits) / len(want), float(gain / ideal)
