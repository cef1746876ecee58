"""What each subcommand of the command line does. Part of the ``cli`` room: no Qt."""

from __future__ import annotations

import argparse
import csv
import dataclasses
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from shopdesk.controllers.messages import Messages
from shopdesk.controllers.requests import (
    ClassifyRequest,
    EvaluateRequest,
    ForecastRequest,
    ListenRequest,
    RecommendRequest,
    SearchRequest,
    TeachRequest,
)
from shopdesk.engine.errors import DataError, NotFound
from shopdesk.engine.types import PhotoAnswer, ProductCard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopdesk.controllers.desk import Desk

Rows = Iterable[Sequence[object]]
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def shop_folder(options: argparse.Namespace) -> Path:
    """Return the folder of the shop that the options name; ``--demo`` writes the demo shop if it is not there."""
    from shopdesk.paths import user_data_dir

    if options.data is not None:
        return Path(options.data)
    if not options.demo:
        return user_data_dir()
    folder = user_data_dir() / "demo"
    if not (folder / "shop.db").exists():
        from shopdesk.store.demo import write_demo

        sys.stderr.write("Writing the demo shop; this takes a moment.\n")
        write_demo(folder)
    return folder


@contextmanager
def _desk(options: argparse.Namespace) -> Iterator[Desk]:
    from shopdesk.controllers.desk import open_desk

    desk = open_desk(shop_folder(options), options.database)
    try:
        yield desk
    finally:
        desk.shop.close()


def _print(options: argparse.Namespace, document: Any, header: Sequence[str], rows: Rows) -> None:
    if options.json:
        sys.stdout.write(json.dumps(document, ensure_ascii=False, default=_plain) + "\n")
        return
    table = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[i]) for row in [list(header), *table]) for i in range(len(header))]
    for row in [list(header), *table]:
        sys.stdout.write("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n")


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
    if hasattr(value, "tolist"):
        return value.tolist()
    return str(value)


def _money(card: ProductCard) -> str:
    return f"{card.price / 100:.2f} {card.currency}"


def write_csv(path: Path, header: Sequence[str], rows: Rows) -> None:
    """Write a CSV file whose cells no spreadsheet takes for formulas."""

    def safe(cell: object) -> object:
        text = str(cell)
        return f"'{text}" if isinstance(cell, str) and text.startswith(_FORMULA) else cell

    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(header)
            writer.writerows([safe(cell) for cell in row] for row in rows)
    except OSError as error:
        raise DataError("file.not_written", path=str(path)) from error


def demo(options: argparse.Namespace) -> int:
    """Write a demo shop."""
    from shopdesk.store.demo import write_demo

    if (options.folder / "shop.db").exists():
        raise DataError("file.exists", path=str(options.folder))
    report = write_demo(
        options.folder, products=options.products, days=options.days, seed=options.seed, lines=options.lines
    )
    document = _plain(report) | {"folder": str(options.folder)}
    _print(options, document, ("what", "how many"), document.items())
    return 0


def load(options: argparse.Namespace) -> int:
    """Import files; a refused row is reported and the rest goes on."""
    from shopdesk.store.importer import import_file
    from shopdesk.store.shop import open_shop

    mapping = {}
    for item in options.map:
        name, found, column = item.partition("=")
        if not found:
            raise DataError("import.bad_mapping", text=item)
        mapping[name] = column
    _need_files(options.files)
    messages, reports = Messages(), []
    with ExitStack() as stack:
        folder = shop_folder(options)
        if options.dry_run and options.database is None and not (folder / "shop.db").exists():
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="shopdesk-")))  # a trial writes nothing
        shop = stack.enter_context(open_shop(folder, url=options.database))
        for path in options.files:
            report = import_file(
                shop,
                path,
                kind=options.kind,
                mapping=mapping or None,
                mode=options.mode,
                dry_run=options.dry_run,
            )
            reports.append((str(path), report))
    document = [_plain(report) | {"file": path} for path, report in reports]
    rows = [(path, r.created, r.updated, r.unchanged, len(r.refused)) for path, r in reports]
    _print(options, document, ("file", "new", "changed", "unchanged", "refused"), rows)
    for path, report in reports:
        for problem in report.refused:
            sys.stderr.write(f"{path}, row {problem.row}: {messages.error_code(problem.code, problem.params)}\n")
    return 0


def search(options: argparse.Namespace) -> int:
    """Find products."""
    with _desk(options) as desk:
        answer = desk.search.find(SearchRequest(" ".join(options.text), options.k))
    hits = [(hit, answer.cards[hit.product_id]) for hit in answer.hits]
    document = {
        "total": answer.total,
        "hits": [{**_plain(hit), "name": card.name, "price": card.price, "stock": card.stock} for hit, card in hits],
    }
    rows = [(h.product_id, c.name, c.brand, _money(c), f"{c.stock:g}", h.why) for h, c in hits]
    _print(options, document, ("product", "name", "brand", "price", "stock", "why"), rows)
    return 0


def lookup(options: argparse.Namespace) -> int:
    """Find the product of a barcode."""
    with _desk(options) as desk:
        card = desk.shop.by_barcode(options.barcode)
    if card is None:
        raise NotFound("barcode.unknown", barcode=options.barcode)
    row = (card.product_id, card.name, card.brand, _money(card), f"{card.stock:g}")
    _print(options, _plain(card), ("product", "name", "brand", "price", "stock"), [row])
    return 0


