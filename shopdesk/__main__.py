"""``python -m shopdesk``: the window, the command line, or (for the window) the engine process."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from shopdesk import bootstrap, crashes, qt_light
from shopdesk.engine.errors import EngineError
from shopdesk.paths import user_log_dir
from shopdesk.settings import schema
from shopdesk.settings.kept import Settings


def serve_engine(folder: str, url: str) -> int:
    """Run as the engine process of a window."""
    from shopdesk.controllers.desk import open_desk
    from shopdesk.controllers.requests import travelling_types
    from shopdesk.workers.codec import Codec
    from shopdesk.workers.engine_server import serve_standard_streams

    bootstrap.keep_log("engine")
    trace = crashes.Trace(user_log_dir(), "engine")
    try:
        # The window makes a new shop at the same time: whichever comes first makes it.
        handlers = open_desk(Path(folder), url or None, create=True).handlers()
    except EngineError as error:
        refuse = refusal(error)
        handlers = defaultdict(lambda: refuse)
    ended = serve_standard_streams(Codec(travelling_types()), handlers)
    trace.close()
    if not ended:
        # A lane is inside a library's own threads: the interpreter's farewell would abort under it, with a dump.
        logging.shutdown()
        os._exit(0)
    return 0


def refusal(error: EngineError) -> Callable[[Any, Any], Any]:
    """Return a function that answers every question with why the shop could not be opened."""

    def refuse(_request: Any, _ctx: Any) -> Any:
        raise error

    return refuse


def main(arguments: list[str] | None = None) -> int:
    """Start ShopDesk. Returns the exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    bootstrap.prepare(verbose="--verbose" in arguments)
    settings = Settings.load()
    bootstrap.limit_threads(settings.get(schema.THREADS))
    if arguments[:1] == ["--engine"]:
        return serve_engine(arguments[1], arguments[2] if len(arguments) > 2 else "")
    from shopdesk import cli

    options = cli.parse(arguments)
    if options.command in (None, "self-test"):
        return open_window(options, settings)
    bootstrap.keep_log("command")
    return cli.run(options)


def open_window(options: argparse.Namespace, settings: Settings) -> int:
    """Run the window, or the self-test in it, with a log and crash reports. Returns the exit code."""
    bootstrap.keep_log("window")
    trace = crashes.Trace(user_log_dir(), "window")
    try:
        qt_light.spare_sources()
        from shopdesk import program
        from shopdesk.workers import qt_messages

        qt_messages.route()
        return program.run(options, settings)
    finally:
        trace.close()


if __name__ == "__main__":
    sys.exit(main())
