"""The window is painted before its tabs are built, and nothing that is done meanwhile is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from shopdesk.app import ShopDesk
from shopdesk.settings import schema
from shopdesk.settings.kept import Settings
from shopdesk.store.demo import write_demo

PAINTED = """
import json, os, sys
from pathlib import Path
from shopdesk.program import ShopDesk, make_application
app = make_application("light")
desk = ShopDesk(Path(sys.argv[1]))
def painted():
    print(json.dumps([name for name in sys.modules if name.startswith(("shopdesk", "numpy", "PIL", "pyqtgraph"))]))
    sys.stdout.flush()
    os._exit(0)
desk.window.first_painted.connect(painted)
desk.show()
app.exec()
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("painted") / "shop"
    write_demo(folder, products=24, days=30, lines=400)
    return folder


@pytest.fixture(autouse=True)
def _start_page(_first_tab_first: None) -> None:
    Settings.load().set(schema.START_PAGE, True)


@pytest.fixture
def desk(qtbot: QtBot, shop: Path) -> Iterator[ShopDesk]:
    """A window that was shown, with nothing built that its first paint can do without."""
    desk = ShopDesk(shop)
    qtbot.addWidget(desk.window, before_close_func=lambda _window: desk.close())
    with qtbot.waitSignal(desk.window.first_painted):
        desk.show()
    yield desk
    desk.window.close()
    desk.close()


def test_the_first_paint_needs_no_tab_no_dialog_and_no_arrays(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PAINTED, str(tmp_path)], capture_output=True, text=True, check=True, env=os.environ
    )
    names = set(json.loads(done.stdout))
    assert "shopdesk.ui.start_view" in names  # what is seen first is there
    tabs = {f"shopdesk.ui.{tab}_view" for tab in ("recommend", "prices", "photos", "voice")}
    assert not names & tabs
    assert not [name for name in names if name.endswith("_dialog") or name.startswith("shopdesk.controllers.desk")]
    assert not names & {"numpy", "PIL", "pyqtgraph", "shopdesk.engine.types"}


def test_all_is_built_bit_by_bit_after_the_first_paint(qtbot: QtBot, desk: ShopDesk) -> None:
    window = desk.window
    assert not any(window.pages.built(tab) for tab in ("recommend", "prices", "photos", "voice"))
    qtbot.waitUntil(lambda: "voice" in desk.__dict__, timeout=30_000)
    assert all(window.pages.built(tab) for tab in ("recommend", "prices", "photos", "voice"))
    assert window.pages.currentWidget() is window.start


def test_what_is_typed_before_all_is_built_is_searched(qtbot: QtBot, desk: ShopDesk) -> None:
    assert "search" not in desk.__dict__
    heard: list[str] = []
    desk.window.search.text_edited.connect(heard.append)
    qtbot.keyClicks(desk.window.search.field, "m")
    assert "search" in desk.__dict__  # built before the letter got through
    qtbot.waitUntil(lambda: heard == ["m"], timeout=5_000)


def test_a_tab_that_is_chosen_before_all_is_built_is_led(qtbot: QtBot, desk: ShopDesk) -> None:
    window = desk.window
    qtbot.mouseClick(window.tabs, Qt.MouseButton.LeftButton, pos=window.tabs.tabRect(1).center())
    assert window.tab == "prices"
    assert window.pages.currentWidget() is window.prices
    assert "prices" in desk.__dict__


def test_a_window_closed_before_all_is_built_ends(desk: ShopDesk) -> None:
    desk.window.close()
    assert not desk.window.isVisible()


def test_microphones_are_listed_where_they_are_chosen(
    qtbot: QtBot, desk: ShopDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.complete()
    looked: list[str] = []

    def look(found: Any, _failed: Any) -> None:
        looked.append(desk.window.tab)
        found(["Till microphone"])

    monkeypatch.setattr(desk.voice.takes, "look", look)
    qtbot.waitUntil(lambda: desk.runner.is_busy("warm"), timeout=30_000)  # everything has started
    assert looked == []
    desk.window.settings_requested.emit("voice")
    assert looked == ["start"]
    assert desk.voice.microphone_names() == ["Till microphone"]
    desk.choices.close()
    desk.window.show_tab("voice")
    assert looked == ["start", "voice"]
