"""A till of a shop that is on a server: it sells from its own file, so that it goes on when the server is away."""

from __future__ import annotations

import json
import os
import platform
import re
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import make_url

from shopdesk.engine.context import JobContext
from shopdesk.engine.errors import DataError, EngineError
from shopdesk.engine.types import Basket, CustomerCard, ParkedBasket, ProductCard, TillNews
from shopdesk.store import delivery, mirror, queries
from shopdesk.store.checkout import OVERSELL
from shopdesk.store.database import Database, sqlite_url
from shopdesk.store.shop import Shop, check_url, open_shop

if TYPE_CHECKING:
    import pandas as pd

FILE_NAME = "till.db"
TILL = "till.json"
AWAY = frozenset({"shop.offline", "shop.busy", "shop.server_full"})
_LOOK_SECONDS = 0.25
_GATHER_SECONDS = 0.5
_BEAT_SECONDS = 3.0
_AGAIN_SECONDS = 2.0
_PRUNE_SECONDS = 3600.0


def is_server(url: str | None) -> bool:
    """Whether a URL names a database on a server."""
    return url is not None and not url.startswith("sqlite")


def open_here(folder: Path, url: str | None = None, create: bool = True) -> Shop:
    """Open the shop as the window works with it: a file, or as a till of a shop on a server."""
    if not is_server(url):
        return open_shop(folder, url=url, create=create)
    assert url is not None
    return open_till(folder, url, create)


def open_till(folder: Path, url: str, create: bool = True) -> TillShop:
    """Open this computer's till. Without the server it can be opened too, once it has been there before."""
    check_url(url)
    folder = folder.absolute()
    first = not (folder / FILE_NAME).exists()
    local = open_shop(folder, url=str(sqlite_url(folder / FILE_NAME)), create=True)
    till = till_name(folder)
    local.till = till
    shop = TillShop(Database(url), folder, till, local)
    try:
        shop.connect()
        if first or create:
            shop.catch_up()
    except EngineError as error:
        if first or error.code not in AWAY:
            shop.close()
            raise
    return shop


def till_name(folder: Path) -> str:
    """The name of the till of this folder, made once: the computer's name and some letters of its own."""
    path = folder / TILL
    with suppress(OSError, ValueError, KeyError, TypeError):
        return str(json.loads(path.read_text(encoding="utf-8"))["till"])[:40]
    host = re.sub(r"[^A-Za-z0-9-]", "", platform.node().split(".")[0])[:24] or "till"
    name = f"{host}-{secrets.token_hex(3)}"
    partial = folder / f".{TILL}-{os.getpid()}"
    partial.write_text(json.dumps({"till": name}), encoding="utf-8")
    os.replace(partial, path)
    return name


