"""The connection to a shop's database: pragmas, transactions, migrations, and errors with a code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Column,
    Connection,
    Engine,
    MetaData,
    String,
    Table,
    create_engine,
    event,
    insert,
    inspect,
    make_url,
    select,
    update,
)
from sqlalchemy.exc import DatabaseError

from shopdesk.engine.errors import DataError
from shopdesk.store import schema

HEAD = "0002"  # the newest migration; a test compares it with the scripts
TOPICS = ("products", "prices", "sales", "stock")
BUSY_SECONDS = 15
MIGRATIONS = Path(__file__).parent / "migrations"
# Its own metadata: the table belongs to Alembic, not to the schema.
_alembic_version = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))

# What SQLite says, and which code names it.
_SYMPTOMS = (
    ("not a database", "shop.damaged"),
    ("malformed", "shop.damaged"),
    ("file is encrypted", "shop.damaged"),
    ("readonly", "shop.read_only"),
    ("unable to open", "shop.read_only"),
    ("locked", "shop.busy"),
    ("disk is full", "shop.disk_full"),
    ("disk I/O error", "shop.disk_full"),
)


def sqlite_url(path: Path) -> URL:
    """The URL of a SQLite file, whatever characters its path has (a question mark, say)."""
    return URL.create("sqlite", database=str(path))


_SAFE = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "cache_size = -32000")
# For filling a new file that is thrown away if anything goes wrong.
_BULK = ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -400000")


def _set_pragmas(connection: Any, pragmas: tuple[str, ...]) -> None:
    """Prepare a new SQLite connection; transactions are begun by :func:`_begin`, not by the driver."""
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        for pragma in (f"busy_timeout = {BUSY_SECONDS * 1000}", "temp_store = MEMORY", *pragmas):
            cursor.execute(f"PRAGMA {pragma}")
    finally:
        cursor.close()


def _begin(connection: Connection) -> None:
    """Take the write lock at the start of a write: a lock asked for later could only fail."""
    writing = connection.get_execution_options().get("shop_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


class Database:
    """An engine with short read and write transactions, usable from every thread.

    Parameters
    ----------
    url : str or URL
        A SQLAlchemy URL; SQLite unless a shop with several tills chose otherwise.
    bulk : bool
        Trade safety for speed, to fill a new file.
    """

    def __init__(self, url: str | URL, bulk: bool = False) -> None:
        self.url = make_url(url).render_as_string(hide_password=False)
        self.place = make_url(url).database or self.url
        self.engine: Engine = create_engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        if self.is_sqlite:
            pragmas = _BULK if bulk else _SAFE
            event.listen(self.engine, "connect", lambda connection, _: _set_pragmas(connection, pragmas))
            event.listen(self.engine, "begin", _begin)
        self._writer = self.engine.execution_options(shop_write=True)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the shop."""
        with self._translated(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self, *topics: str) -> Iterator[Connection]:
        """A transaction that may write; it raises the counters of ``topics`` and commits at the end."""
        with self._translated(), self._writer.begin() as connection:
            yield connection
            raise_counters(connection, topics)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            said = str(error.orig)
            for symptom, code in _SYMPTOMS:
                if symptom in said:
                    raise DataError(code, path=self.place) from error
            raise

    def migrate(self) -> None:
        """Bring the tables to :data:`HEAD` in one transaction; Alembic is imported only if needed."""
        with self.read() as connection:
            version = _version(connection)
            strange = version is None and bool(inspect(connection).get_table_names())
        if version == HEAD:
            return
        if strange:
            raise DataError("shop.damaged", path=self.place)
        if version is not None and version > HEAD:
            raise DataError("shop.newer", path=self.place, version=version)
        with self.write() as connection:
            if _version(connection) != HEAD:  # another process may have been first
                upgrade(connection)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def raise_counters(connection: Connection, topics: tuple[str, ...]) -> None:
    """Note that something about ``topics`` changed."""
    if topics:
        table = schema.counters
        connection.execute(update(table).where(table.c.topic.in_(topics)).values(count=table.c.count + 1))


def insert_row(connection: Connection, table: Table, **values: Any) -> int:
    """Insert a row; its key."""
    key = connection.execute(insert(table), values).inserted_primary_key
    assert key is not None  # every table that is filled row by row has an integer key
    return int(key[0])


def insert_many(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert many rows of plain values, given in the order of ``columns``, at the driver's own speed."""
    compiled = insert(table).compile(dialect=connection.dialect, column_keys=list(columns))
    order = [columns.index(name) for name in compiled.positiontup or columns]
    if order == list(range(len(columns))) and connection.dialect.paramstyle == "qmark":
        connection.exec_driver_sql(str(compiled), list(rows))  # type: ignore[arg-type]
    else:
        connection.execute(insert(table), [dict(zip(columns, row, strict=True)) for row in rows])


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(select(_alembic_version.c.version_num)).scalar()


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Run the migrations on an open transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    # The configuration interpolates per cent signs, which a folder's name may contain.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
