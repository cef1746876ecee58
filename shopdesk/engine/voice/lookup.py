"""The product that somebody asks for: from a clip to the catalog."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError, NotFound
from shopdesk.engine.types import VoiceMatch, VoiceResult
from shopdesk.engine.voice.activity import trim
from shopdesk.engine.voice.audio import to_mono_16k
from shopdesk.engine.voice.matcher import CARRIERS, NameIndex
from shopdesk.engine.voice.moonshine import Hypothesis, Moonshine, Utterance
from shopdesk.engine.voice.spoken import parse_quantity, plain_words
from shopdesk.engine.voice.table import TokenTable, catalog_rows, phrase_rows
from shopdesk.engine.voice.taught import TaughtWords

if TYPE_CHECKING:
    import pandas as pd

_NOTHING = VoiceResult("", [], None, None, speech=False, accepted=False)
_ACCEPT = 0.36
_HYPOTHESES = 6
_LONGEST_PREFIX = 8
_SLOPE, _MISSING = 0.3, 0.6
_PHRASE_LOSS = 14.0
_FILE = "taught-words.npz"


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

    def __init__(self, products: pd.DataFrame, aliases: dict[str, list[str]] | None = None, threads: int = 1) -> None:
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
        self._names = names
        self._number = number
        self._index = NameIndex(names, owners)
        self._model = Moonshine(threads)
        self._table: TokenTable | None = None
        self._phrases: TokenTable | None = None
        self._taught = TaughtWords()

    def recognize(
        self, samples: np.ndarray, sample_rate: int, k: int = 5, ctx: JobContext = NULL_CONTEXT
    ) -> VoiceResult:
        """Return the products that a clip may mean, likeliest first."""
        speech = trim(to_mono_16k(samples, sample_rate))
        if len(speech) == 0:
            return _NOTHING
        utterance = self._model.encode(speech)
        ctx.raise_if_cancelled()
        free = self._model.greedy(utterance)
        heard = self._model.text(free)
        scores = self._fused(utterance, free, heard)
        for product, score in self._taught.scores(utterance.frames[0]).items():
            if product in self._number:
                scores[self._number[product]] = max(score, scores.get(self._number[product], 0.0))
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
        """Return what a clip says, without the catalog; empty where nobody speaks.

        Where phrases were added, the likeliest of them is returned if it is nearly as likely as free text.
        """
        speech = trim(to_mono_16k(samples, sample_rate))
        if len(speech) == 0:
            return ""
        utterance = self._model.encode(speech)
        free = self._model.greedy(utterance)
        if self._phrases is not None:
            best = self._phrases.decode(self._model, utterance)[:1]
            if best and best[0].log_probability > free.log_probability - _PHRASE_LOSS:
                return self._model.text(best[0])
        return self._model.text(free)

    def add_phrases(self, phrases: Iterable[str]) -> None:
        """Name the sentences that ``transcribe`` should rather hear than any other; replaces earlier ones."""
        tokenizer = self._model.tokenizer
        table = TokenTable(phrase_rows(phrases, tokenizer), tokenizer.starts_word, open_end=False)
        self._phrases = table if len(table) else None

    def enroll(self, product_id: str, clips: Sequence[np.ndarray], sample_rate: int) -> None:
        """Teach a spoken name of a product from recordings of it, best three; replaces what was taught."""
        if str(product_id) not in self._number:
            raise NotFound("product.missing", product_id=str(product_id))
        takes = [trim(to_mono_16k(clip, sample_rate)) for clip in clips]
        for place, take in enumerate(takes, 1):
            if len(take) == 0:
                raise DataError("voice.take_silent", take=place)
        self._taught.teach(str(product_id), [self._model.encode(take).frames[0] for take in takes])

    def save(self, folder: str | Path) -> None:
        """Write the taught words into a folder."""
        self._taught.save(Path(folder) / _FILE)

    def load(self, folder: str | Path) -> VoiceSearch:
        """Read the taught words from a folder; none is fine."""
        self._taught = TaughtWords.open(Path(folder) / _FILE)
        return self

    def prepare(self) -> None:
        """Load the acoustic model and build the table of spoken forms, so that the first clip is not slow."""
        if self._table is None:
            tokenizer = self._model.tokenizer
            self._table = TokenTable(catalog_rows(self._names, tokenizer), tokenizer.starts_word)

    def _fused(self, utterance: Utterance, free: Hypothesis, heard: str) -> dict[int, float]:
        """Return each product's score from the free and the catalog's hypotheses together."""
        if not self._names:
            return {}
        # The third power lets one good match count for more than several poor ones.
        total = {product: score**3 for product, score in self._index.scores(heard).items()}
        weight_sum = 1.0
        self.prepare()
        assert self._table is not None
        prefix = self._carrier_tokens(heard)
        for hypothesis in self._table.decode(self._model, utterance, prefix=prefix)[:_HYPOTHESES]:
            missing = max(0, len(free.tokens) - len(prefix) - len(hypothesis.tokens))
            gain = min(hypothesis.log_probability - free.log_probability, 2.0)
            weight = float(np.exp(_SLOPE * gain - _MISSING * missing))
            if weight < 0.01:
                continue
            weight_sum += weight
            for product, score in self._index.scores(self._model.text(hypothesis)).items():
                total[product] = total.get(product, 0.0) + weight * score**3
        return {product: (score / weight_sum) ** (1 / 3) for product, score in total.items()}

    def _carrier_tokens(self, heard: str) -> list[int]:
        """Return the tokens of the words before the product, such as "have you got"."""
        words = heard.split()
        count = 0
        while count < len(words) and count < _LONGEST_PREFIX and set(plain_words(words[count])) <= CARRIERS:
            count += 1
        return self._model.tokenizer.encode(" ".join(words[:count])) if count < len(words) else []

    def _best(self, scores: dict[int, float], k: int) -> list[VoiceMatch]:
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:k]
        return [VoiceMatch(self._ids[n], round(float(min(1.0, max(0.0, s))), 4)) for n, s in ranked]
