"""Voice: what a clip or the microphone says."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from shopdesk.commands import arguments
from shopdesk.commands.common import desk_of, money, need_files, output, plain
from shopdesk.controllers.requests.voice import ListenRequest


def add_parsers(add: arguments.Add) -> None:
    """Add the subcommand."""
    hear = add("listen", "Look up what a clip or the microphone says.")
    hear.set_defaults(run=listen)
    hear.add_argument("clip", nargs="?", metavar="CLIP.wav")
    hear.add_argument("--seconds", type=float, default=4.0, help="how long to listen to the microphone")
    hear.add_argument("-k", type=arguments.count, default=5)


def listen(options: argparse.Namespace) -> int:
    """Look up what a clip or the microphone says."""
    if options.clip is not None:
        need_files([options.clip])
        request = ListenRequest(path=options.clip, k=options.k)
    else:
        request = ListenRequest(_record(options.seconds), k=options.k)
    with desk_of(options) as desk:
        answer = desk.voice.listen(request)
    result = answer.result
    named = [(m, answer.cards[m.product_id]) for m in result.matches if m.product_id in answer.cards]
    document = {
        **plain(result),
        "matches": [{**plain(match), "name": card.name, "price": card.price} for match, card in named],
    }
    if not options.json:
        sys.stdout.write(f"Heard: {result.heard or 'nothing'}\n")
    rows = [(m.product_id, c.name, money(c), f"{c.stock:g}", f"{m.probability:.3f}") for m, c in named]
    output(options, document, ("product", "name", "price", "stock", "probability"), rows)
    return 0


def _record(seconds: float) -> Any:
    import time

    from shopdesk.workers.recorder import Recorder

    recorder = Recorder()
    recorder.open()
    recorder.begin()
    sys.stderr.write("Listening.\n")
    time.sleep(max(0.2, min(seconds, 10.0)))
    samples = recorder.take()
    recorder.close()
    return samples
