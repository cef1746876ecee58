"""The editors of settings: each shows a value, and says what the owner made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QKeyCombination, QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from shopdesk.settings.setting import Setting
from shopdesk.ui import theme
from shopdesk.ui.eliding import ElidedLabel
from shopdesk.ui.quantity_box import QuantityBox
from shopdesk.ui.settings_texts import choice_texts
from shopdesk.ui.widgets import Segmented, button

EDITOR_WIDTH = 270
_FEW = 3


class Editor(QWidget):
    """What edits one setting.

    Signals
    -------
    edited(object): the new value, in the setting's type.
    """

    edited = Signal(object)

    def __init__(self, inner: QWidget, says: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inner = inner
        inner.setAccessibleName(says)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(inner, 0, Qt.AlignmentFlag.AlignRight if isinstance(inner, Switch) else Qt.AlignmentFlag(0))
        self.setFocusProxy(inner)

    def show_value(self, value: Any) -> None:
        """Show a value; nothing is emitted."""
        raise NotImplementedError


class Switch(QCheckBox):
    """A check box drawn as a switch; the place of the knob says it, not the colour alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(48, 36)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Return the fixed size."""
        return QSize(48, 36)

    def hitButton(self, _pos: Any) -> bool:
        """The whole of it is the button."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint groove, knob and focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        groove = QRectF(3, 7, 42, 22)
        on = self.isChecked()
        painter.setPen(QPen(theme.colour("primary" if on else "muted"), 1.5))
        painter.setBrush(theme.colour("primary" if on else "surface"))
        painter.drawRoundedRect(groove, 11, 11)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("on-primary" if on else "muted"))
        painter.drawEllipse(QRectF(26 if on else 7, 11, 14, 14))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("primary"), 2))
            painter.drawRoundedRect(QRectF(1, 4, 46, 28), 14, 14)


class SwitchEditor(Editor):
    """On or off."""

    def __init__(self, says: str) -> None:
        super().__init__(Switch(), says)
        self.inner: Switch
        self.inner.toggled.connect(lambda on: self.edited.emit(on))

    def show_value(self, value: bool) -> None:
        """Show on or off."""
        self.inner.blockSignals(True)
        self.inner.setChecked(value)
        self.inner.blockSignals(False)
        self.inner.update()


class SegmentsEditor(Editor):
    """Two or three choices side by side."""

    def __init__(self, says: str, choices: Mapping[Any, str]) -> None:
        super().__init__(Segmented([(str(key), text) for key, text in choices.items()], says, True), says)
        self.inner: Segmented
        by_text = {str(key): key for key in choices}
        self.inner.changed.connect(lambda text: self.edited.emit(by_text[text]))
        self.setFocusProxy(self.inner.buttons()[0])

    def show_value(self, value: Any) -> None:
        """Turn a choice on."""
        self.inner.choose(str(value))


class ComboEditor(Editor):
    """Many choices under each other; a value that is none of them is listed too."""

    def __init__(self, says: str, choices: Mapping[Any, str]) -> None:
        super().__init__(QComboBox(), says)
        self.inner: QComboBox
        self.inner.setFixedWidth(EDITOR_WIDTH)
        self.set_choices(choices)
        self.inner.activated.connect(lambda place: self.edited.emit(self.inner.itemData(place)))

    def set_choices(self, choices: Mapping[Any, str]) -> None:
        """Offer other choices; what is shown stays."""
        kept = self.inner.currentData()
        self.inner.clear()
        for value, text in choices.items():
            self.inner.addItem(text, value)
        if kept is not None:
            self.show_value(kept)

    def show_value(self, value: Any) -> None:
        """Show a choice."""
        place = self.inner.findData(value)
        if place < 0:
            self.inner.addItem(str(value), value)
            place = self.inner.count() - 1
        self.inner.setCurrentIndex(place)


class NumberEditor(Editor):
    """A number in its range."""

    def __init__(self, says: str, setting: Setting[Any]) -> None:
        low, high = setting.lowest or 0, setting.highest or 0
        inner: QSpinBox | QuantityBox = QSpinBox() if isinstance(setting.default, int) else QuantityBox()
        inner.setRange(low, high)
        inner.setKeyboardTracking(False)
        inner.setFixedWidth(96)
        inner.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        super().__init__(inner, says)
        inner.valueChanged.connect(lambda value: self.edited.emit(value))

    def show_value(self, value: Any) -> None:
        """Show a number."""
        self.inner.blockSignals(True)
        self.inner.setValue(value)  # type: ignore[attr-defined]
        self.inner.blockSignals(False)


class TextEditor(Editor):
    """A line of text, taken with Enter or when the focus leaves."""

    def __init__(self, says: str) -> None:
        super().__init__(QLineEdit(), says)
        self.inner: QLineEdit
        self.inner.setFixedWidth(EDITOR_WIDTH)
        self._shown = ""
        self.inner.editingFinished.connect(self._finish)

    def show_value(self, value: str) -> None:
        """Show a text."""
        self._shown = value
        self.inner.setText(value)

    def _finish(self) -> None:
        text = self.inner.text().strip()
        if text != self._shown:
            self._shown = text
            self.edited.emit(text)


