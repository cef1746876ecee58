"""Writes a plan into the shop: batches of plain rows inside one transaction that the caller opened."""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Connection, Table, bindparam, func, insert, select, update

from shopdesk.engine.context import JobContext
from shopdesk.engine.types import gtin14
from shopdesk.store import schema
from shopdesk.store.database import insert_many
from shopdesk.store.importing.pictures import keep
from shopdesk.store.importing.plan import ImportPlan, Update
from shopdesk.store.importing.records import Record
from shopdesk.store.values import fold, line_total, to_ms

BATCH = 20_000
SOURCE = "import"


def reserve_keys(connection: Connection, table: Table, count: int) -> list[int]:
    """Keys for ``count`` new rows that nobody else gets."""
    if count == 0:
        return []
    if connection.dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(table.name, "id")
        numbers = func.generate_series(1, count).table_valued("n")
        return list(connection.execute(select(func.nextval(sequence)).select_from(numbers)).scalars())
    last = connection.execute(select(func.max(table.c.id))).scalar() or 0
    return list(range(last + 1, last + 1 + count))


class Writer:
    """One plan on its way into the shop.

    Parameters
    ----------
    import_id : int
        The import that every row is marked with.
    folder : Path
        The shop's folder, for pictures.
    """

    def __init__(self, connection: Connection, plan: ImportPlan, import_id: int, folder: Path, ctx: JobContext) -> None:
        self.connection, self.plan, self.import_id, self.folder, self.ctx = connection, plan, import_id, folder, ctx
        self.now = to_ms()
        self.copied: list[Path] = []  # to be taken away again if the import fails
        self._products: dict[int, int] = {}
        self._customers: dict[int, int] = {0: 0}
        self._total = max(1, len(plan.new) * 4 + len(plan.updates) * 3 + 2 * len(plan.receipts.receipt))
        self._done = 0

    def write(self) -> None:
        """Write everything."""
        self._new_customers()
        self._new_products()
        self._update_products()
        self._lists()
        self._receipts()

    def _many(self, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Insert rows batch by batch; between two batches the owner may cancel."""
        iterator: Iterator[Sequence[Any]] = iter(rows)
        while batch := list(islice(iterator, BATCH)):
            self.ctx.raise_if_cancelled()
            insert_many(self.connection, table, columns, batch)
            self._done += len(batch)
            self.ctx.progress(min(0.99, self._done / self._total), "writing")

    def _product(self, key: int) -> int:
        return key if key > 0 else self._products[key]

    # --- customers and products -------------------------------------------------------------------

    def _new_customers(self) -> None:
        new = self.plan.customers
        keys = reserve_keys(self.connection, schema.customers, len(new))
        self._customers.update((one.key, key) for one, key in zip(new, keys, strict=True))
        columns = ("id", "customer_id", "name", "name_key", "phone", "created_at", "reference", "import_id")
        rows = (
            (key, one.customer_id, one.name, fold(one.name), one.phone, self.now, one.reference or None, self.import_id)
            for one, key in zip(new, keys, strict=True)
        )
        self._many(schema.customers, columns, rows)

    def _new_products(self) -> None:
        new = self.plan.new
        keys = reserve_keys(self.connection, schema.products, len(new))
        self._products.update((one.key, key) for one, key in zip(new, keys, strict=True))
        about = ("sku", "name", "category", "brand", "unit", "description", "tax", "tracked")
        columns = ("id", "product_id", *about, "active", "created_at", "import_id")
        rows = (
            (key, one.product_id, *_product_values(one.record), one.active, self.now, self.import_id)
            for one, key in zip(new, keys, strict=True)
        )
        self._many(schema.products, columns, rows)
        pairs = [(key, one.record) for one, key in zip(new, keys, strict=True)]
        self._barcodes((key, code) for key, record in pairs for code in record.codes)
        for kind in ("price", "cost"):
            self._prices((key, kind, getattr(record, kind), self.now) for key, record in pairs)
        self._movements((key, record.stock) for key, record in pairs if record.stock)
        self._variants((key, record) for key, record in pairs if record.handle)
        self._pictures((key, record.picture) for key, record in pairs if record.picture)

    def _barcodes(self, pairs: Iterable[tuple[int, str]]) -> None:
        rows = ((key, code, gtin14(code), self.import_id) for key, code in pairs)
        self._many(schema.barcodes, ("product", "code", "gtin", "import_id"), rows)

    def _prices(self, prices: Iterable[tuple[int, str, int | None, int]]) -> None:
        rows = ((key, kind, minor, at, SOURCE, self.import_id) for key, kind, minor, at in prices if minor is not None)
        self._many(schema.prices, ("product", "kind", "minor", "valid_from", "source", "import_id"), rows)

    def _movements(self, pairs: Iterable[tuple[int, float | None]]) -> None:
        rows = ((key, counted, "count", self.now, self.import_id) for key, counted in pairs)
        self._many(schema.movements, ("product", "quantity", "kind", "moved_at", "import_id"), rows)

    def _variants(self, pairs: Iterable[tuple[int, Record]]) -> None:
        rows = ((key, one.handle, one.title or one.name, one.options, self.import_id) for key, one in pairs)
        self._many(schema.variants, ("product", "handle", "title", "options", "import_id"), rows)

    def _pictures(self, pairs: Iterable[tuple[int, str]]) -> None:
        rows = []
        for key, path in pairs:
            try:
                inside, new = keep(Path(path), self.folder)
            except OSError:
                continue  # it was there a moment ago; the product is worth more than its picture
            if new:
                self.copied.append(self.folder / inside)
            rows.append((key, inside, SOURCE, self.now, self.import_id))
        self._many(schema.pictures, ("product", "path", "source", "added_at", "import_id"), rows)

    # --- changes ----------------------------------------------------------------------------------

    def _update_products(self) -> None:
        updates = self.plan.updates
        groups: dict[tuple[str, ...], list[Update]] = defaultdict(list)
        for one in updates:
            if one.after:
                groups[tuple(sorted(one.after))].append(one)
        for names, some in groups.items():
            values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
            statement = update(schema.products).where(schema.products.c.id == bindparam("of")).values(values)
            for start in range(0, len(some), BATCH):
                self.ctx.raise_if_cancelled()
                rows = [
                    {"of": one.key} | {f"new_{name}": _stored(name, one.after[name]) for name in names}
                    for one in some[start : start + BATCH]
                ]
                self.connection.execute(statement, rows)
        self._changes((one.key, name, one.before[name], value) for one in updates for name, value in one.after.items())
        self._barcodes((one.key, code) for one in updates for code in one.codes)
        for kind in ("price", "cost"):
            self._prices((one.key, kind, getattr(one, kind), self.now) for one in updates)
        self._movements((one.key, one.counted) for one in updates if one.counted is not None)
        self._pictures((one.key, one.picture) for one in updates if one.picture)
        self._renew_variants([one for one in updates if one.variant is not None])

    def _changes(self, changes: Iterable[tuple[int, str, object, object]]) -> None:
        rows = (
            (self.import_id, key, name, json.dumps(before), json.dumps(after)) for key, name, before, after in changes
        )
        self._many(schema.import_changes, ("import_id", "product", "field", "before", "after"), rows)

    def _renew_variants(self, updates: list[Update]) -> None:
        table = schema.variants
        there = {}
        for start in range(0, len(updates), 5_000):
            keys = [one.key for one in updates[start : start + 5_000]]
            for row in self.connection.execute(select(table).where(table.c.product.in_(keys))):
                there[row.product] = [row.handle, row.title, row.options]
        self._variants((one.key, one.variant) for one in updates if one.variant and one.key not in there)
        rows = []
        for one in updates:
            if one.variant is not None and one.key in there:
                new = [one.variant.handle, one.variant.title, one.variant.options]
                if new != there[one.key]:
                    rows.append((one.key, there[one.key], new))
        if rows:
            values: dict[str, Any] = {"handle": bindparam("h"), "title": bindparam("t"), "options": bindparam("o")}
            statement = update(table).where(table.c.product == bindparam("of")).values(values)
            self.connection.execute(
                statement, [{"of": key, "h": new[0], "t": new[1], "o": new[2]} for key, _, new in rows]
            )
        self._changes((key, "variant", before, after) for key, before, after in rows)

    def _lists(self) -> None:
        prices = ((self._product(one.product), one.kind, one.minor, one.valid_from) for one in self.plan.prices)
        self._prices(prices)
        table = schema.ratings
        changed: list[tuple[tuple[Any, ...], tuple[float, int | None] | None]] = []
        new: list[tuple[tuple[Any, ...], None]] = []
        for one in self.plan.ratings:
            customer = one.customer if one.customer > 0 else self._customers[one.customer]
            row = (customer, self._product(one.product), one.rating, one.rated_at)
            if one.before is None:
                new.append((row, None))
            else:
                changed.append((row, one.before))
        columns = ("customer", "product", "rating", "rated_at", "import_id")
        self._many(table, columns, ((*row, self.import_id) for row, _ in new))
        if changed:
            here = (table.c.customer == bindparam("who")) & (table.c.product == bindparam("what"))
            statement = update(table).where(here).values(rating=bindparam("r"), rated_at=bindparam("t"))
            self.connection.execute(
                statement, [{"who": row[0], "what": row[1], "r": row[2], "t": row[3]} for row, _ in changed]
            )
            self._changes(
                (row[1], "rating", [row[0], *(before or ())], [row[0], row[2], row[3]]) for row, before in changed
            )

    # --- receipts ---------------------------------------------------------------------------------

    def _receipts(self) -> None:
        """Baskets in the order of sale, so that the newest have the highest keys; their lines after them."""
        receipts = self.plan.receipts
        # numpy sorts without holding up the other threads: the window goes on answering
        flags = np.frombuffer(receipts.wanted, dtype=np.uint8)
        places = np.flatnonzero(flags)
        moments = np.frombuffer(receipts.sold_at, dtype=np.int64)[places]
        wanted = array("q", places[np.argsort(moments, kind="stable")].astype(np.int64).tobytes())
        del flags, moments  # they lock the columns that they look at
        keys = reserve_keys(self.connection, schema.baskets, len(wanted))
        baskets = array("q", bytes(8 * len(receipts.references)))
        for at, key in zip(wanted, keys, strict=True):
            baskets[at] = key
        columns = ("id", "status", "customer", "opened_at", "sold_at", "reference", "import_id")
        rows = (
            (
                baskets[at],
                "completed",
                (receipts.customer[at] if receipts.customer[at] > 0 else self._customers[receipts.customer[at]])
                or None,
                receipts.sold_at[at],
                receipts.sold_at[at],
                receipts.references[at],
                self.import_id,
            )
            for at in wanted
        )
        self._many(schema.baskets, columns, rows)
        line = ("basket", "product", "name", "quantity", "unit_price", "discount")
        self._many(schema.lines, line, self._lines(baskets))

    def _lines(self, baskets: array[int]) -> Iterator[tuple[Any, ...]]:
        """One line for each product of a basket: what a till wrote on several lines is added up, to the cent."""
        receipts = self.plan.receipts
        of = np.frombuffer(baskets, dtype=np.int64)[np.frombuffer(receipts.receipt, dtype=np.int64)]
        product_of = np.frombuffer(receipts.product, dtype=np.int64)
        found = np.flatnonzero(of)
        order = found[np.lexsort((found, product_of[found], of[found]))]
        places = array("q", order.astype(np.int64).tobytes())
        del of, product_of
        start = 0
        while start < len(places):
            first, end = places[start], start + 1
            at, product = receipts.receipt[first], receipts.product[first]
            quantity, total = receipts.quantity[first], receipts.total[first]
            while end < len(places):
                other = places[end]
                if receipts.receipt[other] != at or receipts.product[other] != product:
                    break
                quantity, total = round(quantity + receipts.quantity[other], 3), total + receipts.total[other]
                end += 1
            unit = receipts.unit_price[first]
            discount = _full(quantity, unit) - total
            name = receipts.names[receipts.name[first]]
            yield baskets[at], self._product(product), name, quantity, unit, discount
            start = end


def _full(quantity: float, unit: int) -> int:
    return int(quantity) * unit if quantity.is_integer() else line_total(quantity, unit)


def _stored(name: str, value: object) -> object:
    return None if name == "sku" and value == "" else value


def _product_values(record: Record) -> tuple[Any, ...]:
    tracked = record.tracked if record.tracked is not None else record.stock is not None
    return (
        record.sku or None,
        record.name.strip(),
        record.category,
        record.brand,
        record.unit or "piece",
        record.description,
        record.tax or 0,
        tracked,
    )


def note_import(connection: Connection, plan: ImportPlan) -> int:
    """Note the import itself; its number."""
    details = json.dumps({"warnings": sorted({problem.code for problem in plan.warnings})})
    result = connection.execute(
        insert(schema.imports).values(
            kind=plan.kind,
            file=plan.file,
            imported_at=to_ms(),
            created=plan.created,
            updated=plan.updated,
            refused=len(plan.refused),
            undo="{}",
            source=plan.source,
            unchanged=plan.unchanged,
            skipped=len(plan.skipped),
            details=details,
        )
    )
    assert result.inserted_primary_key is not None  # the table has an integer key
    return int(result.inserted_primary_key[0])
