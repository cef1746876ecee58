"""Figures on the shop's own data, next to the trivial baseline."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from shopdesk.commands import arguments, prices, vision, voice
from shopdesk.commands.common import desk_of, output, plain
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.requests.recommend import EvaluateRequest
from shopdesk.engine.types import Metrics


def add_parsers(add: arguments.Add) -> None:
    """Add the subcommand."""
    measure = add("evaluate", "Measure ShopDesk on the shop's own data, next to the trivial baseline.")
    measure.set_defaults(run=lambda options: PARTS[options.part](options))
    measure.add_argument("part", choices=tuple(PARTS))
    measure.add_argument("folder", nargs="?", metavar="DIR", help="of clips named by product, for voice")


def recommend(options: argparse.Namespace) -> int:
    """Measure recommendations on held-out baskets next to popularity."""
    with desk_of(options) as desk:
        answer = desk.recommend.evaluate(EvaluateRequest())
    assert answer is not None  # only a question for kept figures may have no answer
    parts = (
        ("completion", "rest of a basket", answer.completion, answer.popular_completion),
        ("customer", "next visit", answer.figures, answer.popularity),
    )
    rows = [
        (what, name, _span(m, "hit_rate"), _span(m, "recall"), _span(m, "ndcg"), m.n)
        for _, what, mine, popular in parts
        for name, m in ((answer.method, mine), ("popularity", popular))
    ]
    said = {key: Messages().verdict(key, mine, popular) for key, _, mine, popular in parts}
    header = ("question", "method", "hit rate (95 %)", "recall (95 %)", "NDCG (95 %)", "tried")
    output(options, {**plain(answer), "verdicts": said}, header, rows)
    if not options.json:
        sys.stdout.write("".join(f"{what}: {said[key]}\n" for key, what, _, _ in parts))
    return 0


def _span(metrics: Metrics, name: str) -> str:
    low, high = metrics.intervals.get(name, (0.0, 0.0))
    return f"{getattr(metrics, name):.3f} ({low:.3f}-{high:.3f})"


PARTS: dict[str, Callable[[argparse.Namespace], int]] = {
    "recommend": recommend,
    "vision": vision.evaluate,
    "prices": prices.evaluate,
    "voice": voice.evaluate,
}
