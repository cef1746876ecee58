"""Forecasts of prices, and how well they would have done."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.commands import arguments
from shopdesk.commands.common import desk_of, output, plain, write_csv
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.price_series import day_of
from shopdesk.controllers.requests.prices import ChartRequest, EvaluatePrices, ForecastRequest
from shopdesk.engine.types import FanChart

if TYPE_CHECKING:
    from shopdesk.controllers.desk import Desk

HEADER = ("product", "week", "price", "low 80", "high 80", "low 95", "high 95", "model")


def add_parsers(add: arguments.Add) -> None:
    """Add the subcommand."""
    ask = add("forecast", "Forecast prices with bands.")
    ask.set_defaults(run=forecast)
    ask.add_argument("products", nargs="*", metavar="PRODUCT")
    ask.add_argument("--horizon", type=int, default=8, help="weeks ahead")
    ask.add_argument("--model", default="auto", help="auto, naive, theta, mlp, rnn, lstm ...")
    ask.add_argument("--csv", type=Path, metavar="FILE")
    ask.add_argument("--png", type=Path, metavar="FILE", help="a picture; of several products, FILE-PRODUCT.png each")


def forecast(options: argparse.Namespace) -> int:
    """Forecast prices."""
    messages, documents, rows = Messages(), [], []
    with desk_of(options) as desk:
        names = options.products or desk.shop.product_ids(0, 20)
        for product_id in names:
            fan = desk.prices.forecast(ForecastRequest(product_id, options.horizon, options.model))
            days = [day_of(time).isoformat() for time in fan.times]
            documents.append(_document(fan, days, messages))
            for i, day in enumerate(days):
                bands = [fan.lower[80][i], fan.upper[80][i], fan.lower[95][i], fan.upper[95][i]]
                rows.append((product_id, day, *(f"{x:.2f}" for x in (fan.mean[i], *bands)), fan.model))
            if options.png is not None:
                _draw(desk, fan, _picture_path(options.png, product_id, len(names)))
    if options.csv is not None:
        write_csv(options.csv, HEADER, rows)
    output(options, documents, HEADER, rows)
    if not options.json:
        said = ((doc["product_id"], doc["decision"] or doc["caveat"]) for doc in documents)
        sys.stdout.write("".join(f"{name}: {words}\n" for name, words in said if words))
    return 0


def evaluate(options: argparse.Namespace) -> int:
    """Try the forecasts on the shop's own past, next to the last price."""
    with desk_of(options) as desk:
        answer = desk.prices.outlook.evaluate(EvaluatePrices())
    rows = [
        (
            score.model,
            f"{score.mase:.3f}",
            f"{100 * (score.against - 1):+.1f} %",
            f"{score.smape:.2f}",
            f"{100 * score.coverage_80:.0f} %",
            f"{100 * score.coverage_95:.0f} %",
        )
        for score in answer.scores
    ]
    header = ("model", "MASE", "against the last price", "sMAPE", "80 % band held", "95 % band held")
    output(options, plain(answer), header, rows)
    if not options.json:
        words = Messages().say("prices.tried", {"products": answer.products, "horizon": answer.horizon})
        sys.stdout.write(words + "\n")
    return 0


def _document(fan: FanChart, days: list[str], messages: Messages) -> dict[str, Any]:
    return {
        "product_id": fan.product_id,
        "model": fan.model,
        "ds": days,
        "mean": fan.mean,
        **{f"lo-{level}": low for level, low in fan.lower.items()},
        **{f"hi-{level}": high for level, high in fan.upper.items()},
        "reasons": messages.reasons(fan.reasons, {}),
        "caveat": messages.caveat(fan.caveat),
        "learned": fan.learned,
        "decision": messages.decision(fan.decision, fan.basis),
        "rise": fan.decision.rise if fan.decision is not None else None,
        "fall": fan.decision.fall if fan.decision is not None else None,
    }


def _draw(desk: Desk, fan: FanChart, path: Path) -> None:
    from shopdesk.commands.price_picture import write_picture

    chart = desk.prices.chart(ChartRequest(fan.product_id))
    write_picture(path, desk.shop.card(fan.product_id).name, chart, fan)


def _picture_path(path: Path, product_id: str, count: int) -> Path:
    if count == 1:
        return path
    safe = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in product_id)
    return path.with_name(f"{path.stem}-{safe}{path.suffix or '.png'}")
