"""What each part of recognition brings: mirror image, crop, made examples, untuned network, colours.

    python benchmarks/vision_parts.py [DATA] [--keep FEATURES.npz] [--draws 3]

The features of all train and validation photos are extracted once by the program's own network (several minutes) and
kept where ``--keep`` says. Then some photos of each product are taught by the program's own heads, and the validation
photos are asked: products, kinds, right one among five.
"""

from __future__ import annotations

import argparse
import csv
import os
from pathlib import Path

import numpy as np
import torch

from shopdesk.engine.vision import augment, decode_image
from shopdesk.engine.vision.backbone import normalised, shared_backbone
from shopdesk.engine.vision.features import colours
from shopdesk.engine.vision.head import fit_head
from shopdesk.engine.vision.opinion import fit_plain, mixed
from shopdesk.engine.vision.views import looking_views, teaching_views

HERE = Path(__file__).resolve().parent
DATA = Path(os.environ.get("SHOPDESK_BENCH", HERE.parent.parent / "shared" / "bench")) / "data" / "vision"
COUNTS = (1, 3, 5, 10)
Rows = dict[str, tuple[float, float, float]]


class Photos:
    """The photos of both splits, with their features.

    Parameters
    ----------
    data : Path
        A folder with ``train.csv`` and ``val.csv``.
    keep : Path, optional
        Where features are kept.
    """

    def __init__(self, data: Path, keep: Path | None) -> None:
        rows = [(split, row) for split in ("train", "val") for row in csv.DictReader((data / f"{split}.csv").open())]
        self.product = np.array([int(row["fine"]) for _, row in rows])
        self.taught = np.array([split == "train" for split, _ in rows])
        self.asked = np.flatnonzero(~self.taught & np.isin(self.product, self.product[self.taught]))
        self.kind = np.zeros(self.product.max() + 1, dtype=np.int64)
        for _, row in rows:
            self.kind[int(row["fine"])] = int(row["coarse"])
        if keep is not None and keep.exists():
            found = dict(np.load(keep))
        else:
            seen = [features(data / row["path"]) for _, row in rows]
            found = {name: np.array([one[name] for one in seen]) for name in seen[0]}
            if keep is not None:
                np.savez(keep, **found)
        self.middle, self.crop = found["middle"], found["crop"]
        self.look = normalised((found["middle"] + found["mirror"]) / 2)
        self.untuned, self.colour = found["untuned"], found["colour"]
        self.both = normalised(np.concatenate([self.untuned, self.colour], axis=1))

    def share(self, logits: np.ndarray) -> tuple[float, float, float]:
        """Return per cent of products, of kinds, and of the right product among five."""
        order, right = np.argsort(-logits, axis=1), self.product[self.asked]
        among = (order[:, :5] == right[:, None]).any(axis=1)
        kinds = self.kind[order[:, 0]] == self.kind[right]
        first, kind, five = (100 * float(hits.mean()) for hits in (order[:, 0] == right, kinds, among))
        return first, kind, five


def features(path: Path) -> dict[str, np.ndarray]:
    """Return what the parts see of a photo."""
    network, picture = shared_backbone(), decode_image(path, 1600)
    middle, mirror = looking_views(picture)
    late, untuned = network.pooled_twice(middle)
    beside = network.pooled([mirror, teaching_views(picture)[0]])
    return {"middle": late, "mirror": beside[0], "crop": beside[1], "untuned": untuned, "colour": colours(middle)}


def measured(photos: Photos, count: int, draw: int) -> Rows:
    """Teach ``count`` photos of each product and return what each part, with those before it, makes of the others."""
    chance = np.random.default_rng(draw)
    products = len(photos.kind)
    of_each = [np.flatnonzero(photos.taught & (photos.product == product)) for product in range(products)]
    drawn = np.concatenate([chance.permutation(own)[:count] for own in of_each])
    labels, asked = photos.product[drawn], photos.asked
    rows: Rows = {}
    for name, seen in (("middle of the photo", photos.middle), ("and its mirror image", photos.look)):
        rows[name] = photos.share(fit_head(seen[drawn], labels, products).logits(seen[asked]))
    views, classes = np.concatenate([photos.look[drawn], photos.crop[drawn]]), np.tile(labels, 2)
    tuned = fit_head(views, classes, products).logits(photos.look[asked])
    rows["and a nearer crop to learn from"] = photos.share(tuned)
    made, made_for = augment.extra_examples(photos.look[drawn], labels, seed=draw)
    if len(made):
        more, for_more = np.concatenate([views, made]), np.concatenate([classes, made_for])
        rows["and examples made by the GAN"] = photos.share(
            fit_head(more, for_more, products).logits(photos.look[asked])
        )
    seconds = {"colours": photos.colour, "untuned network": photos.untuned, "untuned network and colours": photos.both}
    for name, seen in seconds.items():
        fit = fit_plain if seen is photos.both else fit_head
        plain = fit(seen[drawn], labels, products).logits(seen[asked])
        rows[f"crop, second opinion: {name}"] = photos.share(mixed(tuned, plain))
    return rows


def main() -> None:
    """Print a line per part."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path, nargs="?", default=DATA)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--draws", type=int, default=3)
    options = parser.parse_args()
    torch.set_num_threads(1)
    augment.FEW = max(COUNTS)  # the program makes none for a product with more than five photos
    photos = Photos(options.data, options.keep)
    found = {(count, draw): measured(photos, count, draw) for count in COUNTS for draw in range(options.draws)}
    for name in found[max(COUNTS), 0]:
        cells = []
        for count in COUNTS:
            drawn = [found[count, draw][name] for draw in range(options.draws) if name in found[count, draw]]
            spread = f" +- {np.std([row[0] for row in drawn]):.1f}" if drawn else ""
            cells.append(" / ".join(f"{value:.1f}" for value in np.mean(drawn, axis=0)) + spread if drawn else "none")
        print(f"| {name} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
