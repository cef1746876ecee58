"""Finding products by voice: the recogniser over the shop's catalog, its taught words and the owner's other names."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.controllers.desk_search import SearchDesk
from shopdesk.controllers.desk_voice_evaluation import VoiceFigures, clips_of, evaluate_clips
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
    WordsRequest,
)
from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError, EngineError, NotFound
from shopdesk.engine.types import Hit, VoiceMatch, VoiceResult

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.engine.voice import VoiceSearch
    from shopdesk.store.shop import Shop

    Handler = Callable[[Any, JobContext], Any]

ALIASES = "voice.aliases"
"""The shop's setting that holds the owner's other names: product id to names, spelled as they are said."""
TABLE_FILE = "table.npz"
Names = dict[str, tuple[str, ...]]


class VoiceDesk:
    """Holds the recogniser and follows the catalog."""

    def __init__(self, shop: Shop, search: SearchDesk) -> None:
        self._shop = shop
        self._search = search
        self._folder = shop.folder / "models" / "voice"
        self._lock = threading.Lock()
        self._voice: VoiceSearch | None = None
        self._names: Names = {}
        self._version: object = None
        self._damaged: EngineError | None = None

    def handlers(self) -> dict[str, Handler]:
        """Return the functions by the names that the window calls them by."""
        return {
            "voice.listen": self.listen,
            "voice.find": self.find,
            "voice.enroll": self.enroll,
            "voice.taught": self.taught,
            "voice.names": self.names,
            "voice.confusable": self.confusable,
        }

    def warm(self, ctx: JobContext = NULL_CONTEXT) -> None:
        """Load the recogniser and its table of the catalog."""
        with self._lock:
            self._ready(ctx)

    def listen(self, request: ListenRequest, ctx: JobContext = NULL_CONTEXT) -> ListenAnswer:
        """Return the products that a clip may mean, best first."""
        from shopdesk.engine.voice import read_clip

        if request.samples is None:
            samples, rate = read_clip(Path(request.path))
        else:
            samples, rate = request.samples, request.rate
        with self._lock:
            voice = self._ready(ctx)
            ctx.raise_if_cancelled()
            result = voice.recognize(samples, rate, k=request.k, ctx=ctx)
        return self._answer(result)

    def find(self, request: WordsRequest, ctx: JobContext = NULL_CONTEXT) -> ListenAnswer:
        """Return the products that typed words may mean; needs no model, so that it works where one is damaged."""
        from shopdesk.engine.voice.commands import parse_command
        from shopdesk.engine.voice.spoken import parse_quantity

        command, quantity = parse_command(request.text), parse_quantity(request.text)
        matches: list[VoiceMatch] = []
        if command not in _WITHOUT_PRODUCT:
            product = quantity.rest if quantity else request.text
            wanted = product if command == "look_up" else _without_command(product)
            matches = self._typed(wanted, request.k) or self._typed(request.text, request.k)
        value, unit = (quantity.value, quantity.unit) if quantity else (None, None)
        accepted = bool(matches) or command in _WITHOUT_PRODUCT
        return self._answer(VoiceResult(request.text, matches, value, unit, True, accepted, command))

    def enroll(self, request: EnrollRequest, ctx: JobContext = NULL_CONTEXT) -> TaughtWordsAnswer:
        """Learn a product's spoken name from takes and keep it."""
        with self._lock:
            voice = self._ready(ctx)
            self._raise_if_damaged()
            voice.enroll(request.product_id, request.takes, request.rate)
            voice.save(self._folder)
            return self._list(voice)

    def taught(self, request: TaughtWordsRequest, ctx: JobContext = NULL_CONTEXT) -> TaughtWordsAnswer:
        """List the products that have a taught word, after forgetting one if asked."""
        with self._lock:
            voice = self._current()
            self._raise_if_damaged()
            if request.forget and voice.forget(request.forget):
                voice.save(self._folder)
            return self._list(voice)

    def names(self, request: NamesRequest, ctx: JobContext = NULL_CONTEXT) -> NamesAnswer:
        """Return how a product is said, after keeping other names for it if some are given."""
        cards = self._shop.cards([request.product_id])
        if not cards:
            raise NotFound("product.unknown", product_id=request.product_id)
        owners = self._owners()
        if request.aliases is not None:
            kept = tuple(dict.fromkeys(name for name in map(str.strip, request.aliases) if name))
            if any(not any(map(str.isalnum, name)) for name in kept):
                raise DataError("voice.alias")
            owners = {**owners, request.product_id: kept}
            self._shop.set_setting(ALIASES, {key: list(names) for key, names in owners.items() if names})
        aliases = owners.get(request.product_id, ())
        names = (*_names_of(cards[0].name, cards[0].brand), *aliases)
        forms = _searcher({request.product_id: names}).spoken_forms(request.product_id)
        return NamesAnswer(cards[0], aliases, forms)

    def confusable(self, request: ConfusableRequest, ctx: JobContext = NULL_CONTEXT) -> ConfusableAnswer:
        """Return the names that sound alike, nearest first."""
        pairs = list(_searcher(self._names_now(self._owners())).confusable(request.limit))
        cards = self._shop.cards(list({product for pair in pairs for product in (pair.product_id, pair.other_id)}))
        by_id = {card.product_id: card for card in cards}
        return ConfusableAnswer([pair for pair in pairs if {pair.product_id, pair.other_id} <= by_id.keys()], by_id)

    def evaluate(self, folder: Path, ctx: JobContext = NULL_CONTEXT) -> VoiceFigures:
        """Score clips that are named by the product they ask for."""
        products = self._shop.products_frame()
        named = zip(products["product_id"].astype(str), products["name"].astype(str), strict=True)
        clips, skipped = clips_of(folder, named)
        return evaluate_clips(
            clips,
            lambda request: self.listen(request, ctx).result,
            lambda path: self._transcribe(path, ctx),
            lambda request: self.find(request, ctx).result,
            skipped,
            ctx,
        )

    def _transcribe(self, path: Path, ctx: JobContext) -> str:
        from shopdesk.engine.voice import read_clip

        with self._lock:
            return self._ready(ctx).transcribe(*read_clip(path))

    def _answer(self, result: VoiceResult) -> ListenAnswer:
        cards = self._shop.cards([match.product_id for match in result.matches])
        return ListenAnswer(result, {card.product_id: card for card in cards})

    def _typed(self, text: str, k: int) -> list[VoiceMatch]:
        from shopdesk.engine.voice.spoken import plain_words

        words = plain_words(text)
        if not words:
            return []
        named = [key for key, names in self._owners().items() if words in map(plain_words, names)]
        hits = [hit for hit in self._search.lookup(text, k=k).hits if hit.product_id not in named]
        return [*(VoiceMatch(key, 1.0) for key in named), *map(_match, hits)][:k]

    def _list(self, voice: VoiceSearch) -> TaughtWordsAnswer:
        return TaughtWordsAnswer(self._shop.cards(voice.taught_ids))

    def _raise_if_damaged(self) -> None:
        if self._damaged is not None:
            raise self._damaged

    def _ready(self, ctx: JobContext) -> VoiceSearch:
        """Return the recogniser with its model and its table loaded."""
        if self._voice is None:
            ctx.progress(0.1, "loading_voice")
        voice = self._current()
        voice.prepare(self._folder / TABLE_FILE)
        return voice

    def _current(self) -> VoiceSearch:
        """Return the recogniser over today's names."""
        owners = self._owners()
        version = (self._shop.counter("products"), owners)
        if self._voice is None:
            names = self._names_now(owners)
            self._voice = _searcher(names)
            self._names = names
            self._load_taught(self._voice)
        elif version != self._version:
            self._follow(self._voice, self._names_now(owners))
        self._version = version
        return self._voice

    def _load_taught(self, voice: VoiceSearch) -> None:
        """Read the taught words; damaged ones are told when it is about them, and speaking goes on without."""
        try:
            voice.load(self._folder)
        except EngineError as error:
            self._damaged = error

    def _follow(self, voice: VoiceSearch, names: Names) -> None:
        """Take over what changed in the catalog; the acoustic model and the table stay."""
        for product_id in self._names.keys() - names.keys():
            voice.remove(product_id)
        changed = {key: said for key, said in names.items() if self._names.get(key) != said}
        if changed:
            voice.update(*_frame(changed))
        self._names = names

    def _owners(self) -> Names:
        kept = self._shop.setting(ALIASES, {})
        return {str(key): tuple(map(str, names)) for key, names in kept.items()}

    def _names_now(self, owners: Names) -> Names:
        products = self._shop.products_frame()
        columns = (products[name].astype(str) for name in ("product_id", "name", "brand"))
        return {key: (*_names_of(name, brand), *owners.get(key, ())) for key, name, brand in zip(*columns, strict=True)}


