"""The settings dialog with real keys and clicks: every setting has words and an editor that gives its type."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from shopdesk.settings import schema
from shopdesk.settings.keys import KEYS
from shopdesk.settings.setting import Setting
from shopdesk.ui.settings_dialog import SettingsDialog
from shopdesk.ui.settings_editors import (
    ComboEditor,
    KeyEditor,
    NumberEditor,
    SegmentsEditor,
    Switch,
    SwitchEditor,
    TextEditor,
    currencies,
    is_command_key,
    is_lone_key,
)
from shopdesk.ui.settings_texts import choice_texts, section_of, sections, texts
from shopdesk.ui.theme import apply_theme

ALL = [setting for setting in (*schema.SHOP, *schema.PROGRAM) if setting.kind != "hidden"]
DEFAULTS = {setting.key: setting.default for setting in ALL}


@pytest.fixture
def dialog(qapp: QApplication) -> Iterator[SettingsDialog]:
    apply_theme(qapp, "light")
    out = SettingsDialog()
    out.show_values(DEFAULTS)
    out.show()
    out.activateWindow()
    qapp.processEvents()
    yield out
    out.close()
    out.deleteLater()
    QCoreApplication.sendPostedEvents(out, QEvent.Type.DeferredDelete)


def edits(dialog: SettingsDialog) -> list[tuple[str, Any]]:
    seen: list[tuple[str, Any]] = []
    dialog.changed.connect(lambda key, value: seen.append((key, value)))
    return seen


@pytest.mark.parametrize("setting", ALL, ids=lambda setting: setting.key)
def test_every_setting_is_in_the_dialog_with_words(dialog: SettingsDialog, setting: Setting[Any]) -> None:
    assert texts()[setting.key][0]
    assert section_of(setting) in sections()
    dialog.show_section(section_of(setting))
    row = dialog.rows[setting.key]
    assert row.editor.inner.accessibleName()
    assert set(choice_texts(setting.key)) == {str(choice) for choice in setting.choices}
    assert row.isVisible()
    assert row.undo.isHidden()


def test_what_was_changed_can_go_back(dialog: SettingsDialog, qtbot: QtBot) -> None:
    dialog.show_section("look")
    dialog.show_values({"look/theme": "dark"})
    row = dialog.rows["look/theme"]
    assert row.undo.isVisible()
    with qtbot.waitSignal(dialog.reset) as one:
        qtbot.mouseClick(row.undo, Qt.MouseButton.LeftButton)
    assert one.args == [["look/theme"]]
    with qtbot.waitSignal(dialog.reset) as section:
        qtbot.mouseClick(dialog.defaults, Qt.MouseButton.LeftButton)
    assert set(section.args[0]) == {setting.key for setting in ALL if setting.section == "look"}


def test_search_finds_over_all_sections(dialog: SettingsDialog, qtbot: QtBot) -> None:
    qtbot.keyClicks(dialog.search, "tax")
    shown = {key for key, row in dialog.rows.items() if row.isVisible()}
    assert shown == {"shop/tax", "shop/show_tax"}
    qtbot.keyClicks(dialog.search, "xyz")
    assert dialog._nothing.isVisible()
    dialog.sections.setCurrentRow(5)
    assert dialog.search.text() == ""
    assert dialog.rows["speed/threads"].isVisible()


def test_each_kind_of_editor_gives_its_type(dialog: SettingsDialog, qtbot: QtBot) -> None:
    seen = edits(dialog)
    dialog.show_section("shop")
    name = dialog.rows["shop/name"].editor
    assert isinstance(name, TextEditor)
    qtbot.keyClicks(name.inner, " Corner Shop ")
    qtbot.keyClick(name.inner, Qt.Key.Key_Return)
    switch = dialog.rows["shop/show_tax"].editor
    assert isinstance(switch, SwitchEditor)
    switch.inner.setFocus()
    qtbot.keyClick(switch.inner, Qt.Key.Key_Space)
    tax = dialog.rows["shop/tax"].editor
    assert isinstance(tax, NumberEditor)
    tax.inner.setFocus()
    tax.inner.selectAll()
    qtbot.keyClicks(tax.inner, "19")
    qtbot.keyClick(tax.inner, Qt.Key.Key_Tab)
    sold = dialog.rows["shop/oversell"].editor
    assert isinstance(sold, SegmentsEditor)
    qtbot.mouseClick(sold.inner.buttons()[1], Qt.MouseButton.LeftButton)
    unit = dialog.rows["shop/unit"].editor
    assert isinstance(unit, ComboEditor)
    unit.inner.setFocus()
    qtbot.keyClick(unit.inner, Qt.Key.Key_Down)
    assert seen == [
        ("shop/name", "Corner Shop"),
        ("shop/show_tax", False),
        ("shop/tax", 19.0),
        ("shop/oversell", "refuse"),
        ("shop/unit", "kg"),
    ]
    assert all(type(value) is type(DEFAULTS[key]) for key, value in seen)


def test_showing_a_value_is_no_edit(dialog: SettingsDialog) -> None:
    seen = edits(dialog)
    dialog.show_values(DEFAULTS | {"look/theme": "dark", "speed/threads": 4, "shop/show_tax": False, "shop/unit": "g"})
    dialog.show_microphones(["USB Audio", "Headset"])
    assert seen == []


def test_a_key_is_chosen_by_pressing_it(dialog: SettingsDialog, qtbot: QtBot) -> None:
    seen = edits(dialog)
    dialog.show_section("keys")
    editor = dialog.rows["keys/park"].editor
    assert isinstance(editor, KeyEditor)
    editor.inner.setFocus()
    qtbot.keyClick(editor.inner, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(editor.inner, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert seen == [("keys/park", "Ctrl+J")]
    qtbot.keyClick(editor.inner, Qt.Key.Key_A)
    assert "needed for writing" in dialog.bar.sentence.text()
    qtbot.keyClick(editor.inner, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert "Receipts" in dialog.bar.sentence.text()
    qtbot.keyClick(editor.inner, Qt.Key.Key_F2)
    assert "Key to speak" in dialog.bar.sentence.text()
    assert len(seen) == 1


def test_the_key_to_speak_is_one_key_that_writes_nothing(dialog: SettingsDialog, qtbot: QtBot) -> None:
    seen = edits(dialog)
    dialog.show_section("voice")
    editor = dialog.rows["voice/key"].editor
    assert isinstance(editor, KeyEditor)
    qtbot.keyClick(editor.inner, Qt.Key.Key_B)
    assert "cannot be held" in dialog.bar.sentence.text()
    qtbot.keyClick(editor.inner, Qt.Key.Key_F9)
    assert seen == [("voice/key", "F9")]
    assert [key for key in ("F1", "Pause", "A", "Space", "Ctrl+F2", "") if is_lone_key(key)] == ["F1", "Pause"]
    assert [key for key in ("Ctrl+A", "Alt+3", "A", "Shift+A", "F5", "") if is_command_key(key)] == [
        "Ctrl+A",
        "Alt+3",
        "F5",
    ]


def test_every_default_key_is_allowed() -> None:
    assert all(is_command_key(setting.default) for setting in KEYS.values())
    assert is_lone_key(schema.VOICE_KEY.default)


@pytest.mark.parametrize("erase", [True, False])
def test_names_are_erased_only_when_that_is_meant(dialog: SettingsDialog, qtbot: QtBot, erase: bool) -> None:
    seen = edits(dialog)
    dialog.show_section("backup")
    switch = dialog.rows["privacy/names"].editor.inner
    assert isinstance(switch, Switch)

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        wanted: QAbstractButton = next(b for b in box.buttons() if ("Erase" in b.text()) == erase)
        wanted.click()

    QTimer.singleShot(50, answer)
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert seen == ([("privacy/names", False)] if erase else [])
    assert switch.isChecked() is not erase


def test_currencies_have_codes() -> None:
    found = currencies()
    assert {"EUR", "USD", "CNY", "JPY", "INR", "CHF"} <= set(found)
    assert found["USD"].startswith("USD")
    assert all(text.isascii() for text in found.values())
