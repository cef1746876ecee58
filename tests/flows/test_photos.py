"""The Photos tab with its real lanes and engine process: drops of all kinds, cancel, teaching, damage and rebuild."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.app import ShopDesk
from shopdesk.engine.types import ProductCard
from shopdesk.store.shop import open_shop
from shopdesk.ui.photos_view import PhotosView
from tests.drops import drop, file_data

sys.path.insert(0, str(Path(__file__).parent))
from photo_files import packet_on_table, picture_as_photo, write_broken

PATIENCE = 240_000
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
LANES = ("warm", "vision", "files", "photo", "teaching", "taught", "taught-photos", "judge", "label")


@pytest.fixture
def shop_folder(small_template: Path, tmp_path: Path) -> Path:
    """A demo shop of the test's own."""
    return Path(shutil.copytree(small_template, tmp_path / "shop"))


@pytest.fixture
def desk(open_window: Callable[..., ShopDesk], shop_folder: Path) -> ShopDesk:
    desk = open_window(shop_folder)
    desk.window.tabs.setCurrentIndex(2)
    desk.window.photos.tools.read.setChecked(False)
    return desk


@pytest.fixture
def cards(shop_folder: Path) -> list[ProductCard]:
    with open_shop(shop_folder) as shop:
        return [card for card in shop.cards(shop.product_ids(0, 60)) if card.picture]


def wait_idle(qtbot: QtBot, desk: ShopDesk, *lanes: str) -> None:
    qtbot.waitUntil(lambda: not any(desk.runner.is_busy(lane) for lane in lanes or LANES), timeout=PATIENCE)


def wait_ready(qtbot: QtBot, desk: ShopDesk) -> None:
    """Wait until everything is warm: before its first paint the window has not even begun."""
    qtbot.waitUntil(lambda: desk.window.status.text("engine") == "Engine ready", timeout=PATIENCE)


def drop_files(target: QWidget, *paths: Path) -> None:
    assert drop(target, file_data(*paths))


def answered(view: PhotosView, count: int) -> bool:
    tiles = view.model.tiles
    return len(tiles) == count and all(tile.answered for tile in tiles)


def test_a_folder_of_300_with_20_broken_files(
    qtbot: QtBot, desk: ShopDesk, cards: list[ProductCard], tmp_path: Path
) -> None:
    view, folder = desk.window.photos, tmp_path / "market day"
    (folder / "more").mkdir(parents=True)
    shown: dict[str, str] = {}
    for number in range(280):
        card = cards[number % len(cards)]
        path = folder / ("more" if number % 7 == 0 else "") / f"IMG_{number:04}.jpg"
        picture_as_photo(card, path, number)
        shown[str(path)] = card.product_id
    broken = write_broken(folder, "a") | write_broken(folder / "more", "b")
    (folder / "thumbs.db").write_bytes(b"no picture, and not named as one")
    wait_ready(qtbot, desk)
    drop_files(view, folder)
    qtbot.waitUntil(lambda: answered(view, 300), timeout=PATIENCE)

    refused = {tile.path: tile.refusal for tile in view.model.tiles if tile.refusal}
    assert set(refused) == set(broken)
    for path, words in broken.items():
        assert words in refused[path]
        assert Path(path).name in refused[path]
    assert len(set(refused.values())) == 20
    # drawings that differ by little more than their colours, each taught once: the right one is the first or second
    among = sum(
        shown[tile.path] in [card.product_id for card, _ in tile.candidates[:2]]
        for tile in view.model.tiles
        if not tile.refusal
    )
    assert among >= 0.95 * len(shown)
    assert all(len(tile.candidates) == 5 and tile.picture is not None for tile in view.model.tiles if not tile.refusal)

    # the filter lists the refused ones, and the sheet has a line for each of them
    qtbot.waitUntil(lambda: view.tools.filter.buttons["refused"].text() == "Refused 20", timeout=PATIENCE)
    QTest.mouseClick(view.tools.filter.buttons["refused"], Qt.MouseButton.LeftButton)
    assert view.tiles.filter.rowCount() == 20
    view.csv_requested.emit(str(tmp_path / "refused.csv"), True)
    wait_idle(qtbot, desk, "files")
    assert len((tmp_path / "refused.csv").read_text(encoding="utf-8-sig").splitlines()) == 21


