"""Scores the word models on spoken digits, and taught words against a catalog of 5,000 names.

    python benchmarks/voice_digits.py --data ../shared/bench/data/voice [--part hmm|dnn|taught] [--takes N] \\
        [--draw N] [--speakers NAME ...] [--frames FILE]

hmm, dnn: each speaker is judged by models of the others. ``dnn`` uses the frames of the pretrained encoder, kept in
a file for the next run where one is given.
taught: three takes of each of ten words of one speaker; the other takes are decided between the ten, and between the
ten and the catalog; then requests from the catalog are asked with the words taught and without.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import itertools
import json
from pathlib import Path

import numpy as np
import pandas as pd

from shopdesk.engine.voice import DnnHmmWordRecognizer, HmmWordRecognizer, VoiceSearch, read_clip
from shopdesk.engine.voice.activity import loud_part, trim
from shopdesk.engine.voice.audio import to_mono_16k
from shopdesk.engine.voice.moonshine import Moonshine
from shopdesk.engine.voice.taught import FARTHEST, FARTHEST_UNHEARD, Saying


class Digits:
    def __init__(self, path: Path, takes: int) -> None:
        with np.load(path, allow_pickle=False) as file:
            self.rate = int(file["sample_rate"])
            offsets, samples = file["offsets"], file["samples"]
            keep = np.flatnonzero(file["take"] < takes)
            self.digit, self.speaker = file["digit"][keep].astype(str), file["speaker"][keep].astype(str)
            self.clips = [samples[offsets[n] : offsets[n + 1]].astype(np.float32) / 32768 for n in keep]

    def of(self, places: np.ndarray) -> list[np.ndarray]:
        return [self.clips[n] for n in places]


class Remembered(Moonshine):
    """The acoustic model, which remembers the frames of clips, also on disk."""

    def __init__(self, path: Path | None) -> None:
        super().__init__()
        self._path = path
        self._known: dict[str, np.ndarray] = {}
        if path is not None and path.is_file():
            with np.load(path) as file:
                self._known = {key: file[key] for key in file.files}
        self._read = len(self._known)

    def frames(self, samples: np.ndarray) -> np.ndarray:
        key = hashlib.sha1(samples.tobytes()).hexdigest()
        if key not in self._known:
            self._known[key] = super().frames(samples)
        return self._known[key]

    def keep(self) -> None:
        if self._path is not None and len(self._known) > self._read:
            np.savez(self._path, **self._known)


def leave_one_speaker_out(digits: Digits, speakers: list[str], make) -> None:
    right = []
    for speaker in speakers:
        others, own = np.flatnonzero(digits.speaker != speaker), np.flatnonzero(digits.speaker == speaker)
        words = make().fit(digits.of(others), list(digits.digit[others]), digits.rate)
        hits = np.array(words.predict(digits.of(own), digits.rate)) == digits.digit[own]
        right.append(float(hits.mean()))
        print(f"  {speaker:10s} {100 * right[-1]:.1f}", flush=True)
    print(f"  mean of {len(right)} speakers, {len(digits.clips)} clips: {100 * np.mean(right):.2f}")


def taught(digits: Digits, speakers: list[str], data: Path, per_word: int, draw: int) -> None:
    with gzip.open(data / "catalog.csv.gz", "rt") as file:
        catalog = pd.DataFrame(list(itertools.islice(csv.DictReader(file), 5000)))[["product_id", "name"]]
    nicknames = pd.DataFrame({"product_id": [f"word{n}" for n in range(10)], "name": [f"zz{n}" for n in range(10)]})
    requests = [r for r in json.loads((data / "lookup.json").read_text()) if r["relevant_5000"]][::3]
    rng = np.random.default_rng(draw)
    found, between, count = 0, 0, 0
    untaught = VoiceSearch(pd.concat([catalog, nicknames]))
    before = [_first(untaught, data / "lookup" / r["clip"]) for r in requests]
    after: list[float] = []
    for speaker in speakers:
        search = VoiceSearch(pd.concat([catalog, nicknames]))
        search.prepare()
        rest = []
        for word in range(10):
            places = rng.permutation(np.flatnonzero((digits.speaker == speaker) & (digits.digit == str(word))))
            # a take that the voice detector takes for silence is refused when it is taught, and said again
            own = [n for n in places[:12] if len(_speech(digits.clips[n], digits.rate))][:3]
            search.enroll(f"word{word}", digits.of(own), digits.rate)
            rest += [(n, word) for n in places if n not in own][:per_word]
        for place, word in rest:
            near = _near(search, digits.clips[place], digits.rate)
            between += bool(near) and max(near, key=near.__getitem__) == f"word{word}"
            answer = search.recognize(digits.clips[place], digits.rate)
            found += bool(answer.matches) and answer.matches[0].product_id == f"word{word}" and answer.accepted
            count += 1
        now = [_first(search, data / "lookup" / r["clip"]) for r in requests]
        after.append(np.mean([int(a) in r["relevant_5000"] for a, r in zip(now, requests, strict=True)]))
        print(
            f"  {speaker:10s} so far: between the ten {100 * between / count:.1f}, against 5,000 names "
            f"{100 * found / count:.1f} of {count}",
            flush=True,
        )
    base = np.mean([int(a) in r["relevant_5000"] for a, r in zip(before, requests, strict=True)])
    print(f"  hit@1 of {len(requests)} untaught requests: {100 * base:.1f} before, {100 * np.mean(after):.1f} after")


def _speech(clip: np.ndarray, rate: int) -> np.ndarray:
    return trim(to_mono_16k(clip, rate))


def _near(search: VoiceSearch, clip: np.ndarray, rate: int) -> dict[str, float]:
    """Return the taught words that a clip may be, by the same ways as in the product."""
    samples = to_mono_16k(clip, rate)
    speech = trim(samples)
    part, farthest = (speech, FARTHEST) if len(speech) else (loud_part(samples), FARTHEST_UNHEARD)
    return search._taught.scores(Saying.of(part, search._model.frames(part)[0]), farthest) if len(part) else {}


def _first(search: VoiceSearch, path: Path) -> str:
    matches = search.recognize(*read_clip(path)).matches
    product = matches[0].product_id if matches else "-1"
    return product if product.isdigit() else "-1"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/bench/data/voice"))
    parser.add_argument("--part", choices=("hmm", "dnn", "taught"))
    parser.add_argument("--takes", type=int, default=50)
    parser.add_argument("--per-word", type=int, default=8)
    parser.add_argument("--draw", type=int, default=0, help="which takes are taught and which are asked")
    parser.add_argument("--speakers", nargs="+")
    parser.add_argument("--frames", type=Path)
    options = parser.parse_args()
    digits = Digits(options.data / "digits.npz", options.takes)
    speakers = options.speakers or sorted(set(digits.speaker))
    if options.part in (None, "hmm"):
        print("HMM, cepstral coefficients")
        leave_one_speaker_out(digits, speakers, HmmWordRecognizer)
    if options.part in (None, "dnn"):
        print("DNN-HMM, encoder frames")
        model = Remembered(options.frames)

        def hybrid() -> DnnHmmWordRecognizer:
            words = DnnHmmWordRecognizer(states=5, iterations=4, epochs=4, features="encoder")
            words._frames._model = model
            return words

        leave_one_speaker_out(digits, speakers, hybrid)
        model.keep()
    if options.part in (None, "taught"):
        print("taught words")
        taught(digits, speakers, options.data, options.per_word, options.draw)


if __name__ == "__main__":
    main()
