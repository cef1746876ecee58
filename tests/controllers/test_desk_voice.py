"""The voice desk follows the catalog without starting anew, and keeps its table beside the shop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shopdesk.controllers.desk import Desk, open_desk
from shopdesk.controllers.requests.voice import ListenRequest
from shopdesk.store.shop import open_shop

SPOKEN = Path(__file__).resolve().parents[2] / "resources" / "samples" / "spoken.wav"  # asks for strawberry yoghurt


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_shop(tmp_path) as shop:
        for name in ("Whole milk 1 l", "Baked beans 415 g", "Orange juice 1 l"):
            shop.add_product(name, 100)
    desk = open_desk(tmp_path)
    yield desk
    desk.shop.close()


def heard(desk: Desk) -> list[str]:
    answer = desk.voice.listen(ListenRequest(path=str(SPOKEN)))
    return [answer.cards[match.product_id].name for match in answer.result.matches]


def test_a_new_product_is_found_by_the_same_recogniser(desk: Desk) -> None:
    assert "Strawberry yoghurt 500 g" not in heard(desk)
    first = desk.voice._voice
    desk.shop.add_product("Strawberry yoghurt 500 g", 120)
    assert heard(desk)[0] == "Strawberry yoghurt 500 g"
    assert desk.voice._voice is first


def test_the_table_is_kept_beside_the_shop_and_read_again(desk: Desk) -> None:
    desk.shop.add_product("Strawberry yoghurt 500 g", 120)
    before = heard(desk)
    kept = desk.shop.folder / "models" / "voice" / "table.npz"
    written = kept.stat().st_mtime_ns
    again = open_desk(desk.shop.folder)
    assert heard(again) == before
    assert kept.stat().st_mtime_ns == written
    again.shop.close()
