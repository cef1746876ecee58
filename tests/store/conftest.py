"""Files of other programs, written to the exact headers of their exports."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from shopdesk.store.shop import open_shop
from shopdesk.store.verify import verify

HEADERS = json.loads((Path(__file__).parents[1] / "data" / "imports" / "headers.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def vendor_headers():
    """The headers of each export, in the vendor's order."""
    return HEADERS


@pytest.fixture
def export(tmp_path):
    """Write rows (dicts by header; what is missing is empty) as an export of a program."""

    def write(key, rows, name="", encoding="utf-8", delimiter=",", rename=None, header=None):
        columns = header or HEADERS[key]
        shown = [(rename or {}).get(column, column) for column in columns]
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow(shown)
        for row in rows:
            unknown = set(row) - set(columns)
            assert not unknown, unknown
            writer.writerow([row.get(column, "") for column in columns])
        path = tmp_path / (name or f"{key}.csv")
        path.write_bytes(out.getvalue().encode(encoding))
        return path

    return write


@pytest.fixture
def sold():
    """All receipts of a shop: reference -> (moment, customer, {name: (quantity, cents)}), cents as they were paid."""

    def read(shop):
        from sqlalchemy import select

        from shopdesk.store.schema import baskets, customers, lines
        from shopdesk.store.values import from_ms, line_amount

        out = {}
        with shop.database.read() as connection:
            people = {row.id: row.name for row in connection.execute(select(customers))}
            heads = {
                row.id: (row.reference, f"{from_ms(row.sold_at):%Y-%m-%d %H:%M}", people.get(row.customer, ""))
                for row in connection.execute(select(baskets))
            }
            for reference, moment, person in heads.values():
                out[reference] = (moment, person, {})
            for line in connection.execute(select(lines).order_by(lines.c.id)):
                amount = line_amount(line.quantity, line.unit_price, line.discount)
                out[heads[line.basket][0]][2][line.name] = (line.quantity, amount)
        return out

    return read


@pytest.fixture(scope="session")
def filled_shop():
    """Make a shop with one product and some sales in a folder; gives the product's id."""

    def fill(folder, sales=3):
        with open_shop(folder) as shop:
            milk = shop.add_product("Milk", 129, stock=50, barcodes=("4006381333931",))
            shop.add_customer("C1", "Ann")
            for _ in range(sales):
                shop.add_to_basket(milk.product_id)
                shop.set_basket_customer("C1")
                shop.complete_basket()
        return milk.product_id

    return fill


@pytest.fixture(scope="session")
def shop_is_well():
    """Whether ``verify`` finds nothing wrong in the shop of a folder."""

    def well(folder, **options):
        with open_shop(folder, create=False, **options) as shop:
            return [check.name for check in verify(shop) if check.wrong] == []

    return well
