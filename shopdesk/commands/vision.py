"""Photos: teaching and recognising."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from shopdesk.commands import arguments
from shopdesk.commands.common import desk_of, need_files, output, plain, write_csv
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.requests.vision import ClassifyRequest, TeachRequest
from shopdesk.engine.errors import DataError
from shopdesk.engine.types import PhotoAnswer


def add_parsers(add: arguments.Add) -> None:
    """Add the subcommands."""
    learn = add("teach", "Learn photos of a product.")
    learn.set_defaults(run=teach)
    learn.add_argument("product")
    learn.add_argument("images", nargs="+", metavar="IMAGE")
    look = add("classify", "Recognise products on photos.")
    look.set_defaults(run=classify)
    look.add_argument("images", nargs="+", metavar="IMAGE_OR_FOLDER")
    look.add_argument("-k", type=arguments.count, default=5)
    look.add_argument("--csv", type=Path, metavar="FILE")


def teach(options: argparse.Namespace) -> int:
    """Learn photos of a product."""
    _need_pictures(options.images)
    with desk_of(options) as desk:
        answer = desk.vision.teach(TeachRequest(options.product, tuple(options.images)))
    for path, code in answer.refused.items():
        sys.stderr.write(Messages().error_code(code, {"path": path}) + "\n")
    row = (answer.product_id, answer.learned, len(answer.refused))
    output(options, plain(answer), ("product", "learned", "refused"), [row])
    return 0 if answer.learned else 1


def classify(options: argparse.Namespace) -> int:
    """Recognise photos."""
    _need_pictures(options.images)
    with desk_of(options) as desk:
        answers = desk.vision.classify(ClassifyRequest(tuple(options.images), options.k))
    good = [answer for answer in answers if answer.prediction is not None]
    rows = [row for answer in good for row in _photo_rows(answer)]
    header = ("file", "product", "name", "probability", "known")
    if options.csv is not None:
        write_csv(options.csv, header, rows)
    if good or options.json:
        output(options, [plain(answer) for answer in answers], header, rows)
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


def _need_pictures(paths: Sequence[str]) -> None:
    from shopdesk.controllers.desk_vision import picture_files

    need_files(paths)
    for path in paths:
        if not picture_files(Path(path)):
            raise DataError("image.none", path=path)
