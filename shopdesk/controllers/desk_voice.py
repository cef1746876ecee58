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
        self._names: dict[str, str] = {}
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
        version = self._shop.counter("products")
        if self._voice is None:
            ctx.progress(0.1, "loading_voice")
            names = self._names_now()
            self._voice = _searcher(names)
            self._voice.prepare(self._shop.folder / "models" / "voice" / "table.npz")
            self._names = names
        elif version != self._version:
            self._follow(self._voice)
        self._version = version
        return self._voice

    def _follow(self, voice: VoiceSearch) -> None:
        """Take over what changed in the catalog; the acoustic model and the table stay."""
        import pandas as pd

        names = self._names_now()
        for product_id in self._names.keys() - names.keys():
            voice.remove(product_id)
        changed = {key: name for key, name in names.items() if self._names.get(key) != name}
        if changed:
            voice.update(pd.DataFrame({"product_id": list(changed), "name": list(changed.values())}))
        self._names = names

    def _names_now(self) -> dict[str, str]:
        products = self._shop.products_frame()
        return dict(zip(products["product_id"].astype(str), products["name"].astype(str), strict=True))


def _searcher(names: dict[str, str]) -> VoiceSearch:
    import pandas as pd

    from shopdesk.engine.voice import VoiceSearch

    return VoiceSearch(pd.DataFrame({"product_id": list(names), "name": list(names.values())}))
