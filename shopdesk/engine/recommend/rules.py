"""Pairs of products that sell together."""

from __future__ import annotations

import numpy as np
import pandas as pd

from shopdesk.engine.recommend.data import BIG_BASKET, SalesData, encode


def pair_rules(
    sales: pd.DataFrame | SalesData,
    min_count: int = 3,
    min_confidence: float = 0.0,
    min_lift: float = 0.0,
    most: int | None = None,
) -> pd.DataFrame:
    """Every two products bought together, in both directions, those that say most first.

    Parameters
    ----------
    sales : DataFrame or SalesData
        Sales, or what a recommender made of them (``model.data``); returned goods do not count.
    min_count : int
        In how many baskets both have to be.
    min_confidence, min_lift : float
        Least share of the baskets with the first product that have the other, and least multiple of chance.
    most : int, optional
        At most how many rules.

    Returns
    -------
    DataFrame
        ``product_id``, ``other_id``, ``count`` (baskets with both), ``of`` (baskets with ``product_id``),
        ``confidence`` (count / of) and ``lift``, ordered by count times log lift. A pair that is only in baskets of
        more than 500 products is not listed.
    """
    data = sales if isinstance(sales, SalesData) else encode(sales)
    pairs = data.together.tocoo()
    row, column, count = pairs.row, pairs.col, np.rint(pairs.data).astype(np.int64)
    for basket in np.flatnonzero(np.diff(data.baskets.indptr) > BIG_BASKET):
        has = np.zeros(len(data.ids), bool)
        has[data.baskets.indices[data.baskets.indptr[basket] : data.baskets.indptr[basket + 1]]] = True
        count += has[row] & has[column]
    confidence = count / np.maximum(data.sold[row], 1)
    lift = confidence * data.baskets.shape[0] / np.maximum(data.sold[column], 1)
    keep = (count >= max(min_count, 1)) & (confidence >= min_confidence) & (lift >= min_lift)
    keep = np.flatnonzero(keep)
    order = keep[np.lexsort((column[keep], row[keep], -(count[keep] * np.log(lift[keep]))))][:most]
    return pd.DataFrame(
        {
            "product_id": pd.Series(data.ids[row[order]], dtype="str"),
            "other_id": pd.Series(data.ids[column[order]], dtype="str"),
            "count": count[order],
            "of": data.sold[row[order]].astype(np.int64),
            "confidence": confidence[order],
            "lift": lift[order],
        }
    )
