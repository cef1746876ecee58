"""What all tests share: no display, a home of their own, a fixed locale, and nothing left behind."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1")
_HOME = tempfile.TemporaryDirectory(prefix="shopdesk-tests-")
for _name, _folder in (
    ("HOME", ""),
    ("XDG_DATA_HOME", "data"),
    ("XDG_CONFIG_HOME", "config"),
    ("XDG_CACHE_HOME", "cache"),
    ("XDG_STATE_HOME", "state"),
):
    _path = Path(_HOME.name) / _folder
    _path.mkdir(exist_ok=True)
    os.environ[_name] = str(_path)


@pytest.fixture(autouse=True)
def _fixed_locale() -> None:
    from PySide6.QtCore import QLocale

    QLocale.setDefault(QLocale.c())


@pytest.fixture(autouse=True)
def _settings_of_a_new_user() -> None:
    """What one test sets is not set in the next."""
    shutil.rmtree(Path(os.environ["XDG_CONFIG_HOME"]) / "ShopDesk", ignore_errors=True)


@pytest.fixture(autouse=True)
def _only_known_settings(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A key that is not in the schema is logged at run time, and an error here."""
    yield
    said = [record.getMessage() for record in caplog.get_records("call") if record.name.startswith("shopdesk.settings")]
    assert not said or request.node.get_closest_marker("settings_warnings"), said


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    """No thread that would keep the program alive, no window on the screen, after any test."""
    before = set(threading.enumerate())
    yield
    left = [t for t in threading.enumerate() if t not in before and not t.daemon and t.is_alive()]
    assert not left, f"threads left running: {left}"
    import sys

    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtCore import QEvent
        from PySide6.QtWidgets import QApplication

        app = QApplication.instance()
        if isinstance(app, QApplication):
            shown = [w for w in app.topLevelWidgets() if w.isVisible()]
            for widget in shown:
                widget.close()
            # without an event loop nothing else deletes them, and each theme would dress all windows of before again
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            assert not shown, f"windows left open: {shown}"


# --- a PostgreSQL server of the tests' own, where one is installed -----------------------------------


def _binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    program = shutil.which("initdb")
    return Path(os.path.realpath(program)).parent if program else None


class Server:
    """A server with a folder of its own, which can be stopped and started again."""

    def __init__(self, folder: Path, binaries: Path) -> None:
        self.folder, self._binaries = folder, binaries
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        # the server refuses to run as root
        self._user = "postgres" if getattr(os, "getuid", lambda: 1)() == 0 else None
        if self._user:
            import pwd

            owner = pwd.getpwnam(self._user)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        self._run("initdb", "-D", str(folder / "data"), "-A", "trust", "-U", "shop", "-E", "UTF8", "--no-sync")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._binaries / program), *arguments]
        # no pipes: the server would inherit them and hold them open
        with (self.folder / "log.txt").open("ab") as log:
            done = subprocess.run(command, stdout=log, stderr=log, user=self._user, timeout=60, check=False)
        assert done.returncode == 0, (self.folder / "log.txt").read_text()

    def start(self) -> None:
        """Start and wait until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k '' -c fsync=off -c shared_buffers=32MB"
        data, log = str(self.folder / "data"), str(self.folder / "server.txt")
        self._run("pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")

    def stop(self) -> None:
        """Stop at once, as if somebody pulled the plug out of the network."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")

    def new_database(self) -> str:
        """The URL of a new, empty database."""
        import psycopg

        name = f"shop_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(self.url("postgres", ""), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def url(self, name: str, driver: str = "+psycopg") -> str:
        """The URL of a database of this server."""
        return f"postgresql{driver}://shop@127.0.0.1:{self.port}/{name}"


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    pytest.importorskip("psycopg")
    binaries = _binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL server is installed")
    # not below pytest's own folder: the server's user may not look into that
    with tempfile.TemporaryDirectory(prefix="shopdesk-server-", dir="/tmp", ignore_cleanup_errors=True) as name:
        os.chmod(name, 0o755)
        made = Server(Path(name), binaries)
        made.start()
        yield made
        made.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def shop_url(request: pytest.FixtureRequest, tmp_path: Path) -> str | None:
    """The URL of a new shop: None for a file in ``tmp_path``, or a database of the tests' own server."""
    if request.param == "sqlite":
        return None
    own: Server = request.getfixturevalue("server")
    return own.new_database()
