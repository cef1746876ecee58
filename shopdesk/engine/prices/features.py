"""What the networks see: past changes, levels and volatility at an origin, distance and earlier seasons at each step.

Everything is in units of each product's usual log change as it was known at the origin, so that products of any
price and any restlessness can be learned together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shopdesk.engine.prices import bands
from shopdesk.engine.prices.panel import Panel

LAGS = 12
CAP = 4.0
CAP_TARGET = 6.0
SEASONS_BACK = 12
# Years over which prices are averaged: how far a price stands above them says how far it may fall back.
_AVERAGES = (1 / 12, 1 / 4, 1 / 2, 1, 2, 4)


@dataclass(frozen=True)
class Features:
    """Inputs and targets of a panel, computed on demand for rows, origins and steps.

    Attributes
    ----------
    logs, change, scale : ndarray (n, T)
        Log prices (the first one before the history begins), their changes, and the usual change known at each time.
    """

    panel: Panel
    logs: np.ndarray
    change: np.ndarray
    scale: np.ndarray
    sums: np.ndarray
    cycles: tuple[int, ...]
    windows: tuple[int, ...]

    @classmethod
    def of(cls, panel: Panel, cycles: tuple[int, ...] | None = None) -> Features:
        """Prepare a panel; the seasons to look back at are chosen by its histories where not given."""
        known = bands.log_prices(panel.y)
        start = known[np.arange(panel.n), panel.first]
        logs = np.where(np.isfinite(known), known, start[:, None])
        nothing = np.zeros((panel.n, 1))
        return cls(
            panel,
            logs,
            np.concatenate((nothing, np.diff(logs, axis=1)), axis=1),
            bands.scales_over_time(known),
            np.concatenate((nothing, np.cumsum(logs, axis=1)), axis=1),
            _cycles(panel) if cycles is None else cycles,
            tuple(max(3 + k, round(panel.per_year * share)) for k, share in enumerate(_AVERAGES)),
        )

    def unit(self, rows: np.ndarray, at: np.ndarray) -> np.ndarray:
        """The usual change at each origin; 1 for a product that has not moved yet."""
        size = self.scale[rows, at]
        return np.where(size > 0, size, 1.0)

    def at_origin(self, rows: np.ndarray, at: np.ndarray) -> np.ndarray:
        """Inputs of each origin: the last changes first (the recurrent nets read them in turn), then summaries."""
        first, unit = self.panel.first[rows], self.unit(rows, at)
        back = at[:, None] - np.arange(LAGS)[::-1]
        recent = np.where(back > first[:, None], self.change[rows[:, None], np.maximum(back, 0)], 0.0) / unit[:, None]
        recent = np.clip(recent, -CAP, CAP)
        now = self.logs[rows, at]
        columns = [recent, self.above_averages(rows, at)]
        for cycle in self.cycles:
            start = np.maximum(at - cycle, first)
            passed = at - cycle >= first
            columns.append((_capped((now - self.logs[rows, start]) / unit / np.sqrt(cycle)) * passed)[:, None])
        life = np.maximum(at - first, 1)
        columns.append(_capped((now - self.logs[rows, first]) / unit / np.sqrt(life))[:, None])
        columns.append(np.log(np.sqrt((recent[:, -6:] ** 2).mean(axis=1)) + 0.1)[:, None])
        return np.concatenate(columns, axis=1).astype(np.float32)

    def above_averages(self, rows: np.ndarray, at: np.ndarray) -> np.ndarray:
        """How far each price stands above its moving averages, (m, windows), less where less of them is known."""
        first, unit, now = self.panel.first[rows], self.unit(rows, at), self.logs[rows, at]
        columns = []
        for window in self.windows:
            start = np.maximum(at - window + 1, first)
            mean = (self.sums[rows, at + 1] - self.sums[rows, start]) / (at - start + 1)
            columns.append(_capped((now - mean) / unit / np.sqrt(window / 2)) * (at - start + 1) / window)
        return np.stack(columns, axis=1)

    def at_steps(self, rows: np.ndarray, at: np.ndarray, steps: np.ndarray, longest: int) -> np.ndarray:
        """Inputs of each step ahead, (m, k, inputs): how far, and what earlier seasons did."""
        near = np.minimum(steps, longest)
        columns = [np.sqrt(near / longest)[..., None], (np.log(near) / 3)[..., None]]
        for cycle in self.cycles:
            columns += self._earlier_seasons(rows, at, steps, cycle)
        return np.concatenate(columns, axis=-1).astype(np.float32)

    def _earlier_seasons(self, rows: np.ndarray, at: np.ndarray, steps: np.ndarray, cycle: int) -> list[np.ndarray]:
        """The same stretch one cycle ago, and its mean over up to twelve cycles, with how much of them is known."""
        unit, first, root = self.unit(rows, at)[:, None], self.panel.first[rows], np.sqrt(steps)
        total, squares, count = np.zeros(steps.shape), np.zeros(steps.shape), np.zeros(steps.shape)
        latest, known_latest = total, count
        for number in range(1, SEASONS_BACK + 1):
            end, start = at[:, None] + steps - number * cycle, at - number * cycle
            known = (start[:, None] >= first[:, None]) & (end <= at[:, None])
            if not known.any():
                break
            went = self.logs[rows[:, None], np.clip(end, 0, self.logs.shape[1] - 1)]
            went = went - self.logs[rows, np.maximum(start, 0)][:, None]
            value = _capped(went / unit / root) * known
            total, squares, count = total + value, squares + value**2, count + known
            if number == 1:
                latest, known_latest = value, known.astype(float)
        mean = total / np.maximum(count, 1)
        # Seasons that disagree say little: their mean is shrunk by its own variance, as if two had differed by one.
        spread = (squares - count * mean**2 + 2.0) / (np.maximum(count - 1, 0) + 2.0)
        sure = mean * np.clip(1 - spread / np.maximum(count * mean**2, 1e-9), 0, 1)
        return [a[..., None] for a in (latest, known_latest, total / (count + 1), sure, count / SEASONS_BACK)]

    def targets(self, rows: np.ndarray, at: np.ndarray, steps: np.ndarray) -> np.ndarray:
        """How far the log price went, in units of the usual change and of the root of the steps."""
        went = self.logs[rows[:, None], at[:, None] + steps] - self.logs[rows, at][:, None]
        value = went / self.unit(rows, at)[:, None] / np.sqrt(steps)
        return np.clip(value, -CAP_TARGET, CAP_TARGET).astype(np.float32)


def _capped(values: np.ndarray) -> np.ndarray:
    return np.clip(values, -CAP, CAP)


def _cycles(panel: Panel) -> tuple[int, ...]:
    """The season that most products have, and the year, where the histories are long enough for either."""
    longest, found = int(panel.lengths.max()), []
    seasons, count = np.unique(panel.season, return_counts=True)
    usual = int(seasons[np.argmax(count)])
    year = round(panel.per_year)
    for cycle in sorted({usual, year}):
        if 2 <= cycle <= 400 and longest >= 1.25 * cycle:
            found.append(cycle)
    return tuple(found)
