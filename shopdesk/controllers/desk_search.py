"""Finding products: the index over the shop's catalog, kept while the catalog stays the same."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from shopdesk.controllers.requests.catalog import SearchAnswer, SearchRequest
from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.types import SearchResult

if TYPE_CHECKING:
    from shopdesk.engine.search import SearchIndex
    from shopdesk.store.shop import Shop


class SearchDesk:
    """Answers what was typed or scanned."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._lock = threading.Lock()
        self._index: SearchIndex | None = None
        self._version = -1

    def warm(self, ctx: JobContext = NULL_CONTEXT) -> None:
        """Build the index."""
        self._current()

    def find(self, request: SearchRequest, ctx: JobContext = NULL_CONTEXT) -> SearchAnswer:
        """Return the products that the text may mean, best first."""
        result = self._current().search(request.text, k=request.k)
        ctx.raise_if_cancelled()
        cards = self._shop.cards([hit.product_id for hit in result.hits])
        by_id = {card.product_id: card for card in cards}
        hits = [hit for hit in result.hits if hit.product_id in by_id]
        return SearchAnswer(request.text, hits, by_id, result.total)

    def lookup(self, text: str, k: int = 20) -> SearchResult:
        """Return the hits alone."""
        return self._current().search(text, k=k)

    def _current(self) -> SearchIndex:
        from shopdesk.engine.search import SearchIndex

        with self._lock:
            version = self._shop.counter("products")
            if self._index is None or version != self._version:
                self._index = SearchIndex(self._shop.products_frame())
                self._version = version
            return self._index
