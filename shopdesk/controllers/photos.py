"""The controller of the Photos tab's first page: what do these photos show?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from shopdesk.controllers.base import JobRunner
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.photo_base import PhotoController
from shopdesk.controllers.photo_files import picture_files_of
from shopdesk.controllers.photo_report import all_rows, photo_header, refused_header, refused_rows
from shopdesk.controllers.requests.catalog import ListProducts, SearchAnswer, SearchRequest
from shopdesk.controllers.requests.vision import (
    ClassifyRequest,
    InspectAnswer,
    InspectRequest,
    NewProductAnswer,
    NewProductRequest,
    TeachAnswer,
    TeachRequest,
)
from shopdesk.engine.context import JobContext
from shopdesk.engine.errors import EngineError
from shopdesk.engine.types import PhotoAnswer, ProductCard
from shopdesk.store.sheets import write_csv
from shopdesk.workers.runner import Callbacks


class PhotosController(PhotoController):
    """Recognises dropped pictures and learns new ones.

    Signals
    -------
    add_requested(product_id): the owner wants a product in the basket.
    """

    lane = "vision"
    add_requested = Signal(str)

    def __init__(self, view: Any, runner: JobRunner, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(view, runner, messages, parent)
        self._cards: dict[str, ProductCard] = {}
        self._answers: dict[str, PhotoAnswer] = {}
        self._chosen: dict[str, str] = {}
        self._waiting: dict[str, None] = {}
        self._asked = 0
        view.files_dropped.connect(self.classify)
        view.image_dropped.connect(self.classify_image)
        view.teach_requested.connect(self.teach)
        view.new_product_requested.connect(self.new_product)
        view.add_requested.connect(self.add_requested)
        view.chosen.connect(self._choose)
        view.inspect_requested.connect(self.inspect)
        view.label_requested.connect(self.read_label)
        view.subject_search_edited.connect(self.find)
        view.cancel_requested.connect(self.cancel)
        view.csv_requested.connect(self.write_csv)

    # --- recognising ---------------------------------------------------------------------------

    def classify(self, paths: list[str]) -> None:
        """Recognise files and folders; the pictures come back one by one."""
        callbacks = Callbacks(self._listed, self.tell)
        self._runner.start("files", _list_files, tuple(paths), callbacks, latest_wins=False)

    def classify_image(self, image: Any) -> None:
        """Recognise picture data that came by paste or from a browser: an image, or the bytes of its file."""
        self.save_image(image, self.classify)

    def read_label(self, path: str) -> None:
        """Read the words on a photo and let them count."""
        request = ClassifyRequest((path,), prior=self._view.prior, labels="always")
        self._ask_about([path], request, "label")

    def inspect(self, path: str, product_id: str) -> None:
        """Show what on a photo speaks for a product."""
        answer = self._answers.get(path)
        if answer is None or answer.prediction is None:
            self._runner.cancel_lane("photo")
            return
        callbacks = Callbacks(self._show_inspection, self._no_inspection)
        self._runner.start("photo", "vision.inspect", InspectRequest(path, product_id), callbacks)

    def failed(self, error: EngineError) -> None:
        """Show the sentence of an error, also on the photos that still wait."""
        super().failed(error)
        self._give_up(self._messages.error(error))

    def progressed(self, fraction: float, stage: str) -> None:
        """Show what is being done, and of a batch how many are left."""
        words = self._messages.stage(stage)
        if stage == "classifying" and self._asked > 1:
            words = self.tr("{0}: {1} of {2}").format(words, self._asked - len(self._waiting), self._asked)
        self._view.show_busy(words, fraction)

    def cancel(self) -> None:
        """Stop looking; the photos that still wait say so."""
        super().cancel()
        self._runner.cancel_lane("label")
        self._give_up(self.tr("Not looked at. Drop it again."))

    def rebuilt(self) -> None:
        """Look at the photos that could not be looked at."""
        again = [path for path in self._answers_missing() if Path(path).exists()]
        if again:
            self.classify(again)

    def write_csv(self, path: str, refused_only: bool) -> None:
        """Write what was recognised, or why files were refused, as a sheet."""
        answers = [self._answers[path] for path in self._view.paths() if path in self._answers]
        if refused_only:
            header, rows = refused_header(), refused_rows(answers, self._messages)
        else:
            header, rows = photo_header(), all_rows(answers, self._messages, self._chosen)

        def done(_result: None) -> None:
            self._view.show_done(self.tr("Wrote {0} lines to {1}.").format(len(rows), Path(path).name))

        sheet = _Sheet(Path(path), header, rows)
        self._runner.start("files", _write_sheet, sheet, Callbacks(done, self.tell), latest_wins=False)

    # --- teaching ------------------------------------------------------------------------------

    def teach(self, product_id: str, paths: list[str]) -> None:
        """Learn that these photos show a product."""
        request, then = TeachRequest(product_id, tuple(paths)), partial(self._show_taught, paths)
        self.ask("vision.teach", request, then, lane="teaching", latest_wins=False, failed=self.tell)

    def new_product(self, name: str, price: int, category: str, barcode: str, paths: list[str]) -> None:
        """Make a product of the shop and learn its photos."""
        request = NewProductRequest(name, price, tuple(paths), category, barcode)
        then = partial(self._show_new, paths)
        self.ask("vision.new_product", request, then, lane="teaching", latest_wins=False, failed=self.tell)

    def find(self, text: str) -> None:
        """List products to teach."""
        name, request = ("search.find", SearchRequest(text)) if text.strip() else ("products.list", ListProducts())
        self.ask(name, request, self._show_choices, lane="search-photos", failed=self.tell)

    # --- answers -------------------------------------------------------------------------------

    def _listed(self, found: list[str]) -> None:
        if not found:
            self._view.show_error(self.tr("There is no picture in what was dropped."))
            return
        self._view.show_error("")
        # a second drop joins the photos that still wait: the lane's latest job wins
        paths = list(dict.fromkeys([*self._waiting, *found]))
        self._view.add_tiles(found)
        self._ask_about(paths, ClassifyRequest(tuple(paths), prior=self._view.prior, labels=self._view.labels), "")

    def _ask_about(self, paths: list[str], request: ClassifyRequest, lane: str) -> None:
        if not lane:
            self._waiting = dict.fromkeys(paths)
            self._asked = len(paths)
        self.ask("vision.look", request, lambda _count: None, self._show_answer, lane=lane)

    def _give_up(self, sentence: str) -> None:
        waiting, self._waiting = list(self._waiting), {}
        for path in waiting:
            self._view.show_refusal(path, sentence)

    def _answers_missing(self) -> list[str]:
        return [path for path in self._view.paths() if path not in self._answers]

    def _show_answer(self, answer: PhotoAnswer) -> None:
        self._waiting.pop(answer.path, None)
        self._answers[answer.path] = answer
        prediction = answer.prediction
        if prediction is None:
            params = {**answer.error_params, "path": Path(answer.path).name}
            self._view.show_refusal(answer.path, self._messages.error_code(answer.error_code, params))
            return
        self._cards.update((card.product_id, card) for card in answer.cards)
        rows = [
            (self._cards[c.product_id], c.probability) for c in prediction.candidates if c.product_id in self._cards
        ]
        hint = self._messages.better(prediction.quality.problems)
        badges, codes = self._badges(answer), tuple(prediction.barcodes)
        self._view.show_answer(answer.path, rows, prediction.known, badges, answer.picture, hint, codes)

    def _badges(self, answer: PhotoAnswer) -> list[tuple[str, str, str]]:
        """Return (kind, words, what it means) of each badge."""
        prediction = answer.prediction
        if prediction is None:
            return []
        badges = []
        for code in prediction.barcodes:
            used = answer.evidence == "barcode"
            tip = self.tr("The barcode {0} names the product.") if used else self.tr("No product has the barcode {0}.")
            badges.append(("barcode", self.tr("barcode {0}").format(code), tip.format(code)))
        if answer.texts:
            words = " · ".join(answer.texts[:6])
            badges.append(("label", self.tr("label"), self.tr("Read on the label: {0}").format(words)))
        if answer.sales > 0.0:
            tip = self.tr("What sells at this hour and season counts with {0} %.").format(round(100 * answer.sales))
            badges.append(("sales", self.tr("sales"), tip))
        for key in prediction.quality.problems:
            badges.append(("quality", self._messages.problem(key), self._messages.better([key])))
        return badges

    def _choose(self, path: str, product_id: str) -> None:
        self._chosen[path] = product_id

    def _show_inspection(self, answer: InspectAnswer) -> None:
        near = [(row.card, row.similarity, row.picture) for row in answer.nearest]
        self._view.show_inspection(answer.path, answer.product_id, answer.picture, answer.heat, near)

    def _no_inspection(self, error: EngineError) -> None:
        self._view.show_no_inspection(self._messages.error(error))

    def _show_choices(self, answer: SearchAnswer) -> None:
        self._cards.update(answer.cards)
        self._view.show_teach_choices([answer.cards[hit.product_id] for hit in answer.hits])

    def _show_new(self, paths: list[str], answer: NewProductAnswer) -> None:
        self._cards[answer.card.product_id] = answer.card
        self._show_taught(paths, answer.taught)

    def _show_taught(self, paths: list[str], answer: TeachAnswer) -> None:
        card = self._cards.get(answer.product_id)
        name = card.name if card is not None else answer.product_id
        said = self.tr("Learned {0} of {1}.").format(self.count(answer.learned), name)
        if answer.same:
            said += " " + self.tr("Known already: {0}.").format(answer.same)
        self._view.show_taught(said)
        if card is not None and answer.learned + answer.same:
            self._view.show_chosen(card, [path for path in paths if path not in answer.refused])
        lying = set(self._view.paths())
        for path, code in answer.refused.items():
            if path in lying:
                self._view.show_refusal(path, self._messages.error_code(code, {"path": Path(path).name}))


@dataclass(frozen=True)
class _Sheet:
    path: Path
    header: tuple[str, ...]
    rows: list[tuple[object, ...]]


def _list_files(paths: tuple[str, ...], ctx: JobContext) -> list[str]:
    found: list[str] = []
    for path in picture_files_of(paths):
        ctx.raise_if_cancelled()
        found.append(str(path))
    return found


def _write_sheet(sheet: _Sheet, ctx: JobContext) -> None:
    write_csv(sheet.path, sheet.header, sheet.rows)
