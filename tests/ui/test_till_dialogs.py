"""Parked baskets and receipts by the keyboard alone; the basket warns of short stock and leaves typed numbers alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from shopdesk.engine.types import Basket, BasketLine, ParkedBasket, ProductCard, Receipt, RefundLine
from shopdesk.ui.basket_panel import BasketPanel, LineRow
from shopdesk.ui.format import short_path
from shopdesk.ui.parked_dialog import ParkedDialog
from shopdesk.ui.receipts_dialog import ReceiptsDialog
from shopdesk.ui.theme import apply_theme

AT = datetime(2026, 11, 24, 9, 14, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _themed(qapp: QApplication) -> None:
    apply_theme(qapp, "light")


def line(quantity: float, stock: float = 9, tracked: bool = True) -> BasketLine:
    return BasketLine(ProductCard("P1", "Milk", 129, "EUR", stock=stock, tracked=tracked), quantity, 129)


def basket(*lines: BasketLine) -> Basket:
    return Basket("1", lines, sum(round(one.quantity * 129) for one in lines), "EUR")


def test_short_stock_is_said_and_does_not_block(qtbot: QtBot) -> None:
    panel = BasketPanel()
    qtbot.addWidget(panel)
    panel.show_basket(basket(line(10)))
    row = panel.findChild(LineRow)
    assert row.short.text() == "Only 9 in stock"
    assert panel.complete.isEnabled()
    panel.show_basket(basket(line(9)))
    assert row.short.isHidden()
    panel.show_basket(basket(line(10, tracked=False)))
    assert row.short.isHidden()


def test_a_line_that_is_short_does_not_take_the_keyboard_away(qtbot: QtBot) -> None:
    panel, field = BasketPanel(), QLineEdit()
    field.setParent(panel)
    qtbot.addWidget(panel)
    panel.show()
    panel.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    panel.show_basket(basket(line(20)))
    qtbot.wait(20)
    assert not panel.findChild(LineRow).short.isHidden()
    assert field.hasFocus()


def test_a_number_being_typed_is_left_alone(qtbot: QtBot) -> None:
    panel = BasketPanel()
    qtbot.addWidget(panel)
    panel.show()
    panel.show_basket(basket(line(1)))
    panel.edit_quantity()
    row = panel.findChild(LineRow)
    qtbot.waitUntil(row.quantity.hasFocus)
    qtbot.keyClicks(row.quantity, "12")
    panel.show_basket(basket(line(2)))  # a scan of the same product meanwhile
    assert row.quantity.text() == "12"
    changes: list[tuple[str, float]] = []
    panel.quantity_changed.connect(lambda product_id, quantity: changes.append((product_id, quantity)))
    with qtbot.waitSignal(panel.finished):
        qtbot.keyClick(row.quantity, Qt.Key.Key_Return)
    assert changes == [("P1", 12.0)]
    panel.show_basket(basket(line(12)))
    assert row.quantity.value() == 12


def test_park_under_a_note(qtbot: QtBot) -> None:
    dialog = ParkedDialog(True)
    qtbot.addWidget(dialog)
    qtbot.keyClicks(dialog.note, "blue jacket")
    with qtbot.waitSignal(dialog.park) as parked:
        qtbot.keyClick(dialog.note, Qt.Key.Key_Return)
    assert parked.args == ["blue jacket"]
    assert dialog.result() == ParkedDialog.DialogCode.Accepted


def test_take_up_again(qtbot: QtBot) -> None:
    dialog = ParkedDialog(False)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.note.isEnabled()
    dialog.show_baskets([ParkedBasket("7", "", 1, 129, "EUR", AT), ParkedBasket("8", "dog", 2, 500, "EUR", AT)])
    assert "dog" in dialog.list.item(1).text()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.resume) as resumed:
        qtbot.mouseClick(dialog.resume_button, Qt.MouseButton.LeftButton)
    assert resumed.args == ["8"]


def test_give_back_a_part(qtbot: QtBot) -> None:
    dialog = ReceiptsDialog()
    qtbot.addWidget(dialog)
    dialog.opened.connect(
        lambda basket_id: dialog.show_lines(
            basket_id, [RefundLine("P1", "Milk", "piece", 3, 2, 129), RefundLine("P2", "Ham", "kg", 0.5, 0, 1999)]
        )
    )
    receipts = [Receipt("5", "12", AT, 387, "EUR", 1, None, 129), Receipt("6", "13", AT, -129, "EUR", 1, "5")]
    dialog.show_receipts(receipts)
    stepper = dialog._steppers["P1"][0]
    assert stepper.maximum() == 2
    assert not dialog._steppers["P2"][0].isEnabled()
    assert not dialog.refund_button.isEnabled()
    stepper.setValue(1)
    assert "1.29" in dialog.refund_button.text()
    qtbot.mouseClick(dialog.all_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(dialog.refund) as given:
        dialog._refund()
    assert given.args == ["5", {"P1": 2.0}]
    dialog.list.setCurrentRow(1)  # a refund itself has nothing to give back
    assert not dialog.all_button.isEnabled()
    with qtbot.waitSignal(dialog.asked) as asked:
        qtbot.keyClicks(dialog.number, "12")
    assert asked.args == ["12"]


def test_the_way_out_of_an_error_stays_when_it_is_said_again(qtbot: QtBot) -> None:
    from shopdesk.ui.main_window import MainWindow

    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    taken: list[bool] = []
    window.show_error("The file is damaged.")
    window.show_error("The file is damaged.", "Restore it", lambda: taken.append(True))
    window.show_error("The file is damaged.")
    qtbot.mouseClick(window.bar.action, Qt.MouseButton.LeftButton)
    assert taken == [True]
    window.show_error("Something else.")
    assert not window.bar.action.isVisible()
    window.close()


def test_a_path_in_the_home_folder_is_read_from_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/ann")
    assert short_path("/home/ann/ShopDesk/backups") == "~/ShopDesk/backups"
    assert short_path("/home/anna/backups") == "/home/anna/backups"
    assert short_path("/media/stick/backups") == "/media/stick/backups"
