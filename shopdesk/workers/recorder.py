"""The microphone: a ring of the last moments in memory, a take on demand. Nothing touches the disk."""

from __future__ import annotations

import collections
import threading
import time
from typing import TYPE_CHECKING, Any

from shopdesk.engine.errors import DataError
from shopdesk.workers.portaudio import LIBRARY

if TYPE_CHECKING:
    import numpy as np

RATE = 16_000
PRE_ROLL_SECONDS = 0.5
LIMIT_SECONDS = 10.0
_BLOCKS_PER_SECOND = 50
_PATIENCE_SECONDS = 4.0  # for the first samples; sound over the network needs a second
_STALLED_SECONDS = 2.0  # a busy computer may keep samples waiting; they are not lost


def _names(sounddevice: Any) -> list[str]:
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

    Parameters
    ----------
    limit_seconds : float
        Longest take; what is said beyond is not kept.
    """

    def __init__(self, limit_seconds: float = LIMIT_SECONDS) -> None:
        self.limit_seconds = limit_seconds
        self._stream: Any = None
        self._opening = threading.Lock()
        self._lock = threading.Lock()
        self._pre_roll: collections.deque[np.ndarray] = collections.deque(
            maxlen=int(PRE_ROLL_SECONDS * _BLOCKS_PER_SECOND)
        )
        self._blocks: list[np.ndarray] | None = None
        self._heard = threading.Event()
        self._ended = threading.Event()
        self._level = self._heard_at = 0.0
        self._name = self._asked = ""
        self._rate = RATE

    @property
    def name(self) -> str:
        """Name of the open device, or an empty string."""
        return self._name

    @property
    def rate(self) -> int:
        """Samples per second of the takes: 16,000, or what the device insists on."""
        return self._rate

    @property
    def active(self) -> bool:
        """Whether samples arrive: the stream is open, its device is still plugged in, and it has just called back."""
        alive = self._stream is not None and self._heard.is_set() and not self._ended.is_set()
        return alive and time.monotonic() - self._heard_at < _STALLED_SECONDS

    @property
    def level(self) -> float:
        """Loudness of the latest block, 0 to 1."""
        return self._level

    @property
    def seconds(self) -> float:
        """Length of the take so far."""
        with self._lock:
            return len(self._blocks) / _BLOCKS_PER_SECOND if self._blocks is not None else 0.0

    def serves(self, name: str) -> bool:
        """Whether samples arrive from this microphone, or from what was opened in its place."""
        return self.active and name in ("", self._name, self._asked)

    def microphones(self) -> list[str]:
        """Return the names of the input devices, the default first.

        Raises
        ------
        DataError
            ``microphone.no_library`` without PortAudio.
        """
        sounddevice = _library()
        if not self.active:
            self.close()
        with self._opening:
            if self._stream is None:
                # PortAudio lists devices once; it must not look again while a stream is open
                with LIBRARY:
                    sounddevice._terminate()
                    sounddevice._initialize()
            return _names(sounddevice)

    def open(self, name: str = "") -> str:
        """Open the named microphone and wait for its first samples.

        Where it is not plugged in, and without a name, the system's default is opened.

        Returns
        -------
        str
            The name of what was opened.

        Raises
        ------
        DataError
            ``microphone.none`` where there is no device at all, ``microphone.failed`` where it gives nothing.
        """
        if self.serves(name):
            return self._name
        self.close()
        names = self.microphones()
        if not names:
            raise DataError("microphone.none")
        chosen = name if name in names else names[0]
        with self._opening:
            self._start(_library(), chosen)
            self._name, self._asked = chosen, name
            heard = self._heard.wait(_PATIENCE_SECONDS)
        if not heard:
            self.close()
            raise DataError("microphone.failed", name=chosen)
        return chosen

    def close(self) -> None:
        """Close the stream and forget what was heard."""
        self._heard.set()  # whoever waits for samples on another thread need not any more
        with self._opening:
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

    def peek(self) -> np.ndarray:
        """Return the samples of the take so far; it goes on."""
        with self._lock:
            blocks = list(self._blocks or ())
        return _joined(blocks)

    def take(self) -> np.ndarray:
        """End the take and return its samples: float32, mono, ``rate`` per second."""
        with self._lock:
            blocks, self._blocks = self._blocks, None
        return _joined(blocks or [])

    def _start(self, sounddevice: Any, name: str) -> None:
        """Start a stream at 16 kHz, or at the device's own rate where it knows no other."""
        own = int(sounddevice.query_devices(name, "input")["default_samplerate"])
        problem: Exception | None = None
        for rate in dict.fromkeys((RATE, own)):
            self._heard.clear()
            self._ended.clear()
            try:
                stream = sounddevice.InputStream(
                    samplerate=rate,
                    blocksize=rate // _BLOCKS_PER_SECOND,
                    channels=1,
                    dtype="float32",
                    device=name,
                    callback=self._receive,
                    finished_callback=self._ended.set,
                )
            except (sounddevice.PortAudioError, ValueError) as error:
                problem = error
                continue
            try:
                stream.start()
            except sounddevice.PortAudioError as error:
                stream.close()
                problem = error
                continue
            self._stream, self._rate = stream, rate
            return
        raise DataError("microphone.failed", name=name) from problem

    def _receive(self, block: np.ndarray, frames: int, time_info: Any, status: Any) -> None:
        samples = block[:, 0].copy()
        self._level = min(1.0, float(abs(samples).max()) * 1.5) if frames else 0.0
        with self._lock:
            self._pre_roll.append(samples)
            if self._blocks is not None and len(self._blocks) < self.limit_seconds * _BLOCKS_PER_SECOND:
                self._blocks.append(samples)
        self._heard_at = time.monotonic()
        self._heard.set()


def _joined(blocks: list[np.ndarray]) -> np.ndarray:
    import numpy as np

    return np.concatenate(blocks) if blocks else np.zeros(0, np.float32)
