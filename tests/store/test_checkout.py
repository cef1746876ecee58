"""The till: scans, parked baskets, receipts without gaps, refunds, stock that warns or refuses."""

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopdesk.engine.errors import DataError, NotFound
from shopdesk.store.shop import open_shop
from shopdesk.store.verify import verify


@pytest.fixture
def shop(tmp_path, shop_url):
    with open_shop(tmp_path, url=shop_url) as opened:
        yield opened
        assert [check for check in verify(opened) if check.wrong] == []


def sell(shop, product_id, quantity=1.0):
    shop.add_to_basket(product_id, quantity)
    return shop.complete_basket()


def test_scan_by_barcode_or_article_number(shop):
    cola = shop.add_product("Cola", 150, barcodes=("0036000291452",), sku="C-1")
    assert shop.scan("036000291452").lines[0].product == cola
    assert shop.scan("C-1").lines[0].quantity == 2
    with pytest.raises(NotFound) as unknown:
        shop.scan("4006381333931")
    assert unknown.value.code == "barcode.unknown"
    assert shop.basket().lines[0].quantity == 2


def test_receipts_are_numbered_without_gaps(shop):
    milk = shop.add_product("Milk", 129)
    assert sell(shop, milk.product_id).receipt == 1
    with pytest.raises(DataError):
        shop.complete_basket()
    assert sell(shop, milk.product_id, 2).receipt == 2
    found = shop.receipts()
    assert [(receipt.number, receipt.total, receipt.count) for receipt in found] == [("2", 258, 1), ("1", 129, 1)]
    assert [receipt.number for receipt in shop.receipts("1")] == ["1"]
    assert shop.receipts("77") == []


def test_stock_warns_or_refuses(shop):
    milk = shop.add_product("Milk", 129, stock=2)
    assert sell(shop, milk.product_id, 2).short == ()
    assert sell(shop, milk.product_id, 3).short == ("Milk",)
    assert shop.card(milk.product_id).stock == -3
    shop.set_setting("stock.oversell", "refuse")
    shop.set_stock(milk.product_id, 1)
    shop.add_to_basket(milk.product_id, 2)
    with pytest.raises(DataError) as refused:
        shop.complete_basket()
    assert (refused.value.code, refused.value.params["left"]) == ("stock.short", "1")
    assert shop.set_quantity(milk.product_id, 1).lines[0].quantity == 1
    assert shop.complete_basket().receipt == 3


def test_parked_baskets_come_back(tmp_path, shop_url):
    with open_shop(tmp_path, url=shop_url) as shop:
        milk, ham = shop.add_product("Milk", 129), shop.add_product("Ham", 500)
        with pytest.raises(DataError):
            shop.park_basket()
        shop.add_to_basket(milk.product_id, 2)
        assert shop.park_basket(" the lady with the dog ").lines == ()
        shop.add_to_basket(ham.product_id)
    with open_shop(tmp_path, url=shop_url) as shop:
        parked = shop.parked_baskets()
        assert [(basket.note, basket.count, basket.total) for basket in parked] == [("the lady with the dog", 1, 258)]
        shop.set_price(milk.product_id, 100)
        assert shop.parked_baskets()[0].total == 200
        back = shop.resume_basket(parked[0].basket_id)
        assert [line.product.name for line in back.lines] == ["Milk"]
        assert [(basket.note, basket.total) for basket in shop.parked_baskets()] == [("", 500)]
        with pytest.raises(NotFound) as gone:
            shop.resume_basket(parked[0].basket_id)
        assert gone.value.code == "basket.not_parked"
        assert shop.complete_basket().total == 200
        assert [line.product.name for line in shop.resume_basket(shop.parked_baskets()[0].basket_id).lines] == ["Ham"]
        assert shop.parked_baskets() == []
        assert shop.sales_frame()["quantity"].tolist() == [2.0]


