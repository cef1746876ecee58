"""Short sounds for scans and speech, played on a thread of their own. Without a device there is silence."""

from __future__ import annotations

import logging
import queue
import threading
from typing import TYPE_CHECKING, Any

from shopdesk.workers.portaudio import LIBRARY

if TYPE_CHECKING:
    import numpy as np

RATE = 44_100
_LOUD = 0.18
# Frequency in Hz and length in seconds, one tone after the other. There is none for the begin of listening: the open
# microphone would hear it.
TONES: dict[str, tuple[tuple[float, float], ...]] = {
    "scan": ((1320.0, 0.06),),
    "understood": ((880.0, 0.07), (1175.0, 0.1)),
    "not_understood": ((392.0, 0.09), (311.0, 0.13)),
}


def samples_of(name: str) -> np.ndarray:
    """Return a sound.

    Parameters
    ----------
    name : str
        One of ``TONES``.

    Returns
    -------
    ndarray of float32, shape (samples,)
        At 44,100 Hz; every tone swells and fades, so that nothing clicks.
    """
    import numpy as np

    parts = []
    for pitch, seconds in TONES[name]:
        moments = np.arange(round(RATE * seconds)) / RATE
        swell = np.minimum(1.0, np.minimum(moments, seconds - moments) / 0.008)
        parts.append(_LOUD * swell * np.sin(2 * np.pi * pitch * moments))
    return np.concatenate(parts).astype(np.float32)


class Sounds:
    """Plays one sound at a time; what comes while one plays is dropped, so nobody hears a queue of beeps.

    Parameters
    ----------
    output : callable, optional
        Plays float32 samples at 44,100 Hz and returns when they were heard; the system's default device if None.
    """

    def __init__(self, output: Any = None) -> None:
        self._output = output or play_samples
        self._wanted: queue.Queue[str | None] = queue.Queue(maxsize=1)
        self._thread: threading.Thread | None = None
        self._dumb = False

    def play(self, name: str) -> None:
        """Play a sound soon. Returns at once."""
        if self._dumb:
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="sounds", daemon=True)
            self._thread.start()
        try:
            self._wanted.put_nowait(name)
        except queue.Full:
            return

    def close(self, seconds: float = 1.0) -> None:
        """Play nothing any more and end the thread, unless the sound system holds it."""
        self._dumb = True
        if self._thread is None:
            return
        try:
            self._wanted.put(None, timeout=seconds)
        except queue.Full:
            return
        self._thread.join(seconds)

    def _work(self) -> None:
        while (name := self._wanted.get()) is not None:
            try:
                self._output(samples_of(name))
            except (OSError, ValueError) as error:  # no library, no device, a device that went: silence from now on
                logging.getLogger(__name__).info("no sound: %s", type(error).__name__)
                self._dumb = True
                return


def play_samples(samples: np.ndarray) -> None:
    """Play samples on the system's default device and wait for their end.

    Parameters
    ----------
    samples : ndarray of float32, shape (n,)

    Raises
    ------
    OSError
        Without PortAudio, without a device, or when the device goes.
    """
    with LIBRARY:
        import sounddevice

        try:
            with sounddevice.OutputStream(samplerate=RATE, channels=1, dtype="float32") as stream:
                stream.write(samples.reshape(-1, 1))
        except sounddevice.PortAudioError as error:
            raise OSError(str(error)) from error
