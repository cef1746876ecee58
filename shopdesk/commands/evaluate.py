"""Figures on the shop's own data, next to the trivial baseline."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from shopdesk.commands import arguments
from shopdesk.commands.common import desk_of, output, plain
from shopdesk.controllers.requests.recommend import EvaluateRequest


def add_parsers(add: arguments.Add) -> None:
    """Add the subcommand."""
    measure = add("evaluate", "Measure ShopDesk on the shop's own data, next to the trivial baseline.")
    measure.set_defaults(run=lambda options: PARTS[options.part](options))
    measure.add_argument("part", choices=tuple(PARTS))


def recommend(options: argparse.Namespace) -> int:
    """Measure recommendations on held-out baskets next to popularity."""
    with desk_of(options) as desk:
        answer = desk.recommend.evaluate(EvaluateRequest())
    rows = [
        (name, f"{m.hit_rate:.3f}", f"{m.recall:.3f}", f"{m.ndcg:.3f}", m.n)
        for name, m in ((answer.method, answer.figures), ("popularity", answer.popularity))
    ]
    output(options, plain(answer), ("method", "hit rate", "recall", "NDCG", "baskets"), rows)
    return 0


PARTS: dict[str, Callable[[argparse.Namespace], int]] = {"recommend": recommend}
