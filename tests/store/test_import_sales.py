"""Sales exports of every known program come in right to the cent and the minute."""

import json

import pytest

from shopdesk.engine.errors import DataError
from shopdesk.engine.types_import import ImportOptions
from shopdesk.store.importing import import_file, import_files, survey_file, undo_import
from shopdesk.store.shop import open_shop


@pytest.fixture
def shop(tmp_path, shop_url):
    with open_shop(tmp_path / "shop", url=shop_url) as opened:
        yield opened


def order(name, first=True, **cells):
    base = {
        "Name": name,
        "Email": "Ann@Example.org",
        "Financial Status": "paid",
        "Created at": "2025-10-07 09:50:26 +0200",
        "Billing Name": "Ann Lee",
    }
    return ({**base} if first else {"Name": name}) | cells


def shopify_rows():
    return [
        order("#1001", **{"Subtotal": "37.00", "Total": "42.00", "Discount Amount": "3.00", "Lineitem quantity": "2",
                          "Lineitem name": "Tee - S", "Lineitem price": "10.00", "Lineitem sku": "T-S",
                          "Lineitem discount": "0.00", "Billing Zip": "'75008"}),
        order("#1001", False, **{"Lineitem quantity": "1", "Lineitem name": "Mug", "Lineitem price": "20.00",
                                 "Lineitem discount": "0.00"}),
        order("#1002", **{"Subtotal": "20.00", "Total": "20.00", "Refunded Amount": "20.00", "Lineitem quantity": "1",
                          "Lineitem name": "Mug", "Lineitem price": "20.00"}),
        order("#1003", **{"Cancelled at": "2025-10-08 10:00:00 +0200", "Subtotal": "20.00", "Lineitem quantity": "1",
                          "Lineitem name": "Mug", "Lineitem price": "20.00"}),
        order("#1004", **{"Email": "", "Billing Name": "", "Subtotal": "50.00", "Total": "50.00",
                          "Refunded Amount": "5.01", "Lineitem quantity": "1", "Lineitem name": "Mug",
                          "Lineitem price": "20.00"}),
        order("#1004", False, **{"Lineitem quantity": "3", "Lineitem name": "Tee - S", "Lineitem price": "10.00",
                                 "Lineitem sku": "T-S"}),
    ]  # fmt: skip


def test_shopify_orders(shop, export, sold):
    shop.add_product("Tee - S", 1000, sku="T-S")
    path = export("shopify_orders", shopify_rows())
    report = import_file(shop, path)
    assert (report.source, report.refused) == ("shopify_orders", [])
    assert [(p.row, p.code) for p in report.skipped] == [(5, "row.cancelled")]
    assert [p.code for p in report.warnings] == ["warning.part_refund"]
    found = sold(shop)
    first = found["shopify:#1001"]
    assert first[:2] == ("2025-10-07 07:50", "Ann Lee")
    assert sum(cents for _, cents in first[2].values()) == 3700  # 3.00 off 40.00, shared out
    assert first[2] == {"Mug": (1.0, 1850), "Tee - S": (2.0, 1850)}
    assert found["shopify:#1002"][2] == {"Mug": (1.0, 2000)}
    assert found["shopify:#1002:refund:2000"][2] == {"Mug": (-1.0, -2000)}
    assert found["shopify:#1004"][2] == {"Mug": (1.0, 2000), "Tee - S": (3.0, 3000)}
    part = found["shopify:#1004:refund:501"]
    assert sum(cents for _, cents in part[2].values()) == -501
    assert {quantity for quantity, _ in part[2].values()} == {0.0}
    assert "shopify:#1003" not in found
    again = import_file(shop, path)
    assert (again.created, again.import_id, again.unchanged) == (0, None, 5)
    assert len(shop.customers()) == 1


