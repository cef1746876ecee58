"""Every number of every reason and of its evidence, counted again from the shop's database by other code."""

from __future__ import annotations

import bisect
import json
import math
import os
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import func, select, update

from shopdesk.controllers.desk_recommend import RecommendDesk
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.requests.recommend import RecommendRequest, RulesRequest, WhyRequest
from shopdesk.engine.types import Evidence, Reason
from shopdesk.store.schema import baskets, customers, lines, prices, products
from shopdesk.store.shop import Shop, open_shop
from shopdesk.store.values import to_ms

METHODS = ("hybrid", "content", "user", "item")
DAY = timedelta(days=1)


@dataclass
class Sold:
    """One sold basket as the database has it."""

    key: str
    at: datetime  # on the shop's own clock
    customer: str | None
    content: dict[str, float] = field(default_factory=dict)


def seen_first(folder: Path) -> dict[str, np.ndarray]:
    """The mean of what was seen first on each taught photo of a product, read from the files by numpy alone."""
    manifest = json.loads((folder / "manifest.json").read_text())
    with np.load(folder / manifest["file"], allow_pickle=False) as arrays:
        views, photo, label = arrays["views"].astype(np.float64), arrays["photo_of"], arrays["labels"]
    first = views[np.unique(photo, return_index=True)[1]]
    first /= np.linalg.norm(first, axis=1, keepdims=True)
    means = {key: first[label == place].mean(axis=0) for place, key in enumerate(manifest["products"])}
    return {key: mean / np.linalg.norm(mean) for key, mean in means.items()}


