"""The controllers of the Photos tab with jobs run inline: right questions, right things shown, nothing left waiting."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from shopdesk.controllers.messages import ERRORS, Messages
from shopdesk.controllers.photo_base import REBUILDABLE
from shopdesk.controllers.photo_files import picture_files
from shopdesk.controllers.photos import PhotosController
from shopdesk.controllers.requests.vision import (
    InspectAnswer,
    NearPhoto,
    NewProductAnswer,
    RebuildAnswer,
    TeachAnswer,
)
from shopdesk.engine.errors import DataError, ModelError
from shopdesk.engine.types import Candidate, PhotoAnswer, Prediction, Quality
from shopdesk.workers.runner import InlineRunner
from tests.controllers.photo_view import CARDS, JPEG, MILK, TEA, View


@pytest.fixture
def view(qapp: Any) -> View:
    return View()


def answer(path: Path, **values: Any) -> PhotoAnswer:
    quality = Quality(1, 1, values.pop("problems", []))
    found = [Candidate("P1", 0.9), Candidate("P2", 0.1)]
    prediction = Prediction(found, values.pop("known", True), quality, values.pop("barcodes", []))
    return PhotoAnswer(str(path), prediction, [MILK, TEA], **values)


def photos_controller(view: View, **handlers: Callable[[Any, Any], Any]) -> PhotosController:
    return PhotosController(view, InlineRunner({f"vision.{key}": run for key, run in handlers.items()}), Messages())


# --- recognising ---------------------------------------------------------------------------------


def test_answers_and_refusals_are_shown_one_by_one(view: View, tmp_path: Path) -> None:
    good, bad = tmp_path / "a.png", tmp_path / "b.jpg"
    for path in (good, bad):
        path.write_bytes(b"x")
    (tmp_path / "notes.txt").write_text("no picture")
    asked = []

    def look(request: Any, ctx: Any) -> int:
        asked.append(request)
        ctx.partial(answer(good, problems=["blurred"], barcodes=["4006381333931"], evidence="barcode", sales=0.25))
        ctx.partial(PhotoAnswer(str(bad), None, [], "image.cut_off", {"path": "/far/away/b.jpg"}))
        return 2

    controller = photos_controller(view, look=look)
    view.files_dropped.emit([str(tmp_path)])
    assert (asked[0].paths, asked[0].prior, asked[0].labels) == ((str(good), str(bad)), 0.25, "unsure")
    assert view.last("add_tiles") == ([str(good), str(bad)],)
    path, rows, known, badges, _picture, hint, codes = view.last("show_answer")
    assert (path, rows, known, codes) == (str(good), [(MILK, 0.9), (TEA, 0.1)], True, ("4006381333931",))
    assert [(kind, words) for kind, words, _ in badges] == [
        ("barcode", "barcode 4006381333931"),
        ("sales", "sales"),
        ("quality", "blurred"),
    ]
    assert "names the product" in badges[0][2]
    assert "25 %" in badges[1][2]
    assert hint == "Hold the camera still and tap on the product, so that it is sharp."
    path, sentence = view.last("show_refusal")
    assert path == str(bad)
    assert sentence.startswith("b.jpg begins as a picture")
    controller.close()


def test_photos_that_wait_are_not_left_waiting_when_the_engine_stops(view: View, tmp_path: Path) -> None:
    photo = tmp_path / "a.png"
    photo.write_bytes(b"x")

    def look(_request: Any, _ctx: Any) -> None:
        raise DataError("engine.crashed")

    controller = photos_controller(view, look=look)
    view.files_dropped.emit([str(photo)])
    assert view.last("show_refusal") == (str(photo), ERRORS["engine.crashed"])
    controller.close()


@pytest.mark.parametrize("code", sorted(REBUILDABLE))
def test_a_damaged_folder_is_offered_to_be_rebuilt_and_the_photos_are_looked_at_again(
    view: View, tmp_path: Path, code: str
) -> None:
    photo = tmp_path / "a.png"
    photo.write_bytes(b"x")
    state = {"damaged": True}

    def look(_request: Any, ctx: Any) -> None:
        if state["damaged"]:
            raise ModelError(code, path="x")
        ctx.partial(answer(photo))

    def rebuild(_request: Any, _ctx: Any) -> RebuildAnswer:
        state["damaged"] = False
        return RebuildAnswer(12, 4, ("lost.jpg",))

    controller = photos_controller(view, look=look, rebuild=rebuild)
    healed: list[bool] = []
    controller.learned_again.connect(lambda: healed.append(True))
    view.files_dropped.emit([str(photo)])
    sentence, action, run = view.last("show_error")
    assert sentence == ERRORS[code]
    assert action == "Rebuild"
    assert not healed
    run()
    assert healed == [True]
    assert view.last("show_done")[0].startswith("Learned 12 photos of 4 products again. 1 kept photos")
    assert view.last("show_answer")[0] == str(photo)
    controller.close()


def test_nothing_dropped_and_pasted_data(view: View, tmp_path: Path) -> None:
    seen: list[str] = []

    def look(request: Any, _ctx: Any) -> int:
        seen.extend(request.paths)
        return 1

    controller = photos_controller(view, look=look)
    view.files_dropped.emit([str(tmp_path)])
    assert "no picture" in view.last("show_error")[0]
    view.image_dropped.emit(b"\x89PNG the bytes of a browser")
    assert Path(seen[0]).read_bytes() == b"\x89PNG the bytes of a browser"
    controller.close()
    assert not Path(seen[0]).exists()


def test_a_closer_look_shows_heat_and_neighbours(view: View, tmp_path: Path) -> None:
    photo = tmp_path / "a.png"
    photo.write_bytes(b"x")
    heat = np.zeros((4, 4), np.uint8)

    def inspect(request: Any, _ctx: Any) -> InspectAnswer:
        return InspectAnswer(request.path, request.product_id, JPEG, heat, [NearPhoto(TEA, 0.8, JPEG)])

    controller = photos_controller(view, look=lambda _r, ctx: ctx.partial(answer(photo)), inspect=inspect)
    view.inspect_requested.emit(str(photo), "P1")
    assert not view.all("show_inspection")  # nothing is known of it yet
    view.files_dropped.emit([str(photo)])
    view.inspect_requested.emit(str(photo), "P2")
    path, product, picture, shown, near = view.last("show_inspection")
    assert (path, product) == (str(photo), "P2")
    assert picture is JPEG
    assert shown is heat
    assert near == [(TEA, 0.8, JPEG)]
    controller.close()


def test_the_list_and_the_refused_files_are_written(
    view: View, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = tmp_path / "=cmd.png", tmp_path / "b.jpg"
    for path in (good, bad):
        path.write_bytes(b"x")

    def look(_request: Any, ctx: Any) -> None:
        ctx.partial(answer(good))
        ctx.partial(PhotoAnswer(str(bad), None, [], "image.empty", {"path": str(bad)}))

    controller = photos_controller(view, look=look)
    view.files_dropped.emit([str(good), str(bad)])
    view.chosen.emit(str(good), "P2")
    sheet, refused = tmp_path / "photos.csv", tmp_path / "refused.csv"
    view.csv_requested.emit(str(sheet), False)
    view.csv_requested.emit(str(refused), True)
    rows = list(csv.DictReader(sheet.read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["product"], row["chosen"], row["sure"]) for row in rows] == [("P1", "P2", "yes"), ("", "", "")]
    assert "is empty" in rows[1]["refused"]
    assert len(refused.read_text(encoding="utf-8-sig").splitlines()) == 2
    assert view.last("show_done") == ("Wrote 1 lines to refused.csv.",)
    monkeypatch.setattr(view, "paths", lambda: [str(good)])  # the other was taken off the table
    view.csv_requested.emit(str(refused), True)
    assert view.last("show_done") == ("Wrote 0 lines to refused.csv.",)
    view.csv_requested.emit(str(tmp_path / "no" / "where.csv"), True)
    assert "cannot be written" in view.last("show_error")[0]
    controller.close()


def test_a_folder_gives_its_pictures_and_not_what_a_mac_leaves_beside_them(tmp_path: Path) -> None:
    for name in ("b.JPG", "._b.JPG", "notes.txt", "in/a.png", "in/._a.png", "album.jpg/c.webp"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "gone.jpg").symlink_to(tmp_path / "nowhere.jpg")
    found = [str(path.relative_to(tmp_path)) for path in picture_files(tmp_path)]
    assert found == ["album.jpg/c.webp", "b.JPG", "gone.jpg", "in/a.png"]
    assert picture_files(tmp_path / "._b.JPG") == [tmp_path / "._b.JPG"]  # dropped by itself it gets its sentence


def test_each_photo_gets_the_product_that_it_was_taught_with(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    """However fast the owner goes on to the next photo while the first is still being learned."""
    controller = photos_controller(view, look=lambda _r, _c: 0)
    controller._cards.update(CARDS)
    asked: list[Any] = []
    monkeypatch.setattr(controller, "ask", lambda _name, request, then, **_rest: asked.append((request, then)))
    view.add_tiles(["a", "b"])
    view.teach_requested.emit("P1", ["a"])
    view.teach_requested.emit("P2", ["b"])
    for request, then in asked:
        then(TeachAnswer(request.product_id, 1))
    assert view.all("show_chosen") == [(MILK, ["a"]), (TEA, ["b"])]
    controller.close()


def test_teaching_and_making_a_product(view: View) -> None:
    asked = []

    def teach(request: Any, _ctx: Any) -> TeachAnswer:
        return TeachAnswer(request.product_id, 2, {"x/bad.jpg": "image.unreadable"}, 1)

    def new_product(request: Any, _ctx: Any) -> NewProductAnswer:
        asked.append(request)
        return NewProductAnswer(TEA, TeachAnswer("P2", 1))

    controller = photos_controller(view, teach=teach, new_product=new_product)
    view.add_tiles(["a", "b", "x/bad.jpg"])
    view.teach_requested.emit("P1", ["a", "b", "x/bad.jpg"])
    assert view.last("show_taught") == ("Learned 2 photos of P1. Known already: 1.",)
    assert view.last("show_refusal")[0] == "x/bad.jpg"
    view.new_product_requested.emit("Black tea", 299, "Drinks", "4006381333931", ["a"])
    assert (asked[0].name, asked[0].price, asked[0].barcode, asked[0].paths) == (
        "Black tea",
        299,
        "4006381333931",
        ("a",),
    )
    assert view.last("show_taught") == ("Learned 1 photo of Black tea.",)
    assert view.last("show_chosen") == (TEA, ["a"])
    controller.close()
