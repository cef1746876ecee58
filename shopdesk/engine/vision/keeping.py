"""What was learned, as arrays and facts that are kept beside the taught photos, and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from shopdesk.engine.errors import NotFound
from shopdesk.engine.vision import shelf
from shopdesk.engine.vision.calibration import Calibration
from shopdesk.engine.vision.head import LinearHead
from shopdesk.engine.vision.refusal import Refusal
from shopdesk.engine.vision.taught import Taught, TaughtPhoto

TUNED, PLAIN = "late", "plain"


def head_arrays(tuned: LinearHead | None, plain: LinearHead | None) -> dict[str, np.ndarray]:
    """Return the weights of the heads that there are."""
    made = {name: head for name, head in ((TUNED, tuned), (PLAIN, plain)) if head is not None}
    return {f"{name}_{part}": getattr(head, part) for name, head in made.items() for part in ("weight", "bias")}


def heads_of(arrays: dict[str, np.ndarray]) -> tuple[LinearHead, LinearHead] | None:
    """Return the heads on tuned and on plain features; none where nothing was learned yet."""
    if f"{TUNED}_weight" not in arrays:
        return None
    tuned, plain = (LinearHead(arrays[f"{name}_weight"], arrays[f"{name}_bias"]) for name in (TUNED, PLAIN))
    return tuned, plain


def calibration_facts(calibration: Calibration) -> dict[str, Any]:
    """Return a calibration as it is written down."""
    return {
        "temperature": calibration.temperature,
        "threshold": calibration.refusal.threshold,
        "accuracy": calibration.accuracy,
        "held_out": calibration.held_out,
    }


def calibration_of(facts: dict[str, Any]) -> Calibration:
    """Return the calibration that was written down."""
    refusal = Refusal(float(facts["threshold"]))
    return Calibration(float(facts["temperature"]), refusal, facts["accuracy"], int(facts["held_out"]))


def keep_photos(place: Path, before: Path | None, taught: Taught, read: Callable[[str, str], bytes]) -> None:
    """Write the photos that are in memory only, or in the folder of ``before``, and let go of their bytes."""
    moved = before is not None and before.resolve() != place.resolve()
    for product_id, photos in taught.photos.items():
        for number, photo in enumerate(photos):
            if photo.jpeg is None and not moved:
                continue
            try:
                shelf.keep_photo(place, product_id, photo.photo_id, read(product_id, photo.photo_id))
            except NotFound:
                continue  # its file was lost; what was learned from it is still good
            photos[number] = TaughtPhoto(photo.photo_id, photo.views, photo.plain)
