"""Many regular series side by side, aligned at their ends, so that one pass serves all of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Panel:
    """Series as rows, newest value last, NaN before the first value.

    Attributes
    ----------
    y : ndarray (n, T)
        The prices.
    year : ndarray (n, T + ahead)
        The share of the calendar year that has passed at each point, future points included.
    season : ndarray (n,)
        Season length of each row, 1 where there is none.
    per_year : float
        Points per year.
    ahead : int
        How many future points ``year`` covers.
    """

    ids: tuple[str, ...]
    y: np.ndarray
    year: np.ndarray
    season: np.ndarray
    per_year: float
    ahead: int
    first: np.ndarray

    @property
    def n(self) -> int:
        """Number of series."""
        return self.y.shape[0]

    @property
    def width(self) -> int:
        """Length of the longest series."""
        return self.y.shape[1]

    @property
    def lengths(self) -> np.ndarray:
        """Number of points of each series."""
        return self.width - self.first

    def cut(self, steps: int) -> Panel:
        """The panel as it stood ``steps`` points ago; nothing later can be read from it."""
        if steps == 0:
            return self
        return replace(self, y=self.y[:, :-steps], year=self.year, ahead=self.ahead + steps)

    def rows(self, keep: np.ndarray) -> Panel:
        """Only the rows of a mask or index."""
        ids = tuple(np.asarray(self.ids, dtype=object)[keep])
        return replace(
            self,
            ids=ids,
            y=self.y[keep],
            year=self.year[keep],
            season=self.season[keep],
            first=self.first[keep],
        )

    def series(self, row: int | np.integer) -> np.ndarray:
        """The values of one row without the padding."""
        return self.y[row, int(self.first[row]) :]

    def future_year(self, horizon: int) -> np.ndarray:
        """Share of the year at the next ``horizon`` points."""
        return self.year[:, self.width : self.width + horizon]

    def past_year(self) -> np.ndarray:
        """Share of the year at the points of ``y``."""
        return self.year[:, : self.width]


def year_share(times: pd.DatetimeIndex) -> np.ndarray:
    """Share of the calendar year that has passed at each time."""
    seconds = times.hour.to_numpy(float) / 24.0
    return (times.day_of_year.to_numpy(float) - 1 + seconds) / 365.25


def stack(
    ids: list[str], values: list[np.ndarray], years: list[np.ndarray], season: list[int], per_year: float
) -> Panel:
    """Lay series of different lengths side by side. ``years`` cover the future too, all by the same number."""
    width = max(len(v) for v in values)
    ahead = len(years[0]) - len(values[0])
    y = np.full((len(values), width), np.nan)
    year = np.zeros((len(values), width + ahead))
    for row, (value, share) in enumerate(zip(values, years, strict=True)):
        y[row, width - len(value) :] = value
        year[row, width - len(value) :] = share
    first = np.array([width - len(v) for v in values])
    return Panel(tuple(ids), y, year, np.array(season), per_year, ahead, first)
