"""The command line on a real demo shop: right answers, and one sentence where there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from shopdesk.store.shop import open_shop
from tests.flows.shell import ROOT, answer, shopdesk

SPOKEN = ROOT / "resources" / "samples" / "spoken.wav"


def refused(code: int, words: str, *arguments: str) -> None:
    done = shopdesk(*arguments)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert words in done.stderr
    assert done.stdout == ""


def test_search_and_lookup(shop_folder: Path) -> None:
    data = ("--data", str(shop_folder))
    with open_shop(shop_folder) as shop:
        card = shop.cards(shop.product_ids(0, 5))[3]
    found = answer(*data, "search", card.name)
    assert found["hits"][0]["product_id"] == card.product_id
    assert answer(*data, "lookup", card.barcodes[0].lstrip("0"))["product_id"] == card.product_id


def test_recommend_gives_reasons_with_numbers(shop_folder: Path) -> None:
    with open_shop(shop_folder) as shop:
        first, second = shop.product_ids(0, 2)
        customer = shop.customers(limit=1)[0].customer_id
    for subject in (("--basket", f"{first},{second}"), ("--customer", customer), ("--similar", first)):
        for method in ("hybrid", "content", "user", "item"):
            document = answer("--data", str(shop_folder), "recommend", *subject, "-k", "5", "--method", method)
            ids = [item["product_id"] for item in document["items"]]
            assert len(ids) == len(set(ids)) > 0
            if subject[0] == "--basket":
                assert not {first, second} & set(ids)
            assert all(item["reasons"] for item in document["items"])


def test_forecast_bands_hold_the_mean(shop_folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "forecast.csv"
    (document,) = answer("--data", str(shop_folder), "forecast", "P0001", "--horizon", "4", "--csv", str(sheet))
    assert len(document["mean"]) == 4
    for low95, low80, high80, high95 in zip(
        document["lo-95"], document["lo-80"], document["hi-80"], document["hi-95"], strict=True
    ):
        assert 0 <= low95 <= low80 <= high80 <= high95
    assert len(sheet.read_text(encoding="utf-8-sig").splitlines()) == 5


def test_classify_and_teach(shop_folder: Path, tmp_path: Path) -> None:
    data = ("--data", str(shop_folder))
    with open_shop(shop_folder) as shop:
        cards = [card for card in shop.cards(shop.product_ids(0, 60)) if card.picture]
    shown = cards[7]
    (photo,) = answer(*data, "classify", str(shown.picture))
    assert photo["prediction"]["candidates"][0]["product_id"] == shown.product_id
    another = tmp_path / "another.png"
    with Image.open(shown.picture) as picture:
        picture.convert("RGB").rotate(12).save(another)
    assert answer(*data, "teach", shown.product_id, str(another))["learned"] == 1
    assert answer(*data, "teach", shown.product_id, str(another))["learned"] == 0  # the same picture counts once
    fake = tmp_path / "fake.jpg"
    fake.write_text("this is a text")
    refused(1, "not a picture", *data, "classify", str(fake))
    mixed = shopdesk(*data, "classify", str(fake), str(shown.picture))
    assert mixed.returncode == 0
    assert "not a picture" in mixed.stderr
    assert shown.name in mixed.stdout


def test_listen_finds_what_was_said(shop_folder: Path, tmp_path: Path) -> None:
    document = answer("--data", str(shop_folder), "listen", str(SPOKEN))
    assert document["speech"]
    assert "awberry" in document["matches"][0]["name"]
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF\x00\x00\x00\x00WAVEnothing")
    refused(1, "not a sound file", "--data", str(shop_folder), "listen", str(broken))


@pytest.mark.parametrize(
    ("code", "words", "arguments"),
    [
        (1, "no product P9999", ("recommend", "--similar", "P9999")),
        (1, "no customer nobody", ("recommend", "--customer", "nobody")),
        (1, "no method magic", ("recommend", "--basket", "P0001", "--method", "magic")),
        (1, "no product P9999", ("forecast", "P9999")),
        (1, "1 to 104 weeks", ("forecast", "P0001", "--horizon", "0")),
        (1, "no price model", ("forecast", "P0001", "--model", "oracle")),
        (1, "There is no file", ("classify", "missing.jpg")),
        (1, "There is no file", ("listen", "missing.wav")),
        (1, "barcode 123", ("lookup", "123")),
        (1, "There is no file", ("import", "missing.csv")),
        (1, "cannot be opened", ("search", "milk", "--database", "garbage")),
        (1, "cannot be opened", ("search", "milk", "--database", "foo://bar")),
        (2, "whole number", ("demo", "x", "--seed", "-5")),
        (2, "See shopdesk", ("recommend",)),
        (2, "See shopdesk", ("search",)),
        (2, "See shopdesk", ("dance",)),
        (2, "See shopdesk", ("search", "x", "-k", "0")),
    ],
)
def test_wrong_input_is_one_sentence(shop_folder: Path, code: int, words: str, arguments: tuple[str, ...]) -> None:
    before = {path: path.stat().st_size for path in shop_folder.rglob("*") if path.is_file()}
    refused(code, words, "--data", str(shop_folder), *arguments)
    after = {path: path.stat().st_size for path in shop_folder.rglob("*") if path.is_file()}
    assert {p: s for p, s in after.items() if not p.name.startswith("shop.db-")} == {
        p: s for p, s in before.items() if not p.name.startswith("shop.db-")
    }


def test_a_missing_shop_is_one_sentence_and_nothing_is_written(tmp_path: Path) -> None:
    refused(1, "no shop", "--data", str(tmp_path / "nowhere"), "search", "milk")
    assert not (tmp_path / "nowhere").exists()


def test_a_trial_import_and_an_empty_folder_write_nothing(tmp_path: Path) -> None:
    sheet = tmp_path / "products.csv"
    sheet.write_text("sku,name,price\nX1,Honey,4.50\n", encoding="utf-8")
    (report,) = answer("--data", str(tmp_path / "new"), "import", str(sheet), "--as", "products", "--dry-run")
    assert report["created"] == 1
    assert not (tmp_path / "new").exists()


def test_a_folder_without_pictures_is_a_sentence(shop_folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    refused(1, "no pictures", "--data", str(shop_folder), "classify", str(empty))


def test_a_damaged_shop_is_one_sentence_in_the_self_test_too(tmp_path: Path) -> None:
    (tmp_path / "shop.db").write_bytes(b"this is not a database" * 100)
    done = shopdesk("--data", str(tmp_path), "self-test", "--screenshots", str(tmp_path / "pictures"))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "damaged" in done.stderr


def test_the_demo_does_not_write_over_a_shop(shop_folder: Path) -> None:
    refused(1, "Choose another folder", "demo", str(shop_folder))


def test_import_reports_each_bad_row(shop_folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "products.csv"
    sheet.write_text("sku,name,price\nX1,Honey,4.50\nX2,,1.00\nX3,Jam,abc\n", encoding="utf-8")
    done = shopdesk("--data", str(shop_folder), "import", str(sheet), "--as", "products", "--json")
    assert done.returncode == 0, done.stderr
    (report,) = json.loads(done.stdout)
    assert report["created"] == 1
    assert len(report["refused"]) == 2
    assert answer("--data", str(shop_folder), "search", "honey")["total"] >= 1
