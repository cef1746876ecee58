"""The controller of the Photos tab's second page: what was taught, and how well it is told apart."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from shopdesk.controllers.base import JobRunner
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.photo_base import PhotoController
from shopdesk.controllers.requests.catalog import SearchAnswer, SearchRequest
from shopdesk.controllers.requests.vision import (
    DeepAnswer,
    DeepRequest,
    ForgetAnswer,
    ForgetRequest,
    PhotosAnswer,
    PhotosRequest,
    TaughtAnswer,
    TaughtProduct,
    TaughtRequest,
    TeachAnswer,
    TeachRequest,
)
from shopdesk.engine.types import ProductCard


class TeachingController(PhotoController):
    """Lists the taught products, shows the photos of one, adds and removes photos."""

    lane = "teaching"

    def __init__(self, view: Any, runner: JobRunner, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(view, runner, messages, parent)
        self._taught: dict[str, TaughtProduct] = {}
        self._cards: dict[str, ProductCard] = {}
        self._current = ""
        self._text = ""
        view.shown.connect(self.refresh)
        view.search_edited.connect(self.find)
        view.product_chosen.connect(self.open)
        view.files_dropped.connect(self.teach)
        view.image_dropped.connect(lambda image: self.save_image(image, self.teach))
        view.forget_requested.connect(self.forget)
        view.deep_requested.connect(self.deepen)
        view.cancel_requested.connect(self.cancel)

    def refresh(self) -> None:
        """List what was taught; then, in the background, how well each product is told apart."""
        self.ask("vision.taught", TaughtRequest(), self._show_taught, lane="taught")

    def find(self, text: str) -> None:
        """List the taught products, or any product whose words were typed."""
        self._text = text.strip()
        if not self._text:
            self._show_rows(list(self._taught.values()))
            return
        self.ask("search.find", SearchRequest(self._text), self._show_found, lane="search-teaching")

    def open(self, product_id: str) -> None:
        """Show the photos of a product."""
        self._current = product_id
        self.ask("vision.photos", PhotosRequest(product_id), self._show_photos, lane="taught-photos")

    def teach(self, paths: list[str]) -> None:
        """Learn photos of the product that is open."""
        if not self._current:
            self._view.show_error(self.tr("Choose a product first, then add its photos."))
            return
        request = TeachRequest(self._current, tuple(paths))
        self.ask("vision.teach", request, self._learned, latest_wins=False)

    def forget(self, product_id: str, photo_ids: list[str]) -> None:
        """Forget photos; they can be brought back."""
        request = ForgetRequest(product_id, tuple(photo_ids))
        self.ask("vision.forget", request, self._forgotten, latest_wins=False)

    def deepen(self) -> None:
        """Tune the network on all taught photos, beside everything else."""
        self.ask("vision.deepen", DeepRequest(), self._deepened, lane="deep")

    def cancel(self) -> None:
        """Stop learning and judging; what was learned before stays."""
        for lane in ("teaching", "judge", "taught", "deep"):
            self._runner.cancel_lane(lane)

    def rebuilt(self) -> None:
        """List what was learned again, and show the product that is open."""
        self.refresh()
        if self._current:
            self.open(self._current)

    def _judge(self) -> None:
        self.ask("vision.taught", TaughtRequest(judged=True), self._show_judged, lane="judge")

    def _show_taught(self, answer: TaughtAnswer) -> None:
        self._keep(answer)
        if answer.products:
            self._judge()

    def _show_judged(self, answer: TaughtAnswer) -> None:
        self._keep(answer)
        self._view.show_accuracy(answer.accuracy)
        self._show_judgement()

    def _show_judgement(self) -> None:
        row = self._taught.get(self._current)
        if row is not None:
            self._view.show_judgement(row, self._messages.advice(row.advice))

    def _keep(self, answer: TaughtAnswer) -> None:
        self._taught = {row.card.product_id: row for row in answer.products}
        if self._text:
            self.find(self._text)
        else:
            self._show_rows(answer.products)

    def _show_found(self, answer: SearchAnswer) -> None:
        cards = [answer.cards[hit.product_id] for hit in answer.hits]
        self._show_rows([self._taught.get(card.product_id, TaughtProduct(card, 0)) for card in cards])

    def _show_rows(self, rows: list[TaughtProduct]) -> None:
        self._cards.update((row.card.product_id, row.card) for row in rows)
        self._view.show_products([(row.card, self._note(row), row.advice) for row in rows])

    def _note(self, row: TaughtProduct) -> str:
        if not row.photos:
            return self.tr("not taught yet")
        photos = self.count(row.photos)
        if row.right is None or row.photos < 2:
            return photos
        return self.tr("{0} · {1} right").format(photos, row.right)

    def _show_photos(self, answer: PhotosAnswer) -> None:
        if answer.card.product_id != self._current:
            return
        self._cards[self._current] = answer.card
        pictures = [(photo.photo_id, photo.picture) for photo in answer.photos]
        self._view.show_product(answer.card, pictures, answer.curve)
        self._show_judgement()

    def _learned(self, answer: TeachAnswer) -> None:
        said = self.tr("Learned {0} of {1}.").format(self.count(answer.learned), self._name(answer.product_id))
        if answer.same:
            said += " " + self.tr("Known already: {0}.").format(answer.same)
        if answer.refused:
            self._view.show_error(f"{said} {self.refusals(answer.refused)}")
        else:
            self._view.show_done(said)
        self._again(answer.product_id)

    def _forgotten(self, answer: ForgetAnswer) -> None:
        def undo() -> None:
            request = TeachRequest(answer.product_id, answer.kept)
            self.ask("vision.teach", request, self._learned, latest_wins=False)

        said = self.tr("Removed {0} of {1}.").format(self.count(answer.forgotten), self._name(answer.product_id))
        self._view.show_done(said, self.tr("Undo"), undo)
        self._again(answer.product_id)

    def _deepened(self, answer: DeepAnswer) -> None:
        said = self.tr("Of {0} photos put aside, {1} were recognised before and {2} are now.")
        if not answer.kept:
            said = self.tr("Of {0} photos put aside, {1} were recognised before and {2} after: all stays as it was.")
        self._view.show_done(said.format(answer.held_out, answer.before, answer.after))
        if answer.kept:
            self._again(self._current)

    def _again(self, product_id: str) -> None:
        if product_id and product_id == self._current:
            self.open(product_id)
        self.refresh()

    def _name(self, product_id: str) -> str:
        card = self._cards.get(product_id)
        return card.name if card is not None else product_id
