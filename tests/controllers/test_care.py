"""The shop's data in the window: the daily backup, the dialog's work, a restore in between, news of the server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from shopdesk.controllers.care import CareController, TillsController
from shopdesk.controllers.messages import Messages
from shopdesk.engine.types import TillNews
from shopdesk.store.backup import list_backups
from shopdesk.store.shop import open_shop
from shopdesk.ui.care_dialog import CareDialog
from shopdesk.workers.runner import InlineRunner


class Status:
    def __init__(self) -> None:
        self.slots: dict[str, str] = {}

    def show(self, key: str, text: str) -> None:
        self.slots[key] = text


class Window(QObject):
    care_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.status, self.said, self.backed_up = Status(), [], ""
        self.dialog: Any = None

    def care_dialog(self) -> CareDialog:
        self.dialog = CareDialog()
        return self.dialog

    def show_backed_up(self, when: str) -> None:
        self.backed_up = when

    def show_error(self, sentence: str, *_rest: Any) -> None:
        self.said.append(sentence)

    show_message = show_error


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_shop(tmp_path) as shop:
        shop.add_product("Milk", 129)
    return tmp_path


def test_the_dialog_does_its_work(qtbot: QtBot, folder: Path) -> None:
    window = Window()
    with open_shop(folder) as shop:
        care = CareController(window, InlineRunner(), Messages(), lambda: shop, folder, parent=window)
        care.back_up_today()
        assert window.backed_up
        care.back_up_today()
        assert [info.reason for info in list_backups(folder)] == ["daily"]
        window.care_requested.emit()
        qtbot.addWidget(window.dialog)
        assert window.dialog.list.count() == 1
        window.dialog.backup.emit()
        assert window.dialog.list.count() == 2
        window.dialog.check.emit()
        assert "All is well" in window.dialog._found.text()
        window.dialog.folder_chosen.emit(str(folder / "stick"))
        assert (folder / "stick").is_dir()
        with qtbot.waitSignal(care.restore_requested) as asked:
            window.dialog.restore.emit(str(list_backups(folder)[0].path))
        assert asked.args == [str(list_backups(folder)[0].path)]
        (folder / "file").write_text("")
        window.dialog.folder_chosen.emit(str(folder / "file" / "below"))
        assert "cannot be written" in window.dialog.bar.sentence.text()
        window.dialog.reject()


def test_a_restore_between_two_windows(qtbot: QtBot, folder: Path) -> None:
    from shopdesk.program import restore_in_between

    with open_shop(folder) as shop:
        from shopdesk.store.backup import make_backup

        info = make_backup(shop)
        shop.add_product("Ham", 1)
    assert restore_in_between(folder, info.path, None)[1]
    with open_shop(folder) as shop:
        assert shop.count_products() == 1
    sentence, good = restore_in_between(folder, folder / "none.db", None)
    assert not good
    assert "none.db" in sentence


def test_the_server_goes_and_comes_back(qtbot: QtBot) -> None:
    window = Window()
    tills = TillsController(window, InlineRunner(), Messages(), lambda: None, parent=window)
    changed: list[bool] = []
    tills.changed.connect(lambda: changed.append(True))
    tills.show_news(TillNews("K1", True, 0, True))
    assert window.status.slots["server"] == "Server connected, till K1"
    tills.show_news(TillNews("K1", False, 2, False, "shop.offline", {"path": "server"}))
    assert window.status.slots["server"] == "Server away: 2 sales wait on this till"
    tills.show_news(TillNews("K1", False, 3))
    tills.show_news(TillNews("K1", True, 0))
    assert window.said == [
        "The server server cannot be reached. Sales go on; try this again when it is back.",
        "The server is back. All sales of this till are there.",
    ]
    assert len(changed) == 1
