"""Everything goes out, as text where it is text, and what imports again is the same as before."""

import csv

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from shopdesk.engine.context import CallbackContext, Cancelled
from shopdesk.engine.errors import DataError
from shopdesk.engine.types_import import ImportOptions
from shopdesk.store.exporting import export_shop, format_of
from shopdesk.store.importing import import_file, import_files
from shopdesk.store.schema import baskets, lines
from shopdesk.store.shop import open_shop

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(50)


@pytest.fixture
def shop(tmp_path, shop_url):
    with open_shop(tmp_path / "shop", url=shop_url) as opened:
        yield opened


@pytest.fixture
def other(tmp_path):
    with open_shop(tmp_path / "other") as opened:
        yield opened


@pytest.fixture
def filled(shop, tmp_path):
    """A shop with everything in it: a formula for a name, zeros in front, variants, a discount, a refund."""
    (tmp_path / "tea.png").write_bytes(PICTURE)
    goods = tmp_path / "goods.csv"
    goods.write_text(
        "sku,barcode,name,category,brand,unit,price,cost,tax,stock,description,active,picture\n"
        "0042,036000291452 96385074,'=1+1,'-Odd,Acme,kg,12.90,8.05,7,1.25,\"Two\nlines\",yes,tea.png\n"
        '0043,,"Cup, red",,,,3.00,,,,,no,\n',
        encoding="utf-8",
    )
    shirts = tmp_path / "shirts.csv"
    shirts.write_text(
        "Title,URL handle,Option1 name,Option1 value,SKU,Price,Type,Vendor,Description,Status\n"
        "Tee,tee,Size,S,T-S,10.00,Shirts,Acme,Soft,active\n,tee,,M,T-M,11.00,,,,\n",
        encoding="utf-8",
    )
    sales = tmp_path / "sales.csv"
    sales.write_text(
        "receipt,date,customer_id,sku,quantity,unit_price,discount,line total\n"
        "R1,2026-03-01 10:00,C7,0042,0.333,12.90,0.30,4.00\nR1,2026-03-01 10:00,C7,T-S,2,10.00,,20.00\n"
        "R2,2026-03-02 10:00,,0043,-1,3.00,,-3.00\n",
        encoding="utf-8",
    )
    ratings = tmp_path / "ratings.csv"
    ratings.write_text("customer_id,product_id,rating,rated_at\nC7,0042,4.5,2026-03-03\n", encoding="utf-8")
    reports = import_files(shop, [goods, shirts, sales, ratings], ImportOptions(zone="UTC"))
    assert [report.refused for report in reports] == [[], [], [], []]
    shop.add_to_basket(shop.product_ids()[0], 1)
    shop.complete_basket()
    return shop


def state(shop):
    """What a shop knows, without keys and moments of its own."""
    with shop.database.read() as connection:
        sold = sorted(
            (row.reference or "till", row.sold_at if row.reference else 0, row.name, row.quantity, row.unit_price,
             row.discount)
            for row in connection.execute(select(lines, baskets).join(baskets, baskets.c.id == lines.c.basket))
            if row.status == "completed"
        )  # fmt: skip
    cards = [
        (card.product_id, card.sku, card.barcodes, card.name, card.category, card.brand, card.unit, card.price,
         card.cost, card.stock, card.active, bool(card.picture))
        for card in shop.cards(shop.product_ids())
    ]  # fmt: skip
    return sorted(cards), [(one[0].startswith("till"), *one[2:]) for one in sold], shop.ratings_frame().to_dict("list")


