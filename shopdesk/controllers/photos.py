"""The Photos tab's controller."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from shopdesk.controllers.base import Controller, JobRunner
from shopdesk.controllers.desk_vision import picture_files
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.requests.catalog import ListProducts, SearchAnswer, SearchRequest
from shopdesk.controllers.requests.vision import ClassifyRequest, TeachAnswer, TeachRequest
from shopdesk.engine.context import JobContext
from shopdesk.engine.errors import EngineError
from shopdesk.engine.types import PhotoAnswer, ProductCard
from shopdesk.workers.runner import Callbacks


class PhotosController(Controller):
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
        self._pasted = tempfile.TemporaryDirectory(prefix="shopdesk-")
        self._number = 0
        self._waiting: list[str] = []
        view.files_dropped.connect(self.classify)
        view.image_dropped.connect(self.classify_image)
        view.teach_requested.connect(self.teach)
        view.add_requested.connect(self.add_requested)
        view.subject_search_edited.connect(self.find)
        view.cancel_requested.connect(self.cancel)

    def close(self) -> None:
        """Forget the pasted pictures."""
        self._pasted.cleanup()

    def classify(self, paths: list[str]) -> None:
        """Recognise files and folders; the pictures come back one by one."""

        def listed(found: list[str]) -> None:
            if not found:
                self._view.show_error(self.tr("There is no picture in what was dropped."))
                return
            self._view.show_error("")
            self._view.add_tiles(found)
            self._waiting = list(found)
            self.ask("vision.classify", ClassifyRequest(tuple(found)), lambda _answers: None, self._show_answer)

        callbacks = Callbacks(listed, self.failed)
        self._runner.start("files", _list_files, tuple(paths), callbacks, latest_wins=False)

    def classify_image(self, image: Any) -> None:
        """Recognise picture data that came by paste or from a browser."""
        self._number += 1
        path = str(Path(self._pasted.name) / f"pasted-{self._number}.png")
        if image.save(path):
            self.classify([path])

    def teach(self, product_id: str, paths: list[str]) -> None:
        """Learn that these photos show a product."""
        self.ask("vision.teach", TeachRequest(product_id, tuple(paths)), self._show_taught)

    def find(self, text: str) -> None:
        """List products to teach."""
        name, request = ("search.find", SearchRequest(text)) if text.strip() else ("products.list", ListProducts())
        self.ask(name, request, self._show_choices, lane="search-photos")

    def failed(self, error: EngineError) -> None:
        """Show the sentence of an error, also on the photos that still wait."""
        super().failed(error)
        self._give_up(self._messages.error(error))

    def cancel(self) -> None:
        """Stop looking; the photos that still wait say so."""
        super().cancel()
        self._give_up(self.tr("Not looked at. Drop it again."))

    def _give_up(self, sentence: str) -> None:
        waiting, self._waiting = self._waiting, []
        for path in waiting:
            self._view.show_refusal(path, sentence)

    def _show_answer(self, answer: PhotoAnswer) -> None:
        if answer.path in self._waiting:
            self._waiting.remove(answer.path)
        prediction = answer.prediction
        if prediction is None:
            params = {**answer.error_params, "path": Path(answer.path).name}
            sentence = self._messages.error_code(answer.error_code, params)
            self._view.show_refusal(answer.path, sentence)
            return
        self._cards.update((card.product_id, card) for card in answer.cards)
        rows = [
            (self._cards[c.product_id], c.probability) for c in prediction.candidates if c.product_id in self._cards
        ]
        badges = [self.tr("barcode {0}").format(code) for code in prediction.barcodes]
        badges += [self._problem(problem) for problem in prediction.quality.problems]
        self._view.show_answer(answer.path, rows, prediction.known, badges)

    def _problem(self, problem: str) -> str:
        return {
            "blurred": self.tr("blurred"),
            "too_dark": self.tr("too dark"),
            "too_bright": self.tr("too bright"),
            "too_small": self.tr("too small"),
        }.get(problem, problem)

    def _show_choices(self, answer: SearchAnswer) -> None:
        self._cards.update(answer.cards)
        self._view.show_teach_choices([answer.cards[hit.product_id] for hit in answer.hits])

    def _show_taught(self, answer: TeachAnswer) -> None:
        card = self._cards.get(answer.product_id)
        name = card.name if card is not None else answer.product_id
        self._view.show_taught(self.tr("Learned {0} photos of {1}.").format(answer.learned, name))
        for path, code in answer.refused.items():
            self._view.show_refusal(path, self._messages.error_code(code, {"path": Path(path).name}))


def _list_files(paths: tuple[str, ...], ctx: JobContext) -> list[str]:
    found: list[str] = []
    for item in map(Path, paths):
        found += [str(path) for path in picture_files(item)]
        ctx.raise_if_cancelled()
    return list(dict.fromkeys(found))
