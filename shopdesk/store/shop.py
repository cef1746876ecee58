"""The shop as the rest of the program sees it: one object, usable from every thread."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, make_url, select, update
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from shopdesk.engine.errors import DataError, NotFound
from shopdesk.engine.types import CustomerCard, ProductCard, SoldBasket, digits_of
from shopdesk.store import catalog, history, queries
from shopdesk.store.basket import checked_quantity
from shopdesk.store.checkout import Checkout
from shopdesk.store.database import HEAD, Database, sqlite_url
from shopdesk.store.files import on_network
from shopdesk.store.schema import baskets, customers, products
from shopdesk.store.values import to_ms

if TYPE_CHECKING:
    import pandas as pd

    from shopdesk.engine.types_start import ShopFigures

FILE_NAME = "shop.db"
UNIT, TAX = "shop.unit", "shop.tax"  # settings: what new products are sold by, and their tax in per cent


def open_shop(
    folder: Path | None = None,
    url: str | None = None,
    create: bool = True,
    passphrase: str | None = None,
    till: str = "",
) -> Shop:
    """Open the shop in ``folder`` (or at ``url``), bringing its tables up to date after a backup.

    Parameters
    ----------
    folder : Path, optional
        Where the database and the pictures are.
    url : str, optional
        A SQLAlchemy URL of a database elsewhere.
    create : bool
        Whether a shop that is not there may be created.
    passphrase : str, optional
        Of an encrypted shop; the environment's SHOPDESK_PASSPHRASE if None.
    till : str
        Which till this is, where several work on one server; each has its own basket.
    """
    if folder is None and url is None:
        raise ValueError("a folder or a URL is needed")
    if url is not None:
        check_url(url)
    path = None if url else Path(folder or ".").absolute() / FILE_NAME
    if url and make_url(url).get_backend_name() == "sqlite":
        path = Path(make_url(url).database or FILE_NAME).absolute()
    key = None
    if path is not None:
        _check_file(path, create)
        key = _passphrase(path, passphrase)
    elif folder is not None:
        folder.mkdir(parents=True, exist_ok=True)  # pictures, backups and what is learned are here all the same
    database = Database(url or sqlite_url(path or Path(FILE_NAME)), passphrase=key)
    shop = Shop(database, Path(folder or (path.parent if path else Path.cwd())).absolute(), till)
    try:
        _bring_up_to_date(shop)
    except BaseException as error:
        database.close()
        if isinstance(error, DataError) and error.code == "shop.damaged":
            if key is not None:
                raise DataError("backup.wrong_passphrase", path=str(path)) from error
            raise _with_backup(error, shop.folder, key) from error
        raise
    return shop


def _bring_up_to_date(shop: Shop) -> None:
    """Change tables of an earlier version; window and engine open a shop at once, and only one may do it."""
    from shopdesk.store.files import alone

    if shop.database.is_sqlite and shop.database.version() not in (None, HEAD):
        with alone(shop.folder / ".upgrade.lock"):
            shop.database.migrate(before=lambda _version: _back_up(shop))
    else:
        shop.database.migrate(before=lambda _version: _back_up(shop))


def _back_up(shop: Shop) -> None:
    """Make a backup before the tables change; a shop of an earlier version can only be copied, not asked."""
    from shopdesk.store.backup import make_backup

    make_backup(shop, "upgrade")


def _passphrase(path: Path, given: str | None) -> str | None:
    from shopdesk.store.files import is_encrypted

    known = given or os.environ.get("SHOPDESK_PASSPHRASE") or None
    if path.exists() and path.stat().st_size:
        if not is_encrypted(path):
            return None
        if known is None:
            raise DataError("shop.passphrase", path=str(path))
        return known
    return given  # a new shop is encrypted only when that was asked for


def _with_backup(error: DataError, folder: Path, passphrase: str | None) -> DataError:
    """The same error, naming the last good backup if there is one."""
    from shopdesk.store.backup import last_good_backup

    found = last_good_backup(folder, passphrase)
    if found is None:
        return error
    made = found.made_at.astimezone().strftime("%Y-%m-%d %H:%M")
    return DataError("shop.damaged_backup", path=error.params["path"], backup=str(found.path), made=made)


def check_url(url: str) -> None:
    """Refuse what is no URL, or names a database whose driver is not installed; the password is not repeated."""
    try:
        make_url(url).get_dialect().import_dbapi()
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise DataError("shop.bad_url") from error


def _check_file(path: Path, create: bool) -> None:
    if not path.exists():
        if not create:
            raise NotFound("shop.missing", path=str(path))
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DataError("shop.read_only", path=str(path)) from error
    elif not path.is_file():
        raise DataError("shop.damaged", path=str(path))
    if not os.access(path if path.exists() else path.parent, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise DataError("shop.read_only", path=str(path))
    if on_network(path):
        raise DataError("shop.on_network", path=str(path))


class Shop(Checkout):
    """One shop. Every call opens a short transaction of its own; changes are on disk when it returns."""

    def __init__(self, database: Database, folder: Path, till: str = "") -> None:
        self.database = database
        self.folder = folder
        self.till = till
        self.url = database.url

    def close(self) -> None:
        """Close the connections. The object can not be used afterwards."""
        self.database.close()

    def __enter__(self) -> Shop:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def is_empty(self) -> bool:
        """Whether there is nothing that could be lost: no product, no customer, no basket."""
        with self.database.read() as connection:
            found = (
                connection.execute(select(table.c.id).limit(1)).first() for table in (products, customers, baskets)
            )
            return not any(found)

    # --- settings -------------------------------------------------------------------------------

    def setting(self, key: str, default: Any = None) -> Any:
        """A setting of this shop."""
        with self.database.read() as connection:
            return queries.setting(connection, key, default)

    def set_setting(self, key: str, value: Any) -> None:
        """Keep a setting; anything that JSON can say."""
        with self.database.write() as connection:
            queries.set_setting(connection, key, value)

    @property
    def currency(self) -> str:
        """The currency of all prices, as ISO 4217 names it."""
        return str(self.setting("currency", "EUR"))

    # --- frames for the engine ------------------------------------------------------------------
    # pandas takes longer to load than the window may take to appear: only who asks for a frame loads it.

    def products_frame(self) -> pd.DataFrame:
        """The active products: product_id, name, category, brand, price, description, sku, unit, barcodes."""
        from shopdesk.store import frames

        with self.database.read() as connection:
            return frames.products_frame(connection, _digits(connection))

    def sales_frame(self, since: datetime | None = None) -> pd.DataFrame:
        """Sold lines: basket_id, customer_id, product_id, quantity, unit_price, sold_at."""
        from shopdesk.store import frames

        with self.database.read() as connection:
            return frames.sales_frame(connection, _digits(connection), since)

    def ratings_frame(self) -> pd.DataFrame:
        """Ratings: customer_id, product_id, rating, rated_at."""
        from shopdesk.store import frames

        with self.database.read() as connection:
            return frames.ratings_frame(connection)

    def prices_frame(
        self, product_ids: Sequence[str] | None = None, kind: str = "price", daily: bool = False
    ) -> pd.DataFrame:
        """Price changes (unique_id, ds, y), or with ``daily`` the price of each day until the last sale."""
        from shopdesk.store import frames

        with self.database.read() as connection:
            frame = frames.prices_frame(connection, _digits(connection), product_ids, kind)
            until = queries.last_sale(connection)
        if not daily:
            return frame
        return frames.daily_prices(frame, until or to_ms())

    # --- products and customers -----------------------------------------------------------------

    def cards(self, product_ids: Sequence[str]) -> list[ProductCard]:
        """What views show of products, in the order asked; unknown ids are skipped."""
        with self.database.read() as connection:
            return queries.cards(connection, product_ids, queries.currency(connection), self.folder)

    def card(self, product_id: str) -> ProductCard:
        """What views show of one product; NotFound if there is none."""
        found = self.cards([product_id])
        if not found:
            raise NotFound("product.unknown", product_id=product_id)
        return found[0]

    def product_ids(self, offset: int = 0, limit: int = 200) -> list[str]:
        """A page of product ids."""
        with self.database.read() as connection:
            return queries.product_ids(connection, offset, limit)

    def count_products(self) -> int:
        """How many products there are."""
        with self.database.read() as connection:
            return queries.count_products(connection)

    def active_ids(self) -> list[str]:
        """Return the products that are still in the catalog, sold out or not."""
        with self.database.read() as connection:
            return queries.active_ids(connection)

    def available_ids(self) -> list[str]:
        """The products that can be sold now."""
        with self.database.read() as connection:
            return queries.available_ids(connection)

    def by_barcode(self, code: str) -> ProductCard | None:
        """The product with this barcode, with or without leading zeros."""
        with self.database.read() as connection:
            found = queries.id_by_barcode(connection, code)
            ids = [found] if found else []
            return next(iter(queries.cards(connection, ids, queries.currency(connection), self.folder)), None)

    def customers(self, text: str = "", limit: int = 50) -> list[CustomerCard]:
        """Customers whose name has all words of ``text``."""
        with self.database.read() as connection:
            return queries.find_customers(connection, text, limit)

    def version(self) -> str:
        """A cheap token that changes when products, prices, sales or stock change."""
        with self.database.read() as connection:
            return queries.version(connection)

    def counter(self, topic: str) -> int:
        """How often products, prices, sales or stock have changed."""
        with self.database.read() as connection:
            return queries.counter(connection, topic)

    def has_customer(self, customer_id: str) -> bool:
        """Whether there is such a customer."""
        with self.database.read() as connection:
            return queries.has_customer(connection, customer_id)

    def customer_cards(self, customer_ids: Sequence[str]) -> list[CustomerCard]:
        """What views show of customers, in the order asked; unknown ids are skipped."""
        with self.database.read() as connection:
            return history.customer_cards(connection, customer_ids)

    def sold_baskets(self, basket_ids: Sequence[str]) -> list[SoldBasket]:
        """Sold baskets with their lines, in the order asked; unknown ids are skipped."""
        with self.database.read() as connection:
            return history.sold_baskets(connection, basket_ids)

    def count_sales(self) -> int:
        """How many baskets have been sold."""
        with self.database.read() as connection:
            return history.count_sales(connection)

    def figures(self) -> ShopFigures:
        """What sells, what will be sold out soon, and how much there is to learn from."""
        from shopdesk.store.summary import shop_figures

        with self.database.read() as connection:
            return shop_figures(connection, self.folder)

    def ids_with_pictures(self) -> list[str]:
        """The products that have a picture."""
        with self.database.read() as connection:
            return queries.ids_with_pictures(connection)

    def add_product(self, name: str, price: int, **details: Any) -> ProductCard:
        """Add a product; ``details`` are the other fields of :class:`catalog.NewProduct`.

        Unit and tax, where they are not given, are those that the shop's settings name for new products.
        """
        with self.database.write("products", "prices", "stock") as connection:
            details.setdefault("unit", queries.setting(connection, UNIT, "piece"))
            details.setdefault("tax", round(100 * queries.setting(connection, TAX, 0.0)))
            _, product_id = catalog.add_product(connection, catalog.NewProduct(name, price, **details))
            return queries.cards(connection, [product_id], queries.currency(connection), self.folder)[0]

    def set_price(
        self,
        product_id: str,
        minor: int,
        at: datetime | None = None,
        source: str = "owner",
        kind: str = "price",
    ) -> None:
        """Note a price (or cost) in minor units, valid from ``at`` (now if None)."""
        with self.database.write("prices") as connection:
            key = catalog.product_key(connection, product_id)
            catalog.add_price(connection, key, minor, kind, to_ms(at), source)

    def set_stock(self, product_id: str, counted: float) -> None:
        """Count the stock of a product: the difference goes into the ledger."""
        with self.database.write("stock") as connection:
            key = catalog.product_key(connection, product_id)
            catalog.count_stock(connection, key, checked_quantity(counted))
            connection.execute(update(products).where(products.c.id == key).values(tracked=True))

    def add_customer(self, customer_id: str, name: str, phone: str = "") -> CustomerCard:
        """Add a customer; a shop that keeps its customers under numbers drops the name."""
        with self.database.write() as connection:
            if not queries.setting(connection, "customers.names", True):
                name = phone = ""
            catalog.add_customer(connection, customer_id, name, phone)
        return CustomerCard(customer_id, name)


def _digits(connection: Connection) -> int:
    return digits_of(queries.currency(connection))
