"""Recognising products on photos, with what was taught kept in the shop's folder."""

from __future__ import annotations

import dataclasses
import logging
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from shopdesk.controllers.photo_files import picture_files, refusal_of
from shopdesk.controllers.requests.vision import ClassifyRequest, InspectAnswer, InspectRequest, NearPhoto
from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import EngineError, ModelError, NotFound
from shopdesk.engine.types import Candidate, PhotoAnswer, Prediction

if TYPE_CHECKING:
    from shopdesk.controllers.desk_search import SearchDesk
    from shopdesk.engine.vision import ProductClassifier
    from shopdesk.store.shop import Shop

THUMBNAIL, PREVIEW = 264, 720
_SEEN_SIDE = 1600
_BARCODE_SHARE = 0.99
_WEAK = 0.7  # below, a label is worth its reading even where the look is known
_log = logging.getLogger(__name__)


class VisionDesk:
    """Holds the classifier; a first start teaches it the catalog's own pictures.

    Attributes
    ----------
    lock : RLock
        Held while the classifier is used or taught.
    """

    def __init__(self, shop: Shop, search: SearchDesk) -> None:
        self._shop = shop
        self._search = search
        self.lock = threading.RLock()
        self._classifier: ProductClassifier | None = None
        self._prior: tuple[Any, dict[str, float]] = (None, {})

    @property
    def folder(self) -> Path:
        """Where the taught photos and what was learned of them live."""
        return self._shop.folder / "models" / "vision"

    def warm(self, ctx: JobContext = NULL_CONTEXT) -> None:
        """Load the classifier."""
        self.classifier(ctx)

    # --- recognising ---------------------------------------------------------------------------

    def classify(self, request: ClassifyRequest, ctx: JobContext = NULL_CONTEXT) -> list[PhotoAnswer]:
        """Recognise each photo; a bad file is answered with its error and the rest goes on.

        Labels are read after all photos were looked at once: reading takes ten times as long as looking.
        """
        paths = [path for item in request.paths for path in picture_files(Path(item))]
        classifier = self.classifier(ctx)
        prior = self._sales_now() if request.prior > 0.0 else {}
        answers: dict[Path, PhotoAnswer] = {}
        for number, path in enumerate(dict.fromkeys(paths)):
            ctx.raise_if_cancelled()
            answers[path] = self._one(classifier, path, request, prior)
            ctx.partial(answers[path])
            ctx.progress((number + 1) / len(paths), "classifying")
        to_read = [path for path, answer in answers.items() if _wants_reading(answer, request.labels)]
        for number, path in enumerate(to_read):
            ctx.raise_if_cancelled()
            ctx.progress(number / len(to_read), "reading_labels")
            try:
                answers[path] = self._with_label(answers[path], path, request.k)
            except ModelError:
                _log.info("labels cannot be read here")
                if request.labels == "always":
                    raise
                break
            ctx.partial(answers[path])
        return list(answers.values())

    def look(self, request: ClassifyRequest, ctx: JobContext = NULL_CONTEXT) -> int:
        """Recognise photos as :meth:`classify` does, for one who takes the answers as they come; return their number.

        All answers of a large folder once more, thumbnails and all, would be a message that stalls the window while
        it is read.
        """
        return len(self.classify(request, ctx))

    def inspect(self, request: InspectRequest, ctx: JobContext = NULL_CONTEXT) -> InspectAnswer:
        """Show what on a photo speaks for a product, and which taught photos are like it."""
        from shopdesk.engine.vision.decode import decode_image
        from shopdesk.engine.vision.preview import jpeg_bytes, small_map

        classifier = self.classifier(ctx)
        picture = decode_image(Path(request.path), PREVIEW)
        preview = jpeg_bytes(picture, PREVIEW)
        ctx.raise_if_cancelled()
        with self.lock:
            product_id = request.product_id or next(iter(_ids(classifier.classify([picture], k=1)[0])), "")
            taught = classifier.photo_count(product_id) > 0
            heat = small_map(classifier.explain(picture, product_id)) if taught else np.zeros((0, 0), np.uint8)
            ctx.raise_if_cancelled()
            near = classifier.nearest(picture, n=request.nearest)
            pictures = [kept_picture(classifier, photo.product_id, photo.photo_id) for photo in near]
        cards = {card.product_id: card for card in self._shop.cards([photo.product_id for photo in near])}
        nearest = [
            NearPhoto(cards[photo.product_id], photo.similarity, picture)
            for photo, picture in zip(near, pictures, strict=True)
            if photo.product_id in cards
        ]
        return InspectAnswer(request.path, product_id, preview, heat, nearest)

    def classifier(self, ctx: JobContext = NULL_CONTEXT) -> ProductClassifier:
        """Return the classifier, opened on first use.

        Raises
        ------
        ModelError
            ``vision.folder_damaged``, ``vision.folder_incomplete`` or ``vision.folder_version``: the folder is left
            as it is until the owner asks for a rebuild.
        """
        with self.lock:
            if self._classifier is None:
                written = self.folder.exists() and any(self.folder.iterdir())
                self._classifier = self._opened() if written else self.begin(ctx)
            return self._classifier

    def begin(self, ctx: JobContext = NULL_CONTEXT) -> ProductClassifier:
        """Return a new classifier that knows the pictures that the catalog has anyway, and keep it."""
        from shopdesk.engine.vision import ProductClassifier

        classifier = ProductClassifier.open()
        self._teach_catalog(classifier, ctx)
        return classifier

    def _opened(self) -> ProductClassifier:
        from shopdesk.engine.vision import ProductClassifier

        try:
            return ProductClassifier.open(self.folder)
        except ModelError as error:
            kinds = {"version": "vision.folder_version", "missing": "vision.folder_incomplete"}
            raise ModelError(kinds.get(str(error.params.get("why")), error.code), **error.params) from error

    def replace(self, classifier: ProductClassifier) -> None:
        """Use another classifier from now on."""
        with self.lock:
            self._classifier = classifier

    # --- one photo -----------------------------------------------------------------------------

    def _one(
        self, classifier: ProductClassifier, path: Path, request: ClassifyRequest, prior: dict[str, float]
    ) -> PhotoAnswer:
        from shopdesk.engine.vision.decode import decode_image
        from shopdesk.engine.vision.preview import jpeg_bytes

        try:
            picture = decode_image(path, _SEEN_SIDE)
            with self.lock:
                prediction = classifier.classify([picture], request.k, prior or None, request.prior)[0]
        except EngineError as error:
            code, params = refusal_of(error, path)
            return PhotoAnswer(str(path), None, [], code, params)
        prediction, evidence = self._with_barcode(prediction, request.k)
        cards = self._shop.cards(_ids(prediction))
        sales = request.prior if prior else 0.0
        return PhotoAnswer(
            str(path), prediction, cards, evidence=evidence, sales=sales, picture=jpeg_bytes(picture, THUMBNAIL)
        )

    def _with_barcode(self, prediction: Prediction, k: int) -> tuple[Prediction, str]:
        """Put the product whose barcode was read first: a code on the packet beats any look."""
        for code in prediction.barcodes:
            card = self._shop.by_barcode(code)
            if card is None:
                continue
            rest = [c for c in prediction.candidates if c.product_id != card.product_id]
            rest = [Candidate(c.product_id, c.probability * (1.0 - _BARCODE_SHARE)) for c in rest]
            first = Candidate(card.product_id, _BARCODE_SHARE)
            return Prediction([first, *rest][:k], True, prediction.quality, prediction.barcodes), "barcode"
        return prediction, ""

    def _with_label(self, answer: PhotoAnswer, path: Path, k: int) -> PhotoAnswer:
        """Read the words on a photo and raise the products that carry them."""
        from shopdesk.engine.vision import read_text
        from shopdesk.engine.vision.evidence import label_matches, with_label

        if answer.prediction is None:
            return answer
        texts = tuple(line.text for line in read_text(path))
        matches = label_matches(texts, self._search.lookup, self._shop.count_products())
        prediction, changed = with_label(answer.prediction, matches, k)
        cards = self._shop.cards(_ids(prediction))
        evidence = "label" if changed or (matches and prediction.known) else answer.evidence
        return dataclasses.replace(answer, prediction=prediction, cards=cards, texts=texts, evidence=evidence)

    def _sales_now(self) -> dict[str, float]:
        """Return what sells at this hour and season; kept until sales or the hour change."""
        import pandas as pd

        from shopdesk.engine.vision.season import sales_prior

        now = pd.Timestamp.now(tz="UTC")
        key = (self._shop.counter("sales"), now.floor("h"))
        if self._prior[0] != key:
            self._prior = (key, sales_prior(self._shop.sales_frame(), now))
        return self._prior[1]

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
        if classifier.product_ids:
            classifier.train(ctx=ctx)
            classifier.save(self.folder)


def kept_picture(classifier: ProductClassifier, product_id: str, photo_id: str) -> np.ndarray:
    """Return the JPEG file that was kept of a taught photo; nothing if it is gone from the disk."""
    try:
        return np.frombuffer(classifier.photo_bytes(product_id, photo_id), np.uint8)
    except NotFound:
        return np.zeros(0, np.uint8)


def _ids(prediction: Prediction) -> list[str]:
    return [candidate.product_id for candidate in prediction.candidates]


def _wants_reading(answer: PhotoAnswer, labels: str) -> bool:
    prediction = answer.prediction
    if prediction is None or answer.evidence == "barcode" or labels == "never":
        return False
    weak = not prediction.candidates or prediction.candidates[0].probability < _WEAK
    return labels == "always" or weak or not prediction.known