class TillShop(Shop):
    """The shop as one till sees it.

    What the till needs to sell (products, prices of now, stock, customers) is read from its own file, which
    :meth:`keep_up` holds up to date; the basket is in that file too. A sale goes into the file first and from there to
    the server, which takes each one once. Everything else (imports, prices, history, refunds) is done on the server.
    """

    def __init__(self, database: Database, folder: Path, till: str, local: Shop) -> None:
        super().__init__(database, folder, till)
        self.local = local
        self.online = False
        self._ready = False  # whether the server's tables are known to be of this version
        self._delivering = threading.Lock()
        self._refreshing = threading.Lock()

    def close(self) -> None:
        """Close both."""
        super().close()
        self.local.close()

    # --- the server -----------------------------------------------------------------------------

    def connect(self) -> None:
        """See that the server is there and has its tables; raises ``shop.offline`` if it is not."""
        with self._watching():
            if not self._ready:
                self.database.migrate(before=None)
                self._ready = True
            else:
                self.database.version()

    def catch_up(self) -> bool:
        """Read what changed on the server; whether anything had."""
        with self._refreshing, self._watching():
            return mirror.refresh(self.database, self.local.database)

    @contextmanager
    def _watching(self) -> Iterator[None]:
        """Note whether the server answers."""
        try:
            yield
            self.online = True
        except DataError as error:
            if error.code in AWAY:
                self.online = False
            raise

    def keep_up(self, ctx: JobContext, tell: Callable[[TillNews], None]) -> None:
        """Stay in touch with the server until cancelled: deliver sales, read changes as soon as they are announced."""
        while True:
            ctx.raise_if_cancelled()
            problem: tuple[str, dict[str, Any]] = ("", {})
            try:
                self.connect()
                self._stay(ctx, tell)
            except EngineError as error:
                problem = (error.code, error.params)
                self.online = False
            tell(self.news(False, *problem))
            _pause(ctx, _AGAIN_SECONDS)

    def news(self, changed: bool, code: str = "", params: Mapping[str, Any] | None = None) -> TillNews:
        """How the till stands now."""
        with self.local.database.read() as connection:
            count = len(delivery.waiting(connection))
        return TillNews(self.till, self.online, count, changed, code, dict(params or {}))

    def _stay(self, ctx: JobContext, tell: Callable[[TillNews], None]) -> None:
        with self._listening() as heard:
            self.deliver()
            tell(self.news(self.catch_up()))
            beat = pruned = time.monotonic()
            while True:
                ctx.raise_if_cancelled()
                if heard() and self.catch_up():
                    tell(self.news(True))
                if time.monotonic() - beat > _BEAT_SECONDS:
                    beat = time.monotonic()
                    self.connect()
                    if self.deliver():
                        tell(self.news(False))
                if beat - pruned > _PRUNE_SECONDS:
                    pruned = beat
                    mirror.prune_changes(self.database)

    @contextmanager
    def _listening(self) -> Iterator[Callable[[], bool]]:
        """Listen on a connection of its own; what is yielded waits a moment and says whether something was heard."""
        import psycopg

        url = make_url(self.url).set(drivername="postgresql").render_as_string(hide_password=False)
        try:
            with psycopg.connect(url, autocommit=True, connect_timeout=4) as connection:
                connection.execute("LISTEN shopdesk")

                def heard() -> bool:
                    if not any(True for _ in connection.notifies(timeout=_LOOK_SECONDS, stop_after=1)):
                        return False
                    # a sale, or ten tills at once: one look for all of them, and still well within two seconds
                    for _ in connection.notifies(timeout=_GATHER_SECONDS):
                        pass
                    return True

                yield heard
        except psycopg.OperationalError as error:
            raise DataError("shop.offline", path=self.database.place) from error

    # --- selling --------------------------------------------------------------------------------

    def complete_basket(self, sale_key: str = "") -> Basket:
        """Sell the open basket: into the till's file, and on to the server if it is there."""
        key = sale_key or secrets.token_hex(16)
        strict = self.online and self.local.setting(OVERSELL, "warn") == "refuse"
        state = delivery.ASKED if strict else delivery.SOLD
        with self.local.database.write("stock") as connection:
            currency = queries.currency(connection)
            sold = delivery.sell_here(connection, self.till, currency, self.folder, key, state)
        basket = int(sold.basket_id)
        receipt, short = None, sold.short
        if self.online:
            try:
                answer = self._deliver_one(basket)
                receipt, short = answer.receipt, answer.short
            except DataError as error:
                if error.code == "stock.short":
                    raise
        if receipt is None and strict:
            with self.local.database.write() as connection:
                delivery.note_sold(connection, basket)
        return replace(sold, receipt=receipt, short=short, waiting=receipt is None)

    def deliver(self) -> int:
        """Bring every waiting sale to the server; how many it took. Stops where the server does not answer."""
        with self.local.database.read() as connection:
            keys = [sale.basket for sale in delivery.waiting(connection)]
        count = 0
        for basket in keys:
            try:
                self._deliver_one(basket, again=True)
                count += 1
            except DataError as error:
                if error.code in AWAY:
                    raise
                with self.local.database.write() as connection:
                    delivery.note_problem(connection, basket, error.code)
        return count

    def _deliver_one(self, basket: int, again: bool = False) -> delivery.Answer:
        """Bring one sale to the server, which knows it by its key: done twice it is there once."""
        with self._delivering:
            with self.local.database.read() as connection:
                found = [sale for sale in delivery.waiting(connection) if sale.basket == basket]
            if not found:  # somebody else brought it meanwhile
                return delivery.Answer(None)
            sale = found[0]
            if again and sale.state == delivery.ASKED:
                return delivery.Answer(self._ask_again(sale))
            strict = sale.state == delivery.ASKED
            try:
                with self._watching():
                    answer = self.database.run(lambda server: delivery.accept(server, sale, strict), "sales", "stock")
            except DataError as error:
                if error.code == "stock.short" and strict:
                    with self.local.database.write("stock") as connection:
                        delivery.take_back(connection, basket, self.till)
                raise
            with self.local.database.write() as connection:
                counted = mirror.has_read(connection, answer.transaction)
                delivery.note_delivered(connection, basket, counted)
            return answer

    def _ask_again(self, sale: delivery.Sale) -> int | None:
        """A sale that the server was asked about when the till stopped: either it has it, or nobody bought it."""
        with self._watching(), self.database.read() as server:
            receipt = delivery.accepted(server, sale.key)
        with self.local.database.write("stock") as connection:
            if receipt is None:
                delivery.take_back(connection, sale.basket, self.till)
            else:
                delivery.note_delivered(connection, sale.basket, counted=True)
        return receipt

    # --- what is done on the till's own file ----------------------------------------------------

    def basket(self) -> Basket:
        """The till's open basket."""
        return self.local.basket()

    def add_to_basket(self, product_id: str, quantity: float = 1.0) -> Basket:
        """Add a quantity of a product to the open basket."""
        return self.local.add_to_basket(product_id, quantity)

    def scan(self, code: str) -> Basket:
        """Add the product with this barcode or article number to the open basket."""
        return self.local.scan(code)

    def set_quantity(self, product_id: str, quantity: float) -> Basket:
        """Set the quantity of a product in the open basket; zero takes it out."""
        return self.local.set_quantity(product_id, quantity)

    def set_basket_customer(self, customer_id: str | None) -> Basket:
        """Say whose basket it is."""
        return self.local.set_basket_customer(customer_id)

    def clear_basket(self) -> Basket:
        """Empty the open basket."""
        return self.local.clear_basket()

    def park_basket(self, note: str = "") -> Basket:
        """Put the open basket aside on this till."""
        return self.local.park_basket(note)

    def parked_baskets(self) -> list[ParkedBasket]:
        """The baskets that were put aside on this till."""
        return self.local.parked_baskets()

    def resume_basket(self, basket_id: str) -> Basket:
        """Take a parked basket up again."""
        return self.local.resume_basket(basket_id)

    def cards(self, product_ids: Sequence[str]) -> list[ProductCard]:
        """What views show of products."""
        return self.local.cards(product_ids)

    def product_ids(self, offset: int = 0, limit: int = 200) -> list[str]:
        """A page of product ids."""
        return self.local.product_ids(offset, limit)

    def count_products(self) -> int:
        """How many products there are."""
        return self.local.count_products()

    def available_ids(self) -> list[str]:
        """The products that can be sold now."""
        return self.local.available_ids()

    def by_barcode(self, code: str) -> ProductCard | None:
        """The product with this barcode."""
        return self.local.by_barcode(code)

    def customers(self, text: str = "", limit: int = 50) -> list[CustomerCard]:
        """Customers whose name has all words of ``text``."""
        return self.local.customers(text, limit)

    def has_customer(self, customer_id: str) -> bool:
        """Whether there is such a customer."""
        return self.local.has_customer(customer_id)

    def ids_with_pictures(self) -> list[str]:
        """The products that have a picture."""
        return self.local.ids_with_pictures()

    def products_frame(self) -> pd.DataFrame:
        """The active products."""
        return self.local.products_frame()

    def version(self) -> str:
        """A token that changes when products, prices, sales or stock change."""
        return self.local.version()

    def counter(self, topic: str) -> int:
        """How often a topic has changed."""
        return self.local.counter(topic)

    def setting(self, key: str, default: Any = None) -> Any:
        """A setting of the shop, as the till last read it."""
        return self.local.setting(key, default)

    # --- changes are made on the server, and seen here at once -----------------------------------

    def set_setting(self, key: str, value: Any) -> None:
        """Keep a setting for all tills."""
        super().set_setting(key, value)
        self.local.set_setting(key, value)

    def add_product(self, name: str, price: int, **details: Any) -> ProductCard:
        """Add a product."""
        card = super().add_product(name, price, **details)
        self.catch_up()
        return card

    def set_price(
        self, product_id: str, minor: int, at: datetime | None = None, source: str = "owner", kind: str = "price"
    ) -> None:
        """Note a price."""
        super().set_price(product_id, minor, at, source, kind)
        self.catch_up()

    def set_stock(self, product_id: str, counted: float) -> None:
        """Count the stock of a product."""
        super().set_stock(product_id, counted)
        self.catch_up()

    def add_customer(self, customer_id: str, name: str, phone: str = "") -> CustomerCard:
        """Add a customer."""
        card = super().add_customer(customer_id, name, phone)
        self.catch_up()
        return card


def _pause(ctx: JobContext, seconds: float) -> None:
    """Wait, ready to stop."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        ctx.raise_if_cancelled()
        time.sleep(_LOOK_SECONDS)
