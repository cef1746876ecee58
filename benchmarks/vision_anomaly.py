"""How well the anomaly detector finds defects that are drawn on real photos.

    python benchmarks/vision_anomaly.py [DATA] [--products 12] [--good 20] [--held-out 12] [--generated 0.25]
        [--only 3 7 ...]

``DATA`` is a folder with ``train.csv`` and its photos (default ``../shared/bench/data/vision``). For each product the
detector sees some good photos; the other photos and copies of them with a bruise, a cut, mould or a tear (drawn by
the generator of the tests) are scored. AUROC is the chance that a damaged photo scores higher than a good one.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import os
import time
from collections import defaultdict
from pathlib import Path
from types import ModuleType

import numpy as np

from shopdesk.engine.vision import AnomalyDetector, decode_image

HERE = Path(__file__).resolve().parent


def defects() -> ModuleType:
    """Return the module of the tests that draws defects."""
    spec = importlib.util.spec_from_file_location(
        "defects", HERE.parent / "tests" / "engine" / "test_vision_defects.py"
    )
    if spec is None or spec.loader is None:
        raise SystemExit("the tests are missing")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def auroc(good: np.ndarray, bad: np.ndarray) -> float:
    """Return the chance that a bad one scores higher than a good one."""
    return float(np.mean(bad[:, None] > good[None]) + 0.5 * np.mean(bad[:, None] == good[None]))


def photos_of_products(data: Path) -> dict[int, list[Path]]:
    """Return the train photos of each product."""
    photos = defaultdict(list)
    with (data / "train.csv").open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            photos[int(row["fine"])].append(data / row["path"])
    return photos


def asked_products(photos: dict[int, list[Path]], count: int, need: int) -> list[int]:
    """Return the products that are asked about, spread over all that have enough photos."""
    able = [product for product in sorted(photos) if len(photos[product]) >= need]
    return [able[int(number * len(able) / count)] for number in range(count)]


def main() -> None:
    """Print a line per product and the means."""
    default = Path(os.environ.get("SHOPDESK_BENCH", HERE.parent.parent / "shared" / "bench")) / "data" / "vision"
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path, nargs="?", default=default)
    parser.add_argument("--products", type=int, default=12)
    parser.add_argument("--good", type=int, default=20)
    parser.add_argument("--held-out", type=int, default=12)
    parser.add_argument("--generated", type=float, default=None)
    parser.add_argument("--only", type=int, nargs="*", help="only these of the products, counted from 0")
    options = parser.parse_args()
    drawer = defects()
    photos = photos_of_products(options.data)
    chosen = asked_products(photos, options.products, options.good + options.held_out)
    chance, every = np.random.default_rng(0), []
    for number, product in enumerate(chosen):
        files = [photos[product][n] for n in chance.permutation(len(photos[product]))]
        if options.only is not None and number not in options.only:
            continue
        started = time.process_time()
        made = {} if options.generated is None else {"generated": options.generated}
        detector = AnomalyDetector(**made).fit(files[: options.good])
        taught = time.process_time() - started
        held = [decode_image(file) for file in files[options.good : options.good + options.held_out]]
        good = detector.score(held)
        found = {}
        for place, kind in enumerate(drawer.KINDS):
            found[kind] = detector.score([drawer.damaged(p, kind, 7 * n + place) for n, p in enumerate(held)])
        by_kind = [auroc(good, found[kind]) for kind in drawer.KINDS]
        bad = np.concatenate(list(found.values()))
        flagged = (detector.is_odd(good).mean(), detector.is_odd(bad).mean())
        every.append([auroc(good, bad), *by_kind, *flagged, taught])
        print(files[0].parent.name, *(f"{value:.2f}" for value in every[-1]), flush=True)
    print(
        "mean", *(f"{value:.3f}" for value in np.mean(every, axis=0)), "lowest", f"{min(row[0] for row in every):.3f}"
    )


if __name__ == "__main__":
    main()
