"""``shopdesk doctor``: is this computer fit, is everything in place, is the shop's data whole?"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from shopdesk import __title__, __version__
from shopdesk.commands import arguments
from shopdesk.commands.common import output, shop_folder
from shopdesk.controllers.messages import Messages
from shopdesk.engine.errors import EngineError

LIBRARIES = ("PySide6-Essentials", "numpy", "pandas", "scipy", "torch", "onnxruntime", "SQLAlchemy", "zxing-cpp")
ROOM_NEEDED = 200e6  # bytes, for a backup and the log
ROOM_WISHED = 2e9
_SOCKETS = ("socket.connect", "socket.bind", "socket.getaddrinfo")


@dataclass(frozen=True)
class Finding:
    """What the doctor found: ``state`` is ``well``, ``note`` or ``wrong``."""

    topic: str
    name: str
    state: str
    found: str


def add_parsers(add: arguments.Add) -> None:
    """Add the subcommand."""
    look = add("doctor", "Look at versions, devices, models, the shop's file, permissions and free space.")
    look.set_defaults(run=doctor)


def doctor(options: argparse.Namespace) -> int:
    """Print what was found; 1 if something is wrong."""
    sockets = _count_sockets()
    folder = shop_folder(options)
    topics: tuple[Callable[[], Iterator[Finding]], ...] = (
        _versions,
        _devices,
        _models,
        lambda: _shop(folder, options.database),
        lambda: _folders(folder),
        lambda: _room(folder),
    )
    findings = [finding for topic in topics for finding in topic()]
    findings.append(_network(len(sockets), options.database))
    wrong = any(finding.state == "wrong" for finding in findings)
    document = {"well": not wrong, "findings": [vars(finding) for finding in findings]}
    rows = [(finding.topic, finding.name, finding.state, finding.found) for finding in findings]
    output(options, document, ("topic", "what", "", "found"), rows)
    return 1 if wrong else 0


def _count_sockets() -> list[str]:
    """Note every connection that this process asks for from now on."""
    asked: list[str] = []

    def watch(event: str, details: tuple[object, ...]) -> None:
        if event in _SOCKETS and not (event == "socket.connect" and isinstance(details[1], str | bytes)):
            asked.append(event)  # a path is a socket of this computer, as a display's

    sys.addaudithook(watch)
    return asked


def _versions() -> Iterator[Finding]:
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    yield Finding("versions", __title__, "well", __version__)
    yield Finding("versions", "Python", "well", f"{platform.python_version()}, {system}")
    yield Finding("versions", "bundle", "well", "yes" if getattr(sys, "frozen", False) else "no, from source")
    for name in LIBRARIES:
        try:
            yield Finding("versions", name, "well", metadata.version(name))
        except metadata.PackageNotFoundError:
            yield Finding("versions", name, "wrong", f"not installed. Install {__title__} again.")


def _devices() -> Iterator[Finding]:
    from shopdesk.workers.recorder import Recorder

    yield Finding("devices", "processors", "well", str(os.cpu_count()))
    try:
        names = Recorder().microphones()
    except EngineError as error:
        yield Finding("devices", "microphone", "note", Messages().error(error))
        return
    if names:
        yield Finding("devices", "microphone", "well", ", ".join(names))
    else:
        yield Finding("devices", "microphone", "note", "none. Plug one in to speak; everything else works without.")


def _models() -> Iterator[Finding]:
    from shopdesk.engine.weights import model_path, model_sha256, shipped_models

    for name in shipped_models():
        try:
            size = model_path(name).stat().st_size
        except EngineError as error:
            yield Finding("models", name, "wrong", Messages().error(error))
        else:
            yield Finding("models", name, "well", f"{size / 1e6:.1f} MB, sha256 {model_sha256(name)[:12]}")


def _shop(folder: Path, url: str | None) -> Iterator[Finding]:
    from shopdesk.store.files import on_network
    from shopdesk.store.shop import FILE_NAME, open_shop
    from shopdesk.store.verify import verify

    path = folder / FILE_NAME
    if url is None and not path.exists():
        yield Finding("shop", "file", "note", f"{path} is not there yet. {__title__} makes it when it opens.")
        return
    if url is None and on_network(path):
        yield Finding("shop", "place", "wrong", f"{path} is in a network folder. Move it to this computer's own disk.")
    messages = Messages()
    try:
        with open_shop(folder, url=url, create=False) as shop:
            counted = f"{shop.count_products()} products, {shop.count_sales()} sales"
            checks = verify(shop, only=("file", "version"))
    except EngineError as error:
        yield Finding("shop", "file", "wrong", messages.error(error))
        return
    for check in checks:
        said = [messages.error_code(problem.code, problem.params) for problem in check.problems[:1]]
        yield Finding("shop", check.name, "wrong" if check.wrong else "well", " ".join(said) or counted)


def _folders(folder: Path) -> Iterator[Finding]:
    from shopdesk.paths import user_config_dir, user_log_dir

    for name, place in (("data", folder), ("settings", user_config_dir()), ("log", user_log_dir())):
        there = _existing(place)
        if os.access(there, os.W_OK | os.X_OK):
            yield Finding("permissions", name, "well", str(place))
        else:
            yield Finding("permissions", name, "wrong", f"{there} may not be written. Change its permissions.")
    file = folder / "shop.db"
    if file.exists() and not os.access(file, os.R_OK | os.W_OK):
        yield Finding("permissions", "shop.db", "wrong", f"{file} may not be written. Change its permissions.")


def _room(folder: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(_existing(folder)).free
    state = "well" if free >= ROOM_WISHED else "note" if free >= ROOM_NEEDED else "wrong"
    hint = "" if state == "well" else " Free some space: backups need it."
    yield Finding("space", "free", state, f"{free / 1e9:.1f} GB.{hint}")


def _network(asked: int, url: str | None) -> Finding:
    if asked == 0:
        return Finding("network", "connections", "well", "none asked for during this look")
    state = "note" if url else "wrong"
    return Finding("network", "connections", state, f"{asked} asked for; only a server named with --database may be")


def _existing(path: Path) -> Path:
    """Return the path or the nearest folder above it that is there."""
    return next(place for place in (path, *path.absolute().parents) if place.exists())
