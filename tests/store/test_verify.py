"""Each kind of damage is found, and a healthy shop is not accused."""

import sqlite3

import pytest

from shopdesk.controllers.desk_care import verify_everything
from shopdesk.controllers.messages import ERRORS, Messages
from shopdesk.store.shop import open_shop
from shopdesk.store.verify import verify


@pytest.fixture
def folder(tmp_path):
    with open_shop(tmp_path) as shop:
        milk = shop.add_product("Milk", 129, stock=10)
        for quantity in (1, 2, 3):
            shop.add_to_basket(milk.product_id, quantity)
            sold = shop.complete_basket()
        shop.refund(sold.basket_id, {milk.product_id: 1})
    return tmp_path


def wrong(folder):
    with open_shop(folder) as shop:
        checks = verify(shop)
    for check in checks:
        for problem in check.problems:
            assert problem.code in ERRORS
            assert "?" not in Messages().error_code(problem.code, problem.params)
    return {check.name: check.wrong for check in checks if check.wrong}


def change(folder, statement):
    with sqlite3.connect(folder / "shop.db") as connection:
        connection.execute(statement)
    connection.close()


def test_a_healthy_shop_is_well(folder):
    assert wrong(folder) == {}
    with open_shop(folder) as shop:
        looked = {check.name: check.looked_at for check in verify_everything(shop)}
    assert (looked["totals"], looked["receipts"], looked["refunds"]) == (4, 4, 1)
    assert looked["ledger"] == 8
    assert looked["models"] > 0


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE lines SET quantity = 7 WHERE basket = 1", {"totals": 1, "ledger": 1}),
        ("UPDATE lines SET unit_price = 1 WHERE basket = 2", {"totals": 1}),
        ("UPDATE baskets SET total = 5 WHERE id = 1", {"totals": 1}),
        ("DELETE FROM movements WHERE basket = 2", {"ledger": 1}),
        (
            "INSERT INTO movements (product, quantity, kind, moved_at, basket) VALUES (1, -1, 'sale', 1, 1)",
            {"ledger": 1},
        ),
        ("UPDATE movements SET quantity = -9 WHERE basket = 3", {"ledger": 1}),
        ("UPDATE baskets SET status = 'open' WHERE id = 1", {"ledger": 1}),
        ("UPDATE baskets SET receipt = 9 WHERE receipt = 2", {"receipts": 3}),
        ("UPDATE counters SET count = 9 WHERE topic = 'receipts'", {"receipts": 1}),
        ("UPDATE lines SET quantity = -8 WHERE quantity < 0", {"totals": 1, "ledger": 1, "refunds": 1}),
        ("INSERT INTO pictures (product, path, source, added_at) VALUES (1, 'x.png', 'owner', 1)", {"pictures": 1}),
        ("DELETE FROM products", {"file": 10}),
    ],
)
def test_what_does_not_fit_is_found(folder, statement, found):
    change(folder, statement)
    assert wrong(folder) == found


def test_a_damaged_page_is_found(folder):
    path = folder / "shop.db"
    content = bytearray(path.read_bytes())
    spot = content.index(b"Milk")
    content[spot - 400 : spot + 400] = b"\x55" * 800
    path.write_bytes(content)
    assert "file" in wrong(folder)


def test_taught_photos_are_compared_with_their_manifest(folder):
    (folder / "models" / "vision").mkdir(parents=True)
    (folder / "models" / "vision" / "manifest.json").write_text('{"file": "taught-1.npz", "sha256": "x"}')
    (folder / "models" / "voice").mkdir()
    (folder / "models" / "voice" / "taught.npz").write_bytes(b"nothing")
    with open_shop(folder) as shop:
        assert {c.name: c.wrong for c in verify_everything(shop) if c.wrong} == {"taught": 2}
