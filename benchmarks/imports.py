"""How long imports, their undo and exports take, and how much memory they need.

    python benchmarks/imports.py FOLDER [--products 100000] [--lines 1000000] [--database URL]

Writes a Shopify products file and a Loyverse receipts file into FOLDER, imports them into a new shop, again (which
must change nothing), updates the products, undoes the sales, and exports everything. Prints one line for each step.
"""

from __future__ import annotations

import argparse
import csv
import resource
import shutil
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from shopdesk.engine.context import CallbackContext, Cancelled
from shopdesk.engine.types_import import ImportOptions
from shopdesk.store.exporting import export_shop
from shopdesk.store.importing import import_file, undo_import
from shopdesk.store.shop import open_shop

PRODUCTS = (
    *("Title", "URL handle", "Description", "Vendor", "Type", "Status", "SKU", "Barcode"),
    *("Option1 name", "Option1 value", "Price", "Cost per item", "Inventory tracker", "Inventory quantity"),
)
RECEIPTS = (
    *("Date", "Receipt number", "Receipt type", "Category", "SKU", "Item", "Variant", "Modifiers applied"),
    *("Quantity", "Gross sales", "Discounts", "Net sales", "Cost of goods", "Gross profit", "Taxes"),
    *("Dining option", "POS", "Store", "Cashier name", "Customer name", "Customer contacts", "Comment", "Status"),
)


def write_products(path: Path, count: int, raised: int = 0) -> None:
    """Articles with four sizes each."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(PRODUCTS)
        for i in range(count):
            article, size = divmod(i, 4)
            head = [f"Article {article}", f"article-{article}", "<p>Text</p>", "Acme", f"Kind {article % 40}", "active"]
            shared = head if size == 0 else ["", head[1], "", "", "", ""]
            price = f"{(i * 37 + raised) % 9000 + 100}"
            cells = [f"SKU-{i}", f"{2_000_000_000_000 + i * 7}", "Size", "SMLX"[size], f"{price[:-2]}.{price[-2:]}"]
            writer.writerow([*shared, *cells, "0.50", "shopify", str(i % 50)])


def write_receipts(path: Path, lines: int, products: int) -> int:
    """Receipts with one to five lines each; how many."""
    moment, number = datetime(2024, 1, 1, 8), 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(RECEIPTS)
        written = 0
        while written < lines:
            number += 1
            moment += timedelta(seconds=97)
            for k in range(number % 5 + 1):
                i = (number * 7919 + k * 104_729) % products
                quantity, price = k % 2 + 1, (i * 37) % 9000 + 100
                gross = quantity * price
                money = [f"{amount // 100}.{amount % 100:02d}" for amount in (gross, 10, gross - 10)]
                buyer = [f"Customer {number % 5000}", f"c{number % 5000}@example.org"] if number % 3 == 0 else ["", ""]
                head = [f"{moment:%d/%m/%Y %H:%M}", f"1-{number}", "Sale", "", f"SKU-{i}", f"Article {i // 4}"]
                tail = ["0.00", "0.00", "0.00", "", "POS 1", "Corner", "Ann", *buyer, "", "Closed"]
                writer.writerow([*head, "SMLX"[i % 4], "", f"{quantity}.000", *money, *tail])
                written += 1
    return number


def peak() -> float:
    """The most memory this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def step(name: str, action: Callable[[], Any]) -> Any:
    """Run and report a step."""
    start, worked = time.perf_counter(), time.process_time()
    result = action()
    seconds, cpu = time.perf_counter() - start, time.process_time() - worked
    print(f"{name:<44} {seconds:7.1f} s  (processor {cpu:6.1f} s)  peak {peak():6.0f} MB", flush=True)
    return result


def cancelled(shop: Any, path: Path, options: ImportOptions) -> float:
    """How many seconds a cancelled import takes to stop, with nothing left behind."""
    event, asked = threading.Event(), [0.0]

    def watch(fraction: float, stage: str) -> None:
        if stage == "writing" and not event.is_set():
            asked[0] = time.perf_counter()
            event.set()

    before = shop.version()
    with suppress(Cancelled):
        import_file(shop, path, options, ctx=CallbackContext(watch, None, event))
    took = time.perf_counter() - asked[0]
    assert shop.version() == before
    return took


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--products", type=int, default=100_000)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--database", default=None, help="URL of an empty PostgreSQL database instead of a file")
    chosen = parser.parse_args()
    folder = chosen.folder
    shutil.rmtree(folder / "shop", ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    goods, raised, sales = folder / "products.csv", folder / "raised.csv", folder / "receipts.csv"
    write_products(goods, chosen.products)
    write_products(raised, chosen.products, raised=100)
    receipts = write_receipts(sales, chosen.lines, chosen.products)
    print(f"{chosen.products} products, {chosen.lines} lines in {receipts} receipts, {sales.stat().st_size >> 20} MB")
    options = ImportOptions(zone="UTC")
    with open_shop(folder / "shop", url=chosen.database) as shop:
        first = step("products, all new", lambda: import_file(shop, goods, options))
        assert (first.created, first.refused) == (chosen.products, [])
        again = step("products, nothing changed", lambda: import_file(shop, goods, options))
        assert again.unchanged == chosen.products
        changed = step("products, every price changed", lambda: import_file(shop, raised, options))
        assert changed.updated == chosen.products
        step("undo of the changed prices", lambda: undo_import(shop, changed.import_id))
        print(f"cancelled while writing: stopped after {cancelled(shop, sales, options):.2f} s, nothing left behind")
        sold = step("sales, all new", lambda: import_file(shop, sales, options))
        assert sold.refused == []
        assert sold.created >= chosen.lines
        twice = step("sales, the same file again", lambda: import_file(shop, sales, options))
        assert twice.created == 0
        step("export to CSV", lambda: export_shop(shop, folder / "out", "csv"))
        step("undo of the sales", lambda: undo_import(shop, sold.import_id))
        step("undo of the products", lambda: undo_import(shop, first.import_id))


if __name__ == "__main__":
    main()
