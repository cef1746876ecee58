"""Fits the weights of ``shopdesk/engine/voice/ranking.py`` on recorded requests and says how good they are.

    python benchmarks/voice_ranking.py --data ../shared/bench/data/voice

Each voice is judged by weights that were fitted without it. Needs ``lookup.json``, its clips, ``catalog.csv.gz`` and
``kitchen.flac`` in the folder. Printed are the weights fitted on all voices, and per catalog and noise: hit@1 and
hit@5 before refusal, and at the threshold of the program the share of foreign requests that is refused with hit@1 and
hit@5 after it (a refused request is a miss).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import itertools
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import minimize

from shopdesk.engine.voice import VoiceSearch, read_clip
from shopdesk.engine.voice.activity import trim
from shopdesk.engine.voice.lookup import ACCEPT
from shopdesk.engine.voice.ranking import rank_features

SETS = ((351, ""), (5000, ""), (5000, "kitchen"))
SNR = 10.0
NOISY_WEIGHT = 0.5
FOREIGN_WEIGHT, OTHER_SHOP_WEIGHT = 2.0, 0.3


@dataclass
class Heard:
    """One clip against one catalog."""

    where: tuple[int, str]
    voice: str
    foreign: bool
    right: set[int]
    products: list[int]
    features: np.ndarray
    known: object

    @property
    def target(self) -> np.ndarray:
        return np.array([p in self.right for p in self.products])


def with_noise(samples: np.ndarray, noise: np.ndarray, seed: int) -> np.ndarray:
    start = np.random.default_rng(seed).integers(0, len(noise) - len(samples)) if len(noise) > len(samples) else 0
    part = np.resize(noise[start:], len(samples))
    power = (samples[: len(samples) // 320 * 320].reshape(-1, 320) ** 2).mean(1)
    active = power[power >= power.max() * 1e-3].mean()
    mixed = samples + part * np.sqrt(active / ((part**2).mean() * 10 ** (SNR / 10)))
    return (mixed / max(1.0, np.abs(mixed).max() / 0.98)).astype(np.float32)


def listen(data: Path) -> list[Heard]:
    requests = json.loads((data / "lookup.json").read_text())
    noise, _ = read_clip(data / "kitchen.flac")
    with gzip.open(data / "catalog.csv.gz", "rt") as file:
        catalog = list(itertools.islice(csv.DictReader(file), 5000))
    out = []
    for size, kind in SETS:
        search = VoiceSearch(pd.DataFrame(catalog[:size])[["product_id", "name"]])
        search.prepare()
        ear, model = search._ear, search._model
        for request in requests:
            samples, _ = read_clip(data / "lookup" / request["clip"])
            if kind:
                samples = with_noise(samples, noise, int(request["clip"][:3]))
            right = set(request["relevant_351" if size == 351 else "relevant_5000"])
            foreign = request["set"] == "ooc"
            speech = trim(samples)
            if not len(speech):
                out.append(Heard((size, kind), request["voice"], foreign, right, [], np.zeros((0, 6)), None))
                continue
            asked = ear.request(model.encode(speech))
            found = ear.candidates(asked)
            features = rank_features(found, asked.free_tokens)
            known = _known(ear, asked, found, features)
            out.append(Heard((size, kind), request["voice"], foreign, right, list(found), features, known))
    return out


def _known(ear, asked, found, features):
    products = list(found)
    return lambda place, scores: ear.known_features(asked, found[products[place]], features[place], scores)


def fit_ranks(heard: list[Heard]) -> np.ndarray:
    usable = [h for h in heard if h.target.any()]

    def loss(weights):
        total, slope = 0.0, np.zeros_like(weights)
        for h in usable:
            z = h.features @ weights
            e = np.exp(z - z.max())
            p, q = e / e.sum(), e * h.target
            worth = NOISY_WEIGHT if h.where[1] else 1.0
            total -= worth * np.log(q.sum() / e.sum())
            slope += worth * (h.features.T @ (p - q / q.sum()))
        return total / len(usable) + 1e-3 * weights @ weights, slope / len(usable) + 2e-3 * weights

    return minimize(loss, np.zeros(usable[0].features.shape[1]), jac=True, method="L-BFGS-B").x


def fit_known(rows: np.ndarray, answers: np.ndarray, worth: np.ndarray) -> np.ndarray:
    def loss(weights):
        z = rows @ weights
        p = 1 / (1 + np.exp(-z))
        value = -(worth * (answers * np.log(p + 1e-12) + (1 - answers) * np.log(1 - p + 1e-12))).sum() / worth.sum()
        slope = rows.T @ (worth * (p - answers)) / worth.sum()
        slope[1:] += 6e-3 * weights[1:]
        return value + 3e-3 * (weights[1:] ** 2).sum(), slope

    return minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x


def judge(heard: list[Heard], ranks: np.ndarray) -> list[tuple]:
    """Return per clip its known-features, whether the first and one of the first five are right."""
    out = []
    for h in heard:
        if not h.products:
            out.append((None, False, False))
            continue
        scores = h.features @ ranks
        order = np.argsort(-scores, kind="stable")
        top = [h.products[n] in h.right for n in order[:5]]
        out.append((h.known(int(order[0]), scores), top[0], any(top)))
    return out


def fit_both(heard: list[Heard]) -> tuple[np.ndarray, np.ndarray]:
    ranks = fit_ranks(heard)
    rows, answers, worth = [], [], []
    for h, (features, _, five) in zip(heard, judge(heard, ranks), strict=True):
        if features is None or (h.right and not five):
            continue
        rows.append(features)
        answers.append(float(five))
        worth.append(FOREIGN_WEIGHT if h.foreign else 1.0 if h.right else OTHER_SHOP_WEIGHT)
    return ranks, fit_known(np.array(rows), np.array(answers), np.array(worth))


def report(heard: list[Heard], known: list[float], right: list[tuple[bool, bool]]) -> None:
    for where in SETS:
        inside = [n for n, h in enumerate(heard) if h.where == where and h.right]
        foreign = [n for n, h in enumerate(heard) if h.where == where and h.foreign]
        before = [100 * np.mean([right[n][k] for n in inside]) for k in (0, 1)]
        after = [100 * np.mean([right[n][k] and known[n] >= ACCEPT for n in inside]) for k in (0, 1)]
        refused = 100 * np.mean([known[n] < ACCEPT for n in foreign])
        print(
            f"{where[0]:5d} {where[1] or 'clean':8s} n {len(inside)}  hit@1 {before[0]:.1f} hit@5 {before[1]:.1f}  "
            f"refused {refused:.0f} of {len(foreign)} foreign: hit@1 {after[0]:.1f} hit@5 {after[1]:.1f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/bench/data/voice"))
    heard = listen(parser.parse_args().data)
    known, right = [0.0] * len(heard), [(False, False)] * len(heard)
    for voice in sorted({h.voice for h in heard}):
        ranks, weights = fit_both([h for h in heard if h.voice != voice])
        own = [n for n, h in enumerate(heard) if h.voice == voice]
        for n, (features, first, five) in zip(own, judge([heard[n] for n in own], ranks), strict=True):
            known[n] = 0.0 if features is None else float(1 / (1 + np.exp(-features @ weights)))
            right[n] = (first, five)
    report(heard, known, right)
    ranks, weights = fit_both(heard)
    print("RANK_WEIGHTS", np.round(ranks, 2).tolist())
    print("KNOWN_WEIGHTS", np.round(weights, 2).tolist())


if __name__ == "__main__":
    main()