class Ledger:
    """All sales of a shop in plain sets and lists, read with plain SQL, and everything counted by hand."""

    def __init__(self, shop: Shop) -> None:
        with shop.database.read() as connection:
            heads = select(baskets.c.id, baskets.c.sold_at, customers.c.customer_id).outerjoin(customers)
            body = select(lines.c.basket, products.c.product_id, lines.c.quantity).join(products)
            self.sold = {
                row.id: Sold(str(row.id), datetime.fromtimestamp(row.sold_at / 1000), row.customer_id)
                for row in connection.execute(heads.where(baskets.c.status == "completed"))
            }
            for row in connection.execute(body):
                if row.basket in self.sold:
                    self.sold[row.basket].content[row.product_id] = row.quantity
            self.products = {row.product_id: row for row in connection.execute(select(products))}
            latest = select(prices.c.product, func.max(prices.c.valid_from)).where(
                prices.c.kind == "price", prices.c.valid_from <= to_ms()
            )
            when: dict[int, int] = dict(connection.execute(latest.group_by(prices.c.product)).all())  # type: ignore[arg-type]
            self.price = {
                key: connection.execute(
                    select(prices.c.minor).where(
                        prices.c.product == row.id, prices.c.kind == "price", prices.c.valid_from == when[row.id]
                    )
                ).scalar_one()
                / 100
                for key, row in self.products.items()
            }
        self.looks = seen_first(shop.folder / "models" / "vision")
        self.all = sorted(self.sold.values(), key=lambda one: one.at)
        self.having: dict[str, set[str]] = defaultdict(set)
        self.by_key = {one.key: one for one in self.all}
        self.sets = {one.key: set(one.content) for one in self.all}
        self.visits: dict[str, list[Sold]] = defaultdict(list)
        self.bought: dict[str, set[str]] = defaultdict(set)
        self.weekdays: dict[int, set[str]] = defaultdict(set)
        for one in self.all:
            self.weekdays[one.at.weekday()].add(one.key)
            for product in one.content:
                self.having[product].add(one.key)
            if one.customer is not None:
                self.visits[one.customer].append(one)
                self.bought[one.customer] |= set(one.content)
        self._moments = [one.at for one in self.all]
        self._near: dict[Any, dict[str, tuple[float, set[str]]]] = {}
        self._vectors: dict[str, dict[tuple[str, str], float]] = {}

    def together(self, one: str, other: str) -> tuple[int, int, float]:
        """Baskets with both, baskets with the other, and times chance."""
        both, of = len(self.having[one] & self.having[other]), len(self.having[other])
        return both, of, both * len(self.all) / (of * len(self.having[one]))

    def purchases(self, customer: str | None, product: str, at: datetime) -> list[datetime]:
        return [one.at for one in self.visits.get(customer or "", []) if product in one.content and one.at <= at]

    def lately(self, at: datetime, days: int) -> set[str]:
        low, high = (bisect.bisect_right(self._moments, moment) for moment in (at - days * DAY, at))
        return {one.key for one in self.all[low:high]}

    # --- likeness: unit vectors of words weighed by field and rarity, and the price on a log scale -----

    def vector(self, product: str) -> dict[tuple[str, str], float]:
        if not self._vectors:
            raw = {key: self._words(row) for key, row in self.products.items()}
            seen = Counter(word for words in raw.values() for word in words)
            for key, words in raw.items():
                made = {word: w * math.log((1 + len(raw)) / (1 + seen[word])) for word, w in words.items()}
                length = math.sqrt(sum(w * w for w in made.values()))
                self._vectors[key] = {word: w / max(length, 1e-9) for word, w in made.items() if w}
        return self._vectors[product]

    @staticmethod
    def _words(row: Any) -> dict[tuple[str, str], float]:
        out: dict[tuple[str, str], float] = {}
        for text, weight in ((row.name, 1.0), (row.brand, 0.7), (row.description, 0.5)):
            for word in re.findall(r"\w+", text.lower()):
                out[("word", word)] = max(out.get(("word", word), 0.0), weight)
        if row.category:
            out[("category", row.category.lower())] = 1.0
        return out

    def distances(self, one: str, other: str) -> tuple[float, float, float]:
        """Distance by words, by price and by pictures."""
        a, b = self.vector(one), self.vector(other)
        dot = sum(w * b[word] for word, w in a.items() if word in b)
        square = max(sum(w * w for w in a.values()) + sum(w * w for w in b.values()) - 2 * dot, 0.0)
        look = math.dist(self.looks[one], self.looks[other]) if {one, other} <= self.looks.keys() else 0.0
        return math.sqrt(square), 0.3 * abs(math.log(self.price[one] / self.price[other])), 0.5 * look

    # --- neighbours ------------------------------------------------------------------------------------

    def neighbours(self, method: str, mine: set[str], own: str | None) -> dict[str, tuple[float, set[str]]]:
        """Similarity and content of every customer (``own`` given) or basket with something in common."""
        question = (method, frozenset(mine), own)
        if question in self._near:
            return self._near[question]
        self._near.clear()  # the same question is asked for each product of one answer
        others = self.bought if own is not None else self.sets
        width, found = len(self.products), {}
        for key, theirs in others.items():
            common, a, b = len(mine & theirs), len(mine), len(theirs)
            if key == own or not common:
                continue
            if method == "hybrid":  # cosine
                value = common / math.sqrt(a * b)
            else:  # Pearson of bought or not, less where little is in common
                value = max(common - a * b / width, 0.0) / math.sqrt((a - a * a / width) * (b - b * b / width))
                value *= common / (common + 0.5)
            found[key] = (value, theirs)
        self._near[question] = found
        return found

    def check_neighbours(self, method: str, mine: set[str], own: str | None, product: str, count: int, of: int) -> None:
        """Whether ``count`` of the ``of`` nearest have the product, whichever are taken where several tie for last."""
        found = sorted(self.neighbours(method, mine, own).values(), key=lambda pair: -pair[0])
        assert of == min(len(found), 50 if method == "hybrid" else 500)
        last = found[of - 1][0]
        sure = [theirs for value, theirs in found if value > last + 1e-9]
        tied = [theirs for value, theirs in found if abs(value - last) <= 1e-9]
        least = sum(product in theirs for theirs in sure)
        more = sum(product in theirs for theirs in tied)
        lacking = len(tied) - more
        rest = of - len(sure)
        assert least + max(0, rest - lacking) <= count <= least + min(rest, more)


@dataclass(frozen=True)
class Question:
    """Who asks for what, and what was answered."""

    request: RecommendRequest
    at: datetime

    @property
    def customer(self) -> str | None:
        return self.request.ids[0] if self.request.subject == "customer" else self.request.customer_id

    @property
    def given(self) -> set[str]:
        return set() if self.request.subject == "customer" else set(self.request.ids)

    def anchors(self, ledger: Ledger) -> set[str]:
        """What likeness is measured to: what was asked about, or else the customer's last three baskets."""
        visits = [one for one in ledger.visits.get(self.customer or "", []) if one.at <= self.at]
        return self.given or {product for one in visits[-3:] for product in one.content}


