"""Products of a file against those of the shop: which is which, what is new, what changes."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from shopdesk.engine.context import JobContext
from shopdesk.engine.errors import DataError, NotFound
from shopdesk.engine.types_import import RowProblem
from shopdesk.store.importing import catalogue as shop_catalogue
from shopdesk.store.importing.catalogue import Catalogue, Current, code_key, handle_key
from shopdesk.store.importing.pace import breathe
from shopdesk.store.importing.pictures import PictureFinder, inside_name
from shopdesk.store.importing.plan import ImportPlan, NewProduct, Update
from shopdesk.store.importing.records import Articles, Outcome, Record
from shopdesk.store.importing.survey import Prepared
from shopdesk.store.values import fold

BATCH = 2_000
JUMP = 50  # a price that is so many times as high or as low was read with the wrong decimal separator
_TEXTS = ("name", "category", "brand", "unit", "description", "sku")


def plan_products(
    plan: ImportPlan, prepared: Prepared, connection: Connection, catalogue: Catalogue, ctx: JobContext
) -> None:
    """Work out what the products of a file change."""
    assert prepared.source is not None  # a file without a source is never planned
    outcome = Outcome(plan.refused, plan.skipped, plan.warnings)
    articles = Articles(prepared.source, prepared.columns, outcome)
    records = []
    for record in articles.records(prepared.table.rows()):
        records.append(record)
        breathe(ctx, len(records))
        if len(records) % 1000 == 0:
            ctx.progress(0.1 + 0.4 * min(1.0, len(records) / max(1, plan.rows)), "reading")
    catalogue.reserved.update(record.product_id for record in records if record.product_id)
    matcher = _Matcher(catalogue, outcome)
    matched = matcher.match(records)
    writer = _Differ(
        plan, catalogue, prepared.options.mode, prepared.columns.digits, PictureFinder(prepared.table.path)
    )
    for start in range(0, len(matched), BATCH):
        ctx.raise_if_cancelled()
        ctx.progress(0.5 + 0.5 * start / len(matched), "comparing")
        some = matched[start : start + BATCH]
        now = shop_catalogue.current(connection, {key for _, key in some if key is not None})
        for number, (record, key) in enumerate(some):
            breathe(ctx, number)
            try:
                writer.take(record, key, now)
            except (DataError, NotFound) as error:
                plan.refused.append(RowProblem(record.row, error.code, error.params))


class _Matcher:
    """Finds the product of each record: by SKU, then by barcode, then by handle; by name if there is nothing else."""

    def __init__(self, catalogue: Catalogue, outcome: Outcome) -> None:
        self.catalogue, self.outcome = catalogue, outcome
        self._claimed: dict[object, int] = {}  # product key, or what names a new product: the row that has it

    def match(self, records: list[Record]) -> list[tuple[Record, int | None]]:
        """Each record with the key of its product, None for a new one; repeated ones are refused."""
        found: dict[int, int | None] = {}
        for place, record in enumerate(records):  # every SKU before any barcode: a sure match goes first
            key = self._surely(record)
            if key is not None and self._claim(record, key):
                found[place] = key
        for place, record in enumerate(records):
            if place not in found and self._surely(record) is None:
                try:
                    found[place] = self._perhaps(record)
                except DataError as error:
                    self.outcome.refuse(record.row, error)
        return [(records[place], found[place]) for place in sorted(found)]

    def _surely(self, record: Record) -> int | None:
        if record.product_id and record.product_id in self.catalogue.ids:
            return self.catalogue.ids[record.product_id]
        return self.catalogue.skus.get(record.sku) if record.sku else None

    def _claim(self, record: Record, name: object) -> bool:
        first = self._claimed.setdefault(name, record.row)
        if first != record.row:
            self.outcome.refuse(record.row, DataError("row.repeated", first=first))
        return first == record.row

    def _perhaps(self, record: Record) -> int | None:
        if record.sku:  # whichever product it is: no other row may give this SKU to another one
            first = self._claimed.setdefault(("sku", record.sku), record.row)
            if first != record.row:
                raise DataError("row.repeated", first=first)
        for code in record.codes:
            key = self.catalogue.by_code(code)
            if key is not None:
                if key in self._claimed:
                    raise DataError("barcode.taken", barcode=code)
                self._claimed[key] = record.row
                return key
        key = self._by_handle(record) or self._by_name(record)
        if key is not None:
            if key in self._claimed:
                raise DataError("row.repeated", first=self._claimed[key])
            self._claimed[key] = record.row
            return key
        self._claim_new(record)
        return None

    def _by_handle(self, record: Record) -> int | None:
        return self.catalogue.handles.get(handle_key(record.handle, record.options)) if record.handle else None

    def _by_name(self, record: Record) -> int | None:
        """A name is a match only for a row that has nothing else, or for a product that only sales know."""
        key = self.catalogue.by_name(record.name) if record.name else None
        nameless = not (record.sku or record.codes or record.handle or record.product_id)
        return key if key is not None and (nameless or key in self.catalogue.ghosts) else None

    def _claim_new(self, record: Record) -> None:
        """Refuse a second new product with the same SKU, barcode, variant or, without any of them, name."""
        marks: list[tuple[str, str]] = [("code", code_key(code)) for code in record.codes]
        taken = next((mark for mark in marks if mark in self._claimed), None)
        if taken is not None:
            raise DataError("barcode.taken", barcode=taken[1].lstrip("0"))
        own = []
        if record.product_id:
            own.append(("id", record.product_id))
        if record.handle:
            own.append(("handle", handle_key(record.handle, record.options)))
        if not own and not marks and not record.sku:
            own.append(("name", fold(record.name)))
        for mark in own:
            if mark in self._claimed:
                raise DataError("row.repeated", first=self._claimed[mark])
        for mark in (*own, *marks):
            self._claimed[mark] = record.row


class _Differ:
    """Compares records with products and notes what is new and what changes."""

    def __init__(self, plan: ImportPlan, catalogue: Catalogue, mode: str, digits: int, pictures: PictureFinder) -> None:
        self.plan, self.catalogue, self.mode, self.digits = plan, catalogue, mode, digits
        self.pictures = pictures

    def take(self, record: Record, key: int | None, now: dict[int, Current]) -> None:
        """Note what a record does."""
        if key is None:
            self._create(record)
        elif self.mode == "create" and key not in self.catalogue.ghosts:
            self.plan.unchanged += 1
        elif key in now:
            self._update(record, key, now[key])
        else:  # made by a file that is imported together with this one
            self.plan.unchanged += 1

    def _create(self, record: Record) -> None:
        if not record.name:
            raise DataError("row.no_name")
        if self.mode == "update":
            raise NotFound("row.unknown_product", product=record.sku or record.name)
        for code in record.codes:
            if self.catalogue.by_code(code) is not None:
                raise DataError("barcode.taken", barcode=code)
        if record.price is None:
            if not record.open_price:
                raise DataError("row.no_price")
            self._warn(record, "warning.open_price", name=record.name[:60])
        product_id = record.product_id or self.catalogue.free_id()
        key = self.catalogue.new_key()
        variant = handle_key(record.handle, record.options) if record.handle else ""
        self.catalogue.remember(key, product_id, record.sku, record.name, variant, record.codes)
        record.picture = self._picture(record)
        self.plan.new.append(NewProduct(key, product_id, record, record.active is not False))
        self.plan.created += 1

    def _update(self, record: Record, key: int, now: Current) -> None:
        codes = self._new_codes(record, key)
        change = Update(key, record.row, codes=codes)
        for name in _TEXTS:
            value = getattr(record, name)
            if value and value != getattr(now, name):
                change.before[name], change.after[name] = getattr(now, name), value
        tracked = record.tracked if record.tracked is not None else (True if record.stock is not None else None)
        active = True if record.active is None and key in self.catalogue.ghosts else record.active
        for name, flag in (("tax", record.tax), ("tracked", tracked), ("active", active)):
            if flag is not None and flag != getattr(now, name):
                change.before[name], change.after[name] = getattr(now, name), flag
        if record.price is not None and record.price != now.price:
            change.price = record.price
            self._check_jump(record, now)
        if record.cost is not None and record.cost != now.cost:
            change.cost = record.cost
        if record.stock is not None and round(record.stock - now.stock, 3) != 0:
            change.counted = round(record.stock - now.stock, 3)
        record.title = record.title or now.title
        if record.handle and (record.handle, record.title, record.options) != (now.handle, now.title, now.options):
            change.variant = record
        picture = self._picture(record)
        if picture and inside_name(Path(picture)) not in now.pictures:
            change.picture = picture
        self._note(record, change, now)

    def _note(self, record: Record, change: Update, now: Current) -> None:
        row, note = record.row, self.plan.note_change
        for name, after in change.after.items():
            note(row, now.name, name, change.before[name], after)
        for name, before, money in (("price", now.price, change.price), ("cost", now.cost, change.cost)):
            if money is not None:
                note(row, now.name, name, self._shown(before), self._shown(money))
        if change.counted is not None:
            note(row, now.name, "stock", f"{now.stock:g}", f"{record.stock:g}")
        for code in change.codes:
            note(row, now.name, "barcode", "", code)
        if change.variant is not None:
            note(row, now.name, "handle", now.handle, record.handle)
        if change.picture:
            note(row, now.name, "picture", "", Path(change.picture).name)
        fields = (change.after, change.codes, change.picture, change.variant)
        if any(fields) or any(value is not None for value in (change.price, change.cost, change.counted)):
            self.plan.updates.append(change)
            self.plan.updated += 1
        else:
            self.plan.unchanged += 1

    def _new_codes(self, record: Record, key: int) -> tuple[str, ...]:
        new = []
        for code in record.codes:
            owner = self.catalogue.by_code(code)
            if owner is not None and owner != key:
                raise DataError("barcode.taken", barcode=code)
            if owner is None:
                new.append(code)
        for code in new:
            self.catalogue.codes[code_key(code)] = key
        return tuple(dict.fromkeys(new))

    def _check_jump(self, record: Record, now: Current) -> None:
        before, after = now.price or 0, record.price or 0
        if before > 0 and after > 0 and (after >= JUMP * before or before >= JUMP * after):
            params = {"name": now.name[:60], "before": self._shown(before), "after": self._shown(after)}
            self._warn(record, "warning.price_jump", **params)

    def _picture(self, record: Record) -> str:
        path, problem = self.pictures.find(record.picture)
        if problem:
            self._warn(record, problem, path=record.picture[:80])
        return path

    def _warn(self, record: Record, code: str, **params: object) -> None:
        self.plan.warnings.append(RowProblem(record.row, code, params))

    def _shown(self, minor: int | None) -> str:
        return "" if minor is None else f"{minor / 10**self.digits:.{self.digits}f}"
