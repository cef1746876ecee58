"""Scans and typing are told apart by their speed, in whatever field the keyboard is; nothing is lost or doubled."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.ui.scanner import GAP_MS, LEAST, ScannerFilter, is_barcode, scan_start

Type = Callable[..., None]
CODE = "4006381333931"


class Counter(QWidget):
    """A window with a quantity and a text field, as a till has."""

    def __init__(self) -> None:
        super().__init__()
        self.quantity, self.text = QDoubleSpinBox(), QLineEdit()
        self.quantity.setRange(0, 99999)
        self.quantity.setDecimals(0)
        self.quantity.setKeyboardTracking(False)
        column = QVBoxLayout(self)
        column.addWidget(self.quantity)
        column.addWidget(self.text)
        self.scans: list[str] = []
        self.filter = ScannerFilter(self)
        self.filter.scanned.connect(self.scans.append)


@pytest.fixture
def counter(qtbot: QtBot) -> Iterator[Counter]:
    window = Counter()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is window.windowHandle())
    window.filter.start()
    window.quantity.setFocus()
    window.quantity.selectAll()
    yield window
    window.filter.stop()


@pytest.fixture
def press(counter: Counter) -> Type:
    """Press keys one after the other, ``gap`` ms apart by the keyboard's own clock."""
    clock = [1000]

    def press(text: str, gap: int = 5, end: Qt.Key | None = None) -> None:
        keys = [(Qt.Key(ord(char.upper())), char) for char in text]
        keys += [(end, "\r" if end != Qt.Key.Key_Tab else "\t")] if end is not None else []
        for key, char in keys:
            clock[0] += gap
            event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, char)
            event.setTimestamp(clock[0])
            QApplication.sendEvent(counter.windowHandle(), event)

    return press


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key(10)])
def test_a_scan_never_reaches_the_field(counter: Counter, press: Type, qtbot: QtBot, end: Qt.Key) -> None:
    press(CODE, end=end)
    press("ABC-12", end=end)
    qtbot.wait(2 * GAP_MS)
    assert counter.scans == [CODE, "ABC-12"]
    assert counter.quantity.value() == 0
    assert counter.quantity.hasFocus()


def test_what_is_typed_arrives_in_order(counter: Counter, press: Type, qtbot: QtBot) -> None:
    press("12", gap=120)
    press("3", gap=120, end=Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: counter.quantity.value() == 123)
    counter.text.setFocus()
    press("fast fingers", gap=25)  # held back as long as it could be a scan
    qtbot.waitUntil(lambda: counter.text.text() == "fast fingers")
    assert counter.scans == []


def test_a_short_burst_with_enter_is_somebodys(counter: Counter, press: Type) -> None:
    press("7" * (LEAST - 1), gap=10, end=Qt.Key.Key_Return)
    assert counter.quantity.value() == 777
    assert counter.scans == []


def test_a_scan_amid_typing_leaves_the_typed_digits_alone(counter: Counter, press: Type, qtbot: QtBot) -> None:
    press("1", gap=100)
    press(CODE[0], gap=20)  # the scanner starts 20 ms after the owner's key
    press(CODE[1:], end=Qt.Key.Key_Return)
    press("2", gap=150)
    qtbot.waitUntil(lambda: counter.quantity.lineEdit().text() == "12")
    assert counter.scans == [CODE]
    press("", gap=100, end=Qt.Key.Key_Return)
    assert counter.quantity.value() == 12


def test_many_scans_without_a_pause(counter: Counter, press: Type) -> None:
    codes = [f"{4000000000000 + n}" for n in range(200)]
    for code in codes:
        press(code, end=Qt.Key.Key_Return)
    assert counter.scans == codes
    assert counter.quantity.value() == 0


def test_keys_with_control_and_arrows_pass_at_once(counter: Counter, press: Type, qtbot: QtBot) -> None:
    counter.text.setFocus()
    press("ab")
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier)
    event.setTimestamp(10**6)
    QApplication.sendEvent(counter.windowHandle(), event)
    assert (counter.text.text(), counter.text.cursorPosition()) == ("ab", 1)


def test_without_scanner_nothing_is_held(counter: Counter, press: Type) -> None:
    counter.filter.stop()
    press("5")
    assert counter.quantity.lineEdit().text() == "5"
    counter.filter.start()


@given(
    st.lists(st.integers(2, 30), min_size=13, max_size=13),
    st.lists(st.integers(31, 40), max_size=3),
)
def test_a_barcode_is_found_behind_other_digits_and_never_cut(gaps: list[int], before: list[int]) -> None:
    moments = [0]
    for gap in [*before, *gaps]:
        moments.append(moments[-1] + gap)
    text = "7" * len(before) + CODE
    found = scan_start(text, moments[:-1], moments[-1])
    assert found == len(before)
    assert text[found:] == CODE


def test_an_article_number_is_not_cut_by_a_hiccup() -> None:
    moments = [0, 5, 10, 24, 29, 34]
    assert scan_start("ABC-12", moments, 39) == 0
    assert scan_start("9ABC-12", [0, *(30 + moment for moment in moments)], 69) == 1


@pytest.mark.parametrize("code", ["4006381333931", "036000291452", "96385074", "00036000291452"])
def test_check_digits(code: str) -> None:
    assert is_barcode(code)
    assert not is_barcode(code[:-1] + str((int(code[-1]) + 1) % 10))
    assert not is_barcode("A" + code[1:])
