"""The product that somebody asks for: from a clip to the catalog."""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError, NotFound
from shopdesk.engine.types import ConfusablePair, SpokenForm, VoiceMatch, VoiceResult
from shopdesk.engine.voice.activity import loud_part, trim
from shopdesk.engine.voice.audio import RATE, to_mono_16k
from shopdesk.engine.voice.commands import parse_command
from shopdesk.engine.voice.confusable import confusable_pairs
from shopdesk.engine.voice.hearing import CatalogEar
from shopdesk.engine.voice.moonshine import Moonshine
from shopdesk.engine.voice.phones import sound
from shopdesk.engine.voice.phrases import PhraseGrammar
from shopdesk.engine.voice.spoken import parse_quantity, plain_words, spoken_forms
from shopdesk.engine.voice.table import TokenTable, catalog_rows
from shopdesk.engine.voice.taught import FARTHEST_UNHEARD, Saying, TaughtWords

if TYPE_CHECKING:
    import pandas as pd

_NOTHING = VoiceResult("", [], None, None, speech=False, accepted=False)
# A product that is refused costs the owner more than a foreign request that shows five candidates.
ACCEPT = 0.45
_PHRASE_LOSS = 14.0
# Nobody asks for a product for longer; the search would take more and more memory.
_LONGEST_REQUEST = 12 * RATE
_FILE = "taught-words.npz"
_TABLE_VERSION = 1


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
        self._number = {product: n for n, product in enumerate(self._ids)}
        self._said = {
            product: (str(name), *(aliases or {}).get(product, ()))
            for product, name in zip(self._ids, products["name"], strict=True)
        }
        self._model = Moonshine(threads)
        self._ear: CatalogEar | None = None
        self._phrases: PhraseGrammar | None = None
        self._taught = TaughtWords()

    def recognize(
        self, samples: np.ndarray, sample_rate: int, k: int = 5, ctx: JobContext = NULL_CONTEXT
    ) -> VoiceResult:
        """Return the products that a clip may mean, likeliest first; of speech, the first 12 seconds count."""
        clip = to_mono_16k(samples, sample_rate)
        speech = trim(clip)[:_LONGEST_REQUEST]
        if len(speech) == 0:
            return self._taught_word(clip, k)
        self.prepare()
        assert self._ear is not None
        utterance = self._model.encode(speech)
        ctx.raise_if_cancelled()
        request = self._ear.request(utterance)
        ctx.raise_if_cancelled()
        ranking = self._ear.rank(request)
        scores = {product: share * ranking.known for product, share in ranking.products}
        taught = self._taught.scores(Saying.of(speech, utterance.frames[0])) if len(self._taught) else {}
        for product, score in taught.items():
            if product in self._number:
                scores[self._number[product]] = max(score, scores.get(self._number[product], 0.0))
        quantity = parse_quantity(request.heard)
        return VoiceResult(
            request.heard,
            self._best(scores, k),
            quantity.value if quantity else None,
            quantity.unit if quantity else None,
            speech=True,
            accepted=bool(taught) or ranking.known >= ACCEPT,
            command=parse_command(request.heard),
            quantity_alternatives=quantity.alternatives if quantity else (),
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

    def add_phrases(self, phrases: Iterable[str], lists: Mapping[str, Sequence[str]] | None = None) -> None:
        """Name the sentences that ``transcribe`` should rather hear than any other; replaces earlier ones.

        Parameters
        ----------
        phrases : iterable of str
            Sentences or patterns such as ``"(add | put) [a | an] <size> coffee"``, see ``PhraseGrammar``.
        lists : mapping of name to alternatives, optional
            What ``<name>`` stands for in a pattern.
        """
        grammar = PhraseGrammar(phrases, lists or {}, self._model.tokenizer)
        self._phrases = grammar if len(grammar) else None

    def enroll(self, product_id: str, clips: Sequence[np.ndarray], sample_rate: int) -> None:
        """Teach a spoken name of a product from recordings of it, best three; replaces what was taught."""
        if str(product_id) not in self._number:
            raise NotFound("product.missing", product_id=str(product_id))
        takes = [trim(to_mono_16k(clip, sample_rate)) for clip in clips]
        for place, take in enumerate(takes, 1):
            if len(take) == 0:
                raise DataError("voice.take_silent", take=place)
        self._taught.teach(str(product_id), [Saying.of(take, self._model.frames(take)[0]) for take in takes])

    def forget(self, product_id: str) -> bool:
        """Forget the taught name of a product; False if it had none."""
        return self._taught.forget(str(product_id))

    @property
    def taught_ids(self) -> list[str]:
        """The products with a taught name."""
        return self._taught.product_ids

    def save(self, folder: str | Path) -> None:
        """Write the taught words into a folder."""
        self._taught.save(Path(folder) / _FILE)

    def load(self, folder: str | Path) -> VoiceSearch:
        """Read the taught words from a folder; none is fine."""
        self._taught = TaughtWords.open(Path(folder) / _FILE)
        return self

    def prepare(self, cache: str | Path | None = None) -> None:
        """Load the acoustic model and the table of spoken forms, so that the first clip is not slow.

        Parameters
        ----------
        cache : path, optional
            A file where the table is kept; it is used again while the names are the same.
        """
        if self._ear is None:
            names, owners = self._names()
            key = _names_key(names)
            table = self._kept_table(cache, key) if cache is not None else None
            if table is None:
                table = TokenTable(catalog_rows(names, self._model.tokenizer), self._model.tokenizer.starts_word)
                if cache is not None:
                    _keep_table(Path(cache), table, key)
            self._ear = CatalogEar(names, owners, self._model, table)

    def update(self, products: pd.DataFrame, aliases: dict[str, list[str]] | None = None) -> None:
        """Take in new products and other names of known ones without building the table anew.

        The name and the aliases given take the place of all that a product had.
        """
        for product, name in zip(products["product_id"].astype(str), products["name"], strict=True):
            self.remove(product)
            number = self._number[product] = len(self._ids)
            self._ids.append(product)
            self._said[product] = (str(name), *(aliases or {}).get(product, ()))
            if self._ear is not None:
                self._ear.add(self._said[product], number)

    def remove(self, product_id: str) -> None:
        """Find a product no more; what was taught for it is kept for its return."""
        number = self._number.pop(product_id, None)
        if number is None:
            return
        del self._said[product_id]
        if self._ear is not None:
            self._ear.forget(number)

    def spoken_forms(self, product_id: str) -> tuple[SpokenForm, ...]:
        """Return the ways in which a product is expected to be said: those of its name, then of its aliases.

        The owner corrects them by an alias that is spelled as it is said.
        """
        if product_id not in self._said:
            raise NotFound("product.missing", product_id=product_id)
        return tuple(
            SpokenForm(form, " ".join(sound(word) for word in plain_words(form)), place > 0)
            for place, name in enumerate(self._said[product_id])
            for form in spoken_forms(name)
        )

    def confusable(self, limit: int = 50) -> tuple[ConfusablePair, ...]:
        """Return the pairs of products whose names sound most alike, nearest first; needs no acoustic model."""
        return tuple(ConfusablePair(*pair) for pair in confusable_pairs(self._said, limit))

    def _taught_word(self, clip: np.ndarray, k: int) -> VoiceResult:
        """Return the taught word that a clip is close to although the voice detector hears nothing in it."""
        part = loud_part(clip) if len(self._taught) else clip[:0]
        if len(part) == 0:
            return _NOTHING
        taught = self._taught.scores(Saying.of(part, self._model.frames(part)[0]), FARTHEST_UNHEARD)
        scores = {self._number[product]: score for product, score in taught.items() if product in self._number}
        return VoiceResult("", self._best(scores, k), None, None, speech=True, accepted=True) if scores else _NOTHING

    def _names(self) -> tuple[list[str], list[int]]:
        """Return all names and, for each, the number of its product; first names come before aliases."""
        pairs = [
            (self._number[product], place, name)
            for product, said in self._said.items()
            for place, name in enumerate(said)
        ]
        pairs.sort(key=lambda pair: (pair[1] > 0, pair[0]))
        return [name for _, _, name in pairs], [number for number, _, _ in pairs]

    def _kept_table(self, cache: str | Path, key: str) -> TokenTable | None:
        try:
            with open(cache, "rb") as file, np.load(file, allow_pickle=False) as kept:
                if str(kept["key"]) != key:
                    return None
                rows = kept["rows"]
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None  # a table that is missing or damaged is built again from the names
        return TokenTable.of_array(rows, self._model.tokenizer.starts_word)

    def _best(self, scores: dict[int, float], k: int) -> list[VoiceMatch]:
        ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:k]
        return [VoiceMatch(self._ids[n], round(float(min(1.0, max(0.0, s))), 4)) for n, s in ranked]


def _names_key(names: Sequence[str]) -> str:
    digest = hashlib.sha256(f"{_TABLE_VERSION}:{len(names)}".encode())
    for name in names:
        digest.update(name.encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()


def _keep_table(cache: Path, table: TokenTable, key: str) -> None:
    partial = cache.with_suffix(".part.npz")
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        np.savez(partial, key=np.array(key), rows=table.array)
        os.replace(partial, cache)
    except OSError:
        partial.unlink(missing_ok=True)  # a full disk costs the next start a second, nothing else
