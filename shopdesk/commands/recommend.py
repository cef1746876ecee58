"""Recommendations with their reasons and evidence, and the pairs that sell together."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.commands import arguments
from shopdesk.commands.common import desk_of, output, plain
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.requests.recommend import RecommendRequest, RulesRequest, WhyRequest

if TYPE_CHECKING:
    from shopdesk.controllers.desk import Desk

EVERY = 1_000_000


def add_parsers(add: arguments.Add) -> None:
    """Add the subcommand."""
    ask = add("recommend", "Recommend products, with reasons, or list the pairs that sell together.")
    ask.set_defaults(run=recommend)
    subject = ask.add_mutually_exclusive_group(required=True)
    subject.add_argument("--basket", metavar="A,B", help="what goes with these products")
    subject.add_argument("--customer", metavar="ID", help="what this customer will want")
    subject.add_argument("--similar", metavar="ID", help="what is like this product, or goes with it")
    subject.add_argument("--rules", action="store_true", help="which pairs of products sell together")
    ask.add_argument("-k", type=arguments.count, default=10)
    ask.add_argument("--method", default="hybrid", help="hybrid, content, user, item or popularity")
    ask.add_argument("--find", default="", metavar="TEXT", help="with --rules: only pairs whose names have this")
    ask.add_argument("--least", type=arguments.count, default=3, metavar="N", help="with --rules: in N baskets or more")
    ask.add_argument("--csv", type=Path, metavar="FILE", help="with --rules: write all of them to a file")


def recommend(options: argparse.Namespace) -> int:
    """Recommend products, or list the pairs."""
    if options.rules:
        return rules(options)
    if options.customer is not None:
        subject, ids = "customer", (options.customer,)
    elif options.similar is not None:
        subject, ids = "product", (options.similar,)
    else:
        subject, ids = "basket", tuple(part.strip() for part in options.basket.split(",") if part.strip())
    request = RecommendRequest(subject, ids, options.method, options.k)
    with desk_of(options) as desk:
        answer = desk.recommend.run(request)
        items = [_item(desk, request, answer, item, options.json) for item in answer.items]
    rows = [(i["product_id"], i["name"], f"{i['score']:.3f}", "; ".join(i["reasons"][:2])) for i in items]
    document = {"method": answer.method, "as_of": answer.as_of, "items": items}
    output(options, document, ("product", "name", "score", "why"), rows)
    return 0


def _item(desk: Desk, request: RecommendRequest, answer: Any, item: Any, whole: bool) -> dict[str, Any]:
    messages = Messages()
    found: dict[str, Any] = {
        "product_id": item.product_id,
        "name": answer.cards[item.product_id].name,
        "score": item.score,
        "reasons": messages.reasons(item.reasons, answer.cards),
        "evidence": [plain(reason) for reason in item.reasons],
    }
    if whole:
        why = desk.recommend.why(WhyRequest(item.product_id, request.subject, request.ids, request.method))
        found["why"] = plain(why.evidence)
        found["baskets"] = [plain(basket) for basket in why.baskets.values()]
    return found


def rules(options: argparse.Namespace) -> int:
    """List the pairs of products that sell together, or write them to a file."""
    most = EVERY if options.json else options.k
    path = "" if options.csv is None else str(options.csv)
    with desk_of(options) as desk:
        answer = desk.recommend.rules(RulesRequest(options.find, options.least, most=most, path=path))
    named = answer.cards
    rows = [
        (
            named[rule.product_id].name,
            named[rule.other_id].name,
            f"{rule.count} of {rule.of}",
            f"{100 * rule.confidence:.1f} %",
            f"{rule.lift:.2f}",
        )
        for rule in answer.rules
    ]
    document = {"baskets": answer.baskets, "total": answer.total, "rules": answer.rules}
    output(options, document, ("who buys", "also buys", "baskets", "share", "times chance"), rows)
    return 0
