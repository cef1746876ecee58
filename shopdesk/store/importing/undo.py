"""Takes imports back. What later work is built on is named, and then nothing is taken back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, delete, func, or_, select, update

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError, NotFound
from shopdesk.engine.types_import import ImportRecord, UndoReport
from shopdesk.store.database import TOPICS
from shopdesk.store.importing.undo_old import undo_old
from shopdesk.store.queries import chunks
from shopdesk.store.schema import (
    barcodes,
    baskets,
    customers,
    import_changes,
    imports,
    lines,
    movements,
    pictures,
    prices,
    products,
    ratings,
    variants,
)
from shopdesk.store.values import from_ms, to_ms

if TYPE_CHECKING:
    from shopdesk.store.shop import Shop

# What hangs on a product and is removed before it; in this order.
_PARTS = (pictures, variants, movements, prices, barcodes)


def list_imports(shop: Shop, limit: int = 200) -> list[ImportRecord]:
    """The imports of the past, the latest first."""
    with shop.database.read() as connection:
        rows = connection.execute(select(imports).order_by(imports.c.id.desc()).limit(limit)).all()
    return [
        ImportRecord(
            import_id=row.id,
            file=row.file,
            kind=row.kind,
            source=row.source,
            imported_at=from_ms(row.imported_at),
            created=row.created,
            updated=row.updated,
            unchanged=row.unchanged,
            refused=row.refused,
            undone_at=from_ms(row.undone_at),
        )
        for row in rows
    ]


def undo_import(shop: Shop, import_id: int, ctx: JobContext = NULL_CONTEXT) -> UndoReport:
    """Take an import back: its rows go, changed fields get their old values.

    Raises
    ------
    NotFound
        ``import.unknown``.
    DataError
        ``import.undone``, or ``import.depends_*`` naming what was built on it since.
    """
    with shop.database.write(*TOPICS, "customers") as connection:
        row = connection.execute(select(imports).where(imports.c.id == import_id)).one_or_none()
        if row is None:
            raise NotFound("import.unknown", import_id=import_id)
        if row.undone_at is not None:
            raise DataError("import.undone", import_id=import_id)
        ctx.progress(0.1, "undoing")
        if row.undo != "{}":
            report = undo_old(connection, import_id, json.loads(row.undo))
        else:
            _refuse_if_needed(connection, import_id)
            ctx.raise_if_cancelled()
            report = _take_back(connection, import_id, ctx)
        ctx.raise_if_cancelled()
        connection.execute(update(imports).where(imports.c.id == import_id).values(undone_at=to_ms()))
    ctx.progress(1.0, "done")
    return report


# --- what was built on it ----------------------------------------------------------------------------


def _mine(table: Table, import_id: int) -> ColumnElement[bool]:
    return table.c.import_id == import_id


def _others(table: Any, import_id: int) -> ColumnElement[bool]:
    return or_(table.c.import_id.is_(None), table.c.import_id != import_id)


def _refuse_if_needed(connection: Connection, import_id: int) -> None:
    """Look for later work, the plainest first; each finding names some of what it is about."""
    new = select(products.c.id).where(_mine(products, import_id))
    # Sold, or waiting in a basket: a line must have its product.
    sold = (
        select(products.c.name)
        .join(lines, lines.c.product == products.c.id)
        .join(baskets, baskets.c.id == lines.c.basket)
        .where(_mine(products, import_id), _others(baskets, import_id))
    )
    _refuse(connection, "import.depends_sales", sold)
    refunds = baskets.alias("refunds")
    refunded = (
        select(baskets.c.reference)
        .join(refunds, refunds.c.refund_of == baskets.c.id)
        .where(_mine(baskets, import_id), _others(refunds, import_id))
    )
    _refuse(connection, "import.depends_refunds", refunded)
    _refuse(connection, "import.depends_counts", _counted_since(import_id))
    for table, code in (
        (prices, "import.depends_prices"),
        (barcodes, "import.depends_barcodes"),
        (pictures, "import.depends_pictures"),
        (ratings, "import.depends_ratings"),
    ):
        on = select(products.c.name).join(table, table.c.product == products.c.id)
        _refuse(connection, code, on.where(_mine(products, import_id), _others(table, import_id)))
    later = select(products.c.name).join(import_changes, import_changes.c.product == products.c.id)
    _refuse(connection, "import.depends_import", later.where(_alive(), import_changes.c.product.in_(new)))
    _refuse_changed(connection, import_id)


def _alive() -> ColumnElement[bool]:
    """Changes of imports that were not taken back themselves."""
    return import_changes.c.import_id.in_(select(imports.c.id).where(imports.c.undone_at.is_(None)))


def _counted_since(import_id: int) -> Select[Any]:
    """Products whose stock was counted after this import had counted it: that count knew of ours."""
    ours, later = movements.alias("ours"), movements.alias("later")
    return (
        select(products.c.name)
        .join(ours, ours.c.product == products.c.id)
        .join(later, later.c.product == products.c.id)
        .where(
            ours.c.import_id == import_id,
            or_(later.c.import_id.is_(None), later.c.import_id != import_id),
            or_(and_(later.c.kind == "count", later.c.id > ours.c.id), products.c.import_id == import_id),
        )
    )


def _refuse(connection: Connection, code: str, names: Select[Any]) -> None:
    some = list(dict.fromkeys(connection.execute(names.limit(50)).scalars()))
    if some:
        count = connection.execute(select(func.count()).select_from(names.distinct().subquery())).scalar_one()
        shown = ", ".join(str(name)[:40] for name in some[:3])
        raise DataError(code, count=count, names=shown)


def _changes(connection: Connection, import_id: int) -> list[Any]:
    query = select(import_changes).where(_mine(import_changes, import_id)).order_by(import_changes.c.id)
    return list(connection.execute(query))


def _refuse_changed(connection: Connection, import_id: int) -> None:
    """A field that is not as the import left it was changed since."""
    changes = [row for row in _changes(connection, import_id) if row.field in products.c]
    now = _current(connection, products, products.c.id, {row.product for row in changes})
    names = [
        now[row.product].name
        for row in changes
        if row.product in now and _plain(getattr(now[row.product], row.field)) != _plain(json.loads(row.after))
    ]
    if names:
        raise DataError("import.depends_changes", count=len(set(names)), names=", ".join(dict.fromkeys(names[:3])))


def _plain(value: Any) -> Any:
    return "" if value is None else value


def _current(connection: Connection, table: Table, key: Any, keys: set[int]) -> dict[int, Any]:
    return {
        getattr(row, key.name): row
        for some in chunks(sorted(keys))
        for row in connection.execute(select(table).where(key.in_(some)))
    }


# --- taking back -------------------------------------------------------------------------------------


def _take_back(connection: Connection, import_id: int, ctx: JobContext) -> UndoReport:
    removed: dict[str, int] = {}
    restored = _restore(connection, import_id)
    sold = select(baskets.c.id).where(_mine(baskets, import_id))
    # The lines go first and by themselves: a cascade would look for each basket's lines one by one.
    removed["lines"] = connection.execute(delete(lines).where(lines.c.basket.in_(sold))).rowcount
    ctx.progress(0.5, "undoing")
    removed["receipts"] = connection.execute(delete(baskets).where(_mine(baskets, import_id))).rowcount
    removed["ratings"] = connection.execute(delete(ratings).where(_mine(ratings, import_id))).rowcount
    for table in _PARTS:
        removed[table.name] = connection.execute(delete(table).where(_mine(table, import_id))).rowcount
    removed["products"] = connection.execute(delete(products).where(_mine(products, import_id))).rowcount
    kept, gone = _take_customers(connection, import_id)
    removed["customers"] = gone
    ctx.progress(0.9, "undoing")
    connection.execute(delete(import_changes).where(_mine(import_changes, import_id)))
    return UndoReport(import_id, {name: count for name, count in removed.items() if count > 0}, restored, kept)


def _take_customers(connection: Connection, import_id: int) -> tuple[int, int]:
    """Remove the customers nobody else needs; those who have bought or rated since stay, and belong to the shop."""
    bought = select(baskets.c.customer).where(baskets.c.customer.is_not(None))
    rated = select(ratings.c.customer)
    needed = and_(_mine(customers, import_id), or_(customers.c.id.in_(bought), customers.c.id.in_(rated)))
    kept = connection.execute(update(customers).where(needed).values(import_id=None)).rowcount
    gone = connection.execute(delete(customers).where(_mine(customers, import_id))).rowcount
    return kept, gone


def _restore(connection: Connection, import_id: int) -> int:
    """Give changed fields their old values; how many products that were."""
    touched = set()
    for row in _changes(connection, import_id):
        before = json.loads(row.before)
        touched.add(row.product)
        if row.field == "rating":
            customer, rating, rated_at = before
            here = (ratings.c.customer == customer) & (ratings.c.product == row.product)
            connection.execute(update(ratings).where(here).values(rating=rating, rated_at=rated_at))
        elif row.field == "variant":
            handle, title, options = before
            values = {"handle": handle, "title": title, "options": options}
            connection.execute(update(variants).where(variants.c.product == row.product).values(values))
        else:
            value = None if row.field == "sku" and before == "" else before
            connection.execute(update(products).where(products.c.id == row.product).values({row.field: value}))
    return len(touched)
