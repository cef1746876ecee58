"""An import is taken back completely, or not at all and with the reason."""

import pytest
from sqlalchemy import func, select

from shopdesk.engine.context import CallbackContext, Cancelled
from shopdesk.engine.errors import DataError, NotFound
from shopdesk.engine.types_import import ImportOptions
from shopdesk.store import schema
from shopdesk.store.importing import import_file, list_imports, undo_import
from shopdesk.store.shop import open_shop
from shopdesk.store.verify import verify

GOODS = "sku,name,price,cost,stock,barcode\nA1,Tea,1.50,1.00,9,4006381333931\nA2,Cup,2.00,,4,\n"
SALES = (
    "basket_id,sold_at,customer_id,sku,quantity,unit_price\n"
    "R1,2026-03-01 10:00,C7,A1,2,1.50\nR1,2026-03-01 10:00,C7,A2,1,2.00\nR2,2026-03-02 10:00,C8,A1,1,1.50\n"
)


@pytest.fixture
def shop(tmp_path, shop_url):
    with open_shop(tmp_path / "shop", url=shop_url) as opened:
        yield opened


def bring(shop, tmp_path, text, name="file.csv", **options):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return import_file(shop, path, ImportOptions(**options))


def contents(shop):
    """Every row of every table that imports touch, without the table of imports itself."""
    tables = ("products", "barcodes", "prices", "customers", "baskets", "lines", "movements", "pictures", "variants")
    with shop.database.read() as connection:
        return {
            name: sorted(map(str, connection.execute(select(schema.metadata.tables[name]))))
            for name in (*tables, "ratings", "import_changes")
        }


def refused(shop, import_id, code):
    before = contents(shop)
    with pytest.raises(DataError) as raised:
        undo_import(shop, import_id)
    assert raised.value.code == code
    assert contents(shop) == before
    return raised.value.params


def test_everything_goes_and_comes_back(shop, tmp_path):
    empty = contents(shop)
    goods = bring(shop, tmp_path, GOODS)
    stocked = contents(shop)
    sales = bring(shop, tmp_path, SALES)
    ratings = bring(shop, tmp_path, "customer_id,product_id,rating\nC7,A1,5\nC9,A2,3\n")
    assert (sales.created, ratings.created) == (3, 2)
    assert undo_import(shop, ratings.import_id).removed == {"ratings": 2, "customers": 1}
    report = undo_import(shop, sales.import_id)
    assert report.removed == {"lines": 3, "receipts": 2, "customers": 2}
    assert contents(shop) == stocked
    undo_import(shop, goods.import_id)
    assert contents(shop) == empty
    assert [record.undone_at is not None for record in list_imports(shop)] == [True] * 3
    assert bring(shop, tmp_path, GOODS).created == 2


def test_undo_twice_and_undo_of_nothing(shop, tmp_path):
    report = bring(shop, tmp_path, GOODS)
    undo_import(shop, report.import_id)
    refused(shop, report.import_id, "import.undone")
    with pytest.raises(NotFound):
        undo_import(shop, 99)


def test_sold_since(shop, tmp_path):
    goods = bring(shop, tmp_path, GOODS)
    tea = shop.product_ids()[0]
    shop.add_to_basket(tea)
    assert refused(shop, goods.import_id, "import.depends_sales") == {"count": 1, "names": "Tea"}
    shop.complete_basket()
    refused(shop, goods.import_id, "import.depends_sales")
    assert not any(check.wrong for check in verify(shop))


def test_sales_of_another_file(shop, tmp_path):
    goods = bring(shop, tmp_path, GOODS)
    sales = bring(shop, tmp_path, SALES)
    assert refused(shop, goods.import_id, "import.depends_sales")["count"] == 2
    undo_import(shop, sales.import_id)
    undo_import(shop, goods.import_id)
    assert shop.count_products() == 0


def test_counted_priced_changed_since(shop, tmp_path):
    goods = bring(shop, tmp_path, GOODS)
    tea = shop.product_ids()[0]
    shop.set_price(tea, 170)
    refused(shop, goods.import_id, "import.depends_prices")


def test_an_update_is_taken_back_unless_someone_changed_it_again(shop, tmp_path):
    tea = shop.add_product("Old tea", 100, sku="A1", stock=2, barcodes=("96385074",)).product_id
    before = contents(shop)
    first = bring(shop, tmp_path, GOODS)
    assert (first.created, first.updated) == (1, 1)
    assert shop.card(tea).stock == 9
    assert undo_import(shop, first.import_id).restored == 1
    assert contents(shop) == before
    again = bring(shop, tmp_path, GOODS)
    later = bring(shop, tmp_path, GOODS.replace("Tea", "Green tea"))
    refused(shop, again.import_id, "import.depends_changes")
    undo_import(shop, later.import_id)
    undo_import(shop, again.import_id)
    assert contents(shop) == before