def test_shopify_refund_after_the_first_import(shop, export, sold):
    rows = shopify_rows()[:2]
    import_file(shop, export("shopify_orders", rows))
    rows[0] |= {"Refunded Amount": "10.00"}
    import_file(shop, export("shopify_orders", rows))
    rows[0] |= {"Refunded Amount": "12.00"}
    report = import_file(shop, export("shopify_orders", rows))
    found = sold(shop)
    cents = {name: sum(c for _, c in lines.values()) for name, (_, _, lines) in found.items()}
    assert cents == {
        "shopify:#1001": 3700,
        "shopify:#1001:refund:1000": -1000,
        "shopify:#1001:refund:1200": -200,
    }
    assert import_file(shop, export("shopify_orders", rows)).created == 0
    undo_import(shop, report.import_id)  # a file of refunds: only the last 2.00 go
    assert set(sold(shop)) == {"shopify:#1001", "shopify:#1001:refund:1000"}


def square_rows():
    base = {"Date": "2026-07-18", "Time": "12:59:30", "Time Zone": "Eastern Time (US & Canada)", "Category": "None",
            "Event Type": "Payment", "Location": "Main St", "Unit": "ea", "Count": "1"}  # fmt: skip
    return [
        base | {"Item": "Matcha Latte", "Qty": "1.0", "Price Point Name": "Regular", "Gross Sales": "$8.00",
                "Discounts": "-$0.50", "Net Sales": "$7.50", "Tax": "$0.62", "Transaction ID": "T1", "Payment ID": "P1",
                "Customer ID": "CU1", "Customer Name": "Bo"},
        base | {"Item": "Matcha Latte", "Qty": "2.0", "Price Point Name": "Large", "Gross Sales": "$1,010.01",
                "Discounts": "$0.00", "Net Sales": "$1,010.01", "Transaction ID": "T1", "Payment ID": "P1"},
        base | {"Item": "Cookie", "Qty": "-3.0", "Gross Sales": "-$12.00", "Discounts": "$0.00", "Net Sales": "-$12.00",
                "Transaction ID": "T1", "Payment ID": "P9", "Event Type": "Refund", "Category": "Bakery"},
    ]  # fmt: skip


def test_square_items_detail(shop, export, sold, vendor_headers):
    path = export("square_items", square_rows())
    report = import_file(shop, path)
    assert (report.source, report.created, report.refused, report.warnings) == ("square_sales", 3, [], [])
    found = sold(shop)
    assert found["square:T1"] == (
        "2026-07-18 16:59",  # daylight saving time
        "Bo",
        {"Matcha Latte": (1.0, 750), "Matcha Latte - Large": (2.0, 101001)},
    )
    assert found["square:T1:r:P9"][2] == {"Cookie": (-3.0, -1200)}
    assert [card.active for card in shop.cards(shop.product_ids())] == [False] * 3
    older = [column for column in vendor_headers["square_items"] if column not in ("Commission", "Employee", "GTIN")]
    assert import_file(shop, export("square_items", square_rows(), header=older)).unchanged == 3


def test_square_transactions_have_no_items(shop, export, sold):
    base = {"Date": "2026-01-18", "Time": "12:59:30", "Time Zone": "Berlin"}
    rows = [
        base | {"Net Sales": "$33.62", "Total Collected": "$36.00", "Transaction ID": "T1", "Payment ID": "P1"},
        base | {"Net Sales": "($3.62)", "Transaction ID": "T1", "Payment ID": "P2", "Event Type": "Refund"},
    ]
    report = import_file(shop, export("square_transactions", rows))
    assert (report.source, report.created) == ("square_payments", 2)
    assert [p.code for p in report.warnings] == ["warning.no_items"]
    found = sold(shop)
    assert found["square:T1"] == ("2026-01-18 11:59", "", {"Sales without items": (1.0, 3362)})
    assert found["square:T1:r:P2"][2] == {"Sales without items": (-1.0, -362)}
    items = import_file(shop, export("square_items", square_rows()))
    assert "warning.receipts_without_items" in [p.code for p in items.warnings]


LOYVERSE_DATES = [
    ("01/10/2026 23:50", "dmy", "2026-10-01 23:50"),
    ("31/12/2025 14:05", None, "2025-12-31 14:05"),
    ("7/28/26 1:33 PM", None, "2026-07-28 13:33"),
    ("2026-01-01 08:00:00", None, "2026-01-01 08:00"),
]


