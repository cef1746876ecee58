"""The settings dialog: what is set for this computer is kept at once, what is the shop's goes through its lane."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from shopdesk.controllers.base import JobRunner, ShopController
from shopdesk.controllers.messages import Messages
from shopdesk.controllers.till import STORE_LANE
from shopdesk.engine.context import JobContext
from shopdesk.engine.errors import DataError, EngineError
from shopdesk.settings import schema
from shopdesk.settings.kept import Settings
from shopdesk.settings.setting import Setting
from shopdesk.workers.runner import Callbacks

_SHOP = {setting.key: setting for setting in schema.SHOP}


class SettingsController(ShopController):
    """Opens the dialog, and carries out what is changed in it.

    Parameters
    ----------
    window : the view; it makes the dialog.
    settings : Settings
        What is set on this computer.
    shop : callable
        Returns the open shop; called on the lane.
    folder : Path
        The shop's folder.
    microphones : callable
        Returns the names of the microphones that are there now.

    Signals
    -------
    shop_read(dict): the shop's settings, when they are read first and after each change.
    shop_changed(str): the key of a setting of the shop that is another now.
    """

    lane = STORE_LANE
    shop_read = Signal(dict)
    shop_changed = Signal(str)

    def __init__(
        self,
        window: Any,
        runner: JobRunner,
        messages: Messages,
        settings: Settings,
        shop: Callable[[], Any],
        folder: Path,
        microphones: Callable[[], list[str]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(window, runner, messages, shop, parent)
        self._settings = settings
        self._folder = folder
        self._microphones = microphones
        self._dialog: Any = None
        self._values: dict[str, Any] = {}
        window.settings_requested.connect(self.show)

    def start(self) -> None:
        """Read the shop's settings; say it where the file of this computer was damaged."""
        if self._settings.kept_aside:
            self._view.show_error(self._messages.error_code("settings.damaged", {"path": self._settings.kept_aside}))
        self._read()

    def show(self, section: str = "") -> None:
        """Open the dialog."""
        if self._dialog is not None:
            self._dialog.show_section(section)
            return
        self._dialog = dialog = self._view.settings_dialog(section)
        dialog.changed.connect(self.change)
        dialog.reset.connect(self.reset)
        dialog.finished.connect(self._closed)
        dialog.show_microphones(self._microphones())
        dialog.show_values({setting.key: self._settings.get(setting) for setting in schema.PROGRAM})
        dialog.show_values(self._values)
        dialog.open()
        self._read()

    def show_microphones(self, names: list[str]) -> None:
        """Offer these microphones, when they have been listed while the dialog is open."""
        if self._dialog is not None:
            self._dialog.show_microphones(names)

    @property
    def open_section(self) -> str | None:
        """The section that the dialog shows, or None while it is closed."""
        return None if self._dialog is None else str(self._dialog.section)

    def change(self, key: str, value: Any) -> None:
        """Set something."""
        if key in _SHOP:
            self._change_shop({key: value})
            return
        setting = schema.BY_KEY[key]
        try:
            self._settings.set(setting, value)
        except EngineError as error:
            self.failed(error)
        if self._dialog is not None:  # a change of language has closed it
            self._dialog.show_values({key: self._settings.get(setting)})

    def reset(self, keys: list[str]) -> None:
        """Go back to defaults."""
        for key in keys:
            if key in schema.BY_KEY:
                self.change(key, schema.BY_KEY[key].default)
        shop = {key: _SHOP[key].default for key in keys if key in _SHOP and self._values.get(key) != _SHOP[key].default}
        if shop:
            self._change_shop(shop)

    def close(self) -> None:
        """Close the dialog with the window."""
        if self._dialog is not None:
            self._dialog.close()

    def failed(self, error: EngineError) -> None:
        """Show the sentence of an error, in the dialog while it is open."""
        (self._dialog or self._view).show_error(self._messages.error(error))

    def _closed(self, _result: int) -> None:
        self._dialog = None

    def _read(self) -> None:
        def run(_none: None, _ctx: JobContext) -> dict[str, Any]:
            return read_shop(self._shop(), self._folder)

        # a shop that cannot be opened says so itself
        self._runner.start(self.lane, run, None, Callbacks(self._show_shop, lambda _error: None), latest_wins=False)

    def _change_shop(self, values: Mapping[str, Any]) -> None:
        def run(_none: None, _ctx: JobContext) -> dict[str, Any]:
            for key, value in values.items():
                write_shop(self._shop(), self._folder, _SHOP[key], value)
            return read_shop(self._shop(), self._folder)

        def done(now: dict[str, Any]) -> None:
            changed = [key for key in values if now[key] != self._values.get(key)]
            self._show_shop(now)
            for key in changed:
                self.shop_changed.emit(key)

        def failed(error: EngineError) -> None:
            self.failed(error)
            self._read()  # the dialog shows what holds

        self._runner.start(self.lane, run, None, Callbacks(done, failed), latest_wins=False)

    def _show_shop(self, values: dict[str, Any]) -> None:
        self._values = values
        if self._dialog is not None:
            self._dialog.show_values(values)
        self.shop_read.emit(values)


def read_shop(shop: Any, folder: Path) -> dict[str, Any]:
    """Return the shop's settings by key; what cannot be used gives way to the default."""
    from shopdesk.store.backup import backup_folder

    out: dict[str, Any] = {}
    for setting in schema.SHOP:
        if setting is schema.BACKUP_FOLDER:
            out[setting.key] = str(backup_folder(folder))
            continue
        try:
            out[setting.key] = setting.check(shop.setting(setting.stored, setting.default))
        except DataError:
            out[setting.key] = setting.default
    return out


def write_shop(shop: Any, folder: Path, setting: Setting[Any], value: Any) -> None:
    """Keep one of the shop's settings.

    Raises
    ------
    DataError
        ``settings.currency_digits`` where prices would change their worth, or what the store says.
    """
    from shopdesk.engine.types import digits_of
    from shopdesk.store.backup import choose_backup_folder
    from shopdesk.store.privacy import drop_names

    value = setting.check(value)
    if setting is schema.BACKUP_FOLDER:
        choose_backup_folder(folder, Path(value) if value else None)
    elif setting is schema.NAMES and not value:
        drop_names(shop)
    elif setting is schema.CURRENCY and digits_of(value) != digits_of(shop.currency) and not shop.is_empty():
        raise DataError("settings.currency_digits", old=shop.currency, new=value)
    else:
        shop.set_setting(setting.stored, value)
