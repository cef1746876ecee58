"""A screen full of photos that were not painted yet: pictures come in small portions, and all of them come."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopdesk.engine.types import ProductCard
from shopdesk.ui import photo_delegate, photo_tiles
from shopdesk.ui.candidates import Candidates
from shopdesk.ui.photo_list import TileList
from shopdesk.ui.photo_tiles import TileModel

_SLOW = 0.005
_AT_ONCE = 2  # of these fill the 6 ms that one turn may take
_TILES = 12


@pytest.fixture
def pictures(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Reading a picture takes long; returns what was read."""
    read: list[str] = []

    def slowly(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def take(*values: Any) -> Any:
            read.append(name)
            time.sleep(_SLOW)
            return real(*values)

        return take

    monkeypatch.setattr(photo_delegate, "picture_of", slowly("product", photo_delegate.picture_of))
    monkeypatch.setattr(photo_tiles, "from_file_bytes", slowly("photo", photo_tiles.from_file_bytes))
    QPixmapCache.clear()
    return read


def test_a_screen_full_of_new_photos_is_painted_in_parts(qtbot: QtBot, tmp_path: Path, pictures: list[str]) -> None:
    file = tmp_path / "photo.jpg"
    Image.new("RGB", (96, 96), "green").save(file)
    photo = np.frombuffer(file.read_bytes(), np.uint8)
    model = TileModel()
    tiles = TileList(model, "Photos")
    qtbot.addWidget(tiles)
    tiles.resize(1220, 780)  # three columns, four rows
    paths = [f"/x/{number}.jpg" for number in range(_TILES)]
    model.add(paths)
    for number, path in enumerate(paths):
        cards = [ProductCard(f"P{n}", chr(65 + n) + "x", 100, "EUR") for n in range(number, number + 5)]
        model.change(path, answered=True, picture=photo, candidates=[(card, 0.2) for card in cards])
    tiles.show()
    tiles.viewport().grab()
    assert 0 < len(pictures) <= _AT_ONCE
    at_once = []
    for _ in range(200):
        before = len(pictures)
        QApplication.processEvents()
        at_once.append(len(pictures) - before)
    assert max(at_once) <= 2 * _AT_ONCE  # one turn may end a ration and begin the next
    assert (pictures.count("photo"), pictures.count("product")) == (_TILES, _TILES + 4)  # each once


def test_rows_of_candidates_are_made_once_and_show_others(qtbot: QtBot) -> None:
    cards = [ProductCard(f"P{n}", f"Product {n}", 100 + n, "EUR", stock=n) for n in range(8)]
    seen = Candidates()
    qtbot.addWidget(seen)
    seen.show()
    seen.show_rows([(card, 0.1) for card in cards[:5]])
    first = list(seen.rows)
    first[2].add.hide()  # as the answer to "remove it" does
    seen.pick(2)
    seen.show_rows([(card, 0.5) for card in cards[5:]])
    assert seen.rows == first[:3]
    assert [row.isVisible() for row in first] == [True, True, True, False, False]
    assert seen.ids == ["P5", "P6", "P7"]
    assert [row.accessibleName() for row in seen.rows] == [f"{n}: Product {n + 4}, 50 %" for n in (1, 2, 3)]
    assert [row.property("chosen") for row in seen.rows] == ["true", "false", "false"]
    assert first[2].add.isVisible()
    assert first[2].add.accessibleName() == "Add Product 7 to the basket"
    seen.show_rows([(card, 0.5) for card in cards[:2]], large_first=True)
    assert [row.large for row in seen.rows] == [True, False]
    assert not seen.pick(2)
