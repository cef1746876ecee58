"""Shopping in the demo grocery, week by week: regulars with habits, passers-by, things bought together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from shopdesk.store.demo_catalog import Goods, companions, kinds
from shopdesk.store.demo_prices import season_factor
from shopdesk.store.values import DAY_MS

WEEKDAYS = np.array([0.9, 0.9, 0.95, 1.0, 1.25, 1.4, 0.6])
REGULARS, PASSERS_A_DAY = 150, 35.0
FAVOURITES = 14
LINES_A_DAY = 290.0  # what the figures above come to; measured


@dataclass(frozen=True)
class Week:
    """The sales of one week: baskets in order of time, and their lines in order of basket."""

    customer: np.ndarray  # per basket, -1 for a passer-by
    sold_at: np.ndarray
    basket: np.ndarray  # per line: position of its basket
    product: np.ndarray
    quantity: np.ndarray


class Shoppers:
    """Everybody who shops here, with their habits.

    Parameters
    ----------
    goods : Goods
        What is on sale.
    scale : float
        How many times as many sales as the shop around the corner has.
    generator : numpy.random.Generator
        The source of chance.
    """

    def __init__(self, goods: Goods, scale: float, generator: np.random.Generator) -> None:
        self.goods, self.generator = goods, generator
        self.partner, self.chance = companions(goods)
        self.regulars = max(3, round(REGULARS * scale))
        self.passers = PASSERS_A_DAY * scale
        every = generator.choice([2, 3, 4, 5, 7, 10, 14], self.regulars, p=[0.08, 0.14, 0.2, 0.2, 0.22, 0.1, 0.06])
        self.rhythm = 1.0 / every
        self.weekday = generator.integers(0, 7, self.regulars)
        self.visits = np.zeros(self.regulars, dtype=np.int64)
        self.favourites = self._choose_favourites()
        shape = self.favourites.shape
        self.every = generator.choice([1, 2, 3, 4, 6], shape, p=[0.08, 0.2, 0.27, 0.25, 0.2])
        self.phase = generator.integers(0, 12, shape)

    def _choose_favourites(self) -> np.ndarray:
        """What each regular buys again and again: popular goods, of the categories that this person likes."""
        categories, table = list(dict.fromkeys(k.category for k in kinds())), kinds()
        of_kind = np.array([categories.index(kind.category) for kind in table])
        taste = np.exp(self.generator.normal(0, 1.0, (self.regulars, len(categories))))
        wanted = min(FAVOURITES, len(self.goods.names))
        drawn = self._draw(self.goods.weight, self.regulars * wanted * 4).reshape(self.regulars, -1)
        liking = np.take_along_axis(taste, of_kind[self.goods.kind[drawn]], axis=1)
        # An exponential race: the smallest arrival times are a weighted choice without replacement.
        arrival = self.generator.exponential(1.0, drawn.shape) / liking
        order = np.argsort(arrival, axis=1)[:, :wanted]
        return np.take_along_axis(drawn, order, axis=1)

    def _draw(self, weight: np.ndarray, count: int) -> np.ndarray:
        steps = np.cumsum(weight)
        return np.searchsorted(steps, self.generator.random(count) * steps[-1], side="right")

    def week(self, first: date, days: int) -> Week:
        """The sales of up to seven days from ``first``."""
        day_of_year = first.timetuple().tm_yday
        season = season_factor(self.goods, day_of_year, 0.75)
        busy = 1.15 if first.month == 12 else 0.92 if first.month in (7, 8) else 1.0
        day, customer, visit = self._who_comes(first, days, busy)
        basket, product = self._what_they_take(customer, visit, season)
        moment = self._when(first, day)
        order = np.argsort(moment, kind="stable")
        rank = np.empty_like(order)
        rank[order] = np.arange(len(order))
        # A basket has a product once, and its lines stand together.
        key = np.unique(rank[basket] * len(self.goods.names) + product)
        basket, product = np.divmod(key, len(self.goods.names))
        kept, basket = np.unique(basket, return_inverse=True)  # who found nothing leaves no basket
        order = order[kept]
        return Week(customer[order], moment[order], basket, product, self._how_much(product))

    def _who_comes(self, first: date, days: int, busy: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        weekdays = np.array([(first + timedelta(days=d)).weekday() for d in range(days)])
        liking = np.where(self.weekday[:, None] == weekdays, 2.2, 0.85)
        chance = np.minimum(0.95, self.rhythm[:, None] * liking * WEEKDAYS[weekdays] * busy)
        comes = self.generator.random(chance.shape) < chance
        number = self.visits[:, None] + np.cumsum(comes, axis=1)
        self.visits += comes.sum(axis=1)
        who, when = np.nonzero(comes)
        passers = self.generator.poisson(self.passers * WEEKDAYS[weekdays] * busy)
        day = np.concatenate([when, np.repeat(np.arange(days), passers)])
        customer = np.concatenate([who, np.full(passers.sum(), -1)])
        visit = np.concatenate([number[who, when], np.zeros(passers.sum(), dtype=np.int64)])
        return day, customer, visit

    def _what_they_take(
        self, customer: np.ndarray, visit: np.ndarray, season: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        known = np.flatnonzero(customer >= 0)
        who = customer[known]
        favourite = self.favourites[who]
        due = (visit[known, None] + self.phase[who]) % self.every[who] == 0
        likely = np.minimum(0.97, 0.85 * np.sqrt(season[favourite]))
        at, slot = np.nonzero(due & (self.generator.random(due.shape) < likely))
        habits, habit_goods = known[at], favourite[at, slot]
        impulse = np.where(customer >= 0, self.generator.poisson(1.0, len(customer)), 0)
        errand = np.where(customer < 0, 1 + self.generator.poisson(1.6, len(customer)), 0)
        chance_baskets = np.repeat(np.arange(len(customer)), impulse + errand)
        chance_goods = self._draw(self.goods.weight * season, len(chance_baskets))
        basket = np.concatenate([habits, chance_baskets])
        product = np.concatenate([habit_goods, chance_goods])
        along = self.generator.random((len(product), 3)) < self.chance[product]
        line, which = np.nonzero(along)
        return (
            np.concatenate([basket, basket[line]]),
            np.concatenate([product, self.partner[product[line], which]]),
        )

    def _when(self, first: date, day: np.ndarray) -> np.ndarray:
        """Milliseconds since 1970: before noon or after work."""
        start = (first - date(1970, 1, 1)).days
        after_work = self.generator.random(len(day)) < 0.6
        hour = np.where(after_work, 17.3, 10.5) + self.generator.normal(0, 1.3, len(day))
        minute = np.clip(hour, 8, 19.98) * 60
        return ((start + day) * DAY_MS + minute * 60_000).astype(np.int64)

    def _how_much(self, product: np.ndarray) -> np.ndarray:
        pieces = 1.0 + (self.generator.random(len(product)) < 0.17) + 2 * (self.generator.random(len(product)) < 0.03)
        kilos = np.round(np.clip(np.exp(self.generator.normal(-0.4, 0.45, len(product))), 0.1, 4), 3)
        return np.where(self.goods.by_kilo[product], kilos, pieces)
