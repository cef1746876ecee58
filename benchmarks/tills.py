"""How far several tills on one server go: 50 tills, 200 sales a minute, 500,000 products.

    python benchmarks/tills.py [--tills 50] [--sales 200] [--products 500000] [--seconds 120] [--outage 0] [--url URL]

Every till runs the program's own code (a till's file, deliveries, LISTEN) in a thread of one of a few processes, so the
tills share this computer's processor with the server; in a shop each has its own. All but two hold a file with a few
hundred of the products, since fifty copies of half a million would only measure the disk; the first two hold them all.
Without --url a server is started in a temporary folder, and --outage stops it for so many seconds in mid-trade.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

from private_server import PrivateServer
from sqlalchemy import select

from shopdesk.engine.context import CallbackContext, Cancelled
from shopdesk.store import mirror, schema
from shopdesk.store.database import sqlite_url
from shopdesk.store.shop import open_shop
from shopdesk.store.till_shop import FILE_NAME, TillShop, open_till
from shopdesk.store.transfer import put_rows
from shopdesk.store.verify import verify

BEST_SELLERS, OWN = 60, 240
BATCH = 50_000


def fill(folder: Path, url: str, products: int) -> None:
    """A shop with so many products, each with a price, a code and stock."""
    with open_shop(folder, url=url) as shop, shop.database.write("products") as connection:
        for first in range(1, products + 1, BATCH):
            keys = range(first, min(first + BATCH, products + 1))
            columns = ["id", "product_id", "sku", "name", "category", "brand", "unit", "description", "tax", "tracked"]
            columns += ["active", "created_at"]
            rows: Any = (
                (n, f"P{n:07d}", f"S{n}", f"Product {n}", "Shelf", "Brand", "piece", "", 0, True, True, 1) for n in keys
            )
            put_rows(connection, schema.products, columns, rows)
            priced = ((n, n, "price", 100 + n % 4000, 1, "owner") for n in keys)
            put_rows(connection, schema.prices, ["id", "product", "kind", "minor", "valid_from", "source"], priced)
            coded = ((n, n, f"{n:012d}0", f"{n:013d}0"[:14]) for n in keys)
            put_rows(connection, schema.barcodes, ["id", "product", "code", "gtin"], coded)
            counted = ((n, n, 100_000.0, "count", 1) for n in keys)
            put_rows(connection, schema.movements, ["id", "product", "quantity", "kind", "moved_at"], counted)
    with open_shop(folder, url=url) as shop:
        from shopdesk.store.transfer import go_on_counting

        with shop.database.write() as connection:
            for table in (schema.products, schema.prices, schema.barcodes, schema.movements):
                go_on_counting(connection, table)
        shop.database.outside("ANALYZE")


def small_till(folder: Path, url: str, keys: list[int]) -> None:
    """The file of a till that has been there before, with a part of the products."""
    folder.mkdir(parents=True)
    with open_shop(folder, url=url) as server, open_shop(folder, url=str(sqlite_url(folder / FILE_NAME))) as local:
        with server.database.read() as connection:
            horizon = int(connection.execute(select(mirror._oldest_running())).scalar_one())
            news = mirror._read(connection, [("product", key) for key in keys])
        with local.database.write("products", "prices", "stock") as connection:
            news.write(connection)
            mirror._set(connection, mirror.STATE, {"horizon": horizon, "at": mirror.to_ms()})


def one_till(till: TillShop, rate: float, end: float, seed: int, found: dict[str, Any]) -> None:
    """Sell at random moments, so many sales a second."""
    rng = random.Random(seed)
    ids = till.product_ids(0, BEST_SELLERS + OWN)
    while time.time() < end:
        time.sleep(min(rng.expovariate(rate), max(0.0, end - time.time()) + 0.01))
        if time.time() >= end:
            return
        for _ in range(rng.randint(1, 6)):
            began = time.perf_counter()
            till.add_to_basket(ids[min(int(rng.expovariate(1 / 40)), len(ids) - 1)])
            found["scan"].append(time.perf_counter() - began)
        began = time.perf_counter()
        sold = till.complete_basket()
        found["waited" if sold.waiting else "sale"].append(time.perf_counter() - began)
        found["total"] += sold.total


def some_tills(folders: list[Path], url: str, rate: float, begin: float, end: float, answers: Any) -> None:
    """A process with some tills, each with a thread that stays in touch and one that sells."""
    stop, threads, results, tills = threading.Event(), [], [], []
    for number, folder in enumerate(folders):
        till = open_till(folder, url, create=False)
        found: dict[str, Any] = {"sale": [], "waited": [], "scan": [], "total": 0}
        tills.append(till)
        results.append(found)

        def keep_up(till: TillShop = till) -> None:
            with suppress(Cancelled):
                till.keep_up(CallbackContext(cancelled=stop), lambda news: None)

        seed = hash(folder.name) % 10_000 + number
        threads.append(threading.Thread(target=keep_up))
        threads.append(threading.Thread(target=one_till, args=(till, rate, end, seed, found)))
    time.sleep(max(0.0, begin - time.time()))
    for thread in threads:
        thread.start()
    for thread in threads[1::2]:
        thread.join()
    deadline = time.time() + 90
    while any(till.news(False).waiting for till in tills) and time.time() < deadline:
        time.sleep(0.5)
    waiting = sum(till.news(False).waiting for till in tills)
    stop.set()
    for thread in threads:
        thread.join()
    for till in tills:
        till.close()
    answers.put((results, waiting))


def watch_prices(till: TillShop, office: Any, end: float, seen: list[float]) -> None:
    """Change a price on the server now and then, and measure until a till with all products shows it."""
    stop = threading.Event()

    def keep_up() -> None:
        with suppress(Cancelled):
            till.keep_up(CallbackContext(cancelled=stop), lambda news: None)

    thread = threading.Thread(target=keep_up)
    thread.start()
    time.sleep(5)
    rng, price = random.Random(5), 10_000
    while time.time() < end - 12:
        product_id, price = f"P{rng.randint(1, 1000):07d}", price + 1
        with suppress(Exception):  # the server may be away
            office.set_price(product_id, price)
            began = time.perf_counter()
            while till.card(product_id).price != price and time.perf_counter() - began < 60:
                time.sleep(0.02)
            seen.append(time.perf_counter() - began)
        time.sleep(1)
    stop.set()
    thread.join()


def shown(name: str, values: list[float]) -> None:
    """Print median, 95 % and most, in milliseconds."""
    if values:
        ordered = sorted(1000 * value for value in values)
        worst = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
        middle = statistics.median(ordered)
        print(f"{name:48} n {len(ordered):5}  median {middle:6.0f} ms  95 % {worst:6.0f}  most {ordered[-1]:6.0f}")


def main() -> int:
    """Run it; 1 if a sale is lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tills", type=int, default=50)
    parser.add_argument("--sales", type=float, default=200, help="a minute, of all tills together")
    parser.add_argument("--products", type=int, default=500_000)
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--outage", type=int, default=0)
    parser.add_argument("--processes", type=int, default=5)
    parser.add_argument("--url")
    options = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="tills-", dir="/tmp"))
    work.chmod(0o755)
    server = None if options.url else PrivateServer(work / "server")
    url = options.url or server.url  # type: ignore[union-attr]
    began = time.perf_counter()
    fill(work / "office", url, options.products)
    print(f"{options.products} products put on the server in {time.perf_counter() - began:.1f} s", flush=True)
    began = time.perf_counter()
    full = open_till(work / "full", url)
    size = (work / "full" / FILE_NAME).stat().st_size / 1e6
    print(f"first opening of a till: {time.perf_counter() - began:.1f} s, its file {size:.0f} MB", flush=True)
    began = time.perf_counter()
    full.catch_up()
    print(f"looking for changes where there are none: {1000 * (time.perf_counter() - began):.0f} ms", flush=True)
    rng, folders = random.Random(3), []
    best = list(range(1, BEST_SELLERS + 1))
    for number in range(options.tills):
        folder = work / f"till-{number}"
        small_till(folder, url, best + rng.sample(range(BEST_SELLERS + 1, options.products), OWN))
        folders.append(folder)
    print(f"{options.tills} tills made", flush=True)
    wrong = trade(options, work, url, server, full, folders)
    full.close()
    if server is not None:
        server.stop()
    shutil.rmtree(work, ignore_errors=True)
    return wrong


