"""The controller of the Photos tab's third page: is this specimen like the good ones?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from shopdesk.controllers.base import JobRunner
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.photo_base import PhotoController
from shopdesk.controllers.requests.catalog import ListProducts, SearchAnswer, SearchRequest
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
)
from shopdesk.engine.errors import EngineError
from shopdesk.engine.types import ProductCard

UNUSABLE = frozenset({"vision.check_damaged", "vision.check_incomplete", "vision.check_version"})


class ChecksController(PhotoController):
    """Teaches good specimens of a product and scores further photos."""

    lane = "checks"

    def __init__(self, view: Any, runner: JobRunner, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(view, runner, messages, parent)
        self._checks: dict[str, Check] = {}
        self._cards: dict[str, ProductCard] = {}
        self._need = 3
        self._current = ""
        self._asked: CheckRequest | None = None  # photos that were not checked yet
        view.shown.connect(self.refresh)
        view.search_edited.connect(self.find)
        view.product_chosen.connect(self.open)
        view.good_dropped.connect(self.teach)
        view.good_image_dropped.connect(lambda image: self.save_image(image, self.teach))
        view.files_dropped.connect(self.check)
        view.image_dropped.connect(lambda image: self.save_image(image, self.check))
        view.drop_requested.connect(self.drop)
        view.cancel_requested.connect(self.cancel)

    def refresh(self) -> None:
        """List the products that have good specimens."""
        self.ask("checks.list", ListChecks(), self._show_list, lane="checks-list")

    def find(self, text: str) -> None:
        """List the products with a check, or any product whose words were typed."""
        if not text.strip():
            self._show_rows(list(self._checks.values()))
            return
        self.ask("search.find", SearchRequest(text), self._show_found, lane="search-checks")

    def open(self, product_id: str) -> None:
        """Show the good specimens of a product."""
        if product_id != self._current:
            self._view.clear_checked()
        self._current = product_id
        self.ask("checks.photos", GoodPhotosRequest(product_id), self._show_photos, lane="checks-photos")

    def teach(self, paths: list[str]) -> None:
        """Learn what good specimens look like."""
        if self._chosen():
            self.ask("checks.teach", GoodRequest(self._current, tuple(paths)), self._learned, latest_wins=False)

    def drop(self, photo_ids: list[str]) -> None:
        """Take photos out of the good ones."""
        if self._chosen():
            request = DropGoodRequest(self._current, tuple(photo_ids))
            self.ask("checks.drop", request, self._learned, latest_wins=False)

    def check(self, paths: list[str]) -> None:
        """Compare photos with the good specimens."""
        if not self._chosen():
            return
        request = CheckRequest(self._current, tuple(paths))
        self._asked = request
        self.ask("checks.check", request, self._all_checked, self._show_checked, lane="checks-score")

    def cancel(self) -> None:
        """Stop learning and checking."""
        for lane in ("checks", "checks-score"):
            self._runner.cancel_lane(lane)

    def failed(self, error: EngineError) -> None:
        """Show the sentence of an error; a check that cannot be used can be learned again from its photos."""
        if error.code in UNUSABLE:
            self._view.hide_busy()
            product_id = str(error.params.get("product_id", self._current))
            self._view.show_error(
                self._messages.error(error), self.tr("Learn again"), lambda: self._learn_again(product_id)
            )
            return
        self.tell(error)

    def _learn_again(self, product_id: str) -> None:
        """Learn from the kept photos, then go on with the photos that could not be checked."""
        request = GoodRequest(product_id, ())
        self._view.show_error("")
        self.ask("checks.teach", request, self._learned_again, latest_wins=False)

    def _learned_again(self, answer: GoodAnswer) -> None:
        self._learned(answer)
        waiting = self._asked
        if answer.check.ready and waiting is not None and waiting.product_id == self._current:
            self.check(list(waiting.paths))

    def _all_checked(self, _answers: object) -> None:
        self._asked = None

    def _chosen(self) -> bool:
        if not self._current:
            self._view.show_error(self.tr("Choose a product first, then add its photos."))
        return bool(self._current)

    def _show_list(self, answer: CheckList) -> None:
        self._need = answer.need
        self._checks = {check.card.product_id: check for check in answer.checks}
        if answer.checks:
            self._show_rows(answer.checks)
        else:  # nothing is taught yet: offer the shop's products to begin with
            self.ask("products.list", ListProducts(), self._show_found, lane="search-checks")

    def _show_found(self, answer: SearchAnswer) -> None:
        cards = [answer.cards[hit.product_id] for hit in answer.hits]
        self._show_rows([self._checks.get(card.product_id, Check(card, 0, False)) for card in cards])

    def _show_rows(self, checks: list[Check]) -> None:
        self._cards.update((check.card.product_id, check.card) for check in checks)
        self._view.show_products([(check.card, self._note(check)) for check in checks])

    def _note(self, check: Check) -> str:
        if not check.photos:
            return self.tr("no check yet")
        if not check.ready:
            return self.tr("{0} of {1} good photos").format(check.photos, self._need)
        return self.tr("{0} good photos").format(check.photos)

    def _show_photos(self, answer: GoodPhotosAnswer) -> None:
        if answer.check.card.product_id != self._current:
            return
        pictures = [(photo.photo_id, photo.picture) for photo in answer.photos]
        self._view.show_product(answer.check.card, pictures, answer.check.ready, self._need)

    def _learned(self, answer: GoodAnswer) -> None:
        card = answer.check.card
        if answer.check.ready:
            said = self.tr("Learned what {0} good photos of {1} look like.").format(answer.check.photos, card.name)
        else:
            missing = self._need - answer.check.photos
            said = self.tr("{0} more good photos of {1} are needed.").format(missing, card.name)
        if answer.refused:
            self._view.show_error(f"{said} {self.refusals(answer.refused)}")
        else:
            self._view.show_error("")
            self._view.show_done(said)
        if card.product_id == self._current:
            self.open(card.product_id)
        self.refresh()

    def _show_checked(self, answer: CheckAnswer) -> None:
        sentence = ""
        if answer.error_code:
            params = {**answer.error_params, "path": Path(answer.path).name}
            sentence = self._messages.error_code(answer.error_code, params)
        self._view.show_checked(answer.path, answer.score, answer.odd, answer.picture, answer.heat, sentence)
