"""What an import will do, worked out before anything is written."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field

from shopdesk.engine.types_import import FieldChange, ImportReport, RowProblem
from shopdesk.store.importing.records import Record

MOST_CHANGES = 5_000  # shown in a report; the counts count all
MOST_NAMES = 200


@dataclass(slots=True)
class NewProduct:
    """A product to make, under the key that other parts of the plan use for it."""

    key: int
    product_id: str
    record: Record
    active: bool = True


@dataclass(slots=True)
class Update:
    """What changes about a product that is there."""

    key: int
    row: int
    before: dict[str, object] = field(default_factory=dict)
    after: dict[str, object] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    price: int | None = None
    cost: int | None = None
    counted: float | None = None  # what the ledger must be moved by
    variant: Record | None = None
    picture: str = ""


@dataclass(slots=True)
class NewCustomer:
    """A customer to make."""

    key: int
    customer_id: str
    name: str
    phone: str = ""
    reference: str = ""


@dataclass(slots=True)
class NewPrice:
    """A price from a moment on."""

    product: int
    kind: str
    minor: int
    valid_from: int


@dataclass(slots=True)
class NewRating:
    """A rating to keep; ``before`` is the one it replaces."""

    customer: int
    product: int
    rating: float
    rated_at: int | None
    before: tuple[float, int | None] | None = None


@dataclass
class Receipts:
    """Sold baskets and their lines as columns: a million lines must not be a million objects."""

    references: list[str] = field(default_factory=list)
    sold_at: array[int] = field(default_factory=lambda: array("q"))
    customer: array[int] = field(default_factory=lambda: array("q"))  # 0: nobody
    wanted: bytearray = field(default_factory=bytearray)
    names: list[str] = field(default_factory=list)
    receipt: array[int] = field(default_factory=lambda: array("q"))
    product: array[int] = field(default_factory=lambda: array("q"))
    name: array[int] = field(default_factory=lambda: array("q"))
    quantity: array[float] = field(default_factory=lambda: array("d"))
    unit_price: array[int] = field(default_factory=lambda: array("q"))
    total: array[int] = field(default_factory=lambda: array("q"))
    row: array[int] = field(default_factory=lambda: array("q"))


@dataclass
class ImportPlan:
    """Everything that an import will write, with its report."""

    kind: str
    source: str
    file: str
    token: str
    rows: int = 0
    new: list[NewProduct] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    customers: list[NewCustomer] = field(default_factory=list)
    prices: list[NewPrice] = field(default_factory=list)
    ratings: list[NewRating] = field(default_factory=list)
    receipts: Receipts = field(default_factory=Receipts)
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[RowProblem] = field(default_factory=list)
    skipped: list[RowProblem] = field(default_factory=list)
    warnings: list[RowProblem] = field(default_factory=list)
    changes: list[FieldChange] = field(default_factory=list)

    @property
    def does_something(self) -> bool:
        """Whether writing it would change the shop."""
        return bool(self.new or self.updates or self.customers or self.prices or self.ratings or self.created)

    def note_change(self, row: int, product: str, name: str, before: object, after: object) -> None:
        """Keep a change for the report, as long as there is room."""
        if len(self.changes) < MOST_CHANGES:
            self.changes.append(FieldChange(row, product, name, str(before), str(after)))

    def report(self, import_id: int | None) -> ImportReport:
        """The report of this plan, of the import if it was written."""
        made = {
            "products": len(self.new),
            "customers": len(self.customers),
            "receipts": sum(self.receipts.wanted),
        }
        return ImportReport(
            import_id=import_id,
            kind=self.kind,
            created=self.created,
            updated=self.updated,
            unchanged=self.unchanged,
            refused=sorted(self.refused, key=lambda problem: problem.row),
            source=self.source,
            file=self.file,
            rows=self.rows,
            skipped=sorted(self.skipped, key=lambda problem: problem.row),
            warnings=sorted(self.warnings, key=lambda problem: problem.row),
            changes=self.changes,
            names=tuple(new.record.name for new in self.new[:MOST_NAMES]),
            made={name: count for name, count in made.items() if count},
        )
