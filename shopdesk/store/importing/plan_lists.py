"""Price lists, customers and ratings."""

from __future__ import annotations

from sqlalchemy import Connection, select

from shopdesk.engine.context import JobContext
from shopdesk.engine.errors import DataError, NotFound
from shopdesk.engine.types_import import RowProblem
from shopdesk.store.importing import catalogue as shop_catalogue
from shopdesk.store.importing.catalogue import Catalogue, Current, People
from shopdesk.store.importing.cells import Row
from shopdesk.store.importing.pace import breathe
from shopdesk.store.importing.persons import Persons
from shopdesk.store.importing.plan import ImportPlan, NewPrice, NewRating
from shopdesk.store.importing.receipts import Person
from shopdesk.store.importing.survey import Prepared
from shopdesk.store.queries import chunks
from shopdesk.store.schema import prices, ratings
from shopdesk.store.values import to_ms

MOST_STARS = 1_000_000


def plan_list(
    plan: ImportPlan, prepared: Prepared, connection: Connection, catalogue: Catalogue, people: People, ctx: JobContext
) -> None:
    """Work out what a price list, a list of customers or a list of ratings changes."""
    assert prepared.source is not None  # a file without a source is never planned
    makers: dict[str, type[_List]] = {"prices": _Prices, "customers": _Customers, "ratings": _Ratings}
    work = makers[prepared.source.kind](plan, prepared, connection, catalogue, people)
    rows = []
    for raw in prepared.table.rows():
        error = prepared.columns.fault(raw)
        if error is not None:
            plan.refused.append(RowProblem(raw.line, error.code, error.params))
            continue
        rows.append(Row(raw.line, raw.cells, prepared.columns))
        if len(rows) == 5_000:
            _take(work, rows, ctx, plan)
            rows = []
    _take(work, rows, ctx, plan)


def _take(work: _List, rows: list[Row], ctx: JobContext, plan: ImportPlan) -> None:
    ctx.raise_if_cancelled()
    done = plan.created + plan.updated + plan.unchanged + len(plan.refused)
    ctx.progress(0.05 + 0.9 * min(1.0, done / max(1, plan.rows)), "comparing")
    work.prepare(rows)
    for number, row in enumerate(rows):
        breathe(ctx, number)
        try:
            work.take(row)
        except (DataError, NotFound) as error:
            plan.refused.append(RowProblem(row.line, error.code, error.params))


class _List:
    """What the three kinds share."""

    def __init__(
        self, plan: ImportPlan, prepared: Prepared, connection: Connection, catalogue: Catalogue, people: People
    ) -> None:
        self.plan, self.connection, self.catalogue = plan, connection, catalogue
        self.places = prepared.columns.places
        self.digits = prepared.columns.digits
        self.persons = Persons(plan, people, connection)
        self.now = to_ms()

    def prepare(self, rows: list[Row]) -> None:
        """Look up what some rows need, all at once."""

    def take(self, row: Row) -> None:
        """Note what a row does."""
        raise NotImplementedError

    def product(self, row: Row) -> int:
        """The product that a row names by id, SKU or barcode."""
        name = row.text("sku")
        key = self.find(name)
        if key is None:
            raise NotFound("row.unknown_product", product=name[:80])
        return key

    def find(self, name: str) -> int | None:
        """The product of an id, SKU or barcode."""
        catalogue = self.catalogue
        return (
            (catalogue.skus.get(name) or catalogue.ids.get(name) or catalogue.by_code(name) or None) if name else None
        )


