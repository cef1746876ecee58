"""Several tills on one server: stock and receipts right at once, changes seen, and nothing lost when it goes away."""

from __future__ import annotations

import multiprocessing
import threading
import time
from contextlib import suppress

import pytest
from sqlalchemy import select

from shopdesk.engine.context import CallbackContext, Cancelled
from shopdesk.engine.errors import DataError
from shopdesk.engine.types import TillNews
from shopdesk.store import backup, delivery, mirror, restore
from shopdesk.store.schema import baskets, changes
from shopdesk.store.shop import open_shop
from shopdesk.store.till_shop import is_server, open_here, open_till, till_name
from shopdesk.store.verify import verify


@pytest.fixture
def url(server):
    return server.new_database()


@pytest.fixture
def shop(tmp_path, url):
    with open_shop(tmp_path / "office", url=url) as opened:
        yield opened
        assert [check for check in verify(opened) if check.wrong] == []


@pytest.fixture
def till(tmp_path, url, shop):
    with open_till(tmp_path / "till", url) as opened:
        yield opened


def in_background(till):
    """Keep a till up to date, as the window does; what it told, and how to stop it."""
    told: list[TillNews] = []
    stop = threading.Event()

    def run():
        with suppress(Cancelled):
            till.keep_up(CallbackContext(cancelled=stop), told.append)

    thread = threading.Thread(target=run)
    thread.start()

    def end():
        stop.set()
        thread.join()

    return told, end


