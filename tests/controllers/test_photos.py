"""The controllers of the Photos tab with jobs run inline: right questions, right things shown, nothing left waiting."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QObject, Signal

from shopdesk.controllers.messages import ERRORS, Messages
from shopdesk.controllers.photo_base import REBUILDABLE
from shopdesk.controllers.photo_checks import ChecksController
from shopdesk.controllers.photo_files import picture_files
from shopdesk.controllers.photo_teaching import TeachingController
from shopdesk.controllers.photos import PhotosController
from shopdesk.controllers.requests.catalog import SearchAnswer
from shopdesk.controllers.requests.vision import (
    Check,
    CheckAnswer,
    CheckList,
    ConfusedWith,
    DeepAnswer,
    ForgetAnswer,
    GoodAnswer,
    GoodPhotosAnswer,
    InspectAnswer,
    NearPhoto,
    NewProductAnswer,
    PhotosAnswer,
    RebuildAnswer,
    TaughtAnswer,
    TaughtPhoto,
    TaughtProduct,
    TeachAnswer,
)
from shopdesk.engine.errors import DataError, ModelError
from shopdesk.engine.types import Candidate, Hit, PhotoAnswer, Prediction, ProductCard, Quality
from shopdesk.workers.runner import InlineRunner

MILK = ProductCard("P1", "Whole milk 1 l", 129, "EUR", stock=4)
TEA = ProductCard("P2", "Black tea", 299, "EUR")
CARDS = {"P1": MILK, "P2": TEA}
JPEG = np.frombuffer(b"\xff\xd8\xff", np.uint8)


class View(QObject):
    """A passive page that notes what it is shown."""

    files_dropped = Signal(list)
    image_dropped = Signal(object)
    teach_requested = Signal(str, list)
    new_product_requested = Signal(str, int, str, str, list)
    inspect_requested = Signal(str, str)
    chosen = Signal(str, str)
    label_requested = Signal(str)
    csv_requested = Signal(str, bool)
    add_requested = Signal(str)
    subject_search_edited = Signal(str)
    cancel_requested = Signal()
    shown = Signal()
    search_edited = Signal(str)
    product_chosen = Signal(str)
    forget_requested = Signal(str, list)
    deep_requested = Signal()
    good_dropped = Signal(list)
    good_image_dropped = Signal(object)
    drop_requested = Signal(list)
    prior, labels = 0.25, "unsure"

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, tuple[Any, ...]]] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith(("show_", "hide_", "add_", "clear")):
            return lambda *args: self.seen.append((name, args))
        raise AttributeError(name)

    def paths(self) -> list[str]:
        return [path for name, args in self.seen if name == "add_tiles" for path in args[0]]

    def all(self, name: str) -> list[tuple[Any, ...]]:
        return [args for shown, args in self.seen if shown == name]

    def last(self, name: str) -> tuple[Any, ...]:
        return self.all(name)[-1]


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

    def classify(request: Any, ctx: Any) -> list[Any]:
        asked.append(request)
        ctx.partial(answer(good, problems=["blurred"], barcodes=["4006381333931"], evidence="barcode", sales=0.25))
        ctx.partial(PhotoAnswer(str(bad), None, [], "image.cut_off", {"path": "/far/away/b.jpg"}))
        return []

    controller = photos_controller(view, classify=classify)
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

    def classify(_request: Any, _ctx: Any) -> None:
        raise DataError("engine.crashed")

    controller = photos_controller(view, classify=classify)
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

    def classify(_request: Any, ctx: Any) -> None:
        if state["damaged"]:
            raise ModelError(code, path="x")
        ctx.partial(answer(photo))

    def rebuild(_request: Any, _ctx: Any) -> RebuildAnswer:
        state["damaged"] = False
        return RebuildAnswer(12, 4, ("lost.jpg",))

    controller = photos_controller(view, classify=classify, rebuild=rebuild)
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


def test_a_rebuild_on_one_page_is_no_longer_offered_on_the_other(view: View) -> None:
    asked: list[str] = []

    def photos(request: Any, _ctx: Any) -> PhotosAnswer:
        asked.append(request.product_id)
        if len(asked) == 1:
            raise ModelError("vision.folder_version", path="x")
        return PhotosAnswer(MILK, [])

    controller = teaching_controller(view, **{"vision.photos": photos})
    controller.heal()  # nothing was offered: nothing is hidden and nothing asked again
    assert not view.all("show_error")
    view.product_chosen.emit("P1")
    assert view.last("show_error")[1] == "Rebuild"
    controller.heal()
    assert view.last("show_error") == ("",)
    assert asked == ["P1", "P1"]
    controller.heal()
    assert asked == ["P1", "P1"]
    controller.close()


def test_nothing_dropped_and_pasted_data(view: View, tmp_path: Path) -> None:
    seen: list[str] = []

    def classify(request: Any, _ctx: Any) -> list[Any]:
        seen.extend(request.paths)
        return []

    controller = photos_controller(view, classify=classify)
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

    controller = photos_controller(view, classify=lambda _r, ctx: ctx.partial(answer(photo)), inspect=inspect)
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


def test_the_list_and_the_refused_files_are_written(view: View, tmp_path: Path) -> None:
    good, bad = tmp_path / "=cmd.png", tmp_path / "b.jpg"
    for path in (good, bad):
        path.write_bytes(b"x")

    def classify(_request: Any, ctx: Any) -> None:
        ctx.partial(answer(good))
        ctx.partial(PhotoAnswer(str(bad), None, [], "image.empty", {"path": str(bad)}))

    controller = photos_controller(view, classify=classify)
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
    view.paths = lambda: [str(good)]  # type: ignore[method-assign]  # the other was taken off the table
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


def test_each_photo_gets_the_product_that_it_was_taught_with(view: View) -> None:
    """However fast the owner goes on to the next photo while the first is still being learned."""
    controller = photos_controller(view, classify=lambda _r, _c: [])
    controller._cards.update(CARDS)
    asked: list[Any] = []
    controller.ask = lambda _name, request, then, **_rest: asked.append((request, then))  # type: ignore[assignment]
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


# --- the teaching page ---------------------------------------------------------------------------


def teaching_controller(view: View, **handlers: Callable[[Any, Any], Any]) -> TeachingController:
    rows = [TaughtProduct(MILK, 3), TaughtProduct(TEA, 1)]

    def taught(request: Any, _ctx: Any) -> TaughtAnswer:
        if not request.judged:
            return TaughtAnswer(rows)
        confused = (ConfusedWith(TEA, 1),)
        return TaughtAnswer([TaughtProduct(MILK, 3, 2, "confused", confused), rows[1]], 2 / 3, True)

    def photos(request: Any, _ctx: Any) -> PhotosAnswer:
        return PhotosAnswer(CARDS[request.product_id], [TaughtPhoto("x1", JPEG)], [(1, 0.5)])

    known = {"vision.taught": taught, "vision.photos": photos}
    return TeachingController(view, InlineRunner(known | handlers), Messages())


def test_taught_products_are_listed_and_judged(view: View) -> None:
    controller = teaching_controller(view)
    view.shown.emit()
    (rows,) = view.last("show_products")
    assert [(card, note) for card, note, _ in rows] == [(MILK, "3 photos · 2 right"), (TEA, "1 photo")]
    assert view.last("show_accuracy")[0] == pytest.approx(2 / 3)
    view.product_chosen.emit("P1")
    assert view.last("show_product") == (MILK, [("x1", JPEG)], [(1, 0.5)])
    row, advice = view.last("show_judgement")
    assert row.confused[0].card is TEA
    assert advice.startswith("Looks like another product")
    controller.close()


def test_deep_training_says_what_it_brought(view: View) -> None:
    answers = iter([DeepAnswer(40, 30, 34, True), DeepAnswer(40, 34, 33, False)])
    controller = teaching_controller(view, **{"vision.deepen": lambda _request, _ctx: next(answers)})
    view.product_chosen.emit("P1")
    shown = len([name for name, _ in view.seen if name == "show_product"])
    view.deep_requested.emit()
    assert view.last("show_done")[0] == "Of 40 photos put aside, 30 were recognised before and 34 are now."
    assert len([name for name, _ in view.seen if name == "show_product"]) == shown + 1
    view.deep_requested.emit()
    assert view.last("show_done")[0].endswith("34 were recognised before and 33 after: all stays as it was.")
    assert len([name for name, _ in view.seen if name == "show_product"]) == shown + 1
    controller.close()


def test_any_product_can_be_found_to_teach(view: View) -> None:
    def find(request: Any, _ctx: Any) -> SearchAnswer:
        other = ProductCard("P9", request.text, 100, "EUR")
        return SearchAnswer(request.text, [Hit("P9", 1.0, ""), Hit("P1", 0.5, "")], {"P9": other, **CARDS}, 2)

    controller = teaching_controller(view, **{"search.find": find})
    view.shown.emit()
    view.search_edited.emit("oat milk")
    assert [note for _, note, _ in view.last("show_products")[0]] == [
        "not taught yet",
        "3 photos · 2 right",
    ]
    view.search_edited.emit("")
    assert len(view.last("show_products")[0]) == 2
    controller.close()


def test_photos_are_added_and_removed_and_brought_back(view: View) -> None:
    asked: list[Any] = []

    def teach(request: Any, _ctx: Any) -> TeachAnswer:
        asked.append(request)
        return TeachAnswer(request.product_id, len(request.paths), {"b.jpg": "image.empty"} if len(asked) == 1 else {})

    def forget(request: Any, _ctx: Any) -> ForgetAnswer:
        return ForgetAnswer(request.product_id, len(request.photo_ids), ("/tmp/kept.jpg",))

    controller = teaching_controller(view, **{"vision.teach": teach, "vision.forget": forget})
    view.files_dropped.emit(["a.jpg"])
    assert "Choose a product first" in view.last("show_error")[0]
    view.product_chosen.emit("P1")
    view.files_dropped.emit(["a.jpg", "b.jpg"])
    assert "b.jpg is empty" in view.last("show_error")[0]
    view.forget_requested.emit("P1", ["x1"])
    sentence, action, undo = view.last("show_done")
    assert (sentence, action) == ("Removed 1 photo of Whole milk 1 l.", "Undo")
    undo()
    assert (asked[-1].product_id, asked[-1].paths) == ("P1", ("/tmp/kept.jpg",))
    controller.close()


# --- the check page ------------------------------------------------------------------------------


def test_good_specimens_are_taught_and_others_checked(view: View) -> None:
    state = {"photos": 0, "damaged": False}

    def check_of() -> Check:
        return Check(MILK, state["photos"], state["photos"] >= 3)

    def teach(request: Any, _ctx: Any) -> GoodAnswer:
        state["photos"] += len(request.paths)
        state["damaged"] = False
        return GoodAnswer(check_of(), len(request.paths))

    def check(request: Any, ctx: Any) -> None:
        if state["damaged"]:
            raise ModelError("vision.check_damaged", product_id="P1")
        ctx.partial(CheckAnswer(request.paths[0], 4.2, True, JPEG, None))
        ctx.partial(CheckAnswer(request.paths[1], error_code="image.text", error_params={"path": "/x/n.jpg"}))

    handlers = {
        "checks.list": lambda _r, _c: CheckList([check_of()] if state["photos"] else [], 3),
        "products.list": lambda _r, _c: SearchAnswer("", [Hit("P2", 0.0, "")], CARDS, 1),
        "checks.photos": lambda _r, _c: GoodPhotosAnswer(check_of(), []),
        "checks.teach": teach,
        "checks.check": check,
    }
    controller = ChecksController(view, InlineRunner(handlers), Messages())
    view.shown.emit()
    assert view.last("show_products") == ([(TEA, "no check yet")],)
    view.good_dropped.emit(["a"])
    assert "Choose a product first" in view.last("show_error")[0]
    view.product_chosen.emit("P1")
    view.good_dropped.emit(["a"])
    assert view.last("show_done") == ("2 more good photos of Whole milk 1 l are needed.",)
    view.good_dropped.emit(["b", "c"])
    assert view.last("show_done") == ("Learned what 3 good photos of Whole milk 1 l look like.",)
    assert view.last("show_products")[0] == [(MILK, "3 good photos")]
    view.files_dropped.emit(["odd.jpg", "/x/n.jpg"])
    first, second = view.all("show_checked")
    assert first[:3] == ("odd.jpg", 4.2, True)
    assert second[-1].startswith("n.jpg is a text")
    state["damaged"] = True
    view.files_dropped.emit(["again.jpg", "/x/n.jpg"])
    sentence, action, run = view.last("show_error")
    assert (sentence, action) == (ERRORS["vision.check_damaged"], "Learn again")
    assert view.last("show_checked")[0] == "/x/n.jpg"
    run()
    assert not state["damaged"]
    assert len(view.all("show_checked")) == 4  # the photos that had waited were checked by themselves
    assert view.all("show_checked")[2][:3] == ("again.jpg", 4.2, True)
    controller.close()


@pytest.mark.parametrize("code", ["vision.check_damaged", "vision.check_incomplete", "vision.check_version"])
def test_a_check_that_cannot_be_used_says_why_and_offers_to_learn_again(view: View, code: str) -> None:
    def check(_request: Any, _ctx: Any) -> None:
        raise ModelError(code, product_id="P1")

    check_of = Check(MILK, 3, True)
    handlers = {"checks.check": check, "checks.photos": lambda _r, _c: GoodPhotosAnswer(check_of, [])}
    controller = ChecksController(view, InlineRunner(handlers), Messages())
    view.product_chosen.emit("P1")
    view.files_dropped.emit(["odd.jpg"])
    sentence, action, _run = view.last("show_error")
    assert (sentence, action) == (ERRORS[code], "Learn again")
    assert "its photos are kept" in sentence
    controller.close()
