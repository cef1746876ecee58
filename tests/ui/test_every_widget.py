"""Every widget of the window, its tabs, panels and dialogs: it can be named, its text fits, focus on it is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QWidget
from tests.ui.readable import cut_texts, unnamed

from shopdesk.engine.types import Basket, BasketLine, ProductCard
from shopdesk.program import install_translations
from shopdesk.ui.main_window import TABS, MainWindow
from shopdesk.ui.theme import apply_theme

CARDS = [ProductCard(f"P{n}", f"Greenhill Bananas {n} kg", 199 + n, "EUR", stock=n) for n in range(6)]
LANGUAGES = ("en", "zh_CN", "pseudo")
DIALOGS: dict[str, Callable[[MainWindow], QWidget]] = {
    "keys": lambda window: window.keys_dialog(),
    "care": lambda window: window.care_dialog(),
    "parked": lambda window: window.parked_dialog(True),
    "receipts": lambda window: window.receipts_dialog(),
    "import": lambda window: window.import_dialog(),
    "settings": lambda window: window.settings_dialog(),
    "palette": lambda window: window.palette_dialog(),
}


@pytest.fixture
def speak(qapp: QApplication) -> Iterator[Callable[[str], None]]:
    apply_theme(qapp, "light")
    yield lambda language: install_translations(qapp, language)
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()


@pytest.fixture
def window(request: pytest.FixtureRequest, speak: Callable[[str], None]) -> Iterator[MainWindow]:
    speak(getattr(request, "param", "en"))
    out = MainWindow()
    out.resize(1280, 720)
    out.show()
    fill(out)
    yield out
    out.close()
    out.deleteLater()
    QApplication.processEvents()


def fill(window: MainWindow) -> None:
    """Put something into each tab, as the controllers would."""
    items = [(card, 0.9 - 0.1 * n, ["With Bananas in 62 of 993 baskets"]) for n, card in enumerate(CARDS)]
    window.recommend.show_recommendations(items)
    window.prices.show_product_choices(CARDS)
    window.basket.show_basket(Basket("B1", tuple(BasketLine(card, 2.0, 199) for card in CARDS[:2]), 796, "EUR"))
    QApplication.processEvents()


def screens(window: MainWindow) -> Iterator[str]:
    """Bring up each tab and each page of a tab."""
    for tab in TABS:
        window.show_tab(tab)
        if tab == "photos":
            for page in ("recognise", "teach", "check"):
                window.photos.show_page(page)
                QApplication.processEvents()
                yield f"{tab}-{page}"
        elif tab == "prices":
            for page in ("outlook", "models", "alerts"):
                window.prices.side.open(page)
                QApplication.processEvents()
                yield f"{tab}-{page}"
        else:
            QApplication.processEvents()
            yield tab


@pytest.mark.parametrize("window", LANGUAGES, indirect=True)
def test_each_widget_of_the_tabs_has_a_name_and_its_text_fits(window: MainWindow) -> None:
    found = []
    for screen in screens(window):
        found += [f"{screen}: {one}" for one in (*unnamed(window), *cut_texts(window))]
    assert not found, "\n" + "\n".join(dict.fromkeys(found))


@pytest.mark.parametrize("window", LANGUAGES, indirect=True)
@pytest.mark.parametrize("name", DIALOGS)
def test_each_widget_of_the_dialogs_has_a_name_and_its_text_fits(window: MainWindow, name: str) -> None:
    dialog = DIALOGS[name](window)
    dialog.show()
    QApplication.processEvents()
    found = [*unnamed(dialog), *cut_texts(dialog)]
    dialog.close()
    assert not found, "\n" + "\n".join(found)
