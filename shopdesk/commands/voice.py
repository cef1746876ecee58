"""Voice: what a clip or the microphone says."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from shopdesk.commands import arguments
from shopdesk.commands.common import desk_of, money, need_files, output, plain
from shopdesk.controllers.requests.voice import ListenRequest
from shopdesk.engine.errors import DataError, EngineError
from shopdesk.engine.types import VoiceResult


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
        samples, rate = _record(options.seconds)
        request = ListenRequest(samples, rate, k=options.k)
    with desk_of(options) as desk:
        answer = desk.voice.listen(request)
    result = answer.result
    named = [(m, answer.cards[m.product_id]) for m in result.matches if m.product_id in answer.cards]
    document = {
        **plain(result),
        "matches": [{**plain(match), "name": card.name, "price": card.price} for match, card in named],
    }
    if not options.json:
        sys.stdout.write(_heard(result))
    rows = [(m.product_id, c.name, money(c), f"{c.stock:g}", f"{m.probability:.3f}") for m, c in named]
    output(options, document, ("product", "name", "price", "stock", "probability"), rows)
    return 0


def evaluate(options: argparse.Namespace) -> int:
    """Measure how well clips of the shop's own people are found, next to free recognition and typed search."""
    if options.folder is None:
        raise DataError("voice.no_folder")
    with desk_of(options) as desk:
        figures = desk.voice.evaluate(Path(options.folder))
    rows = [
        ("with the catalog", _share(figures.first), _share(figures.first_five), _share(figures.accepted)),
        ("free text, then search", _share(figures.baseline_first), _share(figures.baseline_first_five), ""),
    ]
    output(options, plain(figures), ("method", "first", "first five", "first and trusted"), rows)
    if not options.json:
        missed = [result for result in figures.results if result.place != 1]
        sys.stdout.write(f"{figures.clips} clips.\n")
        sys.stdout.write("".join(f"Missed: {r.clip}, heard as: {r.heard or 'nothing'}\n" for r in missed))
        sys.stdout.write("".join(f"Not named by a product: {name}\n" for name in figures.skipped))
    return 0


def _share(value: float) -> str:
    return f"{100 * value:.1f} %"


def _heard(result: VoiceResult) -> str:
    """Say what was understood: words, command, quantity, and what a quantity may also be."""
    if not result.speech:
        return "Heard: nothing\n"
    said = [f"Heard: {result.heard}"]
    if result.command != "look_up":
        said.append(f"Command: {result.command}")
    if result.quantity is not None:
        either = " or ".join(f"{value:g}" for value in (result.quantity, *result.quantity_alternatives))
        said.append(f"Quantity: {either} {result.unit or ''}".rstrip())
    if not result.accepted:
        said.append("Not sure; the nearest are listed.")
    return "\n".join(said) + "\n"


def _record(seconds: float) -> tuple[Any, int]:
    import time

    from shopdesk.workers.recorder import Recorder

    recorder = Recorder()
    name = recorder.open()
    try:
        recorder.begin()
        sys.stderr.write("Listening.\n")
        time.sleep(max(0.2, min(seconds, 10.0)))
        samples = recorder.take()
    finally:
        recorder.close()
    if not samples.any():
        raise EngineError("microphone.silent", name=name)
    return samples, recorder.rate
