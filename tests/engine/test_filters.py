"""The two filters that are our own do what scipy's do."""

from __future__ import annotations

from math import gcd

import numpy as np
import pytest
from scipy import signal

from shopdesk.engine.prices.fading import fading
from shopdesk.engine.voice.resample import resample


@pytest.mark.parametrize("rate", [8_000, 11_025, 12_345, 22_050, 32_000, 44_100, 48_000, 192_000])
@pytest.mark.parametrize("count", [1, 2, 50, 9_999])
def test_sound_at_another_rate_as_scipy_makes_it(rate: int, count: int) -> None:
    sound = np.random.default_rng(count).normal(size=count)
    common = gcd(rate, 16_000)
    expected = signal.resample_poly(sound, 16_000 // common, rate // common)
    assert resample(sound, rate, 16_000) == pytest.approx(expected, abs=1e-10)


def test_sound_at_its_own_rate_stays() -> None:
    sound = np.arange(5.0)
    assert resample(sound, 16_000, 16_000) is sound
    assert resample(np.zeros(0), 8_000, 16_000).size == 0


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (7, 40), (0, 5), (3, 0)])
@pytest.mark.parametrize(("keep", "gain"), [(0.97, 1.0), (0.2, 0.8), (0.0, 1.0)])
def test_the_past_fades_as_in_a_filter(shape: tuple[int, int], keep: float, gain: float) -> None:
    values = np.random.default_rng(1).normal(size=shape)
    got = fading(values, keep, gain)
    assert got.shape == shape
    if values.size:
        assert got == pytest.approx(signal.lfilter([gain], [1.0, -keep], values, axis=1), rel=1e-12)
