"""Whether the shop's data hangs together: the file, the ledger against the sales, totals against lines, receipts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, and_, func, select
from sqlalchemy.exc import DatabaseError

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError
from shopdesk.store.basket import NOTHING
from shopdesk.store.database import HEAD, version_of
from shopdesk.store.schema import baskets, counters, lines, movements, pictures
from shopdesk.store.values import line_total

if TYPE_CHECKING:
    from shopdesk.store.shop import Shop

MOST = 20  # problems named of each kind; the rest is counted
_BATCH = 50_000


@dataclass(frozen=True)
class Problem:
    """Something that does not fit; ``code`` has a sentence, ``params`` its numbers."""

    code: str
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Check:
    """One check: how many things were looked at, how many did not fit, and the first of them."""

    name: str
    looked_at: int
    wrong: int
    problems: list[Problem] = field(default_factory=list)


Found = Iterator[Problem | None]  # one per thing looked at, None where it is well


def verify(shop: Shop, ctx: JobContext = NULL_CONTEXT, only: Collection[str] = ()) -> list[Check]:
    """Check the shop's database and its pictures, or ``only`` what is named; changes nothing."""
    checks: tuple[tuple[str, Callable[[Connection], Found]], ...] = (
        ("file", _file),
        ("version", _version),
        ("totals", _totals),
        ("ledger", _ledger),
        ("receipts", _receipts),
        ("refunds", _refunds),
        ("pictures", lambda connection: _pictures(connection, shop.folder)),
    )
    done = []
    chosen = [check for check in checks if not only or check[0] in only]
    with shop.database.read() as connection:
        for number, (name, check) in enumerate(chosen):
            ctx.raise_if_cancelled()
            ctx.progress(number / len(chosen), "verify")
            done.append(counted(name, check(connection)))
            if name == "file" and done[-1].wrong:
                break  # nothing that a damaged file says of the rest can be trusted
    ctx.progress(1.0, "done")
    return done


def counted(name: str, found: Found) -> Check:
    """Count what a check found."""
    looked_at, wrong = 0, 0
    problems: list[Problem] = []
    for problem in found:
        looked_at += 1
        if problem is not None:
            wrong += 1
            if len(problems) < MOST:
                problems.append(problem)
    return Check(name, looked_at, wrong, problems)


def _file(connection: Connection) -> Found:
    """Every page of the file, and every reference between rows. A server checks both itself."""
    if connection.dialect.name != "sqlite":
        yield None
        return
    try:
        for (text,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
            yield None if text == "ok" else Problem("verify.page", {"text": text})
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield Problem("verify.reference", {"table": row[0], "row": row[1], "to": row[2]})
    except DatabaseError as error:  # so damaged that the check itself cannot go on
        yield Problem("verify.page", {"text": str(error.orig)})


def _version(connection: Connection) -> Found:
    version = version_of(connection)
    if version != HEAD:
        raise DataError("shop.newer" if (version or "") > HEAD else "shop.damaged", path="", version=version)
    yield None


def _rows(connection: Connection, query: Select[Any]) -> Iterator[Any]:
    """Rows batch by batch: a million sales never stand in memory at once."""
    result = connection.execution_options(yield_per=_BATCH).execute(query)
    for batch in result.partitions():
        yield from batch


def _totals(connection: Connection) -> Found:
    """The total noted with each sale against its lines."""
    query = (
        select(baskets.c.id, baskets.c.total, lines.c.quantity, lines.c.unit_price, lines.c.discount)
        .outerjoin(lines, lines.c.basket == baskets.c.id)
        .where(baskets.c.total.is_not(None))
        .order_by(baskets.c.id)
    )
    basket, total, adds_up = None, 0, 0
    for row in _rows(connection, query):
        if row.id != basket:
            if basket is not None:
                yield _sum_problem(basket, total, adds_up)
            basket, total, adds_up = row.id, row.total, 0
        if row.quantity is not None:
            adds_up += line_total(row.quantity, row.unit_price) - row.discount
    if basket is not None:
        yield _sum_problem(basket, total, adds_up)


def _sum_problem(basket: int, total: int, adds_up: int) -> Problem | None:
    if total == adds_up:
        return None
    return Problem("verify.total", {"basket": basket, "total": total, "lines": adds_up})


def _ledger(connection: Connection) -> Found:
    """Each movement of a sale against the line it belongs to, and none of them missing or doubled."""
    line = and_(lines.c.basket == movements.c.basket, lines.c.product == movements.c.product)
    query = (
        select(
            movements.c.id, movements.c.basket, movements.c.quantity, lines.c.quantity.label("sold"), baskets.c.status
        )
        .join(baskets, baskets.c.id == movements.c.basket)
        .outerjoin(lines, line)
        .where(movements.c.basket.is_not(None))
    )
    for row in _rows(connection, query):
        fits = row.status == "completed" and row.sold is not None and abs(row.sold + row.quantity) < NOTHING
        problem = Problem("verify.movement", {"movement": row.id, "basket": row.basket, "quantity": row.quantity})
        yield None if fits else problem
    moved = (
        select(movements.c.basket, func.count().label("moves"))
        .where(movements.c.basket.is_not(None))
        .group_by(movements.c.basket)
        .subquery()
    )
    noted = (
        select(baskets.c.id, baskets.c.moves, func.coalesce(moved.c.moves, 0).label("there"))
        .outerjoin(moved, moved.c.basket == baskets.c.id)
        .where(baskets.c.moves.is_not(None))
    )
    for row in _rows(connection, noted):
        problem = Problem("verify.moves", {"basket": row.id, "noted": row.moves, "there": row.there})
        yield None if row.moves == row.there else problem


def _receipts(connection: Connection) -> Found:
    """Numbers of receipts: each once, none left out, none higher than the counter."""
    last = connection.execute(select(counters.c["count"]).where(counters.c.topic == "receipts")).scalar() or 0
    numbers = select(baskets.c.receipt).where(baskets.c.receipt.is_not(None)).order_by(baskets.c.receipt)
    expected = 1
    for row in _rows(connection, numbers):
        yield None if row.receipt == expected else Problem("verify.receipt", {"number": expected})
        expected = row.receipt + 1
    if expected != last + 1:
        yield Problem("verify.receipt", {"number": expected})


def _refunds(connection: Connection) -> Found:
    """Nothing was given back that was not sold, and each refund is at the price of the sale."""
    refund = baskets.alias("refund")
    back = lines.alias("back")
    query = (
        select(refund.c.refund_of, back.c.product, func.sum(back.c.quantity).label("back"), func.max(lines.c.quantity))
        .join(back, back.c.basket == refund.c.id)
        .outerjoin(lines, and_(lines.c.basket == refund.c.refund_of, lines.c.product == back.c.product))
        .where(refund.c.refund_of.is_not(None))
        .group_by(refund.c.refund_of, back.c.product)
    )
    for basket, product, given, sold in _rows(connection, query):
        fits = sold is not None and given < 0 and -given <= sold + NOTHING
        yield None if fits else Problem("verify.refund", {"basket": basket, "product": product})


def _pictures(connection: Connection, folder: Path) -> Found:
    """Each picture is in the shop's folder."""
    for row in _rows(connection, select(pictures.c.path).order_by(pictures.c.id)):
        there = (folder / row.path).is_file()
        yield None if there else Problem("verify.picture", {"path": row.path})
