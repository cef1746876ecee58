"""Whatever comes as a clip or lies where a model should be: an answer or a typed error, in little time and memory."""

import json
import shutil
import subprocess
import sys
import tracemalloc

import numpy as np
import pandas as pd
import pytest
import soundfile

from shopdesk.engine import weights
from shopdesk.engine.errors import DataError, ModelError
from shopdesk.engine.voice import VoiceSearch, read_clip
from shopdesk.engine.voice.audio import to_mono_16k
from shopdesk.engine.voice.detector import SpeechDetector, speech_detector

SHOP = pd.DataFrame({"product_id": ["juice", "milk"], "name": ["Orange juice 1 l", "Whole milk 2 l"]})
needs_speech = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")


@pytest.fixture(scope="module")
def shop():
    return VoiceSearch(SHOP)


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    path = tmp_path_factory.mktemp("speech") / "clip.wav"
    subprocess.run(["espeak-ng", "-v", "en-us", "-s", "150", "-w", str(path), "orange juice"], check=True)
    return soundfile.read(path, dtype="float32")


@pytest.mark.parametrize(
    "samples",
    [
        np.zeros(0, np.float32),
        np.zeros((0, 2), np.float32),
        np.float32(0.3),
        np.full(80, 0.5, np.float32),
        np.full(16000, np.nan, np.float32),
        np.full(16000, np.inf),
        np.full(16000, -32768, np.int16),
        np.zeros((16000, 2), np.uint8),
    ],
)
def test_what_holds_no_speech_says_so(shop, samples):
    answer = shop.recognize(samples, 16000)
    assert not answer.speech
    assert not answer.accepted
    assert answer.matches == []
    assert shop.transcribe(samples, 16000) == ""


@pytest.mark.parametrize(
    "samples", [np.zeros((4, 4, 400)), np.array(["a", "b"]), np.array([None, 1.0]), np.zeros(400, complex)]
)
def test_what_is_no_sound_is_refused(shop, samples):
    with pytest.raises(DataError, match=r"audio\.shape"):
        shop.recognize(samples, 16000)


@pytest.mark.parametrize("rate", [0, -8000, 3999, 10**9, float("nan"), float("inf")])
def test_a_rate_that_no_microphone_has_is_refused(shop, rate):
    with pytest.raises(DataError, match=r"audio\.rate"):
        shop.recognize(np.zeros(400, np.float32), rate)


@needs_speech
@pytest.mark.parametrize("kind", ["8 kHz", "96 kHz", "stereo", "one channel silent", "8 bit", "holes"])
def test_the_product_is_found_whatever_the_clip_is_made_of(shop, clip, kind):
    from scipy.signal import resample_poly

    samples, rate = clip
    if kind == "8 kHz":
        samples, rate = resample_poly(samples, 8000, rate), 8000
    elif kind == "96 kHz":
        samples, rate = resample_poly(samples, 96000, rate), 96000
    elif kind == "stereo":
        samples = np.stack([samples, samples], axis=1)
    elif kind == "one channel silent":
        samples = np.stack([np.zeros_like(samples), samples])
    elif kind == "8 bit":
        samples = np.round(samples * 127 + 128).astype(np.uint8)
    else:
        samples = samples.copy()
        samples[::997] = np.nan
    answer = shop.recognize(samples, rate)
    assert answer.matches[0].product_id == "juice"


def test_half_an_hour_takes_no_more_memory_than_half_a_minute():
    long = np.zeros((30 * 60 * 48000, 2), np.int16)
    tracemalloc.start()
    try:
        assert len(to_mono_16k(long, 48000)) == 30 * 16000
        assert tracemalloc.get_traced_memory()[1] < 100 * 2**20
    finally:
        tracemalloc.stop()


@needs_speech
def test_of_half_an_hour_the_begin_is_heard(shop, clip, tmp_path):
    samples, rate = clip
    path = tmp_path / "long.wav"
    with soundfile.SoundFile(path, "w", rate, 1, "PCM_U8") as file:
        file.write(samples)
        for _ in range(30):
            file.write(np.zeros(60 * rate, np.float32))
    read, read_rate = read_clip(path)
    assert len(read) == 30 * rate
    answer = shop.recognize(read, read_rate)
    assert answer.speech
    assert answer.matches[0].product_id == "juice"


def test_a_file_with_broken_bytes_is_read_or_refused(tmp_path):
    path = tmp_path / "clip.wav"
    soundfile.write(path, 0.1 * np.random.default_rng(0).standard_normal((2000, 2)), 44100)
    whole = path.read_bytes()
    rng = np.random.default_rng(1)
    refused: list[str] = []
    for _ in range(80):
        broken = bytearray(whole[: int(rng.integers(0, len(whole)))])
        for place in rng.integers(0, max(1, min(60, len(broken))), 3):
            if place < len(broken):
                broken[place] = int(rng.integers(256))
        path.write_bytes(broken)
        try:
            samples, rate = read_clip(path)
            out = to_mono_16k(samples, rate)
        except DataError as error:
            refused.append(error.code)
        else:
            assert np.isfinite(out).all()
            assert len(out) <= 30 * 16000
    assert set(refused) <= {"audio.unreadable", "audio.rate"}


@needs_speech
@pytest.mark.parametrize("part", ["moonshine-tiny-en-decoder", "moonshine-tiny-en-encoder"])
def test_a_damaged_acoustic_model_is_named_and_names_are_still_known(part, clip, tmp_path, monkeypatch):
    entries = [{**weights._manifest_entry(name)} for name in weights.shipped_models() if name.startswith("moonshine")]
    folder = tmp_path / "resources" / "models"
    folder.mkdir(parents=True)
    for entry in entries:
        if entry["name"] == part:
            whole = weights.model_path(part).read_bytes()
            (folder / "model.ort").write_bytes(whole[:5000] + bytes(100) + whole[5100:])
            entry["file"] = "model.ort"
    (folder / "manifest.json").write_text(json.dumps({"models": entries}), encoding="utf-8")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    shop = VoiceSearch(SHOP)
    with pytest.raises(ModelError, match=r"model\.damaged") as caught:
        shop.recognize(*clip)
    assert caught.value.params["name"] == part
    assert shop.spoken_forms("milk")[0].text == "whole milk two litres"


def test_a_damaged_voice_detector_is_named(tmp_path, shop, monkeypatch):
    whole = weights.model_path("silero-vad")
    broken = tmp_path / "detector.bin"
    broken.write_bytes(whole.read_bytes()[:200_000])
    monkeypatch.setattr(weights, "_locate", lambda entry: broken)
    speech_detector.cache_clear()
    with pytest.raises(ModelError, match=r"model\.damaged") as caught:
        shop.recognize(0.3 * np.random.default_rng(0).standard_normal(16000).astype(np.float32), 16000)
    assert caught.value.params["name"] == "silero-vad"
    with pytest.raises(ModelError, match=r"model\.damaged"):
        SpeechDetector.open(broken)
    broken.write_bytes(b"no model")
    with pytest.raises(ModelError, match=r"model\.damaged"):
        SpeechDetector.open(broken)
