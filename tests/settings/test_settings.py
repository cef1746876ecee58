"""Settings: typed, kept on disk at each change, and nothing of a damaged or newer file is lost."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from shopdesk.engine.errors import DataError
from shopdesk.settings import schema
from shopdesk.settings.kept import Settings
from shopdesk.settings.keys import DEFAULTS
from shopdesk.settings.migrations import STEPS, migrate
from shopdesk.settings.setting import Setting

VERSION = len(STEPS) + 1


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def kept(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8"))["values"])


def write(path: Path, values: dict[str, Any], version: int = VERSION) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"version": version, "values": values}), encoding="utf-8")


@pytest.mark.parametrize("setting", schema.PROGRAM, ids=lambda setting: setting.key)
def test_every_default_is_allowed(setting: Setting[Any]) -> None:
    assert setting.check(setting.default) == setting.default
    assert setting.section
    assert setting.name


def test_no_key_stands_twice() -> None:
    assert len(schema.BY_KEY) == len(schema.PROGRAM)
    assert len(set(DEFAULTS.values())) == len(DEFAULTS)


def test_a_value_is_there_after_a_restart(path: Path) -> None:
    settings = Settings(path)
    assert settings.get(schema.THEME) == "system"
    settings.set(schema.THEME, "dark")
    settings.set(schema.THREADS, 3)
    again = Settings(path)
    assert (again.get(schema.THEME), again.get(schema.THREADS)) == ("dark", 3)
    again.reset(schema.THEME)
    assert again.get(schema.THEME) == schema.THEME.default
    assert kept(path) == {"speed/threads": 3}


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        (schema.THEME, "blue"),
        (schema.THREADS, 0),
        (schema.THREADS, 17),
        (schema.THREADS, True),
        (schema.START_PAGE, 1),
        (schema.MICROPHONE, None),
    ],
)
def test_a_wrong_value_is_refused_and_nothing_changes(path: Path, setting: Setting[Any], value: Any) -> None:
    settings = Settings(path)
    with pytest.raises(DataError) as error:
        settings.set(setting, value)
    assert error.value.code == "settings.bad_value"
    assert settings.get(setting) == setting.default
    assert not path.exists()


def test_who_watches_is_told_once_per_change(path: Path) -> None:
    settings, seen = Settings(path), []
    stop = settings.watch(schema.THEME, seen.append)
    settings.set(schema.THEME, "dark")
    settings.set(schema.THEME, "dark")
    stop()
    settings.set(schema.THEME, "light")
    assert seen == ["dark"]


def test_a_setting_that_is_not_in_the_schema_fails(path: Path) -> None:
    with pytest.raises(KeyError):
        Settings(path).get(Setting("look/colour", "green"))


@pytest.mark.settings_warnings
def test_unknown_keys_are_left_as_they_are(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(path, {"look/colour": "green", "look/theme": "dark"})
    settings = Settings(path)
    assert "look/colour" in caplog.text
    settings.set(schema.THEME, "light")
    assert kept(path) == {"look/colour": "green", "look/theme": "light"}


@pytest.mark.settings_warnings
def test_a_value_of_another_type_gives_way_to_the_default(path: Path) -> None:
    write(path, {"look/theme": 5, "speed/threads": 2})
    settings = Settings(path)
    assert settings.get(schema.THEME) == "system"
    assert settings.get(schema.THREADS) == 2


@pytest.mark.parametrize("text", ["{not json", "[]", '{"version": 0, "values": {}}', '{"version": 1}', ""])
def test_a_damaged_file_is_kept_aside(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    settings = Settings(path)
    assert settings.get(schema.THEME) == "system"
    assert Path(settings.kept_aside).read_text(encoding="utf-8") == text
    settings.set(schema.THEME, "dark")
    assert Settings(path).kept_aside == ""
    path.write_text(text, encoding="utf-8")
    assert Settings(path).kept_aside != settings.kept_aside


def test_two_windows_do_not_undo_each_other(path: Path) -> None:
    one, two = Settings(path), Settings(path)
    one.set(schema.THEME, "dark")
    two.set(schema.SOUND_SCAN, False)
    assert kept(path) == {"look/theme": "dark", "sound/scan": False}


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="the administrator may write anywhere")
def test_a_file_that_cannot_be_written_is_said(path: Path) -> None:
    path.parent.mkdir()
    path.parent.chmod(0o500)
    settings = Settings(path)
    with pytest.raises(DataError, match=r"settings\.read_only"):
        settings.set(schema.THEME, "dark")
    assert settings.get(schema.THEME) == "dark"


def test_a_folder_in_the_way_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings = Settings(tmp_path / "file" / "settings.json")
    with pytest.raises(DataError, match=r"settings\.read_only"):
        settings.set(schema.THEME, "dark")
    assert settings.get(schema.THEME) == "dark"


def test_a_folder_of_that_name_is_not_replaced(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path.mkdir(parents=True)
    (path / "something").write_text("kept")
    settings = Settings(path)
    caplog.clear()
    with pytest.raises(DataError, match=r"settings\.read_only"):
        settings.set(schema.THEME, "dark")
    assert (path / "something").read_text() == "kept"


def test_steps_bring_an_old_file_up_to_date(path: Path) -> None:
    def rename(values: dict[str, Any]) -> dict[str, Any]:
        values["look/theme"] = values.pop("theme")
        return values

    def night(values: dict[str, Any]) -> dict[str, Any]:
        values["look/theme"] = {"night": "dark"}.get(values["look/theme"], values["look/theme"])
        return values

    steps = (rename, night)
    write(path, {"theme": "night"}, version=1)
    settings = Settings(path, steps)
    assert settings.get(schema.THEME) == "dark"
    settings.set(schema.SOUND_SCAN, False)
    assert json.loads(path.read_text())["version"] == 3
    assert kept(path) == {"look/theme": "dark", "sound/scan": False}
    assert migrate({"look/theme": "night"}, 2, steps) == ({"look/theme": "dark"}, 3)


def test_a_file_of_a_later_version_keeps_its_version(path: Path) -> None:
    write(path, {"look/theme": "dark"}, version=VERSION + 5)
    settings = Settings(path)
    assert settings.get(schema.THEME) == "dark"
    settings.set(schema.THEME, "light")
    assert json.loads(path.read_text())["version"] == VERSION + 5
