"""Customers are persons: kept under a number if the owner wants, and erased everywhere when one asks for it."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, select, update

from shopdesk.engine.errors import DataError, NotFound
from shopdesk.store import queries
from shopdesk.store.backup import list_backups
from shopdesk.store.files import connect_file
from shopdesk.store.schema import baskets, customers, imports, settings
from shopdesk.store.values import fold

if TYPE_CHECKING:
    from shopdesk.store.shop import Shop

NAMES = "customers.names"  # the setting that says whether names and telephone numbers are kept
FORGOTTEN = "forgotten.json"
_RECENT = "recommend.recent"


@dataclass(frozen=True)
class Forgotten:
    """What erasing a person did: the sales that stay without a name, and the backups that still hold the person."""

    customer_id: str
    sales: int
    backups: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def keeps_names(connection: Connection) -> bool:
    """Whether the shop keeps its customers' names; if not, a customer is a number and nothing else."""
    return bool(queries.setting(connection, NAMES, True))


def drop_names(shop: Shop) -> int:
    """Keep all customers under their numbers from now on: names, telephone numbers and references go; how many."""
    shop.set_setting(NAMES, False)
    with shop.database.write("customers") as connection:
        rows = connection.execute(select(customers).where(customers.c.name != "")).all()
        for row in rows:
            _scrub_imports(connection, _traces(row))
        connection.execute(update(customers).values(name="", name_key="", phone="", reference=None))
    _wipe(shop)
    return len(rows)


def forget_customer(shop: Shop, customer_id: str) -> Forgotten:
    """Erase a person everywhere in the shop; what was sold stays, without saying to whom."""
    with shop.database.write("customers", "sales") as connection:
        row = connection.execute(select(customers).where(customers.c.customer_id == customer_id)).one_or_none()
        if row is None:
            raise NotFound("customer.unknown", customer_id=customer_id)
        sold = _erase(connection, row)
    _wipe(shop)
    _remember(shop.folder, customer_id)
    holding, unread = _backups_with(shop, customer_id)
    return Forgotten(customer_id, sold, holding, unread)


def forget_again(shop: Shop) -> int:
    """Erase those that were forgotten before: a backup from earlier times brings nobody back; how many."""
    salt, known = _forgotten(shop.folder)
    if not known:
        return 0
    with shop.database.write("customers") as connection:
        rows = [row for row in connection.execute(select(customers)) if _digest(salt, row.customer_id) in known]
        for row in rows:
            _erase(connection, row)
    if rows:
        _wipe(shop)
    return len(rows)


def _traces(row: Any) -> set[str]:
    """The texts by which a person could be recognised."""
    found = {row.name, row.name_key, row.phone, getattr(row, "reference", None)}
    return {text for text in found if text}


def _erase(connection: Connection, row: Any) -> int:
    mine = baskets.c.customer == row.id
    count = connection.execute(update(baskets).where(mine).values(customer=None)).rowcount
    for basket in connection.execute(select(baskets.c.id, baskets.c.note).where(baskets.c.note != "")).all():
        if row.name and fold(row.name) in fold(basket.note):  # a parked basket may be parked under a name
            connection.execute(update(baskets).where(baskets.c.id == basket.id).values(note=""))
    _scrub_imports(connection, {*_traces(row), row.customer_id})
    recent = queries.setting(connection, _RECENT, None)
    if isinstance(recent, list):
        kept = [item for item in recent if item != ["customer", row.customer_id]]
        connection.execute(update(settings).where(settings.c.key == _RECENT).values(value=json.dumps(kept)))
    connection.execute(delete(customers).where(customers.c.id == row.id))
    return count


def _scrub_imports(connection: Connection, traces: set[str]) -> None:
    """Take a person out of what imports noted of themselves."""
    for row in connection.execute(select(imports.c.id, imports.c.undo, imports.c.details)).all():
        values = {}
        for name in ("undo", "details"):
            text = getattr(row, name)
            if any(trace in text or json.dumps(trace)[1:-1] in text for trace in traces):
                values[name] = json.dumps(_without(json.loads(text), traces), ensure_ascii=False)
        if values:
            connection.execute(update(imports).where(imports.c.id == row.id).values(values))


def _without(value: Any, traces: set[str]) -> Any:
    if isinstance(value, dict):
        return {key: _without(item, traces) for key, item in value.items() if key not in traces}
    if isinstance(value, list):
        return [_without(item, traces) for item in value if not isinstance(item, str) or item not in traces]
    return "" if isinstance(value, str) and any(trace in value for trace in traces) else value


def _wipe(shop: Shop) -> None:
    """Let nothing of what was deleted stay in free pages or in the journal."""
    if shop.database.is_sqlite:
        shop.database.outside("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")
    else:
        shop.database.outside("VACUUM customers", "VACUUM baskets", "VACUUM imports")


# --- who was forgotten, as digests ------------------------------------------------------------------


def _digest(salt: str, customer_id: str) -> str:
    return hashlib.blake2b(customer_id.encode(), key=bytes.fromhex(salt), digest_size=16).hexdigest()


def _forgotten(folder: Path) -> tuple[str, set[str]]:
    try:
        found = json.loads((folder / FORGOTTEN).read_text(encoding="utf-8"))
        return str(found["salt"]), set(found["digests"])
    except (OSError, ValueError, KeyError, TypeError):
        return secrets.token_hex(16), set()


def _remember(folder: Path, customer_id: str) -> None:
    salt, known = _forgotten(folder)
    known.add(_digest(salt, customer_id))
    partial = folder / f".{FORGOTTEN}-{os.getpid()}"
    try:
        partial.write_text(json.dumps({"salt": salt, "digests": sorted(known)}), encoding="utf-8")
        os.replace(partial, folder / FORGOTTEN)
    except OSError as error:
        raise DataError("shop.read_only", path=str(folder)) from error


def _backups_with(shop: Shop, customer_id: str) -> tuple[list[str], list[str]]:
    """The backups that still hold a person, and those that could not be read."""
    holding, unread = [], []
    for info in list_backups(shop.folder):
        try:
            key = shop.database.passphrase if info.encrypted else None
            with closing(connect_file(info.path, key)) as connection:
                found = connection.execute("SELECT 1 FROM customers WHERE customer_id = ?", (customer_id,)).fetchone()
        except Exception:  # noqa: BLE001 - whatever is wrong with a backup, the owner must look at it
            unread.append(str(info.path))
            continue
        if found is not None:
            holding.append(str(info.path))
    with suppress(OSError):
        for place in {info.path.parent for info in list_backups(shop.folder)} | {shop.folder / "backups"}:
            unread.extend(str(path) for path in place.glob("damaged-*"))
    return holding, unread
