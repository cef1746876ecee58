"""Receipts of a file against those of the shop: which are new, of which products, whose they are.

A receipt comes in whole or not at all: one refused row keeps the others of its receipt out, too.
"""

from __future__ import annotations

from array import array

from sqlalchemy import Connection, select

from shopdesk.engine.context import JobContext
from shopdesk.engine.errors import DataError, NotFound
from shopdesk.engine.types_import import RowProblem
from shopdesk.store.export_tables import basket_name
from shopdesk.store.importing import catalogue as shop_catalogue
from shopdesk.store.importing.catalogue import Catalogue, People
from shopdesk.store.importing.cells import Row
from shopdesk.store.importing.pace import breathe
from shopdesk.store.importing.persons import Persons
from shopdesk.store.importing.plan import ImportPlan, NewProduct
from shopdesk.store.importing.receipts import Item, Line, Sales, full_name
from shopdesk.store.importing.records import Record
from shopdesk.store.importing.refunds import settle_shopify, share_out
from shopdesk.store.importing.survey import Prepared
from shopdesk.store.schema import baskets, lines, products

LONGEST = 64  # what the database holds of a receipt's number
WITHOUT_ITEMS = "WITHOUT-ITEMS"
WITHOUT_ITEMS_NAME = "Sales without items"


class Heads:
    """What is known of receipts besides their lines, in columns: a third of a million receipts are no objects."""

    def __init__(self) -> None:
        self.references: list[str] = []
        self.first_row = array("q")
        self.known = bytearray()
        self.skip: dict[int, str] = {}  # the code of why a receipt is left out
        self.broken: dict[int, int] = {}  # the refused row that keeps a receipt out
        self.rows: list[tuple[int, int]] = []  # rows that brought no line, with their receipt
        self.idle = 0  # rows of receipts that were there before

    def __len__(self) -> int:
        return len(self.references)

    def add(self, reference: str, row: int, known: bool) -> int:
        """Open a receipt; its place."""
        self.references.append(reference)
        self.first_row.append(row)
        self.known.append(known)
        return len(self.references) - 1

    def shown(self, at: int) -> str:
        """The number as the other program writes it."""
        return self.references[at].split(":", 1)[-1]

    def wanted(self, at: int) -> bool:
        """Whether a receipt comes in."""
        return not (self.known[at] or at in self.skip or at in self.broken)


def plan_sales(
    plan: ImportPlan, prepared: Prepared, connection: Connection, catalogue: Catalogue, people: People, ctx: JobContext
) -> None:
    """Work out which receipts of a file are new."""
    assert prepared.source is not None  # a file without a source is never planned
    work = _SalesPlan(plan, prepared, connection, catalogue, people)
    for number, raw in enumerate(prepared.table.rows()):
        breathe(ctx, number)
        if number % 1000 == 0:
            ctx.progress(0.05 + 0.9 * min(1.0, number / max(1, plan.rows)), "reading")
        error = prepared.columns.fault(raw)
        work.take(Row(raw.line, raw.cells, prepared.columns), error)
    ctx.raise_if_cancelled()
    work.finish()


