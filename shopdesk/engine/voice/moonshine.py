"""The acoustic model: Moonshine tiny (English), its encoder and decoder run directly."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from shopdesk.engine.voice.audio import RATE
from shopdesk.engine.voice.tokenizer import BEGIN, END, Tokenizer

_LAYERS, _HEADS, _SIZE = 6, 8, 36
_SHORTEST = RATE // 2
# Without silence around it the first sound of a sentence is often misheard.
_MARGIN = RATE // 4
_TOKENS_PER_SECOND = 7.0
_FREE_MARGIN = 4.0
Cache = list[np.ndarray]


@dataclass(frozen=True)
class Utterance:
    """A clip after the encoder: its frames and the decoder's view of them."""

    frames: np.ndarray
    keys: Cache
    seconds: float
    first: np.ndarray
    begin: Cache
    _repeated: list[Cache] = field(default_factory=list)

    def for_rows(self, rows: int) -> Cache:
        """Return keys and, last, frames for so many sentences at once; the copies are made once."""
        if not self._repeated or len(self._repeated[0][0]) < rows:
            self._repeated[:] = [[np.repeat(part, rows, axis=0) for part in (*self.keys, self.frames)]]
        return [part[:rows] for part in self._repeated[0]]


@dataclass(frozen=True)
class Hypothesis:
    """Tokens that may have been said, with their total log probability."""

    tokens: tuple[int, ...]
    log_probability: float


