"""What the shop knows, in memory while an import is planned: who has which SKU, barcode, handle and name.

Products that the import will make have negative keys until they are written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, ClassVar

from sqlalchemy import Connection, and_, func, select

from shopdesk.engine.types import gtin14
from shopdesk.store.queries import chunks, grouped
from shopdesk.store.schema import barcodes, customers, imports, movements, pictures, prices, products, variants
from shopdesk.store.values import fold, to_ms

OWN_NUMBERS = ("square:", "woo:")
"""Handles that these programs give to every variant, not to articles."""


@dataclass(frozen=True, slots=True)
class Current:
    """A product as it is now."""

    product_id: str
    sku: str
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
    handle: str
    title: str
    options: str
    pictures: tuple[str, ...] = ()


@dataclass
class Register:
    """Keys and ids for what an import will make; those of ``letter`` P are P0001, P0002 and so on."""

    letter: ClassVar[str]
    ids: dict[str, int] = field(default_factory=dict)
    reserved: set[str] = field(default_factory=set)  # ids that the file gives to its own
    next_number: int = 1
    _next: int = 0

    def new_key(self) -> int:
        """A key for something that is not written yet."""
        self._next -= 1
        return self._next

    def free_id(self) -> str:
        """An id that nothing has, given out once."""
        while (free := f"{self.letter}{self.next_number:04d}") in self.ids or free in self.reserved:
            self.next_number += 1
        self.next_number += 1
        return free


@dataclass
class Catalogue(Register):
    """Products by everything that a file may name them by."""

    letter = "P"
    skus: dict[str, int] = field(default_factory=dict)
    codes: dict[str, int] = field(default_factory=dict)
    handles: dict[str, int] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)  # 0 where several have the name
    name_of: dict[int, str] = field(default_factory=dict)
    retired: set[int] = field(default_factory=set)
    ghosts: set[int] = field(default_factory=set)  # retired products that only imported sales know

    def by_code(self, code: str) -> int | None:
        """The product with a barcode, in whatever spelling."""
        return self.codes.get(code_key(code))

    def by_name(self, name: str) -> int | None:
        """The only product with that name."""
        return self.names.get(fold(name)) or None

    def remember(self, key: int, product_id: str, sku: str, name: str, handle: str, codes: Iterable[str]) -> None:
        """Take note of a product."""
        self.ids[product_id] = key
        if sku:
            self.skus[sku] = key
        if handle:
            self.handles.setdefault(handle, key)
        self.name_of[key] = name
        folded = fold(name)
        self.names[folded] = key if self.names.get(folded, key) == key else 0
        for code in codes:
            self.codes[code_key(code)] = key


def code_key(code: str) -> str:
    """Barcodes that are the same have the same key."""
    return gtin14(code) or code.strip()


def handle_key(handle: str, options: str) -> str:
    """One variant of an article: its handle with the values of its options; numbers of variants stand alone."""
    if handle.startswith(OWN_NUMBERS):
        return handle
    values = [fold(value) for _, value in json.loads(options)] if options else []
    return "\x1f".join([fold(handle), *values])


def load(connection: Connection) -> Catalogue:
    """Read all products of the shop."""
    catalogue = Catalogue()
    from_sales = set(connection.execute(select(imports.c.id).where(imports.c.kind == "sales")).scalars())
    one = products.c
    columns = (one.id, one.product_id, one.sku, one.name, one.active, one.import_id)
    for key, product_id, sku, name, active, import_id in connection.execute(select(*columns)):
        catalogue.remember(key, product_id, sku or "", name, "", ())
        if not active:
            catalogue.retired.add(key)
            if import_id in from_sales:
                catalogue.ghosts.add(key)
    for key, code, gtin in connection.execute(select(barcodes.c.product, barcodes.c.code, barcodes.c.gtin)):
        catalogue.codes[gtin or code.strip()] = key
    for key, handle, options in connection.execute(select(variants.c.product, variants.c.handle, variants.c.options)):
        catalogue.handles.setdefault(handle_key(handle, options), key)
    catalogue.next_number = (connection.execute(select(func.max(products.c.id))).scalar() or 0) + 1
    return catalogue


def current(connection: Connection, keys: Iterable[int]) -> dict[int, Current]:
    """The products of these keys as they are now; asked for in a few queries, however many there are."""
    found: dict[int, Current] = {}
    now = to_ms()
    for some in chunks(key for key in keys if key > 0):
        price, cost = (_latest(connection, some, kind, now) for kind in ("price", "cost"))
        stock = _stock(connection, some)
        paths = grouped(connection, pictures.c.product, pictures.c.path, pictures.c.id, some)
        query = (
            select(products, variants.c.handle, variants.c.title, variants.c.options)
            .outerjoin(variants, variants.c.product == products.c.id)
            .where(products.c.id.in_(some))
        )
        for row in connection.execute(query):
            found[row.id] = Current(
                product_id=row.product_id,
                sku=row.sku or "",
                name=row.name,
                category=row.category,
                brand=row.brand,
                unit=row.unit,
                description=row.description,
                tax=row.tax,
                tracked=row.tracked,
                active=row.active,
                price=price.get(row.id),
                cost=cost.get(row.id),
                stock=stock.get(row.id, 0.0),
                handle=row.handle or "",
                title=row.title or "",
                options=row.options or "",
                pictures=tuple(paths.get(row.id, ())),
            )
    return found


def _latest(connection: Connection, keys: list[int], kind: str, now: int) -> dict[int, int]:
    """The price of each product that is valid now: the last of those that began."""
    query = (
        select(prices.c.product, prices.c.minor)
        .where(and_(prices.c.product.in_(keys), prices.c.kind == kind, prices.c.valid_from <= now))
        .order_by(prices.c.valid_from, prices.c.id)
    )
    return {row.product: row.minor for row in connection.execute(query)}


def _stock(connection: Connection, keys: list[int]) -> dict[int, float]:
    query = (
        select(movements.c.product, func.sum(movements.c.quantity))
        .where(movements.c.product.in_(keys))
        .group_by(movements.c.product)
    )
    return {product: round(float(total), 3) for product, total in connection.execute(query)}


@dataclass
class People(Register):
    """Customers by their number and by who they are elsewhere."""

    letter = "C"
    references: dict[str, int] = field(default_factory=dict)


def load_people(connection: Connection) -> People:
    """Read who the customers are."""
    people = People()
    rows: Any = connection.execute(select(customers.c.id, customers.c.customer_id, customers.c.reference))
    for key, customer_id, reference in rows:
        people.ids[customer_id] = key
        if reference:
            people.references[reference] = key
    people.next_number = (connection.execute(select(func.max(customers.c.id))).scalar() or 0) + 1
    return people
