"""A customer who wants to be forgotten is: in the file's bytes, in imports, in what is restored."""

import json
import logging

import pytest
from sqlalchemy import insert

from shopdesk.engine.errors import NotFound
from shopdesk.store import backup, privacy, restore
from shopdesk.store.schema import imports
from shopdesk.store.shop import open_shop
from shopdesk.store.verify import verify

NAME = "Zerlinda Quakenbrück"


@pytest.fixture
def folder(tmp_path):
    with open_shop(tmp_path) as shop:
        milk = shop.add_product("Milk", 129).product_id
        shop.add_customer("C77-QX", NAME, "+49 1555 7654321")
        shop.add_customer("C78", "Bob")
        for customer in ("C77-QX", "C78", "C77-QX"):
            shop.add_to_basket(milk)
            shop.set_basket_customer(customer)
            shop.complete_basket()
        shop.add_to_basket(milk)
        shop.park_basket(f"for {NAME.upper()}")
        shop.set_setting("recommend.recent", [["customer", "C77-QX"], ["product", milk]])
        with shop.database.write() as connection:
            undo = json.dumps({"customers": [["C77-QX", NAME]], "before": {"x": f"was {NAME}", "y": "Milk"}})
            row = {"kind": "sales", "file": "x.csv", "imported_at": 1, "created": 1, "updated": 0, "refused": 0}
            connection.execute(insert(imports).values(row | {"undo": undo}))
    return tmp_path


def bytes_of(folder):
    return b"".join(path.read_bytes() for path in folder.glob("*") if path.is_file())


def test_a_forgotten_customer_is_nowhere(folder, caplog):
    caplog.set_level(logging.DEBUG)
    with open_shop(folder) as shop:
        kept = backup.make_backup(shop)
        assert NAME.encode() in bytes_of(folder)
        done = privacy.forget_customer(shop, "C77-QX")
        assert (done.sales, done.backups, done.unread) == (2, [str(kept.path)], [])
        for trace in (NAME, "C77-QX", "quakenbruck", "7654321"):
            assert trace.encode() not in bytes_of(folder), trace
        assert len(shop.sales_frame()) == 3
        assert shop.sales_frame()["customer_id"].dropna().tolist() == ["C78"]
        assert shop.setting("recommend.recent") == [["product", "P0001"]]
        assert shop.parked_baskets()[0].note == ""
        assert [check for check in verify(shop) if check.wrong] == []
        with pytest.raises(NotFound):
            privacy.forget_customer(shop, "C77-QX")
    assert NAME not in caplog.text


def test_a_restored_backup_brings_nobody_back(folder):
    with open_shop(folder) as shop:
        kept = backup.make_backup(shop)
        privacy.forget_customer(shop, "C77-QX")
    report = restore.restore_shop(folder, kept.path)
    assert report.forgotten == 1
    with open_shop(folder) as shop:
        assert not shop.has_customer("C77-QX")
        assert shop.has_customer("C78")
        assert len(shop.sales_frame()) == 3
    assert NAME.encode() not in bytes_of(folder)


def test_customers_under_a_number_only(folder):
    with open_shop(folder) as shop:
        with shop.database.read() as connection:
            assert privacy.keeps_names(connection)
        assert privacy.drop_names(shop) == 2
        with shop.database.read() as connection:
            assert not privacy.keeps_names(connection)
        assert NAME.encode() not in bytes_of(folder)
        assert {card.customer_id for card in shop.customers()} == {"C77-QX", "C78"}
        assert shop.add_customer("C79", "Carl", "123").name == ""
        assert shop.sales_frame()["customer_id"].tolist() == ["C77-QX", "C78", "C77-QX"]


def test_a_damaged_backup_is_named_as_unread(folder):
    (folder / "backups").mkdir()
    bad = folder / "backups" / "shop-20260101T000000000Z-hand.db"
    bad.write_bytes(b"SQLite format 3\x00 and nothing more")
    with open_shop(folder) as shop:
        assert privacy.forget_customer(shop, "C78").unread == [str(bad)]