class _SalesPlan:
    """Collects receipts row by row."""

    def __init__(
        self, plan: ImportPlan, prepared: Prepared, connection: Connection, catalogue: Catalogue, people: People
    ) -> None:
        assert prepared.source is not None
        self.plan, self.catalogue, self.options = plan, catalogue, prepared.options
        self.connection = connection
        self.sales = Sales(prepared.source, prepared.columns)
        self.persons = Persons(plan, people, connection)
        self.receipts = plan.receipts
        self.heads = Heads()
        self.orders: dict[int, Line] = {}  # Shopify and Woo: sums that are shared out in the end
        self._numbers: dict[str, int] = {}
        self._known = _known_references(connection)
        self._without = _without_items(connection, catalogue)
        self._products: dict[tuple[str, str, str, str], tuple[int, int]] = {}
        self._names: dict[str, int] = {}
        self._odd_zones: list[tuple[int, int, str]] = []  # row, receipt, label
        self._last = -1
        self._taint = 0  # a row that nobody can tell the receipt of: the next receipt may miss it

    # --- rows -------------------------------------------------------------------------------------

    def take(self, row: Row, error: DataError | None) -> None:
        """Add a row to its receipt, or note why it cannot be."""
        try:
            if error is not None:
                raise error
            line = self.sales.read(row)
            at = self._receipt(line.reference, row.line)
            if self.sales.unknown_zones and (zone := row.text("zone")) in self.sales.unknown_zones:
                self._odd_zones.append((row.line, at, zone))
            self._add(at, line, row.line)
        except (DataError, NotFound) as problem:
            self.plan.refused.append(RowProblem(row.line, problem.code, problem.params))
            self._break(row, whole=error is None)

    def _break(self, row: Row, whole: bool) -> None:
        """Keep the receipt of a refused row out; of a row that is cut off or broken, the receipts around it."""
        reference = self.sales.reference_of(row) if whole else ""
        if (
            0 < len(reference) <= LONGEST and '"' not in reference and reference.isprintable()
        ):  # a spoiled number is no number to go by
            self.heads.broken[self._receipt(reference, row.line)] = row.line
            return
        if self._last >= 0:
            self.heads.broken[self._last] = row.line
        self._taint = row.line

    def _receipt(self, reference: str, row: int) -> int:
        at = self._numbers.get(reference)
        if at is None:
            if len(reference) > LONGEST:
                raise DataError("row.too_long", column="reference", length=len(reference))
            at = self._numbers[reference] = self.heads.add(reference, row, reference in self._known)
            self.receipts.references.append(reference)
            self.receipts.sold_at.append(-1)
            self.receipts.customer.append(0)
        if self._taint and at != self._last:
            self.heads.broken[at] = self._taint
        self._taint, self._last = 0, at
        return at

    def _add(self, at: int, line: Line, row: int) -> None:
        heads, receipts = self.heads, self.receipts
        if line.skip:
            heads.skip.setdefault(at, line.skip)
        if line.sold_at is not None and receipts.sold_at[at] < 0:
            receipts.sold_at[at] = line.sold_at
        # The lines of an order that is known are looked at again only where it may have been refunded since.
        if heads.known[at] and not self.sales.refunds_later:
            heads.idle += 1
            return
        if at in heads.skip:
            heads.rows.append((row, at))
            return
        if not receipts.customer[at]:
            receipts.customer[at] = self.persons.key(line.person)
        if line.subtotal is not None or line.refunded is not None or line.share is not None:
            self.orders[at] = line
        if not line.items:
            heads.rows.append((row, at))
        for item in line.items:
            self._add_item(at, item, row)

    def _add_item(self, at: int, item: Item, row: int) -> None:
        product, name = self._product(item, row)
        receipts = self.receipts
        receipts.receipt.append(at)
        receipts.product.append(product)
        receipts.name.append(name)
        receipts.quantity.append(item.quantity)
        receipts.unit_price.append(item.unit_price)
        receipts.total.append(item.total)
        receipts.row.append(row)

    # --- products ---------------------------------------------------------------------------------

    def _product(self, item: Item, row: int) -> tuple[int, int]:
        """The key of a sold product and the place of its name."""
        if self.sales.without_items:
            return self._stand_in(row)
        asked = (item.sku, item.code, item.name, item.variant)
        found = self._products.get(asked)
        if found is None:
            key, name = self._find(item)
            if key is None:
                key, name = self._ghost(item, row), full_name(item)
            found = key, self._name(name or full_name(item) or item.sku)
            self._products[asked] = found
        return found

    def _find(self, item: Item) -> tuple[int | None, str]:
        catalogue = self.catalogue
        if item.sku:
            key = catalogue.skus.get(item.sku) or catalogue.ids.get(item.sku) or catalogue.by_code(item.sku)
            if key is not None:
                return key, full_name(item) or catalogue.name_of[key]
        for code in item.code.split():
            key = catalogue.by_code(code)
            if key is not None:
                return key, full_name(item) or catalogue.name_of[key]
        name = full_name(item)
        key = catalogue.by_name(name) if name else None
        if key is not None:
            return key, name
        return None, ""

    def _ghost(self, item: Item, row: int) -> int:
        """A product that was sold once and is not in the catalog: made, but retired."""
        name = full_name(item)
        if not name or self.options.missing == "refuse" or self.options.mode == "update":
            raise NotFound("row.unknown_product", product=(item.sku or item.code or name)[:80])
        key, product_id = self.catalogue.new_key(), self.catalogue.free_id()
        record = Record(row, name=name, sku=item.sku, category=item.category, codes=tuple(item.code.split()))
        record.price = item.unit_price or None
        self.catalogue.remember(key, product_id, item.sku, name, "", record.codes)
        self.catalogue.ghosts.add(key)
        self.plan.new.append(NewProduct(key, product_id, record, active=False))
        return key

    def _stand_in(self, row: int) -> tuple[int, int]:
        key = self.catalogue.ids.get(WITHOUT_ITEMS)
        if key is None:
            key = self.catalogue.new_key()
            record = Record(row, name=WITHOUT_ITEMS_NAME)
            self.catalogue.remember(key, WITHOUT_ITEMS, "", record.name, "", ())
            self.plan.new.append(NewProduct(key, WITHOUT_ITEMS, record, active=False))
        return key, self._name(WITHOUT_ITEMS_NAME)

    def _name(self, name: str) -> int:
        at = self._names.get(name)
        if at is None:
            at = self._names[name] = len(self.receipts.names)
            self.receipts.names.append(name)
        return at

    # --- the end ----------------------------------------------------------------------------------

    def finish(self) -> None:
        """Share out sums, find what is whole, and count."""
        heads = self.heads
        for at, moment in enumerate(self.receipts.sold_at):
            if moment < 0 and at not in heads.broken and not heads.known[at]:
                row = heads.broken[at] = heads.first_row[at]
                self.plan.refused.append(RowProblem(row, "row.no_first_row", {"receipt": heads.shown(at)}))
        if self.sales.known_zone:  # then a label that nobody knows is a slip of one row
            for row, at, zone in self._odd_zones:
                heads.broken[at] = row
                self.plan.refused.append(RowProblem(row, "row.unknown_zone", {"zone": zone[:60]}))
            self.sales.unknown_zones.clear()
        self.receipts.wanted = bytearray(map(heads.wanted, range(len(heads))))
        self._tell()
        whole = {at: order for at, order in self.orders.items() if at not in heads.broken}
        if self.sales.refunds_later:
            settle_shopify(self.plan, whole, self._known)
        elif whole:
            share_out(self.plan, whole, self._prices())
        self._count()
        self._drop_unused()

    def _prices(self) -> dict[int, int]:
        """What the sold products cost now."""
        sold = {key for key in self.receipts.product if key > 0}
        now = shop_catalogue.current(self.connection, sold)
        return {key: product.price for key, product in now.items() if product.price}

    def _tell(self) -> None:
        plan, heads = self.plan, self.heads
        for at, code in heads.skip.items():
            row, params = heads.first_row[at], {"receipt": heads.shown(at)}
            if heads.known[at]:
                plan.warnings.append(RowProblem(row, "warning.cancelled_later", dict(params)))
            else:
                plan.skipped.append(RowProblem(row, code, dict(params)))
        self._tell_broken()
        if self.sales.without_items:
            plan.warnings.append(RowProblem(0, "warning.no_items", {}))
        for zone in sorted(self.sales.unknown_zones):
            plan.warnings.append(RowProblem(0, "warning.unknown_zone", {"zone": zone[:60]}))
        held = sum(1 for at, reference in enumerate(heads.references) if heads.known[at] and reference in self._without)
        if held and not self.sales.without_items:
            plan.warnings.append(RowProblem(0, "warning.receipts_without_items", {"count": held}))

    def _tell_broken(self) -> None:
        """Refuse the other rows of receipts that a refused row keeps out."""
        heads, receipts = self.heads, self.receipts
        kept_out = {at for at in heads.broken if not heads.known[at] and at not in heads.skip}
        if not kept_out:
            return
        told = {problem.row for problem in self.plan.refused}
        pairs = (pair for pair in zip(receipts.row, receipts.receipt, strict=True) if pair[1] in kept_out)
        for row, at in (*pairs, *(pair for pair in heads.rows if pair[1] in kept_out)):
            if row not in told:
                told.add(row)
                params = {"receipt": heads.shown(at), "row": heads.broken[at]}
                self.plan.refused.append(RowProblem(row, "row.receipt_refused", dict(params)))

    def _count(self) -> None:
        receipts, plan, known = self.receipts, self.plan, self.heads.known
        plan.created += sum(1 for at in receipts.receipt if receipts.wanted[at])
        plan.unchanged += sum(1 for at in receipts.receipt if at < len(known) and known[at])
        plan.unchanged += self.heads.idle + sum(1 for _, at in self.heads.rows if known[at])

    def _drop_unused(self) -> None:
        """Do not make products or customers of receipts that stay out."""
        receipts = self.receipts
        used = {product for product, at in zip(receipts.product, receipts.receipt, strict=True) if receipts.wanted[at]}
        self.plan.new = [new for new in self.plan.new if new.key in used]
        buyers = {key for key, wanted in zip(receipts.customer, receipts.wanted, strict=True) if wanted}
        self.plan.customers = [new for new in self.plan.customers if new.key in buyers]


def _known_references(connection: Connection) -> set[str]:
    """What the receipts of the shop are called outside; also its own sales, which an export may bring back."""
    one = baskets.c
    query = select(one.id, one.sold_at, one.reference, one.sale_key).where(one.status == "completed")
    return {basket_name(*row) for row in connection.execute(query)}


def _without_items(connection: Connection, catalogue: Catalogue) -> set[str]:
    """Receipts that were imported without their lines."""
    if WITHOUT_ITEMS not in catalogue.ids:
        return set()
    query = (
        select(baskets.c.reference)
        .join(lines, lines.c.basket == baskets.c.id)
        .join(products, products.c.id == lines.c.product)
        .where(products.c.product_id == WITHOUT_ITEMS)
    )
    return {reference for reference in connection.execute(query).scalars() if reference}
