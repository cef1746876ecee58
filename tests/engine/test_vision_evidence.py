"""What stands beside the look: label words, sales of the hour, why a file is no photo, how many photos are enough."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from shopdesk.engine.search import SearchIndex
from shopdesk.engine.types import Candidate, Prediction, Quality
from shopdesk.engine.vision.diagnose import why_unreadable
from shopdesk.engine.vision.evidence import label_matches, label_words, with_label
from shopdesk.engine.vision.learning import accuracy_by_count
from shopdesk.engine.vision.preview import jpeg_bytes, small_map
from shopdesk.engine.vision.season import sales_prior

GOOD = Quality(100.0, 0.5, [])
NAMES = [
    "Alpenhof Whole Milk 1 l",
    "Alpenhof Whole Milk 500 ml",
    "Meadowland Whole Milk 1 l",
    "Alpenhof Gouda 200 g",
    *(f"Filler {word} 100 g" for word in ("Rice", "Sugar", "Salt", "Flour", "Beans", "Peas", "Corn", "Oats", "Soap")),
]


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return SearchIndex(pd.DataFrame({"product_id": [f"P{n}" for n in range(len(NAMES))], "name": NAMES}))


def prediction(*shares: tuple[str, float], known: bool = False) -> Prediction:
    return Prediction([Candidate(key, share) for key, share in shares], known, GOOD, [])


# --- label text ----------------------------------------------------------------------------------


def test_words_and_sizes_are_read_from_a_label() -> None:
    assert label_words(["ALPENHOF", "Whole Milk, 500 ml", "EU 1234 / 7", "milk"]) == [
        "alpenhof",
        "whole",
        "milk",
        "500 ml",
    ]


def test_the_product_whose_words_stand_on_the_label_is_raised_to_the_top(index: SearchIndex) -> None:
    matches = label_matches(["Alpenhof", "Whole Milk", "500 ml"], index.search, len(NAMES))
    assert matches[0].product_id == "P1"
    before = prediction(("P3", 0.5), ("P0", 0.3), ("P2", 0.1), ("P1", 0.02))
    after, changed = with_label(before, matches, 5)
    assert changed
    assert after.candidates[0].product_id == "P1"
    unseen, _ = with_label(prediction(("P3", 0.9)), matches, 5)
    assert unseen.candidates[0].product_id == "P1"  # it was not even among the candidates
    assert after.known
    assert sum(candidate.probability for candidate in after.candidates) <= 1.0 + 1e-9


def test_a_label_that_says_nothing_changes_nothing(index: SearchIndex) -> None:
    before = prediction(("P3", 0.5), ("P0", 0.3))
    for lines in ([], ["best before 12.2027"], ["xqzzy"]):
        assert with_label(before, label_matches(lines, index.search, len(NAMES)), 5) == (before, False)


def test_one_common_word_does_not_make_an_unsure_answer_sure(index: SearchIndex) -> None:
    matches = label_matches(["Alpenhof"], index.search, len(NAMES))
    after, _ = with_label(prediction(("P4", 0.4), ("P0", 0.3)), matches, 5)
    assert not after.known


@given(st.lists(st.text(max_size=30), max_size=6))
def test_whatever_is_read_the_answer_stays_an_answer(lines: list[str]) -> None:
    index = SearchIndex(pd.DataFrame({"product_id": ["A", "B"], "name": ["Black tea", "Green tea 100 g"]}))
    after, _ = with_label(prediction(("A", 0.7), ("B", 0.3)), label_matches(lines, index.search, 2), 2)
    assert {candidate.product_id for candidate in after.candidates} == {"A", "B"}
    assert sum(candidate.probability for candidate in after.candidates) == pytest.approx(1.0)


# --- what sells now ------------------------------------------------------------------------------


def test_the_prior_follows_the_hour_and_the_season() -> None:
    days = pd.date_range("2025-01-01", "2025-12-31", freq="D", tz="UTC")
    rows = [("rolls", day + pd.Timedelta(hours=8)) for day in days]
    rows += [("beer", day + pd.Timedelta(hours=19)) for day in days]
    rows += [("ice", day + pd.Timedelta(hours=15)) for day in days if day.month in (6, 7, 8)]
    sales = pd.DataFrame(rows, columns=["product_id", "sold_at"])
    morning = sales_prior(sales, pd.Timestamp("2026-01-15 08:30", tz="UTC"))
    summer = sales_prior(sales, pd.Timestamp("2026-07-15 15:00", tz="UTC"))
    assert morning["rolls"] > 5 * morning["beer"]
    assert summer["ice"] > 5 * morning["ice"]
    assert all(share > 0.0 for share in morning.values())  # what does not sell now stays possible
    assert sum(morning.values()) == pytest.approx(1.0)


def test_the_year_and_the_day_are_circles() -> None:
    sold = pd.to_datetime(["2025-12-31 23:30", "2025-07-01 12:00"], utc=True)
    sales = pd.DataFrame({"product_id": ["late", "noon"], "sold_at": sold})
    prior = sales_prior(sales, pd.Timestamp("2026-01-01 00:15", tz="UTC"))
    assert prior["late"] > 0.8
    assert sales_prior(sales.iloc[:0], pd.Timestamp("2026-01-01", tz="UTC")) == {}


# --- files that are no photos --------------------------------------------------------------------


def jpeg() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (32, 32), "green").save(stream, "JPEG")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "image.empty"),
        (bytes(4000), "image.zeros"),
        (jpeg()[:200], "image.cut_off"),
        (b"\x89PNG\r\n\x1a\n" + bytes(30), "image.cut_off"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image.cut_off"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(20), "image.heic"),
        (b"\x00\x00\x00\x18ftypisom" + bytes(20), "image.video"),
        (b"%PDF-1.7 ...", "image.document"),
        (b"PK\x03\x04" + bytes(20), "image.archive"),
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "image.drawing"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "image.web_page"),
        ("Milch, Käse und Brot\n".encode() * 40, "image.text"),
        (bytes(range(256)) * 3, "image.unreadable"),
    ],
)
def test_a_file_is_refused_for_what_it_is(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(data)
    assert why_unreadable(path) == code


def test_a_file_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    assert why_unreadable(tmp_path / "gone.jpg") == "file.unreadable"


@given(st.binary(max_size=700))
def test_every_file_has_a_reason(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.jpg"
        path.write_bytes(data)
        assert why_unreadable(path).startswith("image.")


# --- how many photos are enough ------------------------------------------------------------------


def test_recognition_grows_with_the_photos_of_a_product() -> None:
    chance = np.random.default_rng(3)
    centres = chance.normal(size=(6, 64))
    looks = np.concatenate([centre + 1.6 * chance.normal(size=(12, 64)) for centre in centres]).astype(np.float32)
    looks /= np.linalg.norm(looks, axis=1, keepdims=True)
    labels = np.repeat(np.arange(6), 12)
    curve = accuracy_by_count(looks, labels, 2)
    assert [count for count, _ in curve] == sorted({count for count, _ in curve})
    assert curve[0][0] == 1
    assert curve[-1][0] == 11
    assert curve[-1][1] > curve[0][1]
    assert curve == accuracy_by_count(looks, labels, 2)


def test_one_photo_or_one_product_has_no_curve() -> None:
    looks = np.eye(4, 8, dtype=np.float32)
    assert accuracy_by_count(looks, np.array([0, 1, 1, 1]), 0) == []
    assert accuracy_by_count(looks, np.zeros(4, dtype=int), 0) == []


# --- pictures for the window ---------------------------------------------------------------------


def test_previews_are_small_files_and_leave_the_picture_alone() -> None:
    picture = Image.new("RGB", (640, 320), "red")
    data = jpeg_bytes(picture, 128)
    assert data.dtype == np.uint8
    assert Image.open(io.BytesIO(data.tobytes())).size == (128, 64)
    assert picture.size == (640, 320)


def test_maps_keep_their_shape() -> None:
    heat = np.zeros((300, 600))
    heat[:, 300:] = 1.0
    small = small_map(heat, 60)
    assert small.shape == (30, 60)
    assert small[15, 5] == 0
    assert small[15, 55] == 255
