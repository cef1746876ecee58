"""Teaching photos: what was taught, how well it is told apart, forgetting, and making it again when it is damaged."""

from __future__ import annotations

import logging
import secrets
import shutil
import tempfile
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.controllers.desk_vision import kept_picture
from shopdesk.controllers.photo_files import picture_files_of, refusal_of
from shopdesk.controllers.requests.vision import (
    ConfusedWith,
    DeepAnswer,
    DeepRequest,
    EvaluatePhotosAnswer,
    ForgetAnswer,
    ForgetRequest,
    NewProductAnswer,
    NewProductRequest,
    PhotosAnswer,
    PhotosRequest,
    RebuildAnswer,
    RebuildRequest,
    TaughtAnswer,
    TaughtPhoto,
    TaughtProduct,
    TaughtRequest,
    TeachAnswer,
    TeachRequest,
)
from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError, EngineError, ModelError
from shopdesk.engine.types import ProductCard, TeachingReport

if TYPE_CHECKING:
    from shopdesk.controllers.desk_vision import VisionDesk
    from shopdesk.engine.vision import ProductClassifier
    from shopdesk.store.shop import Shop

_log = logging.getLogger(__name__)


class TeachingDesk:
    """Changes what the classifier of a :class:`VisionDesk` knows; each change is on disk when a call returns."""

    def __init__(self, shop: Shop, vision: VisionDesk) -> None:
        self._shop = shop
        self._vision = vision
        self._removed: Path | None = None

    # --- learning ------------------------------------------------------------------------------

    def teach(self, request: TeachRequest, ctx: JobContext = NULL_CONTEXT) -> TeachAnswer:
        """Learn photos of a product and keep what was learned on disk."""
        self._shop.card(request.product_id)
        classifier = self._vision.classifier(ctx)
        refused: dict[str, str] = {}
        learned = same = 0
        paths = list(picture_files_of(request.paths))
        with self._vision.lock:
            for number, path in enumerate(paths):
                ctx.raise_if_cancelled()
                try:
                    new = classifier.teach(request.product_id, [path])
                    learned, same = learned + new, same + (new == 0)
                except EngineError as error:
                    refused[str(path)] = refusal_of(error, path)[0]
                ctx.progress(0.7 * (number + 1) / len(paths), "looking")
            if learned:
                self._keep(classifier, ctx)
        return TeachAnswer(request.product_id, learned, refused, same)

    def new_product(self, request: NewProductRequest, ctx: JobContext = NULL_CONTEXT) -> NewProductAnswer:
        """Make a product and learn its photos."""
        codes = (request.barcode,) if request.barcode else ()
        card = self._shop.add_product(request.name, request.price, category=request.category, barcodes=codes)
        return NewProductAnswer(card, self.teach(TeachRequest(card.product_id, request.paths), ctx))

    def forget(self, request: ForgetRequest, ctx: JobContext = NULL_CONTEXT) -> ForgetAnswer:
        """Forget photos of a product; until the program ends they can be taught again from copies."""
        classifier = self._vision.classifier(ctx)
        if self._removed is None:
            self._removed = Path(tempfile.mkdtemp(prefix="shopdesk-removed-"))
            weakref.finalize(self, shutil.rmtree, self._removed, True)
        kept = []
        with self._vision.lock:
            for photo_id in request.photo_ids:
                picture = kept_picture(classifier, request.product_id, photo_id)
                classifier.forget_photo(request.product_id, photo_id)
                if picture.size:
                    copy = self._removed / f"{secrets.token_hex(8)}.jpg"
                    copy.write_bytes(picture.tobytes())
                    kept.append(str(copy))
            if request.photo_ids:
                self._keep(classifier, ctx)
        return ForgetAnswer(request.product_id, len(request.photo_ids), tuple(kept))

    def rebuild(self, request: RebuildRequest, ctx: JobContext = NULL_CONTEXT) -> RebuildAnswer:
        """Make what was learned again from the kept photos, or from the catalog's pictures where none were kept."""
        from shopdesk.engine.vision import ProductClassifier

        with self._vision.lock:
            try:
                classifier = ProductClassifier.rebuild(self._vision.folder, ctx=ctx)
                skipped = tuple(classifier.skipped_photos)
            except ModelError as error:
                if error.code != "vision.no_kept_photos":
                    raise
                classifier, skipped = self._vision.begin(ctx), ()
            self._vision.replace(classifier)
        return RebuildAnswer(classifier.photo_count(), len(classifier.product_ids), skipped)

    def deepen(self, request: DeepRequest, ctx: JobContext = NULL_CONTEXT) -> DeepAnswer:
        """Tune the network on the shop's photos; meanwhile photos are recognised and taught as before."""
        classifier = self._vision.classifier(ctx)
        with self._vision.lock:
            training = classifier.deep_training()
        deepened = training.run(ctx=ctx)
        report = deepened.report
        if report.kept:
            with self._vision.lock:
                if self._vision.classifier(ctx) is not classifier:
                    raise DataError("vision.taught_anew")
                classifier.adopt(deepened)
                self._keep(classifier, ctx)
        return DeepAnswer(report.held_out, report.before, report.after, report.kept)

    # --- looking at what was taught ------------------------------------------------------------

    def taught(self, request: TaughtRequest, ctx: JobContext = NULL_CONTEXT) -> TaughtAnswer:
        """List the taught products, and how well each is told from the others."""
        classifier = self._vision.classifier(ctx)
        with self._vision.lock:
            counts = {key: classifier.photo_count(key) for key in classifier.product_ids}
            report = classifier.leave_one_out(ctx=ctx) if request.judged else None
        cards = {card.product_id: card for card in self._shop.cards(list(counts))}
        if report is None:
            rows = [TaughtProduct(cards[key], count) for key, count in counts.items() if key in cards]
            return TaughtAnswer(_by_name(rows))
        return TaughtAnswer(_by_name(_judged(report, cards)), report.accuracy, True)

    def photos(self, request: PhotosRequest, ctx: JobContext = NULL_CONTEXT) -> PhotosAnswer:
        """Return the taught photos of one product, and how recognition grew with them."""
        from shopdesk.engine.vision.learning import accuracy_by_count

        card = self._shop.card(request.product_id)
        classifier = self._vision.classifier(ctx)
        with self._vision.lock:
            if not classifier.photo_count(card.product_id):
                return PhotosAnswer(card, [])
            photos = [
                TaughtPhoto(key, kept_picture(classifier, card.product_id, key))
                for key in classifier.photos(card.product_id)
            ]
            looks, labels, names = classifier.looks()
        curve = accuracy_by_count(looks, labels, names.index(card.product_id))
        return PhotosAnswer(card, photos, curve)

    def evaluate(self, ctx: JobContext = NULL_CONTEXT) -> EvaluatePhotosAnswer:
        """Measure recognition with each photo left out, next to always naming the product with most photos."""
        answer = self.taught(TaughtRequest(judged=True), ctx)
        photos = sum(row.photos for row in answer.products)
        most = max((row.photos for row in answer.products), default=0)
        return EvaluatePhotosAnswer(answer.accuracy, most / photos if photos else 0.0, photos, answer.products)

    def _keep(self, classifier: ProductClassifier, ctx: JobContext) -> None:
        ctx.progress(0.8, "training")
        classifier.train(ctx=ctx)
        classifier.save(self._vision.folder)


def _judged(report: TeachingReport, cards: dict[str, ProductCard]) -> list[TaughtProduct]:
    rows = []
    for row in report.products:
        if row.product_id not in cards:
            continue
        confused = tuple(
            ConfusedWith(cards[other.product_id], other.photos) for other in row.confused if other.product_id in cards
        )
        rows.append(TaughtProduct(cards[row.product_id], row.photos, row.right, row.advice, confused))
    return rows


def _by_name(rows: list[TaughtProduct]) -> list[TaughtProduct]:
    return sorted(rows, key=lambda row: row.card.name.casefold())
