"""Photos: teaching, recognising, and checking specimens."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from shopdesk.commands import arguments
from shopdesk.commands.common import desk_of, need_files, output, plain
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.requests.vision import (
    CheckRequest,
    ClassifyRequest,
    DeepRequest,
    EvaluatePhotosAnswer,
    ForgetRequest,
    GoodRequest,
    PhotosRequest,
    RebuildRequest,
    TaughtProduct,
    TaughtRequest,
    TeachRequest,
)
from shopdesk.engine.errors import DataError
from shopdesk.engine.types import PhotoAnswer
from shopdesk.store.sheets import write_csv


def add_parsers(add: arguments.Add) -> None:
    """Add the subcommands."""
    learn = add("teach", "Learn photos of a product; without photos, list what was taught.")
    learn.set_defaults(run=teach)
    learn.add_argument("product", nargs="?")
    learn.add_argument("images", nargs="*", metavar="IMAGE")
    what = learn.add_mutually_exclusive_group()
    what.add_argument(
        "--good",
        action="store_true",
        help="photos of good specimens, for classify --check; without photos, learn the kept ones again",
    )
    what.add_argument("--remove", nargs="+", metavar="PHOTO", help="forget these photos of the product")
    what.add_argument("--rebuild", action="store_true", help="learn the kept photos again, when it is damaged")
    what.add_argument("--deep", action="store_true", help="tune the network on all kept photos (takes minutes)")
    look = add("classify", "Recognise products on photos.")
    look.set_defaults(run=classify)
    look.add_argument("images", nargs="+", metavar="IMAGE_OR_FOLDER")
    look.add_argument("-k", type=arguments.count, default=5)
    look.add_argument("--csv", type=Path, metavar="FILE", help="write one line for each photo")
    look.add_argument("--refused", type=Path, metavar="FILE", help="write the refused files with the reasons")
    look.add_argument("--sales", type=arguments.share, default=0.0, metavar="0..1", help="let what sells now count")
    look.add_argument("--labels", choices=("never", "unsure", "always"), default="never", help="whose labels are read")
    look.add_argument("--check", metavar="PRODUCT", help="compare with its good specimens instead")


def teach(options: argparse.Namespace) -> int:
    """Learn photos of a product, forget some, learn again what is damaged, or list what was taught."""
    if options.rebuild:
        return _rebuild(options)
    if options.deep:
        return _deepen(options)
    if options.product is None:
        return _list(options)
    if options.remove:
        with desk_of(options) as desk:
            gone = desk.teaching.forget(ForgetRequest(options.product, tuple(options.remove)))
        output(options, plain(gone), ("product", "removed"), [(gone.product_id, gone.forgotten)])
        return 0
    if not options.images and not options.good:
        return _photos(options)
    _need_pictures(options.images)
    if options.good:
        return _teach_good(options)
    with desk_of(options) as desk:
        answer = desk.teaching.teach(TeachRequest(options.product, tuple(options.images)))
    _say_refused(answer.refused)
    row = (answer.product_id, answer.learned, answer.same, len(answer.refused))
    output(options, plain(answer), ("product", "learned", "known already", "refused"), [row])
    return 0 if answer.learned + answer.same else 1


def classify(options: argparse.Namespace) -> int:
    """Recognise photos, or compare them with the good specimens of a product."""
    _need_pictures(options.images)
    if options.check is not None:
        return _check(options)
    request = ClassifyRequest(tuple(options.images), options.k, options.sales, options.labels)
    with desk_of(options) as desk:
        answers = desk.vision.classify(request)
    good = [answer for answer in answers if answer.prediction is not None]
    _write_sheets(options, answers)
    if good or options.json:
        header = ("file", "product", "name", "probability", "known")
        rows = [row for answer in good for row in _photo_rows(answer)]
        output(options, [_document(answer) for answer in answers], header, rows)
    for answer in answers:
        if answer.prediction is None:
            sys.stderr.write(Messages().error_code(answer.error_code, answer.error_params) + "\n")
    return 0 if good else 1


def evaluate(options: argparse.Namespace) -> int:
    """Measure recognition of the taught photos, each left out once, next to the product with most photos."""
    with desk_of(options) as desk:
        answer = desk.teaching.evaluate()
    header = ("product", "name", "photos", "recognised", "advice", "taken for")
    output(options, plain(answer), header, [_judged_row(row) for row in answer.products])
    if not options.json:
        sys.stdout.write(_verdict(answer) + "\n")
    return 0


def _verdict(answer: EvaluatePhotosAnswer) -> str:
    if answer.accuracy is None:
        return f"{answer.photos} photos; every product has only one, so nothing can be left out."
    return (
        f"{answer.photos} photos, each left out once: {100 * answer.accuracy:.1f} % recognised; "
        f"always naming the product with most photos: {100 * answer.baseline:.1f} %."
    )


def _write_sheets(options: argparse.Namespace, answers: list[PhotoAnswer]) -> None:
    from shopdesk.controllers.photo_report import all_rows, photo_header, refused_header, refused_rows

    if options.csv is not None:
        write_csv(options.csv, photo_header(), all_rows(answers, Messages()))
    if options.refused is not None:
        write_csv(options.refused, refused_header(), refused_rows(answers, Messages()))


def _rebuild(options: argparse.Namespace) -> int:
    with desk_of(options) as desk:
        answer = desk.teaching.rebuild(RebuildRequest())
    row = (answer.photos, answer.products, len(answer.skipped))
    output(options, plain(answer), ("photos", "products", "unreadable"), [row])
    return 0


def _deepen(options: argparse.Namespace) -> int:
    if options.product is not None:
        raise DataError("vision.deep_takes_all")
    with desk_of(options) as desk:
        answer = desk.teaching.deepen(DeepRequest())
    row = (answer.held_out, answer.before, answer.after, "new" if answer.kept else "old")
    output(options, plain(answer), ("held out", "recognised before", "after", "network kept"), [row])
    return 0


def _list(options: argparse.Namespace) -> int:
    with desk_of(options) as desk:
        answer = desk.teaching.taught(TaughtRequest())
    rows = [(row.card.product_id, row.card.name, row.photos) for row in answer.products]
    output(options, plain(answer), ("product", "name", "photos"), rows)
    return 0


def _photos(options: argparse.Namespace) -> int:
    with desk_of(options) as desk:
        answer = desk.teaching.photos(PhotosRequest(options.product))
    names = [photo.photo_id for photo in answer.photos]
    document = {"product_id": answer.card.product_id, "photos": names, "curve": answer.curve}
    output(options, document, ("photo",), [(name,) for name in names])
    return 0


def _teach_good(options: argparse.Namespace) -> int:
    with desk_of(options) as desk:
        answer = desk.checks.teach(GoodRequest(options.product, tuple(options.images)))
    _say_refused(answer.refused)
    row = (answer.check.card.product_id, answer.added, answer.check.photos, "yes" if answer.check.ready else "no")
    output(options, plain(answer), ("product", "added", "good photos", "ready"), [row])
    return 0 if answer.added or not options.images else 1


def _check(options: argparse.Namespace) -> int:
    with desk_of(options) as desk:
        desk.shop.card(options.check)
        answers = desk.checks.check(CheckRequest(options.check, tuple(options.images)))
    good = [answer for answer in answers if not answer.error_code]
    rows = [(answer.path, f"{answer.score:.2f}", "odd" if answer.odd else "good") for answer in good]
    document = [{"path": a.path, "score": a.score, "odd": a.odd, "error": a.error_code} for a in answers]
    if good or options.json:
        output(options, document, ("file", "score", "verdict"), rows)
    for answer in answers:
        if answer.error_code:
            sys.stderr.write(Messages().error_code(answer.error_code, answer.error_params) + "\n")
    return 0 if good else 1


def _document(answer: PhotoAnswer) -> dict[str, object]:
    """Return an answer without its thumbnail, which is for the window."""
    return {key: value for key, value in plain(answer).items() if key != "picture"}


def _judged_row(row: TaughtProduct) -> Sequence[object]:
    right = "" if row.right is None or row.photos < 2 else f"{row.right} of {row.photos}"
    taken = ", ".join(f"{other.card.name} ({other.photos})" for other in row.confused)
    return (row.card.product_id, row.card.name, row.photos, right, row.advice, taken)


def _photo_rows(answer: PhotoAnswer) -> list[Sequence[object]]:
    assert answer.prediction is not None
    names = {card.product_id: card.name for card in answer.cards}
    known = "yes" if answer.prediction.known else "no"
    return [
        (answer.path, c.product_id, names.get(c.product_id, ""), f"{c.probability:.3f}", known)
        for c in answer.prediction.candidates
    ]


def _say_refused(refused: dict[str, str]) -> None:
    for path, code in refused.items():
        sys.stderr.write(Messages().error_code(code, {"path": path}) + "\n")


def _need_pictures(paths: Sequence[str]) -> None:
    from shopdesk.controllers.photo_files import picture_files

    need_files(paths)
    for path in paths:
        if not picture_files(Path(path)):
            raise DataError("image.none", path=path)