def check_reason(ledger: Ledger, question: Question, product: str, reason: Reason) -> None:
    values, at = reason.values, question.at
    if reason.kind == "together":
        assert values["product_id"] in question.given
        count, of, lift = ledger.together(product, values["product_id"])
        assert (values["count"], values["of"]) == (count, of)
        assert values["lift"] == pytest.approx(lift)
    elif reason.kind == "similar":
        assert values["product_id"] in question.anchors(ledger)
        distance = math.hypot(*ledger.distances(product, values["product_id"]))
        assert values["distance"] == pytest.approx(distance, abs=2e-3)
        assert values["similarity"] == pytest.approx(1 / (1 + values["distance"]))
    elif reason.kind == "neighbours":
        own = question.customer if not question.given else None
        mine = question.given or ledger.bought[question.customer or ""]
        if question.request.method == "hybrid":
            own, mine = question.customer, ledger.bought[question.customer or ""]
        assert values["of_baskets"] == (own is None)
        check = (question.request.method, mine, own, product, values["count"], values["of"])
        ledger.check_neighbours(*check)
    elif reason.kind == "repeat":
        dates = ledger.purchases(question.customer, product, at)
        assert values["times"] == len(dates) >= 2
        assert values["every_days"] == pytest.approx((dates[-1] - dates[0]) / DAY / (len(dates) - 1), abs=1e-4)
        assert values["days_since"] == pytest.approx((at - dates[-1]) / DAY, abs=1e-3)
        assert values["days_ago"] == (at.date() - dates[-1].date()).days
    elif reason.kind == "popular":
        assert values["count"] == len(ledger.having[product] & ledger.lately(at, values["days"]))
    elif reason.kind == "same_kind":
        kinds = {ledger.products[key].category for key in question.anchors(ledger)}
        assert ledger.products[product].category == values["category"] in kinds
    elif reason.kind == "time":
        names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
        assert values["weekday"] == names[at.weekday()]
        that_day = ledger.weekdays[at.weekday()]
        assert values["count"] == len(ledger.having[product] & that_day)
        assert values["count"] > 1.2 * len(ledger.having[product]) * len(that_day) / len(ledger.all)
    else:
        pytest.fail(f"no count for the reason {reason.kind}")


def check_evidence(ledger: Ledger, question: Question, found: Evidence, shown: dict[str, Any]) -> None:
    product, at = found.product_id, question.at
    assert found.sold == len(ledger.having[product])
    lately = ledger.lately(at, found.popular_days)
    assert (found.popular_of, found.popular_count) == (len(lately), len(ledger.having[product] & lately))
    assert {pair.product_id for pair in found.pairs} == {
        key for key in question.given if ledger.having[key] & ledger.having[product] and key != product
    }
    for pair in found.pairs:
        count, of, lift = ledger.together(product, pair.product_id)
        assert (pair.count, pair.of) == (count, of)
        assert pair.lift == pytest.approx(lift)
        both = ledger.having[pair.product_id] & ledger.having[product]
        newest = sorted((ledger.by_key[key].at for key in both), reverse=True)[: len(pair.baskets)]
        assert [ledger.by_key[key].at for key in pair.baskets] == newest
        assert set(pair.baskets) <= both
        assert len(pair.baskets) == min(count, 20)
    for key, basket in shown.items():
        assert dict(zip(basket.products, basket.quantities, strict=True)) == ledger.by_key[key].content
        assert basket.sold_at.astimezone().replace(tzinfo=None) == ledger.by_key[key].at
        assert basket.customer_id == ledger.by_key[key].customer
    dates = ledger.purchases(question.customer, product, at)
    assert [moment.replace(microsecond=0) for moment in dates] == list(found.repeats)
    if len(dates) > 1:
        assert found.every_days == pytest.approx((dates[-1] - dates[0]) / DAY / (len(dates) - 1), abs=1e-4)
    check_near(ledger, question, found)
    anchors = question.anchors(ledger) - {product}
    assert {like.product_id for like in found.likes} <= anchors
    for like in found.likes:
        words, price, look = ledger.distances(product, like.product_id)
        assert like.word_distance == pytest.approx(words, abs=2e-3)
        assert like.price_distance == pytest.approx(price, abs=1e-6)
        assert like.picture_distance == pytest.approx(look, abs=2e-3)
        assert like.distance == pytest.approx(math.hypot(words, price, look), abs=2e-3)
        assert like.similarity == pytest.approx(1 / (1 + like.distance))
        common = set(ledger.vector(product)) & set(ledger.vector(like.product_id))
        assert set(like.words) == {word for space, word in common if space == "word"}
        assert like.same_category == (ledger.products[product].category == ledger.products[like.product_id].category)
        assert (like.price, like.other_price) == (ledger.price[product], ledger.price[like.product_id])


def check_near(ledger: Ledger, question: Question, found: Evidence) -> None:
    if not found.neighbours:
        return
    own = question.customer if question.request.method == "hybrid" or not question.given else None
    mine = ledger.bought[own] if own is not None else question.given
    others = ledger.neighbours(question.request.method, mine, own)
    for near in found.neighbours:
        key = near.customer_id if own is not None else near.basket_id
        value, theirs = others[key or ""]
        assert near.similarity == pytest.approx(value, abs=1e-6)
        assert found.product_id in theirs
        if own is not None:
            assert near.times == len(ledger.purchases(near.customer_id, found.product_id, datetime.max))


