"""The pages of the Photos tab with real keys, clicks and drops: named controls, room at 1280 x 720, words for all."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QSlider,
    QWidget,
)
from pytestqt.qtbot import QtBot

from shopdesk.controllers.requests.vision import ConfusedWith, TaughtProduct
from shopdesk.engine.types import ProductCard
from shopdesk.ui import theme
from shopdesk.ui.main_window import MainWindow
from shopdesk.ui.photo_canvas import heat_image
from shopdesk.ui.photo_delegate import candidate_boxes
from shopdesk.ui.photo_drop import taken
from shopdesk.ui.theme import apply_theme
from tests.drops import drop, file_data

CARDS = [ProductCard(f"P{n}", f"Product {n}", 100 + n, "EUR", stock=n) for n in range(8)]
FIVE = [(card, 0.5 / 2**n) for n, card in enumerate(CARDS[:5])]


def file_bytes(colour: str = "green") -> np.ndarray:
    stream = io.BytesIO()
    Image.new("RGB", (96, 72), colour).save(stream, "JPEG")
    return np.frombuffer(stream.getvalue(), np.uint8)


HEAT = np.tile(np.arange(256, dtype=np.uint8), (8, 1))


@pytest.fixture(params=["light", "dark"])
def window(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[MainWindow]:
    apply_theme(qapp, request.param)
    out = MainWindow()
    out.resize(1280, 720)
    out.show()
    out.tabs.setCurrentIndex(2)
    qapp.processEvents()
    yield out
    out.close()
    out.deleteLater()
    qapp.processEvents()
    apply_theme(qapp, "light")


def fill(window: MainWindow) -> None:
    """Show everything that the three pages can show."""
    view = window.photos
    view.add_tiles(["/x/a.jpg", "/x/b.jpg", "/x/c.jpg"])
    badges = [("barcode", "barcode 1", "It names the product."), ("quality", "blurred", "Hold it still.")]
    view.show_answer("/x/a.jpg", FIVE, True, badges, file_bytes(), "Hold it still.", ("4006381333931",))
    view.show_answer("/x/b.jpg", FIVE[:2], False, [], file_bytes("red"))
    view.show_refusal("/x/c.jpg", "c.jpg is empty. Copy it from the camera or phone again.")
    view.show_inspection("/x/a.jpg", "P0", file_bytes(), HEAT, [(CARDS[1], 0.9, file_bytes()), (CARDS[2], 0.5, None)])
    view.teaching.show_products([(CARDS[0], "3 photos", "enough"), (CARDS[1], "1 photo", "too_few")])
    view.teaching.show_product(CARDS[0], [("a", file_bytes()), ("b", None)], [(1, 0.5), (2, 0.9)])
    row = TaughtProduct(CARDS[0], 3, 2, "confused", (ConfusedWith(CARDS[1], 1),))
    view.teaching.show_judgement(row, "Looks like another product.")
    view.teaching.show_accuracy(0.83)
    view.checks.show_products([(CARDS[0], "3 good photos")])
    view.checks.show_product(CARDS[0], [("a", file_bytes())], True, 3)
    view.checks.show_checked("/x/a.jpg", 4.2, True, file_bytes(), HEAT, "")
    view.checks.show_checked("/x/b.jpg", 0.0, False, None, None, "b.jpg is a text.")
    QApplication.processEvents()


def controls(view: QWidget) -> list[QWidget]:
    kinds = (QAbstractButton, QLineEdit, QAbstractSpinBox, QAbstractItemView, QSlider)
    found = []
    for kind in kinds:
        for widget in view.findChildren(kind):
            parent = widget.parentWidget()
            inside = isinstance(parent, QAbstractSpinBox | QLineEdit) or widget.objectName().startswith("qt_")
            if not inside:
                found.append(widget)
    return found


def test_every_control_has_a_name_and_a_tip(window: MainWindow) -> None:
    fill(window)
    for widget in controls(window.photos):
        assert widget.accessibleName(), widget
        row = isinstance(widget, QAbstractItemView) or widget.isHidden()
        own_bar = widget.parentWidget() in (window.photos.bar, window.photos.teaching.bar, window.photos.checks.bar)
        assert widget.toolTip() or row or own_bar, widget.accessibleName()


@pytest.mark.parametrize("page", ["recognise", "teach", "check"])
def test_nothing_sticks_out_of_the_smallest_window(window: MainWindow, page: str) -> None:
    fill(window)
    window.photos.show_page(page)
    QApplication.processEvents()
    assert (window.width(), window.height()) == (1280, 720)
    view = window.photos
    for widget in controls(view._stack.currentWidget()):
        if not widget.isVisible() or any(isinstance(p, QAbstractItemView) for p in (widget.parentWidget(),)):
            continue
        corner = widget.mapTo(view, QPoint(widget.width(), 0))
        assert corner.x() <= view.width(), widget.accessibleName()
        if isinstance(widget, QAbstractButton) and widget.text():
            assert widget.width() >= widget.fontMetrics().horizontalAdvance(widget.text()), widget.text()
    assert not window.grab().isNull()


def test_a_tile_says_everything_to_a_screen_reader(window: MainWindow) -> None:
    fill(window)
    said = window.photos.model.data(window.photos.model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    for words in ("a.jpg", "1: Product 0", "5: Product 4", "50 %", "It names the product."):
        assert words in said
    refused = window.photos.model.data(window.photos.model.index(2), Qt.ItemDataRole.AccessibleTextRole)
    assert "is empty" in refused


def test_a_click_on_a_candidate_of_a_tile_picks_it(window: MainWindow, qtbot: QtBot) -> None:
    fill(window)
    view, picked = window.photos, []
    view.chosen.connect(lambda path, key: picked.append((path, key)))
    place = view.tiles.visualRect(view.tiles.filter.index(0, 0))
    box = candidate_boxes(place, 5)[3]
    assert place.contains(box)
    qtbot.mouseClick(view.tiles.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert picked == [("/x/a.jpg", "P3")]
    assert view.inspector.candidates.current_id() == "P3"


def test_keys_choose_add_teach_and_read(window: MainWindow, qtbot: QtBot) -> None:
    fill(window)
    view, said = window.photos, []
    view.add_requested.connect(said.append)
    view.label_requested.connect(said.append)
    view.teach_requested.connect(lambda key, paths: said.append((key, paths)))
    view.new_product_requested.connect(lambda *args: said.append(args))
    qtbot.keyClick(view.tiles, Qt.Key.Key_3)
    qtbot.keyClick(view.tiles, Qt.Key.Key_Return)
    qtbot.keyClick(view.tiles, Qt.Key.Key_L)
    assert said == ["P2", "/x/a.jpg"]
    qtbot.keyClick(view.tiles, Qt.Key.Key_N)
    chooser = view.inspector.chooser
    view.show_teach_choices(CARDS)
    qtbot.keyClick(chooser.finder.field, Qt.Key.Key_Down)
    qtbot.keyClick(chooser.finder.products, Qt.Key.Key_Down)
    qtbot.keyClick(chooser.finder.products, Qt.Key.Key_Return)
    assert said[-1] == ("P1", ["/x/a.jpg"])
    qtbot.keyClick(view.tiles, Qt.Key.Key_N)
    view.show_teach_choices(CARDS[4:])
    qtbot.keyClick(chooser.finder.field, Qt.Key.Key_Return)
    assert said[-1] == ("P4", ["/x/a.jpg"])  # and nothing went into the basket as well
    assert window.focusWidget() is view.tiles  # the keys go on with the photos
    qtbot.keyClick(view.tiles, Qt.Key.Key_N)
    qtbot.mouseClick(chooser.new, Qt.MouseButton.LeftButton)
    assert chooser.code.text() == "4006381333931"
    assert not chooser.make.isEnabled()
    chooser.name.setText("  Quince jam ")
    chooser.price.setValue(3.49)
    qtbot.keyClick(chooser.name, Qt.Key.Key_Return)
    assert said[-1] == ("Quince jam", 349, "", "4006381333931", ["/x/a.jpg"])
    assert window.focusWidget() is view.tiles
    qtbot.keyClick(view.tiles, Qt.Key.Key_N)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert not view.inspector.none.isChecked()


def test_what_was_taught_stands_first_on_its_photo(window: MainWindow) -> None:
    fill(window)
    window.photos.show_chosen(CARDS[7], ["/x/a.jpg"])
    tile = window.photos.model.tiles[0]
    assert (tile.card, tile.kind, len(tile.candidates)) == (CARDS[7], "sure", 5)


def test_the_filter_counts_and_lists(window: MainWindow, qtbot: QtBot) -> None:
    fill(window)
    tools, tiles = window.photos.tools, window.photos.tiles
    qtbot.waitUntil(lambda: tools.filter.buttons["refused"].text() == "Refused 1")
    for kind, count in (("sure", 1), ("unsure", 1), ("refused", 1), ("all", 3)):
        qtbot.mouseClick(tools.filter.buttons[kind], Qt.MouseButton.LeftButton)
        assert tiles.filter.rowCount() == count
    qtbot.mouseClick(tools.clear, Qt.MouseButton.LeftButton)
    assert window.photos.model.rowCount() == 0
    assert not tools.save.isVisible()


def test_among_the_unsure_a_choice_is_followed_by_enter_for_the_same_photo(window: MainWindow, qtbot: QtBot) -> None:
    fill(window)
    view, added = window.photos, []
    view.add_requested.connect(added.append)
    view.show_answer("/x/d.jpg", FIVE[3:], False, [])
    filters = view.tools.filter.buttons
    qtbot.mouseClick(filters["unsure"], Qt.MouseButton.LeftButton)
    assert view.tiles.filter.rowCount() == 2
    view.tiles.setCurrentIndex(view.tiles.filter.index(0, 0))
    qtbot.keyClick(view.tiles, Qt.Key.Key_2)  # now it is sure, but it does not vanish under the owner's hand
    qtbot.keyClick(view.tiles, Qt.Key.Key_Return)
    assert added == ["P1"]
    assert view.tiles.filter.rowCount() == 2
    for kind in ("all", "unsure"):  # looked at anew, it is no longer among them
        qtbot.mouseClick(filters[kind], Qt.MouseButton.LeftButton)
    assert view.tiles.filter.rowCount() == 1


def test_photos_taken_off_the_table_while_they_are_taught_stay_off(window: MainWindow, qtbot: QtBot) -> None:
    fill(window)
    view = window.photos
    qtbot.mouseClick(view.tools.clear, Qt.MouseButton.LeftButton)
    view.show_chosen(CARDS[7], ["/x/a.jpg"])  # the answer comes late
    assert view.model.rowCount() == 0


def test_what_is_dropped_later_is_gone_to_whatever_is_listed(window: MainWindow, qtbot: QtBot) -> None:
    fill(window)
    view = window.photos
    qtbot.mouseClick(view.tools.filter.buttons["refused"], Qt.MouseButton.LeftButton)
    view.add_tiles([f"/y/{number}.jpg" for number in range(30)])
    tile = view.tiles.current_tile()
    assert tile is not None
    assert tile.path == "/y/0.jpg"
    assert view.tiles.filter.rowCount() == 33
    view.add_tiles(["/x/a.jpg"])  # asked again: it lies where it lay
    assert view.tiles.current_tile() is tile


def test_escape_cancels_what_is_being_done(window: MainWindow, qtbot: QtBot) -> None:
    fill(window)
    view, cancelled = window.photos, []
    view.cancel_requested.connect(lambda: cancelled.append(True))
    qtbot.keyClick(view.tiles, Qt.Key.Key_Escape)
    assert not cancelled
    view.show_busy("Recognising photos", 0.1)
    view.inspector.none.setChecked(True)
    qtbot.keyClick(view, Qt.Key.Key_Escape)  # first the page that lies over it
    assert not cancelled
    qtbot.keyClick(view.tiles, Qt.Key.Key_Escape)
    assert cancelled == [True]
    for page in (view.teaching, view.checks):
        page.cancel_requested.connect(lambda: cancelled.append(True))
        view.show_page("teach" if page is view.teaching else "check")
        page.show_busy("Learning", 0.1)
        qtbot.keyClick(page.products, Qt.Key.Key_Escape)
    assert cancelled == [True] * 3


def test_the_strength_of_sales_is_off_and_visible(window: MainWindow) -> None:
    tools = window.photos.tools
    assert (window.photos.prior, tools.options.text()) == (0.0, "Options")
    tools.strength.setValue(40)
    assert window.photos.prior == pytest.approx(0.4)
    assert "40 %" in tools.options.text()
    assert window.photos.labels == "unsure"
    tools.read.setChecked(False)
    assert window.photos.labels == "never"


def test_pictures_come_as_files_bytes_images_or_only_links(tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.org/a.png")])
    assert taken(data).paths == [str(tmp_path)]
    data = QMimeData()
    data.setData("image/webp", b"RIFF....")
    assert taken(data).image == b"RIFF...."
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/a.png")])
    assert taken(data).link
    assert taken(QMimeData()).image is None


def test_drops_on_the_check_page_go_where_they_are_dropped(window: MainWindow) -> None:
    fill(window)
    page, good, checked = window.photos.checks, [], []
    window.photos.show_page("check")
    page.good_dropped.connect(good.append)
    page.files_dropped.connect(checked.append)
    data = file_data("/x/new.jpg")
    assert drop(page.more, data)
    assert drop(page.zone, data)
    assert drop(page, data)
    assert (good, checked) == ([["/x/new.jpg"]], [["/x/new.jpg"], ["/x/new.jpg"]])
    page.show_product(CARDS[0], [], False, 3)
    assert drop(page, data)  # too few good ones yet: what is dropped beside the zones is one of them
    assert len(good) == 2


def test_photos_are_taken_out_with_delete(window: MainWindow, qtbot: QtBot) -> None:
    fill(window)
    page, gone = window.photos.teaching, []
    window.photos.show_page("teach")
    page.forget_requested.connect(lambda key, ids: gone.append((key, ids)))
    assert not page.remove.isEnabled()
    page.sheet.item(1).setSelected(True)
    assert page.remove.isEnabled()
    qtbot.keyClick(page.sheet, Qt.Key.Key_Delete)
    assert gone == [("P0", ["b"])]


def test_the_checked_photo_is_shown_with_its_verdict(window: MainWindow) -> None:
    fill(window)
    page = window.photos.checks
    page.results.setCurrentRow(0)
    assert page._verdict.text() == "Looks odd"
    assert page.heat.canvas.has_heat
    page.results.setCurrentRow(1)
    assert page._words.text() == "b.jpg is a text."
    page.clear_checked()
    assert not page._verdict.text()


def test_verdicts_are_written_in_the_colours_of_the_theme(window: MainWindow, qapp: QApplication) -> None:
    fill(window)
    page = window.photos.checks
    seen = []
    for mode in ("light", "dark"):
        apply_theme(qapp, mode)
        qapp.processEvents()
        for row, colour in enumerate(("accent", "danger")):
            assert page.results.item(row).foreground().color() == theme.colour(colour)
        seen.append(page.results.item(0).foreground().color().name())
    assert seen[0] != seen[1]


def test_the_map_is_clear_where_nothing_speaks_and_strong_where_it_decides() -> None:
    image = heat_image(HEAT, 1.0)
    assert (image.width(), image.height()) == (256, 8)
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(255, 4).alpha() > 200
    assert heat_image(HEAT, 0.0).pixelColor(255, 4).alpha() == 0
