"""One request against the catalog: hypotheses of free speech and of the table, matched, narrowed and heard again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from shopdesk.engine.voice.matcher import CARRIERS, NameIndex
from shopdesk.engine.voice.moonshine import Hypothesis, Moonshine, Utterance
from shopdesk.engine.voice.parts import Tokens, part_tokens
from shopdesk.engine.voice.ranking import RANK_WEIGHTS, Candidate, known_probability, rank_features, request_features
from shopdesk.engine.voice.spoken import plain_words
from shopdesk.engine.voice.table import TokenTable, catalog_rows

_HYPOTHESES = 6
_LONGEST_PREFIX = 8
_SLOPE, _MISSING = 0.3, 0.6
_FREE_SLOPE = 0.5
_AGAIN = 48
_WIDTH, _WIDTH_AGAIN = 8, 16
# What is further behind hardly counts in the sum over hypotheses; that a product was reached at all does.
_LEAD, _LEAD_AGAIN = 12.0, 20.0
_PARTS_KEPT = 20_000


@dataclass(frozen=True)
class Request:
    """What free speech made of a clip."""

    utterance: Utterance
    free: Sequence[Hypothesis]
    heard: str
    prefix: Sequence[int]

    @property
    def free_tokens(self) -> int:
        """Tokens of the best free hypothesis after the words before the product."""
        return max(1, len(self.free[0].tokens) - len(self.prefix))


@dataclass(frozen=True)
class Ranking:
    """Products by number with their score, best first, and the probability that one of the first was meant."""

    products: list[tuple[int, float]]
    known: float


class CatalogEar:
    """Finds what was said among the names of a catalog.

    Parameters
    ----------
    names : sequence of str
        The spoken names; several may belong to one product.
    owners : sequence of int
        The product's number for each name.
    """

    def __init__(self, names: Sequence[str], owners: Sequence[int], model: Moonshine, table: TokenTable) -> None:
        self._names = list(names)
        self._model = model
        self._table = table
        self._index = NameIndex(names, owners)
        self._parts: dict[int, dict[Tokens, int]] = {}

    def add(self, names: Sequence[str], owner: int) -> None:
        """Take in the names of one more product."""
        self._table.insert(catalog_rows(names, self._model.tokenizer))
        self._index.add(names, [owner] * len(names))
        self._names += names

    def forget(self, owner: int) -> None:
        """Find a product no more. Its rows stay in the table: what they say matches nothing."""
        self._index.forget(owner)

    def request(self, utterance: Utterance) -> Request:
        """Run free speech over an utterance."""
        free = self._model.free(utterance) or [Hypothesis((), 0.0)]
        heard = self._model.text(free[0])
        return Request(utterance, free, heard, self._carrier_tokens(heard))

    def rank(self, request: Request) -> Ranking:
        """Return the likely products, best first."""
        found = self.candidates(request)
        if not found:
            return Ranking([], 0.0)
        features = rank_features(found, request.free_tokens)
        scores = features @ RANK_WEIGHTS
        order = np.argsort(-scores, kind="stable")
        products = list(found)
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        first = int(order[0])
        known = known_probability(self.known_features(request, found[products[first]], features[first], scores))
        return Ranking([(products[n], float(shares[n])) for n in order], known)

    def known_features(self, request: Request, best: Candidate, row: np.ndarray, scores: np.ndarray) -> np.ndarray:
        """Return what tells a request for a product from other talk."""
        free = request.free[0]
        return request_features(best, row, scores, free.log_probability, len(free.tokens), request.free_tokens)

    def candidates(self, request: Request) -> dict[int, Candidate]:
        """Return the likeliest products with what speaks for them, the strongest by text first."""
        matched = _Memo(self._index)
        heard = matched(request.heard)
        table = self._table_scores(request, matched)
        best = request.free[0].log_probability
        text = dict(table)
        for hypothesis in request.free:
            weight = float(np.exp(_FREE_SLOPE * (hypothesis.log_probability - best)))
            for product, score in matched(self._model.text(hypothesis)).items():
                text[product] = max(text.get(product, 0.0), weight * score)
        near = sorted(text, key=lambda p: (-text[p], p))[:_AGAIN]
        again = self._hear_again(request, near)
        return {
            p: Candidate(text[p], table.get(p, 0.0), heard.get(p, 0.0), *again.get(p, (None, 0, 0.5))) for p in near
        }

    def _table_scores(self, request: Request, matched: _Memo) -> dict[int, float]:
        # The third power lets one good match count for more than several poor ones.
        total = {product: score**3 for product, score in matched(request.heard).items()}
        weight_sum = 1.0
        free = request.free[0]
        found = self._table.decode(self._model, request.utterance, width=_WIDTH, prefix=request.prefix, lead=_LEAD)
        for hypothesis in found[:_HYPOTHESES]:
            missing = max(0, request.free_tokens - len(hypothesis.tokens))
            gain = min(hypothesis.log_probability - free.log_probability, 2.0)
            weight = float(np.exp(_SLOPE * gain - _MISSING * missing))
            if weight < 0.01:
                continue
            weight_sum += weight
            for product, score in matched(self._model.text(hypothesis)).items():
                total[product] = total.get(product, 0.0) + weight * score**3
        return {product: (score / weight_sum) ** (1 / 3) for product, score in total.items()}

    def _hear_again(self, request: Request, products: Sequence[int]) -> dict[int, tuple[float, int, float]]:
        """Decode once more, now against nothing but the ways to say these products."""
        owners: dict[Tokens, dict[int, float]] = {}
        for product in products:
            for row in self._index.rows(product):
                words = max(1, len(self._names[row].split()))
                for tokens, said in self._parts_of(row).items():
                    shares = owners.setdefault(tokens, {})
                    shares[product] = max(shares.get(product, 0.0), min(1.0, said / words))
        table = TokenTable(owners, self._model.tokenizer.starts_word, open_end=False)
        free = request.free[0].log_probability
        best: dict[int, tuple[float, int, float]] = {}
        heard = table.decode(
            self._model, request.utterance, width=_WIDTH_AGAIN, prefix=request.prefix, lead=_LEAD_AGAIN
        )
        for found in heard:
            for product, share in owners.get(found.tokens, {}).items():
                if product not in best:  # the likeliest come first
                    best[product] = (found.log_probability - free, len(found.tokens), share)
        return best

    def _parts_of(self, row: int) -> dict[Tokens, int]:
        parts = self._parts.get(row)
        if parts is None:
            if len(self._parts) > _PARTS_KEPT:
                self._parts.clear()
            parts = self._parts[row] = part_tokens(self._names[row], self._model.tokenizer)
        return parts

    def _carrier_tokens(self, heard: str) -> list[int]:
        """Return the tokens of the words before the product, such as "have you got"."""
        words = heard.split()
        count = 0
        while count < len(words) and count < _LONGEST_PREFIX and set(plain_words(words[count])) <= CARRIERS:
            count += 1
        return self._model.tokenizer.encode(" ".join(words[:count])) if count < len(words) else []


class _Memo:
    """Matches of the texts of one request, each worked out once."""

    def __init__(self, index: NameIndex) -> None:
        self._index = index
        self._known: dict[str, dict[int, float]] = {}

    def __call__(self, text: str) -> dict[int, float]:
        if text not in self._known:
            self._known[text] = self._index.scores(text)
        return self._known[text]
