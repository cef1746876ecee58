"""How much the colours should count in the second opinion, asked of pictures that nothing was tuned on or taught of.

    python benchmarks/vision_colours.py [DATA] [--keep FEATURES.npz]

All train photos are taught by the program's own heads. Asked are the iconic pictures of ``classes.csv``, one of each
product, made by the shop for its web pages: the network was not tuned on them, and they differ from the photos as
tomorrow's photos do, only more. By their log loss the program's ``COLOURS`` was chosen; the validation photos are
printed beside. ``--keep`` is the file of ``vision_parts.py``.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import numpy as np
import torch
from vision_parts import DATA, Photos, features

from shopdesk.engine.vision import opinion
from shopdesk.engine.vision.backbone import normalised
from shopdesk.engine.vision.calibration import LEAST_TEMPERATURE, probabilities
from shopdesk.engine.vision.head import fit_head

WEIGHTS = (0.0, 0.25, 0.35, 0.5, 0.7, 1.0, 1.4)


def pictures(data: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return tuned and plain features of the iconic pictures, and their products."""
    with (data / "classes.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    seen = [features(data / row["iconic"]) for row in rows]
    looks = normalised(np.array([one["middle"] + one["mirror"] for one in seen]))
    plain = normalised(np.array([np.concatenate([one["untuned"], one["colour"]]) for one in seen]))
    return looks, plain, np.array([int(row["fine"]) for row in rows])


def judged(logits: np.ndarray, right: np.ndarray) -> str:
    """Return how many are right, how many are among five, and the log loss."""
    shares = probabilities(logits, LEAST_TEMPERATURE)
    order = np.argsort(-shares, axis=1)
    among = int((order[:, :5] == right[:, None]).any(axis=1).sum())
    loss = -np.log(np.maximum(shares[np.arange(len(right)), right], 1e-6)).mean()
    return f"{int((order[:, 0] == right).sum())} / {among} of {len(right)}, {loss:.3f}"


def main() -> None:
    """Print a line per weight."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path, nargs="?", default=DATA)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    photos = Photos(options.data, options.keep)
    taught, asked = np.flatnonzero(photos.taught), photos.asked
    labels, products = photos.product[taught], len(photos.kind)
    iconic, iconic_plain, right = pictures(options.data)
    views = np.concatenate([photos.look[taught], photos.crop[taught]])
    tuned = fit_head(views, np.tile(labels, 2), products)
    for weight in WEIGHTS:
        opinion.COLOURS = weight
        plain = opinion.fit_plain(photos.both[taught], labels, products)
        cells = [
            judged(opinion.mixed(tuned.logits(look), plain.logits(seen)), answers)
            for look, seen, answers in (
                (iconic, iconic_plain, right),
                (photos.look[asked], photos.both[asked], photos.product[asked]),
            )
        ]
        print(f"| {weight} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
