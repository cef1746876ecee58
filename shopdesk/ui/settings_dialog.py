"""The settings, all of them driven by the schema: sections, a search over everything, and the way back to defaults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from shopdesk.settings.schema import MICROPHONE, NAMES, PROGRAM, SHOP
from shopdesk.settings.setting import Setting
from shopdesk.ui import theme
from shopdesk.ui.dialog import Dialog
from shopdesk.ui.settings_editors import ComboEditor, Editor, editor_for, is_command_key, is_lone_key
from shopdesk.ui.settings_texts import effect_text, section_of, sections, texts
from shopdesk.ui.widgets import IconButton, button, label, scrolling


class SettingRow(QFrame):
    """One setting: what it is, its editor, and a button back to the default.

    Signals
    -------
    edited(str, object), reset(str): the key, and the new value.
    """

    edited = Signal(str, object)
    reset = Signal(str)

    def __init__(self, setting: Setting[Any], title: str, explained: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "setting")
        self.setting = setting
        self.words = f"{title} {explained}".casefold()
        self.editor: Editor = editor_for(setting, title)
        self.undo = IconButton("undo", self.tr("Back to the default: {0}").format(title), token="muted")
        self.editor.edited.connect(lambda value: self.edited.emit(setting.key, value))
        self.undo.clicked.connect(lambda: self.reset.emit(setting.key))
        column, row = QVBoxLayout(), QHBoxLayout(self)
        column.setSpacing(2)
        column.addWidget(label(title, "name", wrap=True))
        below = " ".join(part for part in (explained, effect_text(setting)) if part)
        if below:
            column.addWidget(label(below, "muted", wrap=True))
        row.setContentsMargins(4, 8, 0, 8)
        row.setSpacing(16)
        row.addLayout(column, 1)
        row.addWidget(self.undo)
        row.addWidget(self.editor, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        policy = self.undo.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # nothing moves when it comes and goes
        self.undo.setSizePolicy(policy)
        self.undo.hide()

    def show_value(self, value: Any) -> None:
        """Show a value, and offer the default where it is another."""
        self.editor.show_value(value)
        self.undo.setVisible(value != self.setting.default)


class SettingsDialog(Dialog):
    """Shows settings; what is changed acts at once.

    Parameters
    ----------
    section : str
        What to show first.

    Signals
    -------
    changed(str, object): key and new value.
    reset(list): go back to the defaults of these keys.
    """

    changed = Signal(str, object)
    reset = Signal(list)

    def __init__(self, section: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.resize(900, 620)
        self.setMinimumSize(820, 520)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search the settings"))
        self.search.setAccessibleName(self.tr("Search the settings"))
        self.search.setClearButtonEnabled(True)
        self.sections = QListWidget()
        self.sections.setAccessibleName(self.tr("Sections"))
        self.rows: dict[str, SettingRow] = {}
        self._heads: dict[str, QWidget] = {}
        self._values: dict[str, Any] = {}
        self._places: dict[str, QVBoxLayout] = {}
        self._microphones: list[str] = []
        shown = [setting for setting in (*SHOP, *PROGRAM) if setting.kind != "hidden"]
        self._settings = {key: [one for one in shown if section_of(one) == key] for key in sections()}
        self._later = QTimer(self)
        self._later.timeout.connect(self._make_more)
        self._nothing = label(self.tr("No setting has these words."), "muted")
        self.defaults = button(self.tr("Defaults of this section"))
        self._lay_out()
        self.search.textChanged.connect(self._show_section)
        self.sections.currentRowChanged.connect(lambda _row: self._choose())
        self.defaults.clicked.connect(self._reset_section)
        self.show_section(section)
        self._later.start(0)

    @property
    def section(self) -> str:
        """The section that is shown, or was before a search."""
        item = self.sections.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def show_section(self, section: str) -> None:
        """Show a section; the first for an unknown one."""
        keys = list(sections())
        self.sections.setCurrentRow(keys.index(section) if section in keys else 0)
        self._show_section()

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show what is set."""
        self._values.update(values)
        for key, value in values.items():
            if key in self.rows:
                self.rows[key].show_value(value)

    def show_microphones(self, names: Iterable[str]) -> None:
        """Offer these microphones."""
        self._microphones = list(names)
        if MICROPHONE.key in self.rows:
            self._offer_microphones()

    def _lay_out(self) -> None:
        left, right, columns = QVBoxLayout(), QVBoxLayout(), QHBoxLayout(self)
        side = QFrame()
        side.setProperty("role", "left")
        side.setFixedWidth(230)
        side.setLayout(left)
        left.setContentsMargins(16, 20, 16, 16)
        left.setSpacing(12)
        left.addWidget(self.search)
        left.addWidget(self.sections, 1)
        self.sections.setProperty("role", "plain")
        self.sections.setIconSize(QSize(18, 18))
        for key, (title, icon) in sections().items():
            item = QListWidgetItem(theme.icon(icon, "muted"), title)
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setSizeHint(QSize(0, 40))
            self.sections.addItem(item)
        right.setContentsMargins(24, 20, 20, 16)
        right.setSpacing(12)
        right.addWidget(self.bar)
        right.addWidget(self._scroll(), 1)
        right.addLayout(self.bottom_row(self.defaults, role="primary"))
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(0)
        columns.addWidget(side)
        columns.addLayout(right, 1)

    def _scroll(self) -> QScrollArea:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(0)
        for section, (title, _icon) in sections().items():
            head = self._heads[section] = label(title, "title")
            head.setContentsMargins(4, 0, 0, 8)
            place = self._places[section] = QVBoxLayout()
            place.setSpacing(0)
            column.addWidget(head)
            column.addLayout(place)
        column.addWidget(self._nothing)
        column.addStretch(1)
        self._area = scrolling(inner, self.windowTitle())
        return self._area

    def _make_rows(self, section: str, count: int | None = None) -> None:
        """Make the rows of a section that are not there yet, or so many of them."""
        words = texts()
        wanted = [one for one in self._settings[section] if one.key not in self.rows]
        for setting in wanted[:count]:
            row = self.rows[setting.key] = SettingRow(setting, *words[setting.key])
            row.edited.connect(self._edit)
            row.reset.connect(lambda key: self.reset.emit([key]))
            row.hide()
            self._places[section].addWidget(row)
            if setting is MICROPHONE:
                self._offer_microphones()
            if setting.key in self._values:
                row.show_value(self._values[setting.key])

    def _make_more(self) -> None:
        """Make one more row: all at once would hold the window up for longer than a frame or two."""
        for section, settings in self._settings.items():
            if any(one.key not in self.rows for one in settings):
                self._make_rows(section, 1)
                return
        self._later.stop()

    def _offer_microphones(self) -> None:
        editor = self.rows[MICROPHONE.key].editor
        if isinstance(editor, ComboEditor):
            editor.set_choices({"": self.tr("The one of the system"), **{name: name for name in self._microphones}})

    def _choose(self) -> None:
        self.search.clear()
        self._show_section()
        self._area.verticalScrollBar().setValue(0)

    def _show_section(self) -> None:
        words = self.search.text().casefold().split()
        for section in self._settings if words else (self.section,):
            self._make_rows(section)
        shown: set[str] = set()
        for row in self.rows.values():
            section = section_of(row.setting)
            wanted = all(word in row.words for word in words) if words else section == self.section
            row.setVisible(wanted)
            if wanted:
                shown.add(section)
        for section, head in self._heads.items():
            head.setVisible(section in shown)
        self._nothing.setVisible(not shown)
        self.defaults.setEnabled(not words)

    def _edit(self, key: str, value: Any) -> None:
        """Hand on what was edited, unless it cannot be or the owner thinks again."""
        row = self.rows[key]
        problem = self._key_problem(row.setting, value) if row.setting.kind == "key" else ""
        if problem:
            self.bar.show_error(problem)
        if problem or (key == NAMES.key and not value and not self._may_erase_names()):
            row.show_value(self._values.get(key, row.setting.default))
            return
        self.bar.hide()
        self.changed.emit(key, value)

    def _key_problem(self, setting: Setting[Any], key: str) -> str:
        """Why a key cannot be used, or an empty text."""
        single = setting.section != "keys"
        if single and not is_lone_key(key):
            return self.tr("A key that writes something cannot be held to speak. Take one of F1 to F12.")
        if not single and not is_command_key(key):
            return self.tr("This key is needed for writing. Hold Ctrl or Alt with it, or take one of F1 to F12.")
        for other in PROGRAM:
            if other.kind == "key" and other is not setting and self._values.get(other.key) == key:
                title = texts()[other.key][0]
                return self.tr("{0} is the key of “{1}”. Change that first.").format(key, title)
        return ""

    def _may_erase_names(self) -> bool:
        question = QMessageBox(self)
        question.setIcon(QMessageBox.Icon.Warning)
        question.setWindowTitle(self.windowTitle())
        question.setText(self.tr("Erase the names and telephone numbers of all customers?"))
        question.setInformativeText(
            self.tr("Their purchases stay under their numbers. The names cannot be brought back.")
        )
        yes = question.addButton(self.tr("Erase the names"), QMessageBox.ButtonRole.DestructiveRole)
        question.addButton(QMessageBox.StandardButton.Cancel)
        question.exec()
        return question.clickedButton() is yes

    def _reset_section(self) -> None:
        self.reset.emit([setting.key for setting in self._settings[self.section]])
