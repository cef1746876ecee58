"""How well the shop's own recordings are found, next to typing what a recogniser without the catalog writes. No Qt."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from shopdesk.controllers.requests.voice import ListenRequest, WordsRequest
from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError, NotFound
from shopdesk.engine.types import VoiceResult

SOUNDS = (".wav", ".flac", ".ogg", ".mp3")
_TAKE = re.compile(r"[-_ ]*\(?\d{0,3}\)?$")
_FIRST = 5


@dataclass(frozen=True)
class ClipResult:
    """One clip: what it says by its name, what was found, and at which place the right product is (0 for none)."""

    clip: str
    product_id: str
    heard: str
    found: str
    place: int
    accepted: bool
    baseline_place: int


@dataclass(frozen=True)
class VoiceFigures:
    """Shares of the clips, 0 to 1; ``accepted`` counts a right answer that is not trusted as wrong."""

    clips: int
    first: float
    first_five: float
    accepted: float
    baseline_first: float
    baseline_first_five: float
    results: tuple[ClipResult, ...]
    skipped: tuple[str, ...]


def clips_of(folder: Path, products: Iterable[tuple[str, str]]) -> tuple[dict[Path, str], tuple[str, ...]]:
    """Return the clips that are named by a product, and the names of those that are not.

    Parameters
    ----------
    folder : Path
        Holds ``P0012.wav``, ``P0012-2.wav``, ``Whole milk 1 l.wav``, or folders of clips named like that.
    products : iterable of (product id, name)
        The shop's products.
    """
    if not folder.is_dir():
        raise NotFound("file.missing", path=str(folder))
    known = {key: product_id for product_id, name in products for key in (_key(name), _key(product_id))}
    clips: dict[Path, str] = {}
    skipped = []
    for path in sorted(path for path in folder.rglob("*") if path.suffix.lower() in SOUNDS):
        names = (path.stem, _TAKE.sub("", path.stem), path.parent.name)
        product = next((known[_key(name)] for name in names if _key(name) in known), None)
        if product is None:
            skipped.append(path.name)
        else:
            clips[path] = product
    if not clips:
        raise DataError("voice.no_clips", path=str(folder))
    return clips, tuple(skipped)


def evaluate_clips(
    clips: dict[Path, str],
    listen: Callable[[ListenRequest], VoiceResult],
    transcribe: Callable[[Path], str],
    find: Callable[[WordsRequest], VoiceResult],
    skipped: tuple[str, ...] = (),
    ctx: JobContext = NULL_CONTEXT,
) -> VoiceFigures:
    """Score every clip with the catalog in mind, and next to it free recognition with typed search."""
    results = []
    for number, (path, product) in enumerate(clips.items()):
        ctx.raise_if_cancelled()
        ctx.progress(number / len(clips), "listening")
        mine = listen(ListenRequest(path=str(path), k=_FIRST))
        free = find(WordsRequest(transcribe(path), _FIRST))
        found = mine.matches[0].product_id if mine.matches else ""
        place, other = _place(mine, product), _place(free, product)
        results.append(ClipResult(path.name, product, mine.heard, found, place, mine.accepted, other))
    count = len(results)
    return VoiceFigures(
        count,
        sum(r.place == 1 for r in results) / count,
        sum(r.place > 0 for r in results) / count,
        sum(r.place == 1 and r.accepted for r in results) / count,
        sum(r.baseline_place == 1 for r in results) / count,
        sum(r.baseline_place > 0 for r in results) / count,
        tuple(results),
        skipped,
    )


def _place(result: VoiceResult, product_id: str) -> int:
    ids = [match.product_id for match in result.matches[:_FIRST]]
    return ids.index(product_id) + 1 if product_id in ids else 0


def _key(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())
