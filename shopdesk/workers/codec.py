"""Frozen requests and results as bytes and back, between the window and the engine process, without pickle."""

from __future__ import annotations

import dataclasses
import json
import struct
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

_HEAD = struct.Struct("<II")
_TAG = "$"


class CodecError(ValueError):
    """A value or a message that the codec does not know."""


class Codec:
    """Turns values into bytes and back.

    Parameters
    ----------
    types : iterable of type
        The dataclasses that may travel. Nothing else is ever constructed when decoding.
    """

    def __init__(self, types: Iterable[type]) -> None:
        self._types = {kind.__name__: kind for kind in types}

    def encode(self, value: Any) -> bytes:
        """Return ``value`` as bytes: a JSON head that refers to raw array buffers behind it."""
        buffers: list[bytes] = []
        head = json.dumps(self._pack(value, buffers), separators=(",", ":"), allow_nan=True).encode()
        sizes = struct.pack(f"<{len(buffers)}Q", *(len(b) for b in buffers))
        return b"".join([_HEAD.pack(len(head), len(buffers)), sizes, head, *buffers])

    def decode(self, data: bytes) -> Any:
        """Return the value that :meth:`encode` was given.

        Raises
        ------
        CodecError
            If the bytes name a type that may not travel, or are cut short.
        """
        try:
            head_size, count = _HEAD.unpack_from(data)
            sizes = struct.unpack_from(f"<{count}Q", data, _HEAD.size)
            at = _HEAD.size + 8 * count
            head = json.loads(data[at : at + head_size])
            at += head_size
            buffers = []
            for size in sizes:
                buffers.append(data[at : at + size])
                at += size
            return self._unpack(head, buffers)
        except (struct.error, ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
            raise CodecError(f"not a message: {error!r}") from error

    def _pack(self, value: Any, buffers: list[bytes]) -> Any:
        if value is None or isinstance(value, bool | int | float | str):
            return value
        if isinstance(value, np.generic):
            return value.item()
        if isinstance(value, list):
            return [self._pack(item, buffers) for item in value]
        if isinstance(value, tuple):
            return {_TAG: "tuple", "v": [self._pack(item, buffers) for item in value]}
        if isinstance(value, dict):
            pairs = [[self._pack(k, buffers), self._pack(v, buffers)] for k, v in value.items()]
            return {_TAG: "map", "v": pairs}
        if isinstance(value, np.ndarray):
            if value.dtype.hasobject:
                raise CodecError("an array of objects cannot travel")
            buffers.append(np.ascontiguousarray(value).tobytes())
            return {_TAG: "array", "i": len(buffers) - 1, "t": value.dtype.str, "s": list(value.shape)}
        if isinstance(value, datetime):
            return {_TAG: "time", "v": value.isoformat()}
        if isinstance(value, Path):
            return {_TAG: "path", "v": str(value)}
        if dataclasses.is_dataclass(value) and type(value).__name__ in self._types:
            fields = {f.name: self._pack(getattr(value, f.name), buffers) for f in dataclasses.fields(value)}
            return {_TAG: "data", "n": type(value).__name__, "v": fields}
        raise CodecError(f"{type(value).__name__} cannot travel")

    def _unpack(self, value: Any, buffers: list[bytes]) -> Any:
        if isinstance(value, list):
            return [self._unpack(item, buffers) for item in value]
        if not isinstance(value, dict):
            return value
        tag: str = value[_TAG]
        inner: Any = value.get("v")
        if tag == "tuple":
            return tuple(self._unpack(item, buffers) for item in inner)
        if tag == "map":
            return {self._unpack(k, buffers): self._unpack(v, buffers) for k, v in inner}
        if tag == "array":
            flat = np.frombuffer(buffers[value["i"]], dtype=np.dtype(value["t"]))
            return flat.reshape(value["s"]).copy()
        if tag == "time":
            return datetime.fromisoformat(inner)
        if tag == "path":
            return Path(inner)
        if tag == "data":
            kind = self._types.get(value["n"])
            if kind is None:
                raise CodecError(f"{value['n']} may not travel")
            return kind(**{name: self._unpack(item, buffers) for name, item in inner.items()})
        raise CodecError(f"unknown tag {tag!r}")
