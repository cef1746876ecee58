"""A till's own copy of what it needs to sell without the server: products, codes, prices of now, stock, customers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BigInteger, Connection, String, Table, cast, delete, func, or_, select, update

from shopdesk.store import queries
from shopdesk.store.database import Database, insert_many, raise_counters
from shopdesk.store.schema import (
    barcodes,
    changes,
    counters,
    customers,
    movements,
    outbox,
    pictures,
    prices,
    products,
    settings,
)
from shopdesk.store.values import DAY_MS, to_ms

STATE = "mirror"  # the till's own setting: how far it has read
KEEP_DAYS = 14
MOST_ONE_BY_ONE = 20_000
_FIELDS = (
    "product_id",
    "sku",
    "name",
    "category",
    "brand",
    "unit",
    "description",
    "tax",
    "tracked",
    "active",
    "created_at",
)
_PERSON = ("customer_id", "name", "name_key", "phone", "created_at")


def refresh(server: Database, local: Database) -> bool:
    """Bring the till's copy up to date; whether anything had changed.

    Every change on the server carries the number of its transaction. What is read again each time is everything from
    the oldest transaction that was still running at the last look: nothing that was committed late can be missed.
    """
    with local.read() as connection:
        state = queries.setting(connection, STATE, {})
    now = to_ms()
    with server.read() as connection:
        horizon = int(connection.execute(select(_oldest_running())).scalar_one())
        items: list[tuple[str, int]] | None = None
        if state and now - int(state["at"]) < (KEEP_DAYS - 1) * DAY_MS:
            query = select(changes.c.kind, changes.c.item).where(changes.c.xact >= int(state["horizon"])).distinct()
            items = [(row.kind, row.item) for row in connection.execute(query.limit(MOST_ONE_BY_ONE + 1))]
        news = _read(connection, items if items is not None and len(items) <= MOST_ONE_BY_ONE else None)
    with local.write() as connection:
        topics = news.write(connection)
        raise_counters(connection, topics)
        queries.set_setting(connection, STATE, {"horizon": horizon, "at": now})
    if news.forgotten:  # nothing of a person who was erased may stay in free pages here either
        local.outside("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")
    return bool(topics)


def has_read(connection: Connection, transaction: int) -> bool:
    """Whether the till's copy surely has what this transaction did, and will not read it again."""
    return transaction < int(queries.setting(connection, STATE, {}).get("horizon", 0))


def prune_changes(server: Database) -> None:
    """Forget changes that every till has read, or will read all over anyway."""
    with server.write() as connection:
        connection.execute(delete(changes).where(changes.c.changed_at < to_ms() - KEEP_DAYS * DAY_MS))


def _oldest_running() -> Any:
    return cast(cast(func.pg_snapshot_xmin(func.pg_current_snapshot()), String), BigInteger)


# --- reading from the server -----------------------------------------------------------------------


def _read(connection: Connection, items: list[tuple[str, int]] | None) -> _News:
    """Read everything (None), or what changed. Something that is gone can only be noticed by reading everything."""
    people = None if items is None else sorted(item for kind, item in items if kind == "customer")
    goods = None if items is None else sorted(item for kind, item in items if kind == "product")
    found = _goods(connection, goods)
    persons = _rows(
        connection, select(customers.c.id, *(customers.c[name] for name in _PERSON)), customers.c.id, people
    )
    if goods is not None and len(found) < len(goods):
        return _read(connection, None)
    gone = people is not None and len(persons) < len(people)
    everybody = list(connection.execute(select(customers.c.customer_id)).scalars()) if gone or people is None else None
    options = [(row.key, row.value) for row in connection.execute(select(settings)) if row.key != STATE]
    sales = queries.counter(connection, "sales")
    return _News(found, persons, options, sales, everything=goods is None, everybody=everybody)


def _rows(connection: Connection, query: Any, key: Any, keys: Sequence[int] | None) -> list[Any]:
    if keys is None:
        return list(connection.execute(query).all())
    return [row for some in queries.chunks(keys) for row in connection.execute(query.where(key.in_(some)))]


def _goods(connection: Connection, keys: Sequence[int] | None) -> list[tuple[Any, ...]]:
    """Products with price, cost, stock, codes and pictures."""
    now = to_ms()
    counted = select(movements.c.product, func.sum(movements.c.quantity).label("stock"))
    if connection.dialect.name == "sqlite":  # a till's own sales are added to what the server says
        counted = counted.where(_not_waiting())
    if keys is not None:
        counted = counted.where(movements.c.product.in_(keys))
    stock = counted.group_by(movements.c.product).subquery()
    query = select(
        products.c.id,
        *(products.c[name] for name in _FIELDS),
        queries.current_minor("price", now).label("price"),
        queries.current_minor("cost", now).label("cost"),
        func.coalesce(stock.c.stock, 0.0),
    ).outerjoin(stock, stock.c.product == products.c.id)
    rows = _rows(connection, query, products.c.id, keys)
    codes: dict[int, list[tuple[str, str | None]]] = {}
    for product, code, gtin in _rows(
        connection, select(barcodes.c.product, barcodes.c.code, barcodes.c.gtin), barcodes.c.product, keys
    ):
        codes.setdefault(product, []).append((code, gtin))
    paths: dict[int, list[str]] = {}
    for product, path in _rows(connection, select(pictures.c.product, pictures.c.path), pictures.c.product, keys):
        paths.setdefault(product, []).append(path)
    return [
        (*tuple(row)[1:], tuple(sorted(codes.get(row[0], ()))), tuple(sorted(paths.get(row[0], ())))) for row in rows
    ]


