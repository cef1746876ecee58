"""``shopdesk recommend`` and ``shopdesk evaluate recommend``: what the tab shows, for people and for programs."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from shopdesk.store.shop import open_shop
from tests.flows.shell import answer, shopdesk

pytestmark = [pytest.mark.slow]


def test_recommendations_carry_their_evidence(shop_folder: Path) -> None:
    with open_shop(shop_folder) as shop:
        first, second = shop.product_ids(0, 2)
        customer = shop.customers(limit=1)[0].customer_id
    data = ("--data", str(shop_folder), "recommend", "--method", "item", "-k", "4")
    document = answer(*data, "--basket", f"{first},{second}")
    for item in document["items"]:
        for reason in item["evidence"]:
            if reason["kind"] == "together":
                pairs = {pair["product_id"]: pair for pair in item["why"]["pairs"]}
                pair = pairs[reason["values"]["product_id"]]
                assert (pair["count"], pair["of"]) == (reason["values"]["count"], reason["values"]["of"])
        listed = {key for pair in item["why"]["pairs"] for key in pair["baskets"]}
        assert {basket["basket_id"] for basket in item["baskets"]} == listed
        assert all(item["product_id"] in basket["products"] for basket in item["baskets"])
    people = answer(*data, "--customer", customer)
    assert people["items"]
    assert people["as_of"]  # the demo's last sale is past
    assert all(item["reasons"] for item in people["items"])


def test_pairs_as_a_table_and_as_a_file(shop_folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    data = ("--data", str(shop_folder), "recommend", "--rules", "--least", "5")
    table = shopdesk(*data, "-k", "3", "--csv", str(path)).stdout.splitlines()
    assert table[0].split() == ["who", "buys", "also", "buys", "baskets", "share", "times", "chance"]
    assert len(table) == 4
    document = answer(*data)
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == document["total"] == len(document["rules"])
    assert all(rule["count"] >= 5 for rule in document["rules"])
    word = table[1].split()[0]
    found = answer(*data, "--find", word)
    assert 0 < found["total"] < document["total"]


def test_figures_have_intervals_and_a_verdict(shop_folder: Path) -> None:
    document = answer("--data", str(shop_folder), "evaluate", "recommend")
    assert document["figures"]["n"] > 0
    for part in ("figures", "popularity", "completion", "popular_completion"):
        for name in ("hit_rate", "recall", "ndcg"):
            low, high = document[part]["intervals"][name]
            assert 0 <= low <= document[part][name] <= high <= 1
    assert document["completion"]["verdict"] in ("better", "same", "worse", "too_few")
    said = shopdesk("--data", str(shop_folder), "evaluate", "recommend").stdout  # kept from the first time
    assert document["verdicts"]["completion"] in said
    assert document["verdicts"]["customer"] in said