def test_csv_files_come_in_again_somewhere_else(filled, other, tmp_path):
    written = export_shop(filled, tmp_path / "out")
    assert {one.path.rsplit("/", 1)[-1]: one.rows for one in written} == {
        "products.csv": 4,
        "prices.csv": 5,
        "customers.csv": 1,
        "sales.csv": 4,
        "ratings.csv": 1,
        "stock_movements.csv": 2,
        "pictures": 1,
    }
    with (tmp_path / "out" / "products.csv").open(encoding="utf-8-sig", newline="") as file:
        first = next(iter(csv.DictReader(file)))
    assert (first["sku"], first["name"], first["category"]) == ("0042", "'=1+1", "'-Odd")
    files = [tmp_path / "out" / f"{name}.csv" for name in ("sales", "products", "prices", "customers", "ratings")]
    reports = import_files(other, files)
    assert [report.refused for report in reports] == [[]] * 5
    was, now = state(filled), state(other)
    sold_here = {card[0]: card[9] for card in was[0]}
    assert [card[:9] + card[10:] for card in now[0]] == [card[:9] + card[10:] for card in was[0]]
    assert {card[0]: card[9] for card in now[0]} == sold_here
    assert now[1:] == was[1:]
    assert [report.import_id for report in import_files(other, files)] == [None] * 5
    back = import_files(filled, files)
    assert [(one.import_id, one.changes, one.created) for one in back] == [(None, [], 0)] * 5


def test_a_workbook_keeps_text_as_text(filled, other, tmp_path):
    target = tmp_path / "out.xlsx"
    assert format_of(target) == "xlsx"
    assert len(export_shop(filled, target, "xlsx")) == 6
    book = load_workbook(target)
    assert book.sheetnames == ["products", "prices", "customers", "sales", "ratings", "stock_movements"]
    row = book["products"][2]
    cells = {head.value: cell for head, cell in zip(book["products"][1], row, strict=True)}
    assert (cells["sku"].value, cells["sku"].data_type, cells["sku"].number_format) == ("0042", "s", "@")
    assert (cells["name"].value, cells["name"].data_type) == ("'=1+1", "s")
    assert (cells["price"].value, cells["stock"].value) == (12.9, 0.25)
    assert import_file(other, target).created == 4
    assert [card.name for card in other.cards(other.product_ids())] == ["=1+1", "Cup, red", "Tee - S", "Tee - M"]


@pytest.mark.parametrize("format", ["shopify", "woocommerce"])
def test_products_for_other_shops(filled, other, tmp_path, format):
    target = tmp_path / f"{format}.csv"
    (written,) = export_shop(filled, target, format)
    assert written.rows == (4 if format == "shopify" else 5)
    report = import_file(other, target)
    assert (report.source, report.refused) == (f"{format}_products", [])
    here = {card.sku: card for card in filled.cards(filled.product_ids())}
    there = {card.sku: card for card in other.cards(other.product_ids())}
    assert set(there) == set(here)
    for sku, card in there.items():
        before = here[sku]
        assert (card.name, card.category, card.brand if format == "shopify" else before.brand) == (
            before.name,
            before.category,
            before.brand,
        )
        assert (card.price, card.cost, card.active) == (before.price, before.cost, before.active)
        assert card.stock == (before.stock if before.stock else 0)
        assert set(card.barcodes) <= set(before.barcodes)
    assert import_file(other, target).updated == 0


def test_what_cannot_be_written(filled, tmp_path):
    with pytest.raises(DataError) as unknown:
        export_shop(filled, tmp_path / "x", "pdf")
    assert unknown.value.code == "export.unknown_format"
    (tmp_path / "file").write_text("x")
    with pytest.raises(DataError) as blocked:
        export_shop(filled, tmp_path / "file" / "below")
    assert blocked.value.code == "file.not_written"


@pytest.mark.parametrize("format", ["csv", "xlsx", "shopify"])
def test_a_stopped_export_leaves_no_half_file(filled, tmp_path, format):
    class Stop(CallbackContext):
        def raise_if_cancelled(self):
            raise Cancelled

    target = tmp_path / "gone"
    with pytest.raises(Cancelled):
        export_shop(filled, target, format, Stop())
    assert not [path for path in tmp_path.rglob("*") if "gone" in str(path) and path.is_file()]
