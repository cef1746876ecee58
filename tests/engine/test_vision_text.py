"""Reading labels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from shopdesk.engine.context import CallbackContext, Cancelled
from shopdesk.engine.errors import DataError
from shopdesk.engine.types import TextLine
from shopdesk.engine.vision import read_text
from shopdesk.engine.vision.text import _from_top_left, _grown_box


def label(*lines: str, size: tuple[int, int] = (700, 420), ink: str = "black") -> Image.Image:
    picture = Image.new("RGB", size, (236, 228, 190))
    draw = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        draw.text((60, 50 + 110 * number), line, fill=ink, font=ImageFont.load_default(56))
    return picture


def texts(found: list[TextLine]) -> list[str]:
    return [line.text for line in found]


def test_lines_are_read_from_top_to_bottom_with_their_places() -> None:
    found = read_text(label("Oatly Havregurt", "1,5% 1000 ml", "Aloe Vera Drink"))
    assert texts(found) == ["Oatly Havregurt", "1,5% 1000 ml", "Aloe Vera Drink"]
    for number, line in enumerate(found):
        left, top, right, bottom = line.box
        assert left < 75
        assert right > 300
        assert top < 50 + 110 * number + 30 < bottom
        assert 0.8 < line.confidence <= 1.0


@pytest.mark.parametrize("angle", [12, -15, 180])
def test_a_turned_label_is_read(angle: int) -> None:
    turned = label("VANILLA YOGHURT", size=(900, 600)).rotate(angle, fillcolor=(236, 228, 190), expand=True)
    assert texts(read_text(turned)) == ["VANILLA YOGHURT"]


def test_a_label_on_its_side_is_read() -> None:
    side = label("ORANGE JUICE").rotate(90, expand=True)
    assert texts(read_text(side)) == ["ORANGE JUICE"]


def test_white_on_dark_and_a_large_photo(tmp_path: Path) -> None:
    dark = Image.eval(label("Morgon Juice"), lambda value: 255 - value).resize((3500, 2100))
    dark.save(tmp_path / "large.jpg")
    assert texts(read_text(tmp_path / "large.jpg")) == ["Morgon Juice"]


def test_no_text_no_lines() -> None:
    assert read_text(Image.new("RGB", (300, 200), (120, 160, 90))) == []
    assert read_text(Image.new("RGB", (20, 10), (120, 160, 90))) == []


def test_what_cannot_be_read_says_so(tmp_path: Path) -> None:
    (tmp_path / "text.jpg").write_text("no picture")
    with pytest.raises(DataError, match=r"image\.unreadable"):
        read_text(tmp_path / "text.jpg")


def test_cancel_stops_between_lines() -> None:
    class Stop(CallbackContext):
        def raise_if_cancelled(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_text(label("Milk"), ctx=Stop())


def test_the_smallest_turned_rectangle() -> None:
    x, y = (values.ravel() for values in np.meshgrid(np.arange(40), np.arange(10)))
    corners = _grown_box(x, y)
    assert corners is not None
    more = 40 * 10 * 1.6 / (2 * 50)
    np.testing.assert_allclose(corners[0], [-more, -more], atol=1e-9)
    np.testing.assert_allclose(corners[2], [40 + more, 10 + more], atol=1e-9)
    assert _grown_box(np.arange(30), np.zeros(30, dtype=int)) is None
    square = np.array([[0.0, 100.0], [0.0, 0.0], [20.0, 0.0], [20.0, 100.0]])
    np.testing.assert_allclose(_from_top_left(square)[:2], [[0.0, 100.0], [0.0, 0.0]])