def trade(
    options: argparse.Namespace, work: Path, url: str, server: PrivateServer | None, full: TillShop, folders: list[Path]
) -> int:
    """Let the tills sell, and look whether everything is there."""
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    begin = time.time() + 8 + options.tills / 5
    end = begin + options.seconds
    rate = options.sales / 60 / options.tills
    processes = [
        context.Process(target=some_tills, args=(folders[n :: options.processes], url, rate, begin, end, answers))
        for n in range(options.processes)
    ]
    for process in processes:
        process.start()
    office, seen = open_shop(work / "office", url=url), []
    watcher = threading.Thread(target=watch_prices, args=(full, office, end, seen))
    watcher.start()
    time.sleep(max(0.0, begin - time.time()))
    spent = server.cpu_seconds() if server else 0.0
    if options.outage and server is not None:
        time.sleep(options.seconds / 3)
        server.stop()
        time.sleep(options.outage)
        server.start()
    found, waiting = [], 0
    for _ in processes:
        results, left = answers.get(timeout=options.seconds + 300)
        found += results
        waiting += left
    for process in processes:
        process.join()
    watcher.join()
    if server and not options.outage:
        print(f"server: {(server.cpu_seconds() - spent) / options.seconds:.2f} processors busy", flush=True)
    shown("putting a product into the basket", [x for one in found for x in one["scan"]])
    shown("completing a sale, until the server has it", [x for one in found for x in one["sale"]])
    shown("completing a sale without the server", [x for one in found for x in one["waited"]])
    shown("a price change seen by a till with all products", seen)
    sales = sum(len(one["sale"]) + len(one["waited"]) for one in found)
    receipts = office.receipts("", 10**6)
    numbers = Counter(receipt.number for receipt in receipts)
    there = sum(receipt.total for receipt in receipts)
    problems = [f"{check.name}: {check.wrong}" for check in verify(office) if check.wrong]
    office.close()
    once = max(numbers.values(), default=1) == 1
    ok = len(receipts) == sales and there == sum(one["total"] for one in found) and once
    print(
        f"{sales} sales, {60 * sales / options.seconds:.0f} a minute; {len(receipts)} on the server, {waiting} waiting"
    )
    print("nothing lost or doubled" if ok and not problems else f"WRONG: {problems}")
    return 0 if ok and not problems else 1


if __name__ == "__main__":
    sys.exit(main())
