"""A shop on a real file: migrations, money, stock, the basket, barcodes, two shops on one file."""

import sqlite3
import subprocess
import sys
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from shopdesk.engine.errors import DataError, NotFound
from shopdesk.store import database, schema
from shopdesk.store.shop import open_shop


@pytest.fixture
def shop(tmp_path, shop_url):
    with open_shop(tmp_path, url=shop_url) as opened:
        yield opened


def test_migration_builds_exactly_the_schema(shop):
    with shop.database.read() as connection:
        context = MigrationContext.configure(connection)
        differences = compare_metadata(context, schema.metadata)
        assert [d for d in differences if "alembic_version" not in str(d)] == []
        indexes = {i["name"] for i in inspect(connection).get_indexes("lines")}
    assert "ix_lines_product" in indexes


def test_head_is_the_newest_script():
    assert ScriptDirectory(str(database.MIGRATIONS)).get_current_head() == database.HEAD


def test_failed_migration_leaves_nothing(tmp_path):
    store = database.Database(database.sqlite_url(tmp_path / "shop.db"))
    try:
        with suppress(RuntimeError), store.write() as connection:
            database.upgrade(connection)
            raise RuntimeError
        with store.read() as connection:
            assert inspect(connection).get_table_names() == []
    finally:
        store.close()


def test_folder_with_strange_characters(tmp_path):
    folder = tmp_path / "50% off & Käse #1?"
    with open_shop(folder) as shop:
        shop.set_setting("name", "Käse")
    with open_shop(folder, create=False) as shop:
        assert shop.setting("name") == "Käse"
        assert (folder / "shop.db").exists()


def test_missing_damaged_and_newer(tmp_path):
    with pytest.raises(NotFound) as missing:
        open_shop(tmp_path / "none", create=False)
    assert missing.value.code == "shop.missing"
    assert not (tmp_path / "none").exists()
    (tmp_path / "shop.db").write_bytes(b"this is not a database at all" * 100)
    with pytest.raises(DataError) as damaged:
        open_shop(tmp_path)
    assert damaged.value.code == "shop.damaged"


def test_settings_keep_json(shop):
    assert shop.currency == "EUR"
    assert shop.setting("nothing", 7) == 7
    shop.set_setting("currency", "JPY")
    shop.set_setting("list", [1, "é", None])
    assert shop.currency == "JPY"
    assert shop.setting("list") == [1, "é", None]


def test_price_history_and_current_price(shop):
    card = shop.add_product("Milk 1 l", 129, cost=90, category="Dairy")
    now = datetime.now(UTC)
    shop.set_price(card.product_id, 119, at=now - timedelta(days=10))
    shop.set_price(card.product_id, 149, at=now + timedelta(days=10))
    assert shop.card(card.product_id).price == 129
    shop.set_price(card.product_id, 139)
    assert shop.card(card.product_id).price == 139
    frame = shop.prices_frame([card.product_id])
    assert list(frame.columns) == ["unique_id", "ds", "y"]
    assert frame["y"].tolist() == [1.19, 1.29, 1.39, 1.49]
    assert shop.prices_frame(kind="cost")["y"].tolist() == [0.9]
    daily = shop.prices_frame([card.product_id], daily=True)
    assert daily["y"].iloc[0] == 1.19
    assert daily["ds"].diff().dropna().nunique() == 1


def test_frames_of_an_empty_shop(shop):
    assert shop.sales_frame().empty
    assert shop.products_frame().empty
    assert shop.prices_frame(daily=True).empty
    assert shop.available_ids() == []
    assert "barcodes" in shop.products_frame()


def test_barcode_forms(shop):
    card = shop.add_product("Cola", 150, barcodes=("0036000291452", "ABC-12"))
    for form in (
        "036000291452",
        "36000291452",
        "00036000291452",
        "0036000291452",
        " 0036000-291452 ",
        "ABC-12",
    ):
        found = shop.by_barcode(form)
        assert found == card, form
    assert shop.by_barcode("36000291453") is None
    with pytest.raises(DataError, match=r"barcode\.taken"):
        shop.add_product("Other", 100, barcodes=("36000291452",))
    assert shop.count_products() == 1


def test_cards_in_the_order_asked(shop):
    first, second = shop.add_product("A", 100), shop.add_product("B", 200)
    asked = [second.product_id, "nobody", first.product_id]
    assert [card.name for card in shop.cards(asked)] == ["B", "A"]
    assert shop.product_ids(1, 5) == [second.product_id]


