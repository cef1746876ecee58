"""What was sold, for those who want to see it: single baskets with their lines, and who bought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from shopdesk.engine.types import CustomerCard, SoldBasket
from shopdesk.store.queries import chunks
from shopdesk.store.schema import baskets, customers, lines, products
from shopdesk.store.values import from_ms


def count_sales(connection: Connection) -> int:
    """How many baskets have been sold; what was given back is none."""
    every = select(func.count()).select_from(baskets)
    # Small indexes count those that wait and those given back: a million sold ones are not looked at twice.
    waiting, refunds = (every.where(one) for one in (baskets.c.status != "completed", baskets.c.refund_of.is_not(None)))
    total, *others = (int(connection.execute(query).scalar_one()) for query in (every, waiting, refunds))
    return total - sum(others)


def sold_baskets(connection: Connection, basket_ids: Sequence[str]) -> list[SoldBasket]:
    """Sold baskets with what was in them, in the order asked; unknown ids are skipped."""
    found: dict[str, SoldBasket] = {}
    wanted = dict.fromkeys(int(key) for key in basket_ids if key.isdecimal() and len(key) < 19)
    for some in chunks(wanted):
        heads = (
            select(baskets.c.id, baskets.c.sold_at, customers.c.customer_id, customers.c.name)
            .outerjoin(customers, customers.c.id == baskets.c.customer)
            .where(baskets.c.id.in_(some), baskets.c.status == "completed")
        )
        body = (
            select(lines.c.basket, products.c.product_id, lines.c.name, lines.c.quantity)
            .join(products, products.c.id == lines.c.product)
            .where(lines.c.basket.in_(some), lines.c.quantity > 0)
            .order_by(lines.c.id)
        )
        content = defaultdict(list)
        for basket, product_id, name, quantity in connection.execute(body):
            content[basket].append((product_id, name, quantity))
        for key, sold_at, customer_id, customer in connection.execute(heads):
            rows = content[key]
            found[str(key)] = SoldBasket(
                basket_id=str(key),
                sold_at=from_ms(sold_at),
                products=tuple(row[0] for row in rows),
                names=tuple(row[1] for row in rows),
                quantities=tuple(row[2] for row in rows),
                customer_id=customer_id,
                customer=customer or "",
            )
    return [found[key] for key in basket_ids if key in found]


def customer_cards(connection: Connection, customer_ids: Sequence[str]) -> list[CustomerCard]:
    """Customers by id with their visits, in the order asked; unknown ids are skipped."""
    found: dict[str, CustomerCard] = {}
    for some in chunks(dict.fromkeys(customer_ids)):
        query = (
            select(
                customers.c.customer_id, customers.c.name, func.count(baskets.c.sold_at), func.max(baskets.c.sold_at)
            )
            .outerjoin(baskets, baskets.c.customer == customers.c.id)
            .where(customers.c.customer_id.in_(some))
            .group_by(customers.c.id, customers.c.customer_id, customers.c.name)
        )
        for customer_id, name, visits, last in connection.execute(query):
            found[customer_id] = CustomerCard(customer_id, name, visits, from_ms(last))
    return [found[customer_id] for customer_id in customer_ids if customer_id in found]
