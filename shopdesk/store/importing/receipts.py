"""Sold lines as a file describes them, whoever wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import tzinfo

from shopdesk.engine.errors import DataError
from shopdesk.store.importing.cells import Columns, Row, checked_length, exact
from shopdesk.store.importing.moments import zone_named
from shopdesk.store.importing.sources import Source
from shopdesk.store.values import fold, line_total

REFUND_WORDS = ("refund", "return", "retour", "rembours", "rückgabe", "erstattung", "退款", "退货")
NO_SALES = frozenset(
    {
        *("cancelled", "canceled", "voided", "void", "failed", "trash", "checkout-draft", "draft"),
        *("pending", "expired", "abandoned", "refused"),
    }
)
_WITHOUT = frozenset({"", "none", "regular", "default title", "default"})
_TIMES = re.compile(r"(?:^|, )(\d+)\s?[×x] ")


@dataclass(slots=True)
class Person:
    """Who bought: a number of the shop, or who it is in the other program."""

    customer_id: str = ""
    reference: str = ""
    name: str = ""
    phone: str = ""


@dataclass(slots=True)
class Item:
    """What was sold: a product, how many, the price of one, and what the line came to."""

    sku: str
    code: str
    name: str
    variant: str
    category: str
    quantity: float
    unit_price: int
    total: int


@dataclass(slots=True)
class Line:
    """What a row says of a receipt; a program may say it on the first row of a receipt only."""

    reference: str
    sold_at: int | None = None
    person: Person = field(default_factory=Person)
    items: list[Item] = field(default_factory=list)
    skip: str = ""  # the code of why the receipt is left out
    subtotal: int | None = None
    total: int | None = None
    refunded: int | None = None
    share: int | None = None  # the sum of the receipt, where its lines have no prices


class Sales:
    """Turns rows into lines of receipts."""

    def __init__(self, source: Source, columns: Columns) -> None:
        self.source, self.columns = source, columns
        self.unknown_zones: set[str] = set()
        self.known_zone = False
        self._zones: dict[str, tzinfo | None] = {}
        readers: dict[str, Callable[[Row], Line]] = {
            "shopify_orders": self._shopify,
            "square_sales": self._square,
            "square_payments": self._payment,
            "woocommerce_orders": self._woo,
            "loyverse_sales": self._loyverse,
            "loyverse_receipts": self._payment,
        }
        self.read = readers.get(source.key, self._plain)
        self.without_items = self.read == self._payment
        self.refunds_later = source.key == "shopify_orders"  # an order's row tells what was refunded since

    def reference_of(self, row: Row) -> str:
        """The receipt that a row belongs to, as far as it can be read."""
        prefix = self.source.key.split("_")[0]
        text = row.text("reference")
        return text if not text or prefix == self.source.key else f"{prefix}:{text}"

    # --- the programs -----------------------------------------------------------------------------

    def _plain(self, row: Row) -> Line:
        line = Line(self._reference(row), self._moment(row))
        line.person = Person(row.short("customer_id"), name=row.short("customer_name"))
        refund = self._is_refund(row)
        line.items.append(self._item(row, refund))
        return line

    def _shopify(self, row: Row) -> Line:
        line = Line(self._reference(row))
        if row.text("sold_at"):
            line.sold_at = self._moment(row)
            line.subtotal, line.total = row.money("subtotal"), row.money("order_total")
            line.refunded = row.money("refunded")
            if row.text("cancelled") or row.text("status").casefold() in NO_SALES - {"pending"}:
                line.skip = "row.cancelled"
            mail, phone = row.text("customer_mail").casefold(), row.text("customer_phone")
            reference = f"mail:{mail}" if mail else f"phone:{phone}" if phone else ""
            line.person = Person(reference=reference[:200], name=row.short("customer_name"), phone=phone[:40])
        if row.text("item") or row.text("sku"):
            line.items.append(self._item(row, False))
        return line

    def _square(self, row: Row) -> Line:
        refund = self._is_refund(row)
        line = Line(self._square_reference(row, refund), self._moment(row))
        line.person = self._square_person(row)
        line.items.append(self._item(row, refund))
        return line

    def _payment(self, row: Row) -> Line:
        """Receipts without their lines: each is one line of a product that stands for what is not known."""
        refund = self._is_refund(row)
        if self.source.key == "square_payments":
            line = Line(self._square_reference(row, refund), self._moment(row))
            line.person = self._square_person(row)
        else:
            line = Line(self._reference(row), self._moment(row))
            line.person = self._loyverse_person(row)
        line.skip = self._skip(row)
        net = row.money("net")
        if net is None:
            raise DataError("row.no_price")
        amount = -abs(net) if refund else net
        line.items.append(Item("", "", "", "", "", -1.0 if amount < 0 else 1.0, abs(amount), amount))
        return line

    def _loyverse(self, row: Row) -> Line:
        line = Line(self._reference(row), self._moment(row), self._loyverse_person(row))
        line.skip = self._skip(row)
        line.items.append(self._item(row, self._is_refund(row)))
        return line

    def _woo(self, row: Row) -> Line:
        """WooCommerce's list of orders names the products of an order, without their prices."""
        line = Line(self._reference(row), self._moment(row))
        name = row.short("customer_name")
        line.person = Person(reference=f"woo:{fold(name)}"[:200] if name else "", name=name)
        net = row.money("net")
        net = row.money("revenue") if net is None else net
        if net is None:
            raise DataError("row.no_price")
        status = fold(row.text("status"))
        if status in NO_SALES or (status == "refunded" and net >= 0):
            line.skip = "row.cancelled"
        text = " ".join(row.text("products").split())
        cuts = list(_TIMES.finditer(text))
        for place, cut in enumerate(cuts):
            end = cuts[place + 1].start() if place + 1 < len(cuts) else len(text)
            quantity = float(cut[1]) * (-1 if net < 0 else 1)
            name = checked_length(text[cut.end() : end].strip(), "name")
            line.items.append(Item("", "", name, "", "", quantity, 0, 0))
        count = row.number("items_sold")
        differs = count is not None and abs(count) != sum(abs(item.quantity) for item in line.items)
        if not line.skip and (not cuts or cuts[0].start() > 0 or differs):
            raise DataError("row.no_products", text=text[:60])
        line.share = net
        return line

    # --- parts ------------------------------------------------------------------------------------

    def _reference(self, row: Row) -> str:
        row.short("reference")
        reference = self.reference_of(row)
        if not reference:
            raise DataError("row.no_basket")
        if '"' in reference or not reference.isprintable():  # a stray sign would tear a receipt in two
            raise DataError("row.bad_quotes")
        return reference

    def _square_reference(self, row: Row, refund: bool) -> str:
        """A refund shares the number of the sale, in some exports; its payment tells them apart."""
        reference = self._reference(row)
        return f"{reference}:r:{row.text('payment')}"[:64] if refund else reference

    def _moment(self, row: Row) -> int:
        zone = None
        label = row.text("zone")
        if label:
            if label not in self._zones:
                self._zones[label] = zone_named(label)
                self.known_zone = self.known_zone or self._zones[label] is not None
                if self._zones[label] is None:
                    self.unknown_zones.add(label)
            zone = self._zones[label]
        return row.moment("sold_at", row.text("time"), zone)

    def _is_refund(self, row: Row) -> bool:
        event = fold(row.text("event"))
        return any(word in event for word in REFUND_WORDS)

    def _skip(self, row: Row) -> str:
        return "row.cancelled" if fold(row.text("status")) in NO_SALES else ""

    def _square_person(self, row: Row) -> Person:
        number = row.short("customer_id")
        return Person(reference=f"square:{number}" if number else "", name=row.short("customer_name"))

    def _loyverse_person(self, row: Row) -> Person:
        name, contact = row.short("customer_name"), row.text("customer_contact")
        who = fold(contact or name)
        return Person(reference=f"loyverse:{who}"[:200] if who else "", name=name)

    def _item(self, row: Row, refund: bool) -> Item:
        quantity = row.number("quantity")
        if quantity is None or exact(quantity) == 0:
            raise self._bad_quantity(row)
        gross, net, unit = row.money("gross"), row.money("net"), row.money("unit_price")
        discount = abs(row.money("discount") or 0)
        given = next((amount for amount in (gross, net, unit) if amount is not None), None)
        if given is None:
            raise DataError("row.no_price")
        returned = refund or quantity < 0 or (net if net is not None else given) < 0
        count = abs(exact(quantity))
        if unit is None:
            unit = one_of(abs(gross if gross is not None else net or 0), count)
        full = line_total(count, abs(unit))
        total = abs(net) if net is not None else (abs(gross) if gross is not None else full) - discount
        sign = -1 if returned else 1
        category = row.short("category")
        return Item(
            row.short("sku"),
            row.short("barcode"),
            row.short("item", "name"),
            row.short("variant", "name"),
            "" if category.casefold() in _WITHOUT else category,
            sign * count,
            abs(unit),
            sign * total,
        )

    def _bad_quantity(self, row: Row) -> DataError:
        at = self.columns.places["quantity"][0]
        return DataError("row.bad_number", column=self.columns.header(at), text=row.text("quantity")[:60])


def full_name(item: Item) -> str:
    """The name of an article with its variant, as product files make it."""
    plain = item.variant.casefold() in _WITHOUT or not item.variant
    return item.name if plain else f"{item.name} - {item.variant}"


def one_of(amount: int, count: float) -> int:
    """The price of one, so high that what is taken off is never below zero."""
    thousandths = round(count * 1000)
    return -(-amount * 1000 // thousandths)
