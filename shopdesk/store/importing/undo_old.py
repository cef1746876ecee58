"""Imports of earlier versions, which kept the keys of their rows as JSON."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, select, update

from shopdesk.engine.errors import DataError
from shopdesk.engine.types_import import UndoReport
from shopdesk.store.schema import barcodes, baskets, lines, movements, prices, products


def undo_old(connection: Connection, import_id: int, undo: dict[str, Any]) -> UndoReport:
    """Take back what the keys name; refused where a product was sold since."""
    for key in undo["products"]:
        sold = select(lines.c.id).where(lines.c.product == key, lines.c.basket.not_in(undo["baskets"])).limit(1)
        if connection.execute(sold).first():
            name = connection.execute(select(products.c.name).where(products.c.id == key)).scalar()
            raise DataError("import.depends_sales", count=1, names=name or "")
    for basket in undo["baskets"]:
        connection.execute(delete(baskets).where(baskets.c.id == basket))
    for name, table in (("prices", prices), ("barcodes", barcodes), ("movements", movements)):
        for key in undo[name]:
            connection.execute(delete(table).where(table.c.id == key))
    for key, before in undo["before"].items():
        connection.execute(update(products).where(products.c.id == int(key)).values(before))
    for key in undo["products"]:
        connection.execute(delete(products).where(products.c.id == key))
    removed = {"products": len(undo["products"]), "receipts": len(undo["baskets"])}
    return UndoReport(import_id, {name: count for name, count in removed.items() if count}, len(undo["before"]))
