"""What happens at the till, as calls of the shop: each is one transaction, on disk when it returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete

from shopdesk.engine.errors import NotFound
from shopdesk.store import basket as till
from shopdesk.store import queries, receipts
from shopdesk.store.schema import lines

if TYPE_CHECKING:
    from shopdesk.engine.types import Basket, ParkedBasket, Receipt, RefundLine
    from shopdesk.store.database import Database

OVERSELL = "stock.oversell"  # the setting that says what happens when more is sold than is there: "warn" or "refuse"


class Checkout:
    """The part of a shop that the till uses; mixed into :class:`shopdesk.store.shop.Shop`."""

    database: Database
    folder: Path
    till: str

    # --- the open basket ------------------------------------------------------------------------

    def basket(self) -> Basket:
        """The open basket, created if there is none."""
        with self.database.read() as connection:
            key = till.open_key(connection, self.till)
            if key is not None:
                return self._load(connection, key)
        return self._change(lambda connection, key: None)

    def add_to_basket(self, product_id: str, quantity: float = 1.0) -> Basket:
        """Add a quantity of a product to the open basket."""
        return self._change(lambda connection, key: till.set_line(connection, key, product_id, quantity, add=True))

    def scan(self, code: str) -> Basket:
        """Add the product with this barcode or article number to the open basket."""

        def add(connection: Connection, key: int) -> None:
            product_id = queries.id_by_barcode(connection, code) or queries.id_by_sku(connection, code)
            if product_id is None:
                raise NotFound("barcode.unknown", barcode=code)
            till.set_line(connection, key, product_id, 1.0, add=True)

        return self._change(add)

    def set_quantity(self, product_id: str, quantity: float) -> Basket:
        """Set the quantity of a product in the open basket; zero takes it out."""
        return self._change(lambda connection, key: till.set_line(connection, key, product_id, quantity, add=False))

    def set_basket_customer(self, customer_id: str | None) -> Basket:
        """Say whose basket it is."""
        return self._change(lambda connection, key: till.set_customer(connection, key, customer_id))

    def clear_basket(self) -> Basket:
        """Take everything, also the customer, out of the open basket."""

        def clear(connection: Connection, key: int) -> None:
            connection.execute(delete(lines).where(lines.c.basket == key))
            till.set_customer(connection, key, None)

        return self._change(clear)

    def complete_basket(self, sale_key: str = "") -> Basket:
        """Sell the open basket, in one transaction; the sold basket, with the number of its receipt."""

        def sell(connection: Connection) -> Basket:
            key = till.ensure_open(connection, self.till)
            strict = queries.setting(connection, OVERSELL, "warn") == "refuse"
            currency = queries.currency(connection)
            return till.complete(connection, key, currency, self.folder, sale_key, strict)

        return self.database.run(sell, "sales", "stock")

    # --- parked baskets -------------------------------------------------------------------------

    def park_basket(self, note: str = "") -> Basket:
        """Put the open basket aside, under a note if one is given; a new, empty basket."""

        def aside(connection: Connection) -> Basket:
            till.park(connection, self.till, note)
            return self._load(connection, till.ensure_open(connection, self.till))

        return self.database.run(aside)

    def parked_baskets(self) -> list[ParkedBasket]:
        """The baskets that were put aside, the oldest first."""
        with self.database.read() as connection:
            return till.parked(connection, queries.currency(connection))

    def resume_basket(self, basket_id: str) -> Basket:
        """Take a parked basket up again; an open one with something in it is parked instead."""
        return self.database.run(
            lambda connection: self._load(connection, till.resume(connection, self.till, basket_id))
        )

    # --- receipts and refunds -------------------------------------------------------------------

    def receipts(self, text: str = "", limit: int = 50) -> list[Receipt]:
        """The last receipts, or those with this number."""
        with self.database.read() as connection:
            return receipts.find_receipts(connection, text, queries.currency(connection), limit)

    def refundable(self, basket_id: str) -> list[RefundLine]:
        """The lines of a receipt, with how many of each can still be given back."""
        with self.database.write() as connection:
            return receipts.refundable(connection, basket_id)

    def refund(self, basket_id: str, quantities: Mapping[str, float] | None = None, sale_key: str = "") -> Basket:
        """Give back a sale, or so many of each product; the refund, with the number of its receipt."""

        def give_back(connection: Connection) -> Basket:
            currency = queries.currency(connection)
            return receipts.refund(connection, self.till, basket_id, quantities, currency, self.folder, sale_key)

        return self.database.run(give_back, "sales", "stock")

    # --- inside ---------------------------------------------------------------------------------

    def _change(self, change: Callable[[Connection, int], None]) -> Basket:
        def run(connection: Connection) -> Basket:
            key = till.ensure_open(connection, self.till)
            change(connection, key)
            return self._load(connection, key)

        return self.database.run(run)

    def _load(self, connection: Connection, key: int) -> Basket:
        return till.load(connection, key, queries.currency(connection), self.folder)