class _Prices(_List):
    """Prices, each from a day on; without a day from now on."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self._there: set[tuple[int, str, int, int]] = set()
        self._current: dict[int, Current] = {}

    def prepare(self, rows: list[Row]) -> None:
        """Read the prices of the products that the rows name."""
        keys = {key for row in rows if (key := self.find(row.text("sku"))) is not None and key > 0}
        for some in chunks(sorted(keys)):
            query = select(prices.c.product, prices.c.kind, prices.c.valid_from, prices.c.minor)
            self._there.update(tuple(row) for row in self.connection.execute(query.where(prices.c.product.in_(some))))
        if "valid_from" not in self.places:
            self._current = shop_catalogue.current(self.connection, keys)

    def take(self, row: Row) -> None:
        """Note a price that is not there yet."""
        product, minor = self.product(row), row.price("price")
        if minor is None:
            raise DataError("row.no_price")
        kind = "cost" if row.text("price_kind").casefold() == "cost" else "price"
        dated = "valid_from" in self.places
        at = row.moment("valid_from") if dated else self.now
        if not dated and self._is_current(product, kind, minor, row):
            self.plan.unchanged += 1
            return
        if (product, kind, at, minor) in self._there:
            self.plan.unchanged += 1
            return
        self._there.add((product, kind, at, minor))
        self.plan.prices.append(NewPrice(product, kind, minor, at))
        self.plan.created += 1

    def _is_current(self, product: int, kind: str, minor: int, row: Row) -> bool:
        now = self._current.get(product)
        before = None if now is None else now.price if kind == "price" else now.cost
        if now is not None and before != minor:
            shown = ["" if one is None else f"{one / 10**self.digits:.{self.digits}f}" for one in (before, minor)]
            self.plan.note_change(row.line, now.name, kind, *shown)
            if before and minor and (minor >= 50 * before or before >= 50 * minor):
                params: dict[str, object] = {"name": now.name[:60], "before": shown[0], "after": shown[1]}
                self.plan.warnings.append(RowProblem(row.line, "warning.price_jump", params))
        return before == minor


class _Customers(_List):
    """Customers; those who are there stay as they are."""

    def take(self, row: Row) -> None:
        """Note a customer who is new."""
        number = row.short("customer_id")
        mail, phone = row.text("customer_mail").casefold(), row.short("customer_phone", "phone")
        name = row.short("customer_name")
        name = name or " ".join(part for part in (row.short("first_name"), row.short("last_name")) if part)
        reference = f"mail:{mail}" if mail else f"phone:{phone}" if phone else ""
        person = Person(number, reference[:200], name, phone)
        if not number and not reference:
            raise DataError("row.no_customer")
        if self.persons.key(person, make=False):
            self.plan.unchanged += 1
            return
        self.persons.key(person)
        self.plan.created += 1


class _Ratings(_List):
    """What customers think of products; the last word counts."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self._there: dict[tuple[int, int], tuple[float, int | None]] = {}
        self._new: dict[tuple[int, int], int] = {}

    def prepare(self, rows: list[Row]) -> None:
        """Read the ratings that the customers of the rows gave before."""
        numbers = {row.text("customer_id") for row in rows}
        keys = [key for number in numbers if (key := self.persons.known(number)) > 0]
        for some in chunks(keys):
            query = select(ratings).where(ratings.c.customer.in_(some))
            for row in self.connection.execute(query):
                self._there[row.customer, row.product] = (row.rating, row.rated_at)

    def take(self, row: Row) -> None:
        """Note a rating that is new or another than before."""
        number = row.short("customer_id")
        if not number:
            raise DataError("row.no_customer")
        product, stars = self.product(row), row.number("rating")
        if stars is None or abs(stars) > MOST_STARS:
            raise DataError("row.bad_number", column="rating", text=row.text("rating")[:60])
        at = row.moment("rated_at") if row.text("rated_at") else None
        pair = (self.persons.key(Person(number)), product)
        if pair in self._new:
            raise DataError("row.repeated", first=self._new[pair])
        self._new[pair] = row.line
        before = self._there.get(pair)
        if before is not None and before[0] == stars:
            self.plan.unchanged += 1
            return
        self.plan.ratings.append(NewRating(*pair, stars, at, before))
        if before is None:
            self.plan.created += 1
        else:
            self.plan.updated += 1
            self.plan.note_change(row.line, self.catalogue.name_of[product], "rating", before[0], stars)
