"""Finding products by voice: the recogniser over the shop's catalog."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.controllers.requests.voice import ListenAnswer, ListenRequest
from shopdesk.engine.context import NULL_CONTEXT, JobContext

if TYPE_CHECKING:
    from shopdesk.engine.voice import VoiceSearch
    from shopdesk.store.shop import Shop


class VoiceDesk:
    """Holds the recogniser while the catalog stays the same."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._lock = threading.Lock()
        self._voice: VoiceSearch | None = None
        self._version = -1

    def warm(self, ctx: JobContext = NULL_CONTEXT) -> None:
        """Load the recogniser and its table of the catalog."""
        with self._lock:
            self._current(ctx)

    def listen(self, request: ListenRequest, ctx: JobContext = NULL_CONTEXT) -> ListenAnswer:
        """Return the products that a clip may mean, best first."""
        from shopdesk.engine.voice import read_clip

        if request.samples is None:
            samples, rate = read_clip(Path(request.path))
        else:
            samples, rate = request.samples, request.rate
        with self._lock:
            voice = self._current(ctx)
            ctx.raise_if_cancelled()
            result = voice.recognize(samples, rate, k=request.k)
        cards = self._shop.cards([match.product_id for match in result.matches])
        return ListenAnswer(result, {card.product_id: card for card in cards})

    def _current(self, ctx: JobContext) -> VoiceSearch:
        from shopdesk.engine.voice import VoiceSearch

        version = self._shop.counter("products")
        if self._voice is None or version != self._version:
            ctx.progress(0.1, "loading_voice")
            self._voice = VoiceSearch(self._shop.products_frame())
            self._version = version
        return self._voice