@pytest.fixture(params=["quiet", "selling"])
def shop(request: pytest.FixtureRequest, shop_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """The demo shop as it is, its last sale long past, or with all its sales moved up to two hours ago; in New York."""
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    with open_shop(shop_folder) as shop:
        if request.param == "selling":
            with shop.database.write("sales") as connection:
                last = connection.execute(select(func.max(baskets.c.sold_at))).scalar_one()
                later = to_ms() - 2 * 3_600_000 - last
                connection.execute(update(baskets).values(sold_at=baskets.c.sold_at + later))
        yield shop
    monkeypatch.undo()
    os.environ.setdefault("TZ", "")
    if os.environ["TZ"] == "":
        del os.environ["TZ"]
    time.tzset()


def asked(ledger: Ledger, method: str) -> Iterator[RecommendRequest]:
    """Many products, customers and baskets, with and without a known customer."""
    chance = random.Random(method)
    ids, people = sorted(ledger.products), sorted(ledger.bought)
    for product in chance.sample(ids, 8):
        yield RecommendRequest("product", (product,), method, 10)
    for customer in chance.sample(people, 8):
        yield RecommendRequest("customer", (customer,), method, 10)
    for size in range(8):
        customer = chance.choice(people) if size % 2 else None
        yield RecommendRequest("basket", tuple(chance.sample(ids, 1 + size % 5)), method, 10, customer)


@pytest.mark.slow
def test_every_reason_and_all_evidence_is_true(shop: Shop) -> None:
    counted = check_all(shop, RecommendDesk(shop))
    assert counted["evidence"] >= 280
    assert set(counted) >= {"together", "similar", "neighbours", "repeat", "popular", "same_kind"}


@pytest.mark.slow
def test_they_are_true_as_soon_as_something_was_sold(shop: Shop) -> None:
    """The models of before take in each sale; nothing is learned anew."""
    desk = RecommendDesk(shop)
    chance = random.Random(1)
    ids, people = shop.available_ids(), [card.customer_id for card in shop.customers(limit=40)]
    for method in METHODS:
        desk.run(RecommendRequest("basket", (ids[0],), method))
    before = [desk._models.get(method) for method in METHODS]
    for number in range(12):
        for product in chance.sample(ids, 1 + number % 4):
            shop.add_to_basket(product)
        shop.set_basket_customer(chance.choice(people) if number % 3 else None)
        shop.complete_basket()
    assert check_all(shop, desk)["evidence"] >= 280
    after = [desk._models.get(method) for method in METHODS]
    assert [model.added for model in after] == [12] * len(METHODS)
    assert all(new is not old for new, old in zip(after, before, strict=True))


def check_all(shop: Shop, desk: RecommendDesk) -> Counter[str]:
    """Count everything again for many questions; how many reasons of each kind there were."""
    ledger, messages = Ledger(shop), Messages()
    counted: Counter[str] = Counter()
    for method in METHODS:
        for request in asked(ledger, method):
            answer = desk.run(request)
            question = Question(request, answer.as_of or datetime.now())
            assert answer.items
            for place, item in enumerate(answer.items):
                assert item.reasons, f"{item.product_id} has no reason"
                for reason in item.reasons:
                    check_reason(ledger, question, item.product_id, reason)
                    assert "?" not in messages.reason(reason, answer.cards)
                    counted[reason.kind] += 1
                if place < 3:
                    why = WhyRequest(item.product_id, request.subject, request.ids, method, request.customer_id)
                    found = desk.why(why)
                    check_evidence(ledger, question, found.evidence, found.baskets)
                    counted["evidence"] += 1
    return counted


def test_every_pair_is_true(shop: Shop) -> None:
    ledger, desk = Ledger(shop), RecommendDesk(shop)
    answer = desk.rules(RulesRequest(most=100_000))
    assert answer.baskets == len(ledger.all)
    for rule in answer.rules:
        count, of, lift = ledger.together(rule.other_id, rule.product_id)
        assert (rule.count, rule.of, rule.confidence) == (count, of, pytest.approx(count / of))
        assert rule.lift == pytest.approx(lift)
    frequent = sum(
        1
        for one in ledger.products
        for other in ledger.products
        if one != other and len(ledger.having[one] & ledger.having[other]) >= 3
    )
    assert answer.total == len(answer.rules) == frequent
