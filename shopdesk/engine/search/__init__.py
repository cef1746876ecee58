"""One index for typing, scanning and speech."""

from __future__ import annotations

from shopdesk.engine.search.index import SearchIndex
from shopdesk.engine.search.text import normalise, tokens
from shopdesk.engine.types import gtin14

__all__ = ["SearchIndex", "gtin14", "normalise", "tokens"]
