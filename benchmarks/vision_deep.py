"""Whether a deep training helps a shop whose products the network was not tuned on.

    python benchmarks/vision_deep.py WEIGHTS [DATA] [--photos 10] [--asked 12]

``WEIGHTS`` is what ``vision_tune.py --kinds half`` wrote. The products of the other kinds are the shop: of each, some
photos are taught and others, the last of its files, are asked. The second opinion is left out.
"""

from __future__ import annotations

import argparse
import csv
import os
import time
from collections import defaultdict
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from vision_tune import first_half

from shopdesk.engine.vision import decode_image, deep
from shopdesk.engine.vision.backbone import Backbone
from shopdesk.engine.vision.views import in_other_light, looking_views, teaching_views

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Print the photos recognised before and after."""
    default = Path(os.environ.get("SHOPDESK_BENCH", HERE.parent.parent / "shared" / "bench")) / "data" / "vision"
    parser = argparse.ArgumentParser()
    parser.add_argument("weights", type=Path)
    parser.add_argument("data", type=Path, nargs="?", default=default)
    parser.add_argument("--photos", type=int, default=10)
    parser.add_argument("--asked", type=int, default=12)
    parser.add_argument("--products", type=int, default=100)
    parser.add_argument("--same-light", action="store_true", help="do not change the light of what is learned from")
    options = parser.parse_args()
    with (options.data / "train.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    seen = first_half(torch.tensor([int(row["coarse"]) for row in rows]))
    photos = defaultdict(list)
    for row in rows:
        if int(row["coarse"]) not in seen:
            photos[int(row["fine"])].append(options.data / row["path"])
    network = Backbone(load_file(options.weights))
    maps: dict[str, list[np.ndarray]] = {"learn": [], "asked": []}
    labels: dict[str, list[int]] = {"learn": [], "asked": []}
    for label, files in enumerate(list(photos.values())[: options.products]):
        for part, own in (("learn", files[: options.photos]), ("asked", files[options.photos :][-options.asked :])):
            for file in own:
                picture = decode_image(file)
                further = teaching_views(picture)
                if part == "learn" and not options.same_light:
                    further = in_other_light(further, len(maps[part]))
                maps[part].append(network.front([*looking_views(picture), *further]))
                labels[part].append(label)
    learn, asked = (deep.Views(np.stack(maps[part]), np.array(labels[part])) for part in ("learn", "asked"))
    started = time.process_time()
    tuned = deep.tuned(network, learn)
    spent = time.process_time() - started
    report = deep.judged(network, tuned, learn, asked)
    print(f"{report.held_out} photos: {report.before} before, {report.after} after; tuned in {spent:.0f} CPU s")


if __name__ == "__main__":
    main()
