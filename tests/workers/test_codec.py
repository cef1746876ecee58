"""Values that travel between the window and the engine process come back the same; nothing else is constructed."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.controllers.requests import travelling_types
from shopdesk.engine.types import Forecast, Hit, Quality, Reason, Recommendation
from shopdesk.workers.codec import Codec, CodecError

CODEC = Codec(travelling_types())
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner) | st.tuples(inner, inner),
    max_leaves=12,
)


@given(plain)
def test_plain_values_round_trip(value: object) -> None:
    assert CODEC.decode(CODEC.encode(value)) == value


def test_dataclasses_and_arrays_round_trip() -> None:
    item = Recommendation("P1", 0.5, [Reason("together", {"count": 3, "lift": 2.5})])
    assert CODEC.decode(CODEC.encode([item, Hit("a", 1.0, "exact")])) == [item, Hit("a", 1.0, "exact")]
    array = np.arange(12, dtype=np.float32).reshape(3, 4)
    back = CODEC.decode(CODEC.encode({"x": array, "empty": np.zeros((0, 2))}))
    np.testing.assert_array_equal(back["x"], array)
    assert back["x"].dtype == np.float32
    assert back["empty"].shape == (0, 2)


def test_what_is_not_listed_does_not_travel() -> None:
    @dataclass(frozen=True)
    class Foreign:
        x: int

    with pytest.raises(CodecError):
        CODEC.encode(Foreign(1))
    with pytest.raises(CodecError):
        CODEC.encode(object())
    with pytest.raises(CodecError):
        CODEC.encode(np.array([object()]))
    bytes_of_quality = CODEC.encode(Quality(1.0, 1.0, []))
    with pytest.raises(CodecError):
        Codec([Forecast]).decode(bytes_of_quality)


@given(st.binary(max_size=60))
def test_noise_is_refused_or_decoded_but_never_crashes(data: bytes) -> None:
    with contextlib.suppress(CodecError):
        CODEC.decode(data)