def soon(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


# --- stock and receipts at once --------------------------------------------------------------------


def sell_until_refused(folder, url, name, answers):
    sold = []
    with open_shop(folder, url=url, till=name) as shop:
        while True:
            shop.add_to_basket("P0001")
            try:
                sold.append(shop.complete_basket().receipt)
            except DataError as error:
                answers.put((name, sold, error.code))
                return


def test_eight_tills_sell_the_last_hundred_pieces(tmp_path, shop, url):
    shop.add_product("Egg", 30, stock=100)
    shop.set_setting("stock.oversell", "refuse")
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    tills = [
        context.Process(target=sell_until_refused, args=(tmp_path / f"t{n}", url, f"t{n}", answers)) for n in range(8)
    ]
    for process in tills:
        process.start()
    found = [answers.get(timeout=120) for _ in tills]
    for process in tills:
        process.join()
    assert {code for *_, code in found} == {"stock.short"}
    assert sorted(receipt for _, sold, _ in found for receipt in sold) == list(range(1, 101))
    assert shop.card("P0001").stock == 0


def test_a_till_that_warns_sells_on(till, shop):
    shop.add_product("Egg", 30, stock=1)
    till.catch_up()
    till.add_to_basket("P0001", 2)
    sold = till.complete_basket()
    assert (sold.receipt, sold.short, sold.waiting) == (1, ("Egg",), False)
    assert shop.card("P0001").stock == -1


def test_a_till_that_refuses_gives_the_basket_back(till, shop):
    shop.add_product("Egg", 30, stock=1)
    shop.set_setting("stock.oversell", "refuse")
    till.catch_up()
    till.add_to_basket("P0001", 2)
    with pytest.raises(DataError) as refused:
        till.complete_basket()
    assert refused.value.code == "stock.short"
    assert [line.quantity for line in till.basket().lines] == [2]
    assert till.news(False).waiting == 0
    assert till.card("P0001").stock == 1
    till.set_quantity("P0001", 1)
    assert till.complete_basket().receipt == 1
    assert shop.card("P0001").stock == 0


# --- what other tills do is seen -------------------------------------------------------------------


def test_changes_of_others_are_seen_at_once(till, shop):
    egg = shop.add_product("Egg", 30, stock=9, barcodes=("96385074",), sku="E").product_id
    told, end = in_background(till)
    try:
        soon(lambda: told and till.online)
        assert till.scan("96385074").total == 30
        began = time.monotonic()
        shop.set_price(egg, 45)
        soon(lambda: till.card(egg).price == 45)
        shop.add_to_basket(egg, 4)
        shop.complete_basket()
        soon(lambda: till.card(egg).stock == 5)
        assert time.monotonic() - began < 10  # two changes; a second is usual, the machine may be busy
        assert till.basket().total == 45
        assert any(news.changed for news in told)
        counters = till.counter("products"), till.counter("sales")
        shop.add_customer("C1", "Ann")
        shop.add_product("Ham", 500)
        soon(lambda: till.count_products() == 2 and till.has_customer("C1"))
        assert till.counter("products") == counters[0] + 1
        assert till.counter("sales") == shop.counter("sales")
    finally:
        end()


def test_the_copy_follows_everything(till, shop):
    ids = [shop.add_product(f"P{n}", n, sku=f"S{n}", barcodes=(f"{n}0000017",), cost=1).product_id for n in range(1, 6)]
    shop.add_customer("C1", "Ann", "1")
    assert till.catch_up()
    assert not till.catch_up()
    assert till.cards(ids) == shop.cards(ids)
    with shop.database.write("products") as connection:  # two swap their numbers, one loses its code
        from shopdesk.store.schema import barcodes, customers, products

        connection.execute(products.update().where(products.c.sku == "S1").values(sku="S"))
        connection.execute(products.update().where(products.c.sku == "S2").values(sku="S1", name="Other"))
        connection.execute(products.update().where(products.c.sku == "S").values(sku="S2"))
        connection.execute(barcodes.delete().where(barcodes.c.code == "30000017"))
        connection.execute(customers.delete())
    assert till.catch_up()
    assert till.cards(ids) == shop.cards(ids)
    assert not till.has_customer("C1")
    with shop.database.write("products") as connection:  # an import was taken back
        connection.execute(products.delete().where(products.c.product_id == ids[4]))
    assert till.catch_up()
    assert not till.card(ids[4]).active
    assert till.products_frame()["product_id"].tolist() == ids[:4]


def test_nothing_committed_late_is_missed(till, shop):
    egg, ham = shop.add_product("Egg", 30).product_id, shop.add_product("Ham", 500).product_id
    till.catch_up()
    with shop.database.write() as slow:  # begins first, ends last
        from shopdesk.store.schema import products

        slow.execute(products.update().where(products.c.product_id == egg).values(name="Slow egg"))
        with open_shop(shop.folder, url=shop.url) as other:
            other.set_price(ham, 600)
        till.catch_up()
        assert (till.card(ham).price, till.card(egg).name) == (600, "Egg")
    till.catch_up()
    assert till.card(egg).name == "Slow egg"


def test_old_changes_are_forgotten_and_read_anew(till, shop, monkeypatch):
    shop.add_product("Egg", 30)
    till.catch_up()
    monkeypatch.setattr(mirror, "KEEP_DAYS", 0)
    time.sleep(0.01)
    mirror.prune_changes(shop.database)
    with shop.database.read() as connection:
        assert connection.execute(select(changes)).all() == []
    shop.set_price("P0001", 31)
    mirror.prune_changes(shop.database)
    assert till.catch_up()
    assert till.card("P0001").price == 31


# --- the server goes away --------------------------------------------------------------------------


def test_sales_go_on_without_the_server_and_arrive_once(server, tmp_path, till, shop, url):
    shop.add_product("Egg", 30, stock=50)
    shop.add_customer("C1", "Ann")
    told, end = in_background(till)
    try:
        soon(lambda: till.online and till.count_products() == 1)
        till.add_to_basket("P0001")
        assert till.complete_basket().receipt == 1
        server.stop()
        try:
            soon(lambda: told[-1].online is False)
            for _ in range(5):
                till.add_to_basket("P0001", 2)
                till.set_basket_customer("C1")
                sold = till.complete_basket()
                assert (sold.receipt, sold.waiting) == (None, True)
            assert till.card("P0001").stock == 39
            assert told[-1].waiting <= 5
            for call in (lambda: till.set_price("P0001", 1), lambda: till.sales_frame(), lambda: till.receipts()):
                with pytest.raises(DataError) as away:
                    call()
                assert away.value.code == "shop.offline"
            with open_till(tmp_path / "till", url) as again:  # the program was closed and opened meanwhile
                assert not again.online
                assert again.news(False).waiting == 5
                again.add_to_basket("P0001")
        finally:
            server.start()
        soon(lambda: told[-1].online and told[-1].waiting == 0)
        soon(lambda: till.card("P0001").stock == 39)
    finally:
        end()
    assert shop.card("P0001").stock == 39
    assert [receipt.number for receipt in shop.receipts()] == ["6", "5", "4", "3", "2", "1"]
    assert shop.sales_frame()["customer_id"].notna().sum() == 5
    assert till.basket().lines[0].quantity == 1


def test_a_till_needs_the_server_the_first_time(server, tmp_path, url):
    server.stop()
    try:
        with pytest.raises(DataError) as away:
            open_till(tmp_path / "new", url)
        assert away.value.code == "shop.offline"
        with pytest.raises(DataError):
            open_shop(tmp_path / "plain", url=url)
    finally:
        server.start()


def test_an_answer_that_never_came_makes_no_second_sale(till, shop, monkeypatch):
    shop.add_product("Egg", 30, stock=9)
    till.catch_up()
    till.add_to_basket("P0001")
    real = delivery.note_delivered

    def cut(connection, basket, counted):
        raise DataError("shop.offline", path="server")

    monkeypatch.setattr(delivery, "note_delivered", cut)
    assert till.complete_basket().waiting  # the server has it, the till does not know
    monkeypatch.setattr(delivery, "note_delivered", real)
    assert till.deliver() == 1
    assert till.deliver() == 0
    assert [receipt.number for receipt in shop.receipts()] == ["1"]
    assert shop.card("P0001").stock == 8


@pytest.mark.parametrize("arrived", [True, False])
def test_a_crash_while_the_server_was_asked(till, shop, monkeypatch, arrived):
    shop.add_product("Egg", 30, stock=9)
    shop.set_setting("stock.oversell", "refuse")
    till.catch_up()
    till.add_to_basket("P0001", 3)
    real = till._deliver_one

    def killed(basket, again=False):
        if arrived:
            with till.local.database.read() as connection:
                sale = delivery.waiting(connection)[0]
            till.database.run(lambda server: delivery.accept(server, sale, True), "sales", "stock")
        raise KeyboardInterrupt

    monkeypatch.setattr(till, "_deliver_one", killed)
    with pytest.raises(KeyboardInterrupt):
        till.complete_basket()
    monkeypatch.setattr(till, "_deliver_one", real)
    till.deliver()
    assert len(shop.receipts()) == int(arrived)
    assert [line.quantity for line in till.basket().lines] == ([] if arrived else [3])
    assert till.news(False).waiting == 0


def test_a_product_that_is_gone_and_a_customer_who_was_forgotten(till, shop):
    from shopdesk.store.privacy import forget_customer
    from shopdesk.store.schema import products

    shop.add_product("Egg", 30)
    shop.add_customer("C1", "Ann")
    till.catch_up()
    till.online = False
    till.add_to_basket("P0001")
    till.set_basket_customer("C1")
    assert till.complete_basket().waiting
    forget_customer(shop, "C1")
    with shop.database.write("products") as connection:
        connection.execute(products.delete())
    till.catch_up()
    assert till.deliver() == 1
    assert not shop.card("P0001").active
    assert shop.sales_frame()["unit_price"].tolist() == [0.3]
    with shop.database.read() as connection:
        assert connection.execute(select(baskets.c.customer)).scalar_one() is None


# --- the server's data -----------------------------------------------------------------------------


def test_a_servers_backup_is_a_file_and_comes_back(tmp_path, shop, url, server):
    egg = shop.add_product("Egg", 30, stock=9, barcodes=("96385074",)).product_id
    shop.add_to_basket(egg, 2)
    sold = shop.complete_basket()
    info = backup.make_backup(shop)
    assert backup.check_backup(info.path).sales == 1
    with open_shop(tmp_path / "alone", url=None) as alone:
        alone.add_product("Nothing else", 1)
    restore.restore_shop(tmp_path / "alone", info.path)  # a shop leaves the server
    with open_shop(tmp_path / "alone") as alone:
        assert alone.by_barcode("96385074").stock == 7
        assert alone.refund(sold.basket_id).total == -60
        moved = backup.make_backup(alone)
    shop.set_price(egg, 99)
    report = restore.restore_shop(shop.folder, moved.path, url=url)  # and comes to it again
    assert report.safety is not None
    assert shop.card(egg).price == 30
    assert shop.card(egg).stock == 9
    shop.add_to_basket(shop.add_product("New", 5).product_id)
    assert shop.complete_basket().receipt == 3


def test_small_things(tmp_path):
    assert is_server("postgresql+psycopg://x/y")
    assert not is_server(None)
    assert not is_server("sqlite:///x.db")
    (tmp_path / "till.json").write_text("nonsense")
    name = till_name(tmp_path)
    assert till_name(tmp_path) == name
    assert len(name) <= 40
    with open_here(tmp_path / "file") as shop:
        assert shop.database.is_sqlite
