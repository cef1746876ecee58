"""Decoding, quality and barcodes."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter, features

from shopdesk.engine.errors import DataError, NotFound
from shopdesk.engine.vision import assess_quality, decode_image, read_barcodes
from shopdesk.engine.vision import decode as decode_module


def scene() -> Image.Image:
    """A picture with a red left half, a blue right half and fine black lines."""
    picture = Image.new("RGB", (200, 120), (220, 30, 30))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((100, 0, 200, 120), fill=(30, 30, 220))
    for x in range(5, 200, 12):
        draw.line((x, 0, x, 120), fill=(0, 0, 0))
    return picture


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "gif", "bmp", "tif"])
def test_formats(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"photo.{suffix}"
    scene().save(path)
    picture = decode_image(path)
    assert picture.mode == "RGB"
    assert picture.size == (200, 120)
    red, _, blue = picture.getpixel((50, 60))
    assert red > blue + 100


def test_the_camera_was_turned(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    scene().save(tmp_path / "turned.jpg", exif=exif)
    picture = decode_image(tmp_path / "turned.jpg")
    assert picture.size == (120, 200)
    red, _, blue = picture.getpixel((60, 50))
    assert red > blue + 100


def test_cmyk_palette_grey_and_sixteen_bits(tmp_path: Path) -> None:
    scene().convert("CMYK").save(tmp_path / "cmyk.jpg")
    scene().quantize(8).save(tmp_path / "palette.png")
    assert all(decode_image(tmp_path / n).mode == "RGB" for n in ("cmyk.jpg", "palette.png"))
    deep = np.tile(np.linspace(0, 65535, 100).astype(np.uint16), (100, 1))
    Image.fromarray(deep).save(tmp_path / "deep.png")
    grey = np.asarray(decode_image(tmp_path / "deep.png"))
    assert grey[50, 0, 0] == 0
    assert 120 <= grey[50, 50, 0] <= 135
    assert grey[50, 99, 0] == 255


def test_transparency_is_white(tmp_path: Path) -> None:
    clear = Image.new("RGBA", (50, 50), (0, 0, 0, 0))
    clear.putpixel((10, 10), (255, 0, 0, 255))
    clear.save(tmp_path / "clear.png")
    picture = decode_image(tmp_path / "clear.png")
    assert picture.getpixel((0, 0)) == (255, 255, 255)
    assert picture.getpixel((10, 10)) == (255, 0, 0)


def test_first_frame_of_a_moving_picture(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (40, 40), colour) for colour in ((255, 0, 0), (0, 255, 0))]
    frames[0].save(tmp_path / "moving.gif", save_all=True, append_images=frames[1:])
    assert decode_image(tmp_path / "moving.gif").getpixel((5, 5)) == (255, 0, 0)


def test_broken_files(tmp_path: Path) -> None:
    (tmp_path / "text.jpg").write_text("hello")
    (tmp_path / "empty.png").write_bytes(b"")
    scene().save(tmp_path / "whole.jpg")
    data = (tmp_path / "whole.jpg").read_bytes()
    (tmp_path / "cut.jpg").write_bytes(data[: len(data) // 2])
    for name in ("text.jpg", "empty.png", "cut.jpg"):
        with pytest.raises(DataError) as caught:
            decode_image(tmp_path / name)
        assert caught.value.code == "image.unreadable"
        assert str(caught.value.params["path"]).endswith(name)
    for name in ("gone.jpg", "."):
        with pytest.raises(NotFound, match=r"file\.missing"):
            decode_image(tmp_path / name)


@pytest.mark.skipif(not features.check("avif"), reason="this Pillow reads no AVIF")
def test_avif(tmp_path: Path) -> None:
    scene().save(tmp_path / "photo.avif")
    picture = decode_image(tmp_path / "photo.avif")
    assert picture.size == (200, 120)
    assert picture.getpixel((50, 60))[0] > 150


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGBA", "CMYK", "YCbCr", "LAB", "HSV", "I", "F", "I;16"])
def test_every_kind_of_pixel_becomes_rgb(mode: str) -> None:
    assert decode_image(Image.new(mode, (30, 20))).mode == "RGB"


def test_a_decoded_picture_is_not_decoded_again() -> None:
    picture = scene()
    assert decode_image(picture) is picture
    turned = scene()
    turned.getexif()[0x0112] = 6
    assert decode_image(turned).size == (120, 200)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "PPM", "ICO", "TGA"]),
    cut=st.floats(0.0, 1.0),
    flips=st.lists(st.tuples(st.floats(0.0, 0.999), st.integers(1, 255)), max_size=8),
)
def test_damaged_files_are_refused_or_read(
    tmp_path: Path, kind: str, cut: float, flips: list[tuple[float, int]]
) -> None:
    stream = io.BytesIO()
    scene().resize((60, 40)).save(stream, kind)
    data = bytearray(stream.getvalue())
    for place, change in flips:
        data[int(place * len(data))] ^= change
    path = tmp_path / "damaged"
    path.write_bytes(data[: int(cut * len(data)) + 1])
    try:
        picture = decode_image(path)
    except DataError:
        return
    assert picture.mode == "RGB"


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.new("1", (12_000, 12_000)).save(tmp_path / "bomb.png")
    with pytest.raises(DataError, match=r"image\.too_large"):
        decode_image(tmp_path / "bomb.png")
    scene().save(tmp_path / "small.png")
    monkeypatch.setattr(decode_module, "MAX_BYTES", 10)
    with pytest.raises(DataError, match=r"image\.too_large"):
        decode_image(tmp_path / "small.png")


def test_quality_names_what_is_wrong() -> None:
    good = assess_quality(scene())
    assert good.problems == []
    blurred = assess_quality(scene().filter(ImageFilter.GaussianBlur(12)))
    assert blurred.problems == ["blurred"]
    assert blurred.sharpness < good.sharpness / 10
    assert "too_dark" in assess_quality(scene().point(lambda v: v // 12)).problems
    assert "too_bright" in assess_quality(scene().point(lambda v: 245 + v // 26)).problems
    assert "too_small" in assess_quality(scene().resize((60, 40))).problems
    assert assess_quality(Image.new("L", (150, 150), 255)).exposure == pytest.approx(1.0)


def test_a_barcode_on_a_packet() -> None:
    code = zxingcpp.create_barcode("4006381333931", zxingcpp.BarcodeFormat.EAN13)
    drawn = Image.fromarray(np.array(zxingcpp.write_barcode_to_image(code, scale=3)))
    picture = Image.new("RGB", (900, 700), (200, 180, 160))
    picture.paste(drawn.convert("RGB"), (150, 200))
    assert read_barcodes(picture) == ["4006381333931"]
    assert read_barcodes(picture.rotate(90, expand=True)) == ["4006381333931"]
    assert read_barcodes(scene()) == []


def test_a_large_photo_is_decoded_at_a_fraction(tmp_path: Path) -> None:
    scene().resize((4000, 2400)).save(tmp_path / "large.jpg")
    assert decode_image(tmp_path / "large.jpg").size == (4000, 2400)
    picture = decode_image(tmp_path / "large.jpg", 1000)
    assert picture.size == (2000, 1200)
    assert picture.getpixel((510, 600))[2] < 80
