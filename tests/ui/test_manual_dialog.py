"""The manual: every page there in both languages, every link leads somewhere, and it opens in the program."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from shopdesk.paths import manual_path
from shopdesk.program import install_translations
from shopdesk.ui.manual_dialog import ManualDialog, pages_of, show_manual
from shopdesk.ui.teach_dialog import TeachDialog
from shopdesk.ui.theme import apply_theme, colour

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_both_manuals_have_the_same_pages() -> None:
    english, chinese = (pages_of(manual_path(language)) for language in ("en_GB", "zh_CN"))
    names = [path.name for _, path in english]
    assert len(names) == 14
    assert names == [path.name for _, path in chinese]
    for folder, pages in ((manual_path("en"), english), (manual_path("zh"), chinese)):
        assert {path.name for path in folder.glob("*.md")} == {path.name for _, path in pages}
    assert all(CHINESE.search(path.read_text("utf-8")) for _, path in chinese)
    assert not any(CHINESE.search(path.read_text("utf-8")) for _, path in english)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_tables_have_as_many_rows_in_every_language(language: str) -> None:
    for _, path in pages_of(manual_path(language)):
        twin = manual_path("en") / path.name
        rows = [len(re.findall(r"^\|", file.read_text("utf-8"), re.MULTILINE)) for file in (path, twin)]
        assert rows[0] == rows[1], path.name


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_title_of_the_contents_is_cut(qtbot: Any, qapp: QApplication, language: str) -> None:
    apply_theme(qapp, "light")
    dialog = ManualDialog(language)
    qtbot.addWidget(dialog)
    dialog.show()
    room = dialog.contents.viewport().width() - 24  # the style's padding of a row
    for row in range(dialog.contents.count()):
        title = dialog.contents.item(row).text()
        assert dialog.contents.fontMetrics().horizontalAdvance(title) <= room, title


def test_links_follow_the_theme_while_the_manual_is_open(qtbot: Any, qapp: QApplication) -> None:
    def link() -> str:
        block = dialog.page.document().begin()
        while block.isValid():
            for piece in block:
                form = piece.fragment().charFormat()
                if form.isAnchor():
                    return str(form.foreground().color().name())
            block = block.next()
        raise AssertionError("no link")

    apply_theme(qapp, "light")
    dialog = ManualDialog("en")
    qtbot.addWidget(dialog)
    dialog.show_page("till")
    dialog.show_page("index")
    dialog.show()
    light = link()
    apply_theme(qapp, "dark")
    qtbot.waitUntil(lambda: link() == colour("info").name())
    assert link() != light
    assert dialog.contents.currentItem().text() == "ShopDesk manual"
    apply_theme(qapp, "light")


def test_a_page_opens_from_the_contents_and_by_a_link(qtbot: Any) -> None:
    dialog = ManualDialog("en")
    qtbot.addWidget(dialog)
    assert dialog.page.toPlainText().startswith("ShopDesk manual")
    dialog.show_page("till")
    assert dialog.page.toPlainText().startswith("The till")
    assert dialog.contents.currentItem().text() == "The till"
    dialog.show_page("trouble")
    dialog.page.setSource(dialog.page.source().resolved("backup.md"))
    assert dialog.contents.currentItem().text() == "Backups"
    dialog.back.click()
    assert dialog.contents.currentItem().text() == "When something is wrong"


def test_the_manual_follows_the_language_and_opens_once(qtbot: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    first = show_manual(window, "zh_CN", "keys")
    assert CHINESE.search(first.page.toPlainText())
    assert show_manual(window, "zh_CN", "voice") is first
    assert first.contents.currentItem().text() == "语音"
    first.close()


def test_an_installation_without_it_says_so(qtbot: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("shopdesk.ui.manual_dialog.manual_path", lambda language: tmp_path)
    dialog = ManualDialog("en")
    qtbot.addWidget(dialog)
    assert "not installed" in dialog.page.toPlainText()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_it_is_drawn_in_the_colours_of_the_theme(qtbot: Any, mode: str) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, mode)
    dialog = ManualDialog("en")
    qtbot.addWidget(dialog)
    dialog.show_page("keys")
    with qtbot.waitExposed(dialog):
        dialog.show()
    picture = dialog.page.grab().toImage()
    dark = picture.pixelColor(3, 3).lightness() < 128
    assert dark is (mode == "dark")
    apply_theme(app, "light")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_page_on_taught_words_names_what_the_dialog_has(language: str, qapp: QApplication, qtbot: Any) -> None:
    install_translations(qapp, language)
    try:
        dialog = TeachDialog()
        qtbot.addWidget(dialog)
        page = (manual_path(language) / "voice.md").read_text(encoding="utf-8")
        buttons = [one.text() for one in dialog.findChildren(QPushButton) if one.text()]
        assert {dialog.tr(text) for text in ("Learn this word", "Try it")} <= set(buttons)
        for text in ("Learn this word", "Try it"):
            assert f"**{dialog.tr(text)}**" in page
        for text in ("Record", "Again"):
            assert f"**{QApplication.translate('TakeRow', text)}**" in page
    finally:
        install_translations(qapp, "en")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_pictures_of_the_manual_are_shown(language: str, qtbot: Any) -> None:
    dialog = ManualDialog(language)
    qtbot.addWidget(dialog)
    for name in ("start", "voice"):
        dialog.show_page(name)
        text = dialog.page.document().toMarkdown()
        pictures = re.findall(r"\(pictures/([\w-]+\.png)\)", text)
        assert pictures
        for picture in pictures:
            found = dialog.page.loadResource(
                QTextDocument.ResourceType.ImageResource.value, QUrl(f"pictures/{picture}")
            )
            assert found is not None
            assert not QImage(str(manual_path(language) / "pictures" / picture)).isNull()
