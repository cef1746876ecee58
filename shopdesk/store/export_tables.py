"""The tables of a shop as rows for a spreadsheet. Products, prices, customers, sales and ratings import again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import Connection, select

from shopdesk.store import queries
from shopdesk.store.schema import (
    barcodes,
    baskets,
    customers,
    lines,
    movements,
    pictures,
    prices,
    products,
    variants,
)
from shopdesk.store.values import line_amount, to_ms

OPTIONS = 3


@dataclass(frozen=True)
class Sheet:
    """A table to write; money and quantities are numbers, everything that names something is text."""

    name: str
    header: tuple[str, ...]
    rows: Iterator[Sequence[object]]


@dataclass(frozen=True)
class Exported:
    """A product with everything that files say of one."""

    key: int
    product_id: str
    sku: str
    codes: tuple[str, ...]
    name: str
    category: str
    brand: str
    unit: str
    description: str
    tax: int
    tracked: bool
    active: bool
    price: int | None
    cost: int | None
    stock: float
    picture: str
    handle: str
    title: str
    options: tuple[tuple[str, str], ...]


def sheets(connection: Connection, digits: int) -> list[Sheet]:
    """All tables, products first."""
    return [
        Sheet("products", _PRODUCTS, _product_rows(connection, digits)),
        Sheet("prices", ("product_id", "kind", "valid_from", "price"), _price_rows(connection, digits)),
        Sheet("customers", ("customer_id", "name", "phone"), _customer_rows(connection)),
        Sheet("sales", _SALES, _sale_rows(connection, digits)),
        Sheet("ratings", ("customer_id", "product_id", "rating", "rated_at"), _rating_rows(connection)),
        Sheet("stock_movements", ("product_id", "moved_at", "kind", "quantity"), _movement_rows(connection)),
    ]


_PRODUCTS = (
    *("product_id", "sku", "barcode", "name", "category", "brand", "unit", "price", "cost", "tax", "stock"),
    *("description", "active", "picture", "handle", "article name"),
    *(f"option{n} {what}" for n in range(1, OPTIONS + 1) for what in ("name", "value")),
)
_SALES = (
    *("basket_id", "sold_at", "customer_id", "product_id", "item", "quantity", "unit_price", "discount", "line_total"),
)


def all_products(connection: Connection) -> Iterator[Exported]:
    """Every product, retired ones too, in the order they were added."""
    now = to_ms()
    query = select(
        products,
        queries.current_minor("price", now).label("price"),
        queries.current_minor("cost", now).label("cost"),
        queries.stock_of().label("stock"),
        variants.c.handle,
        variants.c.title,
        variants.c.options,
    ).outerjoin(variants, variants.c.product == products.c.id)
    for rows in queries.pages(connection, query, products):
        keys = [row.id for row in rows]
        codes = queries.grouped(connection, barcodes.c.product, barcodes.c.code, barcodes.c.id, keys)
        paths = queries.grouped(connection, pictures.c.product, pictures.c.path, pictures.c.id, keys)
        for row in rows:
            yield Exported(
                key=row.id,
                product_id=row.product_id,
                sku=row.sku or "",
                codes=tuple(codes.get(row.id, ())),
                name=row.name,
                category=row.category,
                brand=row.brand,
                unit=row.unit,
                description=row.description,
                tax=row.tax,
                tracked=row.tracked,
                active=row.active,
                price=row.price,
                cost=row.cost,
                stock=round(float(row.stock), 3),
                picture=paths.get(row.id, [""])[0],
                handle=row.handle or "",
                title=row.title or "",
                options=tuple((name, value) for name, value in json.loads(row.options or "[]")),
            )


def money(minor: int | None, digits: int) -> Decimal | str:
    """An amount in major units, exactly; empty for none."""
    return "" if minor is None else Decimal(minor).scaleb(-digits)


def moment(ms: int | None) -> str:
    """A moment as ISO 8601 in UTC, which every program reads alike."""
    return "" if ms is None else datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="milliseconds")


def _product_rows(connection: Connection, digits: int) -> Iterator[Sequence[object]]:
    for one in all_products(connection):
        options = [part for pair in one.options[:OPTIONS] for part in pair]
        yield (
            one.product_id,
            one.sku,
            " ".join(one.codes),
            one.name,
            one.category,
            one.brand,
            one.unit,
            money(one.price, digits),
            money(one.cost, digits),
            Decimal(one.tax).scaleb(-2),
            one.stock if one.tracked else "",
            one.description,
            "yes" if one.active else "no",
            one.picture,
            one.handle,
            one.title,
            *options,
            *[""] * (2 * OPTIONS - len(options)),
        )


def _price_rows(connection: Connection, digits: int) -> Iterator[Sequence[object]]:
    query = select(prices, products.c.product_id).join(products, products.c.id == prices.c.product)
    for rows in queries.pages(connection, query, prices):
        for row in rows:
            yield row.product_id, row.kind, moment(row.valid_from), money(row.minor, digits)


def picture_paths(connection: Connection) -> list[str]:
    """Where the pictures are, inside the shop's folder."""
    return list(connection.execute(select(pictures.c.path).distinct().order_by(pictures.c.path)).scalars())


def _customer_rows(connection: Connection) -> Iterator[Sequence[object]]:
    query = select(customers.c.customer_id, customers.c.name, customers.c.phone).order_by(customers.c.id)
    for row in connection.execute(query):
        yield row.customer_id, row.name, row.phone


def _sale_rows(connection: Connection, digits: int) -> Iterator[Sequence[object]]:
    """One row for each sold line. What is given back has a quantity below zero."""
    query = (
        select(
            lines,
            products.c.product_id,
            customers.c.customer_id,
            baskets.c.sold_at,
            baskets.c.reference,
            baskets.c.sale_key,
        )
        .join(baskets, baskets.c.id == lines.c.basket)
        .join(products, products.c.id == lines.c.product)
        .outerjoin(customers, customers.c.id == baskets.c.customer)
        .where(baskets.c.status == "completed")
    )
    for rows in queries.pages(connection, query, lines):
        for row in rows:
            yield (
                basket_name(row.basket, row.sold_at, row.reference, row.sale_key),
                moment(row.sold_at),
                row.customer_id or "",
                row.product_id,
                row.name,
                row.quantity,
                money(row.unit_price, digits),
                money(abs(row.discount), digits),
                money(line_amount(row.quantity, row.unit_price, row.discount), digits),
            )


def basket_name(key: int, sold_at: int, reference: str | None, sale_key: str | None) -> str:
    """How a basket is called outside, so that taking it in again finds it: never the same in two shops."""
    return reference or (f"till:{sale_key}" if sale_key else f"basket:{key}:{sold_at}")


def _rating_rows(connection: Connection) -> Iterator[Sequence[object]]:
    for row in connection.execute(queries.all_ratings()):
        yield row.customer_id, row.product_id, row.rating, moment(row.rated_at)


def _movement_rows(connection: Connection) -> Iterator[Sequence[object]]:
    query = select(movements, products.c.product_id).join(products, products.c.id == movements.c.product)
    for rows in queries.pages(connection, query, movements):
        for row in rows:
            yield row.product_id, moment(row.moved_at), row.kind, row.quantity
