"""The settings of this computer: a small JSON file, read once, written at each change."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from shopdesk.engine.errors import DataError
from shopdesk.paths import user_config_dir
from shopdesk.settings.migrations import STEPS, Step, migrate
from shopdesk.settings.schema import BY_KEY
from shopdesk.settings.setting import Setting, T

FILE_NAME = "settings.json"
_log = logging.getLogger(__name__)


class Settings:
    """What is set on this computer.

    Parameters
    ----------
    path : Path
        The file; it may not exist yet.
    steps : tuple of callable
        The migrations of the file.

    Attributes
    ----------
    kept_aside : str
        Where a damaged file was put, or an empty string: the window says so once.
    """

    def __init__(self, path: Path, steps: tuple[Step, ...] = STEPS) -> None:
        self.path = path
        self.kept_aside = ""
        self._steps = steps
        self._watchers: dict[str, list[Callable[[Any], None]]] = {}
        self._values: dict[str, Any] = {}
        try:
            values, _version = self._read(keep_damaged=True)
        except OSError as error:
            _log.warning("the settings cannot be read: %s", error)
        else:
            self._adopt(values)

    @classmethod
    def load(cls, path: Path | None = None) -> Settings:
        """Return the settings of this user, or those of another file."""
        return cls(path or user_config_dir() / FILE_NAME)

    def get(self, setting: Setting[T]) -> T:
        """Return what is set, or the default."""
        value: T = self._values.get(_known(setting).key, setting.default)
        return value

    def set(self, setting: Setting[T], value: T) -> None:
        """Keep a value and tell who watches it.

        Raises
        ------
        DataError
            ``settings.bad_value``, or ``settings.read_only`` if the file cannot be written; it acts all the same.
        """
        checked = _known(setting).check(value)
        if checked == self.get(setting):
            return
        self._values[setting.key] = checked
        for function in list(self._watchers.get(setting.key, ())):
            function(checked)
        self._write({setting.key: checked} if checked != setting.default else {}, setting.key)

    def reset(self, setting: Setting[T]) -> None:
        """Go back to the default."""
        self.set(setting, setting.default)

    def watch(self, setting: Setting[T], function: Callable[[T], None]) -> Callable[[], None]:
        """Call a function with each new value, on the thread that sets it; returns what ends that."""
        functions = self._watchers.setdefault(_known(setting).key, [])
        functions.append(function)

        def stop() -> None:
            with suppress(ValueError):
                functions.remove(function)

        return stop

    def _adopt(self, values: dict[str, Any]) -> None:
        for key, value in values.items():
            setting = BY_KEY.get(key)
            if setting is None:
                _log.warning("unknown setting %s in %s: left as it is", key, self.path)
                continue
            try:
                self._values[key] = setting.check(value)
            except DataError:
                _log.warning("setting %s cannot be %r: the default is used", key, value)

    def _read(self, keep_damaged: bool = False) -> tuple[dict[str, Any], int]:
        newest = len(self._steps) + 1
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
            values, version = found["values"], found["version"]
            if not isinstance(values, dict) or not isinstance(version, int) or version < 1:
                raise ValueError("not a settings file")
        except (FileNotFoundError, NotADirectoryError):
            return {}, newest
        except (ValueError, KeyError, TypeError):
            if keep_damaged:
                self._keep_aside()
            return {}, newest
        return migrate(values, version, self._steps)

    def _keep_aside(self) -> None:
        """Rename a damaged file, so that nothing in it is lost when the next change is written."""
        number = 1
        while (aside := self.path.with_name(f"{self.path.stem}-damaged-{number}.json")).exists():
            number += 1
        with suppress(OSError):
            os.replace(self.path, aside)
            self.kept_aside = str(aside)

    def _write(self, changed: dict[str, Any], key: str) -> None:
        partial = self.path.with_name(f".{self.path.name}-{os.getpid()}")
        try:
            # what another window has set meanwhile, and what this version does not know, stays
            values, version = self._read()
            values.pop(key, None)
            text = json.dumps({"version": version, "values": values | changed}, ensure_ascii=False, indent=1)
            self.path.parent.mkdir(parents=True, exist_ok=True)
            partial.write_text(text, encoding="utf-8")
            os.replace(partial, self.path)
        except OSError as error:
            raise DataError("settings.read_only", path=str(self.path)) from error


def _known(setting: Setting[T]) -> Setting[T]:
    if BY_KEY.get(setting.key) is not setting:
        raise KeyError(setting.key)
    return setting
