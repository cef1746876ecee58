"""A binding that loses a reference of True with every emitted bool ends the program after a few hundred clicks."""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtCore import QObject, Signal


class Sender(QObject):
    told = Signal(str, bool)


def test_emitting_a_bool_keeps_its_references(qapp: Any) -> None:
    sender = Sender()
    before = sys.getrefcount(True), sys.getrefcount(False)
    for _ in range(100):
        sender.told.emit("", True)
        sender.told.emit("", False)
    after = sys.getrefcount(True), sys.getrefcount(False)
    assert all(b - a > -50 for a, b in zip(before, after, strict=True)), (before, after)