class Moonshine:
    """Speech to tokens. Sessions and pieces are loaded when first needed.

    Parameters
    ----------
    threads : int
        Threads of each session.
    """

    def __init__(self, threads: int = 1) -> None:
        self._threads = threads
        self._mask = np.ones((1, 1), np.int64)
        self._past = [f"past_key_values.{n}.decoder.{k}" for n in range(_LAYERS) for k in ("key", "value")]
        self._keys = [name.replace(".decoder.", ".encoder.") for name in self._past]
        self._out = ["logits"] + [name.replace("past_key_values", "present") for name in self._past]

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """The word pieces."""
        from shopdesk.engine import weights

        return Tokenizer.open(weights.model_path("moonshine-tiny-en-tokenizer"))

    @cached_property
    def _encoder(self) -> Any:
        from shopdesk.engine import weights

        return weights.onnx_session("moonshine-tiny-en-encoder", threads=self._threads)

    @cached_property
    def _decoder(self) -> Any:
        from shopdesk.engine import weights

        return weights.onnx_session("moonshine-tiny-en-decoder", threads=self._threads)

    def frames(self, samples: np.ndarray) -> np.ndarray:
        """Return the encoder's frames (1, n, 288) of a 16 kHz clip, about 41 a second."""
        padded = np.zeros((1, max(len(samples) + 2 * _MARGIN, _SHORTEST)), np.float32)
        padded[0, _MARGIN : _MARGIN + len(samples)] = samples
        mask = np.ones(padded.shape, np.int64)
        frames: np.ndarray = self._encoder.run(None, {"input_values": padded, "attention_mask": mask})[0]
        return frames

    def encode(self, samples: np.ndarray) -> Utterance:
        """Run the encoder over a 16 kHz clip, and the decoder over the begin of a sentence."""
        frames = self.frames(samples)
        none = np.zeros((1, _HEADS, 0, _SIZE), np.float32)
        feed = dict.fromkeys(self._past + self._keys, none)
        feed |= self._inputs(np.array([[BEGIN]], np.int64), frames, first=True)
        wanted = self._out + [name.replace("past_key_values", "present") for name in self._keys]
        logits, *rest = self._decoder.run(wanted, feed)
        # The cached branch is fed the projections of this first call for the rest of the sentence.
        begin, keys = rest[: len(self._past)], rest[len(self._past) :]
        return Utterance(frames, keys, len(samples) / RATE, log_softmax(logits[:, -1]), begin)

    def step(self, utterance: Utterance, tokens: np.ndarray, past: Cache) -> tuple[np.ndarray, Cache]:
        """Feed one token per row, return the next tokens' log probabilities and the longer past."""
        rows = len(tokens)
        *keys, frames = utterance.for_rows(rows)
        feed = dict(zip(self._past + self._keys, past + keys, strict=True))
        feed |= self._inputs(tokens.reshape(rows, 1).astype(np.int64), frames, first=False)
        logits, *longer = self._decoder.run(self._out, feed)
        return log_softmax(logits[:, -1]), longer

    def _inputs(self, ids: np.ndarray, frames: np.ndarray, first: bool) -> dict[str, np.ndarray]:
        return {
            "input_ids": ids,
            "encoder_hidden_states": frames,
            "encoder_attention_mask": np.repeat(self._mask, len(ids), axis=0),
            "use_cache_branch": np.array([not first]),
        }

    def greedy(self, utterance: Utterance) -> Hypothesis:
        """Return the likeliest token at each step; loops are cut after their first round."""
        limit = int(utterance.seconds * _TOKENS_PER_SECOND) + 6
        scores, past = utterance.first, utterance.begin
        tokens: list[int] = []
        total = 0.0
        while len(tokens) < limit:
            token = int(scores[0].argmax())
            total += float(scores[0, token])
            if token == END:
                break
            tokens.append(token)
            round_length = loop_length(tokens)
            if round_length:
                del tokens[-2 * round_length :]
                break
            scores, past = self.step(utterance, np.array([token]), past)
        return Hypothesis(tuple(tokens), total)

    def free(self, utterance: Utterance, width: int = 4) -> list[Hypothesis]:
        """Return the likeliest sentences, best first: a beam search that ends when nothing can overtake."""
        limit = int(utterance.seconds * _TOKENS_PER_SECOND) + 6
        scores, past = utterance.first, utterance.begin
        beam: list[tuple[tuple[int, ...], float]] = [((), 0.0)]
        done: list[Hypothesis] = []
        for _ in range(limit):
            grown, parents = self._grow(beam, scores, width, done)
            best = max((h.log_probability for h in done), default=-np.inf)
            if not grown or grown[0][1] < best - _FREE_MARGIN:
                break
            if len(done) >= width and grown[0][1] < sorted(h.log_probability for h in done)[-width]:
                break
            beam = grown
            past = [part[parents] for part in past]
            scores, past = self.step(utterance, np.array([tokens[-1] for tokens, _ in beam]), past)
        # A clip that never came to an end is answered with what there is.
        done = done or [Hypothesis(tokens, total) for tokens, total in beam if tokens]
        return sorted(done, key=lambda h: -h.log_probability)[:width]

    def _grow(
        self, beam: list[tuple[tuple[int, ...], float]], scores: np.ndarray, width: int, done: list[Hypothesis]
    ) -> tuple[list[tuple[tuple[int, ...], float]], list[int]]:
        found = []
        for row, (_, total) in enumerate(beam):
            for token in np.argpartition(-scores[row], width)[:width]:
                found.append((total + float(scores[row, token]), row, int(token)))
        found.sort(reverse=True)
        grown: list[tuple[tuple[int, ...], float]] = []
        parents: list[int] = []
        for total, row, token in found:
            tokens = beam[row][0]
            if token == END:
                done.append(Hypothesis(tokens, total))
                continue
            longer = (*tokens, token)
            looped = loop_length(list(longer))
            if looped:
                done.append(Hypothesis(longer[: len(longer) - 2 * looped], total))
                continue
            grown.append((longer, total))
            parents.append(row)
            if len(grown) == width:
                break
        return grown, parents

    def text(self, hypothesis: Hypothesis) -> str:
        """Return what a hypothesis says."""
        return self.tokenizer.decode(list(hypothesis.tokens))


def loop_length(tokens: list[int], longest: int = 8) -> int:
    """Return the length of the group that the tokens end with three times in a row, else 0."""
    for size in range(1, longest + 1):
        if len(tokens) >= 3 * size and tokens[-size:] == tokens[-2 * size : -size] == tokens[-3 * size : -2 * size]:
            return size
    return 0


def log_softmax(logits: np.ndarray) -> np.ndarray:
    """Return log probabilities along the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    shifted -= np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return shifted