def test_stock_counted_after_the_import(shop, tmp_path):
    tea = shop.add_product("Tea", 150, sku="A1", stock=2).product_id
    report = bring(shop, tmp_path, "sku,name,stock\nA1,Tea,9\n")
    shop.set_stock(tea, 7)
    assert refused(shop, report.import_id, "import.depends_counts")["names"] == "Tea"


def test_sale_after_a_count_keeps_its_movement(shop, tmp_path):
    tea = shop.add_product("Tea", 150, sku="A1", stock=2).product_id
    report = bring(shop, tmp_path, "sku,name,stock\nA1,Tea,9\n")
    shop.add_to_basket(tea, 3)
    shop.complete_basket()
    assert shop.card(tea).stock == 6
    undo_import(shop, report.import_id)
    assert shop.card(tea).stock == -1
    assert not any(check.wrong for check in verify(shop))


def test_a_later_import_built_on_it(shop, tmp_path):
    goods = bring(shop, tmp_path, GOODS)
    later = bring(shop, tmp_path, "sku,name,price,brand\nA1,Tea,1.50,Acme\n")
    refused(shop, goods.import_id, "import.depends_import")
    undo_import(shop, later.import_id)
    undo_import(shop, goods.import_id)
    assert shop.count_products() == 0


def test_a_receipt_given_back_since(shop, tmp_path):
    bring(shop, tmp_path, GOODS)
    sales = bring(shop, tmp_path, SALES)
    with shop.database.read() as connection:
        basket = connection.execute(select(schema.baskets.c.id).where(schema.baskets.c.reference == "R1")).scalar()
    shop.refund(str(basket), {shop.product_ids()[0]: 1})
    assert refused(shop, sales.import_id, "import.depends_refunds") == {"count": 1, "names": "R1"}


def test_a_customer_who_bought_since_stays(shop, tmp_path):
    bring(shop, tmp_path, GOODS)
    sales = bring(shop, tmp_path, SALES)
    shop.set_basket_customer("C7")
    shop.add_to_basket(shop.product_ids()[0])
    shop.complete_basket()
    report = undo_import(shop, sales.import_id)
    assert (report.kept_customers, report.removed["customers"]) == (1, 1)
    assert shop.has_customer("C7")
    assert not shop.has_customer("C8")


def test_a_rating_that_replaced_another(shop, tmp_path):
    bring(shop, tmp_path, GOODS)
    bring(shop, tmp_path, "customer_id,product_id,rating\nC7,A1,5\n")
    before = contents(shop)
    changed = bring(shop, tmp_path, "customer_id,product_id,rating\nC7,A1,2\n")
    assert (changed.updated, changed.changes[0].before, changed.changes[0].after) == (1, "5.0", "2.0")
    undo_import(shop, changed.import_id)
    assert contents(shop) == before


def test_a_stopped_undo_takes_nothing_back(shop, tmp_path):
    goods = bring(shop, tmp_path, GOODS)
    before = contents(shop)

    class Stop(CallbackContext):
        seen = 0

        def raise_if_cancelled(self):
            self.seen += 1
            if self.seen == 2:
                raise Cancelled

    with pytest.raises(Cancelled):
        undo_import(shop, goods.import_id, Stop())
    assert contents(shop) == before


def test_pictures_by_path(shop, tmp_path):
    picture = tmp_path / "images" / "tea.png"
    picture.parent.mkdir()
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    (tmp_path / "fake.png").write_bytes(b"no picture")
    text = (
        "sku,name,price,picture\nA1,Tea,1.50,images/tea.png\nA2,Cup,2.00,fake.png\n"
        "A3,Web,2.00,https://x.example/a.png\nA4,Beside,2.00,https://x.example/tea.png?v=1\n"
    )
    report = bring(shop, tmp_path, text)
    assert [(p.row, p.code) for p in report.warnings] == [(3, "warning.no_picture"), (4, "warning.web_picture")]
    cards = {card.sku: card.picture for card in shop.cards(shop.product_ids())}
    assert cards["A2"] is None
    assert cards["A1"] == cards["A4"]
    with open(cards["A1"], "rb") as kept:
        assert kept.read() == picture.read_bytes()
    assert bring(shop, tmp_path, text).unchanged == 4
    undo_import(shop, report.import_id)
    with shop.database.read() as connection:
        assert connection.execute(select(func.count()).select_from(schema.pictures)).scalar() == 0
