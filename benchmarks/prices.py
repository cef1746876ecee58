"""Cost of price forecasts with growth, beside peers; how honest the probability of a rise is; series without news.

    python benchmarks/prices.py cost [--series 100,1000,10000] [--peers PYTHON] [--data DIR]
    python benchmarks/prices.py rise [--sets avocado_weekly,bls_monthly,bigmac_halfyear] [--data DIR]
    python benchmarks/prices.py calm [--shops 40] [--products 12] [--season 12] [--kinds walk,noise]

``--data`` (or SHOPDESK_BENCH) holds data/prices; its default is ../shared/bench. ``--peers`` is the Python of an
environment of its own with statsforecast and lightgbm, which are no part of ShopDesk.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402

WEEKS, HORIZON = 170, 13
SETS = {"avocado_weekly": ("W-SUN", 8, 52), "bls_monthly": ("MS", 12, 12), "bigmac_halfyear": ("6MS", 2, 1)}
ORIGINS = 4
PERCENT = (0.0, 2.0)
EDGES = np.linspace(0, 1, 6)


def read(folder: Path, name: str) -> pd.DataFrame:
    """One of the public price sets as ``unique_id, ds, y``."""
    return pd.read_csv(folder / "data" / "prices" / f"{name}.csv.gz", parse_dates=["ds"])


def many(folder: Path, count: int) -> pd.DataFrame:
    """``count`` products of 170 weeks: real changes of real products, each with a level and a stretch of its own."""
    wide = read(folder, "avocado_weekly").pivot(index="ds", columns="unique_id", values="y").ffill().bfill()
    logs = np.log(wide.to_numpy()).T
    logs = np.concatenate((logs, logs[:, -1:]), axis=1)[:, -WEEKS:]
    rng = np.random.default_rng(0)
    pick = logs[rng.integers(0, len(logs), count)]
    pick = rng.uniform(-1, 4, (count, 1)) + (pick - pick[:, :1]) * rng.uniform(0.3, 1.5, (count, 1))
    pick += np.cumsum(rng.normal(0, 0.01, pick.shape), axis=1)
    times = pd.date_range("2021-01-03", periods=WEEKS, freq="W-SUN")
    ids = [f"p{k:05d}" for k in range(count)]
    return pd.DataFrame({"unique_id": np.repeat(ids, WEEKS), "ds": np.tile(times, count), "y": np.exp(pick).ravel()})


def cost(folder: Path, counts: list[int], peers: str | None) -> None:
    """Print a table of CPU seconds by number of products; each line is a process of its own, for its memory."""
    print("| products | learn | forecast all | one forecast | peak memory | AutoETS, AutoTheta, LightGBM |")
    print("|---|---|---|---|---|---|")
    for count in counts:
        with tempfile.TemporaryDirectory() as place:
            path = Path(place) / "prices.csv"
            many(folder, count).to_csv(path, index=False)
            command = [sys.executable, __file__, "measure", "--file", str(path)]
            ours = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            theirs = "-"
            if peers and count <= 1_000:
                command = [peers, str(Path(__file__).with_name("prices_peers.py")), str(path), str(HORIZON)]
                theirs = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
        print(
            f"| {count:,} | {ours['learn']:.1f} s | {ours['all']:.2f} s | {ours['one_ms']:.0f} ms "
            f"| {ours['mib']:.0f} MiB | {theirs} |",
            flush=True,
        )


def measure(path: Path) -> dict[str, float]:
    """CPU seconds to learn a file of prices and to forecast it, milliseconds for one product, peak memory."""
    from shopdesk.engine.prices import ShopForecaster
    from shopdesk.engine.weights import import_torch

    prices = pd.read_csv(path, parse_dates=["ds"])
    import_torch()
    start = time.process_time()
    shop = ShopForecaster.fit(prices, "W-SUN", horizon=HORIZON)
    learn = time.process_time() - start
    with tempfile.TemporaryDirectory() as place:
        shop.save(place)
        start = time.process_time()
        again = ShopForecaster.load(place)
        again.forecast_all()
        everything = time.process_time() - start
        start = time.perf_counter()
        for product_id in again.product_ids[:20]:
            again.forecast(product_id)
        one = (time.perf_counter() - start) / min(20, len(again.product_ids))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"learn": learn, "all": everything, "one_ms": 1000 * one, "mib": peak}


def outcomes(folder: Path, name: str) -> dict[float, np.ndarray]:
    """By per cent: probabilities of a rise at the horizon, the share of rises known then, and whether it came.

    From the last four origins, refitted at each; three rows. Series that end at different times are laid side by side
    by their ends, as the scorer does: a shop would carry an ended one on for years.
    """
    from shopdesk.engine.prices.api import build_panel
    from shopdesk.engine.prices.decide import likely
    from shopdesk.engine.prices.learn import learn
    from shopdesk.engine.prices.regular import read_prices

    freq, horizon, season = SETS[name]
    prices = read(folder, name)
    rows: dict[float, list[tuple[float, float, bool]]] = {percent: [] for percent in PERCENT}
    for origin in range(ORIGINS):
        parts, now, then = [], {}, {}
        for product_id, group in prices.groupby("unique_id"):
            end = len(group) - (origin + 1) * horizon
            parts.append(group.iloc[:end])
            now[str(product_id)], then[str(product_id)] = group["y"].iloc[end - 1], group["y"].iloc[end + horizon - 1]
        panel = build_panel(read_prices(pd.concat(parts), freq), horizon, season)
        learned = learn(panel, horizon, ["auto"])
        for percent in PERCENT:
            size = 1 + percent / 100
            rose = [part["y"].to_numpy()[horizon:] > size * part["y"].to_numpy()[:-horizon] for part in parts]
            known = float(np.concatenate(rose).mean())
            for product_id, chance in zip(panel.ids, likely(learned, panel, horizon, percent)[1], strict=True):
                rows[percent].append((float(chance), known, then[product_id] > now[product_id] * size))
    return {percent: np.array(found, dtype=float).T for percent, found in rows.items()}


def rise(folder: Path, names: list[str]) -> None:
    """Print Brier scores against two base rates, and a reliability table, for a rise of more than 0 and 2 per cent."""
    print("| set | more than | forecasts | rose | Brier | of the share known then | of the share that came |")
    print("|---|---|---|---|---|---|---|")
    every: list[tuple[np.ndarray, np.ndarray]] = []
    for name in names:
        for percent, (said, known, came) in outcomes(folder, name).items():
            missed = " | ".join(f"{np.mean((guess - came) ** 2):.4f}" for guess in (said, known, came.mean()))
            print(f"| {name} | {percent:.0f} % | {len(said)} | {came.mean():.2f} | {missed} |", flush=True)
            every.append((said, came))
    said, came = (np.concatenate(part) for part in zip(*every, strict=True))
    print("\n| said | forecasts | mean said | came true |\n|---|---|---|---|")
    for low, high in itertools.pairwise(EDGES):
        inside = (said >= low) & ((said < high) | (high == 1))
        if inside.any():
            print(
                f"| {low:.0%} to {high:.0%} | {inside.sum()} | {said[inside].mean():.2f} | {came[inside].mean():.2f} |"
            )


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("what", choices=["cost", "rise", "calm", "measure"])
    default = os.environ.get("SHOPDESK_BENCH") or str(ROOT.parent / "shared" / "bench")
    parser.add_argument("--data", type=Path, default=Path(default))
    parser.add_argument("--series", default="100,1000,10000")
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--peers", help="Python with statsforecast and lightgbm")
    parser.add_argument("--file", type=Path)
    parser.add_argument("--shops", type=int, default=40)
    parser.add_argument("--products", type=int, default=12)
    parser.add_argument("--season", type=int, help="points per season; found where it is not told")
    parser.add_argument("--kinds", help="of prices_calm.py, separated by commas")
    given: Any = parser.parse_args()
    if given.what == "measure":
        print(json.dumps(measure(given.file)))
    elif given.what == "cost":
        cost(given.data, [int(part) for part in given.series.split(",")], given.peers)
    elif given.what == "calm":
        from benchmarks.prices_calm import KINDS, calm

        calm(given.shops, given.products, given.season, given.kinds.split(",") if given.kinds else list(KINDS))
    else:
        rise(given.data, given.sets.split(","))


if __name__ == "__main__":
    main()
