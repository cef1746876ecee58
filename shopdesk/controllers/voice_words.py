"""The words of the shop: teaching one by saying it, how names are said, and which names sound alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from shopdesk.controllers.base import Controller, JobRunner
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.requests.catalog import ListProducts, SearchAnswer, SearchRequest
from shopdesk.controllers.requests.voice import (
    ConfusableAnswer,
    ConfusableRequest,
    EnrollRequest,
    ListenAnswer,
    ListenRequest,
    NamesAnswer,
    NamesRequest,
    TaughtWordsAnswer,
    TaughtWordsRequest,
)
from shopdesk.controllers.take_levels import level_of
from shopdesk.controllers.takes import POLL_MS, TakeCallbacks, Takes
from shopdesk.engine.errors import EngineError
from shopdesk.engine.types import ProductCard

if TYPE_CHECKING:
    import numpy as np

_TAKES = 3
_LOUD, _QUIET = 0.06, 0.03
_ENDS_AFTER = round(700 / POLL_MS)  # polls of quiet after the word
_TRY = -1


class _ProductDialog(Controller):
    """What the dialogs share that begin with a product."""

    lane = "voice-names"
    _search = "search-names"

    def __init__(self, dialog: Any, runner: JobRunner, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(dialog, runner, messages, parent)
        self._cards: dict[str, ProductCard] = {}
        dialog.search_edited.connect(self.find)
        dialog.closed.connect(self.close)
        self.find("")

    def find(self, text: str) -> None:
        """List products whose words were typed."""
        if text.strip():
            self.ask("search.find", SearchRequest(text, 20), self._show_found, lane=self._search)
        else:
            self.ask("products.list", ListProducts(limit=50), self._show_found, lane=self._search)

    def close(self) -> None:
        """End with the dialog."""
        self.cancel()
        self._runner.cancel_lane(self._search)
        self.deleteLater()

    def _show_found(self, answer: SearchAnswer) -> None:
        self._cards.update(answer.cards)
        self._view.show_products([answer.cards[hit.product_id] for hit in answer.hits])


class NamesController(_ProductDialog):
    """Shows how a product is said, and keeps the owner's other names for it."""

    def __init__(self, dialog: Any, runner: JobRunner, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(dialog, runner, messages, parent)
        dialog.product_chosen.connect(self.choose)
        dialog.aliases_changed.connect(self.keep)

    def choose(self, product_id: str) -> None:
        """Show how a product is said."""
        self.ask("voice.names", NamesRequest(product_id), self._show)

    def keep(self, product_id: str, aliases: list[str]) -> None:
        """Keep the other names of a product."""
        self.ask("voice.names", NamesRequest(product_id, tuple(aliases)), self._show, latest_wins=False)

    def _show(self, answer: NamesAnswer) -> None:
        self._view.show_names(answer.card, answer.aliases, answer.forms)


class AlikeController(Controller):
    """Lists the names that sound alike."""

    lane = "voice-alike"

    def __init__(self, dialog: Any, runner: JobRunner, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(dialog, runner, messages, parent)
        dialog.closed.connect(self.close)
        self.ask("voice.confusable", ConfusableRequest(), self._show)

    def close(self) -> None:
        """End with the dialog."""
        self.cancel()
        self.deleteLater()

    def _show(self, answer: ConfusableAnswer) -> None:
        self._view.show_pairs(answer.pairs, answer.cards)


class TeachWordController(_ProductDialog):
    """Records three takes of a word, each checked for its level, learns it and lets it be tried.

    A take ends by itself when the word is over. Nothing is recorded to disk; the recogniser keeps its own frames of
    the takes.
    """

    lane = "voice"

    def __init__(
        self, dialog: Any, runner: JobRunner, messages: Messages, takes: Takes, parent: QObject | None = None
    ) -> None:
        self._recorder = takes
        self._product = ""
        self._takes: list[np.ndarray | None] = [None] * _TAKES
        self._place: int | None = None
        self._spoke, self._quiet = False, 0
        super().__init__(dialog, runner, messages, parent)
        self._take = TakeCallbacks(self._began, self._level, self._finished, self._no_sound)
        dialog.product_chosen.connect(self.choose)
        dialog.take_toggled.connect(self.toggle)
        dialog.try_toggled.connect(lambda: self.toggle(_TRY))
        dialog.learn_requested.connect(self.learn)

    def choose(self, product_id: str) -> None:
        """Begin with the takes of a product."""
        card = self._cards.get(product_id)
        if card is not None:
            self._recorder.discard()
            self._place, self._product, self._takes = None, product_id, [None] * _TAKES
            self._view.show_product(card)

    def toggle(self, place: int) -> None:
        """Begin a take, or end the one that is being recorded."""
        if self._place == place:
            self._recorder.end()
            return
        self._abandon()
        self._place, self._spoke, self._quiet = place, False, 0
        self._view.show_error("")
        self._show("starting")
        self._recorder.begin(self._take)

    def learn(self) -> None:
        """Learn the word from the three takes."""
        takes = tuple(take for take in self._takes if take is not None)
        if len(takes) == _TAKES:
            request = EnrollRequest(self._product, takes, self._recorder.rate)
            self.ask("voice.enroll", request, self._learned, latest_wins=False)

    def failed(self, error: EngineError) -> None:
        """Show the sentence of an error; of a try, no more is to be expected."""
        super().failed(error)
        if self._place == _TRY:
            self._place = None
            self._view.show_try("nothing")

    def close(self) -> None:
        """End with the dialog; a take that is being recorded is forgotten."""
        self._recorder.discard()
        super().close()

    def _abandon(self) -> None:
        """Another take begins: the one that is being recorded is forgotten."""
        if self._place is not None and self._place != _TRY:
            self._view.show_take(self._place, "empty")
        self._recorder.discard()

    def _show(self, state: str) -> None:
        if self._place == _TRY:
            self._view.show_try(state)
        elif self._place is not None:
            self._view.show_take(self._place, state)

    def _began(self) -> None:
        self._show("recording")

    def _level(self, level: float) -> None:
        if self._place is not None and self._place != _TRY:
            self._view.show_level(self._place, level)
        self._spoke = self._spoke or level > _LOUD
        self._quiet = self._quiet + 1 if level < _QUIET else 0
        if self._spoke and self._quiet >= _ENDS_AFTER:
            self._recorder.end()

    def _finished(self, samples: np.ndarray) -> None:
        if self._place == _TRY:
            self._show("thinking")
            self.ask("voice.listen", ListenRequest(samples, self._recorder.rate, k=1), self._tried)
        elif self._place is not None:
            state = level_of(samples, self._recorder.rate)
            self._takes[self._place] = samples if state == "good" else None
            place, self._place = self._place, None
            self._view.show_take(place, state)

    def _no_sound(self, error: EngineError) -> None:
        place, self._place = self._place, None
        if place == _TRY:
            self._view.show_try("nothing")
        elif place is not None:
            self._view.show_take(place, "empty")
        self._view.show_error(self._messages.error(error))

    def _learned(self, _answer: TaughtWordsAnswer) -> None:
        self._view.show_learned(self._cards[self._product].name)

    def _tried(self, answer: ListenAnswer) -> None:
        self._place = None
        found = answer.result.matches[0].product_id if answer.result.matches else ""
        if found not in answer.cards:
            self._view.show_try("nothing")
        else:
            self._view.show_try("right" if found == self._product else "wrong", answer.cards[found].name)


class VoiceWordsController(Controller):
    """Lists the taught words in the tab, and opens the dialogs about words and names."""

    lane = "voice-words"

    def __init__(
        self, view: Any, runner: JobRunner, messages: Messages, takes: Takes, parent: QObject | None = None
    ) -> None:
        super().__init__(view, runner, messages, parent)
        self._recorder = takes
        view.shown.connect(self.refresh)
        view.forget_requested.connect(self.forget)
        view.teach_requested.connect(self.open_teach)
        view.names_requested.connect(self.open_names)
        view.alike_requested.connect(self.open_alike)

    def refresh(self) -> None:
        """List the products that have a taught word."""
        self.ask("voice.taught", TaughtWordsRequest(), self._show)

    def forget(self, product_id: str) -> None:
        """Forget a taught word."""
        self.ask("voice.taught", TaughtWordsRequest(forget=product_id), self._show, latest_wins=False)

    def open_teach(self) -> None:
        """Teach a word."""
        dialog = self._view.teach_dialog()
        TeachWordController(dialog, self._runner, self._messages, self._recorder, self)
        dialog.closed.connect(self.refresh)
        dialog.open()

    def open_names(self, product_id: str = "") -> None:
        """Show how names are said, beginning with a product if one is given."""
        dialog = self._view.names_dialog()
        controller = NamesController(dialog, self._runner, self._messages, self)
        if product_id:
            controller.choose(product_id)
        dialog.open()

    def open_alike(self) -> None:
        """List the names that sound alike; one of them can be given another name."""
        dialog = self._view.alike_dialog()
        AlikeController(dialog, self._runner, self._messages, self)
        dialog.chosen.connect(self.open_names)
        dialog.open()

    def _show(self, answer: TaughtWordsAnswer) -> None:
        self._view.show_taught(answer.cards)
