"""kill -9 at random moments, disks that fill up, writes that fail: afterwards nothing is broken and no sale is lost.

    python benchmarks/crash.py [--rounds 300] [--seed 0] [--work DIR] [--only sale,backup,...] [--disk DIR]

Each round forks a process that sells, imports, backs up, restores or migrates in a shop of its own, kills it with
SIGKILL at a random moment (or lets its writes fail), and then checks the shop with `verify`, and that every sale the
process had been told was done is there, once. `--disk DIR` names a small file system (a tmpfs of some megabytes) for
the rounds with a full disk; without it they use a limit on the size of files only.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from shopdesk.engine.errors import EngineError
from shopdesk.store import database
from shopdesk.store.backup import backup_before, check_backup, list_backups, make_backup
from shopdesk.store.importing import import_file
from shopdesk.store.restore import restore_shop
from shopdesk.store.shop import Shop, open_shop
from shopdesk.store.verify import verify

PRODUCTS = 400
OLD = "0001"


class Log:
    """What a process was told is done, on disk before anything else happens."""

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def write(self, entry: object) -> None:
        os.write(self._handle, (json.dumps(entry) + "\n").encode())
        os.fsync(self._handle)


# --- what the processes do -------------------------------------------------------------------------


def sell(shop: Shop, log: Log, rng: random.Random, times: int = 10**6) -> None:
    """Sell baskets, park some, give some back, and note each that was confirmed."""
    for _ in range(times):
        for _line in range(rng.randint(1, 5)):
            shop.add_to_basket(f"P{rng.randint(1, PRODUCTS):04d}", rng.randint(1, 3))
        if rng.random() < 0.1:
            shop.park_basket("later")
            shop.resume_basket(shop.parked_baskets()[0].basket_id)
        sold = shop.complete_basket()
        log.write([sold.receipt, sold.total])
        if rng.random() < 0.1:
            back = shop.refund(sold.basket_id)
            log.write([back.receipt, back.total])


def do_sale(folder: Path, log: Log, rng: random.Random) -> None:
    with open_shop(folder) as shop:
        sell(shop, log, rng)


def do_import(folder: Path, log: Log, rng: random.Random) -> None:
    with open_shop(folder) as shop:
        while True:
            backup_before(shop, "import")
            import_file(shop, folder / "prices.csv")
            import_file(shop, folder / "products.csv")
            sell(shop, log, rng, 1)


def do_backup(folder: Path, log: Log, rng: random.Random) -> None:
    with open_shop(folder) as shop:
        while True:
            sell(shop, log, rng, 2)
            make_backup(shop, "daily")


def do_restore(folder: Path, log: Log, rng: random.Random) -> None:
    while True:
        restore_shop(folder, folder / "old.db")
        log.write("restored")
        with open_shop(folder) as shop:
            sell(shop, log, rng, 3)


def do_migration(folder: Path, log: Log, rng: random.Random) -> None:
    with open_shop(folder) as shop:
        log.write("migrated")
        sell(shop, log, rng, 2)


KINDS: dict[str, Callable[[Path, Log, random.Random], None]] = {
    "sale": do_sale,
    "import": do_import,
    "backup": do_backup,
    "restore": do_restore,
    "migration": do_migration,
}
SPAN = {"sale": 0.6, "import": 2.5, "backup": 0.8, "restore": 1.2, "migration": 0.9}


# --- shops to begin with ---------------------------------------------------------------------------


def make_template(folder: Path) -> None:
    """A shop with products, stock and sales; beside it one of the first version, and files to import."""
    folder.mkdir(parents=True)
    with open_shop(folder) as shop:
        for number in range(PRODUCTS):
            shop.add_product(f"Thing {number}", 100 + number, stock=500)
        sell(shop, Log(folder / "first.log"), random.Random(1), 60)
    rows = [f"P{n:04d},{(n % 90) + 1}.49,2026-0{n % 9 + 1}-01" for n in range(1, PRODUCTS + 1)]
    (folder / "prices.csv").write_text("product_id,price,valid_from\n" + "\n".join(rows), encoding="utf-8")
    rows = [f"N{n:05d},New thing {n},Shelf {n % 7},{n % 50}.99" for n in range(600)]
    (folder / "products.csv").write_text("sku,name,category,price\n" + "\n".join(rows), encoding="utf-8")
    old = database.Database(database.sqlite_url(folder / "old.db"))
    with old.write() as connection:
        database.upgrade(connection, OLD)
    old.close()
    with sqlite3.connect(folder / "old.db") as connection:
        goods = [(n, f"P{n:04d}", f"Thing {n}") for n in range(1, PRODUCTS + 1)]
        connection.executemany(
            "INSERT INTO products (id, product_id, name, category, brand, unit, description, tax, tracked, active,"
            " created_at) VALUES (?, ?, ?, '', '', 'piece', '', 0, 1, 1, 1)",
            goods,
        )
        connection.executemany(
            "INSERT INTO prices (product, kind, minor, valid_from, source) VALUES (?, 'price', 129, 1, 'owner')",
            [(n,) for n, *_ in goods],
        )
        count = range(1, 20_001)
        connection.executemany(
            "INSERT INTO baskets (id, status, opened_at, sold_at) VALUES (?, 'completed', 5, 6)", [(n,) for n in count]
        )
        connection.executemany(
            "INSERT INTO lines (basket, product, name, quantity, unit_price) VALUES (?, ?, 'Thing', 1, 129)",
            [(n, n % PRODUCTS + 1) for n in count],
        )
    connection.close()


# --- one round -------------------------------------------------------------------------------------


def fork(work: Callable[[], None]) -> int:
    """Start a process; errors that are expected end it quietly, others loudly."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    code = 0
    try:
        work()
    except EngineError as error:
        os.write(2, b"") if error.code in EXPECTED else os.write(2, f"unexpected: {error}\n".encode())
        code = 0 if error.code in EXPECTED else 3
    except BaseException as error:
        os.write(2, f"unexpected: {type(error).__name__}: {error}\n".encode())
        code = 4
    os._exit(code)


