"""Scores of every model on earlier origins, refitted at each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.engine.errors import DataError
from shopdesk.engine.prices.api import Bands, build_panel, check, predict
from shopdesk.engine.prices.panel import Panel
from shopdesk.engine.prices.regular import read_prices

COLUMNS = ["unique_id", "model", "mase", "smape", "coverage_80", "coverage_95"]


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
        check(horizon, model, (80, 95))
    if origins < 1:
        raise DataError("prices.origins", origins=origins)
    panel = build_panel(read_prices(prices, freq), horizon, season_length)
    parts = []
    for number, model in enumerate(models):
        for step in range(origins):
            ctx.raise_if_cancelled()
            ctx.progress((number * origins + step) / (len(models) * origins), "backtest")
            parts.append(_score(panel, horizon, model, (step + 1) * horizon, seed, ctx))
    means = pd.concat(parts, ignore_index=True).groupby(["unique_id", "model"], sort=False).mean().reset_index()
    ctx.progress(1.0, "backtest")
    return means[COLUMNS]


def _score(panel: Panel, horizon: int, model: str, back: int, seed: int, ctx: JobContext) -> pd.DataFrame:
    rows = np.flatnonzero(panel.lengths >= back + 3)
    if not len(rows):
        return pd.DataFrame(columns=COLUMNS)
    then = panel.rows(rows).cut(back)
    start = panel.width - back
    came = panel.y[rows, start : start + horizon]
    return scores(then, came, predict(then, horizon, model, (80, 95), seed, ctx), model)


def scores(then: Panel, came: np.ndarray, result: Bands, model: str) -> pd.DataFrame:
    """Scores of one forecast of a panel, one row per product; ``mase`` is NaN where nothing had moved before."""
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
