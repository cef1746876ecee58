"""The search index over all products."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from shopdesk.engine.search.query import Part, Query
from shopdesk.engine.search.segment import Record, Segment
from shopdesk.engine.types import SearchResult

if TYPE_CHECKING:
    import pandas as pd

_TAIL = 128
_TEXTS = ("name", "category", "brand", "sku")


class SearchIndex:
    """Finds products by any of their words, codes or parts of them.

    Parameters
    ----------
    products : DataFrame
        Columns ``product_id``, ``name``; where there, also ``category``, ``brand``, ``sku``, ``barcodes`` (lists).

    Notes
    -----
    Every product is found that has all the typed words, whole, as a beginning or inside another word, in any order and
    in any of its fields. Digits are looked for inside barcodes from four digits on. Spelling is forgiven only when
    nothing is found otherwise. All methods may be called from several threads.
    """

    def __init__(self, products: pd.DataFrame) -> None:
        self._lock = threading.RLock()
        self._places: dict[str, tuple[Segment, int] | int] = {}
        self._parts: list[Part] = []
        self._tail: dict[str, Record] = {}
        self._tail_part: Part | None = None
        records = {record.product_id: record for record in _records(products)}
        if records:
            self._append(list(records.values()))

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, product_id: object) -> bool:
        return product_id in self._places

    def search(self, text: str, k: int = 20) -> SearchResult:
        """Find products.

        Parameters
        ----------
        text : str
            What was typed, scanned or said.
        k : int
            How many hits to return at most.

        Returns
        -------
        SearchResult
            The best hits first, and how many products were found in all. Nothing for a text without letters or digits.
        """
        with self._lock:
            parts = self._parts + self._recent()
            return Query(text).run(parts, max(0, k)) if parts else SearchResult([], 0)

    def add(self, product: Mapping[str, Any]) -> None:
        """Add a product, or replace the one with the same ``product_id``."""
        record = _record(product)
        with self._lock:
            self.remove(record.product_id)
            self._tail[record.product_id] = record
            self._places[record.product_id] = -1
            self._tail_part = None
            if len(self._tail) >= _TAIL:
                self._seal()

    def remove(self, product_id: str) -> bool:
        """Remove a product; return whether it was there."""
        with self._lock:
            place = self._places.pop(product_id, None)
            if place is None:
                return False
            if isinstance(place, int):
                del self._tail[product_id]
                self._tail_part = None
            else:
                segment, doc = place
                next(part for part in self._parts if part.segment is segment).alive[doc] = False
            return True

    def _recent(self) -> list[Part]:
        """Index what was added last: little, so that it is quick."""
        if not self._tail:
            return []
        if self._tail_part is None:
            self._tail_part = Part(Segment(list(self._tail.values())))
        return [self._tail_part]

    def _seal(self) -> None:
        """Turn the tail into a part, and merge parts of like size, so that there are only ever a few."""
        records = list(self._tail.values())
        self._tail, self._tail_part = {}, None
        while self._parts and len(self._parts[-1].alive) <= 2 * len(records):
            last = self._parts.pop()
            records = [r for r, alive in zip(last.segment.records, last.alive, strict=True) if alive] + records
        self._append(records)

    def _append(self, records: list[Record]) -> None:
        segment = Segment(records)
        self._parts.append(Part(segment))
        for doc, record in enumerate(records):
            self._places[record.product_id] = (segment, doc)


def _records(products: pd.DataFrame) -> Iterable[Record]:
    def column(name: str, missing: Any) -> list[Any]:
        return products[name].tolist() if name in products.columns else [missing] * len(products)

    ids = column("product_id", "")
    texts = zip(*(column(name, "") for name in _TEXTS), strict=True)
    for product_id, fields, codes in zip(ids, texts, column("barcodes", ()), strict=True):
        yield Record.of(str(product_id), [_text(field) for field in fields], _codes(codes))


def _record(product: Mapping[str, Any]) -> Record:
    texts = [_text(product.get(name, "")) for name in _TEXTS]
    return Record.of(str(product["product_id"]), texts, _codes(product.get("barcodes", ())))


def _text(value: Any) -> str:
    """Return a field as text; a missing one (None, NaN, NA) as an empty text."""
    if isinstance(value, str):
        return value
    if value is None or (isinstance(value, float) and math.isnan(value)) or type(value).__name__ == "NAType":
        return ""
    return str(value)


def _codes(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, (list, tuple, set, np.ndarray)):
        return [code for item in value if (code := _text(item)).strip()]
    code = _text(value)
    return [code] if code else []