def test_selling_books_stock_and_freezes_price_and_name(shop):
    ham = shop.add_product("Ham", 1999, unit="kg", stock=1.0)
    milk = shop.add_product("Milk", 129)
    shop.add_customer("C1", "Zoë Müller")
    shop.add_to_basket(ham.product_id, 0.333)
    shop.add_to_basket(milk.product_id)
    shop.add_to_basket(milk.product_id, 2)
    basket = shop.set_basket_customer("C1")
    assert [(line.product.name, line.quantity) for line in basket.lines] == [("Ham", 0.333), ("Milk", 3.0)]
    assert basket.total == 666 + 387  # 0.333 kg of 19.99 is 6.66
    sold = shop.complete_basket()
    assert sold.total == basket.total
    shop.set_price(milk.product_id, 999)
    sales = shop.sales_frame()
    assert sales["unit_price"].tolist() == [19.99, 1.29]
    assert sales["customer_id"].tolist() == ["C1", "C1"]
    assert shop.card(ham.product_id).stock == pytest.approx(0.667)
    assert shop.basket().lines == ()
    assert shop.has_customer("C1")
    assert not shop.has_customer("C2")
    found = shop.customers("muller zoe")
    assert found[0].baskets == 1
    assert found[0].last_visit is not None
    shop.add_to_basket(ham.product_id, 0.667)
    shop.complete_basket()
    assert shop.available_ids() == [milk.product_id]
    shop.set_stock(ham.product_id, 4.5)
    assert shop.card(ham.product_id).stock == 4.5
    assert shop.sales_frame(since=datetime.now(UTC) + timedelta(days=1)).empty


def test_open_basket_survives_and_follows_the_price(tmp_path):
    with open_shop(tmp_path) as shop:
        milk = shop.add_product("Milk", 129)
        shop.add_to_basket(milk.product_id, 2)
        number = shop.basket().basket_id
    with open_shop(tmp_path) as shop:
        assert shop.basket().basket_id == number
        assert shop.basket().total == 258
        shop.set_price(milk.product_id, 130)
        assert shop.basket().total == 260
        assert shop.sales_frame().empty
        assert shop.set_quantity(milk.product_id, 0).lines == ()
        shop.add_to_basket(milk.product_id)
        assert shop.clear_basket().lines == ()


def test_refusals_change_nothing(shop):
    milk = shop.add_product("Milk", 129)
    before = shop.version()
    for code, call in {
        "basket.empty": lambda: shop.complete_basket(),
        "product.unknown": lambda: shop.add_to_basket("nobody"),
        "quantity.invalid": lambda: shop.add_to_basket(milk.product_id, float("nan")),
        "customer.unknown": lambda: shop.set_basket_customer("nobody"),
        "price.negative": lambda: shop.set_price(milk.product_id, -1),
        "product.no_name": lambda: shop.add_product(" ", 1),
        "product.exists": lambda: shop.add_product("Twice", 1, product_id=milk.product_id),
    }.items():
        with pytest.raises((DataError, NotFound)) as raised:
            call()
        assert raised.value.code == code
    assert shop.basket().lines == ()
    assert shop.version() == before


def test_version_moves_with_every_kind_of_change(shop):
    seen = {shop.version()}
    milk = shop.add_product("Milk", 129)
    seen.add(shop.version())
    shop.set_price(milk.product_id, 1)
    seen.add(shop.version())
    shop.add_to_basket(milk.product_id)
    assert shop.version() in seen
    shop.complete_basket()
    seen.add(shop.version())
    assert len(seen) == 4
    assert {topic: shop.counter(topic) for topic in ("products", "prices", "sales", "stock")} == {
        "products": 1,
        "prices": 2,
        "sales": 1,
        "stock": 2,
    }


def test_two_shops_on_one_file_lose_nothing(tmp_path):
    shops = [open_shop(tmp_path), open_shop(tmp_path)]
    product_id = shops[0].add_product("Egg", 30).product_id
    errors = []

    def add(shop):
        try:
            for _ in range(15):
                shop.add_to_basket(product_id)
                shop.cards([product_id])
        except DataError as error:
            errors.append(error)

    threads = [threading.Thread(target=add, args=(shop,)) for shop in shops * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    total = shops[1].basket().total
    for shop in shops:
        shop.close()
    assert errors == []
    assert total == 60 * 30


def test_foreign_and_newer_databases_are_left_alone(tmp_path):
    open_shop(tmp_path).close()
    with sqlite3.connect(tmp_path / "shop.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(DataError) as newer:
        open_shop(tmp_path)
    assert (newer.value.code, newer.value.params["version"]) == ("shop.newer", "9999")
    (tmp_path / "other").mkdir()
    with sqlite3.connect(tmp_path / "other" / "shop.db") as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    with pytest.raises(DataError) as foreign:
        open_shop(tmp_path / "other")
    assert foreign.value.code == "shop.damaged"


def test_many_may_create_the_same_shop_at_once(tmp_path):
    opened, errors = [], []

    def start():
        try:
            opened.append(open_shop(tmp_path))
        except DataError as error:
            errors.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for shop in opened:
        assert shop.count_products() == 0
        shop.close()
    assert errors == []


def test_window_does_not_wait_for_pandas():
    code = "import sys, shopdesk.store.shop; sys.exit('pandas' in sys.modules or 'alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
