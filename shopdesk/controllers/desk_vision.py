"""Recognising products on photos, with what was taught kept in the shop's folder."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.controllers.requests.vision import ClassifyRequest, TeachAnswer, TeachRequest
from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import EngineError, ModelError, NotFound
from shopdesk.engine.types import Candidate, PhotoAnswer, Prediction

if TYPE_CHECKING:
    from shopdesk.engine.vision import ProductClassifier
    from shopdesk.store.shop import Shop

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".avif"})


class VisionDesk:
    """Holds the classifier; a first start teaches it the catalog's own pictures."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._lock = threading.RLock()
        self._classifier: ProductClassifier | None = None

    @property
    def folder(self) -> Path:
        """Where the taught photos' features live."""
        return self._shop.folder / "models" / "vision"

    def warm(self, ctx: JobContext = NULL_CONTEXT) -> None:
        """Load the classifier."""
        self._current(ctx)

    def classify(self, request: ClassifyRequest, ctx: JobContext = NULL_CONTEXT) -> list[PhotoAnswer]:
        """Recognise each photo; a bad file is answered with its error and the rest goes on."""
        paths = [path for item in request.paths for path in picture_files(Path(item))]
        classifier = self._current(ctx)
        answers = []
        for number, path in enumerate(paths):
            ctx.raise_if_cancelled()
            with self._lock:
                answer = self._one(classifier, path, request.k)
            answers.append(answer)
            ctx.partial(answer)
            ctx.progress((number + 1) / len(paths), "classifying")
        return answers

    def teach(self, request: TeachRequest, ctx: JobContext = NULL_CONTEXT) -> TeachAnswer:
        """Learn photos of a product and keep what was learned on disk."""
        if not self._shop.cards([request.product_id]):
            raise NotFound("product.unknown", product_id=request.product_id)
        classifier = self._current(ctx)
        refused: dict[str, str] = {}
        learned = 0
        with self._lock:
            for path in [path for item in request.paths for path in picture_files(Path(item))]:
                ctx.raise_if_cancelled()
                try:
                    classifier.teach(request.product_id, [path])
                    learned += 1
                except EngineError as error:
                    refused[str(path)] = error.code
            if learned:
                ctx.progress(0.8, "training")
                classifier.train()
                classifier.save(self.folder)
        return TeachAnswer(request.product_id, learned, refused)

    def _one(self, classifier: ProductClassifier, path: Path, k: int) -> PhotoAnswer:
        try:
            prediction = classifier.classify([path], k=k)[0]
        except EngineError as error:
            params = {key: str(value) for key, value in error.params.items()}
            return PhotoAnswer(str(path), None, [], error.code, params)
        prediction = self._with_barcode(prediction, k)
        return PhotoAnswer(str(path), prediction, self._shop.cards([c.product_id for c in prediction.candidates]))

    def _with_barcode(self, prediction: Prediction, k: int) -> Prediction:
        """Put the product whose barcode was read first: a code on the packet beats any look."""
        for code in prediction.barcodes:
            card = self._shop.by_barcode(code)
            if card is None:
                continue
            rest = [c for c in prediction.candidates if c.product_id != card.product_id]
            rest = [Candidate(c.product_id, c.probability * 0.01) for c in rest]
            first = Candidate(card.product_id, 0.99)
            return Prediction([first, *rest][:k], True, prediction.quality, prediction.barcodes)
        return prediction

    def _current(self, ctx: JobContext) -> ProductClassifier:
        from shopdesk.engine.vision import ProductClassifier

        with self._lock:
            if self._classifier is not None:
                return self._classifier
            if (self.folder / "manifest.json").exists():
                try:
                    self._classifier = ProductClassifier.open(self.folder)
                    return self._classifier
                except ModelError:
                    # what was learned can be rebuilt; the damaged folder is kept aside, not overwritten
                    self.folder.rename(_free_name(self.folder))
            classifier = ProductClassifier.open()
            self._teach_catalog(classifier, ctx)
            self._classifier = classifier
            return classifier

    def _teach_catalog(self, classifier: ProductClassifier, ctx: JobContext) -> None:
        """Start from the pictures that the catalog has anyway: one photo per product is better than none."""
        cards = self._shop.cards(self._shop.ids_with_pictures())
        for number, card in enumerate(cards):
            ctx.raise_if_cancelled()
            if card.picture is None:
                continue
            try:
                classifier.teach(card.product_id, [Path(card.picture)])
            except EngineError:
                continue
            ctx.progress(0.9 * (number + 1) / len(cards), "learning_pictures")
        if cards:
            classifier.train()
            classifier.save(self.folder)


def picture_files(path: Path) -> list[Path]:
    """Return the pictures of a folder, or the file itself."""
    if path.is_dir():
        return sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
    return [path]


def _free_name(folder: Path) -> Path:
    number = 1
    while folder.with_name(f"{folder.name}-damaged-{number}").exists():
        number += 1
    return folder.with_name(f"{folder.name}-damaged-{number}")
