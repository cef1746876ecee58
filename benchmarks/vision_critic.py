"""Teaches the critic that all products share, ``resources/models/patch-critic.safetensors``.

    python benchmarks/vision_critic.py resources/models/patch-critic.safetensors [DATA] [--keep FOLDER]

With ``--keep``, what was collected of each product is kept there, and a run that was stopped goes on.

Of the products that ``vision_anomaly.py`` does not ask about, half of up to twenty photos are remembered as good and
the others are looked at, as they are and spoiled at random by ``shopdesk.engine.vision.spoil``. The critic learns
which patches were spoiled. The drawn defects of the tests have no part in this.
"""

from __future__ import annotations

import argparse
import os
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import nn
from vision_anomaly import HERE, asked_products, photos_of_products

from shopdesk.engine.vision.anomaly import SIDE
from shopdesk.engine.vision.backbone import shared_backbone
from shopdesk.engine.vision.common import compared
from shopdesk.engine.vision.critic import PatchMemory
from shopdesk.engine.vision.spoil import spoiled
from shopdesk.engine.vision.views import whole

PHOTOS = 20
CLEAN, BESIDE = 120, 50  # patches of a good photo; of a spoiled one, spoiled and not
STEPS, BATCH, RATE = 1500, 1024, 2e-3
WIDTHS = (128, 64)


def share_inside(places: np.ndarray, side: int) -> np.ndarray:
    """Return the share of each patch that is spoiled."""
    step = places.shape[1] // side
    return places.reshape(len(places), side, step, side, step).mean(axis=(2, 4)).reshape(len(places), -1)


def examples(files: list[Path], chance: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return what the critic sees of some patches of a product, and which of them were spoiled."""
    network = shared_backbone()
    pictures = [whole(files[n], SIDE) for n in chance.permutation(len(files))[:PHOTOS]]
    copies, places = spoiled(pictures, chance)
    clean, bad = (np.concatenate([network.patch_grids([p]) for p in part]) for part in (pictures, copies))
    share = share_inside(places, clean.shape[1])
    rows, labels = [], []
    for half in (0, 1):
        asked = np.arange(len(clean)) % 2 == half
        memory = PatchMemory.learned(clean[~asked])
        for number in np.flatnonzero(asked):
            good, harmed = (compared(g[number], memory)[0].reshape(clean[0, ..., 0].size, -1) for g in (clean, bad))
            hit, missed = np.flatnonzero(share[number] > 0.2), np.flatnonzero(share[number] < 0.02)
            hit, missed = chance.permutation(hit)[:BESIDE], chance.permutation(missed)[:BESIDE]
            part = [good[chance.permutation(len(good))[:CLEAN]], harmed[missed], harmed[hit]]
            rows.append(np.concatenate(part).astype(np.float16))
            labels.append(np.repeat([0.0, 1.0], [len(rows[-1]) - len(hit), len(hit)]))
    return np.concatenate(rows), np.concatenate(labels)


def collected(product: int, files: list[Path], keep: Path | None) -> tuple[np.ndarray, np.ndarray]:
    """Return the examples of a product, from the folder where an earlier run kept them."""
    path = keep / f"{product}.npz" if keep is not None else None
    if path is not None and path.exists():
        with np.load(path) as kept:
            return kept["rows"], kept["labels"]
    rows, labels = examples(files, np.random.default_rng(product))
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(".new.npz")
        np.savez(draft, rows=rows, labels=labels)
        draft.rename(path)
    print(product, len(rows), f"{time.process_time():.0f} CPU s", flush=True)
    return rows, labels


def main() -> None:
    """Collect, learn, write."""
    default = Path(os.environ.get("SHOPDESK_BENCH", HERE.parent.parent / "shared" / "bench")) / "data" / "vision"
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("data", type=Path, nargs="?", default=default)
    parser.add_argument("--keep", type=Path, help="where to keep what was collected of each product")
    options = parser.parse_args()
    torch.set_num_threads(1)
    photos = photos_of_products(options.data)
    asked = asked_products(photos, 12, 32)
    found = [collected(p, photos[p], options.keep) for p in sorted(photos) if p not in asked]
    rows, labels = (np.concatenate(part) for part in zip(*found, strict=True))
    some = rows[::7].astype(np.float32)
    mean, scale = some.mean(axis=0), some.std(axis=0) + 1e-3
    torch.manual_seed(0)
    sizes = (rows.shape[1], *WIDTHS, 1)
    linear = [nn.Linear(a, b) for a, b in pairwise(sizes)]
    network = nn.Sequential(linear[0], nn.LeakyReLU(0.2), linear[1], nn.LeakyReLU(0.2), linear[2])
    optimizer = torch.optim.AdamW(network.parameters(), RATE, weight_decay=1e-2)
    chance = np.random.default_rng(0)
    for step in range(STEPS):
        for group in optimizer.param_groups:
            group["lr"] = RATE * (1 - step / STEPS)
        drawn = np.sort(chance.integers(0, len(rows), BATCH))
        x = torch.from_numpy((rows[drawn].astype(np.float32) - mean) / scale)
        x = x * (torch.rand(x.shape) > 0.1)  # so that no single channel decides
        answers = torch.from_numpy(labels[drawn].astype(np.float32))
        loss = nn.functional.binary_cross_entropy_with_logits(network(x)[:, 0], answers)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    parts = [value.detach().half() for layer in linear for value in (layer.weight, layer.bias)]
    state = {f"critic_{number}": part.contiguous() for number, part in enumerate(parts)}
    save_file({**state, "critic_mean": torch.from_numpy(mean), "critic_scale": torch.from_numpy(scale)}, options.out)
    print(f"{len(rows)} patches, loss {float(loss.detach()):.3f}")


if __name__ == "__main__":
    main()
