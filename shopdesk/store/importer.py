"""Imports products, sales and prices from CSV files: one transaction, a report for each row that was refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError, EngineError, NotFound
from shopdesk.engine.types import gtin14
from shopdesk.store import catalog
from shopdesk.store.database import TOPICS, insert_row
from shopdesk.store.import_table import read_table
from shopdesk.store.schema import barcodes, baskets, customers, imports, lines, movements, prices, products
from shopdesk.store.shop import Shop
from shopdesk.store.values import minor_digits, parse_money, parse_number, to_ms

LATEST_MS = to_ms(datetime(2200, 1, 1, tzinfo=UTC))
MOST_PIECES = 1_000_000
MODES = ("create", "update", "both")
_DATES = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y")
_PLAIN = ("name", "category", "brand", "unit", "description")


@dataclass(frozen=True)
class RowProblem:
    """Why a row was refused; ``code`` is a stable key, ``row`` the line in the file."""

    row: int
    code: str
    params: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class ImportReport:
    """What an import did, or with ``dry_run`` would do (then there is no ``import_id``)."""

    import_id: int | None
    kind: str
    created: int
    updated: int
    unchanged: int
    refused: list[RowProblem]


class _DryRun(Exception):
    """Rolls back a transaction that was only a trial."""


def import_file(
    shop: Shop,
    path: Path,
    kind: str | None = None,
    mapping: dict[str, str] | None = None,
    mode: str = "both",
    dry_run: bool = False,
    ctx: JobContext = NULL_CONTEXT,
) -> ImportReport:
    """Import a CSV file. Rows that make no sense are refused one by one, the others go in together.

    Parameters
    ----------
    shop : Shop
        Where to.
    path : Path
        The file.
    kind : str, optional
        ``products``, ``sales`` or ``prices``; found by the columns if None.
    mapping : dict, optional
        Our column name to the file's column name, where they differ.
    mode : str
        ``create`` leaves products that exist alone, ``update`` refuses new ones, ``both`` does both.
    dry_run : bool
        Only report.
    """
    if mode not in MODES:
        raise DataError("import.unknown_mode", mode=mode)
    table = read_table(path, kind, mapping)
    work: _Import
    import_id: int | None = None
    try:
        with shop.database.write(*TOPICS) as connection:
            work = _Import(connection, minor_digits(shop.currency), mode)
            work.run(table.kind, table.rows, ctx)
            if dry_run:
                raise _DryRun
            import_id = insert_row(
                connection,
                imports,
                kind=table.kind,
                file=path.name,
                imported_at=to_ms(),
                created=work.created,
                updated=work.updated,
                refused=len(work.refused),
                undo=json.dumps(work.undo),
            )
    except _DryRun:
        pass
    ctx.progress(1.0, "done")
    return ImportReport(import_id, table.kind, work.created, work.updated, work.unchanged, work.refused)


class _Import:
    """One file going into the shop, row by row."""

    def __init__(self, connection: Connection, digits: int, mode: str) -> None:
        self.connection, self.digits, self.mode = connection, digits, mode
        self.created = self.updated = self.unchanged = 0
        self.refused: list[RowProblem] = []
        # What to take back: keys of new rows, and the values that were there before.
        self.undo: dict[str, Any] = {"products": [], "before": {}, "prices": [], "barcodes": [], "movements": []}
        self.undo["baskets"] = []
        self._baskets: dict[str, int] = {}
        self._known: dict[str, tuple[int, str]] = {}  # products that rows named, by what they called them

    def run(self, kind: str, rows: list[tuple[int, dict[str, str]]], ctx: JobContext) -> None:
        """Take every row; each in a savepoint, so that a refused one leaves nothing behind."""
        take: Callable[[dict[str, str]], None] = {
            "products": self._product,
            "sales": self._sale,
            "prices": self._price,
        }[kind]
        for number, (line, row) in enumerate(rows):
            if number % 200 == 0:
                ctx.raise_if_cancelled()
                ctx.progress(number / len(rows), "rows")
            marks = {key: len(value) for key, value in self.undo.items() if isinstance(value, list)}
            savepoint = self.connection.begin_nested()
            try:
                take(row)
                savepoint.commit()
            except EngineError as error:
                savepoint.rollback()
                for key, length in marks.items():
                    del self.undo[key][length:]
                self.refused.append(RowProblem(line, error.code, error.params))

    # --- products -------------------------------------------------------------------------------

    def _product(self, row: dict[str, str]) -> None:
        key = self._find_product(row)
        if key is None and self.mode == "update":
            raise NotFound("row.unknown_product", product=row.get("sku") or row.get("name", ""))
        if key is None:
            self._create(row)
        elif self.mode == "create":
            self.unchanged += 1
        else:
            self._update(key, row)

    def _find_product(self, row: dict[str, str]) -> int | None:
        for column in ("product_id", "sku"):
            if row.get(column):
                query = select(products.c.id).where(products.c[column] == row[column])
                key = self.connection.execute(query).scalar()
                if key is not None:
                    return int(key)
        if row.get("sku"):  # another SKU is another product, even if a barcode is the same: that is refused later
            return None
        for code in _codes(row):
            key = self._by_code(code)
            if key is not None:
                return key
        return None

    def _by_code(self, code: str) -> int | None:
        gtin = gtin14(code)
        same = barcodes.c.gtin == gtin if gtin else barcodes.c.code == code
        return self.connection.execute(select(barcodes.c.product).where(same)).scalar()

    def _create(self, row: dict[str, str]) -> None:
        if not row.get("name"):
            raise DataError("row.no_name")
        if not row.get("price"):
            raise DataError("row.no_price")
        new = catalog.NewProduct(
            name=row["name"],
            price=self._money(row, "price") or 0,
            category=row.get("category", ""),
            brand=row.get("brand", ""),
            unit=row.get("unit") or "piece",
            description=row.get("description", ""),
            sku=row.get("sku", ""),
            cost=self._money(row, "cost"),
            tax=_tax(row) or 0,
            stock=_number(row, "stock"),
            barcodes=tuple(_codes(row)),
            product_id=row.get("product_id", ""),
        )
        key, _ = catalog.add_product(self.connection, new, source="import")
        self.undo["products"].append(key)
        self.created += 1

    def _update(self, key: int, row: dict[str, str]) -> None:
        now = self.connection.execute(select(products).where(products.c.id == key)).one()._asdict()
        wanted: dict[str, Any] = {name: row[name] for name in _PLAIN if row.get(name)}
        tax = _tax(row)
        if tax is not None:
            wanted["tax"] = tax
        stock = _number(row, "stock")
        if stock is not None:
            wanted["tracked"] = True
        changed = {name: value for name, value in wanted.items() if now[name] != value}
        added = catalog.add_barcodes(self.connection, key, _codes(row))
        new_prices = [p for kind in ("price", "cost") for p in self._new_price(key, kind, self._money(row, kind))]
        moved = catalog.count_stock(self.connection, key, stock) if stock is not None else None
        if changed:
            self.connection.execute(update(products).where(products.c.id == key).values(changed))
            self.undo["before"].setdefault(str(key), {}).update({name: now[name] for name in changed})
        self.undo["barcodes"] += added
        self.undo["prices"] += new_prices
        self.undo["movements"] += [] if moved is None else [moved]
        if changed or added or new_prices or moved is not None:
            self.updated += 1
        else:
            self.unchanged += 1

    def _new_price(self, product: int, kind: str, minor: int | None) -> list[int]:
        """Note a price if it is another than that of now."""
        if minor is None:
            return []
        latest = (
            select(prices.c.minor)
            .where(prices.c.product == product, prices.c.kind == kind, prices.c.valid_from <= to_ms())
            .order_by(prices.c.valid_from.desc(), prices.c.id.desc())
            .limit(1)
        )
        if self.connection.execute(latest).scalar() == minor:
            return []
        return [catalog.add_price(self.connection, product, minor, kind, source="import")]

    # --- prices and sales -----------------------------------------------------------------------

    def _any_product(self, name: str) -> tuple[int, str]:
        """The key and name of the product that a cell names by id, SKU or barcode."""
        if name not in self._known:
            self._known[name] = self._look_up(name)
        return self._known[name]

    def _look_up(self, name: str) -> tuple[int, str]:
        for column in ("product_id", "sku"):
            found = self.connection.execute(
                select(products.c.id, products.c.name).where(products.c[column] == name)
            ).one_or_none()
            if found is not None:
                return found.id, found.name
        key = self._by_code(name) if name else None
        if key is None:
            raise NotFound("row.unknown_product", product=name)
        title = self.connection.execute(select(products.c.name).where(products.c.id == key)).scalar_one()
        return int(key), title

    def _price(self, row: dict[str, str]) -> None:
        product, _ = self._any_product(row["sku"])
        minor, at = self._money(row, "price"), _moment(row, "valid_from")
        if minor is None:
            raise DataError("row.no_price")
        here = (prices.c.product == product) & (prices.c.kind == "price") & (prices.c.valid_from == at)
        if self.connection.execute(select(prices.c.id).where(here, prices.c.minor == minor)).first():
            self.unchanged += 1
            return
        self.undo["prices"].append(catalog.add_price(self.connection, product, minor, at=at, source="import"))
        self.created += 1

    def _sale(self, row: dict[str, str]) -> None:
        product, name = self._any_product(row["sku"])
        quantity, minor = _number(row, "quantity"), self._money(row, "unit_price")
        if quantity is None or quantity <= 0:
            raise DataError("row.bad_number", column="quantity", text=row["quantity"])
        if minor is None:
            raise DataError("row.no_price")
        basket = self._basket(row)
        if basket is None:  # it was imported before
            self.unchanged += 1
            return
        here = (lines.c.basket == basket) & (lines.c.product == product)
        if (
            self.connection.execute(update(lines).where(here).values(quantity=lines.c.quantity + quantity)).rowcount
            == 0
        ):
            values = {"basket": basket, "product": product, "name": name, "quantity": quantity}
            self.connection.execute(insert(lines), values | {"unit_price": minor})
        self.created += 1

    def _basket(self, row: dict[str, str]) -> int | None:
        """The basket that a row belongs to, created for its first row; None if another import brought it."""
        reference, sold_at = row["basket_id"], _moment(row, "sold_at")
        if not reference:
            raise DataError("row.no_basket")
        known = self.connection.execute(select(baskets.c.id).where(baskets.c.reference == reference)).scalar()
        if known is not None:
            return known if self._baskets.get(reference) == known else None
        customer = self._customer(row.get("customer_id", ""))
        key = insert_row(
            self.connection,
            baskets,
            status="completed",
            customer=customer,
            opened_at=sold_at,
            sold_at=sold_at,
            reference=reference,
        )
        self._baskets[reference] = key
        self.undo["baskets"].append(key)
        return key

    def _customer(self, customer_id: str) -> int | None:
        if not customer_id:
            return None
        key = self.connection.execute(select(customers.c.id).where(customers.c.customer_id == customer_id)).scalar()
        return key if key is not None else catalog.add_customer(self.connection, customer_id, customer_id)

    def _money(self, row: dict[str, str], column: str) -> int | None:
        if not row.get(column):
            return None
        try:
            minor = parse_money(row[column], self.digits)
        except ValueError:
            raise DataError("row.bad_money", column=column, text=row[column]) from None
        if not 0 <= minor < 10**12:
            raise DataError("row.bad_money", column=column, text=row[column])
        return minor


def _codes(row: dict[str, str]) -> list[str]:
    """The barcodes of a cell, several cut by spaces, bars or semicolons."""
    cell = row.get("barcode", "")
    for separator in ";|/":
        cell = cell.replace(separator, " ")
    return [code[:64] for code in dict.fromkeys(cell.split())]


def _number(row: dict[str, str], column: str) -> float | None:
    if not row.get(column):
        return None
    try:
        number = float(parse_number(row[column]))
    except ValueError:
        raise DataError("row.bad_number", column=column, text=row[column]) from None
    if abs(number) > MOST_PIECES:
        raise DataError("row.bad_number", column=column, text=row[column])
    return number


def _tax(row: dict[str, str]) -> int | None:
    """A rate in per cent as hundredths of a per cent."""
    rate = _number({"tax": row.get("tax", "").rstrip(" %")}, "tax")
    if rate is not None and not 0 <= rate <= 100:
        raise DataError("row.bad_number", column="tax", text=row["tax"])
    return None if rate is None else round(rate * 100)


def _moment(row: dict[str, str], column: str) -> int:
    """A date or moment in ISO 8601 or with points; without a zone it is UTC."""
    text = row.get(column, "")
    for read in (datetime.fromisoformat, *(_reader(pattern) for pattern in _DATES)):
        try:
            ms = to_ms(read(text))
        except (ValueError, OverflowError):
            continue
        if 0 <= ms <= LATEST_MS:
            return ms
    raise DataError("row.bad_date", column=column, text=text)


def _reader(pattern: str) -> Callable[[str], datetime]:
    return lambda text: datetime.strptime(text, pattern).replace(tzinfo=UTC)


def undo_import(shop: Shop, import_id: int) -> None:
    """Take an import back: new rows go, changed ones get their old values; what was sold meanwhile stays, retired."""
    with shop.database.write(*TOPICS) as connection:
        row = connection.execute(select(imports).where(imports.c.id == import_id)).one_or_none()
        if row is None:
            raise NotFound("import.unknown", import_id=import_id)
        if row.undone_at is not None:
            raise DataError("import.undone", import_id=import_id)
        undo = json.loads(row.undo)
        for basket in undo["baskets"]:
            connection.execute(delete(baskets).where(baskets.c.id == basket))
        for name, table in (("prices", prices), ("barcodes", barcodes), ("movements", movements)):
            for key in undo[name]:
                connection.execute(delete(table).where(table.c.id == key))
        for key, before in undo["before"].items():
            connection.execute(update(products).where(products.c.id == int(key)).values(before))
        for key in undo["products"]:
            if connection.execute(select(lines.c.id).where(lines.c.product == key).limit(1)).first():
                connection.execute(update(products).where(products.c.id == key).values(active=False))
            else:
                connection.execute(delete(products).where(products.c.id == key))
        connection.execute(update(imports).where(imports.c.id == import_id).values(undone_at=to_ms()))
