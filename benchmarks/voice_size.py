"""Cost of voice look-up as the catalog grows: time per request, building, one changed product, memory.

    python benchmarks/voice_size.py --data ../shared/bench/data/voice [--products 351 5000 50000] [--requests 24]

Each size runs in a process of its own, on one thread. CPU time counts from the end of speech to the answer, for the
recorded requests nearest to 2.8 s. ``build`` is what ``prepare`` takes without a kept table, ``start`` with one (both
without the acoustic model, which is loaded with the first request). Memory is that of the whole process, with the
libraries and the acoustic model, after the requests. ``confusable`` is the list of names that sound alike.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SECONDS = 2.8
CHANGES = 20


def cpu(action: Callable[[], object]) -> float:
    begin = time.process_time()
    action()
    return time.process_time() - begin


def memory() -> float:
    """Return the megabytes of this process that are in memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def nearest_clips(data: Path, count: int) -> list[Path]:
    import soundfile

    clips = [data / "lookup" / request["clip"] for request in json.loads((data / "lookup.json").read_text())]
    lengths = {clip: soundfile.info(clip).duration for clip in clips}
    return sorted(clips, key=lambda clip: abs(lengths[clip] - SECONDS))[:count]


def measure(data: Path, size: int, requests: int) -> dict[str, float]:
    import numpy as np
    import pandas as pd

    from shopdesk.engine.voice import VoiceSearch, read_clip

    with gzip.open(data / "catalog.csv.gz", "rt") as file:
        names = pd.DataFrame(list(itertools.islice(csv.DictReader(file), size)))[["product_id", "name"]]
    clips = [read_clip(path) for path in nearest_clips(data, requests)]
    imports = cpu(lambda: VoiceSearch(names.iloc[:1]).prepare())
    before = memory()
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder) / "table.npz"
        search = VoiceSearch(names)
        build = cpu(lambda: search.prepare(cache))
        kept_size = cache.stat().st_size / 2**20
        search.recognize(*clips[0])
        times = [cpu(lambda clip=clip: search.recognize(*clip)) for clip in clips]
        after, most = memory(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        start = cpu(lambda: VoiceSearch(names).prepare(cache))
    changed = names.sample(CHANGES, random_state=0, replace=True)
    updates = [
        cpu(lambda row=row: search.update(pd.DataFrame({"product_id": [row.product_id], "name": [f"New {row.name_}"]})))
        for row in changed.rename(columns={"name": "name_"}).itertuples()
    ]
    after_update = cpu(lambda: search.recognize(*clips[0]))
    out = {
        "products": size,
        "cpu_ms": 1000 * float(np.median(times)),
        "cpu_ms_most": 1000 * max(times),
        "imports_s": imports,
        "build_s": build,
        "start_s": start,
        "update_ms": 1000 * float(np.median(updates)),
        "update_ms_most": 1000 * max(updates),
        "cpu_ms_after_update": 1000 * after_update,
        "table_mb": kept_size,
        "memory_mb": after,
        "memory_mb_before": before,
        "memory_mb_peak": most,
    }
    return out | {"confusable_s": cpu(lambda: search.confusable())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/bench/data/voice"))
    parser.add_argument("--products", type=int, nargs="+", default=[351, 5000, 50000])
    parser.add_argument("--requests", type=int, default=24)
    parser.add_argument("--here", action="store_true", help="measure the first size in this process")
    options = parser.parse_args()
    if options.here:
        measured = measure(options.data, options.products[0], options.requests)
        print(json.dumps({key: round(value, 2) for key, value in measured.items()}))
        return
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    for size in options.products:
        command = [sys.executable, __file__, "--here", "--data", str(options.data), "--products", str(size)]
        subprocess.run([*command, "--requests", str(options.requests)], check=True, env=os.environ | one_thread)


if __name__ == "__main__":
    main()
