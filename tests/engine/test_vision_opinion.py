"""The second opinion: the look before the tuning counts more than the colours, and learning on changes nothing."""

from __future__ import annotations

import numpy as np
import pytest

from shopdesk.engine.vision.backbone import UNTUNED_DIMENSION
from shopdesk.engine.vision.features import PLAIN_DIMENSION
from shopdesk.engine.vision.head import fit_head
from shopdesk.engine.vision.opinion import fit_plain


def seen(look: int, colour: int) -> np.ndarray:
    """Return plain features of a photo that looks and is coloured in one of a few ways."""
    row = np.zeros(PLAIN_DIMENSION, dtype=np.float32)
    row[[look, UNTUNED_DIMENSION + colour]] = np.sqrt(0.5)
    return row


TAUGHT, LABELS = np.array([seen(0, 0), seen(1, 1), seen(2, 2)]), np.arange(3)


def test_where_look_and_colours_disagree_the_look_counts_more() -> None:
    asked = np.array([seen(0, 1), seen(2, 0)])
    logits = fit_plain(TAUGHT, LABELS, 3).logits(asked)
    assert logits.argmax(axis=1).tolist() == [0, 2]
    assert logits[0, 0] > logits[0, 1] + 2.0
    assert logits[0, 1] > logits[0, 2]  # the colours are not forgotten either
    alike = fit_head(TAUGHT, LABELS, 3).logits(asked)
    assert alike[0, 0] == pytest.approx(alike[0, 1], abs=0.05)


def test_learning_goes_on_from_what_was_learned() -> None:
    first = fit_plain(TAUGHT, LABELS, 3)
    again = fit_plain(TAUGHT, LABELS, 3, first)
    np.testing.assert_allclose(again.weight, first.weight, atol=0.02)
    np.testing.assert_allclose(again.logits(TAUGHT), first.logits(TAUGHT), atol=0.05)