def test_cancel_stops_the_engine_too(qtbot: QtBot, desk: ShopDesk, cards: list[ProductCard], tmp_path: Path) -> None:
    view, folder = desk.window.photos, tmp_path / "many"
    folder.mkdir()
    for number in range(60):
        packet_on_table(cards[number % len(cards)], folder / f"{number:04}.jpg", number)
    wait_ready(qtbot, desk)
    drop_files(view, folder)
    qtbot.waitUntil(lambda: view.model.counts()["waiting"] in range(1, 59), timeout=PATIENCE)
    view.show_busy("Recognising photos", 0.1)
    QTest.mouseClick(view.busy.cross, Qt.MouseButton.LeftButton)
    assert not desk.runner.is_busy("vision")
    assert not view.busy.isVisible()
    left = [tile for tile in view.model.tiles if tile.refusal]
    assert len(left) > 4
    assert all("Not looked at" in tile.refusal for tile in left)
    # the engine's lane is free again: another photo is answered although nobody waits for the rest
    other = packet_on_table(cards[3], tmp_path / "other.jpg")
    drop_files(view, other)
    qtbot.waitUntil(lambda: view.model.tiles[-1].path == str(other) and view.model.tiles[-1].answered, timeout=PATIENCE)
    assert [tile for tile in view.model.tiles if tile.refusal] == left


def test_pictures_without_files_are_recognised(qtbot: QtBot, desk: ShopDesk, cards: list[ProductCard]) -> None:
    view, first, second = desk.window.photos, cards[2], cards[11]
    wait_ready(qtbot, desk)
    as_image, as_bytes, as_link = QMimeData(), QMimeData(), QMimeData()
    as_image.setImageData(QImage(str(first.picture)))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImage(str(second.picture)).save(buffer, "PNG")
    as_bytes.setData("image/png", buffer.data())
    as_bytes.setUrls([QUrl("https://example.org/picture.png")])  # as a browser gives both
    as_link.setUrls([QUrl("https://example.org/picture.png")])
    assert drop(view, as_image)
    qtbot.waitUntil(lambda: answered(view, 1), timeout=PATIENCE)
    QApplication.clipboard().setMimeData(as_bytes)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: answered(view, 2), timeout=PATIENCE)
    found = [tile.candidates[0][0].product_id for tile in view.model.tiles]
    assert found == [first.product_id, second.product_id]
    assert drop(view, as_link)
    assert "only a link" in view.bar.sentence.text()
    QApplication.clipboard().clear()


def test_choose_add_look_closer_and_teach(
    qtbot: QtBot, desk: ShopDesk, cards: list[ProductCard], shop_folder: Path, tmp_path: Path
) -> None:
    view, card = desk.window.photos, cards[7]
    photo = packet_on_table(card, tmp_path / "counter.jpg", 2)
    wait_ready(qtbot, desk)
    drop_files(view, photo)
    qtbot.waitUntil(lambda: answered(view, 1), timeout=PATIENCE)

    # the heat map and the nearest photos come by themselves for the photo that is looked at
    qtbot.waitUntil(lambda: view.inspector.heat.canvas.has_heat, timeout=PATIENCE)
    assert view.inspector.heat.slider.isEnabled()

    # 2 chooses, Enter adds
    second = view.model.tiles[0].candidates[1][0].product_id
    view.tiles.setFocus()
    QTest.keyClick(view.tiles, Qt.Key.Key_2)
    QTest.keyClick(view.tiles, Qt.Key.Key_Return)

    def in_basket() -> list[str]:
        with open_shop(shop_folder) as shop:
            return [line.product.product_id for line in shop.basket().lines]

    qtbot.waitUntil(lambda: in_basket() == [second], timeout=PATIENCE)

    # none of these: find another product by its name and teach it
    other = cards[14]
    QTest.keyClick(view.tiles, Qt.Key.Key_N)
    QTest.keyClicks(view.inspector.chooser.finder.field, other.name)
    first = view.inspector.chooser.finder.products.rows
    qtbot.waitUntil(lambda: first.rowCount() > 0 and first.row(0).card == other, timeout=PATIENCE)
    QTest.keyClick(view.inspector.chooser.finder.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.model.tiles[0].card == other, timeout=PATIENCE)
    assert view.model.tiles[0].kind == "sure"

    # it is a new product: a name and a price, and it is in the shop
    QTest.keyClick(view.tiles, Qt.Key.Key_N)
    QTest.mouseClick(view.inspector.chooser.new, Qt.MouseButton.LeftButton)
    view.inspector.chooser.name.setText("Rhubarb cordial")
    view.inspector.chooser.price.setValue(4.5)
    QTest.mouseClick(view.inspector.chooser.make, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.model.tiles[0].card.name == "Rhubarb cordial", timeout=PATIENCE)  # type: ignore[union-attr]
    assert view.model.tiles[0].card.price == 450  # type: ignore[union-attr]


