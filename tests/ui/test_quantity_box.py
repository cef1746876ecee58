"""Quantities are written without needless zeros, and typed as before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, Qt
from pytestqt.qtbot import QtBot

from shopdesk.ui.quantity_box import QuantityBox


@pytest.mark.parametrize(
    ("locale", "texts"), [("en_US", ("5", "0.25", "10", "1.5")), ("de_DE", ("5", "0,25", "10", "1,5"))]
)
def test_needless_zeros_are_left_out(qtbot: QtBot, locale: str, texts: tuple[str, ...]) -> None:
    box = QuantityBox()
    qtbot.addWidget(box)
    box.setLocale(QLocale(locale))
    box.setDecimals(3)
    for value, text in zip((5.0, 0.25, 10.0, 1.5), texts, strict=True):
        box.setValue(value)
        assert box.text() == text
    box.setDecimals(0)
    box.setValue(20)
    assert box.text() == "20"


def test_a_typed_quantity_is_taken(qtbot: QtBot) -> None:
    box = QuantityBox()
    qtbot.addWidget(box)
    box.setDecimals(3)
    box.selectAll()
    qtbot.keyClicks(box, "0.375")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.value() == 0.375