def is_lone_key(key: str) -> bool:
    """Whether it is one key without others, which writes nothing and moves nothing."""
    sequence = QKeySequence(key)
    if sequence.count() != 1:
        return False
    one: QKeyCombination = sequence[0]  # type: ignore[index]  # the stubs do not know it
    code = one.key()
    if one.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        return False
    return Qt.Key.Key_F1 <= code <= Qt.Key.Key_F35 or code in (Qt.Key.Key_Pause, Qt.Key.Key_ScrollLock, Qt.Key.Key_Menu)


def is_command_key(key: str) -> bool:
    """Whether it can start a command: it has Ctrl, Alt or Meta, or writes nothing."""
    sequence = QKeySequence(key)
    if sequence.count() != 1:
        return False
    one: QKeyCombination = sequence[0]  # type: ignore[index]  # the stubs do not know it
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    return is_lone_key(key) or bool(one.keyboardModifiers() & held)


class KeyField(QLineEdit):
    """Takes the next key that is pressed.

    Signals
    -------
    pressed(str): a key, as ``QKeySequence`` writes it.
    """

    pressed = Signal(str)
    _LONE = (
        Qt.Key.Key_Control,
        Qt.Key.Key_Shift,
        Qt.Key.Key_Alt,
        Qt.Key.Key_Meta,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_unknown,
    )
    _LEAVE = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape)

    def __init__(self, single: bool) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setFixedWidth(170)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._single = single

    def event(self, event: QEvent) -> bool:
        """Every key is meant for this field, also those that do something elsewhere."""
        asked = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if asked and event.key() not in self._LEAVE:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a key; Tab and Esc do what they do everywhere."""
        if event.key() in self._LEAVE:
            super().keyPressEvent(event)
            event.ignore()
        elif event.key() not in self._LONE:
            key = event.key() if self._single else event.keyCombination()
            self.pressed.emit(QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText))

    def focusInEvent(self, event: Any) -> None:
        """Say what to do."""
        super().focusInEvent(event)
        self.setToolTip(self.tr("Press the new key"))


class KeyEditor(Editor):
    """A key, chosen by pressing it."""

    def __init__(self, says: str, single: bool) -> None:
        super().__init__(KeyField(single), says)
        self.inner: KeyField
        self.inner.pressed.connect(lambda key: self.edited.emit(key))

    def show_value(self, value: str) -> None:
        """Show a key as this system writes it."""
        self.inner.setText(QKeySequence(value).toString(QKeySequence.SequenceFormat.NativeText))


class FolderEditor(Editor):
    """A folder and a button that chooses another."""

    def __init__(self, says: str) -> None:
        choose = button(self.tr("Another folder …"))
        super().__init__(choose, says)
        self._says = says
        self.path = ElidedLabel("", "muted")
        self.path.setFixedWidth(200)
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(0, self.path)
        choose.clicked.connect(self._ask)

    def show_value(self, value: str) -> None:
        """Show a folder."""
        self.path.setText(value)

    def _ask(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self._says, self.path.text())
        if folder:
            self.edited.emit(folder)


def currencies() -> dict[str, str]:
    """Return the currencies that the locales of this system know: code, and code with name."""
    code, name = QLocale.CurrencySymbolFormat.CurrencyIsoCode, QLocale.CurrencySymbolFormat.CurrencyDisplayName
    found: dict[str, str] = {}
    for one in QLocale.matchingLocales(
        QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry
    ):
        key = one.currencySymbol(code)
        said = one.currencySymbol(name)
        if key and (key not in found or one.language() == QLocale.Language.English):
            # a name in a script that this system may have no letters for says less than the code
            found[key] = f"{key}  {said}" if said.isascii() and said != key else key
    return dict(sorted(found.items()))


def editor_for(setting: Setting[Any], says: str) -> Editor:
    """Return the editor that fits a setting: by its kind, its choices, or its type."""
    if setting.kind == "key":
        return KeyEditor(says, single=setting.section != "keys")
    by_kind: dict[str, Callable[[], Editor]] = {
        "folder": partial(FolderEditor, says),
        "currency": lambda: ComboEditor(says, currencies()),
        "microphone": lambda: ComboEditor(says, {}),
    }
    if setting.kind:
        return by_kind[setting.kind]()
    if setting.choices:
        words = choice_texts(setting.key)
        choices = {value: words[str(value)] for value in setting.choices}
        return SegmentsEditor(says, choices) if len(choices) <= _FEW else ComboEditor(says, choices)
    if isinstance(setting.default, bool):
        return SwitchEditor(says)
    return TextEditor(says) if isinstance(setting.default, str) else NumberEditor(says, setting)
