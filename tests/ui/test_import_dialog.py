"""The import dialog with real files, a real shop and real clicks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.controllers.imports import ImportController
from shopdesk.controllers.messages import Messages
from shopdesk.store.importing import list_imports
from shopdesk.store.shop import Shop, open_shop
from shopdesk.ui.import_dialog import COLUMNS, FILES, REPORT, RESULT, ImportDialog
from shopdesk.ui.main_window import MainWindow
from shopdesk.ui.theme import apply_theme
from shopdesk.workers.runner import InlineRunner, Runner
from tests.drops import drop, file_data

SALES = (
    "Date,Receipt number,Receipt type,SKU,Item,Quantity,Net sales,Status\n"
    "01/02/2026 10:00,1-1,Sale,A1,Tea,2,3.00,Closed\n03/04/2026 10:00,1-2,Sale,A1,Tea,many,1.50,Closed\n"
)
GOODS = "sku,name,price\nA1,Tea,1.50\nA2,Cup,2.00\n"


class Window:
    """What the controller needs of the main window."""

    def __init__(self) -> None:
        self.dialog: ImportDialog | None = None
        self.errors: list[str] = []

    def import_dialog(self) -> ImportDialog:
        self.dialog = ImportDialog()
        return self.dialog

    def show_error(self, sentence: str) -> None:
        self.errors.append(sentence)


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with open_shop(tmp_path / "shop") as opened:
        yield opened


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, shop: Shop) -> Iterator[tuple[ImportController, ImportDialog]]:
    apply_theme(qapp, "light")
    window = Window()
    controller = ImportController(window, InlineRunner(), Messages(), lambda: shop)
    controller.show()
    assert window.dialog is not None
    yield controller, window.dialog
    window.dialog.close()
    window.dialog.deleteLater()
    controller.deleteLater()
    qapp.processEvents()


def put(tmp_path: Path, name: str, text: str) -> str:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def choices(dialog: ImportDialog, *texts: str) -> list[QPushButton]:
    """The answers that are shown."""
    QApplication.processEvents()
    return [one for one in dialog.columns.findChildren(QPushButton) if one.isVisible() and one.text() in texts]


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_from_drop_to_undo(qtbot: QtBot, desk, shop: Shop, tmp_path: Path) -> None:
    controller, dialog = desk
    assert drop(dialog.files.zone, file_data(put(tmp_path, "sales.csv", SALES), put(tmp_path, "goods.csv", GOODS)))
    assert dialog.pages.currentIndex() == COLUMNS
    assert dialog.columns.list.count() == 2
    assert not dialog.next.isEnabled()
    (february, january) = choices(dialog, "1 Feb 2026", "2 Jan 2026")
    assert (february.text(), january.text()) == ("1 Feb 2026", "2 Jan 2026")
    click(qtbot, february)
    assert dialog.next.isEnabled()
    click(qtbot, dialog.next)
    assert dialog.pages.currentIndex() == REPORT
    assert [dialog.report.files.itemText(place) for place in range(2)] == ["goods.csv", "sales.csv"]
    dialog.report.files.setCurrentIndex(1)
    assert dialog.report.which.currentText() == "Refused rows (1)"
    index = dialog.report.pairs.index(0, 1)
    assert "many in Quantity" in dialog.report.pairs.data(index)
    assert shop.count_products() == 0
    changed: list[bool] = []
    controller.changed.connect(lambda: changed.append(True))
    click(qtbot, dialog.next)
    assert dialog.pages.currentIndex() == RESULT
    assert changed == [True]
    assert shop.count_products() == 2
    assert len(shop.sales_frame()) == 1
    goods, sales = dialog.outcome.undo_buttons
    click(qtbot, goods)
    assert "were sold" in dialog.bar.sentence.text()
    assert shop.count_products() == 2
    click(qtbot, sales)
    assert shop.sales_frame().empty
    (goods,) = dialog.outcome.undo_buttons
    click(qtbot, goods)
    assert shop.count_products() == 0
    assert all(record.undone_at for record in list_imports(shop))
    click(qtbot, dialog.next)
    assert dialog.pages.currentIndex() == FILES
    assert not dialog.files.undo_buttons


def test_mapping_a_file_that_nobody_knows(qtbot: QtBot, desk, shop: Shop, tmp_path: Path) -> None:
    controller, dialog = desk
    path = put(tmp_path, "liste.csv", "Bezeichnung;VK\nMilch;1.234\nBrot;2.345\n")
    controller.take([path])
    assert not dialog.next.isEnabled()
    kind = dialog.columns._kind
    kind.setCurrentIndex(kind.findData("products"))
    kind.activated.emit(kind.currentIndex())
    for row, field in ((0, "name"), (1, "price")):
        combo = dialog.columns.table.cellWidget(row, 1)
        assert isinstance(combo, QComboBox)
        combo.setCurrentIndex(combo.findData(field))
        combo.activated.emit(combo.currentIndex())
    (thousand,) = choices(dialog, "1,234", "1234")
    assert not dialog.next.isEnabled()
    click(qtbot, thousand)
    assert dialog.columns.table.item(1, 3).text() == "1234.00\n2345.00"
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.pages.currentIndex() == RESULT
    assert [card.price for card in shop.cards(shop.product_ids())] == [123400, 234500]


def test_modes_changes_and_a_file_that_is_none(qtbot: QtBot, desk, shop: Shop, tmp_path: Path) -> None:
    controller, dialog = desk
    shop.add_product("Old tea", 1, sku="A1")
    controller.take([put(tmp_path, "goods.csv", GOODS)])
    click(qtbot, dialog.next)
    texts = [dialog.report.which.itemText(place) for place in range(dialog.report.which.count())]
    assert texts == ["Changes (2)", "Look at these (1)", "New products (1)"]
    dialog.report.which.setCurrentIndex(0)
    assert dialog.report.pairs.data(dialog.report.pairs.index(1, 1)) == "Price:  0.01  →  1.50"
    only_new = next(one for one in dialog.report.findChildren(QPushButton) if one.text() == "Only new")
    click(qtbot, only_new)
    assert dialog.next.text() == "Import 1 rows"
    click(qtbot, dialog.back)
    picture = tmp_path / "picture.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    controller.take([str(picture)])
    assert not dialog.next.isEnabled()
    assert "not a table" in dialog.columns._detail.text()


def test_undo_from_the_list_of_earlier_imports(qtbot: QtBot, desk, shop: Shop, tmp_path: Path) -> None:
    controller, dialog = desk
    controller.take([put(tmp_path, "goods.csv", GOODS)])
    controller.trial("both")
    controller.run()
    click(qtbot, dialog.next)
    (back,) = dialog.files.undo_buttons
    click(qtbot, back)
    assert dialog.bar.sentence.text() == "The import was taken back."
    assert shop.count_products() == 0


def test_cancel_on_a_real_lane_leaves_nothing(qtbot: QtBot, qapp: QApplication, shop: Shop, tmp_path: Path) -> None:
    rows = "".join(f"S{i},Product {i},1.00\n" for i in range(60_000))
    path = put(tmp_path, "many.csv", "sku,name,price\n" + rows)
    window, runner = Window(), Runner()
    controller = ImportController(window, runner, Messages(), lambda: shop)
    controller.show([path])
    dialog = window.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.next.isEnabled, timeout=20_000)
    controller.trial("both")
    qtbot.waitUntil(lambda: dialog.pages.currentIndex() == REPORT, timeout=30_000)
    controller.run()
    assert not dialog.next.isEnabled()
    qtbot.wait(50)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.next.isEnabled()
    qtbot.waitUntil(lambda: not runner.is_busy("store"), timeout=20_000)
    assert runner.shutdown(20_000)
    assert shop.count_products() == 0
    assert not list_imports(shop)
    dialog.close()
    dialog.deleteLater()
    qapp.processEvents()


def test_ways_into_the_import(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp, "dark")
    window = MainWindow()
    window.show()
    asked: list[list[str]] = []
    window.import_requested.connect(asked.append)
    click(qtbot, window.import_button)
    window.show_welcome(True)
    assert window.welcome.isVisible()
    click(qtbot, window.welcome.action)
    assert drop(window, file_data("/shop/export.CSV", "/shop/photo.png"))
    assert not drop(window, file_data("/shop/photo.png"))
    window.tabs.setCurrentIndex(1)
    assert not window.welcome.isVisible()
    assert asked == [[], [], ["/shop/export.CSV"]]
    window.close()
    window.deleteLater()
    qapp.processEvents()


def test_an_answer_can_be_changed(qtbot: QtBot, desk, tmp_path: Path) -> None:
    controller, dialog = desk
    controller.take([put(tmp_path, "sales.csv", SALES)])
    texts = ("1 Feb 2026", "2 Jan 2026")
    click(qtbot, choices(dialog, *texts)[0])
    day, month = choices(dialog, *texts)
    assert (day.isChecked(), month.isChecked()) == (True, False)
    assert dialog.columns.table.item(0, 3).text().startswith("2026-02-01")
    click(qtbot, month)
    assert dialog.columns.table.item(0, 3).text().startswith("2026-01-02")
    assert dialog.next.isEnabled()


def test_export_from_the_dialog(qtbot: QtBot, desk, shop: Shop, tmp_path: Path, monkeypatch) -> None:
    _, dialog = desk
    shop.add_product("Tea", 150, sku="A1")
    folder, book = tmp_path / "out", tmp_path / "shop.xlsx"
    monkeypatch.setattr("shopdesk.ui.export_button.QFileDialog.getExistingDirectory", lambda *_: str(folder))
    monkeypatch.setattr("shopdesk.ui.export_button.QFileDialog.getSaveFileName", lambda *_: (str(book), ""))
    for action in dialog.hand_out.formats.actions()[:2]:
        action.trigger()
    assert (folder / "products.csv").exists()
    assert book.exists()
    assert str(book) in dialog.bar.sentence.text()
