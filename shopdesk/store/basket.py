"""The basket at the till: on disk after each change, priced now while it is open, frozen once it is sold."""

from __future__ import annotations

import math
import secrets
from collections import defaultdict
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from shopdesk.engine.errors import DataError, NotFound
from shopdesk.engine.types import Basket, BasketLine, ParkedBasket
from shopdesk.store.catalog import stock_now
from shopdesk.store.database import insert_row
from shopdesk.store.queries import cards, current_minor, setting
from shopdesk.store.schema import baskets, counters, customers, lines, movements, products
from shopdesk.store.values import from_ms, line_amount, to_ms

SHOW_TAX = "shop.show_tax"  # the setting that says whether the basket names the tax that its total contains
NOTHING = 0.0005  # quantities are binary fractions: less than a gram is nothing


def open_key(connection: Connection, till: str = "") -> int | None:
    """The key of the till's open basket, if there is one."""
    query = select(func.min(baskets.c.id)).where(baskets.c.status == "open", baskets.c.till == till)
    # The condition of the small index, so that a million sold baskets are not looked at.
    return connection.execute(query.where(baskets.c.status != "completed")).scalar()


def ensure_open(connection: Connection, till: str = "") -> int:
    """The key of the till's open basket, created if needed."""
    key = open_key(connection, till)
    if key is None:
        key = insert_row(connection, baskets, status="open", opened_at=to_ms(), till=till)
    return key


def load(connection: Connection, key: int, currency: str, folder: Path) -> Basket:
    """The basket as the views show it; until it is sold, with the prices of now."""
    head = connection.execute(
        select(baskets.c.status, baskets.c.receipt, customers.c.customer_id)
        .outerjoin(customers, customers.c.id == baskets.c.customer)
        .where(baskets.c.id == key)
    ).one()
    rows = connection.execute(
        select(products.c.product_id, lines.c.quantity, lines.c.unit_price, lines.c.discount, products.c.tax)
        .join(products, products.c.id == lines.c.product)
        .where(lines.c.basket == key)
        .order_by(lines.c.id)
    ).all()
    shown = {card.product_id: card for card in cards(connection, [r.product_id for r in rows], currency, folder)}
    sold = head.status == "completed"
    content = []
    by_rate: dict[int, int] = defaultdict(int)
    for row in rows:
        card = shown[row.product_id]
        line = BasketLine(card, row.quantity, row.unit_price if sold else card.price, row.discount)
        content.append(line)
        by_rate[row.tax] += line_amount(line.quantity, line.unit_price, line.discount)
    tax = contained_tax(by_rate) if setting(connection, SHOW_TAX, True) else 0
    return Basket(str(key), tuple(content), sum(by_rate.values()), currency, head.customer_id, head.receipt, tax=tax)


def contained_tax(by_rate: Mapping[int, int]) -> int:
    """How much of what is paid is tax, in minor units, rounded once per rate as receipts have it.

    Parameters
    ----------
    by_rate : mapping of int to int
        Amount with tax in minor units, by the rate in hundredths of a per cent.
    """
    return sum(
        int((Decimal(amount) * rate / (10_000 + rate)).quantize(Decimal(1), ROUND_HALF_UP))
        for rate, amount in by_rate.items()
    )


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


# --- parking ---------------------------------------------------------------------------------------


def park(connection: Connection, till: str, note: str) -> None:
    """Put the open basket aside."""
    key = open_key(connection, till)
    if key is None or not _has_lines(connection, key):
        raise DataError("basket.empty")
    connection.execute(update(baskets).where(baskets.c.id == key).values(status="parked", note=note.strip()[:200]))


def resume(connection: Connection, till: str, basket_id: str) -> int:
    """Take a parked basket up again, and park the open one if there is something in it; the key."""
    before = open_key(connection, till)
    key = int(basket_id) if basket_id.isdecimal() else -1
    parked = (baskets.c.id == key) & (baskets.c.status == "parked")
    taken = connection.execute(update(baskets).where(parked).values(status="open", till=till, note=""))
    if taken.rowcount != 1:  # another till was first
        raise NotFound("basket.not_parked")
    if before is not None and _has_lines(connection, before):
        connection.execute(update(baskets).where(baskets.c.id == before).values(status="parked"))
    elif before is not None:
        connection.execute(delete(baskets).where(baskets.c.id == before))
    return key


