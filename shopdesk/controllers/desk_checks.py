"""Checking specimens: good photos of a product are taught, further ones are scored by how unlike them they are."""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from shopdesk.controllers.photo_files import picture_files_of, refusal_of
from shopdesk.controllers.requests.vision import (
    Check,
    CheckAnswer,
    CheckList,
    CheckRequest,
    DropGoodRequest,
    GoodAnswer,
    GoodPhotosAnswer,
    GoodPhotosRequest,
    GoodRequest,
    ListChecks,
    TaughtPhoto,
)
from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError, EngineError, ModelError
from shopdesk.engine.types import ProductCard

if TYPE_CHECKING:
    from shopdesk.engine.vision import AnomalyDetector
    from shopdesk.store.shop import Shop

NEED = 3
"""The fewest good specimens that a check can be learned from."""
_SIDE = 768
_PREVIEW = 480
_UNUSABLE = {"version": "vision.check_version", "missing": "vision.check_incomplete"}


class ChecksDesk:
    """One anomaly detector per product; the good specimens are kept beside it, so that it can be learned again."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._lock = threading.RLock()
        self._detectors: dict[str, AnomalyDetector] = {}

    @property
    def folder(self) -> Path:
        """Where the checks live."""
        return self._shop.folder / "models" / "checks"

    def list_checks(self, request: ListChecks, ctx: JobContext = NULL_CONTEXT) -> CheckList:
        """Return the products that have good specimens."""
        ids = []
        for note in sorted(self.folder.glob("*/product.json")):
            try:
                ids.append(str(json.loads(note.read_text(encoding="utf-8"))["product_id"]))
            except (OSError, ValueError, KeyError, TypeError):
                continue
        cards = self._shop.cards(list(dict.fromkeys(ids)))
        checks = [self._check(card) for card in cards]
        return CheckList(sorted(checks, key=lambda check: check.card.name.casefold()), NEED)

    def teach(self, request: GoodRequest, ctx: JobContext = NULL_CONTEXT) -> GoodAnswer:
        """Keep photos of good specimens and learn from all of them once there are enough."""
        from shopdesk.engine.vision.decode import decode_image
        from shopdesk.engine.vision.preview import jpeg_bytes

        card = self._shop.card(request.product_id)
        place = self._begin(card.product_id)
        refused: dict[str, str] = {}
        paths = list(picture_files_of(request.paths))
        with self._lock:
            for number, path in enumerate(paths):
                ctx.raise_if_cancelled()
                try:
                    data = jpeg_bytes(decode_image(path, 2 * _SIDE), _SIDE).tobytes()
                    (place / "good" / f"{hashlib.sha256(data).hexdigest()[:20]}.jpg").write_bytes(data)
                except EngineError as error:
                    refused[str(path)] = refusal_of(error, path)[0]
                ctx.progress(0.3 * (number + 1) / len(paths), "looking")
            added = len(paths) - len(refused)
            refused.update(self._learn(card.product_id, ctx))
        return GoodAnswer(self._check(card), added, refused)

    def photos(self, request: GoodPhotosRequest, ctx: JobContext = NULL_CONTEXT) -> GoodPhotosAnswer:
        """Return the good specimens of a product."""
        card = self._shop.card(request.product_id)
        photos = [
            TaughtPhoto(path.stem, np.frombuffer(path.read_bytes(), np.uint8)) for path in self._good(card.product_id)
        ]
        return GoodPhotosAnswer(self._check(card), photos)

    def drop(self, request: DropGoodRequest, ctx: JobContext = NULL_CONTEXT) -> GoodAnswer:
        """Take good specimens out again and learn from the rest."""
        card = self._shop.card(request.product_id)
        with self._lock:
            for path in self._good(card.product_id):
                if path.stem in request.photo_ids:
                    path.unlink(missing_ok=True)
            lost = self._learn(card.product_id, ctx)
        return GoodAnswer(self._check(card), 0, lost)

    def check(self, request: CheckRequest, ctx: JobContext = NULL_CONTEXT) -> list[CheckAnswer]:
        """Score each photo; a bad file is answered with its error and the rest goes on."""
        detector = self._detector(request.product_id)
        paths = list(picture_files_of(request.paths))
        answers = []
        for number, path in enumerate(paths):
            ctx.raise_if_cancelled()
            answers.append(_checked(detector, path))
            ctx.partial(answers[-1])
            ctx.progress((number + 1) / len(paths), "checking")
        return answers

    def _learn(self, product_id: str, ctx: JobContext) -> dict[str, str]:
        """Learn from the good specimens; return why kept photos could not be read, by path."""
        from shopdesk.engine.vision import AnomalyDetector

        good, lost = _readable(self._good(product_id))
        self._detectors.pop(product_id, None)
        place = self._place(product_id) / "model"
        if len(good) < NEED:
            for old in place.glob("*"):
                old.unlink()
            return lost
        ctx.progress(0.3, "training")
        detector = AnomalyDetector().fit(good, ctx=ctx)
        detector.save(place)
        self._detectors[product_id] = detector
        return lost

    def _detector(self, product_id: str) -> AnomalyDetector:
        """Return what was learned.

        Raises
        ------
        DataError
            ``vision.too_few_photos`` while there are too few good specimens.
        ModelError
            ``vision.check_damaged``, ``vision.check_incomplete`` or ``vision.check_version`` when what was learned
            cannot be used; the specimens are still there.
        """
        from shopdesk.engine.vision import AnomalyDetector

        with self._lock:
            if product_id not in self._detectors:
                good = len(self._good(product_id))
                if good < NEED:
                    raise DataError("vision.too_few_photos", have=good, need=NEED)
                try:
                    self._detectors[product_id] = AnomalyDetector.open(self._place(product_id) / "model")
                except ModelError as error:
                    code = _UNUSABLE.get(str(error.params.get("why")), "vision.check_damaged")
                    raise ModelError(code, product_id=product_id) from error
            return self._detectors[product_id]

    def _begin(self, product_id: str) -> Path:
        place = self._place(product_id)
        (place / "good").mkdir(parents=True, exist_ok=True)
        draft = place / f"product-{secrets.token_hex(4)}.new"
        draft.write_text(json.dumps({"product_id": product_id}), encoding="utf-8")
        draft.replace(place / "product.json")
        return place

    def _place(self, product_id: str) -> Path:
        """Return a product's folder; its id may hold what no file name may."""
        return self.folder / hashlib.sha256(product_id.encode()).hexdigest()[:20]

    def _good(self, product_id: str) -> list[Path]:
        return sorted((self._place(product_id) / "good").glob("*.jpg"), key=lambda path: path.stat().st_mtime_ns)

    def _check(self, card: ProductCard) -> Check:
        count = len(self._good(card.product_id))
        return Check(card, count, count >= NEED)


def _readable(paths: list[Path]) -> tuple[list[Path], dict[str, str]]:
    """Return the photos that can be read, and why the others cannot."""
    from shopdesk.engine.vision.decode import decode_image

    lost: dict[str, str] = {}
    for path in paths:
        try:
            decode_image(path)
        except EngineError as error:
            lost[str(path)] = refusal_of(error, path)[0]
    return [path for path in paths if str(path) not in lost], lost


def _checked(detector: AnomalyDetector, path: Path) -> CheckAnswer:
    from shopdesk.engine.vision.decode import decode_image
    from shopdesk.engine.vision.preview import jpeg_bytes, small_map

    try:
        picture = decode_image(path, 2 * _SIDE)
        picture.thumbnail((_SIDE, _SIDE))
        scores = detector.score([picture])
        heat = small_map(detector.heat_map(picture))
    except EngineError as error:
        code, params = refusal_of(error, path)
        return CheckAnswer(str(path), error_code=code, error_params=params)
    odd = bool(detector.is_odd(scores)[0])
    return CheckAnswer(str(path), float(scores[0]), odd, jpeg_bytes(picture, _PREVIEW), heat)
