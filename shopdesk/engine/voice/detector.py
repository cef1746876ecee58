"""The voice detector: Silero's network, computed for all pieces of a clip at once.

Its package runs one piece of 32 ms after another, which costs more than the search for the product. Only the memory
from piece to piece has to be computed in turn. The package's convolutions read half precision; so do these, as
otherwise a piece at the threshold can fall on the other side and a clip begins a piece earlier or later.
"""

from __future__ import annotations

import struct
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from shopdesk.engine.errors import ModelError

CHUNK = 512
_MODEL = "silero-vad"
_MAGIC = 0x67676D6C
_EDGE = 64
_WINDOW, _HOP = 256, 128
_STRIDES = (1, 2, 2, 1)
_TYPES: dict[int, np.dtype[Any]] = {0: np.dtype("<f4"), 1: np.dtype("<f2")}


class SpeechDetector:
    """Says for each piece of a clip how likely somebody speaks in it.

    Parameters
    ----------
    tensors : dict of name to array
        The network's weights by the names of its authors.
    """

    def __init__(self, tensors: dict[str, np.ndarray]) -> None:
        self._basis = tensors["_model.stft.forward_basis_buffer"].reshape(-1, _WINDOW).T
        self._layers = [
            (
                _flat(tensors[f"_model.encoder.{n}.reparam_conv.weight"]),
                tensors[f"_model.encoder.{n}.reparam_conv.bias"],
            )
            for n in range(len(_STRIDES))
        ]
        self._into = tensors["_model.decoder.rnn.weight_ih"].T
        self._again = np.ascontiguousarray(tensors["_model.decoder.rnn.weight_hh"].T)
        self._bias = tensors["_model.decoder.rnn.bias_ih"] + tensors["_model.decoder.rnn.bias_hh"]
        self._out = tensors["_model.decoder.decoder.2.weight"].reshape(-1)
        self._out_bias = tensors["_model.decoder.decoder.2.bias"]

    @classmethod
    def open(cls, path: Path) -> SpeechDetector:
        """Read the weights of a ggml file."""
        try:
            return cls(read_tensors(path.read_bytes()))
        except (ValueError, KeyError, struct.error, OSError) as error:
            raise ModelError("model.damaged", name=_MODEL, path=str(path)) from error

    def probabilities(self, samples: np.ndarray) -> np.ndarray:
        """Return the probability of speech in each 32 ms of a 16 kHz clip."""
        count = -(-len(samples) // CHUNK)
        if count == 0:
            return np.zeros(0, np.float32)
        padded = np.zeros(count * CHUNK, np.float32)
        padded[: len(samples)] = samples
        frames = self._spectrum(padded.reshape(count, CHUNK))
        for (weight, bias), stride in zip(self._layers, _STRIDES, strict=True):
            frames = _convolved(frames, weight, bias, stride)
        heard = self._remembered(frames[:, 0] @ self._into + self._bias)
        return _sigmoid(np.maximum(heard, 0.0) @ self._out + self._out_bias)

    def _spectrum(self, chunks: np.ndarray) -> np.ndarray:
        edged = np.pad(_halved(chunks), ((0, 0), (_EDGE, _EDGE)), mode="reflect")
        windows = np.lib.stride_tricks.sliding_window_view(edged, _WINDOW, axis=1)[:, ::_HOP]
        waves = windows.reshape(-1, _WINDOW) @ self._basis
        half = waves.shape[1] // 2
        waves *= waves
        spectrum: np.ndarray = np.sqrt(waves[:, :half] + waves[:, half:]).reshape(len(chunks), -1, half)
        return spectrum

    def _remembered(self, inputs: np.ndarray) -> np.ndarray:
        """Run the recurrent layer (a long short-term memory) over the pieces."""
        size = inputs.shape[1] // 4
        state = cell = np.zeros(size, np.float32)
        out = np.empty((len(inputs), size), np.float32)
        for place, own in enumerate(inputs):
            gates = own + state @ self._again
            taken, kept, _, shown = _sigmoid(gates).reshape(4, size)
            cell = kept * cell + taken * np.tanh(gates[2 * size : 3 * size])
            out[place] = state = shown * np.tanh(cell)
        return out


@lru_cache(maxsize=1)
def speech_detector() -> SpeechDetector:
    """Return the detector that ships with the program."""
    from shopdesk.engine import weights

    return SpeechDetector.open(weights.model_path(_MODEL))


def read_tensors(data: bytes) -> dict[str, np.ndarray]:
    """Return the tensors of a voice detector in ggml's format; the last axis is the one that runs fastest."""
    at = 0

    def numbers(count: int) -> tuple[int, ...]:
        nonlocal at
        at += 4 * count
        return struct.unpack_from(f"<{count}i", data, at - 4 * count)

    magic, name_length = numbers(2)
    if magic != _MAGIC:
        raise ValueError("not a ggml file")
    at += name_length
    *_, layers = numbers(6)  # version, piece, context, layers
    numbers(3 * layers + 4)
    tensors: dict[str, np.ndarray] = {}
    while at < len(data):
        axes, name_length, kind = numbers(3)
        shape = numbers(axes)[::-1]
        name = data[at : at + name_length].decode()
        at += name_length
        size = int(np.prod(shape, dtype=np.int64))
        tensors[name] = np.frombuffer(data, _TYPES[kind], size, at).astype(np.float32).reshape(shape)
        at += size * _TYPES[kind].itemsize
    return tensors


def _flat(weight: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(weight.reshape(len(weight), -1).T)


def _halved(values: np.ndarray) -> np.ndarray:
    return values.astype(np.float16).astype(np.float32)


def _convolved(frames: np.ndarray, weight: np.ndarray, bias: np.ndarray, stride: int) -> np.ndarray:
    """Return frames (pieces, time, channels) after a convolution over three of them and a rectifier."""
    edged = np.pad(_halved(frames), ((0, 0), (1, 1), (0, 0)))
    views = np.lib.stride_tricks.sliding_window_view(edged, 3, axis=1)[:, ::stride]
    pieces, times = views.shape[:2]
    summed = views.reshape(pieces * times, -1) @ weight + bias
    return np.maximum(summed, 0.0).reshape(pieces, times, -1)


def _sigmoid(x: np.ndarray) -> np.ndarray:
    with np.errstate(over="ignore"):
        squeezed: np.ndarray = 1.0 / (1.0 + np.exp(-x))
    return squeezed
