"""What whole-program tests share: a small demo shop, and a microphone that hears what a test plays."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from shopdesk.store.demo import write_demo

if TYPE_CHECKING:  # Qt is loaded by the first test that needs it
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from shopdesk.app import ShopDesk

ROOT = Path(__file__).resolve().parents[2]


def made_once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder that whichever test process comes first makes; the others wait for it."""
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent
    folder = root / name
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            draft = tmp_path_factory.mktemp("draft") / name
            make(draft)
            draft.rename(folder)
    return folder


def demo_that_was_open(folder: Path, products: int = 60, days: int = 120) -> None:
    """Write a demo shop and let the program learn its pictures, as it does at its first start."""
    write_demo(folder, products=products, days=days)
    shown = next((folder / "pictures").iterdir())
    command = [sys.executable, "-m", "shopdesk", "--data", str(folder), "classify", str(shown)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=170)
    assert (folder / "models" / "vision" / "manifest.json").exists()


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo shop that has been open before: at a first start each window would learn its pictures for 20 seconds."""
    return made_once(tmp_path_factory, "demo shop", demo_that_was_open)


@pytest.fixture(scope="session")
def small_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with few products, where photos are taught and learned again: that takes as long as there are many."""
    return made_once(tmp_path_factory, "small shop", partial(demo_that_was_open, products=16, days=40))


@pytest.fixture
def shop_folder(demo_template: Path, tmp_path: Path) -> Path:
    """A demo shop of the test's own."""
    return Path(shutil.copytree(demo_template, tmp_path / "shop"))


@pytest.fixture
def display() -> Iterator[str]:
    """An X display of the test's own."""
    if shutil.which("Xvfb") is None or shutil.which("xdotool") is None:
        pytest.skip("Xvfb or xdotool is not installed")
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as stream:
        name = f":{stream.readline().strip()}"
    yield name
    server.terminate()
    server.wait(10)


@pytest.fixture(scope="session")
def sound_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str] | None]:
    """A private PulseAudio with a microphone that is fed by ``paplay``; None where it is not installed.

    The environment is set before anything loads PortAudio, which reads it once per process.
    """
    if shutil.which("pulseaudio") is None:
        yield None
        return
    home = tmp_path_factory.mktemp("sound")
    socket = home / "pa.sock"
    environment = {k: v for k, v in os.environ.items() if k != "DBUS_SESSION_BUS_ADDRESS"} | {
        name: str(home)
        for name in ("HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "PULSE_RUNTIME_PATH", "PULSE_STATE_PATH")
    }
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--disable-shm=yes"]
    command += ["--log-level=error", "--realtime=no", "--high-priority=no"]
    command += ["-L", f"module-native-protocol-unix socket={socket} auth-anonymous=1"]
    for name in ("spk", "micbus"):
        command += ["-L", f"module-null-sink sink_name={name} rate=48000 channels=1"]
    command += ["-L", "module-remap-source source_name=vmic master=micbus.monitor"]
    (home / "asound.conf").write_text(
        "</usr/share/alsa/alsa.conf>\n"
        f'pcm.vmic {{ type pulse server "unix:{socket}" device vmic hint {{ show on }} }}\n'
        f'pcm.!default {{ type pulse server "unix:{socket}" }}\n'
    )
    variables = {
        "PULSE_SERVER": f"unix:{socket}",
        "PULSE_COOKIE": str(home / "cookie"),
        "PULSE_SOURCE": "vmic",
        "PULSE_SINK": "spk",
        "ALSA_CONFIG_PATH": str(home / "asound.conf"),
    }
    server = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 10
    while not socket.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    yield variables
    for name, value in before.items():
        os.environ.pop(name) if value is None else os.environ.__setitem__(name, value)
    server.terminate()
    server.wait(10)


@pytest.fixture(autouse=True)
def _sound_before_portaudio(sound_server: dict[str, str] | None) -> None:
    """Every flow test runs under the private sound server, whichever comes first."""


@pytest.fixture
def speak(sound_server: dict[str, str] | None) -> Callable[[Path], subprocess.Popen[bytes]]:
    """Play a clip into the virtual microphone."""
    if sound_server is None:
        pytest.skip("PulseAudio is not installed")

    def play(clip: Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen(["paplay", "--device=micbus", str(clip)])

    return play


@pytest.fixture(autouse=True)
def _first_tab_first(_settings_of_a_new_user: None) -> None:
    """Windows of these tests open on the first tab; the start page has tests of its own."""
    from shopdesk.settings import schema
    from shopdesk.settings.kept import Settings

    Settings.load().set(schema.START_PAGE, False)


@pytest.fixture
def open_window(qapp: QApplication, qtbot: QtBot) -> Iterator[Callable[..., ShopDesk]]:
    """Open windows on shops, with the keyboard; closed at the end, with their engines."""
    from shopdesk.app import ShopDesk
    from shopdesk.ui.theme import apply_theme

    apply_theme(qapp, "light")
    made: list[ShopDesk] = []

    def start(folder: Path, **rest: Any) -> ShopDesk:
        desk = ShopDesk(folder, **rest)
        desk.complete()
        made.append(desk)
        desk.show()
        qtbot.waitExposed(desk.window)
        desk.window.activateWindow()
        qtbot.waitUntil(desk.window.isActiveWindow, timeout=60_000)
        return desk

    yield start
    for desk in made:
        desk.window.close()
        desk.close()
        desk.window.deleteLater()
    assert not any(desk.engine.running for desk in made)


@pytest.fixture
def desk(open_window: Callable[..., ShopDesk], shop_folder: Path) -> ShopDesk:
    """A window on a demo shop of the test's own."""
    return open_window(shop_folder)
