"""The frames that the store hands to the engine. Moments in frames are UTC without a zone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Select, func, select

from shopdesk.store.queries import all_ratings, chunks, current_minor
from shopdesk.store.schema import barcodes, baskets, customers, lines, prices, products
from shopdesk.store.values import to_ms

BATCH = 100_000


def moments(values: np.ndarray | list[int]) -> np.ndarray:
    """Milliseconds since 1970 as numpy moments, in the unit that pandas itself makes."""
    return np.asarray(values, dtype=np.int64).astype("datetime64[ms]").astype("datetime64[us]")


def products_frame(connection: Connection, digits: int) -> pd.DataFrame:
    """One row per active product, prices in major units."""
    codes: dict[int, list[str]] = defaultdict(list)
    for product, code in connection.execute(select(barcodes.c.product, barcodes.c.code).order_by(barcodes.c.id)):
        codes[product].append(code)
    query = (
        select(
            products.c.id,
            products.c.product_id,
            products.c.name,
            products.c.category,
            products.c.brand,
            current_minor("price", to_ms()).label("price"),
            products.c.description,
            products.c.sku,
            products.c.unit,
        )
        .where(products.c.active.is_(True))
        .order_by(products.c.id)
    )
    rows = connection.execute(query).all()
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [()] * 9
    frame = pd.DataFrame(
        {
            "product_id": pd.Series(columns[1], dtype="str"),
            "name": pd.Series(columns[2], dtype="str"),
            "category": pd.Series(columns[3], dtype="str"),
            "brand": pd.Series(columns[4], dtype="str"),
            "price": np.array([minor or 0 for minor in columns[5]], dtype=float) / 10**digits,
            "description": pd.Series(columns[6], dtype="str"),
            "sku": pd.Series([sku or "" for sku in columns[7]], dtype="str"),
            "unit": pd.Series(columns[8], dtype="str"),
        }
    )
    frame["barcodes"] = pd.Series([codes.get(key, []) for key in columns[0]], dtype=object)
    return frame


def _columns(connection: Connection, query: Select[Any], types: tuple[str, ...]) -> list[np.ndarray]:
    """Read columns of numbers batch by batch: millions of rows never stand in memory as Python objects.

    It reads the driver's own cursor, which has plain tuples: twice as fast. Whole numbers below 2 ** 53 are exact.
    """
    width = len(types)
    parts = [np.empty((0, width))]
    cursor: Any = connection.execute(query).cursor
    while batch := cursor.fetchmany(BATCH):
        flat = np.fromiter(chain.from_iterable(batch), dtype=float, count=len(batch) * width)
        parts.append(flat.reshape(-1, width))
    table = np.concatenate(parts)
    return [table[:, i].astype(kind) for i, kind in enumerate(types)]


def _names(connection: Connection, key: Any, name: Any) -> tuple[np.ndarray, np.ndarray]:
    """The text ids of a table, sorted by key, with None at the end for a key that is missing."""
    rows = connection.execute(select(key, name).order_by(key)).all()
    keys = np.array([row[0] for row in rows], dtype=np.int64)
    return keys, np.array([row[1] for row in rows] + [None], dtype=object)


def sales_frame(connection: Connection, digits: int, since: datetime | None) -> pd.DataFrame:
    """One row per sold line in the order of sale, prices in major units."""
    sold = baskets.c.status == "completed"
    if since is not None:
        sold = sold & (baskets.c.sold_at >= to_ms(since))
    header = select(baskets.c.id, func.coalesce(baskets.c.customer, -1), baskets.c.sold_at).where(sold)
    basket, customer, sold_at = _columns(connection, header.order_by(baskets.c.id), ("i8", "i8", "i8"))
    body = select(lines.c.basket, lines.c.product, lines.c.quantity, lines.c.unit_price, lines.c.discount)
    if since is not None:
        body = body.join(baskets, baskets.c.id == lines.c.basket).where(sold)
    elif len(basket):
        body = body.where(lines.c.basket >= int(basket[0]))
    of, product, quantity, price, discount = _columns(connection, body, ("i8", "i8", "f8", "f8", "f8"))
    there = quantity != 0
    price[there] -= discount[there] / quantity[there]  # what was really paid for one
    at = np.searchsorted(basket, of)
    done = (at < len(basket)) & (basket[np.minimum(at, len(basket) - 1)] == of) if len(basket) else at < 0
    done &= quantity > 0  # what was given back says nothing about what goes together
    at, product, quantity, price = at[done], product[done], quantity[done], price[done]
    order = np.argsort(sold_at[at], kind="stable")
    at, product = at[order], product[order]
    product_keys, product_names = _names(connection, products.c.id, products.c.product_id)
    customer_keys, customer_names = _names(connection, customers.c.id, customers.c.customer_id)
    buyer = np.where(customer < 0, len(customer_keys), np.searchsorted(customer_keys, customer))
    basket_names = basket.astype(str).astype(object)
    return pd.DataFrame(
        {
            "basket_id": pd.Series(basket_names[at], dtype="str"),
            "customer_id": pd.Series(customer_names[buyer][at], dtype="str"),
            "product_id": pd.Series(product_names[np.searchsorted(product_keys, product)], dtype="str"),
            "quantity": quantity[order],
            "unit_price": price[order] / 10**digits,
            "sold_at": moments(sold_at[at]),
        }
    )


def ratings_frame(connection: Connection) -> pd.DataFrame:
    """What customers think of products: ``customer_id``, ``product_id``, ``rating``, ``rated_at``."""
    rows = connection.execute(all_ratings()).all()
    rated_at = pd.to_datetime(pd.Series([row.rated_at for row in rows], dtype="Int64"), unit="ms")
    return pd.DataFrame(
        {
            "customer_id": pd.Series([row.customer_id for row in rows], dtype="str"),
            "product_id": pd.Series([row.product_id for row in rows], dtype="str"),
            "rating": np.array([row.rating for row in rows], dtype=float),
            "rated_at": rated_at,
        }
    )


def prices_frame(connection: Connection, digits: int, product_ids: Sequence[str] | None, kind: str) -> pd.DataFrame:
    """The price changes in long format: ``unique_id``, ``ds``, ``y``."""
    query = (
        select(products.c.product_id, prices.c.valid_from, prices.c.minor)
        .join(products, products.c.id == prices.c.product)
        .where(prices.c.kind == kind)
        .order_by(products.c.id, prices.c.valid_from, prices.c.id)
    )
    if product_ids is None:
        rows = connection.execute(query).all()
    else:
        rows = [
            row
            for some in chunks(dict.fromkeys(product_ids))
            for row in connection.execute(query.where(products.c.product_id.in_(some)))
        ]
    return pd.DataFrame(
        {
            "unique_id": pd.Series([row[0] for row in rows], dtype="str"),
            "ds": moments([row[1] for row in rows]),
            "y": np.array([row[2] for row in rows], dtype=float) / 10**digits,
        }
    )


def daily_prices(frame: pd.DataFrame, until_ms: int) -> pd.DataFrame:
    """Price changes laid on a daily grid: each day has the price that was valid at its end."""
    parts, last_day = [], pd.Timestamp(until_ms, unit="ms").normalize()
    for product_id, group in frame.groupby("unique_id", sort=False):
        by_day = pd.Series(group["y"].to_numpy(), index=group["ds"].dt.normalize())
        by_day = by_day[~by_day.index.duplicated(keep="last")]
        days = pd.date_range(by_day.index[0], max(last_day, by_day.index[-1]), freq="D")
        parts.append(pd.DataFrame({"unique_id": product_id, "ds": days, "y": by_day.reindex(days).ffill().to_numpy()}))
    return pd.concat(parts, ignore_index=True) if parts else frame
