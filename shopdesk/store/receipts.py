"""Receipts: what was sold, and what of it was given back."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, insert, or_, select

from shopdesk.engine.errors import DataError, NotFound
from shopdesk.engine.types import Basket, Receipt, RefundLine
from shopdesk.store.basket import NOTHING, load, lock_products, next_receipt
from shopdesk.store.database import insert_row
from shopdesk.store.schema import baskets, lines, movements, products
from shopdesk.store.values import from_ms, line_total, to_ms

_amount = func.coalesce(baskets.c.total, 0)


def find_receipts(connection: Connection, text: str, currency: str, limit: int) -> list[Receipt]:
    """The last receipts, or those with this number (here or in the program they were imported from)."""
    query = select(baskets.c.id, baskets.c.receipt, baskets.c.reference, baskets.c.sold_at, baskets.c.refund_of)
    query = query.where(baskets.c.sold_at.is_not(None)).order_by(baskets.c.sold_at.desc(), baskets.c.id.desc())
    wanted = text.strip()
    if wanted:
        number, key = _whole(wanted), _whole(wanted.removeprefix("#")) if wanted.startswith("#") else -1
        same = or_(baskets.c.receipt == number, baskets.c.reference == wanted, baskets.c.id == key)
        query = query.where(same)
    heads = connection.execute(query.limit(limit)).all()
    keys = [head.id for head in heads]
    content: dict[int, list[Any]] = {key: [] for key in keys}
    for row in connection.execute(_line_rows().where(lines.c.basket.in_(keys))):
        content[row.basket].append(row)
    given_back = connection.execute(
        select(baskets.c.refund_of, func.sum(_amount))
        .where(baskets.c.refund_of.in_(keys))
        .group_by(baskets.c.refund_of)
    )
    refunded = {key: -int(total) for key, total in given_back}
    return [
        Receipt(
            str(head.id),
            str(head.receipt or head.reference or f"#{head.id}"),  # sold before receipts had numbers
            from_ms(head.sold_at),
            sum(line_total(row.quantity, row.unit_price) - row.discount for row in content[head.id]),
            currency,
            len(content[head.id]),
            None if head.refund_of is None else str(head.refund_of),
            refunded.get(head.id, 0),
        )
        for head in heads
    ]


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else -1


def _line_rows() -> Any:
    return select(lines.c.basket, lines.c.product, lines.c.name, lines.c.quantity, lines.c.unit_price, lines.c.discount)


def refundable(connection: Connection, basket_id: str) -> list[RefundLine]:
    """The lines of a receipt with how many of each can still be given back."""
    key = sold_key(connection, basket_id)
    query = (
        _line_rows()
        .add_columns(products.c.product_id, products.c.unit)
        .join(products, products.c.id == lines.c.product)
        .where(lines.c.basket == key, lines.c.quantity > 0)
        .order_by(lines.c.id)
    )
    back = _given_back(connection, key)
    return [
        RefundLine(
            row.product_id,
            row.name,
            row.unit,
            row.quantity,
            round(row.quantity - back.get(row.product, (0.0, 0))[0], 3),
            row.unit_price,
        )
        for row in connection.execute(query)
    ]


def sold_key(connection: Connection, basket_id: str) -> int:
    """The key of a sale that can be refunded; other tills wait for what happens to it."""
    key = int(basket_id) if basket_id.isdecimal() else -1
    query = select(baskets.c.id, baskets.c.refund_of).where(baskets.c.id == key, baskets.c.status == "completed")
    row = connection.execute(query.with_for_update(key_share=True)).one_or_none()
    if row is None:
        raise NotFound("receipt.unknown", number=basket_id)
    if row.refund_of is not None:
        raise DataError("refund.of_refund")
    return int(row.id)


def _given_back(connection: Connection, key: int) -> dict[int, tuple[float, int]]:
    """Quantity and discount of each product that earlier refunds of a sale gave back, both positive."""
    rows = connection.execute(
        select(lines.c.product, func.sum(-lines.c.quantity), func.sum(-lines.c.discount))
        .join(baskets, baskets.c.id == lines.c.basket)
        .where(baskets.c.refund_of == key)
        .group_by(lines.c.product)
    )
    return {product: (quantity, int(discount)) for product, quantity, discount in rows}


def refund(
    connection: Connection,
    till: str,
    basket_id: str,
    quantities: Mapping[str, float] | None,
    currency: str,
    folder: Path,
    sale_key: str = "",
) -> Basket:
    """Give back a sale or a part of it, at the price it was sold for; what is counted goes back into the stock.

    Parameters
    ----------
    quantities : mapping, optional
        How many of each product; all that is left of the sale if None.
    """
    key = sold_key(connection, basket_id)
    left = {line.product_id: line for line in refundable(connection, basket_id)}
    wanted = {line.product_id: line.left for line in left.values()} if quantities is None else dict(quantities)
    for product_id, quantity in wanted.items():
        if product_id not in left or not -NOTHING <= quantity <= left[product_id].left + NOTHING:
            line = left.get(product_id)
            name, rest = (product_id, 0.0) if line is None else (line.name, line.left)
            raise DataError("refund.too_much", product=name, left=f"{rest:g}")
    wanted = {product_id: quantity for product_id, quantity in wanted.items() if quantity > NOTHING}
    if not wanted:
        raise DataError("refund.nothing")
    return _give_back(connection, key, wanted, till, sale_key, currency, folder)


def _give_back(
    connection: Connection, key: int, wanted: dict[str, float], till: str, sale_key: str, currency: str, folder: Path
) -> Basket:
    now, moves, total = to_ms(), 0, 0
    keys = lock_products(connection, list(wanted))
    sold = {row.product: row for row in connection.execute(_line_rows().where(lines.c.basket == key))}
    back = _given_back(connection, key)
    customer = connection.execute(select(baskets.c.customer).where(baskets.c.id == key)).scalar()
    new = insert_row(
        connection,
        baskets,
        status="completed",
        customer=customer,
        opened_at=now,
        sold_at=now,
        till=till,
        receipt=next_receipt(connection),
        sale_key=sale_key or secrets.token_hex(16),
        refund_of=key,
    )
    for product_id, quantity in wanted.items():
        product, tracked = keys[product_id]
        line = sold[product]
        before, discount_before = back.get(product, (0.0, 0))
        # all refunds of a line together give back exactly the discount it had
        share = Decimal(line.discount) * Decimal(repr(round(before + quantity, 3))) / Decimal(repr(line.quantity))
        discount = int(share.quantize(Decimal(1), rounding=ROUND_HALF_UP)) - discount_before
        values = {
            "basket": new,
            "product": product,
            "name": line.name,
            "quantity": -round(quantity, 3),
            "unit_price": line.unit_price,
            "discount": -discount,
        }
        connection.execute(insert(lines).values(values))
        total += line_total(values["quantity"], line.unit_price) + discount
        if tracked:
            moved = {"product": product, "quantity": round(quantity, 3), "kind": "return", "moved_at": now}
            connection.execute(insert(movements).values(**moved, basket=new))
            moves += 1
    connection.execute(baskets.update().where(baskets.c.id == new).values(total=total, moves=moves))
    return load(connection, new, currency, folder)
