"""The figures of the start page: what sells, and what will be sold out soon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import CTE, ColumnElement, Connection, Row, case, func, select

from shopdesk.engine.types import ProductCard
from shopdesk.engine.types_start import Seller, ShopFigures, Shortage
from shopdesk.store import history, queries
from shopdesk.store.schema import baskets, lines, movements, prices, products
from shopdesk.store.values import DAY_MS, from_ms

DAYS = 28
SOON = 7.0  # days: a week is what most owners order ahead
SHOWN = 3
_AMOUNT = func.sum(lines.c.quantity * lines.c.unit_price - lines.c.discount)


def shop_figures(connection: Connection, folder: Path) -> ShopFigures:
    """Return what the shop's records say, counted back from the last sale."""
    currency, until = queries.currency(connection), queries.last_sale(connection)
    figures = ShopFigures(
        currency,
        products=queries.count_products(connection),
        sales=history.count_sales(connection),
        prices=int(connection.execute(select(func.count()).select_from(prices)).scalar_one()),
    )
    if until is None:
        return figures
    since = until - DAYS * DAY_MS
    sold = (baskets.c.status == "completed") & (baskets.c.sold_at > since)
    days = [0] * DAYS
    for number, total in _by_day(connection, sold, since):
        days[number] = round(total)
    pace = _pace(sold)
    best = connection.execute(
        select(pace.c.product, pace.c.amount).order_by(pace.c.amount.desc(), pace.c.product).limit(SHOWN)
    ).all()
    short = _short(connection, pace)
    shown = _cards(connection, [row.product for row in (*best, *short)], currency, folder)
    return replace(
        figures,
        until=from_ms(until),
        days=tuple(days),
        sellers=tuple(Seller(shown[row.product], round(row.amount)) for row in best),
        shortages=tuple(Shortage(shown[row.product], float(row.days_left)) for row in short),
        short=int(short[0].short) if short else 0,
    )


# All that goes over many products is left to the database: rows made in Python would hold up the window.


def _by_day(connection: Connection, sold: ColumnElement[bool], since: int) -> list[tuple[int, float]]:
    day = (baskets.c.sold_at - since - 1) // DAY_MS
    sums = select(day, _AMOUNT).join(lines, lines.c.basket == baskets.c.id).where(sold).group_by(day)
    return [(int(number), float(total)) for number, total in connection.execute(sums)]


def _pace(sold: ColumnElement[bool]) -> CTE:
    """What each product brought, and how much of it was sold."""
    return (
        select(lines.c.product, _AMOUNT.label("amount"), func.sum(lines.c.quantity).label("quantity"))
        .join(baskets, baskets.c.id == lines.c.basket)
        .where(sold)
        .group_by(lines.c.product)
        .cte("pace")
    )


def _short(connection: Connection, pace: CTE) -> Sequence[Row[Any]]:
    """Return the products whose counted stock ends first, for how many days it lasts, and how many end too soon."""
    stock = (
        select(movements.c.product, func.sum(movements.c.quantity).label("stock"))
        .join(products, products.c.id == movements.c.product)
        .where(products.c.tracked.is_(True), products.c.active.is_(True))
        .group_by(movements.c.product)
        .cte("stock")
    )
    there = case((stock.c.stock > 0, stock.c.stock * 1.0), else_=0.0)
    left = (there * DAYS / pace.c.quantity).label("days_left")
    return connection.execute(
        select(pace.c.product, left, func.count().over().label("short"))
        .join(stock, stock.c.product == pace.c.product)
        .where(pace.c.quantity > 0, left < SOON)
        .order_by(left, pace.c.quantity.desc(), pace.c.product)
        .limit(SHOWN)
    ).all()


def _cards(connection: Connection, keys: list[int], currency: str, folder: Path) -> dict[int, ProductCard]:
    rows = connection.execute(select(products.c.id, products.c.product_id).where(products.c.id.in_(keys))).all()
    cards = {card.product_id: card for card in queries.cards(connection, [row[1] for row in rows], currency, folder)}
    return {key: cards[product_id] for key, product_id in rows}
