"""One window per shop; the second one can ask the first to come to the front, through files alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from shopdesk.workers.instance import FOLDER, LOCK, WindowLock


def test_the_second_window_is_told_and_can_ask(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = WindowLock(tmp_path), WindowLock(tmp_path)
    assert first.take()
    assert not second.take()
    with qtbot.waitSignal(first.show_requested, timeout=10_000):
        assert second.ask_to_show()
    qtbot.waitUntil(lambda: [path.name for path in (tmp_path / FOLDER).iterdir()] == [LOCK])
    other = WindowLock(tmp_path / "elsewhere")
    assert other.take()
    for lock in (first, other):
        lock.release()
    assert second.take()
    second.release()


def test_a_window_that_crashed_leaves_the_shop_free(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from shopdesk.workers.instance import WindowLock;"
        "lock = WindowLock(Path(sys.argv[1])); assert lock.take(); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path)], timeout=60, check=False).returncode == 9
    assert (tmp_path / FOLDER / LOCK).exists()
    lock = WindowLock(tmp_path)
    assert lock.take()
    lock.release()


def test_a_folder_that_cannot_be_written_does_not_hold_the_window_back(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    lock = WindowLock(tmp_path / "file")
    assert lock.take()
    assert not lock.ask_to_show()
    lock.release()