def recommend(options: argparse.Namespace) -> int:
    """Recommend products."""
    if options.customer is not None:
        subject, ids = "customer", (options.customer,)
    elif options.similar is not None:
        subject, ids = "product", (options.similar,)
    else:
        subject, ids = "basket", tuple(part.strip() for part in options.basket.split(",") if part.strip())
    with _desk(options) as desk:
        answer = desk.recommend.run(RecommendRequest(subject, ids, options.method, options.k))
    messages = Messages()
    items: list[dict[str, Any]] = [
        {
            "product_id": item.product_id,
            "name": answer.cards[item.product_id].name,
            "score": item.score,
            "reasons": messages.reasons(item.reasons, answer.cards),
            "evidence": [_plain(reason) for reason in item.reasons],
        }
        for item in answer.items
    ]
    rows = [(i["product_id"], i["name"], f"{i['score']:.3f}", "; ".join(i["reasons"][:2])) for i in items]
    _print(options, {"method": answer.method, "items": items}, ("product", "name", "score", "why"), rows)
    return 0


def forecast(options: argparse.Namespace) -> int:
    """Forecast prices."""
    import datetime as dt

    messages, documents, rows = Messages(), [], []
    with _desk(options) as desk:
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
    _print(options, documents, header, rows)
    return 0


def teach(options: argparse.Namespace) -> int:
    """Learn photos of a product."""
    _need_pictures(options.images)
    with _desk(options) as desk:
        answer = desk.vision.teach(TeachRequest(options.product, tuple(options.images)))
    for path, code in answer.refused.items():
        sys.stderr.write(Messages().error_code(code, {"path": path}) + "\n")
    row = (answer.product_id, answer.learned, len(answer.refused))
    _print(options, _plain(answer), ("product", "learned", "refused"), [row])
    return 0 if answer.learned else 1


def classify(options: argparse.Namespace) -> int:
    """Recognise photos."""
    _need_pictures(options.images)
    with _desk(options) as desk:
        answers = desk.vision.classify(ClassifyRequest(tuple(options.images), options.k))
    good = [answer for answer in answers if answer.prediction is not None]
    rows = [row for answer in good for row in _photo_rows(answer)]
    header = ("file", "product", "name", "probability", "known")
    if options.csv is not None:
        write_csv(options.csv, header, rows)
    if good or options.json:
        _print(options, [_plain(answer) for answer in answers], header, rows)
    for answer in answers:
        if answer.prediction is None:
            sys.stderr.write(Messages().error_code(answer.error_code, answer.error_params) + "\n")
    return 0 if good else 1


def _photo_rows(answer: PhotoAnswer) -> list[Sequence[object]]:
    assert answer.prediction is not None
    names = {card.product_id: card.name for card in answer.cards}
    known = "yes" if answer.prediction.known else "no"
    return [
        (answer.path, c.product_id, names.get(c.product_id, ""), f"{c.probability:.3f}", known)
        for c in answer.prediction.candidates
    ]


def _need_files(paths: Sequence[str | Path]) -> None:
    for path in paths:
        if not str(path) or not Path(path).exists():
            raise NotFound("file.missing", path=str(path))


def _need_pictures(paths: Sequence[str]) -> None:
    from shopdesk.controllers.desk_vision import picture_files

    _need_files(paths)
    for path in paths:
        if not picture_files(Path(path)):
            raise DataError("image.none", path=path)


def listen(options: argparse.Namespace) -> int:
    """Look up what a clip or the microphone says."""
    if options.clip is not None:
        _need_files([options.clip])
        request = ListenRequest(path=options.clip, k=options.k)
    else:
        request = ListenRequest(_record(options.seconds), k=options.k)
    with _desk(options) as desk:
        answer = desk.voice.listen(request)
    result = answer.result
    named = [(m, answer.cards[m.product_id]) for m in result.matches if m.product_id in answer.cards]
    document = {
        **_plain(result),
        "matches": [{**_plain(match), "name": card.name, "price": card.price} for match, card in named],
    }
    if not options.json:
        sys.stdout.write(f"Heard: {result.heard or 'nothing'}\n")
    rows = [(m.product_id, c.name, _money(c), f"{c.stock:g}", f"{m.probability:.3f}") for m, c in named]
    _print(options, document, ("product", "name", "price", "stock", "probability"), rows)
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


def evaluate(options: argparse.Namespace) -> int:
    """Measure recommendations on held-out baskets next to popularity."""
    with _desk(options) as desk:
        answer = desk.recommend.evaluate(EvaluateRequest())
    rows = [
        (name, f"{m.hit_rate:.3f}", f"{m.recall:.3f}", f"{m.ndcg:.3f}", m.n)
        for name, m in ((answer.method, answer.figures), ("popularity", answer.popularity))
    ]
    _print(options, _plain(answer), ("method", "hit rate", "recall", "NDCG", "baskets"), rows)
    return 0


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "demo": demo,
    "import": load,
    "search": search,
    "lookup": lookup,
    "recommend": recommend,
    "forecast": forecast,
    "teach": teach,
    "classify": classify,
    "listen": listen,
    "evaluate": evaluate,
}
