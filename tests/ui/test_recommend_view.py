"""The parts of the Recommend tab with real keys and clicks: weights, subjects, evidence, quality, pairs, drops."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QSlider, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.engine.types import (
    CustomerCard,
    Evidence,
    LikeEvidence,
    Metrics,
    NeighbourEvidence,
    PairEvidence,
    PairRule,
    ProductCard,
    SoldBasket,
)
from shopdesk.ui.format import moment
from shopdesk.ui.main_window import MainWindow
from shopdesk.ui.product_drag import product_data, product_in
from shopdesk.ui.recommend_view import RecommendView
from shopdesk.ui.theme import apply_theme

CARDS = [ProductCard(f"P{n}", f"Product number {n} with a long name", 100 + n, "EUR", stock=n) for n in range(8)]
BY_ID = {card.product_id: card for card in CARDS}
ITEMS = [(card, 1.0 - n / 10, [f"In {n} of 9 baskets", "Alike"]) for n, card in enumerate(CARDS)]
SOLD = datetime(2026, 5, 4, 15, 6, tzinfo=UTC)


def basket(key: str, *lines: tuple[str, float]) -> SoldBasket:
    products = tuple(product for product, _ in lines)
    names = tuple(BY_ID[product].name for product in products)
    return SoldBasket(key, SOLD, products, names, tuple(quantity for _, quantity in lines), "C1", "Ada")


@pytest.fixture
def window(qapp: QApplication) -> Iterator[MainWindow]:
    apply_theme(qapp, "light")
    out = MainWindow()
    out.resize(1280, 720)
    out.show()
    qapp.processEvents()
    yield out
    out.close()
    out.deleteLater()
    qapp.processEvents()


@pytest.fixture
def view(window: MainWindow) -> RecommendView:
    return window.recommend


def words(widget: QWidget) -> list[str]:
    QApplication.processEvents()  # what was just put into a layout is not on the screen yet
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget) and one.text()]


def test_cards_keep_their_place_and_the_focus(view: RecommendView, qtbot: QtBot) -> None:
    view.show_recommendations(ITEMS)
    QApplication.processEvents()
    third = view.grid.cards[2]
    third.setFocus()
    view.show_recommendations(list(reversed(ITEMS)))
    assert view.grid.cards[2] is third
    assert third.hasFocus()
    assert third.item is not None
    assert third.item[0].product_id == "P5"
    view.show_recommendations(ITEMS[:2])
    assert [card.item[0].product_id for card in view.grid.cards if card.item] == ["P0", "P1"]
    assert view.grid.cards[1].hasFocus()
    widths = {card.width() for card in view.grid.cards}
    assert max(widths) - min(widths) <= 1  # all columns are equally wide
    right = view.grid.viewport().mapFromGlobal(view.grid.cards[1].mapToGlobal(view.grid.cards[1].rect().topRight())).x()
    assert right <= view.grid.viewport().width()


def test_the_reasons_that_were_opened_stay_open(view: RecommendView, qtbot: QtBot) -> None:
    asked: list[str] = []
    view.why_requested.connect(asked.append)
    view.show_recommendations(ITEMS)
    assert asked == ["P0"]
    view.show_recommendations(ITEMS[1:])
    assert asked == ["P0", "P1"]  # nobody chose the first: the reasons are those of the best
    qtbot.keyClick(view.grid.cards[2], Qt.Key.Key_Space)
    assert view.why.product_id == "P3"
    view.show_recommendations(ITEMS)
    assert view.why.product_id == "P3"
    assert [card.property("chosen") for card in view.grid.cards].count("true") == 1
    view.show_recommendations([])
    assert view.why.product_id == ""


def test_keys_of_a_card(view: RecommendView, qtbot: QtBot) -> None:
    said: list[object] = []
    view.add_requested.connect(said.append)
    view.subject_changed.connect(lambda kind, key: said.append((kind, key)))
    view.show_recommendations(ITEMS)
    card = view.grid.cards[1]
    card.setFocus()
    qtbot.keyClick(card, Qt.Key.Key_Enter)
    qtbot.keyClick(card, Qt.Key.Key_S)
    assert said == ["P1", ("product", "P1")]


def test_weights_speak_while_they_move_and_once_they_rest(view: RecommendView, qtbot: QtBot) -> None:
    moved: list[dict[str, float]] = []
    rested: list[dict[str, float]] = []
    view.weights_changed.connect(moved.append)
    view.weights_settled.connect(rested.append)
    assert not view.sliders.isVisible()
    qtbot.mouseClick(view.weights_button, Qt.MouseButton.LeftButton)
    assert view.sliders.isVisible()
    slider = view.sliders.sliders["repeat"]
    for _ in range(3):
        qtbot.keyClick(slider, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: bool(rested))
    assert moved[-1] == rested[-1] == {"content": 1.0, "behaviour": 1.0, "repeat": 1.3, "popularity": 1.0}
    qtbot.keyClick(slider, Qt.Key.Key_Home)
    assert "off" in words(view.sliders)
    qtbot.mouseClick(view.sliders.reset, Qt.MouseButton.LeftButton)
    assert set(view.weights.values()) == {1.0}
    assert not view.sliders.reset.isEnabled()
    qtbot.mouseClick(view.methods._group.button(1), Qt.MouseButton.LeftButton)
    assert not view.sliders.isVisible()  # they count in the best mix only
    assert not view.weights_button.isEnabled()
    view.show_choice("hybrid", {"popularity": 99.0, "content": -1.0})
    assert (view.weights["popularity"], view.weights["content"]) == (3.0, 0.0)


def test_subjects_by_the_keyboard(view: RecommendView, qtbot: QtBot) -> None:
    chosen: list[tuple[str, str]] = []
    typed: list[str] = []
    view.subject_changed.connect(lambda kind, key: chosen.append((kind, key)))
    view.subject_search_edited.connect(typed.append)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert view.subject_kind == "product"
    view.show_subject_choices(CARDS, [CARDS[3]])
    titles = [view.choices.item(n).text() for n in range(view.choices.count())]
    assert titles[:3] == ["Recent", CARDS[3].name, "All products"]
    assert titles.count(CARDS[3].name) == 1
    qtbot.keyClicks(view.field, "ab")
    qtbot.keyClick(view.field, Qt.Key.Key_Down)
    qtbot.keyClick(view.field, Qt.Key.Key_Down)  # over the heading
    qtbot.keyClick(view.field, Qt.Key.Key_Return)
    assert chosen[-1] == ("product", "P0")
    qtbot.keyClick(view.field, Qt.Key.Key_Escape)
    assert typed == ["a", "ab", ""]
    view.show_subject_choices([])
    qtbot.keyClicks(view.field, "zz")
    view.show_subject_choices([])
    assert "Nothing found" in view.choices.item(0).text()
    qtbot.keyClick(view.field, Qt.Key.Key_Return)
    assert len(chosen) == 2


def test_the_basket_lists_subjects_of_late(view: RecommendView, qtbot: QtBot) -> None:
    chosen: list[tuple[str, str]] = []
    view.subject_changed.connect(lambda kind, key: chosen.append((kind, key)))
    view.show_subject_choices([], [CustomerCard("C1", "Ada", 2, SOLD), CARDS[1]])
    view.choices.setFocus()
    view.choices.setCurrentRow(1)
    qtbot.keyClick(view.choices, Qt.Key.Key_Return)
    assert chosen == [("customer", "C1")]
    view.choices.grab()


EVIDENCE = Evidence(
    "P0",
    pairs=(
        PairEvidence("P1", ("7", "8", "9"), 37, 412, 2.34),
        PairEvidence("P2", ("9",), 2, 50, 1.5),
        PairEvidence("gone", (), 1, 50, 1.5),
    ),
    neighbours=(NeighbourEvidence("C1", 0.654, 1), NeighbourEvidence("C9", 0.5, 4)),
    neighbours_of=50,
    likes=(LikeEvidence("P3", 0.5, 2 / 3, ("product", "long"), True, 1.0, 1.03, 0.4, 0.3, None),),
    repeats=(datetime(2026, 5, 1, 9, 0), datetime(2026, 5, 4, 9, 0)),
    every_days=3.0,
    days_since=2.0,
    popular_count=12,
    popular_of=300,
    sold=77,
)


def test_evidence_says_every_number(view: RecommendView, qtbot: QtBot) -> None:
    view.show_recommendations(ITEMS)
    baskets = {key: basket(key, ("P1", 1), ("P0", 2), ("P4", 0.5), ("P5", 3)) for key in "789"}
    view.show_evidence(EVIDENCE, BY_ID, baskets, {"C1": "Ada"}, ["similar", "together"])
    QApplication.processEvents()
    said = "\n".join(words(view.why))
    for part in (
        "In 37 of its 412 baskets, 2.3 times chance",
        "In 2 of its 50 baskets",
        "Of the 50 most like this one",
        "65 % alike, bought it once",
        "50 % alike, bought it in 4 baskets",
        "67 % alike, distance 0.5",
        "Distance in words 0.4, price 0.3",
        "Both: product, long",
        "On average every 3 days",
        "In 12 of 300 baskets of the last 30 days",
        "In 77 baskets since the first sale",
        f"{moment(SOLD)}  ·  Ada",
        "Both, with Product number 4 with a long name, 3 × Product number 5 with a long name",
        "C9",
    ):
        assert part in said, part
    heads = [text for text in words(view.why) if text in ("Alike", "Bought together", "Customers like this one")]
    assert heads.index("Alike") < heads.index("Bought together")  # the strongest kind of reason first
    shown = sum(moment(SOLD) in text for text in words(view.why))
    for more in [b for b in view.why.findChildren(QAbstractButton) if b.text() in ("1 more", "Show the baskets")]:
        qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert sum(moment(SOLD) in text for text in words(view.why)) > shown
    asked: list[tuple[str, str]] = []
    view.subject_changed.connect(lambda kind, key: asked.append((kind, key)))
    link = next(b for b in view.why.findChildren(QAbstractButton) if b.accessibleName().endswith(CARDS[3].name))
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert asked == [("product", "P3")]


def test_evidence_of_another_product_is_dropped(view: RecommendView) -> None:
    view.show_recommendations(ITEMS[1:])
    before = words(view.why)
    view.show_evidence(EVIDENCE, BY_ID, {}, {}, [])
    assert words(view.why) == before


def test_baskets_as_neighbours(view: RecommendView) -> None:
    view.show_recommendations(ITEMS)
    near = (NeighbourEvidence("C1", 0.9, 1, "7"), NeighbourEvidence(None, 0.8, 1, "8"))
    found = Evidence("P0", neighbours=near, neighbours_of=500)
    view.show_evidence(found, BY_ID, {"7": basket("7", ("P4", 1), ("P0", 1))}, {"C1": "Ada"}, ["neighbours"])
    said = "\n".join(words(view.why))
    assert "Baskets like this one" in said
    assert "Of the 500 most like this one, those with it" in said
    assert f"{CARDS[0].name}, {CARDS[4].name}" in said


def metrics(value: float, n: int = 200) -> Metrics:
    return Metrics(value, value, 0.41, 0.5, n, {"hit_rate": (value - 0.05, value + 0.05)}, verdict="better")


def test_quality_shows_both_sides_and_the_verdict(view: RecommendView, qtbot: QtBot) -> None:
    asked: list[str] = []
    view.quality_requested.connect(lambda: asked.append("measure"))
    view.quality_cancelled.connect(lambda: asked.append("stop"))
    qtbot.mouseClick(view.quality_button, Qt.MouseButton.LeftButton)
    assert view.pages.currentWidget() is view.quality
    assert not view.why.isVisible()
    qtbot.mouseClick(view.quality.measure, Qt.MouseButton.LeftButton)
    view.show_measuring("Measuring", 0.25)
    assert not view.quality.measure.isEnabled()
    qtbot.mouseClick(view.quality.cancel, Qt.MouseButton.LeftButton)
    view.show_measuring("", None)
    assert asked == ["measure", "stop"]
    parts = [("completion", "Much better.", metrics(0.65), metrics(0.14)), ("customer", "Few.", *[metrics(0, 0)] * 2)]
    view.show_quality("Right for 65 %", parts, SOLD, False, 4321)
    said = "\n".join(words(view.quality))
    for part in ("Much better.", "65 %   (60 % – 70 %)", "14 %   (9 % – 19 %)", "0.41", "Few.", "measure again"):
        assert part in said, part
    assert view.quality.measure.isEnabled()
    view.quality.grab()
    view.show_quality("Right for 65 %", parts, SOLD, True, 4321)
    assert not view.quality.measure.isEnabled()
    qtbot.keyClick(view.quality, Qt.Key.Key_Escape)
    assert view.pages.currentWidget() is not view.quality
    assert view.quality_button.hasFocus()
    assert view.quality_line.text() == "Right for 65 %"


def test_pairs_are_asked_for_as_they_are_filtered(view: RecommendView, qtbot: QtBot) -> None:
    asked: list[dict[str, object]] = []
    chosen: list[str] = []
    view.rules_requested.connect(asked.append)
    view.subject_changed.connect(lambda _, key: chosen.append(key))
    qtbot.mouseClick(view.rules_button, Qt.MouseButton.LeftButton)
    assert asked == [{"text": "", "min_count": 3, "order": "strength", "descending": True}]
    rules = [PairRule("P1", "P2", 37, 412, 0.0898, 17.96), PairRule("gone", "P2", 1037, 4120, 0.25, 2.0)]
    view.show_rules(rules, BY_ID, 1234, 5000)
    model = view.rules.rules
    cells = [[model.data(model.index(row, column)) for column in range(5)] for row in range(2)]
    assert cells[0] == [CARDS[1].name, CARDS[2].name, "37 of 412", "9 %", "18.0"]
    assert cells[1][0] == "gone"
    assert "2 of 1234 pairs" in view.rules._count.text().replace(",", "")
    qtbot.keyClicks(view.rules.field, "tea")
    view.rules.least.setValue(5)
    qtbot.waitUntil(lambda: asked[-1]["text"] == "tea" and asked[-1]["min_count"] == 5)
    view.rules.table.horizontalHeader().sectionClicked.emit(3)
    assert (asked[-1]["order"], asked[-1]["descending"]) == ("confidence", True)
    view.rules.table.horizontalHeader().sectionClicked.emit(3)
    assert asked[-1]["descending"] is False
    view.rules.table.selectRow(0)
    qtbot.keyClick(view.rules.table, Qt.Key.Key_Return)
    assert chosen == ["P1"]
    view.show_rules([], {}, 0, 0)
    assert "Nothing has been sold yet" in view.rules._count.text()
    view.show_rules([], {}, 0, 10)
    assert "No two products" in view.rules._count.text()


def test_a_product_is_dropped_onto_the_basket(window: MainWindow) -> None:
    got: list[str] = []
    window.basket.suggestion_added.connect(got.append)
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    place = window.basket.rect().center()
    data = product_data(CARDS[1])
    assert product_in(data) == "P1"
    enter = QDragEnterEvent(place, copy, data, left, none)
    QApplication.sendEvent(window.basket, enter)
    assert enter.isAccepted()
    assert window.basket.property("drop") == "true"
    QApplication.sendEvent(window.basket, QDragLeaveEvent())
    assert window.basket.property("drop") == "false"
    for folded in (False, True):
        window.basket.set_folded(folded)
        QApplication.sendEvent(window.basket, QDragEnterEvent(place, copy, data, left, none))
        QApplication.sendEvent(window.basket, QDropEvent(QPointF(place), copy, data, left, none))
    assert got == ["P1", "P1"]
    other = QMimeData()
    other.setText("P1")
    enter = QDragEnterEvent(place, copy, other, left, none)
    QApplication.sendEvent(window.basket, enter)
    assert not enter.isAccepted()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_everything_fits_the_smallest_window(window: MainWindow, qapp: QApplication, mode: str) -> None:
    apply_theme(qapp, mode)
    view = window.recommend
    view.weights_button.setChecked(True)
    view.show_as_of(SOLD)
    view.show_recommendations(ITEMS)
    view.show_evidence(EVIDENCE, BY_ID, {"7": basket("7", ("P0", 1), ("P1", 2))}, {}, [])
    for page in (view._cards, view.quality, view.rules):
        view.pages.setCurrentWidget(page)
        qapp.processEvents()
        assert (window.width(), window.height()) == (1280, 720)
        for kind in (QAbstractButton, QLineEdit, QSlider, QSpinBox):
            for control in page.findChildren(kind):
                if control.isVisible() and not control.parentWidget().inherits("QLineEdit"):
                    corner = control.mapTo(page, control.rect().topRight())
                    assert corner.x() <= page.width(), control.accessibleName()
        window.grab()
    apply_theme(qapp, "light")


def test_every_control_says_what_it_does(view: RecommendView) -> None:
    view.show_recommendations(ITEMS)
    silent = [
        control.accessibleName()
        for kind in (QAbstractButton, QLineEdit, QSlider, QSpinBox)
        for control in view.findChildren(kind)
        if not control.objectName().startswith("qt_")
        and not control.parentWidget().inherits("QLineEdit")
        and not (control.toolTip() or control.property("role") in ("segment", "primary", "inline", ""))
    ]
    assert set(silent) <= {"Filter pairs by name", "Dismiss"}


@pytest.mark.parametrize("kind", ["basket", "product", "customer"])
def test_a_choice_is_as_whole_when_it_is_on(view: RecommendView, qapp: QApplication, kind: str) -> None:
    apply_theme(qapp, "light")
    view.resize(1008, 700)
    view.show()
    qapp.processEvents()
    view.subject.kinds.choose(kind)
    qapp.processEvents()
    assert not any(one.is_cut() for one in view.subject.kinds.buttons())