def _names_of(name: str, brand: str) -> tuple[str, ...]:
    """A product is also asked for by its brand, where its name does not say it."""
    return (name, f"{brand} {name}") if brand and brand.casefold() not in name.casefold() else (name,)


def _match(hit: Hit) -> VoiceMatch:
    return VoiceMatch(hit.product_id, round(min(1.0, max(0.0, hit.score)), 4))


_WITHOUT_PRODUCT = ("total", "cancel")
_SAID_AROUND = """what whats is are the price cost of for how much many left in stock check show me tell do we you
have got there any add put ring up remove delete take off out away please can could does"""
_COMMAND_WORDS = frozenset(_SAID_AROUND.split())


def _without_command(text: str) -> str:
    """Drop the words of a command before and after what it is about."""
    from shopdesk.engine.voice.spoken import plain_words

    words = plain_words(text)
    while words and words[0] in _COMMAND_WORDS:
        words = words[1:]
    while words and words[-1] in _COMMAND_WORDS:
        words = words[:-1]
    return " ".join(words)


def _frame(names: Names) -> tuple[Any, dict[str, list[str]]]:
    """Return names as the recogniser takes them: a frame of first names, and the others."""
    import pandas as pd

    first = pd.DataFrame({"product_id": list(names), "name": [said[0] for said in names.values()]})
    return first, {key: list(said[1:]) for key, said in names.items() if said[1:]}


def _searcher(names: Names) -> VoiceSearch:
    from shopdesk.engine.voice import VoiceSearch

    return VoiceSearch(*_frame(names))