EXPECTED = ("shop.disk_full", "backup.no_space", "backup.failed", "restore.failed", "shop.read_only", "backup.folder")


def confirmed(path: Path) -> list[list[int]]:
    """The sales that a process had been told are done, since the last restore."""
    entries: list[list[int]] = []
    if path.exists():
        for line in path.read_text().splitlines():
            entry = json.loads(line)
            if entry == "restored":
                entries = []
            elif isinstance(entry, list):
                entries.append(entry)
    return entries


def problems_of(folder: Path, log: Path, kind: str) -> list[str]:
    """What is wrong after a crash; nothing, if all is well."""
    found = []
    with open_shop(folder, create=False) as shop:
        found += [f"{check.name}: {check.problems}" for check in verify(shop) if check.wrong]
        receipts = shop.receipts("", 10**6)
        there = Counter((receipt.number, receipt.total) for receipt in receipts)
        sales = confirmed(log)
        for number, total in sales:
            if there[(str(number), total)] != 1 and not _restored_since(kind, log, folder, len(receipts)):
                found.append(f"receipt {number} of {total} is there {there[(str(number), total)]} times")
        if kind == "migration" and len(receipts) < 20_000:
            found.append(f"only {len(receipts)} of 20000 sales")
        shop.add_to_basket("P0001")
        shop.complete_basket()  # and the shop goes on
    for info in list_backups(folder):
        check_backup(info.path)
    return found


def _restored_since(kind: str, log: Path, folder: Path, receipts: int) -> bool:
    """Whether the last restore was done but not yet noted: then its sales are in the safety copy."""
    return kind == "restore" and receipts == 20_000 and len(list_backups(folder)) > 0


