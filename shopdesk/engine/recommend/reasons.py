"""Why a product is recommended, in numbers counted from the sales themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from shopdesk.engine.recommend.data import SalesData, common
from shopdesk.engine.types import Reason

if TYPE_CHECKING:
    from shopdesk.engine.recommend.base import Neighbourhood, Queries
    from shopdesk.engine.recommend.content import ContentVectors

POPULAR_DAYS = 30
MANY_BASKETS = 20_000
MOST_GIVEN = 50  # products of the basket that evidence is sought for
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def visits_until(data: SalesData, customer: int, at: float) -> np.ndarray:
    """The baskets of a customer up to a time, oldest first."""
    visits = data.visits_of(customer)
    return visits[data.times[visits] <= at]


def anchors(data: SalesData, given: np.ndarray, visits: np.ndarray) -> np.ndarray:
    """The products that likeness is measured to: the basket, or else the customer's last three baskets."""
    if len(given) == 0 and len(visits):
        return np.unique(data.baskets[visits[-3:]].indices)[:MOST_GIVEN]
    return given


def recent_baskets(data: SalesData, at: float) -> tuple[int, int]:
    """The numbers of the first basket of the last days before a time, and of the first one after it."""
    low = np.searchsorted(data.times, at - POPULAR_DAYS, side="right")
    return int(low), int(np.searchsorted(data.times, at, side="right"))


def pair_strength(count: int, lift: float) -> float:
    """How much two products being together in ``count`` baskets says."""
    return float(np.log(max(lift, 1e-9)) * min(count, 20) / 10)


class Counter:
    """Counts the reasons for the products recommended in answer to one question.

    Parameters
    ----------
    data : SalesData
        The sales.
    queries : Queries
        One question.
    kinds : tuple of str
        The kinds of reasons wanted, in order of preference where they are equally strong.
    content : ContentVectors, optional
        Vectors to measure likeness with.
    neighbours : Neighbourhood, optional
        The nearest customers or baskets.
    """

    def __init__(
        self,
        data: SalesData,
        queries: Queries,
        kinds: tuple[str, ...],
        content: ContentVectors | None = None,
        neighbours: Neighbourhood | None = None,
    ) -> None:
        self.data = data
        self.kinds = kinds
        self.given = queries.given.indices[: queries.given.indptr[1]][:MOST_GIVEN]
        self.at = float(queries.at[0])
        self.visits = visits_until(data, int(queries.customers[0]), self.at)
        self.content = content
        self.anchors = anchors(data, self.given, self.visits)
        wanted = content is not None and content.useful and "similar" in kinds and len(self.anchors) > 0
        self.distances = content.distances(self.anchors) if wanted and content is not None else None
        self.neighbours = neighbours.bought.tocsc() if neighbours is not None else None
        self._marks: dict[int, np.ndarray] = {}
        self.today = (int(np.floor(self.at)) + 3) % 7
        self.all_day = int(np.count_nonzero(data.weekdays == self.today)) if "time" in kinds else 0

    def of(self, number: int) -> list[Reason]:
        """The reasons for one product, strongest first."""
        found: list[tuple[float, Reason]] = []
        for kind in self.kinds:
            reason = getattr(self, f"_{kind}")(number)
            if reason is not None:
                found.append(reason)
        found.sort(key=lambda pair: -pair[0])
        return [reason for _, reason in found]

    def _rows(self, number: int) -> np.ndarray:
        return self.data.baskets_with(number)

    def _both(self, rows: np.ndarray, other: int) -> int:
        """In how many of the baskets ``rows`` another product is; those of what is in very many are marked once."""
        if len(self._rows(other)) < MANY_BASKETS:
            return len(common(rows, self._rows(other)))
        if other not in self._marks:
            self._marks[other] = np.zeros(self.data.baskets.shape[0], dtype=bool)
            self._marks[other][self._rows(other)] = True
        return int(np.count_nonzero(self._marks[other][rows]))

    def _together(self, number: int) -> tuple[float, Reason] | None:
        best: tuple[float, Reason] | None = None
        rows = self._rows(number)
        for other in self.given:
            count = self._both(rows, int(other))
            of = int(self.data.sold[other])
            if count < 2:
                continue
            lift = count * self.data.baskets.shape[0] / (of * len(rows))
            strength = pair_strength(count, lift)
            if lift > 1 and (best is None or strength > best[0]):
                values: dict[str, Any] = {"product_id": str(self.data.ids[other]), "count": count, "of": of}
                best = (strength, Reason("together", {**values, "lift": float(lift)}))
        return best

    def _similar(self, number: int) -> tuple[float, Reason] | None:
        if self.distances is None:
            return None
        near = int(np.argmin(self.distances[:, number] + (self.anchors == number) * 1e9))
        distance = float(self.distances[near, number])
        if self.anchors[near] == number or distance > 1.2:
            return None
        similarity = 1.0 / (1.0 + distance)
        values = {
            "product_id": str(self.data.ids[self.anchors[near]]),
            "similarity": similarity,
            "distance": distance,
        }
        return similarity, Reason("similar", values)

    def _neighbours(self, number: int) -> tuple[float, Reason] | None:
        if self.neighbours is None or self.neighbours.shape[0] == 0:
            return None
        count = int(self.neighbours.indptr[number + 1] - self.neighbours.indptr[number])
        of = int(self.neighbours.shape[0])
        return (2.0 * count / of, Reason("neighbours", {"count": count, "of": of})) if count else None

    def _repeat(self, number: int) -> tuple[float, Reason] | None:
        if len(self.visits) == 0:
            return None
        rows = common(np.sort(self.visits), self._rows(number))
        if len(rows) < 2:
            return None
        times = np.sort(self.data.times[rows])
        every = float((times[-1] - times[0]) / (len(times) - 1))
        values = {"every_days": every, "days_since": float(self.at - times[-1]), "times": len(rows)}
        return 1.0 + len(rows) / len(self.visits), Reason("repeat", values)

    def _popular(self, number: int) -> tuple[float, Reason] | None:
        low, high = recent_baskets(self.data, self.at)
        rows = self._rows(number)
        count = int(((rows >= low) & (rows < high)).sum())
        share = count / max(high - low, 1)
        return (share, Reason("popular", {"count": count, "days": POPULAR_DAYS})) if count else None

    def _same_kind(self, number: int) -> tuple[float, Reason] | None:
        kinds = self.data.products["category"].to_numpy()
        kind = kinds[number]
        same = bool(kind) and kind in set(kinds[self.anchors])
        return (0.3, Reason("same_kind", {"category": str(kind)})) if same else None

    def _time(self, number: int) -> tuple[float, Reason] | None:
        rows = self._rows(number)
        days, day, all_day = self.data.weekdays, self.today, self.all_day
        count = int(np.count_nonzero(days[rows] == day))
        expected = len(rows) * all_day / max(len(days), 1)
        if count < 5 or count <= 1.2 * expected:
            return None
        return 0.2 * count / max(all_day, 1), Reason("time", {"count": count, "weekday": WEEKDAYS[day]})