def parked(connection: Connection, currency: str) -> list[ParkedBasket]:
    """The baskets that were put aside, the oldest first, at the prices of now."""
    query = select(baskets.c.id, baskets.c.note, baskets.c.opened_at).where(baskets.c.status == "parked")
    heads = connection.execute(query.where(baskets.c.status != "completed").order_by(baskets.c.id)).all()
    rows = connection.execute(
        select(lines.c.basket, lines.c.quantity, lines.c.discount, current_minor("price", to_ms()).label("price"))
        .join(products, products.c.id == lines.c.product)
        .where(lines.c.basket.in_([head.id for head in heads]))
    ).all()
    content: dict[int, list[Any]] = {head.id: [] for head in heads}
    for row in rows:
        content[row.basket].append(row)
    return [
        ParkedBasket(
            str(head.id),
            head.note,
            len(content[head.id]),
            sum(line_amount(row.quantity, row.price or 0, row.discount) for row in content[head.id]),
            currency,
            from_ms(head.opened_at),
        )
        for head in heads
    ]


def _has_lines(connection: Connection, key: int) -> bool:
    return connection.execute(select(lines.c.id).where(lines.c.basket == key).limit(1)).first() is not None


# --- selling ---------------------------------------------------------------------------------------


def complete(
    connection: Connection,
    key: int,
    currency: str,
    folder: Path,
    sale_key: str = "",
    strict: bool = False,
    numbered: bool = True,
) -> Basket:
    """Sell the basket: freeze names and prices, book the stock, give the receipt its number.

    With ``strict`` a basket with more of something than the ledger has is refused; without, it is sold and the names
    are in ``short``. Where a server numbers the receipts, this one is not ``numbered``.
    """
    basket = load(connection, key, currency, folder)
    if not basket.lines:
        raise DataError("basket.empty")
    now, moves, short = to_ms(), 0, []
    keys = lock_products(connection, [line.product.product_id for line in basket.lines])
    for line in basket.lines:
        product, tracked = keys[line.product.product_id]
        here = (lines.c.basket == key) & (lines.c.product == product)
        connection.execute(update(lines).where(here).values(name=line.product.name, unit_price=line.unit_price))
        if not tracked:
            continue
        left = stock_now(connection, product)
        if left - line.quantity < -NOTHING:
            if strict:
                raise DataError("stock.short", product=line.product.name, left=f"{max(left, 0.0):g}")
            short.append(line.product.name)
        connection.execute(
            insert(movements).values(product=product, quantity=-line.quantity, kind="sale", moved_at=now, basket=key)
        )
        moves += 1
    values = {
        "status": "completed",
        "sold_at": now,
        "note": "",
        "receipt": next_receipt(connection) if numbered else None,
        "sale_key": sale_key or secrets.token_hex(16),
        "total": basket.total,
        "moves": moves,
    }
    connection.execute(update(baskets).where(baskets.c.id == key).values(values))
    sold = load(connection, key, currency, folder)
    return Basket(sold.basket_id, sold.lines, sold.total, currency, sold.customer_id, sold.receipt, tuple(short))


def lock_products(connection: Connection, product_ids: list[str]) -> dict[str, tuple[int, bool]]:
    """The key of each product and whether its stock is counted; other tills wait until this sale is in the ledger."""
    query = select(products.c.id, products.c.product_id, products.c.tracked).where(
        products.c.product_id.in_(product_ids)
    )
    # In one order, so that two tills never wait for each other; SQLite has one writer and ignores the lock.
    rows = connection.execute(query.order_by(products.c.id).with_for_update(key_share=True))
    return {row.product_id: (row.id, row.tracked) for row in rows}


def next_receipt(connection: Connection) -> int:
    """The number after the last receipt's; a sale that fails gives it back."""
    here = counters.c.topic == "receipts"
    connection.execute(update(counters).where(here).values(count=counters.c["count"] + 1))
    return int(connection.execute(select(counters.c["count"]).where(here)).scalar_one())
