"""Questions about products and customers, asked inside a transaction that the caller opened."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, and_, func, insert, or_, select, update

from shopdesk.engine.types import CustomerCard, ProductCard, gtin14
from shopdesk.store.schema import (
    barcodes,
    baskets,
    counters,
    customers,
    movements,
    pictures,
    prices,
    products,
    ratings,
    settings,
)
from shopdesk.store.values import fold, from_ms, to_ms

CHUNK = 5000  # SQLite takes at most 32,766 variables in one statement


def setting(connection: Connection, key: str, default: Any) -> Any:
    """A setting of the shop."""
    text = connection.execute(select(settings.c.value).where(settings.c.key == key)).scalar()
    return default if text is None else json.loads(text)


def set_setting(connection: Connection, key: str, value: Any) -> None:
    """Keep a setting; anything that JSON can say."""
    text = json.dumps(value, ensure_ascii=False)
    if connection.execute(update(settings).where(settings.c.key == key).values(value=text)).rowcount == 0:
        connection.execute(insert(settings).values(key=key, value=text))


def currency(connection: Connection) -> str:
    """The currency of all prices, as ISO 4217 names it."""
    return str(setting(connection, "currency", "EUR"))


def chunks(values: Iterable[Any], size: int = CHUNK) -> Iterator[list[Any]]:
    """Cut ``values`` into lists short enough for one statement."""
    everything = list(values)
    for start in range(0, len(everything), size):
        yield everything[start : start + size]


def pages(connection: Connection, query: Select[Any], table: Table) -> Iterator[Sequence[Row[Any]]]:
    """The rows of a query by the ``id`` of a table, which it must select: so many at a time, however many there are."""
    query, last = query.order_by(table.c.id).limit(CHUNK), 0
    while rows := connection.execute(query.where(table.c.id > last)).all():
        yield rows
        last = rows[-1].id


def all_ratings() -> Select[Any]:
    """What customers think of products: ``customer_id``, ``product_id``, ``rating``, ``rated_at``, oldest first."""
    return (
        select(customers.c.customer_id, products.c.product_id, ratings.c.rating, ratings.c.rated_at)
        .join(customers, customers.c.id == ratings.c.customer)
        .join(products, products.c.id == ratings.c.product)
        .order_by(ratings.c.id)
    )


def current_minor(kind: str, now: int) -> ColumnElement[int]:
    """The price (or cost) of a product at ``now``; before its first price, the first one."""

    def one(condition: ColumnElement[bool], *order: ColumnElement[Any]) -> Any:
        of_product = and_(prices.c.product == products.c.id, prices.c.kind == kind, condition)
        return select(prices.c.minor).where(of_product).order_by(*order).limit(1).correlate(products)

    latest = one(prices.c.valid_from <= now, prices.c.valid_from.desc(), prices.c.id.desc())
    first = one(prices.c.valid_from > now, prices.c.valid_from.asc(), prices.c.id.asc())
    return func.coalesce(latest.scalar_subquery(), first.scalar_subquery())


def stock_of() -> ColumnElement[float]:
    """The stock of a product: the sum of its ledger."""
    total = select(func.coalesce(func.sum(movements.c.quantity), 0.0))
    return total.where(movements.c.product == products.c.id).correlate(products).scalar_subquery()


def cards(connection: Connection, product_ids: Sequence[str], currency: str, folder: Path) -> list[ProductCard]:
    """Cards in the order asked; unknown ids are skipped."""
    found: dict[str, ProductCard] = {}
    now = to_ms()
    columns = (
        products,
        current_minor("price", now).label("price"),
        current_minor("cost", now).label("cost"),
        stock_of().label("stock"),
    )
    for some in chunks(dict.fromkeys(product_ids)):
        rows = connection.execute(select(*columns).where(products.c.product_id.in_(some))).all()
        keys = [row.id for row in rows]
        codes = grouped(connection, barcodes.c.product, barcodes.c.code, barcodes.c.id, keys)
        paths = grouped(connection, pictures.c.product, pictures.c.path, pictures.c.id, keys)
        for row in rows:
            picture = paths.get(row.id)
            found[row.product_id] = ProductCard(
                product_id=row.product_id,
                name=row.name,
                price=row.price or 0,
                currency=currency,
                brand=row.brand,
                category=row.category,
                unit=row.unit,
                stock=round(row.stock, 3),
                cost=row.cost,
                sku=row.sku or "",
                barcodes=tuple(codes.get(row.id, ())),
                picture=str(folder / picture[0]) if picture else None,
                active=row.active,
                tracked=row.tracked,
            )
    return [found[product_id] for product_id in product_ids if product_id in found]


def grouped(
    connection: Connection,
    owner: ColumnElement[int],
    value: ColumnElement[str],
    order: ColumnElement[int],
    keys: Sequence[int],
) -> dict[int, list[str]]:
    """The values of each owner, oldest first."""
    grouped: dict[int, list[str]] = defaultdict(list)
    for product, text in connection.execute(select(owner, value).where(owner.in_(keys)).order_by(order)):
        grouped[product].append(text)
    return grouped


def product_ids(connection: Connection, offset: int, limit: int) -> list[str]:
    """A page of product ids, in the order the products were added."""
    page = select(products.c.product_id).order_by(products.c.id).offset(offset).limit(limit)
    return list(connection.execute(page).scalars())


def count_products(connection: Connection) -> int:
    """How many products there are."""
    return int(connection.execute(select(func.count()).select_from(products)).scalar_one())


def active_ids(connection: Connection) -> list[str]:
    """The products that are still in the catalog, sold out or not."""
    return list(connection.execute(select(products.c.product_id).where(products.c.active.is_(True))).scalars())


def available_ids(connection: Connection) -> list[str]:
    """The products that can be sold: active and, where stock is counted, not sold out."""
    ledger = (
        select(movements.c.product, func.sum(movements.c.quantity).label("stock"))
        .group_by(movements.c.product)
        .subquery()
    )
    # Quantities are binary fractions: less than a gram is nothing.
    can_be_sold = or_(products.c.tracked.is_(False), func.coalesce(ledger.c.stock, 0.0) > 0.0005)
    query = (
        select(products.c.product_id)
        .outerjoin(ledger, ledger.c.product == products.c.id)
        .where(products.c.active.is_(True), can_be_sold)
        .order_by(products.c.id)
    )
    return list(connection.execute(query).scalars())


def id_by_barcode(connection: Connection, code: str) -> str | None:
    """The product with this barcode, compared as 14 digits where it is made of digits."""
    gtin = gtin14(code)
    same = barcodes.c.gtin == gtin if gtin else barcodes.c.code == code.strip()
    query = select(products.c.product_id).join(barcodes, barcodes.c.product == products.c.id).where(same)
    return connection.execute(query.limit(1)).scalar()


def id_by_sku(connection: Connection, sku: str) -> str | None:
    """The product with this article number."""
    return connection.execute(select(products.c.product_id).where(products.c.sku == sku.strip())).scalar()


def find_customers(connection: Connection, text: str, limit: int) -> list[CustomerCard]:
    """Customers whose name has every word of ``text``, or whose id it is, by name."""
    query = select(customers.c.id, customers.c.customer_id, customers.c.name)
    words = fold(text).split()
    if words:
        in_name = and_(*(customers.c.name_key.contains(word, autoescape=True) for word in words))
        query = query.where(or_(in_name, customers.c.customer_id == text.strip()))
    rows = connection.execute(query.order_by(customers.c.name_key, customers.c.id).limit(limit)).all()
    visits = (
        select(baskets.c.customer, func.count(), func.max(baskets.c.sold_at))
        .where(baskets.c.customer.in_([row.id for row in rows]), baskets.c.sold_at.is_not(None))
        .group_by(baskets.c.customer)
    )
    seen = {key: (count, last) for key, count, last in connection.execute(visits)}
    return [
        CustomerCard(row.customer_id, row.name, seen.get(row.id, (0, None))[0], from_ms(seen[row.id][1]))
        if row.id in seen
        else CustomerCard(row.customer_id, row.name)
        for row in rows
    ]


def version(connection: Connection) -> str:
    """A token that changes whenever products, prices, sales or stock change."""
    rows = connection.execute(select(counters.c.topic, counters.c["count"]).order_by(counters.c.topic))
    return ".".join(f"{topic[0:2]}{count}" for topic, count in rows)


def counter(connection: Connection, topic: str) -> int:
    """How often this topic has changed."""
    return int(connection.execute(select(counters.c["count"]).where(counters.c.topic == topic)).scalar() or 0)


def has_customer(connection: Connection, customer_id: str) -> bool:
    """Whether there is such a customer."""
    query = select(customers.c.id).where(customers.c.customer_id == customer_id)
    return connection.execute(query).scalar() is not None


def ids_with_pictures(connection: Connection) -> list[str]:
    """The products that have a picture, in the order they were added."""
    query = select(products.c.product_id).where(products.c.id.in_(select(pictures.c.product)))
    return list(connection.execute(query.order_by(products.c.id)).scalars())


def last_sale(connection: Connection) -> int | None:
    """When the last basket was sold."""
    return connection.execute(select(func.max(baskets.c.sold_at))).scalar()
