"""Recommendations beside their peers, on the same questions in the same run.

    python benchmarks/recommend.py completion SET [--seed N]   SET: breadbasket, groceries, pizza, online_retail
    python benchmarks/recommend.py growth [--implicit PYTHON]  1,000, 10,000 and 100,000 products, a million lines
    python benchmarks/recommend.py one hybrid ITEMS [--lines N]
    python benchmarks/recommend.py update                      a sale taken in without a refit

The data folder is the environment's SHOPDESK_BENCH, else ../shared/bench. ``PYTHON`` is an interpreter that has
`implicit`, which is no part of the program.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
import numpy as np
import pandas as pd

BENCH = Path(os.environ.get("SHOPDESK_BENCH", Path(__file__).resolve().parents[2] / "shared" / "bench"))
RIDGES = (20.0, 50.0, 100.0, 300.0, 1000.0, 5000.0, 20_000.0)


def gains(ranks: np.ndarray, k: int = 10) -> np.ndarray:
    """NDCG at k of questions with one wanted product, by its rank from 0."""
    return np.where((ranks >= 0) & (ranks < k), 1 / np.log2(np.maximum(ranks, 0) + 2), 0.0)


def questions(baskets: list[np.ndarray], chosen: np.ndarray, most: int, seed: int) -> list[tuple[int, int]]:
    """Each product of each of the chosen baskets held out once, a sample of them if there are many."""
    usable = [int(b) for b in chosen if len(baskets[b]) >= 2]
    pairs = [(b, place) for b in usable for place in range(len(baskets[b]))]
    if len(pairs) > most:
        pairs = [pairs[n] for n in np.random.default_rng(1000 + seed).choice(len(pairs), most, replace=False)]
    return pairs


def ease_ranks(baskets: list[np.ndarray], fit: np.ndarray, pairs: list[tuple[int, int]], n: int, ridge: float) -> Any:
    """Ranks of the held-out products by EASE."""
    from shopdesk.engine.recommend.base import row_matrix
    from shopdesk.engine.recommend.linear import Ease

    model = Ease(row_matrix([list(baskets[b]) for b in fit], n), ridge)
    given = row_matrix([list(np.delete(baskets[b], place)) for b, place in pairs], n)
    score = model.scores(given)
    score[np.repeat(np.arange(len(pairs)), np.diff(given.indptr)), given.indices] = -np.inf
    target = np.array([baskets[b][place] for b, place in pairs])
    return (score > score[np.arange(len(pairs)), target][:, None]).sum(axis=1)


def completion(name: str, seed: int) -> None:
    """The hybrid, popularity, and an EASE whose ridge was chosen on earlier baskets, with paired intervals."""
    sys.path[:0] = [str(BENCH), str(BENCH / "peers")]
    import recommend_score as scorer
    import recslib

    from shopdesk.engine.recommend import HybridRecommender, Popularity

    data = recslib.load_baskets(name)
    baskets, count = data["baskets"], data["n_items"]
    order = np.arange(len(baskets))
    if data["order"] == "random":
        np.random.default_rng(seed).shuffle(order)
    early, middle, late = np.split(order, [int(len(order) * 0.8), int(len(order) * 0.9)])
    fit, times = np.concatenate([early, middle]), scorer.stamp(data["times"]) if data["order"] == "time" else None
    tuning = questions(baskets, middle, 3000, seed)
    ridge = max(RIDGES, key=lambda r: float(gains(ease_ranks(baskets, early, tuning, count, r)).mean()))
    pairs = questions(baskets, late, 3000, seed)
    ranks = {"EASE": ease_ranks(baskets, fit, pairs, count, ridge)}
    sales = scorer.frame([baskets[b] for b in fit], fit, None if times is None else times[fit])
    given = [[str(i) for i in np.delete(baskets[b], place)] for b, place in pairs]
    at = None if times is None else [pd.Timestamp(times[b]) for b, _ in pairs]
    wanted = [str(baskets[b][place]) for b, place in pairs]
    for label, model in (("popularity", Popularity()), ("hybrid", HybridRecommender())):
        found = model.fit(sales, scorer.products(data)).for_baskets(given, k=10, at=at)
        ranks[label] = np.array([got.index(w) if w in got else -1 for got, w in zip(found, wanted, strict=True)])
        if label == "hybrid":
            print(json.dumps({"set": name, "seed": seed, "choice": model.choice["basket"], "EASE ridge": ridge}))
    blocks = np.array([b for b, _ in pairs])
    for label, rank in ranks.items():
        step = gains(ranks["hybrid"]) - gains(rank)
        hit = float(((rank >= 0) & (rank < 10)).mean())
        row: dict[str, Any] = {"model": label, "ndcg10": round(float(gains(rank).mean()), 4), "hr10": round(hit, 4)}
        print(
            json.dumps({**row, "n": len(rank), "hybrid minus it": [round(float(step.mean()), 4), *drawn(step, blocks)]})
        )


def drawn(step: np.ndarray, blocks: np.ndarray) -> list[float]:
    """The 95 % bootstrap interval of a mean, whole baskets drawn."""
    _, block = np.unique(blocks, return_inverse=True)
    sums, sizes = np.bincount(block, weights=step), np.bincount(block)
    draws = np.random.default_rng(0).integers(0, len(sizes), (1000, len(sizes)))
    means = sums[draws].sum(axis=1) / sizes[draws].sum(axis=1)
    return [round(float(p), 4) for p in np.percentile(means, [2.5, 97.5])]


def powered(items: int, lines: int) -> tuple[pd.DataFrame, np.ndarray]:
    """Sales with power-law popularity, about twenty lines a customer and five a basket."""
    rng = np.random.default_rng(0)
    share = 1 / np.arange(1, items + 1) ** 0.9
    item = rng.choice(items, lines, p=share / share.sum())
    sales = pd.DataFrame({"basket_id": (np.arange(lines) // 5).astype(str), "product_id": item.astype(str)})
    sales["customer_id"] = (np.arange(lines) // 20).astype(str)
    sales["quantity"] = 1.0
    sales["sold_at"] = pd.Timestamp("2020-01-01") + pd.to_timedelta(np.arange(lines) // 50, unit="min")
    return sales, item


PEERS = """
import json, resource, sys, time, warnings
import numpy as np, scipy.sparse as sp
from implicit.nearest_neighbours import CosineRecommender
warnings.simplefilter("ignore")
items, lines = int(sys.argv[1]), int(sys.argv[2])
share = 1 / np.arange(1, items + 1) ** 0.9
item = np.random.default_rng(0).choice(items, lines, p=share / share.sum())
x = sp.csr_matrix((np.ones(lines), (np.arange(lines) // 5, item)), (lines // 5, items))
x.data[:] = 1
start = time.process_time()
model = CosineRecommender(K=50, num_threads=1)
model.fit(x, show_progress=False)
fit = time.process_time() - start
asked = [x[n] for n in range(200)]
start = time.process_time()
for row in asked:
    model.recommend(0, row, N=10)
ask = round(5 * (time.process_time() - start), 3)
found = dict(model="implicit cosine", items=items, lines=lines, fit_cpu_s=round(fit, 2), batch_ms=ask)
found["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps(found))
"""


def one(model: str, items: int, lines: int) -> None:
    """Fit and ask one model in this process, so that the peak of memory is its own."""
    from shopdesk.engine.recommend import HybridRecommender
    from shopdesk.engine.recommend.base import row_matrix
    from shopdesk.engine.recommend.linear import Ease

    sales, item = powered(items, lines)
    asked = [[str(x) for x in item[n * 5 : n * 5 + 4]] for n in range(200)]
    clock = time.process_time
    forget_peak()
    start = clock()
    row: dict[str, Any] = {"model": model, "items": items, "lines": lines}
    if model == "hybrid":
        products = pd.DataFrame({"product_id": [str(n) for n in range(items)], "price": 1.0})
        products["name"] = [f"product {n}" for n in range(items)]
        products["category"] = [f"c{n % 50}" for n in range(items)]
        hybrid = HybridRecommender().fit(sales, products)
        row["fit_cpu_s"], start = round(clock() - start, 2), clock()
        hybrid.for_baskets(asked, k=10)
        row["batch_ms"], start = round(1000 * (clock() - start) / len(asked), 3), clock()
        for basket in asked[:50]:
            hybrid.for_basket(basket, k=10)
        row["with_reasons_ms"] = round(1000 * (clock() - start) / 50, 2)
    else:
        from shopdesk.engine.recommend import linear

        linear.CAP = items  # the whole closed form, as its authors describe it
        baskets = [np.unique(item[low : low + 5]).tolist() for low in range(0, lines, 5)]
        matrix = row_matrix(baskets, items)
        start = clock()
        ease = Ease(matrix, 200.0)
        row["fit_cpu_s"], start = round(clock() - start, 2), clock()
        score = ease.scores(matrix[:200])
        np.argpartition(-score, 10, axis=1)
        row["batch_ms"] = round(1000 * (clock() - start) / 200, 3)
    row["peak_mb"] = peak()
    print(json.dumps(row), flush=True)


def forget_peak() -> None:
    """Begin to count the peak of memory anew (Linux), so that making up the sales is not counted."""
    Path("/proc/self/clear_refs").write_text("5")


def peak() -> int:
    """The peak of memory since then, in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) // 1024


def growth(python: str | None) -> None:
    """Each size and model in a process of its own."""
    for items in (1_000, 10_000, 100_000):
        for model in ("hybrid", "ease"):
            if model == "ease" and items > 10_000:
                print(json.dumps({"model": "ease", "items": items, "not run": "the dense table alone takes 40 GB"}))
                continue
            subprocess.run([sys.executable, __file__, "one", model, str(items)], check=False)
        if python:
            subprocess.run([python, "-c", PEERS, str(items), "1000000"], check=False)


def update() -> None:
    """How long a sale of six lines takes to count, and the next answer with reasons after it."""
    from shopdesk.engine.recommend import HybridRecommender

    sales, item = powered(10_000, 1_000_000)
    model = HybridRecommender().fit(sales)
    taken, answered = [], []
    for n in range(20):
        bought = [str(x) for x in item[n * 7 : n * 7 + 6]]
        new = pd.DataFrame({"basket_id": f"new{n}", "customer_id": str(n), "product_id": bought, "quantity": 1.0})
        new["sold_at"] = sales["sold_at"].max() + pd.Timedelta(minutes=n + 1)
        start = time.perf_counter()
        model = model.updated(new)
        taken.append(1000 * (time.perf_counter() - start))
        start = time.perf_counter()
        model.for_basket(bought[:3], k=10, customer_id=str(n))
        answered.append(1000 * (time.perf_counter() - start))
    for label, times in (("update", taken), ("next answer with reasons", answered)):
        print(json.dumps({"what": label, "p50_ms": round(float(np.median(times)), 1), "max_ms": round(max(times), 1)}))


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("task", choices=["completion", "growth", "update", "one"])
    parser.add_argument("name", nargs="?", default="breadbasket")
    parser.add_argument("items", nargs="?", type=int, default=1000)
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--implicit", metavar="PYTHON")
    given = parser.parse_args()
    if given.task == "completion":
        completion(given.name, given.seed)
    elif given.task == "growth":
        growth(given.implicit)
    elif given.task == "update":
        update()
    else:
        one(given.name, given.items, given.lines)


if __name__ == "__main__":
    main()
