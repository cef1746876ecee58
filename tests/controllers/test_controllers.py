"""Controllers with jobs run inline: the right question is asked, the right thing is shown, errors become sentences."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from shopdesk.controllers.messages import ERRORS, Messages
from shopdesk.controllers.recommend import RecommendController, bar_lengths
from shopdesk.controllers.requests.catalog import SearchAnswer
from shopdesk.controllers.requests.recommend import RecommendAnswer
from shopdesk.controllers.till import BasketController, SearchController
from shopdesk.engine.errors import DataError, NotFound
from shopdesk.engine.types import (
    Basket,
    BasketLine,
    Hit,
    ProductCard,
    Reason,
    Recommendation,
)
from shopdesk.workers.runner import InlineRunner

MILK = ProductCard("P1", "Whole milk 1 l", 129, "EUR", stock=4)
TEA = ProductCard("P2", "Black tea", 299, "EUR")
CARDS = {"P1": MILK, "P2": TEA}


class View(QObject):
    """A passive view that notes what it is shown."""

    subject_changed = Signal(str, str)
    method_changed = Signal(str)
    add_requested = Signal(str)
    subject_search_edited = Signal(str)
    cancel_requested = Signal()
    weights_changed = Signal(dict)
    weights_settled = Signal(dict)
    why_requested = Signal(str)
    quality_requested = Signal()
    quality_cancelled = Signal()
    rules_requested = Signal(dict)
    rules_export_requested = Signal(str)
    product_chosen = Signal(str)
    model_chosen = Signal(str)
    horizon_changed = Signal(int)
    window_changed = Signal(int)
    decomposition_toggled = Signal(bool)
    files_dropped = Signal(list)
    image_dropped = Signal(object)
    teach_requested = Signal(str, list)
    text_edited = Signal(str)
    accepted = Signal(str)
    submitted = Signal(str)
    quantity_changed = Signal(str, float)
    removed = Signal(str)
    completed = Signal()
    cleared = Signal()
    suggestion_added = Signal(str)
    weights: dict[str, float] = {}  # noqa: RUF012
    method, model, horizon, window, decomposition = "hybrid", "auto", 8, 28, False

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[tuple[str, tuple[Any, ...]]] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith(("show_", "hide_", "set_", "add_", "clear")):
            return lambda *args: self.shown.append((name, args))
        raise AttributeError(name)

    def last(self, name: str) -> tuple[Any, ...]:
        return [args for shown, args in self.shown if shown == name][-1]


@pytest.fixture
def view(qapp: Any) -> View:
    return View()


def basket(*lines: tuple[ProductCard, float]) -> Basket:
    rows = tuple(BasketLine(card, quantity, card.price) for card, quantity in lines)
    return Basket("B1", rows, sum(int(r.unit_price * r.quantity) for r in rows), "EUR")


def test_recommendations_come_with_their_sentences(view: View) -> None:
    asked = []

    def run(request: Any, _ctx: Any) -> RecommendAnswer:
        asked.append(request)
        reason = Reason("together", {"product_id": "P1", "count": 37, "of": 412, "lift": 2.3})
        return RecommendAnswer(request.subject, [Recommendation("P2", 0.9, [reason])], CARDS, request.method)

    controller = RecommendController(
        view, InlineRunner({"recommend.run": run, "products.list": no_products}), Messages()
    )
    view.subject_changed.emit("product", "P1")
    assert (asked[-1].subject, asked[-1].ids) == ("product", ("P1",))
    ((card, score, sentences),) = view.last("show_recommendations")[0]
    assert (card, score) == (TEA, 1.0)
    assert sentences == ["With Whole milk 1 l in 37 of 412 baskets, 2.3 times more often than by chance"]
    view.subject_changed.emit("basket", "")
    controller.follow_basket(basket((MILK, 2)))
    assert (asked[-1].subject, asked[-1].ids) == ("basket", ("P1",))


def test_the_list_is_of_the_same_kind_as_the_subject(view: View) -> None:
    asked: list[Any] = []

    def run(request: Any, _ctx: Any) -> RecommendAnswer:
        return RecommendAnswer(request.subject, [], CARDS, request.method)

    def find(request: Any, _ctx: Any) -> SearchAnswer:
        asked.append(request)
        return SearchAnswer("", [Hit("P1", 0.0, "")], CARDS, 1)

    handlers = {"recommend.run": run, "search.find": find, "products.list": find}
    controller = RecommendController(view, InlineRunner(handlers), Messages())
    view.subject_changed.emit("product", "P1")
    assert asked
    assert view.last("show_subject_choices") == ([MILK], [])
    assert controller.lane == "recommend"


def test_bars_follow_the_scores_whatever_their_scale() -> None:
    assert bar_lengths([-1.0, -2.0, -3.0]) == pytest.approx([1.0, 0.575, 0.15])
    assert bar_lengths([7.0]) == [1.0]
    assert bar_lengths([]) == []


def test_an_unknown_product_is_a_sentence(view: View) -> None:
    def run(_request: Any, _ctx: Any) -> None:
        raise NotFound("product.unknown", product_id="P9")

    controller = RecommendController(
        view, InlineRunner({"recommend.run": run, "products.list": no_products}), Messages()
    )
    view.subject_changed.emit("product", "P9")
    assert controller.lane == "recommend"
    assert view.last("show_error") == ("There is no product P9. Search for it by name.",)


def no_products(_request: Any, _ctx: Any) -> SearchAnswer:
    return SearchAnswer("", [], {}, 0)


def test_a_scanned_barcode_goes_straight_into_the_basket(view: View) -> None:
    def find(request: Any, _ctx: Any) -> SearchAnswer:
        return SearchAnswer(request.text, [Hit("P1", 1.0, "barcode"), Hit("P2", 0.1, "substring")], CARDS, 2)

    added: list[str] = []
    controller = SearchController(view, view, InlineRunner({"search.find": find}), Messages())
    controller.add_requested.connect(added.append)
    view.submitted.emit("4006381333931")
    assert added == ["P1"]


class Shop:
    def __init__(self) -> None:
        self.lines: dict[str, float] = {}

    def basket(self) -> Basket:
        return basket(*((CARDS[p], q) for p, q in self.lines.items()))

    def add_to_basket(self, product_id: str, quantity: float) -> Basket:
        self.lines[product_id] = self.lines.get(product_id, 0) + quantity
        return self.basket()

    def set_quantity(self, product_id: str, quantity: float) -> Basket:
        self.lines[product_id] = quantity
        return self.basket()

    def complete_basket(self) -> Basket:
        if not self.lines:
            raise DataError("basket.empty")
        self.lines = {}
        return self.basket()


def test_every_change_of_the_basket_goes_through_the_shop(qtbot: QtBot, view: View) -> None:
    shop = Shop()
    controller = BasketController(view, view, InlineRunner(), Messages(), lambda: shop)
    with qtbot.waitSignal(controller.changed, timeout=5000):
        controller.add("P1")
        controller.add("P1")
        view.quantity_changed.emit("P1", 5.0)
    assert shop.lines == {"P1": 5.0}
    with qtbot.waitSignal(controller.changed, timeout=5000):
        view.completed.emit()
    assert view.last("show_basket")[0].lines == ()
    view.completed.emit()
    assert view.last("show_error") == ("The basket is empty. Add a product first.",)


def test_every_error_sentence_is_complete_even_without_its_parameters() -> None:
    for code in ERRORS:
        sentence = Messages().error(DataError(code))
        assert sentence
        assert "{" not in sentence
    assert Messages().error(DataError("no.such.code")) == ERRORS["internal"]
