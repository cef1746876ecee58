"""Speech features agree with those of librosa 0.11.0, whose figures ``benchmarks/voice_reference.py`` wrote."""

from pathlib import Path

import numpy as np
import pytest

from shopdesk.engine.voice import log_mel, mfcc
from shopdesk.engine.voice.features import deltas

FILE = Path(__file__).parents[1] / "data" / "voice" / "librosa.npz"


@pytest.fixture(scope="module")
def peer():
    with np.load(FILE, allow_pickle=False) as file:
        return {key: file[key] for key in file.files}


@pytest.mark.parametrize("rate", [8000, 16000])
def test_features_agree_with_librosa(peer, rate):
    samples = peer[f"{rate}/samples"].astype(np.float64) / 32768
    np.testing.assert_allclose(log_mel(samples, rate, bands=26), peer[f"{rate}/log_mel"], atol=1e-6)
    np.testing.assert_allclose(mfcc(samples, rate), peer[f"{rate}/mfcc"], atol=1e-6)
    np.testing.assert_allclose(deltas(mfcc(samples, rate)), peer[f"{rate}/deltas"], atol=1e-6)


def test_the_figures_are_of_sound_and_not_of_silence(peer):
    assert str(peer["version"]) == "0.11.0"
    assert peer["16000/log_mel"].shape == (28, 26)
    assert np.ptp(peer["16000/log_mel"]) > 5
