"""Lanes and the runner with real threads: one end per job, latest wins, cancel, shutdown in stages."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from shopdesk.engine.context import JobContext
from shopdesk.engine.errors import DataError, EngineError
from shopdesk.workers.runner import Callbacks, Runner


@pytest.fixture
def runner(qapp: Any) -> Iterator[Runner]:
    runner = Runner()
    yield runner
    assert runner.shutdown()


class Log:
    def __init__(self) -> None:
        self.events: list[tuple[str, Any]] = []

    def callbacks(self) -> Callbacks:
        return Callbacks(
            lambda result: self.events.append(("ok", result)),
            lambda error: self.events.append(("failed", error.code)),
            lambda fraction, stage: self.events.append(("progress", stage)),
            lambda value: self.events.append(("partial", value)),
            lambda: self.events.append(("cancelled", None)),
        )


def test_a_job_runs_on_another_thread_and_ends_once(qtbot: QtBot, runner: Runner) -> None:
    log = Log()

    def work(request: int, ctx: JobContext) -> tuple[int, bool]:
        ctx.partial("half")
        return request * 2, threading.current_thread() is threading.main_thread()

    runner.start("a", work, 21, log.callbacks())
    qtbot.waitUntil(lambda: len(log.events) == 2, timeout=5000)
    assert log.events == [("partial", "half"), ("ok", (42, False))]
    assert not runner.is_busy("a")


def test_errors_arrive_as_codes_and_the_lane_lives_on(qtbot: QtBot, runner: Runner) -> None:
    log = Log()

    def typed(_request: None, _ctx: JobContext) -> None:
        raise DataError("image.unreadable", path="x")

    def bug(_request: None, _ctx: JobContext) -> None:
        raise ZeroDivisionError

    runner.start("a", typed, None, log.callbacks(), latest_wins=False)
    runner.start("a", bug, None, log.callbacks(), latest_wins=False)
    runner.start("a", lambda r, c: "alive", None, log.callbacks(), latest_wins=False)
    qtbot.waitUntil(lambda: len(log.events) == 3, timeout=5000)
    assert log.events == [("failed", "image.unreadable"), ("failed", "internal"), ("ok", "alive")]


def test_latest_wins_and_late_results_are_dropped(qtbot: QtBot, runner: Runner) -> None:
    gate, started = threading.Event(), threading.Event()
    first, second = Log(), Log()

    def deaf(_request: None, _ctx: JobContext) -> str:
        started.set()
        gate.wait(5)
        return "late"

    runner.start("a", deaf, None, first.callbacks())
    assert started.wait(5)
    runner.start("a", lambda r, c: "new", None, second.callbacks())
    gate.set()
    qtbot.waitUntil(lambda: bool(second.events), timeout=5000)
    assert first.events == [("cancelled", None)]
    assert second.events == [("ok", "new")]


def test_cancel_is_seen_by_the_job(qtbot: QtBot, runner: Runner) -> None:
    seen, started = threading.Event(), threading.Event()
    log = Log()

    def loop(_request: None, ctx: JobContext) -> None:
        started.set()
        try:
            while True:
                ctx.raise_if_cancelled()
        finally:
            seen.set()

    token = runner.start("a", loop, None, log.callbacks())
    assert started.wait(5)
    runner.cancel(token)
    assert seen.wait(5)
    assert log.events == [("cancelled", None)]


def test_lanes_do_not_wait_for_each_other(qtbot: QtBot, runner: Runner) -> None:
    gate, log = threading.Event(), Log()
    runner.start("slow", lambda r, c: gate.wait(5), None, Callbacks())
    runner.start("quick", lambda r, c: "here", None, log.callbacks())
    qtbot.waitUntil(lambda: bool(log.events), timeout=5000)
    assert log.events == [("ok", "here")]
    gate.set()


def test_shutdown_finishes_writes_and_refuses_new_jobs(qtbot: QtBot) -> None:
    runner, done = Runner(), []
    for number in range(5):
        runner.start("store", lambda n, c: done.append(n), number, Callbacks(), latest_wins=False)
    assert runner.shutdown()
    assert done == [0, 1, 2, 3, 4]
    assert runner.start("store", lambda n, c: done.append(n), 9, Callbacks()) == 0


def test_without_an_engine_process_the_job_fails_with_a_code(qtbot: QtBot, runner: Runner) -> None:
    log = Log()
    runner.start("a", "search.find", None, log.callbacks())
    qtbot.waitUntil(lambda: bool(log.events), timeout=5000)
    assert log.events == [("failed", EngineError("engine.crashed").code)]
