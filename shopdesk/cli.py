"""The command line: the same engine without a window. Tables for people, one JSON document with ``--json``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from shopdesk import __title__, __version__
from shopdesk.controllers.messages import Messages
from shopdesk.engine.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Sequence


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one sentence with a hint."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong in one line and exit with 2."""
        sys.stderr.write(f"{message[:1].upper()}{message[1:]}. See {self.prog} --help.\n")
        raise SystemExit(2)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line; exits with 2 on wrong usage."""
    parser = Parser(prog="shopdesk", description="Recommendations, prices, photos and voice for a small shop, offline.")
    parser.add_argument("--version", action="version", version=f"{__title__} {__version__}")
    _add_common(parser, suppress=False)
    common = Parser(add_help=False)
    _add_common(common, suppress=True)
    commands = parser.add_subparsers(dest="command", parser_class=Parser, metavar="COMMAND")
    _add_commands(commands, common)
    options = parser.parse_args(list(arguments))
    for name in ("barcode", "customer", "similar", "basket", "product"):
        text = getattr(options, name, None)
        if isinstance(text, str):  # bytes that are no text cannot be compared with anything in the shop
            setattr(options, name, text.encode("utf-8", "replace").decode())
    return options


def _add_common(parser: argparse.ArgumentParser, suppress: bool) -> None:
    def default(value: object) -> object:
        return argparse.SUPPRESS if suppress else value

    parser.add_argument("--data", type=Path, default=default(None), metavar="DIR", help="the shop's folder")
    parser.add_argument("--database", default=default(None), metavar="URL", help="the shop's database")
    parser.add_argument("--demo", action="store_true", default=default(False), help="use the demo shop")
    parser.add_argument("--json", action="store_true", default=default(False), help="print one JSON document")
    parser.add_argument("--theme", choices=("light", "dark", "system"), default=default("system"))
    parser.add_argument("--verbose", action="store_true", default=default(False), help="log what happens")


def _add_commands(commands: argparse._SubParsersAction[Parser], common: Parser) -> None:
    def add(name: str, text: str) -> Parser:
        return commands.add_parser(name, help=text, description=text, parents=[common])

    demo = add("demo", "Write a demo shop.")
    demo.add_argument("folder", type=Path, metavar="DIR")
    demo.add_argument("--products", type=_count, default=240)
    demo.add_argument("--days", type=_days, default=548)
    demo.add_argument("--lines", type=_count, default=None, help="about this many sales lines in all")
    demo.add_argument("--seed", type=_seed, default=0)

    load = add("import", "Import products, sales or prices from CSV files.")
    load.add_argument("files", nargs="+", type=Path, metavar="FILE")
    load.add_argument("--as", dest="kind", choices=("products", "sales", "prices"))
    load.add_argument("--map", action="append", default=[], metavar="FIELD=COLUMN", help="which column holds a field")
    load.add_argument("--dry-run", action="store_true")
    load.add_argument("--mode", choices=("create", "update", "both"), default="both")

    find = add("search", "Find products by words, SKU or barcode.")
    find.add_argument("text", nargs="+")
    find.add_argument("-k", type=_count, default=20)
    add("lookup", "Find the product of a barcode.").add_argument("barcode")

    recommend = add("recommend", "Recommend products, with reasons.")
    subject = recommend.add_mutually_exclusive_group(required=True)
    subject.add_argument("--basket", metavar="A,B")
    subject.add_argument("--customer", metavar="ID")
    subject.add_argument("--similar", metavar="ID")
    recommend.add_argument("-k", type=_count, default=10)
    recommend.add_argument("--method", default="hybrid")

    forecast = add("forecast", "Forecast prices with bands.")
    forecast.add_argument("products", nargs="*", metavar="PRODUCT")
    forecast.add_argument("--horizon", type=int, default=8, help="weeks ahead")
    forecast.add_argument("--model", default="auto")
    forecast.add_argument("--csv", type=Path, metavar="FILE")

    teach = add("teach", "Learn photos of a product.")
    teach.add_argument("product")
    teach.add_argument("images", nargs="+", metavar="IMAGE")
    classify = add("classify", "Recognise products on photos.")
    classify.add_argument("images", nargs="+", metavar="IMAGE_OR_FOLDER")
    classify.add_argument("-k", type=_count, default=5)
    classify.add_argument("--csv", type=Path, metavar="FILE")

    listen = add("listen", "Look up what a clip or the microphone says.")
    listen.add_argument("clip", nargs="?", metavar="CLIP.wav")
    listen.add_argument("--seconds", type=float, default=4.0, help="how long to listen to the microphone")
    listen.add_argument("-k", type=_count, default=5)
    evaluate = add("evaluate", "Measure recommendations on the shop's own held-out baskets.")
    evaluate.add_argument("part", choices=("recommend",))
    test = add("self-test", "Do the main job of each tab on the demo shop and save pictures.")
    test.add_argument("--screenshots", type=Path, default=Path("screenshots"), metavar="DIR")


def _between(text: str, low: int, high: int) -> int:
    try:
        number = int(text)
    except ValueError:
        number = low - 1
    if not low <= number <= high:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from {low} to {high}")
    return number


def _count(text: str) -> int:
    return _between(text, 1, 10_000_000)


def _days(text: str) -> int:
    return _between(text, 1, 20_000)


def _seed(text: str) -> int:
    return _between(text, 0, 2**32 - 1)


def run(options: argparse.Namespace) -> int:
    """Run a subcommand. Returns 0, or 1 after one sentence on standard error."""
    from shopdesk import commands

    try:
        return commands.COMMANDS[options.command](options)
    except EngineError as error:
        sys.stderr.write(Messages().error(error) + "\n")
        return 1
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        return 130
