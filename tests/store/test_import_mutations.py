"""Files that editors, spreadsheets and broken disks got at: rows are refused with reasons, never half a receipt."""

from __future__ import annotations

import csv
import io
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from shopdesk.controllers.messages import ERRORS, Messages
from shopdesk.engine.errors import EngineError
from shopdesk.engine.types_import import ImportOptions
from shopdesk.store import schema
from shopdesk.store.importing import import_file
from shopdesk.store.shop import open_shop
from shopdesk.store.values import line_amount

FAST = "/dev/shm" if Path("/dev/shm").is_dir() else None  # every example writes a whole shop
BIG = "x" * (5 << 20)
OPTIONS = ImportOptions(dates="dmy", decimal=".", zone="UTC", encoding=None)

SHOPIFY_ORDER = {"Name": "#1", "Created at": "2025-10-07 09:50:26 +0200", "Subtotal": "37.00", "Total": "37.00",
                 "Discount Amount": "3.00", "Lineitem quantity": "2", "Lineitem name": "Tee, red",
                 "Lineitem price": "10.00", "Email": "a@b.c"}  # fmt: skip
LOYVERSE = {"Date": "31/12/2025 14:05", "Receipt type": "Sale", "Status": "Closed", "Item": "Käse, jung",
            "Quantity": "2.000", "Gross sales": "9.98", "Discounts": "0.99", "Net sales": "8.99"}  # fmt: skip
SQUARE = {"Date": "2026-07-18", "Time": "12:59:30", "Time Zone": "Berlin", "Item": "Latte, hot", "Qty": "1.0",
          "Gross Sales": "$8.00", "Discounts": "$0.00", "Net Sales": "$8.00", "Event Type": "Payment"}  # fmt: skip
FILES = {
    "shopify_orders": [
        row
        for n in range(4)
        for row in (
            SHOPIFY_ORDER | {"Name": f"#{n}"},
            {"Name": f"#{n}", "Lineitem quantity": "1", "Lineitem name": "Mug", "Lineitem price": "20.00"},
        )
    ],
    "loyverse_by_item": [
        LOYVERSE | {"Receipt number": f"1-{n}", "SKU": f"{100 + k}", "Item": f"Käse {k}, jung"}
        for n in range(4)
        for k in range(2)
    ],
    "square_items": [
        SQUARE | {"Transaction ID": f"T{n}", "Payment ID": f"P{n}", "Item": f"Latte {k}"}
        for n in range(4)
        for k in range(2)
    ],
    "square_transactions": [
        {"Date": "2026-01-18", "Time": "12:59:30", "Net Sales": "$3.62", "Transaction ID": f"T{n}", "Payment ID": "P"}
        for n in range(5)
    ],
    "woo_orders": [
        {"Date": "2026-03-01 10:00:00", "Order #": f"{50 + n}", "Status": "Completed", "Customer": "Dé",
         "Product(s)": "2× Tea, 1× Cup", "Items sold": "3", "Net Sales": "10.01"}
        for n in range(5)
    ],
    "loyverse_receipts": [
        {"Date": "13/01/2026 10:00", "Receipt number": f"1-{n}", "Receipt type": "Sale", "Net sales": "9.99",
         "Total collected": "9.99"}
        for n in range(5)
    ],
    "shopify_new": [
        {"Title": f"Tée {n}", "URL handle": f"tee-{n}", "SKU": f"S{n}", "Price": f"{n}9.95", "Vendor": "Acme, Inc"}
        for n in range(1, 6)
    ],
    "shopify_legacy": [
        {"Title": f"Tée {n}", "Handle": f"tee-{n}", "Variant SKU": f"S{n}", "Variant Price": f"{n}9.95"}
        for n in range(1, 6)
    ],
    "square_library": [
        {"Token": f"T{n}", "Item Name": f"Latté {n}", "Variation Name": "Regular", "SKU": f"S{n}", "Price": f"{n}.25"}
        for n in range(1, 6)
    ],
    "woo_products": [
        {"ID": f"{n}", "Type": "simple", "SKU": f"S{n}", "Name": f"Thé {n}", "Published": "1",
         "Regular price": f"{n}.25", "Categories": "A > B, C"}
        for n in range(1, 6)
    ],
    "loyverse_items": [
        {"Handle": f"tea-{n}", "SKU": f"S{n}", "Name": f"Thé {n}", "Price [<store>]": f"{n}.25"} for n in range(1, 6)
    ],
    "lightspeed_x": [
        {"id": f"u{n}", "handle": f"bag-{n}", "sku": f"S{n}", "name": f"Sac à {n}", "retail_price": f"{n}.25"}
        for n in range(1, 6)
    ],
}  # fmt: skip