def loyverse_rows(date):
    base = {"Date": date, "Receipt type": "Sale", "Status": "Closed", "Customer name": "Cy", "Store": "Corner"}
    return [
        base | {"Receipt number": "1-1001", "SKU": "10000", "Item": "Tea", "Variant": "Green", "Quantity": "0.350",
                "Gross sales": "4.55", "Discounts": "0.05", "Net sales": "4.50", "Category": "Drinks"},
        base | {"Receipt number": "1-1001", "SKU": "10001", "Item": "Cup", "Quantity": "1.000", "Gross sales": "3.00",
                "Discounts": "0.00", "Net sales": "3.00"},
        base | {"Receipt number": "1-1001", "SKU": "10001", "Item": "Cup", "Quantity": "1.000", "Gross sales": "3.00",
                "Discounts": "1.00", "Net sales": "2.00"},
        base | {"Receipt number": "1-1002", "Receipt type": "Refund", "SKU": "10001", "Item": "Cup",
                "Quantity": "1.000", "Gross sales": "3.00", "Net sales": "3.00"},
        base | {"Receipt number": "1-1003", "SKU": "10001", "Item": "Cup", "Quantity": "1.000", "Gross sales": "3.00",
                "Net sales": "3.00", "Status": "Cancelled"},
    ]  # fmt: skip


