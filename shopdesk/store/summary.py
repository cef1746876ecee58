"""The figures of the start page: what sells, and what will be sold out soon."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection, func, select

from shopdesk.engine.types import ProductCard
from shopdesk.engine.types_start import Seller, ShopFigures, Shortage
from shopdesk.store import history, queries
from shopdesk.store.schema import baskets, lines, movements, prices, products
from shopdesk.store.values import DAY_MS, from_ms

DAYS = 28
SOON = 7.0  # days: a week is what most owners order ahead
SHOWN = 3


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
    amount = func.sum(lines.c.quantity * lines.c.unit_price - lines.c.discount)
    sold = (baskets.c.status == "completed") & (baskets.c.sold_at > since)
    day = (baskets.c.sold_at - since - 1) // DAY_MS
    by_day = connection.execute(
        select(day, amount).join(lines, lines.c.basket == baskets.c.id).where(sold).group_by(day)
    ).all()
    by_product = connection.execute(
        select(lines.c.product, amount.label("amount"), func.sum(lines.c.quantity).label("quantity"))
        .join(baskets, baskets.c.id == lines.c.basket)
        .where(sold)
        .group_by(lines.c.product)
    ).all()
    days = [0] * DAYS
    for number, total in by_day:
        days[int(number)] = round(total)
    best = sorted(by_product, key=lambda row: -row.amount)[:SHOWN]
    pace = {row.product: row.quantity / DAYS for row in by_product if row.quantity > 0}
    short = _short(connection, pace)
    shown = _cards(connection, [row.product for row in best] + [key for key, _ in short[:SHOWN]], currency, folder)
    return replace(
        figures,
        until=from_ms(until),
        days=tuple(days),
        sellers=tuple(Seller(shown[row.product], round(row.amount)) for row in best),
        shortages=tuple(Shortage(shown[key], left) for key, left in short[:SHOWN]),
        short=len(short),
    )


def _short(connection: Connection, pace: dict[int, float]) -> list[tuple[int, float]]:
    """Return the products whose counted stock lasts less than :data:`SOON`, and for how many days."""
    found: list[tuple[int, float]] = []
    for some in queries.chunks(pace):
        rows = connection.execute(
            select(movements.c.product, func.sum(movements.c.quantity))
            .join(products, products.c.id == movements.c.product)
            .where(movements.c.product.in_(some), products.c.tracked.is_(True), products.c.active.is_(True))
            .group_by(movements.c.product)
        )
        found.extend((key, max(0.0, stock) / pace[key]) for key, stock in rows)
    return sorted(((key, left) for key, left in found if left < SOON), key=lambda pair: (pair[1], -pace[pair[0]]))


def _cards(connection: Connection, keys: list[int], currency: str, folder: Path) -> dict[int, ProductCard]:
    rows = connection.execute(select(products.c.id, products.c.product_id).where(products.c.id.in_(keys))).all()
    cards = {card.product_id: card for card in queries.cards(connection, [row[1] for row in rows], currency, folder)}
    return {key: cards[product_id] for key, product_id in rows}
