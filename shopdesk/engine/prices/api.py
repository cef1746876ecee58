"""Forecasts of one product or many, with bands, reasons and a caveat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError
from shopdesk.engine.prices import bands
from shopdesk.engine.prices.bands import MIDDLE
from shopdesk.engine.prices.classical import decompose, find_period
from shopdesk.engine.prices.learn import Learned, learn
from shopdesk.engine.prices.marks import in_newest_unit
from shopdesk.engine.prices.members import MODELS
from shopdesk.engine.prices.panel import Panel, stack, year_share
from shopdesk.engine.prices.regular import Regular, per_year, read_prices
from shopdesk.engine.types import Forecast, Reason

_SEASONS = ((300.0, 400.0, 7), (40.0, 60.0, 52), (10.0, 14.0, 12), (3.5, 4.5, 4), (8000.0, 9000.0, 24))
# Points without times count as months, and a span of time holds no more than 292 years.
_MOST_MONTHS = 3_400


@dataclass(frozen=True)
class Bands:
    """Forecasts of a whole panel in prices; ``lower`` and ``upper`` by level."""

    mean: np.ndarray
    lower: dict[int, np.ndarray]
    upper: dict[int, np.ndarray]
    labels: tuple[str, ...]
    loss: np.ndarray
    naive_loss: np.ndarray


def check(horizon: int, model: str, levels: Sequence[int]) -> tuple[int, ...]:
    """The levels in order; a DataError names what is wrong with a request."""
    if horizon < 1:
        raise DataError("prices.horizon", horizon=horizon)
    if model not in MODELS:
        raise DataError("prices.model", model=model, models=", ".join(MODELS))
    if not all(0 < level < 100 for level in levels):
        raise DataError("prices.levels", levels=", ".join(map(str, levels)))
    return tuple(sorted(set(levels)))


def build_panel(items: list[Regular], horizon: int, season_length: int | None) -> Panel:
    """Lay regular series side by side with the calendar of their past and future."""
    rate = per_year(items[0].freq)
    usual = next((season for low, high, season in _SEASONS if low <= rate <= high), None)
    values, years, season = [], [], []
    cache: dict[tuple[int, int], np.ndarray] = {}
    for item in items:
        key = (int(item.times.asi8[-1]), len(item.times))
        if key not in cache:
            cache[key] = year_share(pd.DatetimeIndex(item.times.append(future_times(item, horizon))))
        # A price in another unit is no change of price; the caveat says that it was put right.
        values.append(in_newest_unit(item.values) if item.unit_changes else item.values)
        years.append(cache[key])
        season.append(season_length or _season(item.values, usual, len(items)))
    return stack([item.product_id for item in items], values, years, season, rate)


def _season(y: np.ndarray, usual: int | None, products: int) -> int:
    if usual is None or products <= 50:
        found = find_period(y, None if usual is None else 2 * usual)
        return found
    return usual if len(y) >= 3 * usual else 1


def future_times(item: Regular, horizon: int) -> pd.DatetimeIndex:
    """The next ``horizon`` points of the product's grid."""
    return pd.date_range(item.times[-1], periods=horizon + 1, freq=item.freq).as_unit("ns")[1:]


def predict(
    panel: Panel,
    horizon: int,
    model: str,
    levels: tuple[int, ...],
    seed: int = 0,
    ctx: JobContext = NULL_CONTEXT,
) -> Bands:
    """Forecast a panel with one model; the bands come from its errors on earlier origins."""
    learned = learn(panel, horizon, [model], seed, ctx=ctx)
    return in_prices(learned, panel, horizon, model, levels)


def in_prices(
    learned: Learned, panel: Panel, horizon: int, model: str, levels: Sequence[int], origin: int | None = None
) -> Bands:
    """Forecasts in prices by what was learned from a panel; prices that never moved stay as they are."""
    quantiles = learned.quantiles(panel, horizon, model, origin)
    still = (bands.scales(bands.log_prices(panel.y)) <= 0)[:, None]
    last = panel.y[:, -1:]

    def priced(logs: np.ndarray) -> np.ndarray:
        return np.where(still, last, np.exp(np.minimum(logs, 700.0)))

    edges = {level: bands.at_level(quantiles, level) for level in levels}
    labels = learned.labels() if model == "auto" else (model,) * panel.n
    return Bands(
        priced(quantiles[..., MIDDLE]),
        {level: priced(low) for level, (low, _) in edges.items()},
        {level: priced(high) for level, (_, high) in edges.items()},
        tuple("naive" if s else label for s, label in zip(still[:, 0], labels, strict=True)),
        learned.losses[model],
        learned.losses["naive"],
    )