def _not_waiting() -> Any:
    return or_(movements.c.basket.is_(None), movements.c.basket.not_in(select(outbox.c.basket)))


# --- writing to the till's file --------------------------------------------------------------------


class _News:
    """What was read from the server, ready to be written. Products and customers are matched by their own numbers."""

    def __init__(
        self,
        goods: list[tuple[Any, ...]],
        persons: list[Any],
        options: list[tuple[str, str]],
        sales: int,
        everything: bool,
        everybody: list[str] | None,
    ) -> None:
        self.goods, self.persons, self.options, self.sales = goods, persons, options, sales
        self.everything, self.everybody = everything, everybody
        self.forgotten = 0

    def write(self, connection: Connection) -> set[str]:
        """Write it; the topics that changed."""
        wanted = None if self.everything else [row[0] for row in self.goods]
        before = {row[0]: row for row in _goods(connection, _keys(connection, wanted))}
        topics: set[str] = set()
        changed = [row for row in self.goods if before.get(row[0]) != row]
        for row in changed:
            old = before.get(row[0])
            if old is None or old[:11] != row[:11] or old[-2:] != row[-2:]:
                topics.add("products")
            if old is None or old[11:13] != row[11:13]:
                topics.add("prices")
            if old is None or old[13] != row[13]:
                topics.add("stock")
        self._write_goods(connection, changed)
        if self.everything:
            there = {row[0] for row in self.goods}
            gone = [product_id for product_id in before if product_id not in there and before[product_id][9]]
            for some in queries.chunks(gone):
                topics.add("products")
                # a basket may still have it, so it is only no longer offered
                connection.execute(
                    update(products).where(products.c.product_id.in_(some)).values(active=False, sku=None)
                )
        self._write_persons(connection)
        for key, value in self.options:
            queries.set_setting(connection, key, json.loads(value))
        sold = counters.c.topic == "sales"
        if connection.execute(select(counters.c["count"]).where(sold)).scalar() != self.sales:
            connection.execute(update(counters).where(sold).values(count=self.sales))
        return topics

    def _write_goods(self, connection: Connection, rows: list[tuple[Any, ...]]) -> None:
        for some in queries.chunks(rows, 2000):
            ids = [row[0] for row in some]
            here = products.c.product_id.in_(ids)
            connection.execute(update(products).where(here).values(sku=None))  # two may have changed their numbers
            skus = [row[1] for row in some if row[1]]
            connection.execute(update(products).where(products.c.sku.in_(skus)).values(sku=None))
            _upsert(connection, products, _FIELDS, "product_id", [row[:11] for row in some])
            found = connection.execute(select(products.c.product_id, products.c.id).where(here))
            keys = {row.product_id: row.id for row in found}
            mine = list(keys.values())
            connection.execute(delete(movements).where(movements.c.product.in_(mine), _not_waiting()))
            codes = [gtin for row in some for _code, gtin in row[14] if gtin]
            connection.execute(delete(barcodes).where(or_(barcodes.c.product.in_(mine), barcodes.c.gtin.in_(codes))))
            for table in (prices, pictures):
                connection.execute(delete(table).where(table.c.product.in_(mine)))
            self._write_details(connection, some, keys)

    def _write_details(self, connection: Connection, rows: list[tuple[Any, ...]], keys: dict[str, int]) -> None:
        now = to_ms()
        money = [
            (keys[row[0]], kind, minor, 1, "server")
            for row in rows
            for kind, minor in (("price", row[11]), ("cost", row[12]))
            if minor is not None
        ]
        insert_many(connection, prices, ("product", "kind", "minor", "valid_from", "source"), money)
        stock = [(keys[row[0]], row[13], "count", now) for row in rows if row[13]]
        insert_many(connection, movements, ("product", "quantity", "kind", "moved_at"), stock)
        codes = [(keys[row[0]], code, gtin) for row in rows for code, gtin in row[14]]
        insert_many(connection, barcodes, ("product", "code", "gtin"), codes)
        paths = [(keys[row[0]], path, "server", now) for row in rows for path in row[15]]
        insert_many(connection, pictures, ("product", "path", "source", "added_at"), paths)

    def _write_persons(self, connection: Connection) -> None:
        for some in queries.chunks(self.persons, 2000):
            _upsert(connection, customers, _PERSON, "customer_id", [tuple(row)[1:] for row in some])
        if self.everybody is not None:
            there = set(self.everybody)
            here = connection.execute(select(customers.c.customer_id)).scalars()
            gone = [customer_id for customer_id in here if customer_id not in there]
            self.forgotten = len(gone)
            for few in queries.chunks(gone):
                connection.execute(delete(customers).where(customers.c.customer_id.in_(few)))


def _keys(connection: Connection, product_ids: list[str] | None) -> list[int] | None:
    if product_ids is None:
        return None
    return [
        key
        for some in queries.chunks(product_ids)
        for key in connection.execute(select(products.c.id).where(products.c.product_id.in_(some))).scalars()
    ]


def _upsert(
    connection: Connection, table: Table, columns: Sequence[str], key: str, rows: Iterable[tuple[Any, ...]]
) -> None:
    from sqlalchemy.dialects.sqlite import insert as insert_or

    values = [dict(zip(columns, row, strict=True)) for row in rows]
    if values:
        statement = insert_or(table)
        fresh = {name: statement.excluded[name] for name in columns if name != key}
        connection.execute(statement.on_conflict_do_update(index_elements=[key], set_=fresh), values)
