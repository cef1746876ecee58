"""``python -m shopdesk``: the window, the command line, or (for the window) the engine process."""

from __future__ import annotations

import sys
from pathlib import Path

from shopdesk import bootstrap


def serve_engine(folder: str, url: str) -> int:
    """Run as the engine process of a window."""
    from shopdesk.controllers.desk import open_desk, travelling_types
    from shopdesk.workers.codec import Codec
    from shopdesk.workers.engine_server import serve_standard_streams

    desk = open_desk(Path(folder), url or None)
    serve_standard_streams(Codec(travelling_types()), desk.handlers())
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Start ShopDesk. Returns the exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    bootstrap.prepare(verbose="--verbose" in arguments)
    if arguments[:1] == ["--engine"]:
        return serve_engine(arguments[1], arguments[2] if len(arguments) > 2 else "")
    from shopdesk import cli

    options = cli.parse(arguments)
    if options.command in (None, "self-test"):
        from shopdesk import app

        return app.run(options)
    return cli.run(options)


if __name__ == "__main__":
    sys.exit(main())