@pytest.mark.parametrize(("written", "said", "moment"), LOYVERSE_DATES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_loyverse_by_item_in_four_locales(shop, export, sold, written, said, moment, encoding):
    path = export("loyverse_by_item", loyverse_rows(written), encoding=encoding)
    survey = survey_file(shop, path)
    assert [question.key for question in survey.questions] == (["dates"] if said else [])
    if said:
        with pytest.raises(DataError) as asked:
            import_file(shop, path)
        assert (asked.value.code, asked.value.params["example"]) == ("import.ask_dates", "01/10/2026")
    report = import_file(shop, path, ImportOptions(dates=said, zone="UTC"))
    assert (report.source, report.created, report.refused) == ("loyverse_sales", 4, [])
    found = sold(shop)
    assert found == {
        "loyverse:1-1001": (moment, "Cy", {"Tea - Green": (0.35, 450), "Cup": (2.0, 500)}),
        "loyverse:1-1002": (moment, "Cy", {"Cup": (-1.0, -300)}),
    }
    frame = shop.sales_frame()
    assert sorted(frame["unit_price"].round(4)) == [2.5, 12.8571]


def test_loyverse_receipts_and_item_name(shop, export, sold, vendor_headers):
    rows = [
        {"Date": "13/01/2026 10:00", "Receipt number": "1-1", "Receipt type": "Sale", "Net sales": "9.99",
         "Total collected": "11.00", "Status": "Closed"},
        {"Date": "13/01/2026 10:00", "Receipt number": "1-2", "Receipt type": "Refund", "Net sales": "-9.99"},
    ]  # fmt: skip
    report = import_file(shop, export("loyverse_receipts", rows), ImportOptions(zone="UTC"))
    assert (report.source, report.created) == ("loyverse_receipts", 2)
    assert [lines for _, _, lines in sold(shop).values()] == [
        {"Sales without items": (1.0, 999)},
        {"Sales without items": (-1.0, -999)},
    ]
    renamed = ["Item name" if column == "Item" else column for column in vendor_headers["loyverse_by_item"]]
    row = {"Date": "13/01/2026 10:00", "Receipt number": "1-3", "Receipt type": "Sale", "Item name": "Tea",
           "Quantity": "1", "Net sales": "1.00"}  # fmt: skip
    assert import_file(shop, export("loyverse_by_item", [row], header=renamed)).created == 1


def test_woocommerce_orders_share_their_sum(shop, export, sold):
    shop.add_product("Tea, green", 400)
    shop.add_product("Cup", 200)
    rows = [
        {"Date": "2026-03-01 10:00:00", "Order #": "55", "N. Revenue (formatted)": "&euro;12.01", "Status": "Completed",
         "Customer": "Di", "Product(s)": "2× Tea, green, 1× Cup", "Items sold": "3", "Net Sales": "10.01"},
        {"Date": "2026-03-01 11:00:00", "Order #": "56", "Status": "Cancelled", "Product(s)": "1× Cup",
         "Net Sales": "2.00"},
        {"Date": "2026-03-01 12:00:00", "Order #": "57", "Status": "Refunded", "Product(s)": "1× Cup",
         "Net Sales": "-2.00"},
    ]  # fmt: skip
    report = import_file(shop, export("woo_orders", rows), ImportOptions(zone="UTC"))
    assert (report.source, report.created, len(report.skipped)) == ("woocommerce_orders", 3, 1)
    found = sold(shop)
    assert found["woocommerce:55"] == ("2026-03-01 10:00", "Di", {"Tea, green": (2.0, 801), "Cup": (1.0, 200)})
    assert found["woocommerce:57"][2] == {"Cup": (-1.0, -200)}


def test_overlapping_files_and_a_receipt_with_a_bad_row(shop, export, sold):
    rows = loyverse_rows("31/12/2025 14:05")
    bad = rows[0] | {"Receipt number": "1-2000", "Quantity": "many"}
    good = rows[1] | {"Receipt number": "1-2000"}
    report = import_file(shop, export("loyverse_by_item", [*rows, bad, good]))
    assert [(p.row, p.code) for p in report.refused] == [(7, "row.bad_number"), (8, "row.receipt_refused")]
    assert "loyverse:1-2000" not in sold(shop)
    mended = bad | {"Quantity": "1"}
    again = import_file(shop, export("loyverse_by_item", [*rows[3:], mended, good]))
    assert (again.created, again.unchanged) == (2, 1)
    assert sold(shop)["loyverse:1-2000"][2] == {"Tea - Green": (1.0, 450), "Cup": (1.0, 300)}


def test_products_and_their_sales_in_one_go(shop, export, vendor_headers):
    header = [column.replace("<store>", "Corner") for column in vendor_headers["loyverse_items"]]
    items = [
        {"Handle": "tea", "SKU": "10000", "Name": "Tea", "Price [Corner]": "12.90"},
        {"Handle": "cup", "SKU": "10001", "Name": "Cup", "Price [Corner]": "3.00"},
    ]
    goods = export("loyverse_items", items, header=header)
    sales = export("loyverse_by_item", loyverse_rows("31/12/2025 14:05"))
    trial = import_files(shop, [sales, goods], dry_run=True)
    assert [report.made for report in trial] == [{"customers": 1, "receipts": 2}, {"products": 2}]
    assert shop.count_products() == 0
    done = import_files(shop, [sales, goods])
    assert [(report.kind, report.created) for report in done] == [("sales", 4), ("products", 2)]
    assert [card.active for card in shop.cards(shop.product_ids())] == [True, True]


def test_what_only_sales_know_becomes_a_product_when_the_catalog_comes(shop, export):
    import_file(shop, export("loyverse_by_item", loyverse_rows("31/12/2025 14:05")))
    assert [(card.name, card.active) for card in shop.cards(shop.product_ids())] == [
        ("Tea - Green", False),
        ("Cup", False),
    ]
    path = export("own", [{"sku": "10001", "name": "Cup", "price": "3.50"}], header=["sku", "name", "price"])
    report = import_file(shop, path)
    assert (report.created, report.updated) == (0, 1)
    assert [(card.name, card.active, card.price) for card in shop.cards(shop.product_ids())][1] == ("Cup", True, 350)


def test_customers_under_numbers_bring_no_names(shop, export):
    shop.set_setting("customers.names", False)
    import_file(shop, export("shopify_orders", shopify_rows()))
    (card,) = shop.customers()
    assert card.name == ""
    with shop.database.read() as connection:
        from sqlalchemy import select

        from shopdesk.store.schema import customers

        (row,) = connection.execute(select(customers)).all()
    assert "ann" not in json.dumps(list(row), default=str).casefold()
    assert import_file(shop, export("shopify_orders", shopify_rows())).created == 0
