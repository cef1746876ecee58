"""The product that somebody asks for: from a clip to the catalog."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError
from shopdesk.engine.types import VoiceMatch, VoiceResult
from shopdesk.engine.voice.activity import trim
from shopdesk.engine.voice.audio import to_mono_16k
from shopdesk.engine.voice.matcher import NameIndex
from shopdesk.engine.voice.moonshine import Moonshine
from shopdesk.engine.voice.spoken import parse_quantity

if TYPE_CHECKING:
    import pandas as pd

_NOTHING = VoiceResult("", [], None, None, speech=False, accepted=False)
_ACCEPT = 0.36


class VoiceSearch:
    """Finds products by voice.

    Parameters
    ----------
    products : DataFrame
        At least ``product_id`` and ``name``; none is fine, then only ``transcribe`` is of use.
    aliases : dict of product id to names, optional
        Other names by which the shop calls a product.
    threads : int
        Threads of the acoustic model.
    """

    def __init__(
        self, products: pd.DataFrame, aliases: dict[str, list[str]] | None = None, threads: int = 1
    ) -> None:
        if "product_id" not in products or "name" not in products:
            raise DataError("voice.columns", columns=", ".join(map(str, products.columns)))
        self._ids = [str(p) for p in products["product_id"]]
        names = [str(n) for n in products["name"]]
        number = {product: n for n, product in enumerate(self._ids)}
        owners = list(range(len(names)))
        for product, others in (aliases or {}).items():
            if product in number:
                names += others
                owners += [number[product]] * len(others)
        self._index = NameIndex(names, owners)
        self._model = Moonshine(threads)

    def recognize(
        self, samples: np.ndarray, sample_rate: int, k: int = 5, ctx: JobContext = NULL_CONTEXT
    ) -> VoiceResult:
        """Return the products that a clip may mean, likeliest first."""
        speech = trim(to_mono_16k(samples, sample_rate))
        if len(speech) == 0:
            return _NOTHING
        utterance = self._model.encode(speech)
        ctx.raise_if_cancelled()
        heard = self._model.text(self._model.greedy(utterance))
        scores = self._index.scores(heard)
        matches = self._best(scores, k)
        quantity = parse_quantity(heard)
        return VoiceResult(
            heard,
            matches,
            quantity.value if quantity else None,
            quantity.unit if quantity else None,
            speech=True,
            accepted=bool(matches) and matches[0].probability >= _ACCEPT,
        )

    def transcribe(self, samples: np.ndarray, sample_rate: int) -> str:
        """Return what a clip says, without the catalog; empty where nobody speaks."""
        speech = trim(to_mono_16k(samples, sample_rate))
        if len(speech) == 0:
            return ""
        return self._model.text(self._model.greedy(self._model.encode(speech)))

    def _best(self, scores: dict[int, float], k: int) -> list[VoiceMatch]:
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:k]
        return [VoiceMatch(self._ids[n], round(float(min(1.0, max(0.0, s))), 4)) for n, s in ranked]
