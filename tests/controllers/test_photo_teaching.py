"""The controllers of the Teach and Check pages with jobs run inline."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from shopdesk.controllers.messages import ERRORS, Messages
from shopdesk.controllers.photo_checks import ChecksController
from shopdesk.controllers.photo_teaching import TeachingController
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
    PhotosAnswer,
    TaughtAnswer,
    TaughtPhoto,
    TaughtProduct,
    TeachAnswer,
)
from shopdesk.engine.errors import ModelError
from shopdesk.engine.types import Hit, ProductCard
from shopdesk.workers.runner import InlineRunner
from tests.controllers.photo_view import CARDS, JPEG, MILK, TEA, View


@pytest.fixture
def view(qapp: Any) -> View:
    return View()


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
