"""The walk that takes the pictures of the documents: it goes on the way it should, and Qt has nothing to say of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.picture_photos import several, spoiled
from benchmarks.picture_walk import Camera, Walk
from shopdesk.app import ShopDesk

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


class Noting(Camera):
    """Notes which screens it was to take, and what stood on them."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, "light", "photos")
        self.seen: dict[str, tuple[str, ...]] = {}

    def take(self, widget: Any, name: str) -> None:
        """Note a screen."""
        view = widget.photos
        tile = view.tiles.current_tile()
        self.seen[name] = (tile.name if tile else "", view.teaching.name.text(), view.checks.name.text())


# a warning of Qt's, such as "index from wrong model passed", fails every test
def test_the_photos_tab_is_walked_with_a_photo_and_products_chosen(
    open_window: Callable[..., ShopDesk], small_template: Path, tmp_path: Path, qtbot: Any
) -> None:
    shop = Path(shutil.copytree(small_template, tmp_path / "shop"))
    desk = open_window(shop)
    qtbot.waitUntil(lambda: desk.window.status.text("engine") == "Engine ready", timeout=240_000)
    camera = Noting(tmp_path)
    walk = Walk(desk, shop, camera)
    walk.photos()
    name = walk.card.name
    assert camera.seen == {
        "photos-empty": ("", "", ""),
        "photos": ("IMG_2041.jpg", "", ""),
        "photos-none-of-these": ("IMG_2041.jpg", "", ""),
        "photos-teach": ("IMG_2041.jpg", name, ""),
        "photos-check": ("IMG_2041.jpg", name, name),
    }


def test_every_second_photo_to_check_is_spoiled(small_template: Path, tmp_path: Path) -> None:
    class Card:
        product_id, picture = "P1", next((small_template / "pictures").iterdir())

    before = [Path(path).read_bytes() for path in several(Card, tmp_path, 4, 1)]
    after = [Path(path).read_bytes() for path in spoiled(several(Card, tmp_path, 4, 1))]
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, False, True, False]
