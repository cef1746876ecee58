"""Crash reports: of an error nobody caught, of a window that died, of an engine process that died."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from shopdesk import crashes
from shopdesk.controllers.crashes import CrashTeller, crash_of_before
from shopdesk.engine.context import NullContext
from shopdesk.engine.errors import EngineError
from shopdesk.workers.codec import Codec
from shopdesk.workers.engine_client import EngineClient

ROOT = Path(__file__).resolve().parents[2]
DIES = """
import ctypes, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from shopdesk import crashes
trace = crashes.Trace(Path({folder!r}), {part!r})
if {dies}:
    ctypes.string_at(0)
trace.close()
"""


def run_and_die(folder: Path, part: str, dies: bool = True) -> int:
    code = DIES.format(root=str(ROOT), folder=str(folder), part=part, dies=dies)
    return subprocess.run([sys.executable, "-c", code], timeout=60, capture_output=True, check=False).returncode


class Bar:
    """The window's line for errors."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def show_error(self, sentence: str) -> None:
        self.said.append(sentence)


def test_a_window_that_died_is_reported_once_at_the_next_start(tmp_path: Path) -> None:
    assert run_and_die(tmp_path, "window") != 0
    sentence = crash_of_before(tmp_path)
    (report,) = tmp_path.glob("crash-*.txt")
    assert str(report) in sentence
    text = report.read_text("utf-8")
    assert "part: window" in text
    assert "string_at" in text
    assert "sends nothing" in text
    assert crash_of_before(tmp_path) == ""


def test_a_window_that_ended_well_leaves_nothing(tmp_path: Path) -> None:
    assert run_and_die(tmp_path, "window", dies=False) == 0
    assert list(tmp_path.iterdir()) == []
    assert crash_of_before(tmp_path) == ""


def test_a_window_that_is_still_open_is_not_reported(tmp_path: Path) -> None:
    path = crashes.trace_path(tmp_path, "window", 4711)
    path.write_text("Fatal Python error")
    assert crashes.reports_of_before(tmp_path, alive=lambda process: process == 4711) == []
    assert path.exists()


def test_an_error_nobody_caught_is_reported_and_told_in_the_window(tmp_path: Path, qtbot: Any) -> None:
    bar = Bar()
    teller = CrashTeller(bar)
    with crashes.reporting(tmp_path, teller):
        try:
            raise ValueError("Dark Rye Bread")
        except ValueError as error:
            sys.excepthook(type(error), error, error.__traceback__)

        def work() -> None:
            raise RuntimeError("Kim")

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    reports = sorted(tmp_path.glob("crash-*.txt"))
    texts = [path.read_text("utf-8") for path in reports]
    assert "builtins.ValueError" in texts[0]
    assert "test_crashes.py" in texts[0]
    assert "builtins.RuntimeError" in texts[1]
    assert not any("Dark Rye Bread" in text or "Kim" in text for text in texts)
    qtbot.waitUntil(lambda: len(bar.said) == 2)
    assert all(str(report) in said for report, said in zip(reports, bar.said, strict=True))
    assert sys.excepthook is not teller


def test_only_the_newest_ten_reports_are_kept(tmp_path: Path) -> None:
    written = [crashes.write_report(tmp_path, "window", f"number {n}") for n in range(12)]
    assert sorted(tmp_path.glob("crash-*.txt")) == sorted(written[2:])  # type: ignore[type-var]


def test_a_folder_that_cannot_be_written_costs_only_the_report(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert crashes.write_report(tmp_path / "file", "window", "what") is None
    crashes.Trace(tmp_path / "file", "window").close()


def test_an_engine_that_dies_is_reported_with_its_trace(tmp_path: Path) -> None:
    script = tmp_path / "engine.py"
    script.write_text(DIES.format(root=str(ROOT), folder=str(tmp_path), part="engine", dies=True))
    client = EngineClient([sys.executable, str(script)], lambda: Codec([]), tmp_path)
    try:
        with pytest.raises(EngineError) as caught:
            client.call("a", "anything", None, NullContext())
    finally:
        client.close()
    assert caught.value.code == "engine.reported"
    report = Path(str(caught.value.params["report"]))
    text = report.read_text("utf-8")
    assert "part: engine" in text
    assert "string_at" in text
    assert list(tmp_path.glob("trace-*")) == []


def test_closing_the_engine_is_no_crash(tmp_path: Path) -> None:
    client = EngineClient([sys.executable, "-c", "import sys; sys.stdin.read()"], lambda: Codec([]), tmp_path)
    client.start()
    client.close()
    assert list(tmp_path.iterdir()) == []
