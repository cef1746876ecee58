"""The demo grocery: the same everywhere, plausible, and nothing is left of one that was stopped."""

from datetime import date

import numpy as np
import pytest

from shopdesk.engine.context import CallbackContext, Cancelled
from shopdesk.engine.errors import DataError
from shopdesk.store.demo import write_demo
from shopdesk.store.demo_catalog import TOGETHER, kinds, make_goods
from shopdesk.store.shop import open_shop
from shopdesk.store.values import check_digit


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    report = write_demo(folder, products=120, days=120)
    with open_shop(folder, create=False) as shop:
        yield shop, report


def test_same_seed_same_shop(tmp_path):
    frames = []
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        write_demo(tmp_path / name, products=30, days=40, seed=seed)
        with open_shop(tmp_path / name) as shop:
            frames.append((shop.sales_frame(), shop.prices_frame(), shop.cards(shop.product_ids())))
    assert frames[0][0].equals(frames[1][0])
    assert frames[0][1].equals(frames[1][1])
    assert [card.barcodes for card in frames[0][2]] == [card.barcodes for card in frames[1][2]]
    assert not frames[0][0].equals(frames[2][0])
    pictures = [(tmp_path / name / "pictures" / "P0007.png").read_bytes() for name in "ab"]
    assert pictures[0] == pictures[1]


def test_report_and_files_agree(demo):
    shop, report = demo
    sales = shop.sales_frame()
    assert report.lines == len(sales)
    assert report.baskets == sales["basket_id"].nunique()
    assert report.products == shop.count_products() == 120
    assert report.prices == len(shop.prices_frame())
    assert report.last_day == date(2026, 10, 31)
    assert sorted(path.name for path in shop.folder.iterdir() if path.suffix == ".part") == []
    cards = shop.cards(shop.product_ids(0, 500))
    assert all(card.picture and card.picture.endswith(".png") for card in cards)
    assert all(len(code) == 13 and check_digit(code[:12]) == code[12] for card in cards for code in card.barcodes)
    assert all(0 < card.cost < card.price * 1.6 for card in cards)
    assert len({card.category for card in cards}) == 16
    assert any(card.unit == "kg" for card in cards)
    assert shop.ids_with_pictures() == [card.product_id for card in cards]


def test_lines_have_the_price_of_their_day(demo):
    shop, _ = demo
    prices = shop.prices_frame(["P0001"])
    sales = shop.sales_frame()
    of_product = sales[sales["product_id"] == "P0001"]
    assert len(prices) > 5
    at = np.searchsorted(prices["ds"].to_numpy(), of_product["sold_at"].to_numpy(), side="right") - 1
    assert (prices["y"].to_numpy()[at] == of_product["unit_price"].to_numpy()).all()


def test_regulars_have_habits_and_things_go_together(demo):
    shop, _ = demo
    sales = shop.sales_frame()
    assert 0.3 < sales["customer_id"].isna().mean() < 0.6
    of_one = sales[sales["customer_id"] == sales["customer_id"].value_counts().index[0]]
    assert of_one["product_id"].value_counts(normalize=True).iloc[:14].sum() > 0.5
    names = {card.name: card.product_id for card in shop.cards(shop.product_ids(0, 500))}
    chips, salsa = (next(i for name, i in names.items() if what in name) for what in ("Tortilla", "Salsa"))
    baskets = {p: set(sales[sales["product_id"] == p]["basket_id"]) for p in (chips, salsa)}
    share = len(baskets[chips] & baskets[salsa]) / len(baskets[chips])
    assert share > 5 * len(baskets[salsa]) / sales["basket_id"].nunique()


def test_stock_is_what_came_less_what_went(demo):
    shop, _ = demo
    cards = shop.cards(shop.product_ids(0, 500))
    assert all(card.stock >= 0 for card in cards)
    available = set(shop.available_ids())
    assert {card.product_id for card in cards if card.stock > 0} == available
    assert 0 < len(available) < len(cards)


def test_every_partner_is_sold_here():
    names = {kind.name for kind in kinds()}
    assert {name for first, second, _ in TOGETHER for name in (first, second)} <= names


def test_huge_shops_have_different_names_and_codes():
    goods = make_goods(20_000, np.random.default_rng(0))
    assert len(set(goods.names)) == 20_000
    codes = [code for own in goods.codes for code in own]
    assert len(set(codes)) == len(codes)


def test_line_target(tmp_path):
    report = write_demo(tmp_path, products=40, days=30, lines=20_000)
    assert 0.8 < report.lines / 20_000 < 1.2


def test_refusals_and_a_stopped_demo(tmp_path):
    with pytest.raises(DataError) as size:
        write_demo(tmp_path, products=0)
    assert size.value.code == "demo.bad_size"

    class StopAtSales(CallbackContext):
        stage = ""

        def progress(self, fraction, stage=""):
            self.stage = stage

        def raise_if_cancelled(self):
            if self.stage == "sales":
                raise Cancelled

    with pytest.raises(Cancelled):
        write_demo(tmp_path, products=10, days=20, ctx=StopAtSales())
    assert not list(tmp_path.glob("shop.db*"))
    write_demo(tmp_path, products=10, days=20)
    with pytest.raises(DataError) as exists:
        write_demo(tmp_path, products=10, days=20)
    assert exists.value.code == "demo.exists"
