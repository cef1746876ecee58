"""Forecasts of one product or many, with bands, reasons and a caveat, and backtests of every model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError
from shopdesk.engine.prices import bands, combine, simple
from shopdesk.engine.prices.classical import decompose, find_period
from shopdesk.engine.prices.panel import Panel, stack, year_share
from shopdesk.engine.prices.regular import Regular, per_year, read_prices
from shopdesk.engine.types import Forecast, Reason

SIMPLE: dict[str, bands.Forecaster] = {
    "naive": simple.naive,
    "seasonal_naive": simple.seasonal_naive,
    "drift": simple.drift,
    "moving_average": simple.moving_average_forecast,
    "differencing": simple.differencing,
    "seasonal_decomposition": simple.seasonal_decomposition,
    "theta": simple.theta,
}
NEURAL = ("mlp", "rnn", "lstm")
MODELS: tuple[str, ...] = (*SIMPLE, *NEURAL, "auto")
_SEASONS = ((300.0, 400.0, 7), (40.0, 60.0, 52), (10.0, 14.0, 12), (3.5, 4.5, 4), (8000.0, 9000.0, 24))


@dataclass(frozen=True)
class Bands:
    """Forecasts of a whole panel in prices; ``lower`` and ``upper`` by level."""

    mean: np.ndarray
    lower: dict[int, np.ndarray]
    upper: dict[int, np.ndarray]
    labels: tuple[str, ...]
    loss: np.ndarray
    naive_loss: np.ndarray


def _check(horizon: int, model: str, levels: Sequence[int]) -> tuple[int, ...]:
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
        values.append(item.values)
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
    if model == "auto":
        outcome = combine.combine(panel, horizon, seed, ctx)
    else:
        outcome = single(panel, horizon, model, seed, ctx)
    logs = bands.log_prices(panel.y)
    size = bands.scales(logs)
    half = bands.half_widths(outcome.errors, size, levels, horizon)
    still = (size <= 0)[:, None]
    last = panel.y[:, -1:]
    mean = np.where(still, last, np.exp(outcome.logs))
    lower = {k: np.where(still, last, np.exp(outcome.logs - w)) for k, w in half.items()}
    upper = {k: np.where(still, last, np.exp(np.minimum(outcome.logs + w, 700.0))) for k, w in half.items()}
    labels = tuple("naive" if s else label for s, label in zip(still[:, 0], outcome.labels, strict=True))
    return Bands(mean, lower, upper, labels, outcome.loss, outcome.naive_loss)


def single(panel: Panel, horizon: int, model: str, seed: int = 0, ctx: JobContext = NULL_CONTEXT) -> combine.Outcome:
    """One model with its errors, and those of the last price, on earlier origins."""
    origins = bands.origins_for(panel, horizon, most=8 if panel.n * panel.width > 4_000 else 12)
    came, size = bands.past_truth(panel, horizon, origins)
    ctx.raise_if_cancelled()
    if model in NEURAL:
        from shopdesk.engine.prices.neural import train_and_judge

        judged = train_and_judge(panel, model, horizon, origins, seed, ctx=ctx)
        forecaster: bands.Forecaster = judged.now
        past = judged.past
    else:
        forecaster = SIMPLE[model]
        past = bands.past_forecasts(panel, horizon, origins, forecaster)
    ctx.progress(0.8, "backtest")
    now = bands.log_forecast(forecaster(panel, horizon), panel)
    errors = bands.standardise(came - past, size)
    base = bands.standardise(came - bands.past_forecasts(panel, horizon, origins, simple.naive), size)
    base = np.where(np.isfinite(errors), base, np.nan)
    return combine.Outcome(now, errors, mean_loss(errors), mean_loss(base), (model,) * panel.n)


def mean_loss(errors: np.ndarray) -> np.ndarray:
    """Mean absolute error of each row over origins and steps, NaN where there is none."""
    known = np.isfinite(errors)
    count = known.sum(axis=(0, 2))
    return np.abs(np.where(known, errors, 0.0)).sum(axis=(0, 2)) / np.where(count > 0, count, np.nan)


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
    wanted = _check(horizon, model, levels)
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
    wanted = _check(horizon, model, levels)
    own = y.index if isinstance(y.index, pd.DatetimeIndex) else None
    ds = own if own is not None else pd.date_range("2000-01-01", periods=len(y), freq="MS")
    frame = pd.DataFrame({"unique_id": "y", "ds": ds, "y": np.asarray(y, dtype=float)})
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

    def as_series(values: np.ndarray) -> pd.Series:
        return pd.Series(values[0], index=index)

    return Forecast(
        mean=as_series(result.mean),
        lower={level: as_series(v) for level, v in result.lower.items()},
        upper={level: as_series(v) for level, v in result.upper.items()},
        model=result.labels[0] if model == "auto" else model,
        reasons=_reasons(panel, result, horizon),
        caveat=_caveat(panel, result),
    )


def _reasons(panel: Panel, result: Bands, horizon: int) -> list[Reason]:
    series = panel.series(0)
    parts = decompose(series, int(panel.season[0]))
    back = min(len(series) - 1, max(1, round(panel.per_year / 4)))
    monthly = 0.0
    if back > 0:
        monthly = float(parts.trend[-1] - parts.trend[-1 - back]) / back * panel.per_year / 12
    reasons = [Reason("trend", {"per_month": monthly, "per_cent": 100 * monthly / max(abs(float(series[-1])), 1e-12)})]
    if parts.period > 1:
        moving = float(np.var(parts.seasonal + parts.residual))
        share = 0.0 if moving <= 0 else max(0.0, 1 - float(np.var(parts.residual)) / moving)
        reasons.append(Reason("season", {"share": share, "period": parts.period}))
    if np.isfinite(result.loss[0]) and np.isfinite(result.naive_loss[0]):
        reasons.append(Reason("accuracy", {"mase": float(result.loss[0]), "naive_mase": float(result.naive_loss[0])}))
    if result.labels[0] == "naive":
        reasons.append(Reason("last_price"))
    return reasons


def _caveat(panel: Panel, result: Bands) -> str | None:
    series = panel.series(0)
    if len(series) >= 2 and np.ptp(series) == 0:
        return "constant"
    if len(series) < 12 or not np.isfinite(result.loss[0]):
        return "short_history"
    if result.labels[0] == "naive":
        return "nothing_beats_last_price"
    if result.loss[0] >= 0.995 * result.naive_loss[0]:
        return "last_price_as_good"
    return None


def backtest(
    prices: pd.DataFrame,
    horizon: int,
    models: Sequence[str],
    origins: int = 3,
    season_length: int | None = None,
    *,
    freq: str | pd.offsets.BaseOffset | None = None,
    seed: int = 0,
    ctx: JobContext = NULL_CONTEXT,
) -> pd.DataFrame:
    """Score models on earlier origins, ``horizon`` points apart; nothing after an origin is read.

    Returns
    -------
    DataFrame
        ``unique_id, model, mase, smape, coverage_80, coverage_95``, means over the origins; products too
        short for any origin are left out. ``mase`` is scaled by the mean change over one season.
    """
    for model in models:
        _check(horizon, model, (80, 95))
    if origins < 1:
        raise DataError("prices.origins", origins=origins)
    panel = build_panel(read_prices(prices, freq), horizon, season_length)
    parts = []
    for number, model in enumerate(models):
        for step in range(origins):
            ctx.raise_if_cancelled()
            ctx.progress((number * origins + step) / (len(models) * origins), "backtest")
            parts.append(_score(panel, horizon, model, (step + 1) * horizon, seed, ctx))
    scores = pd.concat(parts, ignore_index=True)
    means = scores.groupby(["unique_id", "model"], sort=False).mean().reset_index()
    ctx.progress(1.0, "backtest")
    return means[["unique_id", "model", "mase", "smape", "coverage_80", "coverage_95"]]


def _score(panel: Panel, horizon: int, model: str, back: int, seed: int, ctx: JobContext) -> pd.DataFrame:
    columns = ["unique_id", "model", "mase", "smape", "coverage_80", "coverage_95"]
    rows = np.flatnonzero(panel.lengths >= back + 3)
    if not len(rows):
        return pd.DataFrame(columns=columns)
    then = panel.rows(rows).cut(back)
    start = panel.width - back
    came = panel.y[rows, start : start + horizon]
    result = predict(then, horizon, model, (80, 95), seed, ctx)
    scale = np.array([_mase_scale(then.series(r), int(then.season[r])) for r in range(then.n)])
    miss = np.abs(came - result.mean)
    data: dict[str, object] = {
        "unique_id": list(then.ids),
        "model": model,
        "mase": np.where(miss.max(axis=1) <= 1e-12, 0.0, miss.mean(axis=1) / np.where(scale > 0, scale, np.nan)),
        "smape": (200 * miss / np.maximum(np.abs(came) + np.abs(result.mean), 1e-12)).mean(axis=1),
    }
    for level in (80, 95):
        inside = (came >= result.lower[level] - 1e-9) & (came <= result.upper[level] + 1e-9)
        data[f"coverage_{level}"] = inside.mean(axis=1)
    return pd.DataFrame(data)


def _mase_scale(y: np.ndarray, season: int) -> float:
    lag = season if len(y) > season else 1
    return float(np.mean(np.abs(y[lag:] - y[:-lag])))