def one_round(number: int, kind: str, template: Path, work: Path, rng: random.Random, limit: int | None) -> list[str]:
    """Let a process work and end it; what is wrong afterwards."""
    folder, log = work / f"round-{number}", work / f"round-{number}.log"
    shutil.copytree(template, folder, ignore=shutil.ignore_patterns("first.log"))
    if kind == "migration":
        os.replace(folder / "old.db", folder / "shop.db")
        for end in ("-wal", "-shm"):
            (folder / f"shop.db{end}").unlink(missing_ok=True)
    seed = rng.random()

    def run() -> None:
        if limit is not None:  # from here on no file may grow beyond: writes fail half way
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
        KINDS[kind](folder, Log(log), random.Random(seed))

    child = fork(run)
    if limit is None:
        time.sleep(rng.uniform(0.01, SPAN[kind]))
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        status = os.waitpid(child, 0)[1]
    else:
        deadline = time.monotonic() + 20
        while (done := os.waitpid(child, os.WNOHANG))[0] == 0:
            if time.monotonic() > deadline:
                os.kill(child, signal.SIGKILL)
                done = os.waitpid(child, 0)
                break
            time.sleep(0.01)
        status = done[1]
    found = problems_of(folder, log, kind)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) not in (0,):
        found.append(f"the process ended with {os.WEXITSTATUS(status)}")
    shutil.rmtree(folder)
    log.unlink(missing_ok=True)
    return found


def full_disk(template: Path, disk: Path, log: Path, kind: str, rng: random.Random) -> list[str]:
    """Work on a small file system until it is full; then make room, and look."""
    folder = disk / "shop"
    shutil.rmtree(folder, ignore_errors=True)
    log.unlink(missing_ok=True)
    shutil.copytree(template, folder, ignore=shutil.ignore_patterns("first.log"))
    ballast = disk / "ballast"
    free = shutil.disk_usage(disk).free
    with suppress(OSError), ballast.open("wb") as stream:
        stream.write(b"\0" * max(0, free - rng.randint(50_000, 900_000)))
    child = fork(lambda: KINDS[kind](folder, Log(log), random.Random(rng.random())))
    deadline = time.monotonic() + 15
    while (done := os.waitpid(child, os.WNOHANG))[0] == 0:
        if time.monotonic() > deadline:  # it found room for all it does
            os.kill(child, signal.SIGKILL)
            done = os.waitpid(child, 0)
            break
        time.sleep(0.02)
    ballast.unlink(missing_ok=True)
    found = problems_of(folder, log, kind)
    if os.WIFEXITED(done[1]) and os.WEXITSTATUS(done[1]):
        found.append(f"the process ended with {os.WEXITSTATUS(done[1])}")
    return found


def main() -> int:
    """Run the rounds; 1 if anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--failing", type=int, default=40, help="rounds with failing writes")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--work", type=Path, default=None)
    parser.add_argument("--disk", type=Path, default=None, help="a small file system, for rounds with a full disk")
    parser.add_argument("--only", default=",".join(KINDS))
    options = parser.parse_args()
    rng = random.Random(options.seed)
    work = Path(tempfile.mkdtemp(prefix="crash-", dir=options.work))
    make_template(work / "template")
    kinds = options.only.split(",")
    wrong, done, began = 0, Counter[str](), time.monotonic()

    def note(name: str, found: list[str]) -> int:
        done[name] += 1
        for problem in found:
            print(f"{name} {done[name]}: {problem}", flush=True)
        return bool(found)

    for number in range(options.rounds):
        kind = kinds[number % len(kinds)]
        wrong += note(kind, one_round(number, kind, work / "template", work, rng, None))
    size = (work / "template" / "shop.db").stat().st_size
    for number in range(options.failing):
        kind = kinds[number % len(kinds)]
        limit = rng.randint(4096, int(size * (9 if kind in ("restore", "migration") else 1.3)))
        found = one_round(number, kind, work / "template", work, rng, limit)
        wrong += note(f"{kind}, failing writes", found)
    if options.disk is not None:
        for number in range(options.failing):
            kind = kinds[number % len(kinds)]
            if kind != "migration":
                wrong += note(f"{kind}, full disk", full_disk(work / "template", options.disk, work / "log", kind, rng))
    for name, count in sorted(done.items()):
        print(f"{name:26} {count:4} rounds")
    print(f"{wrong} rounds with something wrong, {time.monotonic() - began:.0f} s")
    shutil.rmtree(work)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
