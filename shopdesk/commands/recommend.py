"""Recommendations and how good they are."""

from __future__ import annotations

import argparse
from typing import Any

from shopdesk.commands import arguments
from shopdesk.commands.common import desk_of, output, plain
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.requests.recommend import RecommendRequest


def add_parsers(add: arguments.Add) -> None:
    """Add the subcommand."""
    ask = add("recommend", "Recommend products, with reasons.")
    ask.set_defaults(run=recommend)
    subject = ask.add_mutually_exclusive_group(required=True)
    subject.add_argument("--basket", metavar="A,B")
    subject.add_argument("--customer", metavar="ID")
    subject.add_argument("--similar", metavar="ID")
    ask.add_argument("-k", type=arguments.count, default=10)
    ask.add_argument("--method", default="hybrid")


def recommend(options: argparse.Namespace) -> int:
    """Recommend products."""
    if options.customer is not None:
        subject, ids = "customer", (options.customer,)
    elif options.similar is not None:
        subject, ids = "product", (options.similar,)
    else:
        subject, ids = "basket", tuple(part.strip() for part in options.basket.split(",") if part.strip())
    with desk_of(options) as desk:
        answer = desk.recommend.run(RecommendRequest(subject, ids, options.method, options.k))
    messages = Messages()
    items: list[dict[str, Any]] = [
        {
            "product_id": item.product_id,
            "name": answer.cards[item.product_id].name,
            "score": item.score,
            "reasons": messages.reasons(item.reasons, answer.cards),
            "evidence": [plain(reason) for reason in item.reasons],
        }
        for item in answer.items
    ]
    rows = [(i["product_id"], i["name"], f"{i['score']:.3f}", "; ".join(i["reasons"][:2])) for i in items]
    output(options, {"method": answer.method, "items": items}, ("product", "name", "score", "why"), rows)
    return 0
