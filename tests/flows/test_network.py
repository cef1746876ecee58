"""ShopDesk opens no connection to anything: every socket of the whole program is looked at, without a network too."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Runs the window, uses every part of it once, and ends with 7 if any socket but a local one was made.
WATCHED = """
import sys
from pathlib import Path

def watch(event, arguments):
    # the display's own socket is local; a family of 2 or 10 is the internet
    if event == "socket.__new__" and int(arguments[1]) not in (1,) or event in ("socket.connect", "socket.getaddrinfo"):
        address = arguments[1] if event == "socket.connect" else arguments
        if not (event == "socket.connect" and isinstance(address, (str, bytes))):
            sys.stderr.write(f"SOCKET {event} {arguments}\\n")
            sys.stderr.flush()
            import os
            os._exit(7)

sys.addaudithook(watch)
from shopdesk.__main__ import main
raise SystemExit(main(sys.argv[1:]))
"""


def run(arguments: list[str], wrapper: list[str] | None = None) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment["PYTHONPATH"] = str(ROOT)
    command = [*(wrapper or []), sys.executable, "-c", WATCHED, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=170, check=False)


def test_the_watch_itself_sees_a_socket() -> None:
    code = WATCHED.split("from shopdesk")[0] + "import socket; socket.socket(socket.AF_INET)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False).returncode == 7


@pytest.mark.parametrize(
    "arguments", [["verify"], ["backup"], ["search", "milk"], ["recommend", "--basket", "P0001"], ["backup", "--list"]]
)
def test_no_command_opens_a_socket(shop_folder: Path, arguments: list[str]) -> None:
    done = run(["--data", str(shop_folder), *arguments])
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_the_window_opens_no_socket_and_needs_no_network(shop_folder: Path, tmp_path: Path) -> None:
    wrapper = ["unshare", "-n"] if shutil.which("unshare") and os.geteuid() == 0 else []
    if wrapper and subprocess.run([*wrapper, "true"], capture_output=True, check=False).returncode:
        wrapper = []
    arguments = ["--data", str(shop_folder), "self-test", "--screenshots", str(tmp_path / "shots")]
    done = run(arguments, wrapper)
    assert done.returncode == 0, done.stderr
    assert "SOCKET" not in done.stderr
