"""Finding products."""

from __future__ import annotations

import argparse

from shopdesk.commands import arguments
from shopdesk.commands.common import desk_of, money, output, plain
from shopdesk.controllers.requests.catalog import SearchRequest
from shopdesk.engine.errors import NotFound


def add_parsers(add: arguments.Add) -> None:
    """Add the subcommands."""
    find = add("search", "Find products by words, SKU or barcode.")
    find.set_defaults(run=search)
    find.add_argument("text", nargs="+")
    find.add_argument("-k", type=arguments.count, default=20)
    code = add("lookup", "Find the product of a barcode.")
    code.set_defaults(run=lookup)
    code.add_argument("barcode")


def search(options: argparse.Namespace) -> int:
    """Find products."""
    with desk_of(options) as desk:
        answer = desk.search.find(SearchRequest(" ".join(options.text), options.k))
    hits = [(hit, answer.cards[hit.product_id]) for hit in answer.hits]
    document = {
        "total": answer.total,
        "hits": [{**plain(hit), "name": card.name, "price": card.price, "stock": card.stock} for hit, card in hits],
    }
    rows = [(h.product_id, c.name, c.brand, money(c), f"{c.stock:g}", h.why) for h, c in hits]
    output(options, document, ("product", "name", "brand", "price", "stock", "why"), rows)
    return 0


def lookup(options: argparse.Namespace) -> int:
    """Find the product of a barcode."""
    with desk_of(options) as desk:
        card = desk.shop.by_barcode(options.barcode)
    if card is None:
        raise NotFound("barcode.unknown", barcode=options.barcode)
    row = (card.product_id, card.name, card.brand, money(card), f"{card.stock:g}")
    output(options, plain(card), ("product", "name", "brand", "price", "stock"), [row])
    return 0
