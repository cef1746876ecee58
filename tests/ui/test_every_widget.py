"""Every widget of the window, its tabs, panels and dialogs: it can be named, its text fits, focus on it is seen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTranslator
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from shopdesk.engine.types import Basket, BasketLine, ConfusablePair, ProductCard, SpokenForm
from shopdesk.engine.types_start import ShopFigures
from shopdesk.program import install_translations
from shopdesk.ui.main_window import START, TABS, MainWindow
from shopdesk.ui.manual_dialog import show_manual
from shopdesk.ui.theme import apply_theme
from shopdesk.ui.widgets import View
from tests.ui.readable import cut_texts, interactive, texts_of, unnamed

CARDS = [ProductCard(f"P{n}", f"Greenhill Bananas {n} kg", 199 + n, "EUR", stock=n) for n in range(6)]
# product names, reasons and units of the test's shop, the program's name, names of keys, files and currencies
DATA = (
    r"“[^”]*”|[A-Z]{3}  [\w .]+|"
    r"Greenhill Bananas \d kg|With Bananas in 62 of 993 baskets|ShopDesk|EUR|USD|English|简体中文|sMAPE|"
    r"(Ctrl|Alt|Shift)(\+\w+)+|Enter|Esc|Space|Del\w*|Return|F\d+|Shopify|Square|WooCommerce|Loyverse|Lightspeed|CSV|Excel"
)
LANGUAGES = ("en", "zh_CN", "pseudo", "en")  # one after the other: nothing of the one before may stay
DIALOGS: dict[str, Callable[[MainWindow], QWidget]] = {
    "keys": lambda window: window.keys_dialog(),
    "care": lambda window: window.care_dialog(),
    "parked": lambda window: window.parked_dialog(True),
    "receipts": lambda window: window.receipts_dialog(),
    "import": lambda window: window.import_dialog(),
    "settings": lambda window: window.settings_dialog(),
    "palette": lambda window: window.palette_dialog(),
    "manual": lambda window: show_manual(window, "en"),
    "teach a word": lambda window: taught_word(window),
    "names said": lambda window: names_said(window),
    "names alike": lambda window: names_alike(window),
}


def taught_word(window: MainWindow) -> QWidget:
    dialog = window.voice.teach_dialog()
    dialog.show_product(CARDS[0])
    for place, state in enumerate(("good", "quiet", "recording")):
        dialog.show_take(place, state)
    return dialog


def names_said(window: MainWindow) -> QWidget:
    dialog = window.voice.names_dialog()
    dialog.show_names(CARDS[0], (CARDS[1].name,), (SpokenForm(CARDS[0].name, "bananas", False),))
    return dialog


def names_alike(window: MainWindow) -> QWidget:
    dialog = window.voice.alike_dialog()
    pair = ConfusablePair(CARDS[0].product_id, CARDS[1].product_id, 0.8)
    dialog.show_pairs([pair], {card.product_id: card for card in CARDS})
    return dialog


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
    window.start.show_figures(ShopFigures("EUR", None, (), (), (), 0, 0, 0, 0))
    window.start.show_movers((), 0, 4, False)
    window.start.show_quality(None, 0.0, 0)
    window.start.show_taught(())
    window.voice.show_microphones(["USB Audio"], "")
    window.basket.show_basket(Basket("B1", tuple(BasketLine(card, 2.0, 199) for card in CARDS[:2]), 796, "EUR"))
    QApplication.processEvents()


def screens(window: MainWindow) -> Iterator[str]:
    """Bring up each tab and each page of a tab."""
    for tab in (START, *TABS):
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
        elif tab == "recommend":
            yield from recommend_screens(window)
        else:
            QApplication.processEvents()
            yield tab


def recommend_screens(window: MainWindow) -> Iterator[str]:
    """Bring up the cards with the reason of one, the weights, how good they are, and the pairs."""
    view = window.recommend
    QApplication.processEvents()
    yield "recommend"
    view.weights_button.setChecked(True)
    QApplication.processEvents()
    yield "recommend-weights"
    view.weights_button.setChecked(False)
    for name, page in (("quality", view.quality), ("rules", view.rules)):
        (view.quality_button if name == "quality" else view.rules_button).click()
        QApplication.processEvents()
        yield f"recommend-{name}"
        page.closed.emit()
    QApplication.processEvents()


@pytest.mark.parametrize("window", LANGUAGES, indirect=True)
def test_each_widget_has_a_name_and_its_text_fits_and_is_of_the_language(
    window: MainWindow, request: pytest.FixtureRequest
) -> None:
    language = request.node.callspec.params["window"]

    def faults(widget: QWidget) -> list[str]:
        stale = [f"{where}: not {language}: {text}" for where, text in texts_of(widget) if not spoken(text, language)]
        return [*unnamed(widget), *cut_texts(widget, elided_buttons=language == "pseudo"), *stale]

    found = []
    for screen in screens(window):
        found += [f"{screen}: {one}" for one in faults(window)]
    for name, opened in DIALOGS.items():
        dialog = opened(window)
        dialog.show()
        QApplication.processEvents()
        found += [f"{name}: {one}" for one in faults(dialog)]
        dialog.close()
    window.show_no_products(True)
    QApplication.processEvents()
    found += [f"welcome: {one}" for one in faults(window)]
    for screen in screens(window):
        found += [f"{screen} of an empty shop: {one}" for one in faults(window)]
    assert not found, "\n" + "\n".join(dict.fromkeys(found))


def spoken(text: str, language: str) -> bool:
    """Whether a text can be of a language: no letters of another, but for names, keys and what stands in a shop."""
    rest = re.sub(DATA, "", text)
    if language == "pseudo":
        while (inner := re.sub(r"\[[^\[\]]*\]", "", rest)) != rest:
            rest = inner
        return not re.search(r"[A-Za-z]{3}", rest)
    if language == "zh_CN":
        return "[" not in rest and not re.search(r"[A-Za-z]{3,} [a-z]{3,}", rest)
    return not re.search(r"[\u4e00-\u9fff]|[åéîôû]", rest)


def test_two_columns_of_cards_fit_the_smallest_window(window: MainWindow) -> None:
    window.show_tab("recommend")
    QApplication.processEvents()
    first, second = window.recommend.grid.cards[:2]
    assert first.y() == second.y()
    assert first.x() < second.x()


def test_what_is_cut_or_has_no_name_is_found(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    words, nameless = QLabel("Much longer than its place", box), QLineEdit(box)
    words.setFixedWidth(40)
    nameless.move(0, 30)
    box.show()
    assert len(cut_texts(box)) == 1
    assert len(unnamed(box)) == 1
    words.setFixedWidth(400)
    box.resize(410, 100)
    nameless.setAccessibleName("Search")
    assert not cut_texts(box)
    assert not unnamed(box)
    words.move(200, 0)
    assert "sticks out" in cut_texts(box)[0]


def kinds(window: MainWindow) -> dict[tuple[str, str], QWidget]:
    """One widget of each kind and role that takes the focus."""
    out: dict[tuple[str, str], QWidget] = {}
    for widget in interactive(window):
        if widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            out.setdefault((type(widget).__name__, str(widget.property("role") or "")), widget)
    return out


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_focus_is_seen_on_each_kind_of_widget(window: MainWindow, mode: str, qapp: QApplication) -> None:
    apply_theme(qapp, mode)
    window.activateWindow()
    seen: set[tuple[str, str]] = set()
    unseen = []
    for _screen in screens(window):
        for kind, widget in kinds(window).items():
            if kind in seen or isinstance(widget, View):  # a whole tab: what it does is seen elsewhere
                continue
            seen.add(kind)
            window.tabs.setFocus()
            if widget is window.tabs:
                window.search.field.setFocus()
            before = widget.grab().toImage()
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            if not widget.hasFocus() or changed(before, widget.grab().toImage()) < 40:
                unseen.append(kind)
    assert len(seen) > 12
    assert not unseen


def changed(before: QImage, after: QImage) -> int:
    """How many pixels differ clearly."""
    assert before.size() == after.size()
    pair = [image.convertToFormat(QImage.Format.Format_Grayscale8) for image in (before, after)]
    rows = [np.frombuffer(one.constBits(), np.uint8).reshape(one.height(), one.bytesPerLine()) for one in pair]
    return int((np.abs(rows[0].astype(int) - rows[1].astype(int)) > 40).sum())
