"""The microphone: a ring of the last moments in memory, a take on demand. Nothing touches the disk."""

from __future__ import annotations

import collections
import threading
from typing import TYPE_CHECKING, Any

from shopdesk.engine.errors import DataError

if TYPE_CHECKING:
    import numpy as np

RATE = 16_000
PRE_ROLL_SECONDS = 0.5
LIMIT_SECONDS = 10.0
_BLOCK = 320  # 20 ms


def microphones() -> list[str]:
    """Return the names of the input devices, the default first. Raises ``microphone.no_library`` without PortAudio."""
    sounddevice = _library()
    names = [str(d["name"]) for d in sounddevice.query_devices() if d["max_input_channels"] > 0]
    index = sounddevice.default.device[0]
    if index is not None and index >= 0:
        default = str(sounddevice.query_devices(index)["name"])
        names.sort(key=lambda name: name != default)
    return list(dict.fromkeys(names))


def _library() -> Any:
    try:
        import sounddevice
    except OSError as error:
        raise DataError("microphone.no_library") from error
    return sounddevice


class Recorder:
    """Keeps the stream open between takes, so that a take can begin before the key went down.

    ``open``, ``close`` and ``take`` may block on the sound system: call them on a lane. ``level``, ``begin`` and
    ``active`` are cheap. The stream's callback only copies.
    """

    def __init__(self) -> None:
        self._stream: Any = None
        self._lock = threading.Lock()
        self._pre_roll: collections.deque[np.ndarray] = collections.deque(maxlen=int(PRE_ROLL_SECONDS * RATE / _BLOCK))
        self._blocks: list[np.ndarray] | None = None
        self._heard = threading.Event()
        self._level = 0.0
        self._name = ""

    @property
    def name(self) -> str:
        """Name of the open device, or an empty string."""
        return self._name

    @property
    def active(self) -> bool:
        """Whether samples arrive: the stream is open and has called back."""
        return self._stream is not None and bool(self._stream.active) and self._heard.is_set()

    @property
    def level(self) -> float:
        """Loudness of the latest block, 0 to 1."""
        return self._level

    @property
    def seconds(self) -> float:
        """Length of the take so far."""
        with self._lock:
            return len(self._blocks) * _BLOCK / RATE if self._blocks is not None else 0.0

    def open(self, name: str = "") -> str:
        """Open the named microphone, or the default, and wait for its first samples. Returns its name.

        Raises
        ------
        DataError
            ``microphone.none`` where there is no such device, ``microphone.failed`` where it gives nothing.
        """
        if self._stream is not None and self._stream.active and name in ("", self._name):
            return self._name
        self.close()
        sounddevice = _library()
        names = microphones()
        if not names or (name and name not in names):
            raise DataError("microphone.none", name=name)
        chosen = name or names[0]
        self._heard.clear()
        try:
            stream = sounddevice.InputStream(
                samplerate=RATE,
                blocksize=_BLOCK,
                channels=1,
                dtype="float32",
                device=chosen,
                callback=self._receive,
            )
            stream.start()
        except (sounddevice.PortAudioError, ValueError) as error:
            raise DataError("microphone.failed", name=chosen) from error
        self._stream, self._name = stream, chosen
        if not self._heard.wait(4.0):
            self.close()
            raise DataError("microphone.failed", name=chosen)
        return chosen

    def close(self) -> None:
        """Close the stream and forget what was heard."""
        stream, self._stream, self._name = self._stream, None, ""
        if stream is not None:
            stream.close()
        with self._lock:
            self._pre_roll.clear()
            self._blocks = None
        self._level = 0.0

    def begin(self) -> None:
        """Start a take, with the half second before it."""
        with self._lock:
            self._blocks = list(self._pre_roll)

    def discard(self) -> None:
        """Forget the take."""
        with self._lock:
            self._blocks = None

    def take(self) -> np.ndarray:
        """End the take and return its samples: float32, mono, 16 kHz."""
        import numpy as np

        with self._lock:
            blocks, self._blocks = self._blocks, None
        if not blocks:
            return np.zeros(0, np.float32)
        return np.concatenate(blocks)

    def _receive(self, block: np.ndarray, frames: int, time: Any, status: Any) -> None:
        samples = block[:, 0].copy()
        self._level = min(1.0, float(abs(samples).max()) * 1.5) if frames else 0.0
        with self._lock:
            self._pre_roll.append(samples)
            if self._blocks is not None and len(self._blocks) * _BLOCK < LIMIT_SECONDS * RATE:
                self._blocks.append(samples)
        self._heard.set()
