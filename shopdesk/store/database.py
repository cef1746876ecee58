"""The connection to a shop's database: pragmas, transactions, migrations, and errors with a code."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

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
    func,
    insert,
    inspect,
    make_url,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError

from shopdesk.engine.errors import DataError
from shopdesk.store import schema, symptoms
from shopdesk.store.files import cipher_module, connect_file

HEAD = "0003"  # the newest migration; a test compares it with the scripts
TOPICS = ("products", "prices", "sales", "stock")
BUSY_SECONDS = 15
TRIES = 6  # how often a write is begun again that lost a race
MIGRATIONS = Path(__file__).parent / "migrations"
# Its own metadata: the table belongs to Alembic, not to the schema.
_alembic_version = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
_MIGRATING = 0x5D0F  # a number of ours among the server's advisory locks

Result = TypeVar("Result")


def sqlite_url(path: Path) -> URL:
    """The URL of a SQLite file, whatever characters its path has (a question mark, say)."""
    return URL.create("sqlite", database=str(path))


# A sale that was confirmed must outlive a power cut: FULL waits for the disk at each commit.
_SAFE = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "cache_size = -32000", "secure_delete = FAST")
# For filling a new file that is thrown away if anything goes wrong.
_BULK = ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -400000")

# A till notices within seconds that the server is gone, and never waits for another till for long.
_SERVER = {
    "connect_timeout": 4,
    "application_name": "ShopDesk",
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 8000,
    "options": f"-c lock_timeout={BUSY_SECONDS}s -c timezone=UTC",
}


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
    passphrase : str, optional
        Opens (or makes) an encrypted SQLite file.
    """

    def __init__(self, url: str | URL, bulk: bool = False, passphrase: str | None = None) -> None:
        address = make_url(url)
        self.url = address.render_as_string(hide_password=False)
        self.is_sqlite = address.get_backend_name() == "sqlite"
        self.place = (address.database if self.is_sqlite else address.host or address.database) or "the server"
        self.passphrase = passphrase
        self.path = Path(address.database).absolute() if self.is_sqlite and address.database else None
        if self.is_sqlite:
            pragmas = _BULK if bulk else _SAFE
            self.engine: Engine = create_engine(url, **self._cipher_options())
            event.listen(self.engine, "connect", lambda connection, _: _set_pragmas(connection, pragmas))
            event.listen(self.engine, "begin", _begin)
        else:
            self.engine = create_engine(url, connect_args=_SERVER, pool_pre_ping=True, pool_size=4, max_overflow=8)
        self._writer = self.engine.execution_options(shop_write=True)

    def _cipher_options(self) -> dict[str, Any]:
        if self.passphrase is None:
            return {}
        connect = partial(connect_file, self.path, self.passphrase, check_same_thread=False)
        return {"module": cipher_module(), "creator": connect}

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the shop."""
        with self._translated(), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection = connection.execution_options(isolation_level="REPEATABLE READ")
            transaction = connection.begin()
            try:
                yield connection
            finally:
                transaction.rollback()  # nothing was written; a damaged file cannot even be committed

    @contextmanager
    def write(self, *topics: str) -> Iterator[Connection]:
        """A transaction that may write; it raises the counters of ``topics`` and commits at the end."""
        with self._translated(), self._writer.begin() as connection:
            yield connection
            raise_counters(connection, topics)

    def run(self, change: Callable[[Connection], Result], *topics: str) -> Result:
        """Do a change in a transaction of its own, again from the start if another till was in its way."""
        for attempt in range(TRIES):
            try:
                with self.write(*topics) as connection:
                    return change(connection)
            except DataError as error:
                if not isinstance(error.__cause__, DBAPIError) or not symptoms.passes(error.__cause__):
                    raise
                if attempt == TRIES - 1:
                    raise
            time.sleep(random.uniform(0.01, 0.04) * 2**attempt)
        raise AssertionError("unreachable")

    def outside(self, *commands: str) -> None:
        """Run commands that cannot stand in a transaction, such as VACUUM."""
        with self._translated(), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection = connection.execution_options(isolation_level="AUTOCOMMIT")
                for command in commands:
                    connection.exec_driver_sql(command)
                return
            cursor = connection.connection.cursor()
            try:
                for command in commands:
                    cursor.execute(command)
            except self.engine.dialect.loaded_dbapi.Error as error:
                raise DBAPIError(command, None, error) from error
            finally:
                cursor.close()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            code = symptoms.code_of(error, self.is_sqlite)
            if code is None:
                raise
            raise DataError(code, path=self.place) from error

    def version(self) -> str | None:
        """The number of the newest migration that this database has had; None if it has no tables."""
        with self.read() as connection:
            version = version_of(connection)
            if version is None and inspect(connection).get_table_names():
                raise DataError("shop.damaged", path=self.place)
            return version

    def migrate(self, before: Callable[[str], None] | None = None) -> None:
        """Bring the tables to :data:`HEAD` in one transaction; Alembic is imported only if needed.

        Parameters
        ----------
        before : callable, optional
            Called with the old version before a shop that has data is changed, to make a backup.
        """
        version = self.version()
        if version == HEAD:
            return
        if version is not None and version > HEAD:
            raise DataError("shop.newer", path=self.place, version=version)
        if version is not None and before is not None:
            before(version)
        with self.write() as connection:
            if not self.is_sqlite:
                connection.execute(select(func.pg_advisory_xact_lock(_MIGRATING)))
            if version_of(connection) != HEAD:  # another process may have been first
                upgrade(connection)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def raise_counters(connection: Connection, topics: Iterable[str]) -> None:
    """Note that something about ``topics`` changed, always in one order: two tills never wait for each other."""
    table = schema.counters
    for topic in sorted(topics):
        connection.execute(update(table).where(table.c.topic == topic).values(count=table.c.count + 1))


def insert_row(connection: Connection, table: Table, **values: Any) -> int:
    """Insert a row; its key."""
    key = connection.execute(insert(table), values).inserted_primary_key
    assert key is not None  # every table that is filled row by row has an integer key
    return int(key[0])


def insert_many(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert many rows of plain values, given in the order of ``columns``, at the driver's own speed."""
    rows = list(rows)
    if not rows:
        return
    compiled = insert(table).compile(dialect=connection.dialect, column_keys=list(columns))
    order = [columns.index(name) for name in compiled.positiontup or columns]
    if order == list(range(len(columns))) and connection.dialect.paramstyle == "qmark":
        connection.exec_driver_sql(str(compiled), rows)  # type: ignore[arg-type]
    else:
        connection.execute(insert(table), [dict(zip(columns, row, strict=True)) for row in rows])


def version_of(connection: Connection) -> str | None:
    """The number of the newest migration that a database has had, None without tables."""
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
