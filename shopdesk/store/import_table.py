"""Reads a CSV file from any spreadsheet: encoding, separator, and which column is what."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from shopdesk.engine.errors import DataError, NotFound
from shopdesk.store.values import fold

# The columns of each kind of file, with other names that tills and spreadsheets give them.
COLUMNS: dict[str, dict[str, tuple[str, ...]]] = {
    "products": {
        "sku": ("article", "article number", "item number", "item no", "code"),
        "product_id": ("product id", "id"),
        "barcode": ("barcodes", "ean", "gtin", "upc", "ean13"),
        "name": ("title", "product", "product name", "item", "description short"),
        "category": ("group", "department", "product group"),
        "brand": ("manufacturer", "maker", "vendor"),
        "unit": ("unit of measure", "uom"),
        "price": ("sales price", "retail price", "unit price", "selling price"),
        "cost": ("purchase price", "buying price", "cost price"),
        "tax": ("vat", "tax rate", "vat rate"),
        "stock": ("quantity on hand", "on hand", "inventory"),
        "description": ("text", "long description", "details"),
    },
    "sales": {
        "basket_id": ("basket", "receipt", "receipt number", "order", "order id", "invoice", "transaction"),
        "sold_at": ("date", "time", "datetime", "timestamp", "sold"),
        "customer_id": ("customer", "client"),
        "sku": ("product", "product_id", "product id", "article", "item", "barcode", "ean"),
        "quantity": ("qty", "amount", "pieces"),
        "unit_price": ("price", "unit price", "sales price"),
    },
    "prices": {
        "sku": ("unique_id", "product", "product_id", "product id", "article", "barcode", "ean"),
        "valid_from": ("ds", "date", "from", "time", "timestamp"),
        "price": ("y", "unit price", "sales price"),
    },
}
REQUIRED = {
    "products": ("name",),
    "sales": ("basket_id", "sold_at", "sku", "quantity", "unit_price"),
    "prices": ("sku", "valid_from", "price"),
}
LARGEST_FILE = 1 << 30


@dataclass(frozen=True)
class ImportTable:
    """The rows of a file, each with its line number, by the names of :data:`COLUMNS`."""

    kind: str
    rows: list[tuple[int, dict[str, str]]]


def read_table(path: Path, kind: str | None, mapping: dict[str, str] | None) -> ImportTable:
    """Read a file; ``mapping`` says which of its columns (value) is which of ours (key)."""
    if kind is not None and kind not in COLUMNS:
        raise DataError("import.unknown_kind", kind=kind)
    text = _decode(path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=False)
    try:
        header = next(reader, [])
        lines = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise DataError("import.unreadable", path=str(path)) from error
    for candidate in [kind] if kind else ("sales", "prices", "products"):
        places = _places(header, candidate, mapping or {})
        if all(name in places for name in REQUIRED[candidate]):
            rows = [
                (number, {name: row[at].strip() if at < len(row) else "" for name, at in places.items()})
                for number, row in lines
            ]
            return ImportTable(candidate, rows)
    wanted = REQUIRED[kind or "products"]
    raise DataError("import.no_columns", path=str(path), wanted=", ".join(wanted), found=", ".join(header)[:200])


def _decode(path: Path) -> str:
    if not path.exists():
        raise NotFound("file.missing", path=str(path))
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise DataError("import.too_large", path=str(path))
        raw = path.read_bytes()
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            return raw.decode("utf-16")
        if b"\0" in raw[:4096]:  # no text has zero bytes: a picture, a spreadsheet's own format
            raise DataError("import.unreadable", path=str(path))
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            return raw.decode("cp1252")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError("import.unreadable", path=str(path)) from error


def _separator(text: str) -> str:
    """The separator that cuts the header into the most columns."""
    head = text.split("\n", 1)[0]
    return max(",;\t|", key=head.count)


def _places(header: list[str], kind: str, mapping: dict[str, str]) -> dict[str, int]:
    """Where each of our columns is: as the mapping says, else by its name, else by another name for it."""
    plain = [fold(name).replace("_", " ") for name in header]
    places: dict[str, int] = {}
    for name in COLUMNS[kind]:
        if name in mapping:
            asked = fold(mapping[name]).replace("_", " ")
            if asked not in plain:
                raise DataError("import.no_columns", path="", wanted=mapping[name], found=", ".join(header)[:200])
            places[name] = plain.index(asked)
    for round_of_others in (False, True):
        for name, others in COLUMNS[kind].items():
            for label in others if round_of_others else (name,):
                at = plain.index(label.replace("_", " ")) if label.replace("_", " ") in plain else -1
                if at >= 0 and name not in places and at not in places.values():
                    places[name] = at
    return places
