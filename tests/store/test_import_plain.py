"""Files from tills and spreadsheets: every good row goes in, every bad one is named."""

import pytest

from shopdesk.engine.context import CallbackContext, Cancelled
from shopdesk.engine.errors import DataError, NotFound
from shopdesk.engine.types_import import ImportOptions
from shopdesk.store.importing import import_file, undo_import
from shopdesk.store.shop import open_shop

HEADER = "sku,barcode,name,category,brand,unit,price,cost,tax,stock,description\n"


@pytest.fixture
def shop(tmp_path, shop_url):
    with open_shop(tmp_path / "shop", url=shop_url) as opened:
        yield opened


def write(tmp_path, text, encoding="utf-8", name="file.csv"):
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return path


def test_own_template(shop, tmp_path):
    path = write(
        tmp_path,
        HEADER
        + 'A1,4006381333931 036000291452,"Käse, jung",Dairy,Alp,kg,"12,99",8.50,7,3.5,mild\n'
        + "A2,,Bread,Bakery,,,2.79,,,,\n",
    )
    report = import_file(shop, path)
    assert (report.kind, report.created, report.updated, report.refused) == ("products", 2, 0, [])
    cheese, bread = shop.cards(shop.product_ids())
    assert (cheese.name, cheese.price, cheese.cost, cheese.unit, cheese.stock) == ("Käse, jung", 1299, 850, "kg", 3.5)
    assert shop.by_barcode("36000291452") == cheese
    assert (bread.price, bread.cost, bread.unit) == (279, None, "piece")
    again = import_file(shop, path)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    assert len(shop.prices_frame()) == 2


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_and_semicolons(shop, tmp_path, encoding):
    path = write(tmp_path, "Name;Price\nCrème Brûlée;1.234,50\n", encoding)
    import_file(shop, path)
    card = shop.cards(shop.product_ids())[0]
    assert (card.name, card.price) == ("Crème Brûlée", 123450)


def test_bad_rows_are_named_and_the_rest_goes_on(shop, tmp_path):
    path = write(
        tmp_path,
        HEADER
        + "A1,111,Good,,,,1.00,,,,\n"
        + "A2,,,,,,1.00,,,,\n"
        + "A3,,No price,,,,,,,,\n"
        + "A4,,Bad price,,,,cheap,,,,\n"
        + "A5,,Ambiguous,,,,1.2.34,,,,\n"
        + "A6,111,Same barcode,,,,1.00,,,,\n"
        + "A7,,Bad stock,,,,1.00,,,many,\n"
        + "A8,,Also good,,,,1.00,,,,\n",
    )
    report = import_file(shop, path)
    assert [(p.row, p.code) for p in report.refused] == [
        (3, "row.no_name"),
        (4, "row.no_price"),
        (5, "row.bad_money"),
        (6, "row.bad_money"),
        (7, "barcode.taken"),
        (8, "row.bad_number"),
    ]
    assert report.refused[2].params == {"column": "price", "text": "cheap"}
    assert [card.name for card in shop.cards(shop.product_ids())] == ["Good", "Also good"]


def test_modes_and_dry_run(shop, tmp_path):
    shop.add_product("Old", 100, sku="A1")
    path = write(tmp_path, "sku,name,price\nA1,Renamed,1.50\nA2,New,2.00\n")
    before = shop.version()
    trial = import_file(shop, path, dry_run=True)
    assert (trial.import_id, trial.created, trial.updated) == (None, 1, 1)
    assert shop.version() == before
    update = import_file(shop, path, ImportOptions(mode="update"))
    assert [p.code for p in update.refused] == ["row.unknown_product"]
    create = import_file(shop, path, ImportOptions(mode="create"))
    assert (create.created, create.unchanged) == (1, 1)
    assert [(c.name, c.price) for c in shop.cards(shop.product_ids())] == [("Renamed", 150), ("New", 200)]


