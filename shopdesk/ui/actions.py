"""One registry of what the window can do: it drives the keys, the palette, the list of keys and the settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QWidget

NATIVE = QKeySequence.SequenceFormat.NativeText


@dataclass(frozen=True)
class Command:
    """Something that can be done: what it is called, its key as it is written, and how to do it."""

    title: str
    group: str
    keys: str
    run: Callable[[], None]
    icon: str = ""


def titles() -> dict[str, str]:
    """Return what each command is called, by its name in ``settings/keys.py``, in the language of now."""
    translate = QCoreApplication.translate
    return {
        "start": translate("Actions", "Start page"),
        "recommend": translate("Actions", "Recommend: what goes with it"),
        "prices": translate("Actions", "Prices and forecasts"),
        "photos": translate("Actions", "Photos: recognise and teach"),
        "voice": translate("Actions", "Voice: say a product"),
        "everything": translate("Actions", "Find any command or product"),
        "search": translate("Actions", "Search or scan a product"),
        "quantity": translate("Actions", "Quantity of the newest line"),
        "sell": translate("Actions", "Complete the sale"),
        "park": translate("Actions", "Park the basket, or take one up again"),
        "receipts": translate("Actions", "Receipts, and giving back"),
        "import": translate("Actions", "Import or export files, undo an import"),
        "care": translate("Actions", "The shop's data: backups, checks"),
        "settings": translate("Actions", "Settings"),
        "help": translate("Actions", "Keys and help"),
        "theme": translate("Actions", "Change between light and dark"),
        "demo": translate("Actions", "Demo shop, and back to your own"),
        "close": translate("Actions", "Close ShopDesk"),
    }


def group_titles() -> dict[str, str]:
    """Return what the groups of commands are called."""
    translate = QCoreApplication.translate
    return {
        "go": translate("Actions", "Go to"),
        "sell": translate("Actions", "Sell"),
        "shop": translate("Actions", "Shop"),
        "tab": translate("Actions", "On this tab"),
    }


GROUPS: dict[str, tuple[str, ...]] = {
    "go": ("start", "recommend", "prices", "photos", "voice", "everything"),
    "sell": ("search", "quantity", "sell", "park", "receipts"),
    "shop": ("import", "care", "settings", "theme", "help", "demo", "close"),
}
ICONS: dict[str, str] = {
    "start": "home",
    "recommend": "star",
    "prices": "chart",
    "photos": "photo",
    "voice": "microphone",
    "everything": "search",
    "search": "search",
    "quantity": "basket",
    "sell": "check",
    "park": "pause",
    "receipts": "receipt",
    "import": "import",
    "care": "shield",
    "settings": "settings",
    "theme": "sun",
    "help": "help",
    "demo": "star",
    "close": "cross",
}


class Actions(QObject):
    """The window's commands, each a QAction with the key that the owner has chosen.

    Parameters
    ----------
    window : QWidget
        Where the keys act.
    keys : mapping of str to str
        The key of each command, as ``QKeySequence`` reads it.
    """

    def __init__(self, window: QWidget, keys: Mapping[str, str]) -> None:
        super().__init__(window)
        self._window = window
        self._titles = titles()
        self._keys = dict(keys)
        self._actions: dict[str, QAction] = {}

    def add(self, name: str, run: Callable[[], object]) -> QAction:
        """Add a command; its title, group and icon stand in this module, its key in the settings."""
        action = QAction(self._titles[name], self)
        action.setShortcut(QKeySequence(self._keys[name]))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _checked=False: run())
        self._window.addAction(action)
        self._actions[name] = action
        return action

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def names(self) -> list[str]:
        """Return the names of all commands."""
        return list(self._actions)

    def set_key(self, name: str, key: str) -> None:
        """Let a command have another key from now on."""
        self._actions[name].setShortcut(QKeySequence(key))

    def describe(self, button: QAbstractButton, name: str) -> None:
        """Let accessible name and tooltip of a button say the command, and its key as it is now."""
        action = self._actions[name]

        def tell() -> None:
            keys = action.shortcut().toString(NATIVE)
            button.setAccessibleName(action.text())
            button.setToolTip(f"{action.text()} ({keys})" if keys else action.text())

        action.changed.connect(tell)
        tell()

    def bind(self, button: QAbstractButton, name: str) -> None:
        """Let a button do a command."""
        self.describe(button, name)
        button.clicked.connect(lambda _checked=False: self._actions[name].trigger())

    def commands(self) -> list[Command]:
        """Return the commands in the order in which they are listed."""
        words = group_titles()
        return [
            Command(action.text(), words[group], action.shortcut().toString(NATIVE), action.trigger, ICONS[name])
            for group, names in GROUPS.items()
            for name in names
            if (action := self._actions.get(name)) is not None
        ]


def commands_of(page: QWidget) -> list[Command]:
    """Return what the buttons of a tab can do by a key: only those that are shown and can be pressed now."""
    group = group_titles()["tab"]
    found = []
    for one in page.findChildren(QAbstractButton):
        if not one.shortcut().isEmpty() and one.isVisibleTo(page) and one.isEnabled():
            keys = one.shortcut().toString(NATIVE)
            title = (one.accessibleName() or one.text()).removesuffix(f" ({keys})")
            found.append(Command(title, group, keys, one.click))
    return found
