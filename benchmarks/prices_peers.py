"""CPU seconds of peers on a file of prices: python prices_peers.py FILE HORIZON, in an environment that has them."""

from __future__ import annotations

import os
import sys
import time
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("NIXTLA_ID_AS_COL", "1")

import numpy as np
import pandas as pd

LAGS = 12


def statistical(prices: pd.DataFrame, horizon: int, model: Any) -> float:
    """CPU seconds of one model of statsforecast with its bands."""
    from statsforecast import StatsForecast

    start = time.process_time()
    StatsForecast([model], freq="W-SUN", n_jobs=1).forecast(df=prices, h=horizon, level=[80, 95])
    return time.process_time() - start


def boosted(prices: pd.DataFrame, horizon: int) -> float:
    """CPU seconds of one global LightGBM on standardised log changes and the month, forecast step by step."""
    import lightgbm

    start = time.process_time()
    wide = np.log(prices["y"].to_numpy().reshape(prices["unique_id"].nunique(), -1))
    change = np.diff(wide, axis=1)
    unit = change.std(axis=1, keepdims=True) + 1e-12
    z = change / unit
    months = pd.DatetimeIndex(prices["ds"].unique())
    ahead = pd.date_range(months[-1], periods=horizon + 1, freq="W-SUN")[1:]
    month = np.concatenate((months[1:].month, ahead.month))
    rows = [np.column_stack((z[:, t - LAGS : t], np.full(len(z), month[t]))) for t in range(LAGS, z.shape[1])]
    data = lightgbm.Dataset(np.concatenate(rows), z[:, LAGS:].T.ravel())
    usual = {"num_leaves": 31, "learning_rate": 0.05, "num_threads": 1, "verbose": -1}
    model = lightgbm.train(usual, data, num_boost_round=200)
    for step in range(horizon):
        latest = np.column_stack((z[:, -LAGS:], np.full(len(z), month[change.shape[1] + step])))
        z = np.column_stack((z, model.predict(latest, num_threads=1)))
    return time.process_time() - start


def main() -> None:
    """Print the seconds in one line."""
    from statsforecast.models import AutoETS, AutoTheta

    prices = pd.read_csv(sys.argv[1], parse_dates=["ds"])
    horizon = int(sys.argv[2])
    # The first call compiles; it is not counted.
    few = prices[prices["unique_id"] == prices["unique_id"].iloc[0]]
    seconds = []
    for make in (AutoETS, AutoTheta):
        statistical(few, horizon, make(season_length=1))
        seconds.append(statistical(prices, horizon, make(season_length=1)))
    seconds.append(boosted(prices, horizon))
    print(", ".join(f"{s:.1f} s" for s in seconds))


if __name__ == "__main__":
    main()
