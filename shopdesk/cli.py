"""The command line: the same engine without a window. Tables for people, one JSON document with ``--json``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from shopdesk import __title__, __version__
from shopdesk.commands import care, catalog, data, doctor, evaluate, imports, prices, recommend, vision, voice
from shopdesk.controllers.messages import Messages
from shopdesk.engine.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Sequence

TOPICS = (data, imports, catalog, recommend, prices, vision, voice, evaluate, care, doctor)


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
    parser.add_argument("--theme", choices=("light", "dark", "system"), default=default(None))
    parser.add_argument("--verbose", action="store_true", default=default(False), help="log what happens")


def _add_commands(commands: argparse._SubParsersAction[Parser], common: Parser) -> None:
    def add(name: str, text: str) -> Parser:
        return commands.add_parser(name, help=text, description=text, parents=[common])

    for topic in TOPICS:
        topic.add_parsers(add)
    test = add("self-test", "Do the main job of each tab on the demo shop and save pictures.")
    test.add_argument("--screenshots", type=Path, default=Path("screenshots"), metavar="DIR")
    test.add_argument("--first-paint", action="store_true", help="only say when the window was painted")


def run(options: argparse.Namespace) -> int:
    """Run a subcommand. Returns 0, or 1 after one sentence on standard error."""
    try:
        code: int = options.run(options)
        return code
    except EngineError as error:
        sys.stderr.write(Messages().error(error) + "\n")
        return 1
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        return 130
