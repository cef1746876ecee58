"""Whole messages over a pipe: a length, then the bytes."""

from __future__ import annotations

import struct
import threading
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from shopdesk.workers.codec import Codec

_LENGTH = struct.Struct("<Q")


class Wire:
    """Sends and receives values over a pair of binary streams; sending is safe from several threads."""

    def __init__(self, reader: BinaryIO, writer: BinaryIO, codec: Codec) -> None:
        self._reader = reader
        self._writer = writer
        self._codec = codec
        self._lock = threading.Lock()

    def send(self, value: Any) -> None:
        """Write one value. Raises OSError when the other side is gone."""
        data = self._codec.encode(value)
        with self._lock:
            self._writer.write(_LENGTH.pack(len(data)))
            self._writer.write(data)
            self._writer.flush()

    def receive(self) -> Any:
        """Block for one value. Raises EOFError when the other side is gone."""
        (size,) = _LENGTH.unpack(self._exactly(_LENGTH.size))
        return self._codec.decode(self._exactly(size))

    def _exactly(self, size: int) -> bytes:
        data = self._reader.read(size)
        if data is None or len(data) < size:
            raise EOFError
        return data
