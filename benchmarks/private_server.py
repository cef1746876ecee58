"""A PostgreSQL server of a benchmark's own, in a temporary folder; it can be stopped and started again."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from pathlib import Path


class PrivateServer:
    """A server below ``folder``, with the durability of a real one (fsync on)."""

    def __init__(self, folder: Path) -> None:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parts[-2]))
        program = shutil.which("initdb")
        if not found and program is None:
            raise SystemExit("No PostgreSQL server is installed; name one with --url.")
        self._binaries = found[-1] if found else Path(os.path.realpath(str(program))).parent
        self.folder = folder
        folder.mkdir(parents=True)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._user = "postgres" if os.getuid() == 0 else None  # it refuses to run as root
        if self._user:
            owner = pwd.getpwnam(self._user)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        self._run("initdb", "-D", str(folder / "data"), "-A", "trust", "-U", "shop", "-E", "UTF8")
        self.start()
        self.url = f"postgresql+psycopg://shop@127.0.0.1:{self.port}/postgres"

    def _run(self, program: str, *arguments: str) -> None:
        with (self.folder / "log.txt").open("ab") as log:
            command = [str(self._binaries / program), *arguments]
            subprocess.run(command, stdout=log, stderr=log, user=self._user, check=True)

    def start(self) -> None:
        """Start and wait until it answers."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k '' -c max_connections=400 -c shared_buffers=128MB"
        log = str(self.folder / "server.txt")
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-l", log, "-w", "-o", options, "start")

    def stop(self) -> None:
        """Stop at once, in mid-trade."""
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")

    def cpu_seconds(self) -> float:
        """The CPU time of the server and its processes so far."""
        import psutil

        pid = int((self.folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        server = psutil.Process(pid)
        total = 0.0
        for process in [server, *server.children(recursive=True)]:
            try:
                times = process.cpu_times()
            except psutil.NoSuchProcess:
                continue
            total += times.user + times.system
            if process.pid == pid:  # those that have ended
                total += times.children_user + times.children_system
        return total
