"""The types of Qt's modules are made in small turns on the thread that asks, and then the next step follows."""

from __future__ import annotations

import threading
from types import ModuleType
from typing import Any

from shopdesk.workers.qt_types import TypeMaker


class Watched(ModuleType):
    """A module that notes on which thread each of its names is asked for."""

    def __init__(self, name: str, count: int, asked: list[tuple[str, int]]) -> None:
        super().__init__(name)
        self.__dict__["names"] = [f"{name}{number}" for number in range(count)]
        self.__dict__["asked"] = asked

    def __dir__(self) -> list[str]:
        return list(self.__dict__["names"])

    def __getattr__(self, name: str) -> Any:
        self.__dict__["asked"].append((name, threading.get_ident()))
        return int


def test_every_type_is_made_here_before_the_next_step(qtbot: Any) -> None:
    asked: list[tuple[str, int]] = []
    modules = [Watched("core", 300, asked), Watched("gui", 200, asked)]
    done: list[int] = []
    maker = TypeMaker(modules, lambda: done.append(len(asked)))
    maker.start()
    qtbot.waitUntil(lambda: bool(done))
    assert done == [500]
    assert len(set(asked)) == 500
    assert {thread for _, thread in asked} == {threading.get_ident()}


def test_a_turn_ends_when_its_time_is_over(qtbot: Any, monkeypatch: Any) -> None:
    asked: list[tuple[str, int]] = []
    done: list[bool] = []
    monkeypatch.setattr("shopdesk.workers.qt_types._TURN_SECONDS", -1.0)  # every name is a turn of its own
    maker = TypeMaker([Watched("core", 5, asked)], lambda: done.append(True))
    maker.start()
    assert len(asked) == 1
    assert not done
    qtbot.waitUntil(lambda: bool(done))
    assert len(asked) == 5
