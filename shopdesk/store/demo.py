"""Writes the demo shop: a corner grocery with eighteen months of sales, the same everywhere for the same seed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
from sqlalchemy import Connection

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError
from shopdesk.store import schema
from shopdesk.store.database import TOPICS, Database, insert_many, raise_counters, sqlite_url
from shopdesk.store.demo_catalog import CATEGORIES, FIRST_NAMES, LAST_NAMES, Goods, kinds, make_goods
from shopdesk.store.demo_pictures import draw_picture
from shopdesk.store.demo_prices import changes, price_weeks
from shopdesk.store.demo_sales import LINES_A_DAY, Shoppers, Week
from shopdesk.store.shop import FILE_NAME
from shopdesk.store.values import DAY_MS, fold, to_ms

LAST_DAY = date(2026, 10, 31)
MOST_PICTURES = 300
LEDGER_WEEKS = 4  # stock is booked in periods of this many weeks


@dataclass(frozen=True)
class DemoReport:
    """What was written."""

    folder: Path
    products: int
    customers: int
    baskets: int
    lines: int
    prices: int
    pictures: int
    first_day: date
    last_day: date


def write_demo(
    folder: Path,
    products: int = 240,
    days: int = 548,
    seed: int = 0,
    end: date | None = None,
    lines: int | None = None,
    ctx: JobContext = NULL_CONTEXT,
) -> DemoReport:
    """Write a demo shop into ``folder``.

    Parameters
    ----------
    folder : Path
        Where to; refused if there is a shop already.
    products, days, seed : int
        How many products, how many days of sales, and which of all possible shops.
    end : date, optional
        The last day of sales.
    lines : int, optional
        About how many lines to sell in all; grows with the number of products by itself.
    ctx : JobContext
        Progress and the wish to stop; a stopped or failed demo leaves no database behind.
    """
    if products < 1 or days < 1 or (lines is not None and lines < 1):
        raise DataError("demo.bad_size", products=products, days=days, lines=lines)
    final, draft = folder / FILE_NAME, folder / f"{FILE_NAME}.part"
    if final.exists():
        raise DataError("demo.exists", path=str(folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)
    except OSError as error:
        raise DataError("shop.read_only", path=str(folder)) from error
    scale = lines / (LINES_A_DAY * days) if lines else (products / 240) ** 0.57
    database = Database(sqlite_url(draft), bulk=True)
    try:
        database.migrate()
        with database.write() as connection:
            writer = _Writer(connection, folder, products, days, seed, end or LAST_DAY, scale, ctx)
            report = writer.write()
        database.close()
        os.replace(draft, final)
    finally:
        database.close()
        draft.unlink(missing_ok=True)
    ctx.progress(1.0, "done")
    return report


class _Writer:
    """Fills an empty database."""

    def __init__(
        self,
        connection: Connection,
        folder: Path,
        products: int,
        days: int,
        seed: int,
        end: date,
        scale: float,
        ctx: JobContext,
    ) -> None:
        self.connection, self.folder, self.days, self.ctx = connection, folder, days, ctx
        self.generator = np.random.default_rng([seed, 20])
        self.first = end - timedelta(days=days - 1)
        self.start_ms = to_ms(datetime(self.first.year, self.first.month, self.first.day, tzinfo=UTC))
        self.weeks = -(-days // 7)
        self.goods: Goods = make_goods(products, self.generator)
        self.grid = price_weeks(self.goods, self.first.timetuple().tm_yday, self.weeks, self.generator)
        self.shoppers = Shoppers(self.goods, scale, self.generator)
        # As lists: looked up a million times.
        self.name_of = np.array(self.goods.names, dtype=object)

    def write(self) -> DemoReport:
        self.ctx.progress(0.0, "products")
        self._write_products()
        self._write_customers()
        prices = self._write_prices()
        pictures = self._write_pictures()
        for index in (*schema.lines.indexes, *schema.baskets.indexes, *schema.movements.indexes):
            index.drop(self.connection)
        baskets, lines = self._write_sales()
        self.ctx.progress(0.9, "indexes")
        for index in (*schema.baskets.indexes, *schema.lines.indexes, *schema.movements.indexes):
            self.ctx.raise_if_cancelled()
            index.create(self.connection)
        insert_many(self.connection, schema.settings, ("key", "value"), [("currency", '"EUR"'), ("demo", "true")])
        raise_counters(self.connection, TOPICS)
        self.connection.exec_driver_sql("ANALYZE")  # lets SQLite choose the right index from the first question on
        last_day = self.first + timedelta(days=self.days - 1)
        customers = self.shoppers.regulars
        count = len(self.goods.names)
        return DemoReport(self.folder, count, customers, baskets, lines, prices, pictures, self.first, last_day)

    def _write_products(self) -> None:
        goods, table = self.goods, kinds()
        rows = []
        for i, name in enumerate(goods.names):
            kind = table[goods.kind[i]]
            tax = CATEGORIES[kind.category][1]
            unit = "kg" if goods.by_kilo[i] else "piece"
            sku = f"{kind.category[:2].upper()}-{1000 + i}"
            text = f"{kind.name} by {goods.brands[i]}, {'sold by weight' if unit == 'kg' else goods.sizes[i]}"
            common = (kind.category, goods.brands[i], unit, text, tax, True, True, self.start_ms)
            rows.append((i + 1, f"P{i + 1:04d}", sku, name, *common))
        columns = [column.name for column in schema.products.columns if column.name != "import_id"]
        insert_many(self.connection, schema.products, columns, rows)
        codes = ((i + 1, code, code.zfill(14)) for i, own in enumerate(goods.codes) for code in own)
        insert_many(self.connection, schema.barcodes, ("product", "code", "gtin"), codes)

    def _write_customers(self) -> None:
        first = self.generator.permutation(len(FIRST_NAMES) * len(LAST_NAMES))
        rows = []
        for i in range(self.shoppers.regulars):
            a, b = divmod(int(first[i % len(first)]), len(LAST_NAMES))
            name = f"{FIRST_NAMES[a]} {LAST_NAMES[b]}"
            rows.append((i + 1, f"C{i + 1:04d}", name, fold(name), "", self.start_ms))
        columns = ["id", "customer_id", "name", "name_key", "phone", "created_at"]
        insert_many(self.connection, schema.customers, columns, rows)

    def _write_prices(self) -> int:
        product, week = changes(self.grid)
        margin = self.generator.uniform(0.6, 0.78, len(self.goods.names))
        cost = np.round(self.goods.price * margin).astype(np.int64)
        columns = ("product", "kind", "minor", "valid_from", "source")
        for start in range(0, len(product), 200_000):
            part = slice(start, start + 200_000)
            minor = self.grid[product[part], week[part]].tolist()
            moments = (self.start_ms + week[part] * 7 * DAY_MS).tolist()
            rows = (
                (p + 1, "price", m, at, "demo") for p, m, at in zip(product[part].tolist(), minor, moments, strict=True)
            )
            insert_many(self.connection, schema.prices, columns, rows)
        middle = self.start_ms + self.weeks // 2 * 7 * DAY_MS
        for factor, at in ((1.0, self.start_ms), (1.03, middle)):
            values = np.round(cost * factor).astype(np.int64).tolist()
            rows = ((i + 1, "cost", minor, at, "demo") for i, minor in enumerate(values))
            insert_many(self.connection, schema.prices, columns, rows)
        return len(product)

    def _write_pictures(self) -> int:
        count = min(MOST_PICTURES, len(self.goods.names))
        table = kinds()
        (self.folder / "pictures").mkdir(exist_ok=True)
        rows = []
        for i in range(count):
            if i % 10 == 0:
                self.ctx.raise_if_cancelled()
                self.ctx.progress(0.02 + 0.18 * i / count, "pictures")
            kind, path = table[self.goods.kind[i]], f"pictures/P{i + 1:04d}.png"
            shape = CATEGORIES[kind.category][0]
            draw_picture(self.folder / path, shape, kind.name, self.goods.brands[i], self.goods.sizes[i])
            rows.append((i + 1, path, "demo", self.start_ms))
        insert_many(self.connection, schema.pictures, ("product", "path", "source", "added_at"), rows)
        return count

    def _write_sales(self) -> tuple[int, int]:
        baskets = lines = 0
        # A huge shop's ledger is booked once for all time: nobody reads it week by week.
        period = LEDGER_WEEKS if len(self.goods.names) <= 2000 else self.weeks
        sold = np.zeros(len(self.goods.names))
        for number, (first, days) in enumerate(self._calendar()):
            self.ctx.raise_if_cancelled()
            self.ctx.progress(0.2 + 0.7 * number / self.weeks, "sales")
            week = self.shoppers.week(first, days)
            self._write_week(week, number, baskets)
            baskets += len(week.customer)
            lines += len(week.product)
            sold += np.bincount(week.product, weights=week.quantity, minlength=len(sold))
            if (number + 1) % period == 0 or number == self.weeks - 1:
                self._book(sold, number, first=number < period)
                sold[:] = 0
        return baskets, lines

    def _calendar(self) -> Iterator[tuple[date, int]]:
        for week in range(self.weeks):
            yield self.first + timedelta(days=7 * week), min(7, self.days - 7 * week)

    def _write_week(self, week: Week, number: int, before: int) -> None:
        buyers = [None if c < 0 else c + 1 for c in week.customer.tolist()]
        moments = week.sold_at.tolist()
        keys = range(before + 1, before + 1 + len(moments))
        heads = zip(keys, ["completed"] * len(moments), buyers, moments, moments, strict=True)
        insert_many(self.connection, schema.baskets, ("id", "status", "customer", "opened_at", "sold_at"), heads)
        body = zip(
            (week.basket + before + 1).tolist(),
            (week.product + 1).tolist(),
            self.name_of[week.product].tolist(),
            week.quantity.tolist(),
            self.grid[week.product, number].tolist(),
            strict=True,
        )
        insert_many(self.connection, schema.lines, ("basket", "product", "name", "quantity", "unit_price"), body)

    def _book(self, sold: np.ndarray, week: int, first: bool) -> None:
        """Deliveries cover what was sold; the first also fills the shelf, but for a few that are sold out."""
        shelf: np.ndarray = np.zeros(len(sold))
        if first:
            shelf = self.generator.integers(4, 60, len(sold)) * (self.generator.random(len(sold)) > 0.04)
        end = self.start_ms + min(self.days, 7 * (week + 1)) * DAY_MS
        arrived, gone = np.round(sold + shelf, 3), np.round(sold, 3)
        for kind, amount, at in (
            ("delivery", arrived, self.start_ms + week * 7 * DAY_MS),
            ("sale", -gone, end),
        ):
            booked = np.flatnonzero(amount)
            rows = ((p + 1, q, kind, at) for p, q in zip(booked.tolist(), amount[booked].tolist(), strict=True))
            insert_many(self.connection, schema.movements, ("product", "quantity", "kind", "moved_at"), rows)