def table(header, rows):
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([row.get(column, "") for column in header] for row in rows)
    return out.getvalue()


@pytest.fixture(scope="module")
def empty_shop(tmp_path_factory):
    folder = tmp_path_factory.mktemp("empty")
    with open_shop(folder):
        pass
    return folder / "shop.db"


def contents(shop):
    """Receipts with their minute and what each line came to; products with their price."""
    receipts: dict[str, list[object]] = {}
    with shop.database.read() as connection:
        heads = {row.id: row for row in connection.execute(select(schema.baskets))}
        for head in heads.values():
            receipts[head.reference] = [head.sold_at]
        for line in connection.execute(select(schema.lines).order_by(schema.lines.c.id)):
            amount = line_amount(line.quantity, line.unit_price, line.discount)
            receipts[heads[line.basket].reference].append((line.quantity, amount))
    goods = {card.sku: card.price for card in shop.cards(shop.product_ids()) if card.sku and card.active}
    return {name: sorted(map(str, lines)) for name, lines in receipts.items()}, goods


def bring(empty_shop, content):
    """Import bytes into an empty shop: the report or the error, and what the shop has then."""
    with tempfile.TemporaryDirectory(dir=FAST) as folder:
        shutil.copyfile(empty_shop, Path(folder) / "shop.db")
        path = Path(folder) / "file.csv"
        path.write_bytes(content)
        with open_shop(Path(folder)) as shop:
            outcome: object
            try:
                outcome = import_file(shop, path, OPTIONS)
            except EngineError as error:
                outcome = error
            return outcome, contents(shop)


class Content(bytes):
    """The bytes of a file, which show themselves without five megabytes of x."""

    def __repr__(self) -> str:
        return repr(bytes(self).replace(BIG.encode(), b"<BIG>"))


@st.composite
def mutation(draw, header, rows):
    """The bytes of a file after one or two accidents."""
    header = draw(st.permutations(header)) if draw(st.booleans()) else list(header)
    for _ in range(draw(st.integers(0, 2))):
        header.insert(draw(st.integers(0, len(header))), draw(st.sampled_from(["Extra", "Note 2", "", "総計"])))
    text = table(header, rows)
    encoding = draw(st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16", "gb18030", "cp1252"]))
    lines = text.split("\r\n")
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(1, len(lines) - 2))
        place = draw(st.integers(0, len(lines[at])))
        accident = draw(st.sampled_from(["cut", "quote", "zero", "big", "blank", "comma"]))
        if accident == "cut":
            left = lines[at][:place]
            lines[at] = left if left.strip('," ') else lines[at]  # a row that is gone altogether leaves no trace
        elif accident == "big":
            lines[at] = lines[at][:place] + BIG + lines[at][place:]
        else:
            sign = {"quote": '"', "zero": "\0", "blank": "\r\n", "comma": ","}[accident]
            lines[at] = lines[at][:place] + sign + lines[at][place:]
    content = "\r\n".join(lines).encode(encoding, "replace")
    if draw(st.integers(0, 9)) == 0:
        place = draw(st.integers(0, len(content)))
        content = content[:place] + draw(st.binary(min_size=1, max_size=4)) + content[place:]
    return Content(content)


@pytest.mark.parametrize("key", sorted(FILES))
def test_accidents(key, vendor_headers, empty_shop):
    header = vendor_headers[key]
    _, (clean_receipts, clean_goods) = bring(empty_shop, table(header, FILES[key]).encode())
    assert len(clean_receipts) >= 4 or len(clean_goods) == 5
    messages = Messages()

    @settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(mutation(header, FILES[key]))
    def hold(content):
        outcome, (receipts, goods) = bring(empty_shop, content)
        if isinstance(outcome, EngineError):
            assert outcome.code in ERRORS
            assert (receipts, goods) == ({}, {})
            return
        for problem in outcome.refused + outcome.skipped + outcome.warnings:
            assert problem.code in ERRORS
            assert "{" not in messages.error_code(problem.code, problem.params)
        for name, lines in receipts.items():
            assert clean_receipts.get(name, lines) == lines
        for sku, price in goods.items():
            assert clean_goods.get(sku, price) == price
        if not outcome.created:
            assert (receipts, goods) == ({}, {})

    hold()