def test_mapping_of_foreign_columns(shop, tmp_path):
    path = write(tmp_path, "Bezeichnung|VK|EAN\nMilch|0,99|4006381333931\n")
    with pytest.raises(DataError) as raised:
        import_file(shop, path)
    assert raised.value.code == "import.no_columns"
    import_file(shop, path, ImportOptions(kind="products", mapping={"name": "Bezeichnung", "price": "VK"}))
    found = shop.by_barcode("4006381333931")
    assert (found.name, found.price) == ("Milch", 99)


def test_undo_restores_what_was_there(shop, tmp_path):
    shop.add_product("Old", 100, sku="A1", stock=2)
    before = shop.cards(shop.product_ids())
    path = write(tmp_path, "sku,name,price,stock,barcode\nA1,Renamed,1.50,9,123\nA2,New,2.00,4,456\n")
    report = import_file(shop, path)
    assert shop.count_products() == 2
    undo_import(shop, report.import_id)
    assert shop.cards(shop.product_ids()) == before
    assert shop.by_barcode("123") is None
    with pytest.raises(DataError):
        undo_import(shop, report.import_id)
    with pytest.raises(NotFound):
        undo_import(shop, 99)


def test_sales_and_prices(shop, tmp_path):
    milk = shop.add_product("Milk", 129, sku="A1", barcodes=("4006381333931",)).product_id
    sales = write(
        tmp_path,
        "basket_id,sold_at,customer_id,sku,quantity,unit_price\n"
        "R1,2026-03-01T10:00:00+01:00,C7,A1,2,1.19\n"
        "R1,2026-03-01T10:00:00+01:00,C7,4006381333931,1,1.19\n"
        f"R2,02.03.2026 18:30,,{milk},0.5,1.19\n"
        "R3,someday,,A1,1,1.19\n"
        "R4,2026-03-02,,A9,1,1.19\n"
        "R5,2026-03-02,,A1,0,1.19\n"
        "R6,0001-01-01,,A1,1,1.19\n",
    )
    report = import_file(shop, sales)
    assert (report.kind, report.created) == ("sales", 3)
    assert [p.code for p in report.refused] == ["row.bad_date", "row.unknown_product", "row.bad_number", "row.bad_date"]
    frame = shop.sales_frame()
    assert frame["quantity"].tolist() == [3.0, 0.5]
    assert frame["sold_at"].astype(str).tolist() == ["2026-03-01 09:00:00", "2026-03-02 18:30:00"]
    assert frame["customer_id"].iloc[0] == "C7"
    assert import_file(shop, sales).created == 0
    assert len(shop.sales_frame()) == 2
    undo_import(shop, report.import_id)
    assert shop.sales_frame().empty
    prices = write(tmp_path, "unique_id,ds,y\nA1,2026-01-01,1.09\nA1,2026-02-01,1.19\n")
    assert import_file(shop, prices).kind == "prices"
    assert shop.prices_frame([milk])["y"].tolist() == [1.09, 1.19, 1.29]


def test_files_that_are_none(shop, tmp_path):
    for name, content, code in (
        ("picture.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 10, "import.unreadable"),
        ("empty.csv", b"", "import.no_columns"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(DataError) as raised:
            import_file(shop, path)
        assert raised.value.code == code
    with pytest.raises(NotFound) as missing:
        import_file(shop, tmp_path / "none.csv")
    assert missing.value.code == "file.missing"
    with pytest.raises(DataError) as folder:
        import_file(shop, tmp_path)
    assert folder.value.code == "import.unreadable"


def test_cancelled_import_leaves_nothing(shop, tmp_path):
    path = write(tmp_path, "name,price\n" + "".join(f"Product {i},1.00\n" for i in range(500)))

    class StopInTheMiddle(CallbackContext):
        seen = 0

        def raise_if_cancelled(self):
            self.seen += 1
            if self.seen == 3:
                raise Cancelled

    with pytest.raises(Cancelled):
        import_file(shop, path, ctx=StopInTheMiddle())
    assert shop.count_products() == 0