def test_refund_of_a_part_and_of_the_rest(shop):
    milk, ham = shop.add_product("Milk", 129, stock=10), shop.add_product("Ham", 1999, unit="kg", stock=5)
    shop.add_customer("C1", "Ann")
    shop.add_to_basket(milk.product_id, 3)
    shop.add_to_basket(ham.product_id, 0.333)
    shop.set_basket_customer("C1")
    sold = shop.complete_basket()
    shop.set_price(milk.product_id, 1)
    back = shop.refund(sold.basket_id, {milk.product_id: 1})
    assert (back.total, back.receipt, back.customer_id) == (-129, 2, "C1")
    assert shop.card(milk.product_id).stock == 8
    assert [line.left for line in shop.refundable(sold.basket_id)] == [2, 0.333]
    with pytest.raises(DataError) as refused:
        shop.refund(sold.basket_id, {milk.product_id: 3})
    assert (refused.value.code, refused.value.params["left"]) == ("refund.too_much", "2")
    rest = shop.refund(sold.basket_id)
    assert back.total + rest.total == -sold.total
    assert shop.card(ham.product_id).stock == 5
    for code, call in {
        "refund.nothing": lambda: shop.refund(sold.basket_id),
        "refund.of_refund": lambda: shop.refund(back.basket_id),
        "receipt.unknown": lambda: shop.refund("999"),
        "refund.too_much": lambda: shop.refund(sold.basket_id, {"nobody": 1}),
    }.items():
        with pytest.raises((DataError, NotFound)) as refused:
            call()
        assert refused.value.code == code
    first = shop.receipts()[-1]
    assert first.refunded == first.total == sold.total
    assert shop.sales_frame()["quantity"].tolist() == [3.0, 0.333]


@settings(max_examples=12, deadline=None)
@given(
    quantity=st.integers(1, 9),
    price=st.integers(1, 5000),
    discount=st.integers(0, 500),
    parts=st.lists(st.integers(1, 3), min_size=1, max_size=5),
)
def test_refunds_of_a_discounted_line_add_up_to_the_cent(tmp_path_factory, quantity, price, discount, parts):
    from sqlalchemy import update

    from shopdesk.store.schema import baskets, lines

    with open_shop(tmp_path_factory.mktemp("shop")) as shop:
        product_id = shop.add_product("Tea", price).product_id
        sold = sell(shop, product_id, quantity)
        with shop.database.write() as connection:  # as an imported receipt has it
            connection.execute(update(lines).values(discount=discount))
            connection.execute(update(baskets).values(total=sold.total - discount))
        given_back = 0
        for part in parts:
            left = shop.refundable(sold.basket_id)[0].left
            if left:
                given_back += shop.refund(sold.basket_id, {product_id: min(part, left)}).total
        if shop.refundable(sold.basket_id)[0].left:
            given_back += shop.refund(sold.basket_id).total
        assert -given_back == sold.total - discount
        assert [check.name for check in verify(shop) if check.wrong] == []


def test_one_basket_per_till(tmp_path, shop_url):
    with open_shop(tmp_path, shop_url, till="A") as one, open_shop(tmp_path, shop_url, till="B") as other:
        milk = one.add_product("Milk", 129)
        one.add_to_basket(milk.product_id)
        assert other.basket().lines == ()
        other.add_to_basket(milk.product_id, 5)
        assert one.complete_basket().total == 129
        parked = other.park_basket("x")
        assert parked.lines == ()
        assert one.resume_basket(one.parked_baskets()[0].basket_id).total == 645


def test_three_sell_and_one_backs_up_at_once(tmp_path, shop_url):
    from shopdesk.store.backup import check_backup, make_backup

    with open_shop(tmp_path, url=shop_url) as shop:
        milk = shop.add_product("Milk", 129, stock=100).product_id
    receipts, errors, made = [], [], []

    def work(till):
        with open_shop(tmp_path, shop_url, till=till) as shop:
            try:
                for _ in range(12):
                    receipts.append(sell(shop, milk).receipt)
            except DataError as error:
                errors.append(error)

    def keep():
        with open_shop(tmp_path, url=shop_url) as shop:
            for _ in range(4):
                made.append(check_backup(make_backup(shop).path))

    threads = [threading.Thread(target=work, args=(till,)) for till in "ABC"] + [threading.Thread(target=keep)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sorted(receipts) == list(range(1, 37))
    assert len(made) == 4
    with open_shop(tmp_path, url=shop_url) as shop:
        assert shop.card(milk).stock == 64
        assert [check for check in verify(shop) if check.wrong] == []