def forecast_panel(
    prices: pd.DataFrame,
    horizon: int,
    model: str = "auto",
    levels: Sequence[int] = (80, 95),
    season_length: int | None = None,
    freq: str | pd.offsets.BaseOffset | None = None,
    *,
    seed: int = 0,
    ctx: JobContext = NULL_CONTEXT,
) -> pd.DataFrame:
    """Forecast many products at once.

    Parameters
    ----------
    prices : DataFrame
        ``unique_id``, ``ds``, ``y``: price changes or regular prices, in any order.
    horizon : int
        How many steps of ``freq`` ahead.
    model : str
        One of ``MODELS``.
    levels : sequence of int
        Bands in per cent.
    season_length : int, optional
        Points per season; found where it is not given.
    freq : str, optional
        Any pandas frequency; inferred where it is not given.

    Returns
    -------
    DataFrame
        ``unique_id, ds, mean, lo-80, hi-80, lo-95, hi-95, model``, one row per product and step.
    """
    wanted = check(horizon, model, levels)
    items = read_prices(prices, freq)
    panel = build_panel(items, horizon, season_length)
    result = predict(panel, horizon, model, wanted, seed, ctx)
    columns: dict[str, object] = {
        "unique_id": np.repeat(np.asarray(panel.ids, dtype=object), horizon),
        "ds": np.concatenate([future_times(item, horizon).to_numpy() for item in items]),
        "mean": result.mean.ravel(),
    }
    for level in wanted:
        columns[f"lo-{level}"] = result.lower[level].ravel()
        columns[f"hi-{level}"] = result.upper[level].ravel()
    columns["model"] = np.repeat(np.asarray(result.labels, dtype=object), horizon)
    return pd.DataFrame(columns)


def forecast(
    y: pd.Series,
    horizon: int,
    model: str = "auto",
    levels: Sequence[int] = (80, 95),
    season_length: int | None = None,
    *,
    freq: str | pd.offsets.BaseOffset | None = None,
    seed: int = 0,
    ctx: JobContext = NULL_CONTEXT,
) -> Forecast:
    """Forecast one product. ``y`` is indexed by time; without times its points count as months.

    Raises
    ------
    DataError
        ``prices.empty`` if there is no known price.
    """
    wanted = check(horizon, model, levels)
    own = y.index if isinstance(y.index, pd.DatetimeIndex) else None
    values = np.asarray(y, dtype=float)
    if own is None:
        values = values[-_MOST_MONTHS:]
    ds = own if own is not None else pd.date_range("1900-01-01", periods=len(values), freq="MS")
    frame = pd.DataFrame({"unique_id": "y", "ds": ds, "y": values})
    if own is None:
        freq = "MS"
    elif freq is None and own.freq is not None:
        freq = own.freq
    item = read_prices(frame, freq)[0]
    panel = build_panel([item], horizon, season_length)
    result = predict(panel, horizon, model, wanted, seed, ctx)
    index: pd.Index = future_times(item, horizon)
    if own is not None and own.tz is not None:
        index = pd.DatetimeIndex(index).tz_localize("UTC").tz_convert(own.tz)
    elif own is None:
        index = pd.RangeIndex(len(y), len(y) + horizon)
    return as_forecast(panel, result, 0, index, model, bool(item.unit_changes))


def as_forecast(
    panel: Panel, result: Bands, row: int, index: pd.Index, model: str, unit_changed: bool = False
) -> Forecast:
    """One product's forecast with reasons and a caveat."""

    def as_series(values: np.ndarray) -> pd.Series:
        return pd.Series(values[row], index=index)

    return Forecast(
        mean=as_series(result.mean),
        lower={level: as_series(v) for level, v in result.lower.items()},
        upper={level: as_series(v) for level, v in result.upper.items()},
        model=result.labels[row] if model == "auto" else model,
        reasons=_reasons(panel, result, row),
        caveat="unit_change" if unit_changed else _caveat(panel, result, row),
    )


def _reasons(panel: Panel, result: Bands, row: int) -> list[Reason]:
    series = panel.series(row)
    parts = decompose(series, int(panel.season[row]))
    back = min(len(series) - 1, max(1, round(panel.per_year / 4)))
    monthly = 0.0
    if back > 0:
        monthly = float(parts.trend[-1] - parts.trend[-1 - back]) / back * panel.per_year / 12
    reasons = [Reason("trend", {"per_month": monthly, "per_cent": 100 * monthly / max(abs(float(series[-1])), 1e-12)})]
    if parts.period > 1:
        moving = float(np.var(parts.seasonal + parts.residual))
        share = 0.0 if moving <= 0 else max(0.0, 1 - float(np.var(parts.residual)) / moving)
        reasons.append(Reason("season", {"share": share, "period": parts.period}))
    if np.isfinite(result.loss[row]) and np.isfinite(result.naive_loss[row]):
        reasons.append(
            Reason("accuracy", {"mase": float(result.loss[row]), "naive_mase": float(result.naive_loss[row])})
        )
    if result.labels[row] == "naive":
        reasons.append(Reason("last_price"))
    return reasons


def _caveat(panel: Panel, result: Bands, row: int) -> str | None:
    series = panel.series(row)
    if len(series) >= 2 and np.ptp(series) == 0:
        return "constant"
    if len(series) < 12 or not np.isfinite(result.loss[row]):
        return "short_history"
    if result.labels[row] == "naive":
        return "nothing_beats_last_price"
    if result.loss[row] >= 0.995 * result.naive_loss[row]:
        return "last_price_as_good"
    return None
