"""Changes to products, prices and customers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from shopdesk.engine.errors import DataError, NotFound
from shopdesk.engine.types import gtin14
from shopdesk.store.database import insert_row
from shopdesk.store.schema import barcodes, customers, movements, prices, products
from shopdesk.store.values import fold, to_ms


@dataclass(frozen=True)
class NewProduct:
    """A product to add; money in minor units, tax in hundredths of a per cent."""

    name: str
    price: int
    category: str = ""
    brand: str = ""
    unit: str = "piece"
    description: str = ""
    sku: str = ""
    cost: int | None = None
    tax: int = 0
    stock: float | None = None
    barcodes: tuple[str, ...] = field(default=())
    product_id: str = ""


def product_key(connection: Connection, product_id: str) -> int:
    """The key of a product."""
    key = connection.execute(select(products.c.id).where(products.c.product_id == product_id)).scalar()
    if key is None:
        raise NotFound("product.unknown", product_id=product_id)
    return int(key)


def free_product_id(connection: Connection) -> str:
    """An id that no product has."""
    number = (connection.execute(select(func.max(products.c.id))).scalar() or 0) + 1
    while connection.execute(select(products.c.id).where(products.c.product_id == f"P{number:04d}")).first():
        number += 1
    return f"P{number:04d}"


def add_product(connection: Connection, new: NewProduct, source: str = "owner") -> tuple[int, str]:
    """Add a product with its first price, barcodes and opening stock; its key and id."""
    if not new.name.strip():
        raise DataError("product.no_name")
    if new.product_id and _taken(connection, "product_id", new.product_id):
        raise DataError("product.exists", product_id=new.product_id)
    if new.sku and _taken(connection, "sku", new.sku):
        raise DataError("sku.taken", sku=new.sku)
    product_id = new.product_id or free_product_id(connection)
    key = insert_row(
        connection,
        products,
        product_id=product_id,
        sku=new.sku or None,
        name=new.name.strip(),
        category=new.category,
        brand=new.brand,
        unit=new.unit,
        description=new.description,
        tax=new.tax,
        tracked=new.stock is not None,
        active=True,
        created_at=to_ms(),
    )
    add_barcodes(connection, key, new.barcodes)
    add_price(connection, key, new.price, source=source)
    if new.cost is not None:
        add_price(connection, key, new.cost, kind="cost", source=source)
    if new.stock:
        count_stock(connection, key, new.stock)
    return key, product_id


def _taken(connection: Connection, column: str, value: str) -> bool:
    return connection.execute(select(products.c.id).where(products.c[column] == value)).first() is not None


def add_barcodes(connection: Connection, product: int, codes: Iterable[str]) -> list[int]:
    """Give a product the codes it does not have yet; their keys. A code of another product is refused."""
    added = []
    for code in codes:
        gtin = gtin14(code)
        same = barcodes.c.gtin == gtin if gtin else barcodes.c.code == code
        owner = connection.execute(select(barcodes.c.product).where(same)).scalar()
        if owner is not None and owner != product:
            raise DataError("barcode.taken", barcode=code)
        if owner is None:
            added.append(insert_row(connection, barcodes, product=product, code=code, gtin=gtin))
    return added


def add_price(
    connection: Connection,
    product: int,
    minor: int,
    kind: str = "price",
    at: int | None = None,
    source: str = "owner",
) -> int:
    """Note a price from a moment on; the key of its row."""
    if minor < 0:
        raise DataError("price.negative", price=minor)
    moment = to_ms() if at is None else at
    return insert_row(connection, prices, product=product, kind=kind, minor=minor, valid_from=moment, source=source)


def stock_now(connection: Connection, product: int) -> float:
    """The sum of a product's ledger."""
    query = select(func.sum(movements.c.quantity)).where(movements.c.product == product)
    return float(connection.execute(query).scalar() or 0.0)


def count_stock(connection: Connection, product: int, counted: float) -> int | None:
    """Book the difference between what was counted and the ledger; the key of the movement, if any."""
    difference = round(counted - stock_now(connection, product), 3)
    if difference == 0:
        return None
    return insert_row(connection, movements, product=product, quantity=difference, kind="count", moved_at=to_ms())


def add_customer(connection: Connection, customer_id: str, name: str, phone: str = "") -> int:
    """Add a customer; the key."""
    if connection.execute(select(customers.c.id).where(customers.c.customer_id == customer_id)).first():
        raise DataError("customer.exists", customer_id=customer_id)
    return insert_row(
        connection,
        customers,
        customer_id=customer_id,
        name=name,
        name_key=fold(name),
        phone=phone,
        created_at=to_ms(),
    )
