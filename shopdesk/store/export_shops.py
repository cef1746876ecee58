"""Products files that Shopify and WooCommerce import."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from sqlalchemy import Connection

from shopdesk.store.export_tables import Exported, Sheet, all_products, money
from shopdesk.store.importing.sources import WOO_ORDER
from shopdesk.store.values import fold

SHOPIFY = (
    *("Title", "URL handle", "Description", "Vendor", "Product category", "Type", "Tags"),
    *("Published on online store", "Status", "SKU", "Barcode"),
    *("Option1 name", "Option1 value", "Option2 name", "Option2 value", "Option3 name", "Option3 value"),
    *("Price", "Compare-at price", "Cost per item", "Charge tax", "Inventory tracker", "Inventory quantity"),
    *("Continue selling when out of stock", "Requires shipping", "Fulfillment service", "Gift card"),
)
ATTRIBUTES = 3
WOO = (
    *WOO_ORDER,
    "Cost of goods",
    *(f"Attribute {n} {what}" for n in range(1, ATTRIBUTES + 1) for what in ("name", "value(s)", "visible", "global")),
)


def shopify(connection: Connection, digits: int) -> Sheet:
    """Shopify's product template: the variants of an article stand together."""
    return Sheet("products", SHOPIFY, _shopify_rows(connection, digits))


def woocommerce(connection: Connection, digits: int) -> Sheet:
    """WooCommerce's product export: an article with variants is a row of its own above them."""
    return Sheet("products", WOO, _woo_rows(connection, digits))


def _articles(connection: Connection) -> Iterator[tuple[str, list[Exported]]]:
    """Products in articles: those with one handle and options are variants of one."""

    def article(one: Exported) -> str:
        return f"{one.handle}\x1f{one.title}" if one.options and one.handle and ":" not in one.handle else ""

    together: dict[str, list[Exported]] = {}
    order: list[tuple[str, Exported]] = []
    for one in all_products(connection):
        name = article(one)
        if name:
            if name not in together:
                order.append((name, one))
            together.setdefault(name, []).append(one)
        else:
            order.append(("", one))
    for name, group in groupby(order, key=lambda pair: pair[0]):
        for _, one in group:
            variants = together[name] if name else [one]
            handle = one.handle if name else f"{_slug(one.name)}-{one.product_id.casefold()}"
            yield handle, variants


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:80] or "product"


def _shopify_rows(connection: Connection, digits: int) -> Iterator[Sequence[object]]:
    for handle, variants in _articles(connection):
        for place, one in enumerate(variants):
            first = place == 0
            options = list(one.options[:3]) or [("Title", "Default Title")]
            flat = [part for pair in options for part in pair] + [""] * (6 - 2 * len(options))
            yield (
                (one.title if one.options and one.title else one.name) if first else "",
                handle,
                one.description if first else "",
                one.brand if first else "",
                "",
                one.category if first else "",
                "",
                ("TRUE" if one.active else "FALSE") if first else "",
                ("active" if one.active else "archived") if first else "",
                one.sku,
                one.codes[0] if one.codes else "",
                *flat,
                money(one.price, digits),
                "",
                money(one.cost, digits),
                "TRUE",
                "shopify" if one.tracked else "",
                _number(one.stock) if one.tracked else "",
                "CONTINUE",
                "TRUE",
                "manual",
                "FALSE",
            )


def _number(stock: float) -> object:
    return int(stock) if stock.is_integer() else stock


def _woo_rows(connection: Connection, digits: int) -> Iterator[Sequence[object]]:
    for handle, variants in _articles(connection):
        several = bool(variants[0].options) and ":" not in handle and variants[0].title != ""
        if several:
            yield _woo_row(variants[0], digits, "variable", handle, variants)
        for one in variants:
            yield _woo_row(one, digits, "variation" if several else "simple", handle, variants)


def _woo_row(one: Exported, digits: int, kind: str, handle: str, variants: Sequence[Exported]) -> tuple[object, ...]:
    parent = kind == "variable"
    cells: dict[str, object] = {
        "Type": kind,
        "SKU": handle if parent else one.sku,
        "GTIN, UPC, EAN, or ISBN": one.codes[0] if one.codes and not parent else "",
        "Name": one.title if parent else one.name,
        "Published": 1 if one.active else -1,
        "Is featured?": 0,
        "Visibility in catalog": "visible",
        "Description": "" if kind == "variation" else one.description.replace("\n", "\\n"),
        "Tax status": "taxable",
        "In stock?": 1,
        "Stock": _number(one.stock) if one.tracked and not parent else "",
        "Backorders allowed?": 1 if one.tracked else 0,
        "Allow customer reviews?": 1,
        "Regular price": "" if parent else money(one.price, digits),
        "Categories": "" if kind == "variation" else one.category.replace(",", "\\,"),
        "Parent": handle if kind == "variation" else "",
        "Cost of goods": "" if parent else money(one.cost, digits),
    }
    for place, (name, value) in enumerate(one.options[:ATTRIBUTES] if kind != "simple" else ()):
        values = dict.fromkeys(other.options[place][1] for other in variants if place < len(other.options))
        shown = ", ".join(text.replace(",", "\\,") for text in values) if parent else value
        cells |= {
            f"Attribute {place + 1} name": name or f"Option {place + 1}",
            f"Attribute {place + 1} value(s)": shown,
            f"Attribute {place + 1} visible": 1,
            f"Attribute {place + 1} global": 0,
        }
    return tuple(cells.get(column, "") for column in WOO)
