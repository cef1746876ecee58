"""What stands behind one recommendation: the baskets, the neighbours, the distances, the dates."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from shopdesk.engine.recommend.data import SalesData, common
from shopdesk.engine.recommend.reasons import (
    MOST_GIVEN,
    POPULAR_DAYS,
    anchors,
    pair_strength,
    recent_baskets,
    visits_until,
)
from shopdesk.engine.types import Evidence, LikeEvidence, NeighbourEvidence, PairEvidence

if TYPE_CHECKING:
    from shopdesk.engine.recommend.base import Neighbourhood, Queries
    from shopdesk.engine.recommend.content import ContentVectors


def gathered(
    data: SalesData,
    queries: Queries,
    number: int,
    product_id: str,
    content: ContentVectors | None,
    neighbours: Neighbourhood | None,
    most: int,
) -> Evidence:
    """The evidence for one product in answer to one question; empty for an unknown product (``number`` -1)."""
    if number < 0:
        return Evidence(product_id)
    at = float(queries.at[0])
    given = queries.given.indices[: queries.given.indptr[1]][:MOST_GIVEN]
    visits = visits_until(data, int(queries.customers[0]), at)
    rows = data.baskets_with(number)
    low, high = recent_baskets(data, at)
    dates, every, since = _repeats(data, rows, visits, at)
    return Evidence(
        product_id,
        pairs=_pairs(data, rows, given, most),
        neighbours=_near(data, number, neighbours, most),
        neighbours_of=0 if neighbours is None else int(neighbours.bought.shape[0]),
        likes=_likes(data, number, anchors(data, given, visits), content, most),
        repeats=dates,
        every_days=every,
        days_since=since,
        popular_count=int(((rows >= low) & (rows < high)).sum()),
        popular_days=POPULAR_DAYS,
        popular_of=high - low,
        sold=len(rows),
    )


def _pairs(data: SalesData, rows: np.ndarray, given: np.ndarray, most: int) -> tuple[PairEvidence, ...]:
    found = []
    for other in given:
        both = common(rows, data.baskets_with(int(other)))
        if len(both):
            of = int(data.sold[other])
            lift = len(both) * data.baskets.shape[0] / (of * len(rows))
            names = tuple(str(data.basket_ids[row]) for row in both[::-1][:most])
            found.append(PairEvidence(str(data.ids[other]), names, len(both), of, lift))
    return tuple(sorted(found, key=lambda pair: (-pair_strength(pair.count, pair.lift), pair.product_id)))


def _near(data: SalesData, number: int, found: Neighbourhood | None, most: int) -> tuple[NeighbourEvidence, ...]:
    if found is None:
        return ()
    column = found.bought[:, number].tocoo()
    order = np.argsort(column.row, kind="stable")[:most]
    answer = []
    for row, times in zip(column.row[order], column.data[order], strict=True):
        owner, similarity = int(found.rows[row]), float(found.similarity[row])
        if found.of_customers:
            answer.append(NeighbourEvidence(str(data.customers[owner]), similarity, int(times)))
        else:
            buyer = int(data.buyer[owner])
            who = str(data.customers[buyer]) if buyer >= 0 else None
            answer.append(NeighbourEvidence(who, similarity, int(times), str(data.basket_ids[owner])))
    return tuple(answer)


def _likes(
    data: SalesData, number: int, others: np.ndarray, content: ContentVectors | None, most: int
) -> tuple[LikeEvidence, ...]:
    if content is None or not content.useful:
        return ()
    others = others[others != number]
    distance = content.distances(np.array([number]))[0][others]
    prices = data.products["price"].to_numpy()
    found = []
    for place in np.lexsort((others, distance))[:most]:
        other, apart = int(others[place]), float(distance[place])
        words, same = content.shared(number, other)
        price, other_price = (float(p) if np.isfinite(p) else None for p in (prices[number], prices[other]))
        parts = content.parts(number, other)
        key = str(data.ids[other])
        found.append(LikeEvidence(key, apart, 1.0 / (1.0 + apart), words, same, price, other_price, *parts))
    return tuple(found)


def _repeats(
    data: SalesData, rows: np.ndarray, visits: np.ndarray, at: float
) -> tuple[tuple[datetime, ...], float | None, float | None]:
    times = np.sort(data.times[common(rows, np.sort(visits))])
    if len(times) == 0:
        return (), None, None
    stamps = tuple(pd.Timestamp(round(day * 86_400_000), unit="ms", tz="UTC") for day in times)
    every = float((times[-1] - times[0]) / (len(times) - 1)) if len(times) > 1 else None
    return stamps, every, float(at - times[-1])
