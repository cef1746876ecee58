"""Products as a file describes them, whoever wrote it: one record for each thing that is sold."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from shopdesk.engine.errors import DataError
from shopdesk.engine.types import gtin14
from shopdesk.engine.types_import import RowProblem
from shopdesk.store.importing.cells import DAMAGED, Columns, Row, checked_length, is_yes
from shopdesk.store.importing.sources import Source
from shopdesk.store.importing.tables import RawRow

_TAG = re.compile(r"<[^<>]*>")
_RATE = re.compile(r"\(([\d.,]+) ?%\)")
_POINT_ZERO = re.compile(r"\d{6,14}\.0")
_NO_VARIANT = frozenset({"", "regular", "default title", "default"})
_PATH_CUT = re.compile(r"(?<!\\),")
OPEN_PRICE = "variable"


@dataclass(slots=True)
class Record:
    """A product in a file; None and empty mean that the file says nothing."""

    row: int
    name: str = ""
    product_id: str = ""
    sku: str = ""
    codes: tuple[str, ...] = ()
    handle: str = ""
    title: str = ""
    options: str = ""
    category: str = ""
    brand: str = ""
    unit: str = ""
    description: str = ""
    price: int | None = None
    cost: int | None = None
    tax: int | None = None
    stock: float | None = None
    tracked: bool | None = None
    active: bool | None = None
    picture: str = ""
    open_price: bool = False


@dataclass
class Outcome:
    """What reading a file gives besides its records."""

    refused: list[RowProblem] = field(default_factory=list)
    skipped: list[RowProblem] = field(default_factory=list)
    warnings: list[RowProblem] = field(default_factory=list)

    def refuse(self, line: int, error: DataError) -> None:
        """Note why a row is not taken."""
        self.refused.append(RowProblem(line, error.code, error.params))

    def warn(self, line: int, code: str, **params: object) -> None:
        """Note something that the owner should look at."""
        self.warnings.append(RowProblem(line, code, params))


class Articles:
    """Turns rows into records. Rows of one article (its variants, its pictures, its components) hang together."""

    def __init__(self, source: Source, columns: Columns, outcome: Outcome) -> None:
        self.source, self.columns, self.outcome = source, columns, outcome
        self._article: dict[str, tuple[str, ...]] = {}  # handle: title, category, brand, description, active, names
        self._parents: dict[str, Record] = {}
        self._unused: dict[str, int] = {}
        readers: dict[str, Callable[[Row], Record | None]] = {
            "shopify_products": self._by_handle,
            "loyverse_products": self._by_handle,
            "lightspeed_products": self._by_handle,
            "square_products": self._square,
            "woocommerce_products": self._woo,
        }
        self._read = readers.get(source.key, self._plain)

    def records(self, rows: Iterator[RawRow]) -> Iterator[Record]:
        """The record of every row that is a product; refused and skipped rows are noted."""
        late: list[Row] = []
        for raw in rows:
            error = self.columns.fault(raw)
            row = Row(raw.line, raw.cells, self.columns)
            if error is None and self.source.key == "woocommerce_products" and self._is_variation(row):
                late.append(row)  # its parent may stand below it
                continue
            yield from self._one(row, error)
        for row in late:
            yield from self._one(row, None)
        for name, line in self._unused.items():
            self.outcome.skipped.append(RowProblem(line, "row.no_variants", {"name": name}))

    def _one(self, row: Row, error: DataError | None) -> Iterator[Record]:
        try:
            if error is not None:
                raise error
            record = self._read(row)
        except DataError as problem:
            self.outcome.refuse(row.line, problem)
            return
        if record is not None:
            yield record

    # --- what all have ----------------------------------------------------------------------------

    def _common(self, row: Row) -> Record:
        record = Record(row.line)
        record.sku = self._sku(row)
        record.codes = self._codes(row)
        record.unit = row.short("unit")
        record.cost = row.price("cost")
        if record.cost is None:
            record.cost = row.price("purchase_cost")
        if record.cost is None:
            record.cost = next(iter(row.amounts("cost_at")), None)
        record.picture = row.text("picture")
        record.price, record.open_price = self._price(row)
        record.tax = self._tax(row)
        # WooCommerce counts a variation's pieces with its article: then there is no number of its own.
        stocks = [] if row.text("stock").casefold() == "parent" else row.numbers("stock")
        record.stock = round(sum(stocks), 3) if stocks else None
        return record

    def _sku(self, row: Row) -> str:
        sku = row.short("sku")
        if DAMAGED.fullmatch(sku):
            raise DataError("row.damaged_sku", sku=sku)
        return sku

    def _codes(self, row: Row) -> tuple[str, ...]:
        """The barcodes, several cut by blanks, commas, bars or semicolons; what Excel damaged is left out and told."""
        codes: dict[str, str] = {}
        for cell in row.texts("barcode"):
            if DAMAGED.fullmatch(cell):
                self.outcome.warn(row.line, "warning.damaged_barcode", barcode=cell)
                continue
            for code in re.split(r"[\s;|/,]+", cell):
                code = code[:-2] if _POINT_ZERO.fullmatch(code) else code
                if not code:
                    continue
                if DAMAGED.fullmatch(code):
                    self.outcome.warn(row.line, "warning.damaged_barcode", barcode=code)
                elif code.isdigit() and len(code) in (12, 13) and code.endswith("00000"):
                    self.outcome.warn(row.line, "warning.rounded_barcode", barcode=code)
                else:
                    codes.setdefault(gtin14(code) or code, checked_length(code, "barcode"))
        return tuple(codes.values())

    def _price(self, row: Row) -> tuple[int | None, bool]:
        """The price; the word ``variable`` or an empty cell can mean that it is asked at the till."""
        cells = [cell for cell in (row.text("price"), *row.texts("price_at")) if cell]
        if any(cell.casefold() == OPEN_PRICE for cell in cells) or not cells:
            return None, self.source.open_price
        own = row.price("price")
        places = row.amounts("price_at")
        if any(amount < 0 for amount in places):
            raise DataError("row.bad_money", column="price", text=cells[-1][:60])
        if own is None and len(set(places)) > 1:
            self.outcome.warn(row.line, "warning.several_prices", count=len(set(places)))
        return (own if own is not None else places[0]), False

    def _tax(self, row: Row) -> int | None:
        """A rate as hundredths of a per cent: from its cell, or from the name of a column with a yes in it."""
        rate = row.number("tax")
        if rate is None:
            rates = []
            for at in self.columns.places.get("tax_flag", ()):
                found = _RATE.search(self.columns.header(at))
                if found and at < len(row.cells) and is_yes(row.cells[at].strip()):
                    rates.append(float(found[1].replace(",", ".")))
            rate = sum(rates) if rates else None
        if rate is None:
            return None
        if not 0 <= rate <= 100:
            raise DataError("row.bad_number", column="tax", text=f"{rate:g}")
        return round(rate * 100)

    def _options(self, row: Row, names: tuple[str, ...] = ()) -> str:
        """The options of a variant as JSON; the names may stand on the first row of the article only."""
        own = row.texts("option_name")
        pairs = []
        for place, value in enumerate(row.texts("option_value")):
            name = own[place] if place < len(own) else ""
            if not name and place < len(names):
                name = names[place]
            if value and value.casefold() not in _NO_VARIANT:
                pairs.append([checked_length(name, "option"), checked_length(value, "option")])
        return json.dumps(pairs, ensure_ascii=False) if pairs else ""

    # --- the programs -----------------------------------------------------------------------------

    def _plain(self, row: Row) -> Record:
        record = self._common(row)
        record.name = row.short("name")
        record.product_id = row.short("product_id")
        record.category, record.brand = row.short("category"), row.short("brand")
        record.description = checked_length(row.text("description"), "description")
        record.options = self._options(row)
        record.handle = row.short("handle")
        record.title = row.short("article_name", "name")
        active = row.text("active")
        record.active = is_yes(active) if active else None
        return record

    def _by_handle(self, row: Row) -> Record | None:
        """Shopify, Loyverse, Lightspeed: rows with one handle are one article; later rows leave out what repeats."""
        handle = row.short("handle")
        title = row.short("title", "name")
        if not handle and not title:
            raise DataError("row.no_name")
        has_own = bool(row.text("sku") or row.text("price") or (row.texts("barcode") != [""] and row.text("barcode")))
        if row.text("component") and not title and not has_own:
            return None  # a part of the article above
        first = self._article.get(handle)
        if first is None or title:
            path = row.text("category_path").split(" > ")
            category = row.short("category") or checked_length(path[-1], "category")
            text = checked_length(_plain_text(row.text("description")), "description")
            names = tuple(row.texts("option_name"))
            first = (title or handle, category, row.short("brand"), text, row.text("active"), row.text("tracked"))
            first = (*first, *names)
            self._article[handle] = first
        elif not has_own and not any(row.texts("option_value")):
            return None  # one more picture of the article above
        record = self._common(row)
        record.handle, record.title = handle, first[0]
        record.category, record.brand, record.description = first[1], first[2], first[3]
        record.options = self._options(row, first[6:])
        values = [value for _, value in json.loads(record.options)] if record.options else []
        record.name = f"{first[0]} - {' / '.join(values)}" if values else first[0]
        record.active = _active(row.text("active") or first[4])
        self._track(record, row)
        if is_yes(row.text("weighed")):
            record.unit = "kg"
        return record

    def _track(self, record: Record, row: Row) -> None:
        """Whether the stock is counted: a tracker's name or a yes; a stock that is not counted means nothing."""
        if "tracked" not in self.columns.places:
            return
        text = row.text("tracked").casefold()
        record.tracked = bool(text) and text not in ("n", "no", "0", "false")
        if not record.tracked:
            record.stock = None

    def _square(self, row: Row) -> Record:
        record = self._common(row)
        record.title = row.short("title", "name")
        if not record.title:
            raise DataError("row.no_name")
        variant = row.short("variant", "name")
        record.name = record.title if variant.casefold() in _NO_VARIANT else f"{record.title} - {variant}"
        record.category = row.short("category") or _first_path(row.text("categories"))
        record.brand = row.short("brand")
        record.description = checked_length(_plain_text(row.text("description")), "description")
        record.options = self._options(row)
        token = row.short("handle")
        record.handle = f"square:{token}" if token else ""
        record.active = not is_yes(row.text("archived")) if "archived" in self.columns.places else None
        return record

    def _is_variation(self, row: Row) -> bool:
        return "variation" in row.text("type").casefold()

    def _woo(self, row: Row) -> Record | None:
        kinds = {part.strip().casefold() for part in row.text("type").split(",")}
        if kinds & {"grouped", "external"}:
            self.outcome.skipped.append(RowProblem(row.line, "row.not_sold", {"name": row.text("name")[:60]}))
            return None
        record = self._common(row)
        number = row.short("handle")
        record.handle = f"woo:{number}" if number else ""
        record.name = record.title = row.short("name")
        record.category = _first_path(row.text("categories"))
        record.brand = row.short("brand")
        text = row.text("short_description") or row.text("description")
        record.description = checked_length(_plain_text(text.replace("\\n", "\n")), "description")
        record.active = row.text("active") != "-1"
        record.tracked = record.stock is not None
        self._woo_price(record, row)
        if "variation" in kinds:
            return self._woo_variation(record, row)
        if "variable" in kinds:  # not sold itself: its variations are
            for key in (record.sku, f"id:{number}"):
                self._parents[key] = record
            self._unused[record.name] = row.line
            return None
        return record

    def _woo_variation(self, record: Record, row: Row) -> Record:
        parent = self._parents.get(row.text("parent"))
        record.options = self._options(row)
        if parent is None:
            if not record.name:
                raise DataError("row.no_parent", parent=row.text("parent")[:60])
            return record
        self._unused.pop(parent.name, None)
        values = [value for _, value in json.loads(record.options)] if record.options else []
        if not record.name or (record.name == parent.name and values):
            record.name = f"{parent.name} - {', '.join(values)}" if values else parent.name
        record.title = parent.name
        record.category = record.category or parent.category
        record.brand = record.brand or parent.brand
        record.description = record.description or parent.description
        record.picture = record.picture or parent.picture
        record.active = record.active and parent.active
        return record

    def _woo_price(self, record: Record, row: Row) -> None:
        """What it costs now: the sale price, unless that is limited to some days."""
        sale = row.price("sale_price")
        if sale is None:
            return
        if row.text("sale_from") or row.text("sale_to"):
            self.outcome.warn(row.line, "warning.sale_price", name=record.name[:60])
        else:
            record.price = sale


def _plain_text(text: str) -> str:
    """A description without its markup."""
    if "<" in text:
        text = html.unescape(_TAG.sub(" ", text.replace("</p>", "\n").replace("<br>", "\n")))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _first_path(text: str) -> str:
    """The first of several categories, in full: ``A > B, C`` is ``A > B``; a comma of its own is escaped."""
    return checked_length(_PATH_CUT.split(text, 1)[0].replace("\\,", ",").strip(), "category")


def _active(text: str) -> bool | None:
    if not text:
        return None
    return text.casefold() in ("active", "1", "y", "yes", "true")
