"""What goes on while a window is built anew: the open shop, and the engine that answers for it."""

from __future__ import annotations

import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.paths import user_log_dir
from shopdesk.settings import schema
from shopdesk.settings.kept import Settings
from shopdesk.workers.engine_client import EngineClient

if TYPE_CHECKING:
    from shopdesk.controllers.local_engine import LocalEngine
    from shopdesk.workers.codec import Codec


class ShopAccess:
    """Opens the shop on first use, on the lane that uses it: the window does not wait for the database."""

    def __init__(self, folder: Path, url: str | None) -> None:
        self._folder = folder
        self._url = url
        self._lock = threading.Lock()
        self._shop: Any = None

    def __call__(self) -> Any:
        """Return the open shop."""
        from shopdesk.store.till_shop import open_here

        with self._lock:
            if self._shop is None:
                self._shop = open_here(self._folder, self._url)
            return self._shop

    def close(self) -> None:
        """Close the shop if it was opened."""
        with self._lock:
            if self._shop is not None:
                self._shop.close()
                self._shop = None


@dataclass(frozen=True)
class Running:
    """What goes on while a window is built anew in another language: the open shop and the engine."""

    shop: ShopAccess
    engine: EngineClient | LocalEngine


def start_running(folder: Path, url: str | None, settings: Settings) -> Running:
    """Return shop and engine of a new window; nothing is opened or started before it is needed."""
    shop = ShopAccess(folder, url)
    if settings.get(schema.ENGINE_PROCESS):
        return Running(shop, EngineClient(engine_command(folder, url), make_codec, user_log_dir()))
    from shopdesk.controllers.local_engine import LocalEngine

    return Running(shop, LocalEngine(shop))


def engine_command(folder: Path, url: str | None) -> list[str]:
    """Return what starts the engine process, from source and from a bundle."""
    start = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "shopdesk"]
    return [*start, "--engine", str(folder), url or ""]


def make_codec() -> Codec:
    """Return what turns requests and answers into bytes; on the lane that needs it first, as it takes a while."""
    from shopdesk.controllers.requests import travelling_types
    from shopdesk.workers.codec import Codec

    return Codec(travelling_types())
