"""What was recognised and what was refused as rows of a sheet, for the window and the command line. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shopdesk.controllers.messages import Messages
from shopdesk.engine.types import PhotoAnswer

Row = tuple[object, ...]


def photo_header() -> tuple[str, ...]:
    """Return the columns of :func:`all_rows`."""
    return (
        "file",
        "product",
        "name",
        "probability",
        "sure",
        "decided_by",
        "chosen",
        "others",
        "barcodes",
        "label",
        "problems",
        "refused",
    )


def refused_header() -> tuple[str, ...]:
    """Return the columns of :func:`refused_rows`."""
    return ("file", "refused")


def all_rows(answers: Iterable[PhotoAnswer], messages: Messages, chosen: Mapping[str, str] | None = None) -> list[Row]:
    """Return one row per photo, refused ones too; ``chosen`` is what the owner chose instead of the first."""
    return [_row(answer, messages, (chosen or {}).get(answer.path, "")) for answer in answers]


def refused_rows(answers: Iterable[PhotoAnswer], messages: Messages) -> list[Row]:
    """Return the files that could not be used, each with its sentence."""
    return [(answer.path, _sentence(answer, messages)) for answer in answers if answer.prediction is None]


def _row(answer: PhotoAnswer, messages: Messages, chosen: str) -> Row:
    prediction = answer.prediction
    if prediction is None:
        return (answer.path, "", "", "", "", "", "", "", "", "", "", _sentence(answer, messages))
    names = {card.product_id: card.name for card in answer.cards}
    first = prediction.candidates[0] if prediction.candidates else None
    others = "; ".join(f"{c.product_id} {c.probability:.3f}" for c in prediction.candidates[1:])
    return (
        answer.path,
        first.product_id if first else "",
        names.get(first.product_id, "") if first else "",
        f"{first.probability:.3f}" if first else "",
        "yes" if prediction.known else "no",
        answer.evidence or "look",
        chosen,
        others,
        " ".join(prediction.barcodes),
        " | ".join(answer.texts),
        ", ".join(prediction.quality.problems),
        "",
    )


def _sentence(answer: PhotoAnswer, messages: Messages) -> str:
    return messages.error_code(answer.error_code, answer.error_params)
