"""The engine process, for real: calls, progress, cancel, errors, a crash and the restart after it."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from shopdesk.controllers.requests import travelling_types
from shopdesk.engine.context import CallbackContext, Cancelled, NullContext
from shopdesk.engine.errors import EngineError
from shopdesk.engine.types import Hit
from shopdesk.workers.codec import Codec
from shopdesk.workers.engine_client import EngineClient
from shopdesk.workers.engine_server import EngineServer
from shopdesk.workers.wire import Wire

ROOT = Path(__file__).resolve().parents[2]
SERVER = """
    import os, sys, time
    sys.path.insert(0, {root!r})
    from shopdesk.controllers.requests import travelling_types
    from shopdesk.engine.errors import DataError
    from shopdesk.workers.codec import Codec
    from shopdesk.workers.engine_server import serve_standard_streams

    def double(x, ctx):
        print("noise on standard output")
        return x * 2

    def steps(n, ctx):
        for i in range(n):
            ctx.progress((i + 1) / n, "stage")
            ctx.partial(i)
        return "done"

    def forever(_x, ctx):
        ctx.partial("running")
        while True:
            ctx.raise_if_cancelled()
            time.sleep(0.01)

    def refuse(x, ctx):
        raise DataError("image.unreadable", path=x)

    def bug(x, ctx):
        return 1 / 0

    def die(x, ctx):
        os._exit(3)

    handlers = {f.__name__: f for f in (double, steps, forever, refuse, bug, die)}
    serve_standard_streams(Codec(travelling_types()), handlers)
"""


@pytest.fixture
def client(tmp_path: Path) -> Iterator[EngineClient]:
    script = tmp_path / "server.py"
    script.write_text(textwrap.dedent(SERVER).replace("{root!r}", repr(str(ROOT))), encoding="utf-8")
    client = EngineClient([sys.executable, str(script)], lambda: Codec(travelling_types()))
    yield client
    client.close()
    assert not client.running


def test_a_call_returns_its_result_also_when_the_function_prints(client: EngineClient) -> None:
    assert client.call("a", "double", 21, NullContext()) == 42
    np.testing.assert_array_equal(client.call("a", "double", np.ones(3), NullContext()), 2 * np.ones(3))
    assert client.call("a", "double", [Hit("p", 1.0, "exact")], NullContext()) == [Hit("p", 1.0, "exact")] * 2


def test_progress_and_partial_results_arrive_in_order(client: EngineClient) -> None:
    fractions: list[float] = []
    values: list[int] = []
    ctx = CallbackContext(lambda fraction, stage: fractions.append(fraction), values.append)
    assert client.call("a", "steps", 4, ctx) == "done"
    assert fractions == [0.25, 0.5, 0.75, 1.0]
    assert values == [0, 1, 2, 3]


def test_cancel_reaches_the_function(client: EngineClient) -> None:
    flag = threading.Event()
    ctx = CallbackContext(None, lambda value: flag.set(), flag)
    with pytest.raises(Cancelled):
        client.call("a", "forever", None, ctx)
    assert client.call("a", "double", 1, NullContext()) == 2


def test_errors_keep_their_code_and_parameters(client: EngineClient) -> None:
    with pytest.raises(EngineError) as caught:
        client.call("a", "refuse", "x.jpg", NullContext())
    assert caught.value.code == "image.unreadable"
    assert caught.value.params == {"path": "x.jpg"}
    with pytest.raises(EngineError) as caught:
        client.call("a", "bug", None, NullContext())
    assert caught.value.code == "internal"


def test_a_crash_fails_the_job_and_the_next_call_starts_a_new_process(client: EngineClient) -> None:
    with pytest.raises(EngineError) as caught:
        client.call("a", "die", None, NullContext())
    assert caught.value.code == "engine.crashed"
    assert client.call("a", "double", 4, NullContext()) == 8


def test_a_window_that_is_killed_leaves_no_traceback(tmp_path: Path) -> None:
    script = tmp_path / "server.py"
    script.write_text(textwrap.dedent(SERVER).replace("{root!r}", repr(str(ROOT))), encoding="utf-8")
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, str(script)], stdin=pipe, stdout=pipe, stderr=pipe) as process:
        wire = Wire(process.stdout, process.stdin, Codec(travelling_types()))
        wire.send({"op": "call", "id": 1, "lane": "test", "name": "forever", "request": None})
        assert wire.receive() is not None
        process.stdout.close()
        wire.send({"op": "call", "id": 2, "lane": "other", "name": "double", "request": 2})
        process.stdin.close()
        said = process.stderr.read().decode()
        assert process.wait(20) == 0
    assert said.replace("noise on standard output", "").strip() == ""


def test_the_server_says_whether_a_lane_is_still_at_work(tmp_path: Path) -> None:
    go, began = threading.Event(), threading.Event()

    def busy(_request: Any, _ctx: Any) -> None:
        began.set()
        go.wait(30)

    for name, ended in (("busy", False), ("idle", True)):
        reader, feed = (os.fdopen(end, mode) for end, mode in zip(os.pipe(), ("rb", "wb"), strict=True))
        answers = (tmp_path / f"{name}.out").open("wb")
        server = EngineServer(Wire(reader, answers, Codec([])), {"busy": busy, "idle": lambda _request, _ctx: None})
        Wire(reader, feed, Codec([])).send({"op": "call", "id": 1, "lane": "a", "name": name, "request": None})
        if name == "busy":
            threading.Thread(target=lambda feed=feed: (began.wait(30), feed.close())).start()
        else:
            feed.close()
        assert server.serve() is ended
        go.set()
        for thread in server._threads:
            thread.join()
        answers.close()
        reader.close()
