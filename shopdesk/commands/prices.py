"""Forecasts of prices."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from shopdesk.commands import arguments
from shopdesk.commands.common import desk_of, output, write_csv
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.requests.prices import ForecastRequest


def add_parsers(add: arguments.Add) -> None:
    """Add the subcommand."""
    ask = add("forecast", "Forecast prices with bands.")
    ask.set_defaults(run=forecast)
    ask.add_argument("products", nargs="*", metavar="PRODUCT")
    ask.add_argument("--horizon", type=int, default=8, help="weeks ahead")
    ask.add_argument("--model", default="auto")
    ask.add_argument("--csv", type=Path, metavar="FILE")


def forecast(options: argparse.Namespace) -> int:
    """Forecast prices."""
    messages, documents, rows = Messages(), [], []
    with desk_of(options) as desk:
        for product_id in options.products or desk.shop.product_ids(0, 20):
            fan = desk.prices.forecast(ForecastRequest(product_id, options.horizon, options.model))
            days = [dt.datetime.fromtimestamp(int(t), dt.UTC).date().isoformat() for t in fan.times]
            documents.append(
                {
                    "product_id": product_id,
                    "model": fan.model,
                    "ds": days,
                    "mean": fan.mean,
                    **{f"lo-{level}": low for level, low in fan.lower.items()},
                    **{f"hi-{level}": high for level, high in fan.upper.items()},
                    "reasons": messages.reasons(fan.reasons, {}),
                    "caveat": messages.caveat(fan.caveat),
                }
            )
            for i, day in enumerate(days):
                bands = [fan.lower[80][i], fan.upper[80][i], fan.lower[95][i], fan.upper[95][i]]
                rows.append((product_id, day, *(f"{x:.2f}" for x in (fan.mean[i], *bands)), fan.model))
    header = ("product", "week", "price", "low 80", "high 80", "low 95", "high 95", "model")
    if options.csv is not None:
        write_csv(options.csv, header, rows)
    output(options, documents, header, rows)
    return 0
