"""The programs whose exports are known by their headers, and which of their columns is which of our fields."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shopdesk.store.importing.source import Source, normal
from shopdesk.store.importing.source_products import (
    LIGHTSPEED_R,
    LIGHTSPEED_X,
    LOYVERSE_ITEMS,
    SHOPIFY_LEGACY,
    SHOPIFY_NEW,
    SQUARE_ITEMS,
    WOO_ORDER,
    WOO_PRODUCTS,
)
from shopdesk.store.importing.source_sales import (
    LOYVERSE_RECEIPTS,
    LOYVERSE_SALES,
    SHOPIFY_ORDERS,
    SQUARE_PAYMENTS,
    SQUARE_SALES,
    WOO_ORDERS,
)

__all__ = [
    "KINDS",
    "MANY",
    "NEEDED",
    "PLAIN",
    "REQUIRED",
    "WOO_ORDER",
    "WOO_PRODUCTS",
    "WOO_TYPES",
    "Source",
    "by_headers",
    "by_key",
    "normal",
    "places",
]
KINDS = ("products", "prices", "customers", "sales", "ratings")  # in the order in which they build on each other
WOO_TYPES = frozenset({"simple", "variable", "variation", "grouped", "external", "virtual", "downloadable"})
MANY = frozenset({"barcode", "stock", "price_at", "cost_at", "tax_flag", "option_name", "option_value", "zone"})
"""Fields that several columns may hold together."""


VENDORS = (
    SHOPIFY_NEW,
    SHOPIFY_LEGACY,
    SHOPIFY_ORDERS,
    SQUARE_ITEMS,
    SQUARE_SALES,
    SQUARE_PAYMENTS,
    WOO_PRODUCTS,
    WOO_ORDERS,
    LOYVERSE_ITEMS,
    LOYVERSE_SALES,
    LOYVERSE_RECEIPTS,
    LIGHTSPEED_X,
    LIGHTSPEED_R,
)

# Files of no known program, ShopDesk's own exports among them: our field first, then other names for it.
PLAIN: dict[str, Source] = {
    "products": Source(
        "products",
        "products",
        {
            "sku": ("sku", "article", "article number", "item number", "item no", "code"),
            "product_id": ("product id", "id"),
            "handle": ("handle",),
            "article_name": ("article name",),
            "barcode": ("barcode", "barcodes", "ean", "gtin", "upc", "ean13"),
            "name": ("name", "title", "product", "product name", "item", "description short"),
            "category": ("category", "group", "department", "product group"),
            "brand": ("brand", "manufacturer", "maker", "vendor"),
            "unit": ("unit", "unit of measure", "uom"),
            "price": ("price", "sales price", "retail price", "unit price", "selling price"),
            "cost": ("cost", "purchase price", "buying price", "cost price"),
            "tax": ("tax", "vat", "tax rate", "vat rate"),
            "stock": ("stock", "quantity on hand", "on hand", "inventory"),
            "description": ("description", "text", "long description", "details"),
            "active": ("active",),
            "picture": ("picture", "picture path", "image", "image path", "photo"),
        },
        {"option_name": r"option ?\d name", "option_value": r"option ?\d value"},
    ),
    "sales": Source(
        "sales",
        "sales",
        {
            "reference": (
                "basket id",
                "basket",
                "receipt",
                "receipt number",
                "order",
                "order id",
                "order number",
                "invoice",
                "transaction",
                "transaction id",
            ),
            "sold_at": ("sold at", "date", "datetime", "timestamp", "sold", "created at", "order date"),
            "time": ("time",),
            "customer_id": ("customer id", "customer", "client"),
            "customer_name": ("customer name",),
            "sku": ("sku", "product", "product id", "article"),
            "barcode": ("barcode", "ean", "gtin"),
            "item": ("item", "item name", "name", "product name", "description"),
            "category": ("category",),
            "quantity": ("quantity", "qty", "amount", "pieces"),
            "unit_price": ("unit price", "price", "sales price"),
            "discount": ("discount",),
            "net": ("line total", "total", "net sales"),
            "event": ("event", "type"),
        },
    ),
    "prices": Source(
        "prices",
        "prices",
        {
            "sku": ("sku", "unique id", "product", "product id", "article", "barcode", "ean"),
            "valid_from": ("valid from", "ds", "date", "from", "time", "timestamp"),
            "price": ("price", "y", "unit price", "sales price", "new price"),
            "price_kind": ("kind",),
        },
    ),
    "customers": Source(
        "customers",
        "customers",
        {
            "customer_id": ("customer id", "customer", "client", "reference id"),
            "customer_name": ("customer name", "name", "full name"),
            "first_name": ("first name", "given name"),
            "last_name": ("last name", "surname", "family name"),
            "customer_phone": ("phone", "phone number", "mobile", "telephone"),
            "customer_mail": ("email", "e mail", "email address", "mail"),
        },
    ),
    "ratings": Source(
        "ratings",
        "ratings",
        {
            "customer_id": ("customer id", "customer", "user id", "user", "client"),
            "sku": ("product id", "product", "sku", "item", "item id", "article", "barcode", "ean"),
            "rating": ("rating", "stars", "score", "points"),
            "rated_at": ("rated at", "date", "timestamp", "time"),
        },
    ),
}
# What each plain kind cannot do without: one field of every group.
REQUIRED: dict[str, tuple[tuple[str, ...], ...]] = {
    "products": (("name", "title"),),
    "sales": (("reference",), ("sold_at",), ("sku", "barcode", "item"), ("quantity",), ("unit_price", "net", "gross")),
    "prices": (("sku",), ("price",)),
    "customers": (("customer_id", "customer_mail", "customer_phone"), ("customer_name", "first_name", "last_name")),
    "ratings": (("customer_id",), ("sku",), ("rating",)),
}
# The same for exports of programs, whose fingerprint has seen to the rest.
NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "sales": (("reference",), ("sold_at",), ("net", "gross", "unit_price", "revenue")),
}


def by_headers(headers: Sequence[str]) -> Source | None:
    """The program whose export has these normalised headers."""
    return next((source for source in VENDORS if source.fits(headers)), None)


def by_key(key: str) -> Source | None:
    """The source of that name: a program's export or a plain kind."""
    return PLAIN.get(key) or next((source for source in VENDORS if source.key == key), None)


def places(source: Source, headers: Sequence[str]) -> dict[str, list[int]]:
    """Which columns hold which field; each column at most one."""
    found: dict[str, list[int]] = {}
    taken: set[int] = set()
    # Our own name for a field counts before other names for other fields.
    longest = max((len(others) for others in source.names.values()), default=0)
    for rank in range(longest):
        for name, others in source.names.items():
            if rank >= len(others) or (name in found and name not in MANY and name != "picture"):
                continue
            for at, header in enumerate(headers):
                if header == others[rank] and at not in taken:
                    found.setdefault(name, []).append(at)
                    taken.add(at)
                    break
    for name, pattern in source.patterns.items():
        shape = re.compile(pattern)
        for at, header in enumerate(headers):
            if at not in taken and shape.fullmatch(header):
                found.setdefault(name, []).append(at)
                taken.add(at)
    return found
