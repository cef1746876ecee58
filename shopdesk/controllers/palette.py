"""The palette: products are found on the lane of the search, commands in the window itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from shopdesk.controllers.base import Controller, JobRunner
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.requests.catalog import SearchAnswer, SearchRequest
from shopdesk.workers.runner import Callbacks


class PaletteController(Controller):
    """Opens the palette and finds products for it.

    Signals
    -------
    add_requested(str), prices_wanted(str), goes_with_wanted(str): what to do with a product.
    """

    lane = "search"
    add_requested = Signal(str)
    prices_wanted = Signal(str)
    goes_with_wanted = Signal(str)

    def __init__(self, window: Any, runner: JobRunner, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(window, runner, messages, parent)
        self._palette: Any = None
        window.palette_requested.connect(self.show)

    def show(self) -> None:
        """Open the palette."""
        if self._palette is not None:
            return
        self._palette = palette = self._view.palette_dialog()
        palette.text_edited.connect(self.find)
        palette.accepted_product.connect(self.add_requested)
        palette.prices_wanted.connect(self.prices_wanted)
        palette.goes_with_wanted.connect(self.goes_with_wanted)
        palette.finished.connect(self._closed)
        palette.open()

    def find(self, text: str) -> None:
        """Search for what stands in the field."""
        self._runner.cancel_lane(self.lane)
        if text.strip():
            self._runner.start(self.lane, "search.find", SearchRequest(text), Callbacks(self._show, self.failed))

    def failed(self, error: Any) -> None:
        """Show the sentence of an error in the window."""
        self._view.show_error(self._messages.error(error))

    def _closed(self, _result: int) -> None:
        self._palette = None
        self._runner.cancel_lane(self.lane)

    def _show(self, answer: SearchAnswer) -> None:
        if self._palette is not None:
            self._palette.show_hits(answer.hits, answer.cards, answer.total)
