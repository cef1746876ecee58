"""Copies of a whole shop between a server and a file: a backup of a server is a file that any ShopDesk opens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, delete, func, select, text

from shopdesk.engine.context import NULL_CONTEXT, JobContext
from shopdesk.store import schema
from shopdesk.store.database import Database, insert_many, sqlite_url

_BATCH = 20_000
# What belongs to one place and is not taken to another: the sales a till still has to deliver, the tills' own news.
_LEFT_OUT = frozenset({"outbox", "changes"})


def tables() -> list[Table]:
    """The tables of a shop, each after those that it refers to."""
    return [table for table in schema.metadata.sorted_tables if table.name not in _LEFT_OUT]


def save_copy(source: Database, target: Path, ctx: JobContext = NULL_CONTEXT) -> None:
    """Write a server's shop, as it is at this moment, into a new SQLite file."""
    target.unlink(missing_ok=True)
    copy = Database(sqlite_url(target), bulk=True, passphrase=source.passphrase)
    try:
        with source.read() as reading:  # one state of the shop, however long it takes
            copy.migrate()
            with copy.write() as writing:
                _copy(reading, writing, ctx)
    finally:
        copy.close()


def load_copy(source: Path, passphrase: str | None, target: Database, ctx: JobContext = NULL_CONTEXT) -> None:
    """Put the shop of a file in place of the server's, in one transaction that other tills wait for."""
    file = Database(sqlite_url(source), passphrase=passphrase)
    try:
        with file.read() as reading, target.write() as writing:
            names = ", ".join(f'"{table.name}"' for table in tables())
            writing.execute(text(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE"))
            _copy(reading, writing, ctx)
            for table in tables():
                go_on_counting(writing, table)
    finally:
        file.close()


def _copy(reading: Connection, writing: Connection, ctx: JobContext) -> None:
    for table in reversed(tables()):
        writing.execute(delete(table))  # the migrations put some rows into new tables
    every = tables()
    for number, table in enumerate(every):
        columns = [column.name for column in table.columns]
        query = select(table).order_by(*table.primary_key.columns)
        result = reading.execution_options(yield_per=_BATCH).execute(query)
        for rows in result.partitions():
            ctx.raise_if_cancelled()
            put_rows(writing, table, columns, (tuple(row) for row in rows))
        ctx.progress((number + 1) / len(every), "backup")


def put_rows(writing: Connection, table: Table, columns: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Put many rows into a table at the speed of the database."""
    if writing.dialect.name == "sqlite":
        insert_many(writing, table, columns, list(rows))
        return
    from psycopg import sql

    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(sql.Identifier(column) for column in columns)
    )
    cursor = writing.connection.cursor()
    try:
        with cursor.copy(statement) as copy:  # type: ignore[attr-defined]
            for row in _as_columns(rows):
                copy.write_row(row)
    finally:
        cursor.close()


def _as_columns(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Rows as the columns want them; a text cannot hold NUL on a server."""
    for row in rows:
        yield tuple(value.replace("\0", "") if isinstance(value, str) else value for value in row)


def go_on_counting(connection: Connection, table: Table) -> None:
    """Let new rows get keys after those that were copied."""
    column = table.autoincrement_column
    if column is None or connection.dialect.name == "sqlite":
        return
    sequence = connection.execute(select(func.pg_get_serial_sequence(table.name, column.name))).scalar()
    if sequence:
        last = connection.execute(select(func.max(column))).scalar()
        connection.execute(select(func.setval(sequence, last or 1, last is not None)))
