"""The pseudo-language shows what a translation would break, and breaks nothing itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from shopdesk.ui.photo_page import SIDE
from shopdesk.ui.photo_teaching import TeachingView
from shopdesk.ui.pseudo import PseudoTranslator, pseudo
from shopdesk.ui.theme import apply_theme


@pytest.fixture
def spoken(qapp: QApplication) -> Iterator[None]:
    translator = PseudoTranslator()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def test_texts_are_bracketed_accented_and_two_fifths_longer() -> None:
    for text in ("Add", "Complete sale", "Bring in your products and past sales, or any CSV or Excel file."):
        out = pseudo(text)
        assert out.startswith("[")
        assert out.endswith("]")
        assert "Complete" not in out
        assert 1.4 * len(text) <= len(out) + 2 <= 1.4 * len(text) + 8


def test_what_is_filled_in_and_names_of_keys_stay() -> None:
    assert pseudo("{0} of {name}: {}").count("{") == 3
    assert pseudo("{0} left").format("2") == "[2 ļéƒţ one]"
    assert "%n" in pseudo("%n item(s)")
    assert "(Ctrl+I)" in pseudo("Import and export (Ctrl+I)")
    assert pseudo("80|95") == "80|95"
    assert pseudo("") == ""


@pytest.mark.usefixtures("spoken")
def test_the_program_and_qt_itself_speak_it(qtbot) -> None:  # type: ignore[no-untyped-def]
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert "Çåñçéļ" in box.buttons()[0].text()
    assert QLabel().tr("Hold to speak").startswith("[Ĥôļđ ţô šþéåķ")
    assert QCoreApplication.translate("any", "%n item(s)", None, 3).startswith("[3 ")


@pytest.mark.usefixtures("spoken")
def test_what_a_product_needs_to_be_known_stays_inside_its_panel(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    view = TeachingView()
    qtbot.addWidget(view)
    (words,) = [area.widget() for area in view.findChildren(QScrollArea) if area.widget().layout() is not None]
    assert words.minimumSizeHint().width() <= SIDE
