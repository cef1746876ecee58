"""What sells: overall, lately, at this hour and on this weekday."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import numpy as np

from shopdesk.engine.context import JobContext
from shopdesk.engine.recommend.base import Queries, Recommender
from shopdesk.engine.recommend.data import SalesData
from shopdesk.engine.recommend.growing import Growth

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


class Trends:
    """Popularity of each product as log ratios that shrink to zero where sales are few.

    Parameters
    ----------
    data : SalesData
        The sales.
    pseudo : float
        How many expected sales of prior belief a ratio has to overcome.
    """

    def __init__(self, data: SalesData, pseudo: float = 4.0) -> None:
        self.pseudo = pseudo
        self.first = int(np.floor(data.times.min())) if len(data.times) else 0
        self.daily = self._sums(data, self._days(data))
        self.hours = np.asarray(self._sums(data, self._hours(data), 24).todense(), dtype=np.float32)
        self.weekdays = np.asarray(self._sums(data, self._weekdays(data), 7).todense(), dtype=np.float32)
        self._settle(data)

    def _settle(self, data: SalesData) -> None:
        total = max(float(data.sold.sum()), 1.0)
        self.share = (data.sold + 0.5) / (total + 0.5 * max(len(data.ids), 1))
        self.log_share = np.log(self.share).astype(np.float32)
        self.by_hour = self._table(self.hours, wrap=True)
        self.by_weekday = self._table(self.weekdays)
        self._cache: dict[tuple[int, float], np.ndarray] = {}

    def extended(self, growth: Growth) -> Trends:
        """The trends with new baskets."""
        from scipy.sparse import vstack

        fresh = growth.fresh
        if len(self.daily.indptr) < 2 or self._days(fresh).min() < 0:
            return Trends(growth.data, self.pseudo)
        trends = copy.copy(self)
        daily = self._sums(fresh, self._days(fresh), self.daily.shape[0])
        missing = daily.shape[0] - self.daily.shape[0]
        trends.daily = daily + (vstack([self.daily, daily[:missing] * 0]).tocsr() if missing else self.daily)
        trends.hours = self.hours + self._sums(fresh, self._hours(fresh), 24).toarray()
        trends.weekdays = self.weekdays + self._sums(fresh, self._weekdays(fresh), 7).toarray()
        trends._settle(growth.data)
        return trends

    def _days(self, data: SalesData) -> np.ndarray:
        return np.floor(data.times).astype(np.int64) - self.first

    @staticmethod
    def _hours(data: SalesData) -> np.ndarray:
        return np.floor((data.times % 1.0) * 24 + 1e-6).astype(np.int64) % 24

    @staticmethod
    def _weekdays(data: SalesData) -> np.ndarray:
        return (np.floor(data.times).astype(np.int64) + 3) % 7

    @staticmethod
    def _sums(data: SalesData, group: np.ndarray, count: int = 0) -> csr_matrix:
        from scipy.sparse import csr_matrix

        count = max(count, int(group.max()) + 1 if len(group) else 1)
        member = csr_matrix((np.ones(len(group), np.float32), (group, np.arange(len(group)))), (count, len(group)))
        return (member @ data.baskets).tocsr()

    def _ratio(self, counts: np.ndarray) -> np.ndarray:
        expected = counts.sum(axis=-1, keepdims=True) * self.share
        return np.log((counts + self.pseudo) / (expected + self.pseudo)).astype(np.float32)

    def _table(self, counts: np.ndarray, wrap: bool = False) -> np.ndarray | None:
        if np.count_nonzero(counts.any(axis=1)) < 2:
            return None
        if wrap:
            counts = counts + 0.5 * (np.roll(counts, 1, axis=0) + np.roll(counts, -1, axis=0))
        return self._ratio(counts)

    def recent(self, at: np.ndarray, half_life: float) -> np.ndarray:
        """Log ratio of the sales before each day, halved every ``half_life`` days, to the overall share."""
        last = self.first + self.daily.shape[0]
        wanted = np.clip(np.floor(at).astype(np.int64), self.first, last)
        unique, inverse = np.unique(wanted, return_inverse=True)
        missing = [int(day) for day in unique if (int(day), half_life) not in self._cache]
        if len(self._cache) + len(missing) > 2000 or len(self._cache) * len(self.share) > 20_000_000:
            self._cache.clear()
            missing = [int(day) for day in unique]
        if missing:
            age = np.array(missing)[:, None] - (self.first + np.arange(self.daily.shape[0]))[None, :]
            weight = np.where(age > 0, 0.5 ** (np.maximum(age, 0) / half_life), 0.0)
            ratios = self._ratio(np.asarray(weight @ self.daily, dtype=np.float64))
            self._cache.update({(day, half_life): row for day, row in zip(missing, ratios, strict=True)})
        return np.stack([self._cache[(int(day), half_life)] for day in unique])[inverse]

    def hour(self, at: np.ndarray) -> np.ndarray | None:
        """Log ratio of the sales around the hour of each visit to the overall share."""
        return None if self.by_hour is None else self.by_hour[np.floor((at % 1.0) * 24 + 1e-6).astype(np.int64) % 24]

    def weekday(self, at: np.ndarray) -> np.ndarray | None:
        """Log ratio of the sales on the weekday of each visit to the overall share."""
        return None if self.by_weekday is None else self.by_weekday[(np.floor(at).astype(np.int64) + 3) % 7]


class Popularity(Recommender):
    """What sells best, lately and at the time of the visit.

    Parameters
    ----------
    half_life : float
        Days after which a sale counts half.
    timely : bool
        Whether hour and weekday of the visit count.
    """

    kinds = ("popular", "time")

    def __init__(self, half_life: float = 30.0, timely: bool = True) -> None:
        self.half_life = half_life
        self.timely = timely

    def _learn(self, data: SalesData, ctx: JobContext) -> None:
        self.trends = Trends(data)

    def _refresh(self, growth: Growth) -> None:
        self.trends = self.trends.extended(growth)

    def _score(self, queries: Queries) -> np.ndarray:
        trends = self.trends
        scores = trends.log_share[None, :] + trends.recent(queries.at, self.half_life)
        if self.timely:
            for part in (trends.hour(queries.at), trends.weekday(queries.at)):
                scores = scores if part is None else scores + part
        return scores
