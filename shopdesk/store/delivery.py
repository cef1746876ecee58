"""Sales that go from a till to the server: kept in the till's own file until the server has them, delivered once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, Connection, String, cast, delete, func, insert, select, update

from shopdesk.engine.errors import DataError
from shopdesk.engine.types import Basket
from shopdesk.store.basket import NOTHING, complete, ensure_open, lock_products, next_receipt, open_key
from shopdesk.store.catalog import stock_now
from shopdesk.store.database import insert_row
from shopdesk.store.schema import baskets, customers, lines, movements, outbox, products
from shopdesk.store.values import line_amount, to_ms

ASKED = "asked"  # the server may still refuse it: the customer has not been told that it is sold
SOLD = "sold"  # whatever happens, this was sold


@dataclass(frozen=True)
class Sale:
    """A sale as it travels. ``key`` makes one that arrives twice one sale."""

    basket: int
    key: str
    state: str
    till: str
    sold_at: int
    customer_id: str | None
    lines: tuple[Any, ...]


@dataclass(frozen=True)
class Answer:
    """The receipt's number, what is short now, and the number of the transaction (0 if it was an earlier one)."""

    receipt: int | None
    short: tuple[str, ...] = ()
    transaction: int = 0


# --- on the till -----------------------------------------------------------------------------------


def sell_here(connection: Connection, till: str, currency: str, folder: Path, key: str, state: str) -> Basket:
    """Sell the till's open basket into its outbox."""
    basket = ensure_open(connection, till)
    sold = complete(connection, basket, currency, folder, key, numbered=False)
    connection.execute(insert(outbox).values(basket=basket, state=state))
    return sold


def waiting(connection: Connection) -> list[Sale]:
    """The sales that the server has not confirmed, in the order they were made."""
    heads = connection.execute(
        select(baskets.c.id, baskets.c.sale_key, outbox.c.state, baskets.c.till, baskets.c.sold_at)
        .add_columns(customers.c.customer_id)
        .join(outbox, outbox.c.basket == baskets.c.id)
        .outerjoin(customers, customers.c.id == baskets.c.customer)
        .order_by(baskets.c.id)
    ).all()
    found = []
    for head in heads:
        rows = connection.execute(
            select(products.c.product_id, lines.c.name, lines.c.quantity, lines.c.unit_price, lines.c.discount)
            .join(products, products.c.id == lines.c.product)
            .where(lines.c.basket == head.id)
            .order_by(lines.c.id)
        ).all()
        found.append(Sale(head.id, head.sale_key, head.state, head.till, head.sold_at, head.customer_id, tuple(rows)))
    return found


def note_delivered(connection: Connection, basket: int, counted: bool) -> None:
    """The server has it: it is no longer the till's.

    Where the till's stock was not yet ``counted`` with it, what it moved stays in the ledger until it is.
    """
    mine = movements.c.basket == basket
    connection.execute(delete(movements).where(mine) if counted else update(movements).where(mine).values(basket=None))
    for table in (lines, outbox):
        connection.execute(delete(table).where(table.c.basket == basket))
    connection.execute(delete(baskets).where(baskets.c.id == basket))


def note_sold(connection: Connection, basket: int) -> None:
    """The server did not answer: the till decides that it is sold."""
    connection.execute(update(outbox).where(outbox.c.basket == basket).values(state=SOLD))


def note_problem(connection: Connection, basket: int, code: str) -> None:
    """The server cannot take it; it stays until somebody looks."""
    connection.execute(update(outbox).where(outbox.c.basket == basket).values(problem=code))


def take_back(connection: Connection, basket: int, till: str) -> None:
    """The server refused it: the basket is open again, or parked if another one is open by now."""
    other = open_key(connection, till)
    busy = other is not None and connection.execute(select(lines.c.id).where(lines.c.basket == other)).first()
    if other is not None and not busy:
        connection.execute(delete(baskets).where(baskets.c.id == other))
    for table in (movements, outbox):
        connection.execute(delete(table).where(table.c.basket == basket))
    connection.execute(update(lines).where(lines.c.basket == basket).values(unit_price=0))
    values = {"status": "parked" if busy else "open", "sold_at": None, "sale_key": None, "total": None, "moves": None}
    connection.execute(update(baskets).where(baskets.c.id == basket).values(values))


# --- on the server ---------------------------------------------------------------------------------


def accepted(connection: Connection, key: str) -> int | None:
    """The receipt's number if the server has this sale already."""
    return connection.execute(select(baskets.c.receipt).where(baskets.c.sale_key == key)).scalar()


def accept(connection: Connection, sale: Sale, strict: bool) -> Answer:
    """Take a sale of a till over, unless it is there already."""
    there = accepted(connection, sale.key)
    if there is not None:
        return Answer(there)
    known = lock_products(connection, [line.product_id for line in sale.lines])
    customer = None
    if sale.customer_id is not None:  # somebody who was forgotten meanwhile stays forgotten
        customer = connection.execute(
            select(customers.c.id).where(customers.c.customer_id == sale.customer_id)
        ).scalar()
    receipt = next_receipt(connection)
    total = sum(line_amount(line.quantity, line.unit_price, line.discount) for line in sale.lines)
    basket = insert_row(
        connection,
        baskets,
        status="completed",
        customer=customer,
        opened_at=sale.sold_at,
        sold_at=sale.sold_at,
        till=sale.till,
        receipt=receipt,
        sale_key=sale.key,
        total=total,
    )
    moves, short = 0, []
    for line in sale.lines:
        product, tracked = known.get(line.product_id) or (_gone(connection, line), False)
        values = {"quantity": line.quantity, "unit_price": line.unit_price, "discount": line.discount}
        connection.execute(insert(lines).values(basket=basket, product=product, name=line.name, **values))
        if not tracked:
            continue
        left = stock_now(connection, product)
        if left - line.quantity < -NOTHING:
            if strict:
                raise DataError("stock.short", product=line.name, left=f"{max(left, 0.0):g}")
            short.append(line.name)
        moved = {"product": product, "quantity": -line.quantity, "kind": "sale", "moved_at": sale.sold_at}
        connection.execute(insert(movements).values(**moved, basket=basket))
        moves += 1
    connection.execute(update(baskets).where(baskets.c.id == basket).values(moves=moves))
    number = cast(cast(func.pg_current_xact_id(), String), BigInteger)
    return Answer(receipt, tuple(short), int(connection.execute(select(number)).scalar_one()))


def _gone(connection: Connection, line: Any) -> int:
    """A product that was removed while a till sold it: kept, but no longer offered."""
    texts = dict.fromkeys(("category", "brand", "description"), "")
    values = {"name": line.name, "unit": "piece", "tax": 0, "tracked": False, "active": False, "created_at": to_ms()}
    return insert_row(connection, products, product_id=line.product_id, **values, **texts)