def test_the_teaching_page_adds_removes_and_brings_back(
    qtbot: QtBot, desk: ShopDesk, cards: list[ProductCard], tmp_path: Path
) -> None:
    page, card = desk.window.photos.teaching, cards[4]
    wait_ready(qtbot, desk)
    QTest.mouseClick(desk.window.photos.segments._group.button(1), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.products.rows.rowCount() >= len(cards), timeout=PATIENCE)
    QTest.keyClicks(page.field, card.name)
    rows = page.products.rows
    qtbot.waitUntil(lambda: rows.rowCount() > 0 and rows.row(0).card == card, timeout=PATIENCE)
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.sheet.count() == 1, timeout=PATIENCE)
    photos = [packet_on_table(card, tmp_path / f"{n}.jpg", n) for n in range(4)]
    bad = tmp_path / "bad.jpg"
    bad.write_bytes(b"")
    drop_files(page, *photos, bad)
    qtbot.waitUntil(lambda: page.sheet.count() == 5, timeout=PATIENCE)
    assert "bad.jpg is empty" in page.bar.sentence.text()
    wait_idle(qtbot, desk)
    assert "of 5 photos recognised" in page._verdict.text()
    page.sheet.item(4).setSelected(True)
    QTest.keyClick(page.sheet, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.sheet.count() == 4, timeout=PATIENCE)
    qtbot.waitUntil(lambda: page.bar.action.isVisible(), timeout=PATIENCE)
    QTest.mouseClick(page.bar.action, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.sheet.count() == 5, timeout=PATIENCE)


def flip_a_byte(vision: Path) -> str:
    path = next(vision.glob("taught-*.npz"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(bytes(data))
    return "is damaged"


def be_of_an_earlier_version(vision: Path) -> str:
    manifest = json.loads((vision / "manifest.json").read_text(encoding="utf-8"))
    manifest["format"] -= 1
    (vision / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return "is of another version"


def test_a_damaged_folder_is_rebuilt_by_the_button_and_no_taught_photo_is_lost(
    qtbot: QtBot, qapp: QApplication, shop_folder: Path, cards: list[ProductCard], tmp_path: Path
) -> None:
    photo = packet_on_table(cards[9], tmp_path / "a.jpg", 3)

    def run(use: Any) -> None:
        program = ShopDesk(shop_folder)
        program.complete()
        program.show()
        qtbot.waitExposed(program.window)
        program.window.tabs.setCurrentIndex(2)
        program.window.photos.tools.read.setChecked(False)
        wait_ready(qtbot, program)
        use(program)
        program.window.close()
        program.close()
        program.window.deleteLater()

    def teach(program: ShopDesk) -> None:
        program.photos.teach(cards[9].product_id, [str(photo)])
        wait_idle(qtbot, program)

    def rebuild(said: str, program: ShopDesk) -> None:
        view = program.window.photos
        assert said in view.bar.sentence.text()  # at the start already
        drop_files(view, photo)
        wait_idle(qtbot, program)
        assert view.model.tiles[0].refusal
        assert view.bar.action.text() == "Rebuild"
        QTest.mouseClick(view.bar.action, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "again" in view.bar.sentence.text(), timeout=PATIENCE)
        qtbot.waitUntil(lambda: not view.model.tiles[0].refusal and view.model.tiles[0].answered, timeout=PATIENCE)
        assert view.model.tiles[0].candidates[0][0].product_id == cards[9].product_id

    kept = shop_folder / "models" / "vision" / "photos"
    run(teach)
    before = sorted(path.name for path in kept.rglob("*.jpg"))
    assert len(before) == len(cards) + 1
    for harm in (flip_a_byte, be_of_an_earlier_version):
        run(partial(rebuild, harm(kept.parent)))
        assert sorted(path.name for path in kept.rglob("*.jpg")) == before
