"""The basket at the till: on disk after each change, priced now while it is open, frozen once it is sold."""

from __future__ import annotations

import math
from pathlib import Path

from sqlalchemy import Connection, delete, func, insert, select, update

from shopdesk.engine.errors import DataError, NotFound
from shopdesk.engine.types import Basket, BasketLine
from shopdesk.store.database import insert_row
from shopdesk.store.queries import cards
from shopdesk.store.schema import baskets, customers, lines, movements, products
from shopdesk.store.values import line_total, to_ms


def open_key(connection: Connection) -> int | None:
    """The key of the open basket, if there is one."""
    query = select(func.min(baskets.c.id)).where(baskets.c.status == "open")
    # The condition of the small index, so that a million sold baskets are not looked at.
    return connection.execute(query.where(baskets.c.status != "completed")).scalar()


def ensure_open(connection: Connection) -> int:
    """The key of the open basket, created if needed."""
    key = open_key(connection)
    if key is None:
        key = insert_row(connection, baskets, status="open", opened_at=to_ms())
    return key


def load(connection: Connection, key: int, currency: str, folder: Path) -> Basket:
    """The basket as the views show it; while it is open, with the prices of now."""
    head = connection.execute(
        select(baskets.c.status, customers.c.customer_id)
        .outerjoin(customers, customers.c.id == baskets.c.customer)
        .where(baskets.c.id == key)
    ).one()
    rows = connection.execute(
        select(products.c.product_id, lines.c.quantity, lines.c.unit_price)
        .join(products, products.c.id == lines.c.product)
        .where(lines.c.basket == key)
        .order_by(lines.c.id)
    ).all()
    shown = {card.product_id: card for card in cards(connection, [r.product_id for r in rows], currency, folder)}
    content = []
    for row in rows:
        card = shown[row.product_id]
        content.append(BasketLine(card, row.quantity, card.price if head.status == "open" else row.unit_price))
    total = sum(line_total(line.quantity, line.unit_price) for line in content)
    return Basket(str(key), tuple(content), total, currency, head.customer_id)


def checked_quantity(quantity: float) -> float:
    """A quantity to the gram; refuses what is not a sensible number."""
    if not math.isfinite(quantity) or quantity < 0 or quantity > 100_000:
        raise DataError("quantity.invalid", quantity=quantity)
    return round(float(quantity), 3)


def set_line(connection: Connection, key: int, product_id: str, quantity: float, add: bool) -> None:
    """Set the quantity of a product in a basket, or add to it; a line of zero goes."""
    product = connection.execute(
        select(products.c.id, products.c.name).where(products.c.product_id == product_id)
    ).one_or_none()
    if product is None:
        raise NotFound("product.unknown", product_id=product_id)
    here = (lines.c.basket == key) & (lines.c.product == product.id)
    before = connection.execute(select(lines.c.quantity).where(here)).scalar()
    wanted = checked_quantity(quantity + (before or 0.0) if add else quantity)
    if wanted == 0:
        connection.execute(delete(lines).where(here))
    elif before is None:
        values = {
            "basket": key,
            "product": product.id,
            "name": product.name,
            "quantity": wanted,
            "unit_price": 0,
        }
        connection.execute(insert(lines).values(values))
    else:
        connection.execute(update(lines).where(here).values(quantity=wanted))


def set_customer(connection: Connection, key: int, customer_id: str | None) -> None:
    """Say whose basket it is."""
    customer = None
    if customer_id is not None:
        find = select(customers.c.id).where(customers.c.customer_id == customer_id)
        customer = connection.execute(find).scalar()
        if customer is None:
            raise NotFound("customer.unknown", customer_id=customer_id)
    connection.execute(update(baskets).where(baskets.c.id == key).values(customer=customer))


def complete(connection: Connection, key: int, currency: str, folder: Path) -> Basket:
    """Sell the basket: freeze names and prices, book the stock, note the moment."""
    basket = load(connection, key, currency, folder)
    if not basket.lines:
        raise DataError("basket.empty")
    now = to_ms()
    for line in basket.lines:
        product = connection.execute(
            select(products.c.id, products.c.tracked).where(products.c.product_id == line.product.product_id)
        ).one()
        here = (lines.c.basket == key) & (lines.c.product == product.id)
        connection.execute(update(lines).where(here).values(name=line.product.name, unit_price=line.unit_price))
        if product.tracked:
            connection.execute(
                insert(movements).values(
                    product=product.id, quantity=-line.quantity, kind="sale", moved_at=now, basket=key
                )
            )
    connection.execute(update(baskets).where(baskets.c.id == key).values(status="completed", sold_at=now))
    return load(connection, key, currency, folder)
