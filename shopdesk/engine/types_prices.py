"""What price charts, forecasts, decisions and alerts are. Frozen, plain, no heavy library."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shopdesk.engine.types_recommend import Reason

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


@dataclass(frozen=True)
class Decomposition:
    """An additive decomposition; the three parts sum to the series and have its length."""

    trend: np.ndarray
    seasonal: np.ndarray
    residual: np.ndarray
    period: int


@dataclass(frozen=True)
class Forecast:
    """A forecast with bands. ``lower`` and ``upper`` are keyed by level in per cent.

    ``reasons`` are typed like those of recommendations: ``trend`` (per_month, per_cent), ``season`` (share, period),
    ``accuracy`` (mase, naive_mase), ``last_price`` ().
    ``caveat`` is None or a stable key: ``short_history``, ``nothing_beats_last_price``,
    ``last_price_as_good``, ``constant``, ``unit_change``.
    """

    mean: pd.Series
    lower: dict[int, pd.Series]
    upper: dict[int, pd.Series]
    model: str
    reasons: list[Reason]
    caveat: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether to buy now: ``key`` is ``buy_now``, ``wait`` or ``no_difference``.

    ``rise`` and ``fall`` are the probabilities (0 to 1) that the price at the horizon is more than ``percent`` per cent
    above or below today's; ``change`` is the expected change in per cent.
    """

    key: str
    rise: float
    fall: float
    change: float
    horizon: int
    percent: float


@dataclass(frozen=True, slots=True)
class Mover:
    """A product whose price is expected to move: ``change`` in per cent, ``rise`` and ``fall`` are probabilities."""

    unique_id: str
    now: float
    then: float
    change: float
    rise: float
    fall: float


@dataclass(frozen=True, slots=True)
class Promotion:
    """A short dip below the usual price: positions in the series, ``end`` included; ``depth`` 0.2 is 20 % off."""

    start: int
    end: int
    depth: float


@dataclass(frozen=True, slots=True)
class UnitChange:
    """The position of the first price in another unit, and the factor (100, 1000, or one by them)."""

    at: int
    factor: float


@dataclass(frozen=True, slots=True)
class PriceChange:
    """One change of a price, and by how many per cent."""

    at: pd.Timestamp
    before: float
    after: float
    percent: float


@dataclass(frozen=True, slots=True)
class ChartMark:
    """Something worth a mark on a price chart, in seconds since 1970 (UTC).

    ``kind`` is ``change`` (a new price), ``promotion`` (from ``start`` to ``end``) or ``unit`` (the price is about
    100 or 1,000 times the one before: another unit, not another price).
    """

    kind: str
    start: float
    end: float
    before: float
    after: float


@dataclass(frozen=True)
class PriceChart:
    """A price history on its grid: ``times`` in seconds since 1970 (UTC), ``values`` in major units.

    ``cost`` is on the same grid (NaN where it is not known), ``margin`` is the share of the price in per cent that the
    cost leaves, ``difference`` the change over ``lag`` points.
    """

    product_id: str
    times: np.ndarray
    values: np.ndarray
    moving_average: np.ndarray
    decomposition: Decomposition | None = None
    cost: np.ndarray | None = None
    margin: np.ndarray | None = None
    difference: np.ndarray | None = None
    lag: int = 0
    marks: list[ChartMark] = field(default_factory=list)


@dataclass(frozen=True)
class FanChart:
    """A forecast ready to draw; ``lower`` and ``upper`` are keyed by level in per cent.

    ``learned`` tells whether it comes from the shop's learned model; ``decision`` is None where there is none yet, and
    ``basis`` says whose price it judges: ``cost`` or ``price``.
    """

    product_id: str
    times: np.ndarray
    mean: np.ndarray
    lower: dict[int, np.ndarray]
    upper: dict[int, np.ndarray]
    model: str
    reasons: list[Reason]
    caveat: str | None = None
    learned: bool = False
    decision: Decision | None = None
    basis: str = ""


@dataclass(frozen=True, slots=True)
class ModelScore:
    """How a price model did on past prices: errors, and how often the bands held (shares of one, NaN if not known).

    ``against`` is its error next to that of the last price: 0.8 is a fifth better, 1 is as good.
    """

    model: str
    mase: float
    smape: float
    coverage_80: float
    coverage_95: float
    against: float


@dataclass(frozen=True, slots=True)
class PriceAlert:
    """Tell when a price or cost (``kind``) passes ``minor`` minor units, upwards or downwards (``above``).

    Moments are seconds since 1970. ``fired_at`` is None as long as it waits, else when the price passed, to
    ``fired_minor``.
    """

    alert_id: str
    product_id: str
    minor: int
    kind: str = "price"
    above: bool = True
    created_at: float = 0.0
    fired_at: float | None = None
    fired_minor: int | None = None
