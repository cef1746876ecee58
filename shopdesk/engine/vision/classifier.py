"""The product classifier: taught with a handful of photos, it names products and says when it does not know."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError, EngineError, ModelError, NotFound
from shopdesk.engine.types import Candidate, NearestPhoto, Prediction, TeachingReport
from shopdesk.engine.vision import deep, keeping, shelf
from shopdesk.engine.vision.answers import spread, with_prior
from shopdesk.engine.vision.augment import examples_help, extra_examples
from shopdesk.engine.vision.backbone import DIMENSION, shared_backbone
from shopdesk.engine.vision.barcode import read_barcodes
from shopdesk.engine.vision.calibration import Calibration, calibrate
from shopdesk.engine.vision.decode import decode_image
from shopdesk.engine.vision.features import features_of, looked
from shopdesk.engine.vision.head import LinearHead, class_means, fit_head, mean_head
from shopdesk.engine.vision.lookup import Learned
from shopdesk.engine.vision.opinion import fit_plain
from shopdesk.engine.vision.quality import assess_quality
from shopdesk.engine.vision.report import teaching_report
from shopdesk.engine.vision.taught import Taught, TaughtPhoto, load_taught, save_taught
from shopdesk.engine.vision.views import looking_views, square_box

if TYPE_CHECKING:
    from PIL import Image

    from shopdesk.engine.vision.decode import ImageLike

_SEEN_SIDE = 1600  # enough for a barcode; decoding all pixels of a phone's photo takes longer than the network
_RECALIBRATE_BELOW = 400  # photos; beyond, only when their number has changed by a tenth


class ProductClassifier:
    """Recognises the products that it was taught; make one with :meth:`open`."""

    def __init__(self) -> None:
        self._taught = Taught()
        self._names: list[str] = []
        self._network = shared_backbone()
        self._head: LinearHead | None = None
        self._plain_head: LinearHead | None = None
        self.deep_report: deep.DeepReport | None = None
        self._calibration = Calibration()
        self._calibrated_photos = 0
        self._made_help = False
        self._looks = np.zeros((0, DIMENSION), dtype=np.float32)
        self._labels = np.zeros(0, dtype=np.int64)
        self._means = np.zeros((0, DIMENSION), dtype=np.float32)  # of each product, to say how near a photo comes
        self._photo_names: list[tuple[str, str]] = []  # (product, photo) of each row of looks
        self._folder: Path | None = None  # where photos lie that are not in memory
        self._dropped: list[tuple[str, str]] = []
        self.skipped_photos: list[str] = []

    # --- teaching ------------------------------------------------------------------------------

    @classmethod
    def open(cls, folder: str | Path | None = None) -> ProductClassifier:
        """Return a classifier with what was taught and saved in ``folder``, or with nothing taught."""
        classifier = cls()
        if folder is not None and Path(folder).exists():
            classifier._load(Path(folder))
        return classifier

    @classmethod
    def rebuild(cls, folder: str | Path, *, ctx: JobContext = NULL_CONTEXT) -> ProductClassifier:
        """Learn again from the photos that were kept in ``folder``, whatever became of the rest of it.

        Photos that cannot be read any more are left out and named in ``skipped_photos``.

        Raises
        ------
        ModelError
            ``vision.no_kept_photos`` if there is not one photo to learn from.
        """
        place = Path(folder)
        kept = shelf.kept_photos(place)
        classifier = cls.open()
        classifier._folder = place
        files = [(product_id, file) for product_id, own in kept.items() for file in own]
        for number, (product_id, file) in enumerate(files):
            ctx.raise_if_cancelled()
            ctx.progress(0.8 * number / len(files), "looking")
            try:
                features = features_of(classifier._network, decode_image(file))
            except EngineError:
                classifier.skipped_photos.append(str(file))
                continue
            classifier._taught.add(product_id, [TaughtPhoto(file.stem, *features)])
        if not classifier.photo_count():
            raise ModelError("vision.no_kept_photos", path=str(place))
        classifier.train(ctx=ctx)
        classifier.save(place)
        return classifier

    @property
    def product_ids(self) -> list[str]:
        """The products that were taught, also those since the last :meth:`train`."""
        return self._taught.product_ids()

    @property
    def calibration(self) -> Calibration:
        """What held-out photos said at the last training."""
        return self._calibration

    def photo_count(self, product_id: str | None = None) -> int:
        """Return how many photos of one product, or of all, were taught."""
        if product_id is None:
            return self._taught.count()
        return len(self._taught.photos.get(product_id, ()))

    def teach(self, product_id: str, images: Sequence[ImageLike], *, ctx: JobContext = NULL_CONTEXT) -> int:
        """Add photos of a product; all are read before any is added.

        Returns how many were new: a picture that the product has already counts once.
        """
        found: list[TaughtPhoto] = []
        for number, image in enumerate(images):
            ctx.raise_if_cancelled()
            picture = decode_image(image, _SEEN_SIDE)
            jpeg = shelf.kept_jpeg(picture)
            found.append(TaughtPhoto(shelf.photo_id_of(jpeg), *features_of(self._network, picture), jpeg))
            ctx.progress((number + 1) / len(images), "looking")
        return self._taught.add(product_id, found) if found else 0

    def photos(self, product_id: str) -> list[str]:
        """Return the names of a product's photos, in the order in which they were taught."""
        return [photo.photo_id for photo in self._taught.photos.get(product_id, ())]

    def photo_bytes(self, product_id: str, photo_id: str) -> bytes:
        """Return a taught photo as the small JPEG that was kept of it."""
        photo = self._taught.find(product_id, photo_id)
        if photo.jpeg is not None:
            return photo.jpeg
        if self._folder is None:
            raise NotFound("vision.photo_not_taught", product_id=product_id, photo_id=photo_id)
        return shelf.read_photo(self._folder, product_id, photo_id)

    def looks(self) -> tuple[np.ndarray, np.ndarray, list[str]]:
        """Return the features of all taught photos as a look-up sees them, their class numbers, and the products."""
        return (*self._taught.looks(), self._taught.product_ids())

    def forget_photo(self, product_id: str, photo_id: str) -> None:
        """Drop one photo, with the last one the product; the others are told apart anew by :meth:`train`."""
        photo = self._taught.find(product_id, photo_id)
        if self.photo_count(product_id) == 1:
            self.forget(product_id)
            return
        self._taught.photos[product_id].remove(photo)
        self._dropped.append((product_id, photo_id))
        keep = np.array([name != (product_id, photo_id) for name in self._photo_names], dtype=bool)
        self._keep_looks(keep)

    def forget(self, product_id: str) -> None:
        """Drop a product and its photos; takes effect at once."""
        photos = self._taught.photos.pop(product_id, None)
        if photos is None:
            raise NotFound("vision.product_not_taught", product_id=product_id)
        self._dropped += [(product_id, photo.photo_id) for photo in photos]
        if product_id not in self._names or self._head is None:
            return
        gone = self._names.index(product_id)
        self._head = self._head.without(gone)
        if self._plain_head is not None:
            self._plain_head = self._plain_head.without(gone)
        self._names.pop(gone)
        self._keep_looks(self._labels != gone)
        self._means = np.delete(self._means, gone, 0)
        self._labels = np.where(self._labels > gone, self._labels - 1, self._labels)

    def _keep_looks(self, keep: np.ndarray) -> None:
        self._looks, self._labels = self._looks[keep], self._labels[keep]
        self._photo_names = [name for name, stays in zip(self._photo_names, keep, strict=True) if stays]

    def train(self, *, deep: bool = False, seed: int = 0, ctx: JobContext = NULL_CONTEXT) -> Calibration:
        """Learn from all photos taught so far, starting from what was learned before.

        Parameters
        ----------
        deep : bool
            Also tune the last blocks of the network, which takes minutes; ``deep_report`` says what it brought. The
            network that was there is kept where held-out photos are not recognised better.
        """
        if deep:
            self.adopt(self.deep_training().run(seed=seed, ctx=ctx))
        names = self._taught.product_ids()
        looks, labels = self._taught.looks()
        if not names:
            self._names, self._head, self._plain_head = [], None, None
            self._hold(looks, labels)
            return self._calibration
        views, photo_of = self._taught.stacked()
        plain = self._taught.plain()
        start = self._warm_start(names, self._head, mean_head(views, labels[photo_of], len(names)))
        start_plain = self._warm_start(names, self._plain_head, mean_head(plain, labels, len(names)))
        ctx.progress(0.0, "training")
        calibration, made_help = self._calibration, self._made_help
        if self._needs_calibration(len(labels)):
            calibration = calibrate(looks, plain, labels, seed=seed, ctx=ctx)
            made_help = examples_help(looks, labels, views, photo_of, seed=seed, ctx=ctx)
        rows, classes = views, labels[photo_of]
        if made_help:
            made, made_for = extra_examples(looks, labels, seed=seed, ctx=ctx)
            rows, classes = np.concatenate([rows, made]), np.concatenate([classes, made_for])
        head = fit_head(rows, classes, len(names), start, ctx)
        plain_head = fit_plain(plain, labels, len(names), start_plain, ctx)
        # only now: a cancelled training leaves everything as it was
        if calibration is not self._calibration:
            self._calibrated_photos = len(labels)
        self._calibration, self._made_help = calibration, made_help
        self._names, self._head, self._plain_head = names, head, plain_head
        self._hold(looks, labels)
        ctx.progress(1.0, "training")
        return self._calibration

    def _hold(self, looks: np.ndarray, labels: np.ndarray) -> None:
        """Keep what a look-up compares with."""
        self._looks, self._labels, self._photo_names = looks, labels, self._taught.names()
        self._means = class_means(looks, labels, len(self._names))

    def _needs_calibration(self, photos: int) -> bool:
        changed = abs(photos - self._calibrated_photos)
        return photos <= _RECALIBRATE_BELOW or changed > 0.1 * photos

    def _warm_start(self, names: list[str], known: LinearHead | None, start: LinearHead) -> LinearHead:
        """Put what was learned before into the rows of the products that were there before."""
        before = {name: number for number, name in enumerate(self._names)}
        for number, name in enumerate(names):
            if known is not None and name in before:
                start.weight[number] = known.weight[before[name]]
                start.bias[number] = known.bias[before[name]]
        return start

    def deep_training(self) -> deep.DeepTraining:
        """Return a deep training of the photos taught so far; :meth:`adopt` takes what it brings."""

        def read(product_id: str, photo_id: str) -> Image.Image:
            return shelf.kept_picture(self.photo_bytes(product_id, photo_id))

        taught = self._taught
        return deep.DeepTraining(self._network, taught.names(), taught.photo_labels(), read, self._folder)

    def adopt(self, deepened: deep.Deepened) -> None:
        """Use a tuned network from the next :meth:`train` on; nothing changes where it did not help."""
        self.deep_report = deepened.report
        if not deepened.report.kept:
            return
        seen = Taught({name: [] for name in self._taught.photos})
        for product_id, photos in self._taught.photos.items():
            for photo in photos:
                features = deepened.features.get((product_id, photo.photo_id))
                if features is None:  # taught while the network was tuned
                    kept = shelf.kept_picture(self.photo_bytes(product_id, photo.photo_id))
                    features = features_of(deepened.network, kept)
                seen.photos[product_id].append(TaughtPhoto(photo.photo_id, *features, photo.jpeg))
        self._network, self._taught = deepened.network, seen
        self._head = self._plain_head = None
        self._calibrated_photos = 0

    # --- looking -------------------------------------------------------------------------------

    def classify(
        self,
        images: Sequence[ImageLike],
        k: int = 5,
        prior: dict[str, float] | None = None,
        prior_strength: float = 1.0,
        *,
        ctx: JobContext = NULL_CONTEXT,
    ) -> list[Prediction]:
        """Say what each photo shows; the first one that cannot be read raises its error."""
        answers = []
        for number, image in enumerate(images):
            ctx.raise_if_cancelled()
            answers.append(self.classify_one(image, k, prior, prior_strength))
            ctx.progress((number + 1) / len(images), "classifying")
        return answers

    def classify_one(
        self, image: ImageLike, k: int = 5, prior: dict[str, float] | None = None, prior_strength: float = 1.0
    ) -> Prediction:
        """Say what one photo shows, so that a caller can go on after an error.

        The probabilities of all products add up to the chance that the photo shows a taught product at all.

        Parameters
        ----------
        prior : dict, optional
            How often each product is sold, in any unit; mixed in by Bayes' rule.
        prior_strength : float
            The power to which the prior is raised: 0 leaves it out, 1 believes it fully.
        """
        picture = decode_image(image, _SEEN_SIDE)
        quality = assess_quality(picture)
        barcodes = read_barcodes(picture)
        if self._head is None or self._plain_head is None:
            return Prediction([], False, quality, barcodes)
        learned = Learned(self._head, self._plain_head, self._means, self._calibration)
        found = learned.opinions(self._network, picture)
        shares, chance = found.shares, found.chance_known
        if prior and prior_strength > 0.0:
            shares = with_prior(shares, self._names, prior, prior_strength)
        best = np.argsort(-shares, kind="stable")[:k]
        listed = [Candidate(self._names[i], float(shares[i] * chance)) for i in best]
        return Prediction(listed, chance >= 0.5, quality, barcodes)

    def embed(self, images: Sequence[ImageLike], *, ctx: JobContext = NULL_CONTEXT) -> np.ndarray:
        """Return the feature vectors (n, 1280) of photos, each of length one."""
        rows = np.zeros((len(images), DIMENSION), dtype=np.float32)
        for number, image in enumerate(images):
            ctx.raise_if_cancelled()
            rows[number] = self._looked(decode_image(image, _SEEN_SIDE))[0]
            ctx.progress((number + 1) / len(images), "looking")
        return rows

    def nearest(self, image: ImageLike, product_id: str | None = None, n: int = 4) -> list[NearestPhoto]:
        """Return the taught photos, of one product or of all, that look most like this one."""
        if product_id is not None and product_id not in self._names:
            raise NotFound("vision.product_not_taught", product_id=product_id)
        cosines = self._looks @ self._looked(decode_image(image, _SEEN_SIDE))[0]
        if product_id is not None:
            cosines[self._labels != self._names.index(product_id)] = -np.inf
        best = [int(i) for i in np.argsort(-cosines, kind="stable")[:n] if np.isfinite(cosines[i])]
        return [NearestPhoto(self._photo_names[i][1], self._photo_names[i][0], float(cosines[i])) for i in best]

    def leave_one_out(self, *, ctx: JobContext = NULL_CONTEXT) -> TeachingReport:
        """Say how well each product's photos are recognised by the others, and what they are taken for."""
        return teaching_report(self._taught, ctx=ctx)

    def explain(self, image: ImageLike, product_id: str) -> np.ndarray:
        """Return a map (height, width) in [0, 1] of what on the photo speaks for the product."""
        if self._head is None or product_id not in self._names:
            raise NotFound("vision.product_not_taught", product_id=product_id)
        picture = decode_image(image)
        box = square_box(picture.size)
        maps = self._network.feature_maps(looking_views(picture)[:1])[0]
        direction = self._head.weight[self._names.index(product_id)]
        # against the average product: what speaks for every product explains none
        heat = np.maximum(maps @ (direction - self._head.weight.mean(axis=0)), 0.0)
        if len(self._names) == 1:
            heat = np.maximum(maps @ direction, 0.0)
        return spread(heat, picture.size, box)

    def _looked(self, picture: Image.Image) -> tuple[np.ndarray, np.ndarray]:
        return looked(self._network, picture)

    # --- keeping -------------------------------------------------------------------------------

    def save(self, folder: str | Path) -> None:
        """Write what was taught; a crash in between leaves what was there before."""
        if self._head is None and self._taught.count():
            raise DataError("vision.not_trained")
        place = Path(folder)
        facts: dict[str, Any] = {
            **deep.save_network(place, self._network),
            "trained": self._names,
            **keeping.calibration_facts(self._calibration),
            "calibrated_photos": self._calibrated_photos,
            "made_help": self._made_help,
        }
        keeping.keep_photos(place, self._folder, self._taught, self.photo_bytes)
        save_taught(place, self._taught, keeping.head_arrays(self._head, self._plain_head), facts)
        deep.drop_networks(place, facts)
        for product_id, photo_id in self._dropped:
            if photo_id not in self.photos(product_id):
                shelf.drop_photo(place, product_id, photo_id)
        self._dropped = []
        self._folder = place

    def _load(self, folder: Path) -> None:
        taught, arrays, facts = load_taught(folder)
        self._folder = folder
        try:
            self._network = deep.load_network(folder, facts)
            self._restore(taught, arrays, facts)
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError("vision.folder_damaged", path=str(folder), why="unreadable") from error

    def _restore(self, taught: Taught, arrays: dict[str, np.ndarray], facts: dict[str, Any]) -> None:
        self._taught = taught
        self._calibration = keeping.calibration_of(facts)
        self._calibrated_photos = int(facts["calibrated_photos"])
        self._made_help = bool(facts["made_help"])
        heads = keeping.heads_of(arrays)
        if heads is None:
            return
        if facts["trained"] == taught.product_ids():
            self._names = list(facts["trained"])
            self._head, self._plain_head = heads
            self._hold(*taught.looks())
        else:
            self.train()
